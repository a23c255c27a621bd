"""Fit the weights by which a name's places are ranked, for `src/dateline/places/weights.tsv`.

    python scripts/fit_places.py [--data ../shared/data] [--rounds 3]

Fitted on the development parts (documents not held aside) of LGL and GeoVirus: for each name with coordinates, the
log-likelihood of its right places, or of none where no candidate is right, and that of its country are made as large as
possible, less a penalty for going away from the table's column `start`, weights set by hand.

As these sets hardly speak of villages at war, a sample of UCDP's places is added, each in a report that names its
country and up to four other places there; those of the list that `draw_conflict_places.py` makes are left out.

As each name's features come from what the others may mean, the weights are fitted again on the features that they
themselves give, a few times.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from build_places import Fact, names_of, read_facts

from dateline.coder.segment import paragraphs
from dateline.evaluate import geo
from dateline.evaluate.conflict_places import same_division
from dateline.evaluate.run import select
from dateline.evaluate.stages import report_of
from dateline.places import Gazetteer, load_gazetteer, scoring
from dateline.places.company import Sense, others
from dateline.places.find import context_in, given_mentions, with_company
from dateline.places.model import Candidate, Mention
from dateline.places.resolve import main_country, senses_of, settle
from dateline.places.scoring import Features, base_features, context_features, namesake, none_features, seats
from dateline.syntax import Document, load_parser

OUT = Path(__file__).parent.parent / "src" / "dateline" / "places" / "weights.tsv"
LISTED = Path(__file__).parent.parent / "quality" / "places" / "conflict.tsv"
SETS = ("lgl.xml", "GeoVirus.xml")
HOLD = 3.0  # names' worth of evidence that a weight of one unit's change must bring
SAME_SPOT_KM, MIDDLES_KM = 10.0, 1000.0
WIDE = frozenset({"country", "region", "sea", "admin1"})
STEPS, RATE = 400, 0.05
SAID_OFTEN = 3  # a name said more often than this counts no more: the sets' own favourites would rule

VILLAGES, SEED = 800, 7  # a quarter of what LGL and GeoVirus give
MOST_BESIDE = 4

Row = tuple[list[Features], list[bool], list[bool], float]
Text = tuple[geo.Article, str | None, Document]


def main() -> None:
    """Read, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    texts, gazetteer = list(read_texts(args.data / "geo")), load_gazetteer()
    first = starting()
    write(first, first)
    scoring.weights.cache_clear()
    for number in range(args.rounds):
        rows = [row for text in texts for row in rows_of(text, gazetteer)]
        rows += villages(args.data / "ucdp", gazetteer)
        fitted, before, after = fit(rows, first)
        print(f"round {number + 1}: {len(rows)} names, log-likelihood {before:.4f} -> {after:.4f}")
        write(fitted, first)
        scoring.weights.cache_clear()


def read_texts(folder: Path) -> Iterator[Text]:
    """The development parts, parsed."""
    parser = load_parser()
    for name in SETS:
        for article in select(geo.DATA_SET, geo.read(folder / name), "train", None):
            report = report_of(article.text, article.published, None)
            line = report.dateline
            yield article, line.place if line else None, parser.parse(report.text, paragraphs(report))


def rows_of(text: Text, gazetteer: Gazetteer) -> Iterator[Row]:
    """For each name of a text, its options' features, which are right, which in the right country, and its weight."""
    article, dateline, document = text
    gold = [one for one in article.toponyms if one.latitude is not None]
    given = given_mentions(document, [(one.start, one.end) for one in gold])
    mentions = with_company(document, given, gazetteer)
    senses = dict(zip(mentions, senses_of(mentions, gazetteer, document.text), strict=True))
    company = settle(
        list({id(sense): sense for sense in senses.values()}.values()), context_in(document, dateline, article.url)
    )
    seen: set[int] = set()
    for mention, meant in zip(given, gold, strict=True):
        sense = senses[mention]
        if id(sense) in seen or not sense.options:
            continue
        seen.add(id(sense))
        features, right = _options(sense), are_right(sense.options, meant)
        rest = others(sense, company)
        found = [own + context_features(one, sense, rest) for own, one in zip(features, sense.options, strict=True)]
        within = [meant.country is None or one.country == meant.country for one in sense.options]
        main = meant.country is None or main_country(rest)[0] == meant.country
        weight = min(SAID_OFTEN, sense.weight) ** 0.5
        yield [*found, none_features(sense, rest)], [*right, not any(right)], [*within, main], weight


def villages(folder: Path, gazetteer: Gazetteer) -> list[Row]:
    """A sample of UCDP's places, those right that lie in its country and first-order division."""
    listed = {line.split("\t")[0] for line in LISTED.read_text("utf-8").splitlines()}
    facts = [one for one in sorted(set(read_facts(folder)), key=str) if one.where and one.admin1]
    facts = [one for one in facts if names_of(one.where) and not listed & set(names_of(one.where))]
    chance = random.Random(SEED)  # noqa: S311 -- no secret
    beside: dict[str, list[str]] = defaultdict(list)
    for one in facts:
        beside[one.country].append(names_of(one.where)[0])
    found: list[Row] = []
    for one in chance.sample(facts, 2 * VILLAGES):
        others_there = chance.sample(beside[one.country], min(len(beside[one.country]), chance.randint(0, MOST_BESIDE)))
        row = _village(one, others_there, gazetteer)
        found += [] if row is None else [row]
    return found[:VILLAGES]


