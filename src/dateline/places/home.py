"""Countries that a report speaks of without naming them: institutions, forces and moneys of one country, and its site.

"The sheriff's deputies" are American and "the Knesset" is Israeli; a page below `.ie` was made in Ireland. Such signs
weigh as much as a mention of the country, which is little where places are named beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from dateline.core.countries import countries
from dateline.syntax.document import Document

SIGN = 1.0
"""Weight of one sign: that of an adjective of the country. On LGL's train part 0.5 does as well."""
HOME = 2.0
"""Weight of the country of the site; on LGL's train part 4.0 does no better than three names in 3,500."""
_ANYBODYS = frozenset(
    "ag ai am as cc cd cf co fm ga gd gg gl gq io la li ly me mk ml ms mu nu re sc sh so st tk to tv vc vg ws".split()
)
"""Domains of countries that anybody uses."""
_UK = "uk"


def home_country(url: str | None) -> str | None:
    """The country whose domain a page's address is under ("https://www.example.ie/..." is Irish)."""
    last = (_host(url or "") or "").rpartition(".")[2]
    return None if last in _ANYBODYS else _by_domain().get(last)


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # a bracket that is not closed; such an address tells nothing
        return None


def signs_in(document: Document) -> dict[str, float]:
    """How many distinct signs of each country a report has; a sign of two countries is half a one of each."""
    table, text = _signs(), document.text.lower()
    found: defaultdict[str, float] = defaultdict(float)
    for word in {word.lower for word in document.words} & table.keys():
        for sign, codes in table[word]:
            if sign == word or sign in text:
                for code in codes:
                    found[code] += 1 / len(codes)
    return dict(found)


@lru_cache(maxsize=1)
def _by_domain() -> dict[str, str]:
    return {one.iso2.lower(): one.iso3 for one in countries()} | {_UK: "GBR"}


@lru_cache(maxsize=1)
def _signs() -> dict[str, list[tuple[str, list[str]]]]:
    """First word of each sign -> the signs that begin with it, each with its countries."""
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for line in (files("dateline.places") / "signs.tsv").read_text("utf-8").splitlines()[1:]:
        country, signs = line.split("\t")
        for sign in signs.split("|"):
            codes[sign].append(country)
    table: defaultdict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for sign, listed in codes.items():
        first = re.match(r"[\w.]+|.", sign)
        table[first.group() if first else sign].append((sign, listed))
    return dict(table)
