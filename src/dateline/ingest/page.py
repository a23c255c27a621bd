"""What an HTML page says about its article outside the running text: JSON-LD, meta tags, times, figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from dateline.ingest import dates
from dateline.ingest.blocks import Finding
from dateline.ingest.clean import one_line
from dateline.ingest.lexicon import agencies
from dateline.ingest.people import byline_names

_META: Final = {
    "og:title": "headline", "twitter:title": "headline", "dc.title": "headline", "headline": "headline",
    "sailthru.title": "headline", "parsely-title": "headline",
    "article:published_time": "published", "og:article:published_time": "published", "datepublished": "published",
    "dc.date": "published", "dc.date.issued": "published", "dcterms.created": "published", "pubdate": "published",
    "publishdate": "published", "publish-date": "published", "date": "published", "sailthru.date": "published",
    "parsely-pub-date": "published", "cxenseparse:recs:publishtime": "published", "article.published": "published",
    "article:modified_time": "updated", "og:updated_time": "updated", "lastmod": "updated", "last-modified": "updated",
    "datemodified": "updated", "article.updated": "updated",
    "og:site_name": "publisher", "application-name": "publisher", "dc.publisher": "publisher",
    "twitter:app:name:iphone": "publisher",
    "author": "byline", "article:author": "byline", "dc.creator": "byline", "byl": "byline",
    "sailthru.author": "byline",
    "parsely-author": "byline",
    "og:url": "url", "og:locale": "language", "content-language": "language",
    "article:section": "section", "section": "section",
}  # fmt: skip
_ARTICLE_TYPES: Final = frozenset(
    {"newsarticle", "article", "reportagenewsarticle", "blogposting", "liveblogposting", "analysisnewsarticle",
     "backgroundnewsarticle", "opinionnewsarticle", "socialmediaposting", "webpage", "report"}
)  # fmt: skip
_JSON_LD_FIELDS: Final = (
    ("headline", "headline"),
    ("datePublished", "published"),
    ("dateModified", "updated"),
    ("articleSection", "section"),
)
_TITLE_SEPARATOR = re.compile(r"\s+(?:[|»·•]|::|--|[–—-])\s+")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d|[a-z]{3})[/-]?([0-3]\d)(?:/|-|\b)")
_MARKS: Final = ("class", "itemprop", "id")
# Elements other than <time> that hold the date of the article.
_DATED_CLASS = re.compile(
    r"datePublished|dateModified|published|pub-?date|post-?date|entry-?date|article-?date|time-?stamp|metabar-time"
    r"|date-?line|publish-?date|story-?date|date-display",
    re.IGNORECASE,
)
_UPDATED_CLASS = re.compile(r"updat|modif", re.IGNORECASE)
_PUBLISHED_CLASS = re.compile(
    r"publi|posted|created|dateline|pubdate|timestamp|entry-date|article-date|post-date", re.IGNORECASE
)
MAX_JSON_LD: Final = 2**20  # characters of one script: longer ones are application state
MAX_JSON_DEPTH: Final = 6
MAX_BYLINE: Final = 100  # characters; longer ones are descriptions
MIN_LONG_WORD: Final = 4
MAX_PUBLISHER_WORDS: Final = 6
MAX_STAMP: Final = 100  # longer ones are no stamps


def page_findings(tree: HtmlElement, url: str | None) -> tuple[Finding, ...]:
    """Collect what the page says about itself, in the order of the page."""
    found = [*_json_ld(tree), *_meta(tree), *_times(tree)]
    found += _shown(tree, {word for one in found if one.field == "headline" for word in _long_words(one.value)})
    found += _address(tree, url or next((one.value for one in found if one.field == "url"), None))
    tidied = [finding for one in found for finding in _tidied(one)]
    if not any(finding.field == "published" for finding in tidied):
        tidied += _guessed_date(tree, url)
    return tuple(tidied)


def _guessed_date(tree: HtmlElement, url: str | None) -> Iterator[Finding]:
    """Where a page marks no date, the one that it shows beside the article."""
    from htmldate import find_date

    found = find_date(tree, extensive_search=False, original_date=True, url=url)
    if found and dates.parse_iso(found):
        yield Finding("published", found, "htmldate")


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= MIN_LONG_WORD}


def _tidied(finding: Finding) -> Iterator[Finding]:
    value = one_line(finding.value)
    if finding.field == "byline":
        yield from _authors(value, finding.source)
        return
    if finding.field in {"published", "updated"}:
        value = dates.parse_when(value) or ""
        value = value if re.match(r"\d{4}-", value) else ""
    elif finding.field == "publisher":
        value = value.lstrip("@")
    if value:
        yield Finding(finding.field, value, finding.source)


def _authors(value: str, source: str) -> Iterator[Finding]:
    """Names without their offices; agencies apart; account names ("admin") and addresses are no names."""
    if value.startswith(("http", "@")) or len(value) > MAX_BYLINE:
        return
    for agency in agencies().find(value):
        yield Finding("agencies", agency, source)
    names = byline_names(value)
    for name in names:
        yield Finding("byline", name, source)
    if not names and not agencies().is_name(value) and value[:1].isupper():
        yield Finding("byline", value, source)


def _json_ld(tree: HtmlElement) -> Iterator[Finding]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text and len(script.text) < MAX_JSON_LD:
            for item in _items(_parsed(script.text), 0):
                yield from _json_ld_item(item)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _items(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > MAX_JSON_DEPTH:
        return
    if isinstance(data, list):
        for entry in data:
            yield from _items(entry, depth + 1)
    elif isinstance(data, dict):
        if _types(data) & _ARTICLE_TYPES:
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _items(data.get(key), depth + 1)


def _types(data: dict[str, Any]) -> set[str]:
    named = data.get("@type")
    return {str(name).rsplit("/", 1)[-1].lower() for name in (named if isinstance(named, list) else [named])}


def _json_ld_item(item: dict[str, Any]) -> Iterator[Finding]:
    kind = "json-ld" if _types(item) - {"webpage"} else "markup webpage"
    for key, field in _JSON_LD_FIELDS:
        value = item.get(key)
        if isinstance(value, str):
            yield Finding(field, _unescaped(value), f"{kind} {key}")
    for name in _people(item.get("author")):
        yield Finding("byline", name, f"{kind} author")
    for name in _people(item.get("publisher")):
        yield Finding("publisher", name, f"{kind} publisher")
    if isinstance(language := item.get("inLanguage"), str):
        yield Finding("language", language, f"{kind} inLanguage")


def _unescaped(value: str) -> str:
    import html

    return html.unescape(value) if "&" in value else value


def _people(value: Any) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        name = entry.get("name") if isinstance(entry, dict) else entry
        if isinstance(name, str):
            yield _unescaped(name)
        elif isinstance(name, list):
            yield from (_unescaped(part) for part in name if isinstance(part, str))


def _meta(tree: HtmlElement) -> Iterator[Finding]:
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower().strip()
        content = element.get("content")
        if content and name in _META:
            yield Finding(_META[name], content, f"meta {name}")


@lru_cache(maxsize=4096)
def _is_dated(marks: str) -> bool:
    return _DATED_CLASS.search(marks) is not None


def _times(tree: HtmlElement) -> Iterator[Finding]:
    """`<time>` and microdata; a bare `<time>` counts only inside the article or its header."""
    for element in tree.iter("time", "abbr", "span", "div", "p"):
        marks = " ".join(filter(None, map(element.get, _MARKS)))
        if element.tag != "time" and (not marks or not _is_dated(marks)):
            continue
        stamp = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
        if stamp and len(stamp) < MAX_STAMP:
            field = "updated" if _UPDATED_CLASS.search(marks) else "published"
            strong = _PUBLISHED_CLASS.search(marks) or field == "updated"
            yield Finding(field, stamp, "time marked" if strong else "text <time>")


def _shown(tree: HtmlElement, titled: set[str]) -> Iterator[Finding]:
    headings = [one_line(heading.text_content()) for heading in tree.iter("h1")]
    title = next((one_line(element.text_content()) for element in tree.iter("title")), "")
    fitting = [heading for heading in headings if len(heading.split()) > 2 and heading.casefold() in title.casefold()]  # noqa: PLR2004
    if fitting or len(headings) == 1:
        heading = (fitting or headings)[0]
        # A lone <h1> that has no word in common with the title is the name of the site.
        agrees = bool(_long_words(heading) & (titled | _long_words(title))) or not title
        yield Finding("headline", heading, "markup <h1>" if agrees else "weak <h1>")
    if title:
        parts = _TITLE_SEPARATOR.split(title)
        yield Finding("headline", max(parts, key=len), "title")
        shown = " ".join(headings).casefold()
        if len(parts) > 1 and len(parts[-1].split()) <= MAX_PUBLISHER_WORDS and parts[-1].casefold() not in shown:
            yield Finding("publisher", parts[-1], "title")
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        yield Finding("language", language, "markup <html lang>")


def _address(tree: HtmlElement, url: str | None) -> Iterator[Finding]:
    canonical = next((e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)
    if canonical and canonical.startswith("http"):
        yield Finding("url", canonical, "markup canonical")
    address = url or canonical or ""
    if host := _host(address):
        yield Finding("publisher", host, "host")
    if found := _URL_DATE.search(address):
        yield Finding(
            "published", f"{found[3]} {found[2]} {found[1]}" if found[2].isalpha() else "-".join(found.groups()), "url"
        )


def _host(address: str) -> str | None:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
