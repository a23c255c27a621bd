"""A coder that needs no model, and records made by hand; run as a script it is `dateline` with that coder."""

from __future__ import annotations

import re
import sys
import time
from typing import Any

from dateline import pipeline
from dateline.coder.explanation import Explanation
from dateline.core.config import Config
from dateline.core.errors import InputError
from dateline.core.ids import stable_id
from dateline.records import Claim, Figure, Participant, Place, Quote, Report, Source, Span, TimeSpan

_EVENT = re.compile(r"(?P<who>\w+) (?P<what>attacked|bombed) (?P<where>[A-Z]\w+)(?: on (?P<when>[\d-]+))?")


SLOW = 10.0


class StubCoder:
    """Finds "X attacked Y on 2013-01-12", and fails on a report that says FAIL."""

    name = "stub/1"

    def __init__(self, pause: float = 0.0) -> None:
        self._pause = pause

    def code(self, report: Report) -> tuple[Claim, ...]:
        if self._pause >= SLOW:
            sys.stderr.write("coding\n")  # a test that interrupts waits for this line
            sys.stderr.flush()
        time.sleep(self._pause)
        if "FAIL" in report.text:
            raise InputError("told to fail", source=pipeline.source_of(report))
        if "CRASH" in report.text:
            raise ZeroDivisionError("told to crash")
        return tuple(self._claim(report, found) for found in _EVENT.finditer(report.text))

    def explain(self, report: Report) -> list[Explanation]:
        return [Explanation(claim, (("trigger", claim.trigger.text, "it is a verb"),)) for claim in self.code(report)]

    def _claim(self, report: Report, found: re.Match[str]) -> Claim:
        def quoted(name: str) -> dict[str, Any]:
            return {"text": found[name], "start": found.start(name), "end": found.end(name)}

        when = found["when"]
        return Claim(
            id=stable_id("c", report.id, found.start()),
            report_id=report.id,
            sentence=Span(start=found.start(), end=found.end()),
            trigger=Quote(**quoted("what")),
            type="assault",
            mode="aerial" if found["what"] == "bombed" else None,
            status="asserted",
            actors=(Participant(**quoted("who"), sector="REB"),),
            place=Place(**quoted("where"), name=found["where"], country="MLI", precision=1),
            time=TimeSpan(**quoted("when"), first=when, last=when, precision=1) if when else None,
            confidence=0.5,
            coder=self.name,
        )


def make_report(text: str, **fields: Any) -> Report:
    fields.setdefault("id", stable_id("r", text, fields.get("url")))
    fields.setdefault("published", "2013-01-12")
    return Report(text=text, **fields)


def make_claim(report: Report, trigger: str, **fields: Any) -> Claim:
    """A claim whose trigger is the first place in the text where that word stands; its sentence is the line."""
    start = report.text.index(trigger)
    line_start = report.text.rfind("\n", 0, start) + 1
    line_end = report.text.find("\n", start)
    defaults: dict[str, Any] = {
        "id": stable_id("c", report.id, start),
        "report_id": report.id,
        "sentence": Span(start=line_start, end=line_end if line_end >= 0 else len(report.text)),
        "trigger": Quote(text=trigger, start=start, end=start + len(trigger)),
        "type": "assault",
        "status": "asserted",
        "confidence": 0.5,
        "coder": "stub/1",
    }
    return Claim(**(defaults | fields))


def party(text: str, **fields: Any) -> Participant:
    return Participant(text=text, start=0, end=len(text), **fields)


def place(name: str, **fields: Any) -> Place:
    fields.setdefault("country", "MLI")
    return Place(text=name, start=0, end=len(name), name=name, **fields)


def day(first: str, last: str | None = None, precision: int = 1) -> TimeSpan:
    return TimeSpan(text=first, start=0, end=len(first), first=first, last=last or first, precision=precision)


def figure(measure: str, low: int | None, best: int | None, high: int | None, of: str | None = None) -> Figure:
    return Figure(text=str(best), start=0, end=1, measure=measure, low=low, best=best, high=high, participant=of)


def source(kind: Any, text: str = "he") -> Source:
    return Source(text=text, start=0, end=len(text), kind=kind, cue="said")


def main() -> None:
    """Run the command line with the stub in place of the coder: ``stub.py PAUSE ARGS...``."""
    from dateline.cli import main as run

    stub = StubCoder(float(sys.argv.pop(1)))

    def load_stub(config: Config) -> pipeline.Coder:
        del config
        return stub

    pipeline.load_coder = load_stub
    run()


if __name__ == "__main__":
    main()
