"""HTML to a tree, however broken the page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.core.errors import UnreadableError

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def parse_html(html: str, *, source: str) -> HtmlElement:
    """Parse a page, however broken.

    Raises:
        UnreadableError: Not even a fragment of HTML can be made of it.
    """
    from lxml import etree
    from lxml.html import HTMLParser, fromstring

    try:
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
        return fromstring(html.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableError(f"not readable as HTML ({error})", source=source) from error
