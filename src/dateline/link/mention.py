"""A claim made ready for comparing: its words, its window of time and its report's family worked out once."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.link.acts import load_acts
from dateline.link.stems import stem, stems
from dateline.records import Claim, Place, Report

NEWS_WINDOW = timedelta(days=7)
"""How far back an undated claim of a dated report may lie: news is of the week. Background is `historical`."""

_NAME = re.compile(r"[A-Z][\w'-]*(?: [A-Z][\w'-]*)*")
_COUNTRY = 6
"""UCDP's where_prec of a country: too wide to tell two events apart."""


TimeWindow = tuple[date, date]


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A claim, its report, and what comparing needs.

    `family` is shared by copies and versions of one text. `day` is the report's day of publication. `first` and `last`
    bound when the event can have happened; `dated` tells whether the claim itself says so. `ground` is its place, or
    the one that the report spoke of last; `placed` tells which. `words` are the stems of its sentence. `acts` is what
    was done (`acts.yaml`); `headline` tells whether it stands in the headline. `members` are the claims that it stands
    for: itself, or all that one report says of one event; `spans` and `grounds` are the days and places that they
    give, and `share` is how much of what the report tells of this type they are.
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
    acts: frozenset[str]
    headline: bool
    members: tuple[str, ...]
    spans: tuple[TimeWindow, ...]
    grounds: tuple[tuple[Place, bool], ...]
    share: float = 1.0

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id


def mentions_of(claims: Sequence[Claim], reports: Mapping[str, Report], families: Mapping[str, str]) -> list[Mention]:
    """Prepare claims, in the order of their ids, so that nothing later can depend on the order of arrival."""
    grounds = _grounds(claims, reports)
    return [
        _mention(
            claim, reports.get(claim.report_id), families.get(claim.report_id, claim.report_id), *grounds[claim.id]
        )
        for claim in sorted(claims, key=lambda one: one.id)
    ]


def _grounds(claims: Sequence[Claim], reports: Mapping[str, Report]) -> dict[str, tuple[Place | None, bool]]:
    """Each claim's place, or one that its sentence names, or that of the claim before it in its report.

    A report stays where it is until it says so; and a sentence may name a place that the claim itself was not given,
    known from another claim's. The second value tells whether the sentence itself gives it.
    """
    known = _known_places(claims)
    ordered = sorted(claims, key=lambda one: (one.report_id, one.trigger.start, one.id))
    found: dict[str, tuple[Place | None, bool]] = {}
    for report_id, group in itertools.groupby(ordered, key=lambda one: one.report_id):
        report, told = reports.get(report_id), list(group)
        named = [_narrow(claim.place) or _named_place(claim, report, known) for claim in told]
        # A headline, and what stands before the first place, is of that place.
        current = next((place for place in named if place), None)
        for claim, place in zip(told, named, strict=True):
            current = _ground(place or claim.place, current)
            found[claim.id] = current, current is not None and current in (place, claim.place)
    return found


def _known_places(claims: Iterable[Claim]) -> dict[str, Place]:
    """Places by the words that claims name them with; words that stand for several places are left out."""
    known: dict[str, dict[object, Place]] = defaultdict(dict)
    for claim in sorted(claims, key=lambda one: one.id):
        place = _narrow(claim.place)
        if place is not None and place.text[:1].isupper():
            known[place.text].setdefault(place.geonames_id or (place.name, place.country), place)
    return {text: next(iter(places.values())) for text, places in known.items() if len(places) == 1}


def _narrow(place: Place | None) -> Place | None:
    return place if place is not None and (place.precision or _COUNTRY) < _COUNTRY else None


def _named_place(claim: Claim, report: Report | None, known: Mapping[str, Place]) -> Place | None:
    """The one known place that the sentence names; None if it names several or none."""
    if report is None:
        return None
    names = _NAME.findall(report.text[claim.sentence.start : claim.sentence.end])
    places = {name: known[name] for name in names if name in known}
    return next(iter(places.values())) if len(places) == 1 else None


def _ground(own: Place | None, inherited: Place | None) -> Place | None:
    """The place of a claim; "in Mali" after "in Konna" still leaves the report at Konna."""
    if own is None or inherited is None:
        return own or inherited
    wide = own.precision is not None and own.precision >= _COUNTRY
    return inherited if wide and own.country == inherited.country else own


def _mention(claim: Claim, report: Report | None, family: str, ground: Place | None, placed: bool) -> Mention:
    published = (report.published if report else None) or ""
    first, last, dated = _window(claim, published)
    sentence = report.text[claim.sentence.start : claim.sentence.end] if report else claim.trigger.text
    act = load_acts().of(claim)
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
        placed=placed,
        stem=" ".join(stem(word) for word in claim.trigger.text.split()),
        words=stems(sentence),
        acts=frozenset({act} if act else ()),
        headline=report is not None and _in_headline(claim, report),
        members=(claim.id,),
        spans=((first, last),) if dated and first and last else (),
        grounds=((ground, placed),) if ground else (),
    )


def _in_headline(claim: Claim, report: Report) -> bool:
    heads = (part for part in report.sections if part.kind == "headline")
    return any(part.start <= claim.trigger.start < part.end for part in heads)


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
