"""The situation report as a Word document with the sources as footnotes.

Written as Office Open XML (ECMA-376) part by part: python-docx, the library for it, has no footnotes and keeps the
whole document in memory. It reads this one in the tests.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dateline.export.model import About, Dossier, Tally
from dateline.export.situation import Block, Heading, Paragraph, Summary, Table, body, head, tail

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not know."""
_FIRST_NOTE = 2
"""Footnotes 0 and 1 are the lines that part notes from text."""
_DATE = (1980, 1, 1, 0, 0, 0)  # ZIP's first day: the same input gives the same bytes

_FIXED = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels",
    "word/_rels/document.xml.rels": "document.xml.rels",
    "word/styles.xml": "styles.xml",
}
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="709" w:footer="709" w:gutter="0"/>'
    "</w:sectPr>"
)
_SETTINGS = '<w:footnotePr><w:footnote w:id="0"/><w:footnote w:id="1"/></w:footnotePr>'
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def write(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write the document; text and notes wait in temporary files until the counts above them are known."""
    summary = Summary()
    with tempfile.TemporaryFile() as events, tempfile.TemporaryFile() as notes:
        _render(body(dossiers, summary), events, notes)
        with ZipFile(target, "w", ZIP_DEFLATED) as archive:
            for name, source in _FIXED.items():
                _put(archive, name, (files("dateline.export") / "docx_parts" / source).read_bytes())
            _put(archive, "word/settings.xml", _part("settings", _SETTINGS))
            _put(archive, "docProps/core.xml", _properties(about))
            with archive.open(_entry("word/document.xml"), "w") as part:
                part.write(f'{_XML}<w:document xmlns:w="{_SPACE}"><w:body>'.encode())
                _render(head(about, summary), part, notes)
                _copy(events, part)
                _render(tail(about), part, notes)
                part.write(f"{_PAGE}</w:body></w:document>".encode())
            with archive.open(_entry("word/footnotes.xml"), "w") as part:
                part.write(f'{_XML}<w:footnotes xmlns:w="{_SPACE}">{_SEPARATORS}'.encode())
                _copy(notes, part)
                part.write(b"</w:footnotes>")
    return Tally(summary.events)


def _render(blocks: Iterable[Block], text: IO[bytes], notes: IO[bytes]) -> None:
    number = _FIRST_NOTE
    for block in blocks:
        if isinstance(block, Heading):
            style = "Title" if block.level == 1 else f"Heading{block.level - 1}"
            text.write(_paragraph(_run(block.text), style).encode())
        elif isinstance(block, Table):
            text.write(_table(block).encode())
        else:
            numbers = range(number, number + len(block.notes))
            number += len(block.notes)
            text.write(_told(block, numbers).encode())
            notes.writelines(_footnote(one, note).encode() for one, note in zip(numbers, block.notes, strict=True))


def _told(block: Paragraph, numbers: Iterable[int]) -> str:
    bold = _run(block.bold, "<w:b/>") if block.bold else ""
    return _paragraph(bold + _run(block.text) + "".join(map(_reference, numbers)))


def _reference(number: int) -> str:
    mark = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    return f'<w:r>{mark}<w:footnoteReference w:id="{number}"/></w:r>'


def _footnote(number: int, note: str) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    return f'<w:footnote w:id="{number}">{_paragraph(mark + _run(f" {note}"), "FootnoteText")}</w:footnote>'


def _paragraph(runs: str, style: str | None = None) -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{runs}</w:p>"


def _run(text: str, look: str = "") -> str:
    looks = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(_ILLEGAL.sub(" ", text))}</w:t></w:r>'


def _table(block: Table) -> str:
    width = f"<w:tblGrid>{'<w:gridCol/>' * len(block.header)}</w:tblGrid>"
    rows = [_row(block.header, "<w:b/>"), *(_row(row) for row in block.rows)]
    look = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{look}{width}{''.join(rows)}</w:tbl>{_paragraph('')}"


def _row(cells: Iterable[str], look: str = "") -> str:
    return f"<w:tr>{''.join(f'<w:tc>{_paragraph(_run(cell, look))}</w:tc>' for cell in cells)}</w:tr>"


def _part(name: str, content: str) -> bytes:
    return f'{_XML}<w:{name} xmlns:w="{_SPACE}">{content}</w:{name}>'.encode()


def _properties(about: About) -> bytes:
    day = f"{about.date or '1980-01-01'}T00:00:00Z"
    package = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    created = f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{package}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(_ILLEGAL.sub(' ', about.title))}</dc:title><dc:creator>{about.generator}</dc:creator>"
        f"{created}</cp:coreProperties>"
    ).encode()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _DATE)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _put(archive: ZipFile, name: str, content: bytes) -> None:
    archive.writestr(_entry(name), content)


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    source.seek(0)
    shutil.copyfileobj(source, target)
