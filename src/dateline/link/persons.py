"""Names and ages that a report gives of people: two reports that share them are mostly about the same ones.

Nothing is understood here. A name is two capitalised words side by side, one of which is not a word of everyday news
(`rarity.tsv`), so that "Mayor John Smith" or "West Bank" are none; an age is a number said of years or months. Who is
named by an office is left out: presidents and spokesmen are in the news of every day.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise

from dateline.link.rarity import is_known, rarity
from dateline.link.stems import stem

MOST_NAMES = 60
"""Names kept of a report: a list of graduates has hundreds, and tells no more than its first lines."""

EVERYDAY = 1.5
"""Rarity up to which a word is no part of a name: "In", "The", "Police" begin sentences."""

_OFFICES = frozenset(
    "president premier minister chancellor king queen prince emir secretary ambassador general colonel commander "
    "leader chief governor senator congressman congresswoman mayor sheriff judge attorney prosecutor spokesman "
    "spokeswoman spokesperson".split()
)
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-Ž]"
_NAME = rf"{_CAPITAL}[\w-]*(?:['’](?!s\b)\w+)*"
_RUN = re.compile(rf"\b{_NAME}(?:\s(?:{_CAPITAL}\.\s)?{_NAME})+")
_LONGEST = max(map(len, _OFFICES)) + 2
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_COUNT = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}"
_AGE = re.compile(
    rf"\b(?P<old>{_COUNT})[\s-](?P<unit>year|month)s?[\s-]olds?\b"
    r"|,\s(?P<comma>\d{1,2}),"
    r"|\b(?:aged?|age\sof)\s(?P<aged>\d{1,2})\b",
    re.IGNORECASE,
)


def names_in(text: str) -> frozenset[str]:
    """Rare names of a text, in small letters; a text in capitals has none."""
    found: dict[str, None] = {}
    of_office: set[str] = set()
    for run in _RUN.finditer(text):
        words = [word for word in run.group().split() if not (word.endswith(".") or word.isupper())]
        before = text[max(0, run.start() - _LONGEST) : run.start()].split()
        named = {f"{one} {other}".casefold() for one, other in pairwise(words) if _may_name(one, other)}
        if not _OFFICES.isdisjoint(word.casefold() for word in (*before[-1:], *words[:1])):
            of_office |= named
        else:
            found |= dict.fromkeys(sorted(named))
    return frozenset(islice((name for name in found if name not in of_office), MOST_NAMES))


def _may_name(one: str, other: str) -> bool:
    rarities = rarity(stem(one)), rarity(stem(other))
    return min(rarities) > EVERYDAY and not (is_known(stem(one)) and is_known(stem(other)))


def ages_in(text: str) -> frozenset[str]:
    """Ages of a text, such as `15 year`."""
    return frozenset(f"{_number(one)} {(one['unit'] or 'year').casefold()}" for one in _AGE.finditer(text))


def _number(one: re.Match[str]) -> int:
    given = (one["old"] or one["comma"] or one["aged"]).casefold()
    return int(given) if given.isdigit() else 1 + _NUMBERS.index(given)
