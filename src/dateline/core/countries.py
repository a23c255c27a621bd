"""Countries: their names, their peoples' names, where they lie and what borders them.

The table `countries.tsv` is the project's own; identifiers and neighbours are GeoNames' (CC BY 4.0).
It follows ISO 3166-1 and adds Kosovo as XKX. Disputed territories stand under
their own codes, as in ISO and in UCDP's data.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

# A newspaper that writes the bare adjective means the larger country; the smaller one is then named in full.
_ADJECTIVE_MEANS = {"dominican": "DOM", "congolese": "COD", "guinean": "GIN", "american": "USA", "indian": "IND"}
_WITHOUT_ACCENT = str.maketrans("\u0131łŁøØđĐħ", "ilLoOdDh")
"""Letters that no accent can be taken from: Sirnak with the Turkish i without a dot, Łódź."""
_APOSTROPHES = {0x2018: "'", 0x2019: "'", 0x02BB: "'", 0x02BC: "'", 0x02BF: "'", 0x0060: "'", 0x00B4: "'"}
_LONGEST_ACRONYM = 6  # "D.P.R.K." and its like are told by their dots


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory.

    `adjectives` holds adjectives and names of the people, singular and plural ("Malian", "Malians"). `latitude` and
    `longitude` are of its centre, in degrees. `regions` are parts of the world that it belongs to, the narrowest first.
    """

    iso3: str
    iso2: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: str | None
    latitude: float
    longitude: float
    regions: tuple[str, ...]
    neighbours: tuple[str, ...]
    geonames_id: int


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """All countries, in the order of their ISO 3166-1 alpha-3 codes."""
    table = (files("dateline.core") / "countries.tsv").read_text("utf-8")
    return tuple(_country(line.split("\t")) for line in table.splitlines()[1:])


@lru_cache(maxsize=1)
def countries_by_code() -> dict[str, Country]:
    """The same, by ISO 3166-1 alpha-3 code."""
    return {country.iso3: country for country in countries()}


@lru_cache(maxsize=1)
def countries_of_region() -> dict[str, frozenset[str]]:
    """Codes of the countries of each part of the world, by its name in lower case ("west africa")."""
    found: dict[str, set[str]] = {}
    for country in countries():
        for region in country.regions:
            found.setdefault(region.lower(), set()).add(country.iso3)
    return {region: frozenset(codes) for region, codes in found.items()}


@lru_cache(maxsize=65536)
def country_of_name(text: str) -> str | None:
    """The code of the country of this name or alias ("Mali", "the Ivory Coast", "DRC").

    Case matters only for acronyms: "US" is a country and "us" is not.
    """
    return _find(text, _names())


@lru_cache(maxsize=65536)
def country_of_adjective(text: str) -> str | None:
    """The code of the country whose adjective or people this is ("French", "Malians")."""
    return _find(text, _adjectives())


def fold(text: str) -> str:
    """Lower case without accents, with plain apostrophes and single blanks."""
    if text.isascii():
        return " ".join(text.lower().replace("-", " ").replace("`", "'").split())
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).translate(_WITHOUT_ACCENT))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(bare.lower().replace("-", " ").split())


def _country(row: list[str]) -> Country:
    iso3, iso2, name, aliases, adjectives, capital, latitude, longitude, regions, neighbours, geonames_id = row
    return Country(
        iso3=iso3,
        iso2=iso2,
        name=name,
        aliases=_split(aliases),
        adjectives=_split(adjectives),
        capital=capital or None,
        latitude=float(latitude),
        longitude=float(longitude),
        regions=_split(regions),
        neighbours=_split(neighbours),
        geonames_id=int(geonames_id),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _find(text: str, table: dict[str, str]) -> str | None:
    stripped = text.strip()
    if (found := table.get(stripped)) is not None:
        return found
    folded = fold(stripped)
    if folded.startswith("the "):
        return _find(stripped[4:], table)
    return table.get(folded)


def _keys(name: str) -> tuple[str, ...]:
    """An acronym is known as it is written; any other name also in lower case without accents."""
    letters = name.replace(".", "")
    acronym = letters.isupper() and len(letters) <= _LONGEST_ACRONYM
    return (name,) if acronym else (name, fold(name))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    table: dict[str, str] = {}
    for country in countries():
        for key in _keys(country.name):
            table[key] = country.iso3
    for country in countries():
        for alias in country.aliases:
            for key in _keys(alias):
                table.setdefault(key, country.iso3)
    return table


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    table: dict[str, str] = {}
    for country in countries():
        for adjective in country.adjectives:
            meant = _ADJECTIVE_MEANS.get(fold(adjective), country.iso3)
            for key in _keys(adjective):
                table.setdefault(key, meant)
    return table
