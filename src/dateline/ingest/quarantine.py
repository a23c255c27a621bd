"""Inputs that failed, kept with the reason until they are tried again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from dateline.core.errors import InputError, UsageError
from dateline.core.ids import stable_id

_SUFFIX = ".quarantine.jsonl"
_DEFAULT = "dateline"
_CUT = re.compile(r"[!#:]")


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One input that failed: which, why, what to do, when, and the file to read again."""

    id: str
    source: str
    code: str
    reason: str
    hint: str | None
    at: str
    file: str | None


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

    def note(self, errors: Iterable[InputError]) -> int:
        """Add failed inputs; one that is listed already for the same reason is not listed twice."""
        known = {entry.id for entry in self.entries()}
        fresh = {entry.id: entry for entry in map(_entry, errors) if entry.id not in known}
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
                target.writelines(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries)
        except OSError as error:
            raise UsageError(f"{self.path}: cannot be written: {error.strerror}") from error


def _entry(error: InputError) -> Quarantined:
    name = stable_id("q", error.source, error.reason)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Quarantined(name, error.source, error.code, error.reason, error.hint, now, file_of(error.source))


def file_of(source: str) -> str | None:
    """The file that a source such as "news.zip!a/1.html" or "news.jsonl:17" lies in, if it is there."""
    ends = [len(source), *(found.start() for found in reversed(list(_CUT.finditer(source))))]
    return next((source[:end] for end in ends if end and _is_file(source[:end])), None)


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False
