"""Archives of files: zip and tar. Members are streamed; what could be a bomb is refused by its numbers."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from typing import Final

from dateline.core.errors import InputError, UnreadableError
from dateline.ingest.items import Item, Members, member_origin, seekable

# Deflate cannot pack text much better than 1:200; a member packed better than this, and large, is a bomb.
MAX_RATIO: Final = 300
RATIO_FLOOR: Final = 8 * 2**20
DOCX_PART: Final = "word/document.xml"


def read_zip(item: Item) -> Members:
    """The files in a zip archive, in the order of their names; a DOCX document is one file.

    Raises:
        UnreadableError: It is damaged.
    """
    try:
        archive = zipfile.ZipFile(seekable(item))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(f"zip archive is damaged ({error})", source=item.source) from error
    with archive:
        names = {info.filename for info in archive.infolist()}
        if DOCX_PART in names:
            seekable(item).seek(0)
            yield Item(seekable(item), item.origin, "docx", layer=item.layer)
            return
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if not info.is_dir() and not _hidden(info.filename):
                yield from _zip_member(archive, info, item)


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, item: Item) -> Members:
    origin = member_origin(item.origin, info.filename)
    if info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * max(1, info.compress_size):
        yield UnreadableError("packed so tightly that it can only be a bomb", source=origin.source)
        return
    try:
        with archive.open(info) as stream:
            yield Item(stream, origin, layer=item.layer + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        yield UnreadableError(f"cannot be unpacked ({error})", source=origin.source)


def read_tar(item: Item) -> Members:
    """The files in a tar archive, in the order in which they stand.

    Raises:
        UnreadableError: It is damaged.
    """
    try:
        with tarfile.open(fileobj=item.stream, mode="r|") as archive:
            for info in archive:
                if info.isfile() and not _hidden(info.name) and (stream := archive.extractfile(info)):
                    yield Item(stream, member_origin(item.origin, info.name), layer=item.layer + 1)
    except InputError:
        raise
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise UnreadableError(f"tar archive is damaged ({error})", source=item.source) from error
