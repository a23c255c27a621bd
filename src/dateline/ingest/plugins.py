"""Readers that other packages add: one more kind of file, turned into rows that become reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final, Protocol, cast

from dateline.core.errors import InputError
from dateline.core.plugins import load_plugin, plugin_names
from dateline.ingest.tables import TableOptions, read_row
from dateline.records import Report

GROUP: Final = "dateline.readers"


class Reader(Protocol):
    """What an entry point of the group `dateline.readers` gives."""

    def reads(self, head: bytes) -> bool:
        """Tell by its first bytes (up to 65,536) whether a file is of this kind."""
        ...

    def read(self, stream: BinaryIO) -> Iterable[Mapping[str, Any]]:
        """Give one mapping a report: `text`, and as far as known `headline`, `published`, `publisher`, `url`, `byline`.

        An exception that it raises is reported as that of the one file.
        """
        ...


def plugin_reader(head: bytes) -> tuple[str, Reader] | None:
    """Find the plug-in that knows a file; the first by name."""
    for name in plugin_names(GROUP):
        reader = cast("Reader", load_plugin(GROUP, name))
        if reader.reads(head):
            return name, reader
    return None


def read_by_plugin(
    reader: Reader, stream: BinaryIO, source: str, options: TableOptions
) -> Iterator[Report | InputError]:
    """Read a file by a plug-in; its rows become reports as those of JSON Lines do."""
    for number, row in enumerate(reader.read(stream), start=1):
        yield read_row(dict(row), f"{source}#{number}", options)
