"""HTML pages to reports: trafilatura finds the article, the page's own data tells about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dateline.core.errors import InputError, UnreadableError
from dateline.ingest.assemble import Origin, assemble
from dateline.ingest.blocks import Block, Draft, Finding, Paragraph
from dateline.ingest.clean import one_line
from dateline.ingest.decode import decode, gunzip
from dateline.ingest.fragments import tree_paragraphs
from dateline.ingest.lexicon import agencies
from dateline.ingest.markup import parse_html
from dateline.ingest.metadata import Choice, choose, explain
from dateline.ingest.parts import label_parts
from dateline.ingest.sniff import sniff
from dateline.records import Image, Report

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from dateline.ingest.structure import Apart, LiveEntry

_BLOCKS: Final = frozenset({"p", "head", "quote", "item", "row", "code", "list", "table"})
_LEAVES: Final = frozenset({"p", "head", "item", "row", "code"})
# Words; a page with more and no article found in it is a list of links or a form.
MAX_SHORT_PAGE: Final = 300
# Characters. Common Crawl cuts pages at one million bytes; what is longer by far is data, not a report.
MAX_PAGE: Final = 16_000_000
# Elements. News pages have up to some 5,000; 40,000 take 3 s.
MAX_ELEMENTS: Final = 40_000
# Above so many elements trafilatura's second opinions, which compare several readings, take seconds.
MAX_CAREFUL: Final = 8_000


def report_from_html(html: str, origin: Origin) -> Report:
    """Make a report of a web page.

    Raises:
        InputError: The page has no article in it.
    """
    tree, apart, findings = _opened(html, origin)
    size = _checked_size(tree, origin.source)
    paragraphs = tuple(_paragraphs(_article(tree, origin.source, quick=size > MAX_CAREFUL)))
    paragraphs = paragraphs or (() if apart.entries else _short_page(tree))
    if not paragraphs and not apart.entries:
        raise InputError("no article found in the page", source=origin.source)
    everything = (*origin.findings, *findings)
    return assemble(_draft(paragraphs, apart, everything), replace(origin, findings=everything))


def _opened(html: str, origin: Origin) -> tuple[HtmlElement, Apart, tuple[Finding, ...]]:
    """The tree of a page, what was taken out of it, and what it says about itself."""
    from dateline.ingest.page import page_findings
    from dateline.ingest.structure import take_apart

    if len(html) > MAX_PAGE:
        raise UnreadableError(f"page larger than {MAX_PAGE // 10**6} million characters", source=origin.source)
    tree = parse_html(html, source=origin.source)
    # First: the times of comments, of entries and of other stories are not the page's own.
    apart = take_apart(tree, origin.url)
    return tree, apart, page_findings(tree, origin.url)


def _checked_size(tree: HtmlElement, source: str) -> int:
    """The number of elements.

    Raises:
        UnreadableError: There are more than any report has.
    """
    size = int(tree.xpath("count(//*)"))
    if size > MAX_ELEMENTS:
        raise UnreadableError(f"page of {size:,} elements: no report has so many", source=source)
    return size


def explain_page(html: str, *, url: str | None = None) -> tuple[Choice, ...]:
    """Say which headline, date, publisher and so on a page would be given, from which source, and what else it offers.

    Raises:
        UnreadableError: It is no page.
    """
    return explain(_opened(html, Origin(url or "page", None, url))[2])


def explain_saved_page(path: Path) -> tuple[Choice, ...]:
    """Say the same of a saved page, gzipped or not.

    Raises:
        InputError: It cannot be read, or is no page.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        hint = "Name a saved HTML page."
        raise InputError(f"cannot be read: {error.strerror}", source=str(path), hint=hint) from error
    if sniff(data[:4096]) == "gzip":
        data = gunzip(data, source=str(path))
    return explain_page(decode(data, source=str(path)))


