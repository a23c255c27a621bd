"""Read inputs of any kind, one after the other; what fails is named and the rest goes on."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

from dateline.core.errors import InputError, UnreadableError
from dateline.ingest.assemble import Origin, assemble
from dateline.ingest.decode import MAX_BYTES, decode
from dateline.ingest.html import report_from_html
from dateline.ingest.sniff import SAMPLE_BYTES, Kind, sniff
from dateline.ingest.tables import TableOptions, check_mapping, read_csv, read_json, read_jsonl
from dateline.ingest.text import checked_date, draft_text, outside_findings
from dateline.records import Report

Outcome = Report | InputError
# Gzip within gzip is met with; deeper is a trick.
MAX_LAYERS: Final = 3


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller says about all inputs."""

    published: str | None = None
    mapping: Mapping[str, str] | None = None

    @property
    def table(self) -> TableOptions:
        """The same, for rows."""
        return TableOptions(self.published, self.mapping)


def read_inputs(
    inputs: Iterable[str | Path],
    *,
    published: str | None = None,
    stdin: BinaryIO | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Iterator[Outcome]:
    """Read files, folders and standard input, in the order given and folders in the order of their names.

    Args:
        inputs: Paths; "-" is standard input. Folders are read with all that lies in them, hidden files apart.
        published: ISO 8601 date or date-time of all inputs; stands above any that they give.
        stdin: What "-" reads, if not the process's own standard input.
        mapping: Field to column name, for JSON and CSV: ``{"text": "body"}``.

    Yields:
        A report, or the error of an input that failed, for each report in the inputs. Nothing but the report at
        hand is held in memory.

    Raises:
        UsageError: `published` is no date, or `mapping` names a field that does not exist.
    """
    options = Options(checked_date(published), mapping)
    check_mapping(mapping)
    return _read_all(inputs, options, stdin)


def _read_all(inputs: Iterable[str | Path], options: Options, stdin: BinaryIO | None) -> Iterator[Outcome]:
    for item in inputs:
        if str(item) == "-":
            yield from _guarded(stdin or sys.stdin.buffer, "standard input", None, options)
        else:
            yield from _read_path(Path(item), options)


def _read_path(path: Path, options: Options) -> Iterator[Outcome]:
    if path.is_dir():
        for file in _files(path):
            yield from _read_path(file, options)
        return
    try:
        with path.open("rb", buffering=SAMPLE_BYTES) as stream:
            yield from _guarded(stream, str(path), str(path), options)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield UnreadableError(f"cannot be opened ({reason})", source=str(path))


def _files(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(base, name)


def _guarded(stream: BinaryIO, source: str, path: str | None, options: Options) -> Iterator[Outcome]:
    """Read one stream; an error ends this input and no other."""
    try:
        yield from read_stream(stream, source, path, options)
    except InputError as error:
        yield error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield UnreadableError(f"compressed data is damaged or cut short ({error})", source=source)
    except OSError as error:
        yield UnreadableError(f"cannot be read ({error.strerror or error})", source=source)
    except MemoryError:
        yield UnreadableError("too large for the memory of this machine", source=source)


def read_stream(
    stream: BinaryIO, source: str, path: str | None, options: Options, *, layer: int = 0
) -> Iterator[Outcome]:
    """Read all reports in one stream of bytes.

    Raises:
        InputError: The stream as a whole cannot be read.
    """
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(cast("io.RawIOBase", stream), SAMPLE_BYTES)
    head = _head(buffered)
    kind = sniff(head)
    if kind == "gzip":
        if layer >= MAX_LAYERS:
            raise UnreadableError("compressed too many times over", source=source)
        with gzip.GzipFile(fileobj=buffered) as unpacked:
            yield from read_stream(cast("BinaryIO", unpacked), source, path, options, layer=layer + 1)
        return
    yield from _read_kind(kind, buffered, source, path, options)


def _head(stream: IO[bytes]) -> bytes:
    """The first bytes, without taking them."""
    return cast("io.BufferedReader", stream).peek(SAMPLE_BYTES)[:SAMPLE_BYTES]


def _read_kind(kind: Kind, stream: IO[bytes], source: str, path: str | None, options: Options) -> Iterator[Outcome]:
    if kind == "jsonl":
        yield from read_jsonl(_text_stream(stream), source, options.table)
    elif kind == "csv":
        yield from read_csv(_text_stream(stream), source, options.table)
    else:
        text = decode(_whole(stream, source), source=source)
        if kind == "json":
            yield from read_json(text, source, options.table)
        else:
            yield _single(kind, text, source, path, options)


def _text_stream(stream: IO[bytes]) -> IO[str]:
    return io.TextIOWrapper(cast("io.BufferedReader", stream), "utf-8-sig", errors="replace", newline="")


def _whole(stream: IO[bytes], source: str, limit: int = MAX_BYTES) -> bytes:
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnreadableError(f"larger than {limit // 2**20} MB, too large for one report", source=source)
    return data


def _single(kind: Kind, text: str, source: str, path: str | None, options: Options) -> Report:
    origin = Origin(source, path, None, outside_findings(published=options.published))
    if kind == "html":
        return report_from_html(text, origin)
    return assemble(draft_text(text, near=options.published), origin)


def read_report(path: str | Path, *, published: str | None = None) -> Report:
    """Read the one report in a file.

    Raises:
        InputError: It cannot be read, or holds no report or several.
        UsageError: `published` is no date.
    """
    outcomes = read_inputs([path], published=published)
    first, second = next(outcomes, None), next(outcomes, None)
    if first is None:
        raise InputError("no report in it", source=str(path))
    if isinstance(first, InputError):
        raise first
    if second is not None:
        raise InputError("holds several reports", source=str(path), hint="Read them with `read_inputs`.")
    return first
