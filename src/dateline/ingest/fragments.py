"""HTML that is all text: feed entries, e-mails, pages too short to have furniture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dateline.ingest.blocks import Paragraph
from dateline.ingest.clean import one_line
from dateline.ingest.markup import parse_html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BREAKS: Final = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 tr td th table blockquote article section header footer figure figcaption "
    "hr pre dt dd form fieldset main aside nav address".split()
)
_SKIPPED: Final = frozenset(
    "script style noscript template svg iframe object head form nav button select textarea footer aside".split()
)
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})


def fragment_paragraphs(html: str) -> tuple[Paragraph, ...]:
    """All paragraphs of an HTML fragment."""
    return tree_paragraphs(parse_html(f"<div>{html}</div>", source="fragment")) if html.strip() else ()


def tree_paragraphs(tree: HtmlElement) -> tuple[Paragraph, ...]:
    """All paragraphs of a tree, scripts and forms apart."""
    paragraphs: list[Paragraph] = []
    pieces: list[str] = []
    heading = False

    def close() -> None:
        if text := one_line("".join(pieces)):
            paragraphs.append(Paragraph(text, "subheading" if heading else None))
        pieces.clear()

    for event, tag, text in _walk(tree):
        if event == "text":
            pieces.append(text)
        elif tag in _BREAKS:
            close()
            heading = event == "start" and tag in _HEADINGS
    close()
    return tuple(paragraphs)


def _walk(tree: HtmlElement) -> Iterator[tuple[str, str, str]]:
    """Starts, texts and ends in reading order, without recursion: pages nest deeper than Python's stack."""
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while stack:
        element, done = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        skipped = tag in _SKIPPED or not tag
        if not done:
            stack.append((element, True))
            if not skipped:
                yield "start", tag, ""
                yield "text", "", element.text or ""
                stack.extend((child, False) for child in reversed(element))
            continue
        if not skipped:
            yield "end", tag, ""
        if element is not tree:
            yield "text", "", element.tail or ""
