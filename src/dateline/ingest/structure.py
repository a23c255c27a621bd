"""What in a page is not its running text: captions, pull quotes, the entries of a live blog, and what is not its own.

All of it is taken out of the tree before the article is looked for. Captions, quotes and entries are kept apart;
comment boxes and related stories are other people's words, and are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from dateline.ingest import dates
from dateline.ingest.blocks import Paragraph
from dateline.ingest.clean import one_line
from dateline.ingest.fragments import tree_paragraphs
from dateline.ingest.lexicon import patterns
from dateline.records import Image

_CREDIT_CLASS = re.compile(r"credit|copyright|byline|photographer|attribution|source", re.IGNORECASE)
_BOXES: Final = ("div", "section", "aside", "ul", "ol", "nav", "details", "article")
# Words of class names and ids, whole: "has-comments" on the body of a page marks no comment.
_COMMENTS = re.compile(
    r"(?<![\w-])(?:(?:reader|user|article|post|fb|facebook)-)?comments?(?:[-_]?(?:list|area|section|thread|box|wrapper"
    r"|container|form|body|item|holder|block))?(?![\w-])|(?<![\w-])(?:disqus_thread|dsq-\w+|livefyre\w*|respond)(?![\w-])",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?<![\w-])(?:(?:article|story|post|block|module|c|o|m)[-_]+)?(?:related|recommended|recommendations|most-?(?:read"
    r"|popular|viewed)|trending|more-?(?:stories|news|articles|on|from)|also-?read|read-?also|you-may-(?:also-)?like)"
    r"(?:[-_]*(?:stor(?:y|ies)|articles?|posts?|content|links?|news|coverage|topics?|items?|box|list|module|block"
    r"|section|widget|container|wrapper))*(?![\w-])",
    re.IGNORECASE,
)
_PULL_QUOTE = re.compile(r"pull[-_]?quote|pullout|quote--?pull|pulled-quote", re.IGNORECASE)
_QUOTED: Final = ("aside", "blockquote", "div", "figure", "p", "section", "q")
_ENTRY = re.compile(
    r"live-?blog[-_]*(?:entry|entries-item|post|item|block|update|event)(?![\w-])"
    r"|(?<![\w-])live-?(?:post|update|entry)(?:-item)?(?![\w-])|(?<![\w-])lb-?(?:post|entry|item|block)(?![\w-])",
    re.IGNORECASE,
)
_NAMED: Final = {"comments": _COMMENTS, "related": _RELATED, "quote": _PULL_QUOTE, "entry": _ENTRY}
MAX_QUOTE_WORDS: Final = 80  # a "pull quote" that is longer holds the article
MAX_LINKS_WORDS: Final = 250  # nor is a list of related stories longer, if it is not mostly links
LINKS_SHARE: Final = 0.5  # of a box's words that are links: it is a list of other stories
MAX_HEADING: Final = 60  # characters of "Related stories" and the like
MIN_ENTRIES: Final = 2  # one is a report with a time


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """One entry of a live blog: its own time as far as the page gives it, its paragraphs with their headings."""

    published: str | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """What was taken out of a page and is kept."""

    images: tuple[Image, ...] = ()
    quotes: tuple[str, ...] = ()
    entries: tuple[LiveEntry, ...] = ()


def take_apart(tree: HtmlElement, url: str | None) -> Apart:
    """Take out of the tree what is not running text; what is not the page's own is dropped."""
    drop_foreign(tree)
    quotes = take_quotes(tree)
    images = take_figures(tree, url)
    return Apart(images, quotes, take_entries(tree))


@lru_cache(maxsize=8192)
def _kinds(marks: str) -> frozenset[str]:
    """What a class name with an id says that an element is. Sites use few of them, over and over."""
    return frozenset(kind for kind, named in _NAMED.items() if named.search(marks))


def _boxes(tree: HtmlElement, kind: str, tags: tuple[str, ...] = _BOXES) -> list[etree._Element]:
    """The elements whose class or id says that they are of a kind, in the order of the page; never the tree itself."""
    marked = tree.iterfind(".//*[@class]") if kind != "comments" else tree.xpath(".//*[@class or @id]")
    return [
        element
        for element in marked
        if element.tag in tags and kind in _kinds(f"{element.get('class') or ''} {element.get('id') or ''}")
    ]


def _outermost(elements: list[etree._Element]) -> list[etree._Element]:
    """Those that do not lie in one before."""
    inside: set[etree._Element] = set()
    found = []
    for element in elements:
        if element not in inside:
            found.append(element)
            inside.update(element.iterdescendants())
    return found


# ---- comments, related stories


def drop_foreign(tree: HtmlElement) -> None:
    """Drop comment boxes and lists of other stories."""
    comments = [box for box in _boxes(tree, "comments") if not _holds_report(box)]
    lists = [box for box in (*_boxes(tree, "related"), *_headed(tree)) if not _holds_report(box) and _is_list(box)]
    for box in (*comments, *lists):
        _drop(box)


def _headed(tree: HtmlElement) -> Iterator[etree._Element]:
    """Boxes that open with "Related stories" or the like."""
    for heading in tree.iter("h2", "h3", "h4", "h5", "p", "strong"):
        box = heading.getparent()
        if box is None or box is tree or box.tag not in _BOXES or heading.getprevious() is not None:
            continue
        words = heading.text_content()
        if len(words) <= MAX_HEADING and patterns().tail.match(one_line(words)):
            yield box


