"""Reports in tables: JSON Lines, JSON and CSV, one report per row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, Final

from pydantic import ValidationError

from dateline.core.errors import DatelineError, FailedRecord, InputError, UnreadableError, UsageError
from dateline.ingest import dates
from dateline.ingest.assemble import Origin, assemble
from dateline.ingest.blocks import Finding
from dateline.ingest.clean import one_line
from dateline.ingest.html import report_from_html
from dateline.ingest.sniff import sniff
from dateline.ingest.text import draft_text
from dateline.records import Report

# Column names in use, per field; the first that a row has is taken. `--map` overrides.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (
        "text",
        "body",
        "content",
        "maintext",
        "full_text",
        "fulltext",
        "article",
        "articletext",
        "story",
        "html",
        "message",
    ),
    "headline": ("headline", "title"),
    "url": ("url", "uri", "link", "source_url", "web_url"),
    "publisher": ("publisher", "source", "outlet", "publication", "site_name", "sitename", "source_domain"),
    "published": (
        "published",
        "date",
        "date_publish",
        "published_at",
        "publication_date",
        "pubdate",
        "datetime",
        "dct",
        "pub_date",
    ),
    "updated": ("updated", "date_modify", "modified", "updated_at"),
    "byline": ("byline", "author", "authors"),
    "language": ("language", "lang"),
    "path": ("path", "file", "filename"),
}
FIELDS: Final = tuple(COLUMNS)
# One row longer than this is no report.
MAX_ROW: Final = 64 * 2**20


@dataclass(frozen=True, slots=True)
class TableOptions:
    """How rows are read: the caller's date and column map."""

    published: str | None = None
    mapping: Mapping[str, str] | None = None
    keep: bool = False
    """Whether a row that fails is kept with its error."""


def check_mapping(mapping: Mapping[str, str] | None) -> None:
    """Refuse fields that do not exist.

    Raises:
        UsageError: A field is not one of `FIELDS`.
    """
    if unknown := sorted(set(mapping or ()) - set(FIELDS)):
        raise UsageError(f"no field {unknown[0]!r} to map", hint=f"Fields: {', '.join(FIELDS)}")


def read_jsonl(stream: IO[str], source: str, options: TableOptions) -> Iterator[Report | InputError]:
    """One JSON object per line; a line that fails is reported by its number."""
    for number, line in _lines(stream, source):
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            yield row_of_json(line, f"{source}:{number}", options)


def _lines(stream: IO[str], source: str) -> Iterator[tuple[int, str | InputError]]:
    number = 0
    while line := stream.readline(MAX_ROW + 1):
        number += 1
        if len(line) <= MAX_ROW:
            yield number, line
            continue
        while line and not line.endswith("\n"):
            line = stream.readline(MAX_ROW)
        yield number, InputError(f"line longer than {MAX_ROW // 2**20} MB", source=f"{source}:{number}")


def row_of_json(line: str, source: str, options: TableOptions) -> Report | InputError:
    """One line of JSON Lines."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        kept = FailedRecord(line.encode("utf-8", "surrogateescape"), "jsonl") if options.keep else None
        return UnreadableError(f"not JSON ({error})", source=source, record=kept)
    return read_row(row, source, options)


def read_json(text: str, source: str, options: TableOptions) -> Iterator[Report | InputError]:
    """One object, a list of objects, or an object with a list of them ("articles")."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield UnreadableError(f"not JSON ({error})", source=source)
        return
    rows = _rows_in(data, options)
    if not isinstance(rows, list):
        yield read_row(rows, source, options)
        return
    for number, row in enumerate(rows, start=1):
        yield read_row(row, f"{source}#{number}", options)


def _rows_in(data: Any, options: TableOptions) -> Any:
    if isinstance(data, dict) and _pick(data, "text", options) is None:
        lists = [value for value in data.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        return lists[0] if len(lists) == 1 else data
    return data


def read_csv(stream: Iterable[str], source: str, options: TableOptions) -> Iterator[Report | InputError]:
    """One report per row under a header; commas, tabs, semicolons or bars between the columns."""
    lines = iter(stream)
    header = next(lines, "")
    mark = max(",\t;|", key=header.count)
    columns = [column.strip().lower() for column in next(csv.reader([header], delimiter=mark), [])]
    csv.field_size_limit(MAX_ROW)
    rows = csv.reader(lines, delimiter=mark)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield InputError(f"broken row ({error})", source=f"{source}:{rows.line_num + 1}")
            continue
        if row is None:
            return
        if row:
            yield read_row(dict(zip(columns, row, strict=False)), f"{source}:{rows.line_num + 1}", options)


def read_row(row: Any, source: str, options: TableOptions) -> Report | InputError:
    """Make a report of one row: of a whole Report record as it is, of any other object by its columns."""
    outcome = _read_row(row, source, options)
    if options.keep and isinstance(outcome, InputError) and outcome.record is None:
        outcome.record = FailedRecord(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass"), "jsonl")
    return outcome


def _read_row(row: Any, source: str, options: TableOptions) -> Report | InputError:
    if not isinstance(row, dict):
        return InputError("not a JSON object", source=source)
    try:
        return _record(row) or _report(row, source, options)
    except InputError as error:
        return error
    except DatelineError as error:
        return InputError(error.message, source=source, hint=error.hint)


def _record(row: dict[str, Any]) -> Report | None:
    """A row that is already a Report, as `dateline report` prints it."""
    if not ("id" in row and "sections" in row and "text" in row):
        return None
    try:
        return Report.model_validate(row)
    except ValidationError:
        return None


def _report(row: dict[str, Any], source: str, options: TableOptions) -> Report:
    text = _pick(row, "text", options)
    if not text:
        hint = f"Columns here: {', '.join(map(str, row))[:300]}. Say which one it is with --map text=COLUMN."
        raise InputError("no column for the text", source=source, hint=hint)
    findings = tuple(_row_findings(row, options))
    path = _pick(row, "path", options)
    origin = Origin(source, path, _pick(row, "url", options), findings)
    if sniff(text[:4096].encode("utf-8", "replace")) == "html":
        return report_from_html(text, origin)
    near = next((finding.value for finding in findings if finding.field == "published"), None)
    draft = draft_text(text, near=near, headline=_pick(row, "headline", options))
    return assemble(draft, origin)


def _row_findings(row: dict[str, Any], options: TableOptions) -> Iterator[Finding]:
    if options.published:
        yield Finding("published", options.published, "caller")
    for name in ("headline", "publisher", "byline", "language"):
        for value in _values(row, name, options):
            yield Finding(name, one_line(value), "record")
    for name in ("published", "updated"):
        stamp = _pick(row, name, options)
        if stamp and (when := dates.parse_when(stamp)) and when[:4].isdigit():
            yield Finding(name, when, "record")


def _pick(row: dict[str, Any], field: str, options: TableOptions) -> str | None:
    return next(_values(row, field, options), None)


def _values(row: dict[str, Any], field: str, options: TableOptions) -> Iterator[str]:
    """The values of a field: of the mapped column, or of the first known column that has any."""
    mapped = (options.mapping or {}).get(field)
    names = (mapped,) if mapped else COLUMNS[field]
    lowered = {str(key).lower(): value for key, value in row.items()}
    value = next((lowered[name.lower()] for name in names if lowered.get(name.lower())), None)
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, (str, int, float)) and not isinstance(item, bool) and str(item).strip():
            yield str(item)
        elif isinstance(item, dict) and isinstance(item.get("name"), str):
            yield item["name"]
