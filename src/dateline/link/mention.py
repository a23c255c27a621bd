"""A claim made ready for comparing: its words, its window of time and its report's family worked out once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.records import Claim, Place, Report

NEWS_WINDOW = timedelta(days=7)
"""How far back an undated claim of a dated report may lie: news is of the week. Background is `historical`."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s")
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A claim, its report, and what comparing needs.

    `family` is shared by copies and versions of one text. `day` is the report's day of publication. `first` and `last`
    bound when the event can have happened; `dated` tells whether the claim itself says so. `ground` is its place, or
    the one that the report spoke of last; `placed` tells which. `words` are the stems of its sentence.
    """

    claim: Claim
    report: Report | None
    family: str
    published: str
    day: date | None
    first: date | None
    last: date | None
    dated: bool
    ground: Place | None
    placed: bool
    stem: str
    words: frozenset[str]

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id


def mentions_of(claims: Sequence[Claim], reports: Mapping[str, Report], families: Mapping[str, str]) -> list[Mention]:
    """Prepare claims, in the order of their ids, so that nothing later can depend on the order of arrival."""
    grounds = _grounds(claims)
    return [
        _mention(claim, reports.get(claim.report_id), families.get(claim.report_id, claim.report_id), grounds[claim.id])
        for claim in sorted(claims, key=lambda one: one.id)
    ]


def _grounds(claims: Sequence[Claim]) -> dict[str, Place | None]:
    """Each claim's place, or that of the claim before it in its report: a report stays where it is until it says so."""
    found: dict[str, Place | None] = {}
    current: tuple[str, Place | None] = ("", None)
    for claim in sorted(claims, key=lambda one: (one.report_id, one.trigger.start, one.id)):
        inherited = current[1] if current[0] == claim.report_id else None
        current = (claim.report_id, claim.place or inherited)
        found[claim.id] = current[1]
    return found


def stem(word: str) -> str:
    """Cut an English word's ending: rough, but the same for "attack", "attacks" and "attacked"."""
    word = word.casefold()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def stems(text: str) -> frozenset[str]:
    """The stems of the longer words of a text."""
    return frozenset(stem(word) for word in _WORD.findall(text))


def _mention(claim: Claim, report: Report | None, family: str, ground: Place | None) -> Mention:
    published = (report.published if report else None) or ""
    first, last, dated = _window(claim, published)
    sentence = report.text[claim.sentence.start : claim.sentence.end] if report else claim.trigger.text
    return Mention(
        claim=claim,
        report=report,
        family=family,
        published=published,
        day=_day(published),
        first=first,
        last=last,
        dated=dated,
        ground=ground,
        placed=claim.place is not None,
        stem=" ".join(stem(word) for word in claim.trigger.text.split()),
        words=stems(sentence),
    )


def _window(claim: Claim, published: str) -> tuple[date | None, date | None, bool]:
    if claim.time is not None and claim.time.first and claim.time.last:
        return date.fromisoformat(claim.time.first), date.fromisoformat(claim.time.last), True
    day = _day(published)
    if day is None or claim.status in {"historical", "future", "hypothetical"}:
        return None, None, False
    return day - NEWS_WINDOW, day, False


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None
