"""What the readers of every format hand on: blocks of text with their kind, and findings about the page."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import DatelineLine, Image, Section, SectionKind


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of cleaned text; `hint` is what the markup says it is."""

    text: str
    hint: SectionKind | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text of one kind.

    `joined` blocks go on in the paragraph of the block before; `published` is the own time of a live blog's entry.
    """

    kind: SectionKind
    text: str
    joined: bool = False
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A value for one field of the report and where it was found.

    `source` is the place in the page ("json-ld", "meta article:published_time", "text"); the first word is
    what the ranking in `metadata.py` goes by.
    """

    field: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Draft:
    """All that a page gave, before it becomes a report."""

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    dateline: DatelineLine | None = None
    images: tuple[Image, ...] = ()


def lay_out(blocks: tuple[Block, ...]) -> tuple[str, tuple[Section, ...]]:
    """Put the blocks into one text, a blank line between paragraphs, and say where each one lies."""
    pieces: list[str] = []
    sections: list[Section] = []
    at = 0
    for block in blocks:
        gap = "" if not pieces else " " if block.joined else "\n\n"
        start = at + len(gap)
        at = start + len(block.text)
        pieces += (gap, block.text)
        sections.append(Section(kind=block.kind, start=start, end=at, published=block.published))
    return "".join(pieces), tuple(sections)
