"""From a draft to the report: the text laid out, the values chosen, the id made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

from dateline.core.errors import InputError
from dateline.core.ids import stable_id
from dateline.ingest import dates, metadata
from dateline.ingest.blocks import Block, Draft, Finding, lay_out
from dateline.ingest.clean import one_line
from dateline.ingest.language import detect_language, normalise_tag
from dateline.records import Report, SectionKind

_CODED: Final = ("headline", "body", "caption", "subheading")
KINDS: Final = get_args(SectionKind)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an input came from and what is said about it from outside.

    `source` names the input in errors: a path, a line of a file, an address.
    """

    source: str
    path: str | None = None
    url: str | None = None
    findings: tuple[Finding, ...] = ()


def assemble(draft: Draft, origin: Origin) -> Report:
    """Make the report.

    Raises:
        InputError: The draft has no words to code.
    """
    findings = (*origin.findings, *draft.findings)
    text, sections = lay_out(_with_headline(draft.blocks, findings))
    if not any(character.isalnum() for character in text):
        raise InputError("no text in it", source=origin.source, hint="The file is empty, or its text is in pictures.")
    url = origin.url or _value(findings, "url")
    dateline = draft.dateline
    published = _value(findings, "published")
    if dateline and not dateline.date and published:
        dateline = dateline.model_copy(update={"date": dates.parse_day(dateline.text, near=published)})
    name = Path(origin.path).name if origin.path else ""
    return Report(
        id=stable_id("r", url or name, text),
        url=url,
        path=origin.path,
        publisher=_value(findings, "publisher"),
        headline=_value(findings, "headline"),
        byline=metadata.collect(findings, "byline"),
        agencies=metadata.collect(findings, "agencies"),
        contributors=metadata.collect(findings, "contributors"),
        dateline=dateline,
        published=published,
        updated=_value(findings, "updated"),
        language=_language(findings, text, sections),
        text=text,
        sections=sections,
        images=draft.images,
    )


def _value(findings: tuple[Finding, ...], field: str) -> str | None:
    choice = metadata.choose(findings, field)
    return choice.value if choice else None


def _with_headline(blocks: tuple[Block, ...], findings: tuple[Finding, ...]) -> tuple[Block, ...]:
    """Put the headline at the top of the text when it stood only in the page's data."""
    choice = metadata.choose(findings, "headline")
    if choice is None or any(block.kind == "headline" for block in blocks):
        return blocks
    return (Block("headline", one_line(choice.value)), *blocks)


def _language(findings: tuple[Finding, ...], text: str, sections: tuple[object, ...]) -> str | None:
    """The language of the words; what the page declares decides only between varieties of it ("en-GB")."""
    del sections
    declared = normalise_tag(_value(findings, "language"))
    found = detect_language(text)
    if found and declared and declared.split("-")[0] == found:
        return declared
    return found or declared
