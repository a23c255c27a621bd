"""Documents of offices: PDF, DOCX and RTF, to plain text."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import Final

from dateline.core.errors import InputError, UnreadableError
from dateline.ingest.archives import DOCX_PART
from dateline.ingest.decode import MAX_BYTES
from dateline.ingest.items import Item, seekable

# A press release has few pages; of a document with more than this, the rest is not read.
MAX_PAGES: Final = 3000
# A line at the head or foot of this share of the pages is a running title.
RUNNING_SHARE: Final = 0.5
MIN_PAGES_TO_COMPARE: Final = 3
_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*$", re.IGNORECASE)
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# pypdf meets broken files with errors of many kinds.
_PDF_ERRORS: Final = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, ArithmeticError, AssertionError,
    NotImplementedError, OSError, EOFError, zlib.error, LookupError,
)  # fmt: skip


def pdf_text(item: Item) -> str:
    """The text of a PDF document, without page numbers and running titles.

    Raises:
        InputError: It has no text (scanned pages), is encrypted or damaged.
    """
    import io
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    data = item.whole()
    try:
        reader = PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in islice(reader.pages, MAX_PAGES)]
    except (PyPdfError, *_PDF_ERRORS) as error:
        raise UnreadableError(f"PDF cannot be read ({error})", source=item.source) from error
    text = "\n".join(_without_running(pages))
    if not text.strip():
        raise InputError("PDF without text", source=item.source, hint="Its pages are pictures: run OCR on it first.")
    return text


def _without_running(pages: list[str]) -> list[str]:
    split = [[line for line in page.split("\n") if not _PAGE_NUMBER.match(line) or not line.strip()] for page in pages]
    edges = Counter(line.strip() for lines in split for line in {*lines[:2], *lines[-2:]} if line.strip())
    running = {line for line, count in edges.items() if count > RUNNING_SHARE * len(pages)}
    if len(pages) < MIN_PAGES_TO_COMPARE:
        running = set()
    return ["\n".join(line for line in lines if line.strip() not in running) for lines in split]


def docx_text(item: Item) -> str:
    """The paragraphs of a DOCX document, each on its line.

    Raises:
        UnreadableError: It is damaged or too large.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(seekable(item)) as archive:
            info = archive.getinfo(DOCX_PART)
            if info.file_size > MAX_BYTES:
                raise UnreadableError(f"text larger than {MAX_BYTES // 2**20} MB", source=item.source)
            data = archive.read(info)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)
        root = etree.fromstring(data, parser)
    except (zipfile.BadZipFile, KeyError, zlib.error, etree.LxmlError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableError(f"DOCX document is damaged ({error})", source=item.source) from error
    if root is None:
        raise UnreadableError("DOCX document is damaged (no XML)", source=item.source)
    return "\n\n".join(_docx_paragraph(paragraph) for paragraph in root.iter(f"{_WORD}p"))


def _docx_paragraph(paragraph: object) -> str:
    marks = {f"{_WORD}tab": " ", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
    pieces = [
        element.text or "" if element.tag == f"{_WORD}t" else marks.get(element.tag, "")
        for element in paragraph.iter()  # type: ignore[attr-defined]  # lxml has no types
    ]
    return "".join(pieces)


def rtf_text(item: Item) -> str:
    """The text of an RTF document.

    Raises:
        UnreadableError: It is damaged.
    """
    from striprtf.striprtf import rtf_to_text

    raw = item.whole().decode("latin-1")
    try:
        convert: Callable[..., str] = rtf_to_text
        return convert(raw, errors="replace")
    except (ValueError, LookupError, TypeError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        raise UnreadableError(f"RTF document cannot be read ({error})", source=item.source) from error
