"""Reading the published files: what is missing or malformed is named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.core.errors import InputError, UsageError

# One document in five is held aside; the rest is for tuning.
HELD_ASIDE = 5


def existing(path: Path) -> Path:
    """The path itself.

    Raises:
        UsageError: There is nothing there.
    """
    if not path.exists():
        raise UsageError(f"no data at {path}", hint="Give --data the file or folder of the data set.")
    return path


def files(path: Path, *patterns: str) -> list[Path]:
    """The path itself if it is a file, else the files below it that match one of the patterns, sorted.

    Raises:
        UsageError: There is nothing there.
    """
    if existing(path).is_file():
        return [path]
    found = sorted({file for pattern in patterns for file in path.rglob(pattern) if file.is_file()})
    if not found:
        raise UsageError(f"no data at {path}", hint=f"Looked for {' and '.join(patterns)} in it.")
    return found


def text_of(path: Path) -> str:
    """The decoded file: UTF-8, or Latin-1 for files older than that."""
    data = existing(path).read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def json_lines(paths: Sequence[Path], *required: str) -> Iterator[dict[str, Any]]:
    """The objects of JSON Lines files.

    Raises:
        InputError: A line is no JSON object, or lacks one of the required keys.
    """
    for path in paths:
        for number, line in enumerate(text_of(path).split("\n"), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"not JSON: {error.msg}", source=f"{path}:{number}") from error
            missing = [key for key in required if not isinstance(row, dict) or key not in row]
            if missing:
                raise InputError(f"has no {missing[0]!r}", source=f"{path}:{number}")
            yield row


def is_held_aside(key: str) -> bool:
    """Whether the document of this id or text belongs to the test part."""
    return int(hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest(), 16) % HELD_ASIDE == 0
