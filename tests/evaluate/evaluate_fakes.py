"""A system that gives what a test tells it to, and records to make that of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dateline.core.ids import stable_id
from dateline.evaluate.system import System
from dateline.records import Claim, Figure, Participant, Quote, Report, Span
from dateline.records.claim import Status


def report(text: str, published: str | None = None, headline: str | None = None) -> Report:
    return Report(id=stable_id("r", text), text=text, published=published, headline=headline)


def system(**stages: object) -> System:
    quiet = System(
        version="test",
        report=report,
        page=lambda path: report(path.read_text("utf-8")),
        code=lambda _: (),
        places=lambda _: (),
        locate=lambda *_: (),
        attributions=lambda _: (),
        event_place=lambda *_: (),
        link=lambda *_: (),
    )
    return replace(quiet, **stages)  # type: ignore[arg-type]


def quote(text: str, part: str) -> Quote:
    start = text.index(part)
    return Quote(text=part, start=start, end=start + len(part))


def person(text: str, part: str, sector: str | None = None, head: str | None = None, **more: str) -> Participant:
    at = quote(text, part)
    return Participant(
        text=part, start=at.start, end=at.end, sector=sector, head=head or part.rsplit(maxsplit=1)[-1], **more
    )


def number(text: str, part: str, measure: str, best: int) -> Figure:
    at = quote(text, part)
    return Figure(text=part, start=at.start, end=at.end, measure=measure, low=best, best=best, high=best)


def claim(
    text: str, trigger: str, kind: str = "assault", mode: str | None = None, status: Status = "asserted", **more: Any
) -> Claim:
    """A claim of the sentence that the trigger stands in; further fields by name."""
    at = quote(text, trigger)
    start = text.rfind(". ", 0, at.start) + 2 if ". " in text[: at.start] else 0
    end = text.find(".", at.end)
    return Claim.model_validate(
        {
            "id": f"c{at.start}",
            "report_id": stable_id("r", text),
            "sentence": Span(start=start, end=len(text) if end < 0 else end + 1),
            "trigger": at,
            "type": kind,
            "mode": mode,
            "status": status,
            "confidence": 0.9,
            "coder": "test",
            **more,
        }
    )
