"""Report: one version of one published text."""

from __future__ import annotations

from typing import Final, Literal

from dateline.records.base import Record, Span

SectionKind = Literal[
    "headline",
    "byline",
    "dateline",
    "update_note",
    "body",
    "live_entry",
    "subheading",
    "pull_quote",
    "caption",
    "credit",
    "contributors",
    "boilerplate",
]


CODED_SECTIONS: Final = frozenset({"headline", "body", "live_entry", "subheading", "pull_quote", "caption"})
"""Kinds that tell of events; credits, bylines, update notes, contributors and boilerplate tell of the report."""


class Section(Span):
    """A part of the text and what it is; `published` is an entry's own time in a live blog, ISO 8601."""

    kind: SectionKind
    published: str | None = None


class DatelineLine(Record):
    """The "BAMAKO, Jan 12 (Reuters) -" line."""

    text: str
    place: str | None = None
    date: str | None = None


class Image(Record):
    """A picture that came with the report."""

    caption: str | None = None
    credit: str | None = None
    url: str | None = None


class Report(Record):
    """One version of one published text. All offsets of its claims point into `text`.

    `published` is an ISO 8601 date or date-time; `updated` may be a time of day with its zone ("15:25 ET")
    when the page gives no more.
    """

    id: str
    url: str | None = None
    path: str | None = None
    publisher: str | None = None
    headline: str | None = None
    byline: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    dateline: DatelineLine | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    text: str
    sections: tuple[Section, ...] = ()
    images: tuple[Image, ...] = ()
    revises: str | None = None
    copy_of: str | None = None

    def told_at(self, offset: int) -> str | None:
        """When the words at `offset` were published: the entry of a live blog has a time of its own."""
        own = (part.published for part in self.sections if part.published and part.start <= offset < part.end)
        return next(own, self.published)