def report_from_fragment(html: str, origin: Origin) -> Report:
    """Make a report of HTML that is all text: an entry of a feed, the body of an e-mail.

    Raises:
        InputError: There are no words in it.
    """
    from dateline.ingest.structure import take_apart

    if not html.strip():
        return assemble(Draft(()), origin)
    tree = parse_html(f"<div>{html}</div>", source=origin.source)
    apart = take_apart(tree, origin.url)
    return assemble(_draft(tree_paragraphs(tree), apart, origin.findings), origin)


def _short_page(tree: HtmlElement) -> tuple[Paragraph, ...]:
    """The words of a page that is too short for an article to be told from its furniture."""
    paragraphs = tree_paragraphs(tree)
    words = sum(len(paragraph.text.split()) for paragraph in paragraphs)
    return paragraphs if words <= MAX_SHORT_PAGE else ()


def _article(tree: HtmlElement, source: str, *, quick: bool) -> Any:
    """The article as trafilatura's XML, or `None`; `quick` asks for no second opinions."""
    from trafilatura import bare_extraction

    try:
        # Links to other stories and calls to subscribe do more harm to a record than a lost line of a list: on 54 news
        # pages precision .956 -> .981 at recall .998 -> .997.
        document = bare_extraction(tree, include_comments=False, favor_precision=True, fast=quick)
    except (ValueError, RecursionError, TypeError, AttributeError) as error:
        raise UnreadableError(f"the article could not be taken out of the page ({error})", source=source) from error
    return getattr(document, "body", None)


def _paragraphs(body: Any) -> Iterator[Paragraph]:
    if body is None:
        return
    for element in body.iter(*_LEAVES, "quote"):
        if any(parent.tag in _LEAVES for parent in element.iterancestors()):
            continue
        if element.tag == "quote" and any(child.tag in _LEAVES for child in element.iter() if child is not element):
            continue
        for line in _lines(element):
            yield Paragraph(line, "subheading" if element.tag == "head" else "body")


def _lines(element: Any) -> Iterator[str]:
    """The text of a block; line breaks in it part paragraphs."""
    pieces: list[str] = []
    for node in element.iter():
        if node.tag == "lb" or (node.tag in _BLOCKS and node is not element):
            pieces.append("\n")
        pieces.append(node.text or "")
        if node is not element:
            pieces.append(node.tail or "")
    for line in re.split(r"\n\s*", "".join(pieces)):
        if text := one_line(line):
            yield text


def _draft(paragraphs: tuple[Paragraph, ...], apart: Apart, findings: tuple[Finding, ...]) -> Draft:
    """Label the parts: the headline first, then the text, the entries of a live blog, pull quotes and captions."""
    choice, published = choose(findings, "headline"), choose(findings, "published")
    title = choice.value if choice else None
    head = (Paragraph(title, "headline"),) if title else ()
    body = tuple(
        paragraph for paragraph in paragraphs if title is None or paragraph.text.casefold() != title.casefold()
    )
    draft = label_parts((*head, *body), near=published.value if published else None)
    shown = {block.text for block in draft.blocks}
    pictures = tuple(image for image in apart.images if image.caption not in shown)
    quotes = (Block("pull_quote", quote) for quote in apart.quotes if quote not in shown)
    blocks = (*draft.blocks, *_entry_blocks(apart.entries), *quotes, *_picture_blocks(pictures))
    signed = tuple(
        Finding("agencies", name, "text") for image in apart.images for name in agencies().find(image.credit or "")
    )
    return replace(draft, blocks=blocks, findings=(*draft.findings, *signed), images=(*draft.images, *apart.images))


def _entry_blocks(entries: tuple[LiveEntry, ...]) -> Iterator[Block]:
    for entry in entries:
        for paragraph in entry.paragraphs:
            heads = paragraph.hint == "subheading"
            yield Block("subheading" if heads else "live_entry", paragraph.text, published=entry.published)


def _picture_blocks(images: tuple[Image, ...]) -> Iterator[Block]:
    for image in images:
        if image.caption:
            yield Block("caption", image.caption)
        if image.credit:
            yield Block("credit", image.credit, joined=bool(image.caption))
