"""Inputs that failed, kept with the reason until they are tried again.

What came from a file is read from that file again. What came down a pipe or from the web, or failed as a report while
it was coded, is kept itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from dateline.core.errors import FailedRecord, InputError, UsageError
from dateline.core.ids import stable_id
from dateline.ingest.reader import read_inputs, read_record
from dateline.records import Report

_SUFFIX = ".quarantine.jsonl"
_DEFAULT = "dateline"
_CUT = re.compile(r"[!#:]")


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One input that failed: which, why, what to do, when, and what is read again.

    Attributes:
        id: Made from source, reason and record.
        source: What failed, as the error names it.
        code: Class of the error.
        reason: Of the failure.
        hint: What can be done about it.
        at: When it failed.
        file: The file that it lies in, if it is there.
        record: Otherwise the input itself; bytes that are no UTF-8 as lone surrogates.
        kind: What the record is, where its container knew.
        url: Address of the record.
        published: As it was given when the input was read.
        mapping: Likewise.
    """

    id: str
    source: str
    code: str
    reason: str
    hint: str | None
    at: str
    file: str | None
    record: str | None = None
    kind: str | None = None
    url: str | None = None
    published: str | None = None
    mapping: dict[str, str] | None = None

    @property
    def can_be_retried(self) -> bool:
        """Whether there is something to read again."""
        return self.file is not None or self.record is not None


class Quarantine:
    """A list of failed inputs in a JSON Lines file. Adding appends one line; a line cut short by a crash is skipped.

    Raises:
        UsageError: The file cannot be written.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    @classmethod
    def beside(cls, store: str) -> Self:
        """The quarantine of a store: beside its file, or in the working folder for a database server."""
        return cls(f"{_DEFAULT if '://' in store else store}{_SUFFIX}")

    def note(
        self, errors: Iterable[InputError], *, published: str | None = None, mapping: Mapping[str, str] | None = None
    ) -> int:
        """Add failed inputs; one that is listed already for the same reason is not listed twice.

        Args:
            errors: The failures.
            published: What was said about all inputs when they were read, and is said again when they are retried.
            mapping: Likewise.

        Returns:
            How many were added.
        """
        known = {entry.id for entry in self.entries()}
        entries = (_entry(error, published, mapping) for error in errors)
        fresh = {entry.id: entry for entry in entries if entry.id not in known}
        if fresh:
            self._write("a", fresh.values())
        return len(fresh)

    def entries(self) -> Iterator[Quarantined]:
        """What is listed, in the order in which it failed."""
        if not self.path.exists():
            return
        with self.path.open(encoding="utf-8") as lines:
            for line in lines:
                try:
                    yield Quarantined(**json.loads(line))
                except (ValueError, TypeError):
                    continue

    def release(self, ids: Iterable[str]) -> None:
        """Take entries off the list."""
        gone = set(ids)
        kept = [entry for entry in self.entries() if entry.id not in gone]
        if kept:
            self._write("w", kept)
        else:
            self.path.unlink(missing_ok=True)

    def _write(self, mode: str, entries: Iterable[Quarantined]) -> None:
        try:
            with self.path.open(mode, encoding="utf-8") as target:
                target.writelines(json.dumps(asdict(entry)) + "\n" for entry in entries)
        except OSError as error:
            raise UsageError(f"{self.path}: cannot be written: {error.strerror}") from error


def _entry(error: InputError, published: str | None, mapping: Mapping[str, str] | None) -> Quarantined:
    file, kept = file_of(error.source), error.record
    record = kept.data.decode("utf-8", "surrogateescape") if kept and file is None else None
    return Quarantined(
        id=stable_id("q", error.source, error.reason, record),
        source=error.source,
        code=error.code,
        reason=error.reason,
        hint=error.hint,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        file=file,
        record=record,
        kind=kept.kind if kept else None,
        url=kept.url if kept else None,
        published=published,
        mapping=dict(mapping) if mapping else None,
    )


def read_again(entries: Iterable[Quarantined]) -> Iterator[Report | InputError]:
    """Read what failed again, as it was read before: every file once, however many of its records failed."""
    files: set[str] = set()
    for entry in entries:
        if entry.record is not None:
            record = FailedRecord(entry.record.encode("utf-8", "surrogateescape"), entry.kind, entry.url)
            yield from read_record(record, entry.source, published=entry.published, mapping=entry.mapping)
        elif entry.file is not None and entry.file not in files:
            files.add(entry.file)
            yield from read_inputs([entry.file], published=entry.published, mapping=entry.mapping)


def file_of(source: str) -> str | None:
    """The file that a source such as "news.zip!a/1.html" or "news.jsonl:17" lies in, if it is there."""
    ends = [len(source), *(found.start() for found in reversed(list(_CUT.finditer(source))))]
    return next((source[:end] for end in ends if end and _is_file(source[:end])), None)


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False
