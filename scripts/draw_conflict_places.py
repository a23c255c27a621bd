"""Draw the list of 200 conflict places, `quality/places/conflict.tsv`, from UCDP's table of places.

    python scripts/draw_conflict_places.py [--data ../shared/data]

Eight places with a first-order division of each of the 25 countries that have most, drawn by a fixed seed. Each is put
into two sentences written for Dateline: one that speaks of the country and one that does not. A division's names are
UCDP's and that of GeoNames' division of the same name. `fit_places.py` leaves the listed names out.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from pathlib import Path

from build_places import DIVISIONS, LINE, Fact, Known, names_of, read_facts

from dateline.core.countries import Country, countries_by_code
from dateline.places.sources import read_packages

OUT = Path(__file__).parent.parent / "quality" / "places" / "conflict.tsv"
COUNTRIES, EACH, SEED = 25, 8, 200
SHORTEST = 4  # letters
# "Gold mine near X" and "X, Y sector" are descriptions: a listed name is capitalised words and nothing else.
A_NAME = re.compile(r"[^\W\d_a-z][\w'’‘-]*(?: [^\W\d_a-z][\w'’‘-]*)*")
# With the country's name or adjective in braces; the second sentence of a pair is without.
SENTENCES = (
    ("Gunmen attacked {name} on Monday, killing three people, officials in {country} said.",
     "Gunmen attacked {name} on Monday, killing three people, officials said."),
    ("Three people were killed in {name} on Friday, the {adjective} army said.",
     "Three people were killed in {name} on Friday, the army said."),
    ("Fighting broke out near {name} overnight, {adjective} officials told reporters.",
     "Fighting broke out near {name} overnight, officials told reporters."),
    ("Families fled from {name} after shells hit the market, a doctor said. The war in {country} goes on.",
     "Families fled from {name} after shells hit the market, a doctor said. The war goes on."),
)  # fmt: skip


def main() -> None:
    """Draw and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data: Path = parser.parse_args().data
    known = Known.of(read_packages())
    drawn = draw(sorted(set(read_facts(data / "ucdp")), key=str), random.Random(SEED))  # noqa: S311 -- no secret
    lines = ["name\tcountry\tadmin1\twith_country\twithout_country"]
    for number, fact in enumerate(drawn):
        name = names_of(fact.where)[0]
        said, unsaid = SENTENCES[number % len(SENTENCES)]
        country = countries_by_code()[fact.country]
        spoken = said.format(name=name, country=country.name, adjective=adjective(country))
        lines.append(
            f"{name}\t{fact.country}\t{'|'.join(divisions(fact, known))}\t{spoken}\t{unsaid.format(name=name)}"
        )
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


def draw(facts: list[Fact], chance: random.Random) -> list[Fact]:
    """Eight places of each country; no name twice."""
    by_country: dict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        names = names_of(fact.where)
        if not names or not fact.admin1 or LINE.search(fact.where) or len(names[0]) < SHORTEST:
            continue
        if not A_NAME.fullmatch(names[0]):
            continue
        if names[0] not in fact.admin1:
            by_country[fact.country].setdefault(names[0], fact)
    most = sorted(by_country, key=lambda code: (-len(by_country[code]), code))[:COUNTRIES]
    return [by_country[code][name] for code in most for name in chance.sample(sorted(by_country[code]), EACH)]


def adjective(country: Country) -> str:
    """The first that is told of the country; its name where none is."""
    return country.adjectives[0] if country.adjectives else country.name


def divisions(fact: Fact, known: Known) -> list[str]:
    """UCDP's names of the first-order division, and GeoNames'."""
    found = [
        row.admin1
        for kind in ("admin1", "admin2")  # what UCDP counts as the first order GeoNames may count as the second
        for name in fact.admin1
        for row in known.find(fact.country, name, frozenset({kind}))
    ]
    renamed = [DIVISIONS[fact.country, name] for name in fact.admin1 if (fact.country, name) in DIVISIONS]
    return list(dict.fromkeys([*fact.admin1, *renamed, *found[:1]]))


if __name__ == "__main__":
    main()
