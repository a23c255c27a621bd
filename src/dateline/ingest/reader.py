"""Read inputs of any kind, one after the other; what fails is named and the rest goes on."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, BinaryIO, Final, cast, get_args

from dateline.core.errors import DatelineError, FailedRecord, InputError, UnreadableError
from dateline.ingest import archives, feeds, mail, office, warc
from dateline.ingest.assemble import Origin, assemble
from dateline.ingest.decode import decode
from dateline.ingest.exports import Article, split_export
from dateline.ingest.html import report_from_fragment, report_from_html
from dateline.ingest.items import Item, Members, peekable
from dateline.ingest.metadata import choose
from dateline.ingest.plugins import plugin_reader, read_by_plugin
from dateline.ingest.sniff import SAMPLE_BYTES, Kind, sniff
from dateline.ingest.tables import TableOptions, check_mapping, read_csv, read_json, read_jsonl, row_of_json
from dateline.ingest.text import checked_date, draft_text, outside_findings
from dateline.records import Report

Outcome = Report | InputError
# A zip of messages with zips attached is met with; deeper is a trick.
MAX_LAYERS: Final = 5
_DATABASE: Final = b"SQLite format 3\x00"
_BESIDE_A_STORE: Final = ("", "-wal", "-shm", "-journal", ".quarantine.jsonl")
# What fails of standard input is kept up to this size, so that it can be tried again.
MAX_KEPT: Final = 4 * 2**20
_ROWS: Final = frozenset({"json", "jsonl", "csv"})  # each row is kept by itself
_DAMAGE: Final = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile, tarfile.TarError)


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller says about all inputs."""

    published: str | None = None
    mapping: Mapping[str, str] | None = None
    keep: bool = False
    """Whether what fails is kept with its error, since it cannot be read again."""

    @property
    def table(self) -> TableOptions:
        """The same, for rows."""
        return TableOptions(self.published, self.mapping, keep=self.keep)


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
            piped = replace(options, keep=True)
            yield from read_guarded(_item(stdin or sys.stdin.buffer, "standard input", None, piped), piped)
        else:
            yield from _read_path(Path(item), options)


def _item(stream: IO[bytes], source: str, path: str | None, options: Options) -> Item:
    return Item(stream, Origin(source, path, None, outside_findings(published=options.published)))


def _read_path(path: Path, options: Options) -> Iterator[Outcome]:
    if path.is_dir():
        for file in _files(path):
            yield from _read_path(file, options)
        return
    try:
        with path.open("rb", buffering=SAMPLE_BYTES) as stream:
            yield from read_guarded(_item(stream, str(path), str(path), options), options)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield UnreadableError(f"cannot be opened ({reason})", source=str(path))


