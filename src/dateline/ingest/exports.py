"""Exports of news databases: many articles in one text file.

Four layouts: LexisNexis ("1 of 100 DOCUMENTS"), Nexis Uni ("End of Document"), Factiva with field codes ("HD …",
"LP …") and Factiva without ("Document AFPR000020130112e91c0001x" at the end of each article).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dateline.ingest import dates
from dateline.ingest.blocks import Finding
from dateline.ingest.clean import clean_lines, one_line
from dateline.ingest.people import byline_names

_LEXIS = re.compile(r"^[ \t]*\d+ of \d+ DOCUMENTS?[ \t]*$", re.MULTILINE)
_NEXIS = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_FACTIVA = re.compile(r"^[ \t]*Document ([A-Z0-9]{3,10}0{0,6}\d{8}[a-z0-9]{6,14})[ \t]*$", re.MULTILINE)
# Code and value stand on one line, or in two cells of a table, which come as two paragraphs or with bars between.
_CODED = re.compile(r"^[ \t]*HD(?:[ \t]+|[ \t]*\n\s*)\S", re.MULTILINE)
_CELLS = re.compile(r"^[ \t]*([A-Z]{2,3})\|(.*?)\|?[ \t]*$", re.MULTILINE)
_CELL_END = re.compile(r"\|[ \t]*$", re.MULTILINE)
_CODE = re.compile(r"^[ \t]*([A-Z]{2,3})(?:[ \t]+(.*))?$")
_FACTIVA_CODES: Final = frozenset(
    "SE HD BY CR WC PD ET SN SC ED PG LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN ART VOL".split()
)
_FIELD = re.compile(r"^[ \t]*([A-Z][A-Za-z]*(?:[ -][A-Za-z]+)?):[ \t]*(.*)$")
_LEXIS_FIELDS: Final = frozenset(
    "byline section length dateline highlight body series url load-date language publication-type journal-code graphic "
    "subject geographic type country state city company organization person ticker industry document-type source "
    "correction-date correction acc-no pub-type classification notes".split()
)
# Indexing that follows the text: from the first of these on, nothing is the report's own.
_LEXIS_CLOSING: Final = _LEXIS_FIELDS - {
    "byline",
    "section",
    "length",
    "dateline",
    "highlight",
    "body",
    "series",
    "source",
    "notes",
}
_COPYRIGHT = re.compile(r"^[ \t]*(?:Copyright|©|\(c\))\s.*$", re.IGNORECASE)
_LENGTH = re.compile(r"^[ \t]*[\d,]+ words[ \t]*$")
_EDITION = re.compile(r"\b(?:edition|final|first|correction appended|web|online)\b", re.IGNORECASE)
_LANGUAGES: Final = {
    "english": "en", "french": "fr", "spanish": "es", "arabic": "ar", "german": "de", "portuguese": "pt",
    "russian": "ru", "italian": "it",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """One article of an export."""

    text: str
    findings: tuple[Finding, ...]
    headline: str | None = None
    url: str | None = None


def split_export(text: str) -> tuple[Article, ...] | None:
    """Take an export apart; `None` if the text is no export that is known."""
    text = _without_cells(clean_lines(text))
    if _NEXIS.search(text):
        return tuple(map(_nexis, _pieces(_NEXIS, text)))
    if _LEXIS.search(text):
        return tuple(map(_lexis, _pieces(_LEXIS, text)))
    if _FACTIVA.search(text):
        coded = _CODED.search(text) is not None
        return tuple(map(_coded_factiva if coded else _factiva, _pieces(_FACTIVA, text)))
    if _CODED.search(text) and re.search(r"^[ \t]*(?:LP|TD)\b", text, re.MULTILINE):
        starts = [found.start() for found in _CODED.finditer(text)]
        ends = [*starts[1:], len(text)]
        return tuple(_coded_factiva(text[start:end]) for start, end in zip(starts, ends, strict=True))
    return None


def _without_cells(text: str) -> str:
    """Rows of "HD|Army takes back port|", as tables of RTF documents come, to lines."""
    rows = _CELLS.sub(r"\1  \2", text)
    return _CELL_END.sub("", rows) if rows != text and _CODED.search(rows) else text


def _pieces(mark: re.Pattern[str], text: str) -> list[str]:
    return [piece for piece in mark.sub("\x00", text).split("\x00") if len(piece.split()) > 5]  # noqa: PLR2004 - a cover page


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n")]


def _found(**values: str | None) -> Iterator[Finding]:
    for name, value in values.items():
        if value and (value := one_line(value)):
            yield Finding(name, value, "record export")


def _bylines(text: str | None) -> Iterator[Finding]:
    for name in byline_names(one_line((text or "").split(";")[0])):
        yield Finding("byline", name, "record export")


def _when(text: str | None) -> str | None:
    day = dates.parse_when(text) if text else None
    return day if day and day[:4].isdigit() else None


def _fields(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Split labelled lines ("LENGTH: 300 words") from the running text."""
    fields: dict[str, str] = {}
    body: list[str] = []
    current: str | None = None
    for line in lines:
        found = _FIELD.match(line)
        name = found[1].lower() if found else ""
        if found and name in _LEXIS_FIELDS and name not in fields:
            current = name
            fields[name] = found[2]
        elif current and not line:
            current = None if fields[current] else current
        elif current and current != "body":
            fields[current] += f" {line}"
        elif not _LEXIS_CLOSING & fields.keys():
            body.append(line)
            continue
        if current is None:
            body.append("")
    return fields, body


