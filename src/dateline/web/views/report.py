"""What the page of a report shows: its text with the words of claims marked, its parts told apart, its versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.records import Claim, Image, Report, SectionKind
from dateline.web.views.marks import Mark, Segment, marks_of, segments

APART: Final = frozenset({"caption", "credit"})
"""Parts that are shown with the pictures."""

FURNITURE: Final = frozenset({"boilerplate"})
"""Parts that are folded away."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text; `kind` is None for what the reader of the page gave no name."""

    kind: SectionKind | None
    start: int
    pieces: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with everything that its page shows."""

    report: Report
    text: tuple[Block, ...]
    pictures: tuple[Block, ...]
    furniture: tuple[Block, ...]
    images: tuple[Image, ...]
    claims: tuple[Claim, ...]


def report_view(report: Report, claims: Sequence[Claim]) -> ReportView:
    """Put the page of a report together.

    Args:
        report: The report.
        claims: Its claims, in the order of the text.
    """
    marks = [mark for claim in claims for mark in marks_of(claim)]
    blocks = tuple(blocks_of(report, marks))
    apart = APART | FURNITURE
    return ReportView(
        report=report,
        text=tuple(block for block in blocks if block.kind not in apart),
        pictures=tuple(block for block in blocks if block.kind in APART),
        furniture=tuple(block for block in blocks if block.kind in FURNITURE),
        images=report.images,
        claims=tuple(sorted(claims, key=lambda one: (one.trigger.start, one.id))),
    )


def blocks_of(report: Report, marks: Iterable[Mark]) -> list[Block]:
    """Cut a report into its sections, and what lies between them into blocks without a kind; nothing is left out."""
    kept = list(marks)
    blocks: list[Block] = []
    at = 0
    for section in sorted(report.sections, key=lambda one: (one.start, one.end)):
        blocks += _between(report, at, section.start, kept)
        if section.end > max(at, section.start):
            start = max(at, section.start)
            blocks.append(Block(section.kind, start, segments(report.text, start, section.end, kept)))
        at = max(at, section.end)
    return [*blocks, *_between(report, at, len(report.text), kept)]


def _between(report: Report, start: int, end: int, marks: Sequence[Mark]) -> list[Block]:
    """Text outside every section, without the empty lines around it."""
    words = report.text[start:end]
    if not words.strip():
        return []
    first = start + len(words) - len(words.lstrip())
    last = end - (len(words) - len(words.rstrip()))
    return [Block(None, first, segments(report.text, first, last, marks))]