def _village(fact: Fact, beside: Sequence[str], gazetteer: Gazetteer) -> Row | None:
    names = list(dict.fromkeys([names_of(fact.where)[0], *beside]))
    text = "; ".join(names)
    starts = [text.index(name) for name in names]
    mentions = [
        Mention(start, start + len(name), 0, 0, name, None, 1.0) for start, name in zip(starts, names, strict=True)
    ]
    senses = list(dict.fromkeys(senses_of(mentions, gazetteer, text)))
    company = settle(senses, Counter({fact.country: 1 + len(beside) // 2}))
    sense = senses[0]
    within = [one.country == fact.country for one in sense.options]
    right = [
        inside and same_division(one.admin1, fact.admin1) for inside, one in zip(within, sense.options, strict=True)
    ]
    if not any(right):
        return None
    rest = others(sense, company)
    features = [
        own + context_features(one, sense, rest) for own, one in zip(_options(sense), sense.options, strict=True)
    ]
    return [*features, none_features(sense, rest)], [*right, False], [*within, True], 1.0


def _options(sense: Sense) -> list[Features]:
    seated, overshadowed = seats(sense.options), namesake(sense.options)
    return [base_features(one, sense, seated, overshadowed) for one in sense.options]


def are_right(options: Sequence[Candidate], gold: geo.Toponym) -> list[bool]:
    """The options at the gold's spot: within 161 km, and hardly farther from it than the nearest of them.

    A country or division that is told to lie elsewhere is right all the same where no option is near: no two sources
    put the middle of a large area at the same spot.
    """
    apart = [_apart(one, gold) for one in options]
    nearest = min(apart, default=geo.EARTH_KM)
    if nearest <= geo.NEAR_KM:
        return [far <= nearest + SAME_SPOT_KM for far in apart]
    return [one.exact and one.kind in WIDE and far <= MIDDLES_KM for one, far in zip(options, apart, strict=True)]


def _apart(one: Candidate, gold: geo.Toponym) -> float:
    if one.latitude is None or one.longitude is None or gold.latitude is None or gold.longitude is None:
        return geo.EARTH_KM
    return geo.distance_km((one.latitude, one.longitude), (gold.latitude, gold.longitude))


def fit(rows: Sequence[Row], first: dict[str, float]) -> tuple[dict[str, float], float, float]:
    """Adam on the mean log-likelihood, held to the first weights."""
    names = list(first)
    place = {name: number for number, name in enumerate(names)}
    start = np.array([first[name] for name in names])
    table, bounds, right, within, counts = _matrix(rows, place)
    weight, momentum, speed = start.copy(), np.zeros(len(names)), np.zeros(len(names))
    before = after = 0.0
    for step in range(1, STEPS + 1):
        after, slope = _gradient(weight, table, bounds, right, counts)
        country, more = _gradient(weight, table, bounds, within, counts)
        after, slope = after + country, slope + more
        before = before or after
        slope -= HOLD * (weight - start) / counts.sum()
        momentum = 0.9 * momentum + 0.1 * slope
        speed = 0.999 * speed + 0.001 * slope**2
        weight += RATE * (momentum / (1 - 0.9**step)) / (np.sqrt(speed / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(value), 3) for name, value in zip(names, weight, strict=True)}, before, after


def _matrix(rows: Sequence[Row], place: dict[str, int]) -> tuple[Any, Any, Any, Any, Any]:
    options = [features for row in rows for features in row[0]]
    table = np.zeros((len(options), len(place)))
    for number, features in enumerate(options):
        for name, value in features:
            table[number, place[name]] += value
    bounds = np.cumsum([0, *(len(row[0]) for row in rows[:-1])])
    right = np.array([value for row in rows for value in row[1]])
    within = np.array([value or not any(row[2]) for row in rows for value in row[2]])
    return table, bounds, right, within, np.array([row[3] for row in rows])


def _gradient(weight: Any, table: Any, bounds: Any, right: Any, counts: Any) -> tuple[float, Any]:
    sizes = np.diff([*bounds, len(table)])
    scores = table @ weight
    raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, bounds), sizes))
    odds = raised / np.repeat(np.add.reduceat(raised, bounds), sizes)
    good = odds * right
    sums = np.add.reduceat(good, bounds)
    pull = (good / np.repeat(sums + 1e-12, sizes) - odds) * np.repeat(counts, sizes)
    return float((counts * np.log(sums + 1e-12)).sum() / counts.sum()), pull @ table / counts.sum()


def starting() -> dict[str, float]:
    """The weights set by hand."""
    rows = (line.split("\t") for line in OUT.read_text("utf-8").splitlines()[1:])
    return {name: float(start) for name, _, start in rows}


def write(weights: dict[str, float], first: dict[str, float]) -> None:
    """Write the table."""
    lines = ["feature\tweight\tstart", *(f"{name}\t{value}\t{first[name]:g}" for name, value in weights.items())]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