def _holds_report(element: etree._Element) -> bool:
    """Whether the page's headline or body lies in an element, whatever its name."""
    return bool(element.xpath("descendant::h1 or descendant-or-self::*[@itemprop='articleBody']"))


def _is_list(element: etree._Element) -> bool:
    """Whether a box is mostly links, or short."""
    return _is_linked(element) or (len(_text(element).split()) <= MAX_LINKS_WORDS and not _has_long_paragraph(element))


def _is_linked(element: etree._Element) -> bool:
    links = sum(len(_text(link).split()) for link in element.iter("a"))
    return links >= LINKS_SHARE * len(_text(element).split())


def _has_long_paragraph(element: etree._Element) -> bool:
    return any(len(_text(paragraph).split()) > MAX_QUOTE_WORDS // 2 for paragraph in element.iter("p"))


# ---- pull quotes


def take_quotes(tree: HtmlElement) -> tuple[str, ...]:
    """Take out the sentences that a page shows large beside its text."""
    boxes = [box for box in _outermost(_boxes(tree, "quote", _QUOTED)) if _is_short(box)]
    quotes = [one_line(_text(box)) for box in boxes]
    for box in boxes:
        _drop(box)
    return tuple(dict.fromkeys(filter(None, quotes)))


def _is_short(element: etree._Element) -> bool:
    return len(_text(element).split()) <= MAX_QUOTE_WORDS


# ---- live blogs


def take_entries(tree: HtmlElement) -> tuple[LiveEntry, ...]:
    """Take out the entries of a live blog, in the order of the page; none if the page is no live blog."""
    boxes = _entry_boxes(tree)
    entries = [LiveEntry(_time(box), tuple(_entry_paragraphs(box))) for box in boxes]
    if len(entries) < MIN_ENTRIES:
        return ()
    for box in boxes:
        _drop(box)
    return tuple(entry for entry in entries if entry.paragraphs)


def _entry_boxes(tree: HtmlElement) -> list[etree._Element]:
    """Entries bear schema.org's property or a class of that name, or are timed boxes side by side in a live page."""
    tags = (*_BOXES, "li")
    marked = tree.xpath(".//*[@itemprop='liveBlogUpdate']") or _boxes(tree, "entry", tags)
    named = [box for box in _outermost(marked) if not _is_linked(box)]
    if len(named) >= MIN_ENTRIES or not _is_live(tree):
        return named
    beside: defaultdict[tuple[etree._Element, str], dict[etree._Element, None]] = defaultdict(dict)
    for time in tree.iter("time"):
        for box in time.iterancestors(*tags):
            parent = box.getparent()
            if parent is not None:
                beside[parent, box.tag][box] = None
    groups = [list(boxes) for boxes in beside.values() if all(any(True for _ in box.iter("p")) for box in boxes)]
    return max(groups, key=len, default=[])


def _is_live(tree: HtmlElement) -> bool:
    """Whether the page says that it is a live blog; a widget "live updates" in a report says no such thing."""
    if any("LiveBlogPosting" in (script.text or "") for script in tree.iter("script")):
        return True
    return bool(tree.xpath("boolean(descendant-or-self::*[contains(@itemtype, 'LiveBlogPosting')])"))


def _time(box: etree._Element) -> str | None:
    """The entry's own stamp: a whole date, since a time of day alone may be of another day than the page."""
    stamps = (
        element.get("datetime") or element.get("content") or _text(element) for element in box.iter("time", "meta")
    )
    found = (dates.parse_when(stamp) for stamp in stamps if len(stamp) < 100)  # noqa: PLR2004 - longer is no stamp
    return next((when for when in found if when and re.match(r"\d{4}-", when)), None)


def _entry_paragraphs(box: etree._Element) -> Iterator[Paragraph]:
    for time in list(box.iter("time")):
        _drop(time)
    for paragraph in tree_paragraphs(box):
        if not patterns().boilerplate.match(paragraph.text):
            yield paragraph


# ---- pictures


def take_figures(tree: HtmlElement, url: str | None) -> tuple[Image, ...]:
    """Take the figures' captions and credits out of the tree."""
    images: list[Image] = []
    for caption in list(tree.iter("figcaption")):
        figure = next(caption.iterancestors("figure"), caption)
        images.append(_figure(figure, caption, url))
        if caption.getparent() is not None:
            _drop(caption)
    return tuple(dict.fromkeys(image for image in images if image.caption or image.credit))


def _drop(element: etree._Element) -> None:
    tail, parent, before = element.tail or "", element.getparent(), element.getprevious()
    if parent is None:
        return
    if tail.strip() and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail.strip():
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _figure(figure: etree._Element, caption: etree._Element, url: str | None) -> Image:
    credits_ = [
        e
        for e in caption.iter()
        if isinstance(e.tag, str) and _CREDIT_CLASS.search(e.get("class") or "") and e is not caption
    ]
    credit = one_line(" ".join(_text(element) for element in credits_[:1])) or None
    for element in credits_[:1]:
        _drop(element)
    words = one_line(_text(caption)) or None
    picture = next(figure.iter("img"), None)
    source = picture.get("src") or picture.get("data-src") if picture is not None else None
    return Image(caption=words, credit=credit, url=_absolute(source, url))


def _absolute(source: str | None, url: str | None) -> str | None:
    if not source or source.startswith("data:"):
        return None
    try:
        return urljoin(url, source) if url else source
    except ValueError:
        return None


def _text(element: etree._Element) -> str:
    return " ".join(str(piece) for piece in element.itertext())
