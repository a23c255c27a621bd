"""Read the tables beside this module into the index that the registry searches."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files

import yaml

from dateline.actors.model import Entry, Kind, Office, state_match
from dateline.actors.text import is_acronym, name_key, slug
from dateline.core.countries import Country, countries, country_of_name
from dateline.core.errors import InstallError

Key = tuple[str, ...]
NO_SECTOR = "-"
KNOWN_EVERYWHERE = "!"
"""Before a short acronym: it is known without its country ("!CIA")."""
REGION = "region"
_SHORT = 3
_IRREGULAR = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "persons",
    "wife": "wives",
    "thief": "thieves",
}
_UNCHANGED = {"police", "personnel", "aircraft", "people", "media", "staff", "mujahideen", "headquarters", "swiss"}


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of an entry.

    Attributes:
        entry: Whose name it is.
        acronym: It counts only in capitals.
        strict: It is so short that it counts only where the report's countries agree.
    """

    entry: Entry
    acronym: bool
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """What a head noun says: its sector, and whether the word before it may say otherwise."""

    sector: str | None
    strength: str
    """`strong`, `weak`, `arms` for what is moved and fired, `thing` for what else is owned, `opposed` for whom the
    owner fights."""


@dataclass(slots=True)
class Tables:
    """All that the registry knows, by normalised name."""

    names: dict[Key, list[Alias]] = field(default_factory=dict)
    surnames: dict[Key, list[Entry]] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """First word of a name to the lengths of the names that begin with it, longest first."""
    nouns: dict[Key, Noun] = field(default_factory=dict)
    noun_lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Last word of a noun to the lengths of the nouns that end with it, longest first."""
    modifiers: dict[str, str] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    """Word or first name to `female` or `male`; what both bear is not here."""
    country_names: dict[str, str] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)

    def add(self, entry: Entry, names: Iterable[str]) -> None:
        """Enter an actor under all its names."""
        self.entries.setdefault(entry.id, entry)
        for written in dict.fromkeys(names):
            name = written.removeprefix(KNOWN_EVERYWHERE)
            key = name_key(name)
            if not key:
                continue
            known = self.names.setdefault(key, [])
            if all(alias.entry.id != entry.id for alias in known):
                acronym = is_acronym(name)
                short = acronym and len(key[0]) <= _SHORT and bool(entry.countries) and written == name
                known.append(Alias(entry, acronym, short and entry.kind in ("group", "body", "state")))


def load_tables() -> Tables:
    """Read everything (0.15 to 0.4 s).

    Raises:
        InstallError: A table is missing or damaged.
    """
    try:
        tables = Tables()
        _add_groups(tables)
        _add_bodies(tables)
        _add_countries(tables)
        _add_metonyms(tables)
        _add_offices(tables)
        _add_nouns(tables)
        _add_genders(tables)
    except (OSError, KeyError, ValueError, yaml.YAMLError) as error:
        raise InstallError(f"the actor registry is damaged: {error}", hint="Install Dateline again.") from error
    _measure(tables)
    return tables


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("dateline.actors") / name).read_text("utf-8")
    return csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _add_groups(tables: Tables) -> None:
    """The groups of our own list, then those that only UCDP names."""
    known: set[str] = set()
    listed = {row["name"]: row["countries"].split() for row in _rows("ucdp.tsv")}
    for row in _rows("groups.tsv"):
        acts_in = tuple(dict.fromkeys((*row["countries"].split(), *listed.get(row["ucdp"], ()))))
        entry = Entry(
            id=f"{row['sector'].lower()}-{slug(row['name'])}",
            name=row["name"],
            kind="group",
            sector=row["sector"],
            home=acts_in[0] if acts_in else None,
            countries=acts_in,
            ucdp=row["ucdp"] or None,
        )
        known.add(row["ucdp"])
        tables.add(entry, (row["name"], *_listed(row["aliases"]), *_listed(row["ucdp"])))
    for row in _rows("ucdp.tsv"):
        if row["name"] not in known:
            _add_ucdp(tables, row)


def _add_ucdp(tables: Tables, row: dict[str, str]) -> None:
    acts_in = tuple(row["countries"].split())
    state = country_of_name(row["name"].removeprefix("Government of ")) if row["sector"] == "GOV" else None
    if state is not None:
        entry = _government(state)
        tables.add(entry, (row["name"],))
        return
    entry = Entry(
        id=f"{row['sector'].lower()}-{slug(row['name'])}",
        name=row["name"],
        kind="group",
        sector=row["sector"],
        home=acts_in[0] if acts_in else None,
        countries=acts_in,
        strict=row["strict"] == "1",
        ucdp=row["name"],
    )
    tables.add(entry, (row["name"],))


def _add_bodies(tables: Tables) -> None:
    for row in _rows("bodies.tsv"):
        home = row["country"].split()
        sector = row["sector"] or None
        if row["part"]:
            entry = _government(home[0], "state", sector or "GOV")
            tables.add(entry, (row["name"], *_listed(row["aliases"])))
            continue
        entry = Entry(
            id=f"{(sector or 'igo').lower()}-{slug(row['name'])}",
            name=row["name"],
            kind="body",
            sector=sector,
            home=home[0] if home else None,
            countries=tuple(home),
        )
        tables.add(entry, (row["name"], *_listed(row["aliases"])))


def _government(iso3: str, kind: Kind = "country", sector: str = "GOV") -> Entry:
    match = state_match(sector, iso3, _names()[iso3], "")
    return Entry(
        id=match.id or "",
        name=match.name or "",
        kind=kind,
        sector=sector,
        home=iso3,
        countries=(iso3,),
        ucdp=match.name,
    )


def _names() -> dict[str, str]:
    return {country.iso3: country.name for country in countries()}


def _add_countries(tables: Tables) -> None:
    tables.country_names.update(_names())
    for country in countries():
        tables.add(_government(country.iso3), (country.name, *country.aliases, f"Government of {country.name}"))
    for country in countries():
        tables.add(_people(country), _adjectives(country))
        if country.capital:
            _add_metonym(tables, country.capital, country.iso3, "GOV")


def _adjectives(country: Country) -> tuple[str, ...]:
    return tuple(dict.fromkeys(country.adjectives))


def _people(country: Country) -> Entry:
    return Entry(id=f"people-{country.iso3.lower()}", name=country.name, kind="people", home=country.iso3)


def _add_metonym(tables: Tables, words: str, iso3: str, sector: str) -> None:
    key = name_key(words)
    if key not in tables.names:  # a capital that bears its country's name is the country
        tables.names[key] = [Alias(_government(iso3, "capital", sector), acronym=False)]


def _add_metonyms(tables: Tables) -> None:
    for row in _rows("metonyms.tsv"):
        _add_metonym(tables, row["words"], row["country"], row["sector"])


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _add_offices(tables: Tables) -> None:
    """Persons with their offices; rows of one name are one person."""
    offices: dict[str, list[Office]] = defaultdict(list)
    aliases: dict[str, set[str]] = defaultdict(set)
    for row in _rows("offices.tsv"):
        sector = row["sector"] or None
        office = Office(row["office"], row["country"] or None, sector, _day(row["from"]), _day(row["to"]))
        offices[row["name"]].append(office)
        aliases[row["name"]].update(_listed(row["aliases"]))
    for marked, held in offices.items():
        _add_person(tables, marked, held, sorted(aliases[marked]))


def _add_person(tables: Tables, marked: str, held: list[Office], aliases: list[str]) -> None:
    name = marked.replace("/", "")
    homes = tuple(dict.fromkeys(office.country for office in held if office.country))
    entry = Entry(
        id=f"person-{slug(name)}",
        name=name,
        kind="person",
        home=homes[0] if homes else None,
        countries=homes,
        offices=tuple(held),
    )
    tables.add(entry, (name, *(alias for alias in aliases if " " in alias or "-" in alias)))
    for surname in (marked.partition("/")[2], *(alias for alias in aliases if " " not in alias)):
        if surname:
            tables.surnames.setdefault(name_key(surname), []).append(entry)


def _add_nouns(tables: Tables) -> None:
    data = yaml.load((files("dateline.actors") / "nouns.yaml").read_text("utf-8"), yaml.CSafeLoader)
    for strength in ("weak", "strong"):
        for sector, words in data[strength].items():
            for noun in _split(words):
                _add_noun(tables, noun, Noun(None if sector == NO_SECTOR else sector, strength))
    for strength in ("arms", "opposed", "thing"):
        for noun in _split(data[strength]):
            _add_noun(tables, noun, Noun(None, strength))
    listed = yaml.load((files("dateline.actors") / "modifiers.yaml").read_text("utf-8"), yaml.CSafeLoader)
    for sector, words in listed.items():
        for word in _split(words):
            tables.modifiers.setdefault(" ".join(name_key(word)), sector)


def _add_genders(tables: Tables) -> None:
    data = yaml.load((files("dateline.actors") / "genders.yaml").read_text("utf-8"), yaml.CSafeLoader)
    both = set(_split(data["female"])) & set(_split(data["male"]))
    for gender, words in data.items():
        tables.genders.update({word: gender for word in _split(words) if word not in both})


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _add_noun(tables: Tables, noun: str, value: Noun) -> None:
    key = name_key(noun)
    tables.nouns.setdefault(key, value)
    tables.nouns.setdefault((*key[:-1], plural(key[-1])), value)


def plural(word: str) -> str:
    """The plural of a noun, by the rules that English keeps."""
    if word in _UNCHANGED or word.endswith("s"):
        return word if word in _UNCHANGED or word.endswith("ss") is False else f"{word}es"
    for single, several in _IRREGULAR.items():
        if word.endswith(single) and (word == single or single in ("man", "woman", "wife")):
            return word[: -len(single)] + several
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    if word.endswith(("x", "ch", "sh")):
        return f"{word}es"
    return f"{word}s"


def _measure(tables: Tables) -> None:
    starts: dict[str, set[int]] = defaultdict(set)
    for key in tables.names:
        starts[key[0]].add(len(key))
    tables.lengths = {word: tuple(sorted(sizes, reverse=True)) for word, sizes in starts.items()}
    ends: dict[str, set[int]] = defaultdict(set)
    for key in tables.nouns:
        ends[key[-1]].add(len(key))
    tables.noun_lengths = {word: tuple(sorted(sizes, reverse=True)) for word, sizes in ends.items()}
