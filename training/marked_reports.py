"""Read the marked sentences of `sentences/w8*.txt` as the reports that they are, with where and when each event was.

A line `# report: style, place, published 2019-05-17` begins a report; after a sentence there is for each of its events
a line `#@ e1 place=Konna; day=Friday` with the report's own words, from whichever sentence, or `-` where it does not
say.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from marks import MarkedEvent, Stretch, marked

UNSAID = "-"
_PUBLISHED = re.compile(r"published (\d{4}-\d\d-\d\d)")
_FACTS = re.compile(r"#@ e(\d+) place=(.+?); day=(.+)$")


@dataclass(frozen=True)
class ToldEvent:
    """One event of a report; stretches are of its text, `place` and `day` the report's words or `UNSAID`."""

    type: str
    status: str
    triggers: tuple[Stretch, ...]
    place: str
    day: str


@dataclass
class MarkedReport:
    """One report: its file, the day of publication, the text and the events."""

    file: str
    published: str | None
    text: str = ""
    events: list[ToldEvent] = field(default_factory=list)


def read_reports(folder: Path) -> Iterator[MarkedReport]:
    """All reports of a folder's files that tell where and when, their sentences put into paragraphs by a seeded die.

    Raises:
        ValueError: A line cannot be read; names the file and the line.
    """
    for file in sorted(folder.glob("*.txt")):
        lines = file.read_text(encoding="utf-8").splitlines()
        if any(line.startswith("#@") for line in lines):  # others, reports too, do not say where and when
            yield from _reports(file.name, lines)


def _reports(name: str, lines: list[str]) -> Iterator[MarkedReport]:
    report: MarkedReport | None = None
    open_events: dict[str, ToldEvent] = {}
    dice = random.Random(name)  # noqa: S311
    for number, line in enumerate(lines, 1):
        try:
            if line.startswith("# report"):
                if report is not None:
                    yield report
                day = _PUBLISHED.search(line)
                report, open_events = MarkedReport(name, day[1] if day else None), {}
            elif line.startswith("#@") and report is not None:
                _settle(report, open_events, line)
            elif line.strip() and not line.startswith("#") and report is not None:
                open_events = _add(report, line.strip(), "\n\n" if dice.random() < 1 / 2 else " ")
        except ValueError as error:
            raise ValueError(f"{name}:{number}: {error}") from error
    if report is not None:
        yield report


def _add(report: MarkedReport, line: str, joint: str) -> dict[str, ToldEvent]:
    """Put a sentence behind the others, and give its events by number."""
    sentence = marked(line)
    report.text += joint if report.text else ""
    offset = len(report.text)
    report.text += sentence.text
    events = {number: _event(one, offset) for number, one in sentence.events.items()}
    report.events += events.values()
    return events


def _event(one: MarkedEvent, offset: int) -> ToldEvent:
    triggers = tuple((start + offset, end + offset) for start, end in one.triggers)
    return ToldEvent(one.type, one.status, triggers, UNSAID, UNSAID)


def _settle(report: MarkedReport, events: dict[str, ToldEvent], line: str) -> None:
    facts = _FACTS.match(line)
    if facts is None or facts[1] not in events:
        raise ValueError(f"no event has these facts: {line}")
    known = events[facts[1]]
    report.events[report.events.index(known)] = replace(known, place=facts[2].strip(), day=facts[3].strip())
