"""conflict_places: 200 places of 25 countries drawn from UCDP's table, each in a sentence of our own.

The gazetteer is made from the same table: what is measured is that a known name is found and chosen rightly, with the
country spoken of in the sentence and without, and not how many conflict places are known.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.core.countries import fold
from dateline.core.errors import InputError
from dateline.evaluate.counts import Counts, answer
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.reading import files, text_of
from dateline.evaluate.spans import touch
from dateline.evaluate.system import Located, System

COLUMNS = ("name", "country", "admin1", "with_country", "without_country")


@dataclass(frozen=True, slots=True)
class Listed:
    """A place, its country and division (by all its names), and its two sentences."""

    name: str
    country: str
    admin1: tuple[str, ...]
    with_country: str
    without_country: str


def read(path: Path) -> list[Listed]:
    """Read `*.tsv` with the columns of `COLUMNS`."""
    return [_listed(row, file) for file in files(path, "*.tsv") for row in _rows(file)]


def _rows(file: Path) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(text_of(file)), delimiter="\t", quoting=csv.QUOTE_NONE)


def _listed(row: dict[str, str], file: Path) -> Listed:
    if any(row.get(column) is None for column in COLUMNS):
        raise InputError(f"lacks one of the columns {', '.join(COLUMNS)}", source=str(file))
    names = tuple(row["admin1"].split("|"))
    return Listed(row["name"], row["country"], names, row["with_country"], row["without_country"])


def score(places: Sequence[Listed], system: System) -> Iterator[DocumentScore]:
    """Score the places one by one: put where, the name given; and `found` when it is found and in the right country."""
    for place in places:
        fields: dict[str, Counts] = {}
        mistakes: list[Mistake] = []
        for text, suffix in ((place.with_country, ""), (place.without_country, "_unsaid")):
            given, ours = _located(text, place.name, system)
            division = given.country == place.country and same_division(given.admin1, place.admin1)
            fields[f"country{suffix}"] = answer(right=given.country == place.country)
            fields[f"admin1{suffix}"] = answer(right=division)
            fields[f"found{suffix}"] = answer(right=ours is not None and ours.country == place.country)
            if not division:
                gold, put = [place.country, *place.admin1], [given.country, given.admin1]
                mistakes.append(Mistake(place.name, f"admin1{suffix}", gold, put, text))
        yield DocumentScore(place.name, fields, tuple(mistakes))


def _located(text: str, name: str, system: System) -> tuple[Located, Located | None]:
    """The name resolved as given, and as it is found, if it is."""
    report = system.report(text, None, None)
    start = report.text.find(name)
    span = (start, start + len(name))
    (given,) = system.locate(report, [span])
    return given, next((one for one in system.places(report) if touch((one.start, one.end), span)), None)


def same_division(ours: str | None, names: Sequence[str]) -> bool:
    """Whether a division is called by one of the names, words such as "governorate" before or after it apart."""
    mine = fold(ours or "")
    return bool(mine) and any(mine == name or name in mine.split() or mine in name.split() for name in map(fold, names))


DATA_SET = DataSet(
    name="conflict_places",
    reads="a .tsv file, or its folder",
    read=read,
    key=lambda place: place.name,
    score=score,
    fields=("country", "admin1", "found", "country_unsaid", "admin1_unsaid", "found_unsaid"),
    top=(),
)
