"""isaf: press releases on Afghanistan, each with one record coded by an expert (Halterman's ISAF data).

One release may tell several events; the record is of the main one, which comes first. `record_of` turns a release's
claims into such a record by the tables of `isaf.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from dateline.evaluate.counts import Counts, answer, compare_lists
from dateline.evaluate.isaf_record import record_of
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.reading import files, json_lines
from dateline.evaluate.system import System

LISTS = ("event_type", "province", "target_group")
FIELDS = (
    "start_date",
    "event_type",
    "province",
    "target_group",
    "min_killed",
    "min_captured",
    "min_leaders_killed",
    "min_leaders_captured",
    "killq",
    "captureq",
    "killcaptureraid",
    "airstrike",
    "noshotsfired",
)


# "2011-02-S-154", also "2010-08-CA-XXX": year, month, kind and running number of a release; it stands in its head.
_NUMBER = re.compile(r"\b(20\d\d)-(\d{1,2})-[A-Z]{1,2}\b")
# "(Feb. 21, 2011)" of the dateline, "Apr. 23:" of a title.
_DAY = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (\d{1,2})\b(?!\d)(?:[,.]?\s*(20\d\d))?"
)
_IN_BRACKETS = re.compile(rf"\({_DAY.pattern}\)")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_HEAD = 800
_TITLE = 90


@dataclass(frozen=True, slots=True)
class Release:
    """A press release and the coder's record. The record's `name` is a title by the coder: never an input."""

    text: str
    gold: Mapping[str, JsonValue]

    @property
    def published(self) -> str | None:
        """The day of its dateline; where that has no year, with the year of the release's number."""
        head = self.text[:_HEAD]
        day, number = _IN_BRACKETS.search(head) or _DAY.search(head[:_TITLE]), _NUMBER.search(head)
        if day is None or (day[3] is None and number is None):
            return None
        month = _MONTHS.index(day[1]) + 1
        year = int(day[3]) if day[3] else _year(number, month)
        return f"{year:04d}-{month:02d}-{int(day[2]):02d}"


def _year(number: re.Match[str] | None, month: int) -> int:
    """The number's year; a release numbered in December and dated in January is of the next year."""
    assert number is not None
    return int(number[1]) + (number[2] == "12" and month == 1)


def read(path: Path) -> list[Release]:
    """Read `*.jsonl`: `{text, gold}`."""
    return [Release(row["text"], row["gold"]) for row in json_lines(files(path, "*.jsonl"), "text", "gold")]


def members(value: JsonValue) -> frozenset[str]:
    """The members of a list field. `[""]` is none; some lists have all in one string: "airstrike;detention"."""
    if value is None:
        return frozenset()
    parts = value if isinstance(value, list) else [value]
    split = [one.strip() for part in parts for one in str(part).split(";")]
    return frozenset(one for one in split if one)


def compare(field: str, gold: JsonValue, ours: JsonValue) -> Counts:
    """Exact match of scalars; set precision and recall, and exact match of the set, of lists."""
    if field in LISTS:
        return compare_lists(members(gold), members(ours))
    return answer(right=gold == ours)


def score(releases: Sequence[Release], system: System) -> Iterator[DocumentScore]:
    """Score the releases one by one."""
    for number, release in enumerate(releases):
        report = system.report(release.text, release.published, None)
        ours = record_of(report, system.code(report))
        yield score_record(f"{number}", release, ours)


def score_record(key: str, release: Release, ours: Mapping[str, JsonValue]) -> DocumentScore:
    """Compare the fields that the gold record has."""
    fields, mistakes = {}, []
    for name in FIELDS:
        if name not in release.gold:
            continue
        fields[name] = compare(name, release.gold[name], ours.get(name))
        if not fields[name].correct:
            mistakes.append(Mistake(key, name, release.gold[name], ours.get(name), release.text))
    return DocumentScore(key, fields, tuple(mistakes))


DATA_SET = DataSet(
    name="isaf",
    reads="dev.jsonl, or another part in the same format",
    read=read,
    key=lambda release: release.text,
    score=score,
    fields=FIELDS,
)
