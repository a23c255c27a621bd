"""Plain text to a report."""

from __future__ import annotations

from dateline.core.errors import UsageError
from dateline.ingest import dates
from dateline.ingest.assemble import Origin, assemble
from dateline.ingest.blocks import Draft, Finding, Paragraph
from dateline.ingest.clean import one_line
from dateline.ingest.paragraphs import split_paragraphs
from dateline.ingest.parts import label_parts
from dateline.records import Report


def checked_date(published: str | None) -> str | None:
    """Check a date that the caller gives.

    Raises:
        UsageError: It is not an ISO 8601 date or date-time, or no such day exists.
    """
    if published is None:
        return None
    iso = dates.parse_iso(published)
    if iso is None:
        raise UsageError(f"not a date: {published!r}", hint="Write it as 2013-01-12 or 2013-01-12T15:25:00-05:00.")
    return iso


def draft_text(text: str, *, near: str | None = None, headline: str | None = None) -> Draft:
    """Split plain text into its parts; `headline` is one that is known from elsewhere."""
    paragraphs = split_paragraphs(text)
    if headline and (title := one_line(headline)):
        paragraphs = (Paragraph(title, "headline"), *_without(title, paragraphs))
    return label_parts(paragraphs, near=near)


def _without(headline: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Drop a first paragraph that only repeats the headline."""
    if paragraphs and paragraphs[0].text.casefold() == headline.casefold():
        return paragraphs[1:]
    return paragraphs


def outside_findings(**values: str | None) -> tuple[Finding, ...]:
    """Findings that the caller vouches for."""
    return tuple(Finding(name, value, "caller") for name, value in values.items() if value)


def report_from_text(
    text: str,
    *,
    published: str | None = None,
    path: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    headline: str | None = None,
) -> Report:
    """Make a report of plain text.

    Args:
        text: The text as it was published, headline, credits and all.
        published: ISO 8601 date or date-time; stands above any that the text gives.
        path: Where it was read from; only the file name takes part in the report's id.
        url: Address it was published at.
        publisher: Name of the outlet.
        headline: If it is not in the text.

    Raises:
        InputError: There are no words in it.
        UsageError: `published` is no date.
    """
    published = checked_date(published)
    source = path or url or "text"
    findings = outside_findings(published=published, publisher=publisher)
    draft = draft_text(text, near=published, headline=headline)
    return assemble(draft, Origin(source, path, url, findings))