def _files(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        own = _stores(base, names)
        for name in sorted(names):
            if not name.startswith(".") and name not in own and not _is_device(Path(base, name)):
                yield Path(base, name)


def _is_device(path: Path) -> bool:
    """Whether it is a named pipe or the like: to read one is to wait for its writer."""
    return path.is_fifo() or path.is_socket() or path.is_char_device() or path.is_block_device()


def _stores(base: str, names: Iterable[str]) -> frozenset[str]:
    """The databases of a folder, with the files that lie beside them: a store among the reports is none of them."""
    found = [name for name in names if _opens_with(Path(base, name), _DATABASE)]
    return frozenset(f"{name}{tail}" for name in found for tail in _BESIDE_A_STORE)


def _opens_with(path: Path, mark: bytes) -> bool:
    try:
        if _is_device(path):
            return False
        with path.open("rb") as stream:
            return stream.read(len(mark)) == mark
    except (OSError, ValueError):
        return False  # whoever reads it says what is wrong with it


def read_record(
    record: FailedRecord, source: str, *, published: str | None = None, mapping: Mapping[str, str] | None = None
) -> Iterator[Outcome]:
    """Read again what failed and was kept; arguments as in `read_inputs`."""
    options = Options(published, mapping, keep=True)
    if record.kind == "jsonl":
        yield row_of_json(record.data.decode("utf-8", "surrogateescape"), source, options.table)
        return
    origin = Origin(source, None, record.url, outside_findings(published=published))
    kind = cast("Kind", record.kind) if record.kind in get_args(Kind) else None
    yield from read_guarded(Item(io.BytesIO(record.data), origin, kind), options)


def read_guarded(item: Item, options: Options) -> Iterator[Outcome]:
    """Read one item; an error ends this item and no other."""
    yield from _guarded(None, item, options)


def _guarded(leaf: Kind | None, item: Item, options: Options) -> Iterator[Outcome]:
    """The same; `leaf` is set when the item is known to be no container."""
    try:
        yield from _read_leaf(leaf, item, options) if leaf else read_item(item, options)
    except InputError as error:
        yield error
    except DatelineError:
        raise
    except _DAMAGE as error:
        yield UnreadableError(f"compressed data is damaged or cut short ({error})", source=item.source)
    except OSError as error:
        yield UnreadableError(f"cannot be read ({error.strerror or error})", source=item.source)
    except Exception as error:  # noqa: BLE001 - the border to a dozen parsers: one broken input never stops a run
        failed = UnreadableError(f"the reader failed on it ({type(error).__name__}: {error})", source=item.source)
        failed.__cause__ = error
        yield failed


def read_item(item: Item, options: Options) -> Iterator[Outcome]:
    """Read all reports in one item.

    Raises:
        InputError: The item as a whole cannot be read.
    """
    if item.layer > MAX_LAYERS:
        raise UnreadableError("archives within archives, too many times over", source=item.source)
    stream = peekable(item.stream)
    head = cast("io.BufferedReader", stream).peek(SAMPLE_BYTES)[:SAMPLE_BYTES]
    item = replace(item, stream=stream)
    if item.kind is None and (plugin := plugin_reader(head)):
        yield from read_by_plugin(plugin[1], stream, item.source, options.table)
        return
    kind = item.kind or sniff(head)
    if opener := _CONTAINERS.get(kind):
        for member in opener(item):
            if isinstance(member, InputError):
                yield member
            else:
                yield from read_guarded(member, options)
    elif options.keep and kind not in _ROWS:
        yield from _read_kept(kind, item, options)
    else:
        yield from _read_leaf(kind, item, options)


def _read_kept(kind: Kind, item: Item, options: Options) -> Iterator[Outcome]:
    """Read a leaf; if it fails, it goes with its error."""
    record = FailedRecord(item.whole(), item.kind, item.origin.url)
    for outcome in _guarded(kind, replace(item, stream=io.BytesIO(record.data)), options):
        if isinstance(outcome, InputError) and outcome.record is None and len(record.data) <= MAX_KEPT:
            outcome.record = record
        yield outcome


def _gunzip(item: Item) -> Members:
    with gzip.GzipFile(fileobj=item.stream) as stream:
        yield _inner(item, stream)


def _bunzip(item: Item) -> Members:
    with bz2.BZ2File(item.stream) as stream:
        yield _inner(item, stream)


def _unxz(item: Item) -> Members:
    with lzma.LZMAFile(item.stream) as stream:
        yield _inner(item, stream)


def _inner(item: Item, stream: object) -> Item:
    return Item(cast("IO[bytes]", stream), item.origin, None, item.charset, item.layer + 1)


_CONTAINERS: Final[Mapping[Kind, Callable[[Item], Members]]] = {
    "gzip": _gunzip,
    "bzip2": _bunzip,
    "xz": _unxz,
    "zip": archives.read_zip,
    "tar": archives.read_tar,
    "warc": warc.read_warc,
    "mailbox": mail.read_mailbox,
    "message": mail.read_message,
    "feed": feeds.read_feed,
}
_DOCUMENTS: Final[Mapping[Kind, Callable[[Item], str]]] = {
    "pdf": office.pdf_text,
    "docx": office.docx_text,
    "rtf": office.rtf_text,
}


def _read_leaf(kind: Kind, item: Item, options: Options) -> Iterator[Outcome]:
    if kind == "xml":
        raise UnreadableError("XML of a kind that is not known", source=item.source, hint="Feeds are RSS or Atom.")
    if kind in {"jsonl", "csv"}:
        read_rows = read_jsonl if kind == "jsonl" else read_csv
        with _text_stream(item.stream) as lines:
            yield from read_rows(lines, item.source, options.table)
    elif kind in _DOCUMENTS:
        yield from _read_text(_DOCUMENTS[kind](item), item.origin)
    else:
        text = decode(item.whole(), source=item.source, declared=item.charset)
        if kind == "json":
            yield from read_json(text, item.source, options.table)
        elif kind == "html":
            yield report_from_html(text, item.origin)
        elif kind == "fragment":
            yield report_from_fragment(text, item.origin)
        else:
            yield from _read_text(text, item.origin)


@contextmanager
def _text_stream(stream: IO[bytes]) -> Iterator[IO[str]]:
    """The stream as text; whoever opened the stream closes it."""
    lines = io.TextIOWrapper(cast("io.BufferedReader", stream), "utf-8-sig", errors="replace", newline="")
    try:
        yield lines
    finally:
        lines.detach()


def _read_text(text: str, origin: Origin) -> Iterator[Outcome]:
    """Plain text: one report, or an export with many."""
    articles = split_export(text)
    if articles is None:
        near, headline = _outside(origin, "published"), _outside(origin, "headline")
        yield assemble(draft_text(text, near=near, headline=headline), origin)
        return
    for number, article in enumerate(articles, start=1):
        yield _article(article, replace(origin, source=f"{origin.source}#{number}"))


def _outside(origin: Origin, field: str) -> str | None:
    choice = choose(origin.findings, field)
    return choice.value if choice else None


def _article(article: Article, origin: Origin) -> Outcome:
    origin = replace(origin, url=article.url or origin.url, findings=(*origin.findings, *article.findings))
    try:
        near = _outside(origin, "published")
        return assemble(draft_text(article.text, near=near, headline=article.headline), origin)
    except InputError as error:
        return error


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