def _article(head: list[str], fields: dict[str, str], body: list[str], headline: str | None) -> Article:
    publisher = next(
        (line for line in head if line != headline and not _when(line) and not _COPYRIGHT.match(line)), None
    )
    published = next((day for line in head if (day := _when(line))), None)
    language = _LANGUAGES.get(fields.get("language", "").lower().split(";")[0].strip())
    findings = (
        *_found(headline=headline, publisher=publisher, published=published, language=language),
        *_bylines(fields.get("byline")),
    )
    place = one_line(fields.get("dateline", ""))
    text = "\n".join(
        line for line in body if not _COPYRIGHT.match(line) and line.lower() != "all rights reserved"
    ).strip()
    if place:
        city, comma, region = place.partition(",")
        text = f"{city.upper()}{comma}{region} -- {text}"
    url = fields.get("url", "").strip()
    return Article(text, findings, headline, url if url.startswith("http") else None)


def _first_field(lines: list[str]) -> int:
    """Where the labelled lines begin."""
    for at, line in enumerate(lines):
        if (found := _FIELD.match(line)) and found[1].lower() in _LEXIS_FIELDS:
            return at
    return len(lines)


def _nexis(piece: str) -> Article:
    """Headline, publisher, date, copyright; then labelled lines; then "Body"."""
    lines = _lines(piece)
    start = next((at for at, line in enumerate(lines) if line == "Body"), None)
    if start is None:
        start = next((at for at, line in enumerate(lines) if _FIELD.match(line)), 0)
    fields, _ = _fields(lines[:start])
    head = [line for line in lines[: _first_field(lines[:start])] if line]
    closing, body = _fields(lines[start + 1 :])
    return _article(head, {**closing, **fields}, body, head[0] if head else None)


def _lexis(piece: str) -> Article:
    """Publisher, date and edition in the middle of their lines; headline; labelled lines; text; labelled lines."""
    lines = _lines(piece)
    first = _first_field(lines)
    head = [line for line in lines[:first] if line and not _COPYRIGHT.match(line)]
    dated = next((at for at, line in enumerate(head) if _when(line)), 0)
    titles = [line for line in head[dated + 1 :] if not _EDITION.search(line) or len(line.split()) > 6]  # noqa: PLR2004
    fields, body = _fields(lines[first:])
    return _article(head[: dated + 1], fields, body, one_line(" ".join(titles)) or None)


def _coded_factiva(piece: str) -> Article:
    """Lines that open with a field code; what follows without one belongs to the field before."""
    fields: dict[str, list[str]] = {}
    current: list[str] = []
    for line in piece.split("\n"):
        found = _CODE.match(line.rstrip())
        if found and found[1] in _FACTIVA_CODES and found[1] not in fields:
            current = fields.setdefault(found[1], [])
            current.append((found[2] or "").strip())
        else:
            current.append(line.strip())
    value = {code: "\n".join(lines).strip() for code, lines in fields.items()}
    findings = (
        *_found(
            headline=value.get("HD"),
            publisher=value.get("SN"),
            published=_when(f"{value.get('PD', '')} {_clock(value.get('ET'))}".strip()),
            language=_LANGUAGES.get(value.get("LA", "").lower()),
        ),
        *_bylines(value.get("BY")),
    )
    body = "\n\n".join(filter(None, (value.get("LP"), value.get("TD"))))
    return Article(body, findings, one_line(value.get("HD", "")) or None)


def _clock(text: str | None) -> str:
    """Factiva's times carry no zone; without one a time of day is no use and is left out."""
    return text if text and re.search(r"[A-Z]{2,4}$", text) else ""


def _factiva(piece: str) -> Article:
    """Headline, byline, length, date, time, publisher, code, language, copyright; each on its line; then the text."""
    lines = _lines(piece)
    at = next((number for number, line in enumerate(lines) if _LENGTH.match(line)), 0)
    title = [line for line in lines[:at] if line]
    byline = title.pop() if len(title) > 1 and (title[-1].lower().startswith("by ") or len(title) > 2) else None  # noqa: PLR2004
    end = next((number for number, line in enumerate(lines[at:], start=at) if _COPYRIGHT.match(line)), at)
    facts = [line for line in lines[at + 1 : end] if line]
    dated = next((number for number, line in enumerate(facts) if _when(line)), None)
    published = _when(facts[dated]) if dated is not None else None
    rest = [line for line in facts[(dated or 0) + 1 :] if not re.match(r"\d\d:\d\d", line)]
    language = next((_LANGUAGES[line.lower()] for line in rest if line.lower() in _LANGUAGES), None)
    headline = one_line(" ".join(title)) or None
    findings = (
        *_found(headline=headline, publisher=rest[0] if rest else None, published=published, language=language),
        *_bylines(byline),
    )
    return Article("\n".join(lines[end + 1 :]).strip(), findings, headline)
