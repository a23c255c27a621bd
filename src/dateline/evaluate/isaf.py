"""isaf: press releases on Afghanistan, each with one record coded by an expert (Halterman's ISAF data).

One release may tell several events; the record is of the main one, which comes first. `record_of` turns a release's
claims into such a record by the tables of `isaf.yaml`.
"""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Release:
    """A press release and the coder's record. The record's `name` is a title by the coder: never an input."""

    text: str
    gold: Mapping[str, JsonValue]


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
        report = system.report(release.text, None, None)
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
