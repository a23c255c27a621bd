"""From a report's claims to what it tells, one claim each: their days, places and words worked out once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dateline.link.acts import load_acts
from dateline.link.rarity import mass
from dateline.link.several import tells_of_several
from dateline.link.stems import stem, stems
from dateline.link.telling import Count, DaySpan, Party, Spot, Telling, day_number
from dateline.records import Claim, Place, Report

NEWS_WINDOW = 7
"""How many days back an undated claim of a dated report may lie: news is of the week. Background is `historical`."""

_NAME = re.compile(r"[A-Z][\w'-]*(?: [A-Z][\w'-]*)*")
_COUNTRY = 6
"""UCDP's where_prec of a country: too wide to tell two events apart."""

Ground = tuple[Place | None, bool]


def read_claims(report: Report | None, claims: Iterable[Claim]) -> list[Telling]:
    """Prepare the claims of one report for comparing, in the order of the text.

    Args:
        report: The report; without it words, headline and publication are unknown.
        claims: Its claims.
    """
    ordered = sorted(claims, key=lambda one: (one.trigger.start, one.id))
    grounds = _grounds(report, ordered)
    return [_telling(report, claim, ground) for claim, ground in zip(ordered, grounds, strict=True)]


def _grounds(report: Report | None, claims: Sequence[Claim]) -> list[Ground]:
    """Each claim's place, or one that its sentence names, or that of the claim before it.

    A report stays where it is until it says so; and a sentence may name a place that the claim itself was not given,
    known from another claim's. The second value tells whether the sentence itself gives it.
    """
    known = _known_places(claims)
    named = [_narrow(_here(claim)) or _named_place(claim, report, known) for claim in claims]
    # A headline, and what stands before the first place, is of that place.
    current = next((place for place in named if place), None)
    found: list[Ground] = []
    for claim, place in zip(claims, named, strict=True):
        current = _ground(place or _known(claim.place), current)
        found.append((current, current is not None and current in (place, _here(claim))))
    return found


def _here(claim: Claim) -> Place | None:
    """The place that the claim's own sentence gives it."""
    place = _known(claim.place)
    return place if place is not None and claim.sentence.start <= place.start < claim.sentence.end else None


def _known(place: Place | None) -> Place | None:
    """What tells places apart: "the market" may be in any town."""
    return place if place is not None and place.is_known else None


def _known_places(claims: Iterable[Claim]) -> dict[str, Place]:
    """Places by the words that claims name them with; words that stand for several places are left out."""
    known: dict[str, dict[object, Place]] = defaultdict(dict)
    for claim in claims:
        place = _narrow(claim.place)
        if place is not None and place.text[:1].isupper():
            known[place.text].setdefault(place.geonames_id or (place.name, place.country), place)
    return {text: next(iter(places.values())) for text, places in known.items() if len(places) == 1}


def _narrow(place: Place | None) -> Place | None:
    return place if place is not None and (place.precision or _COUNTRY) < _COUNTRY else None


def _named_place(claim: Claim, report: Report | None, known: Mapping[str, Place]) -> Place | None:
    """The one known place that the sentence names; None if it names several or none."""
    if report is None or not known:
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


def _telling(report: Report | None, claim: Claim, ground: Ground) -> Telling:
    day = day_number(report.told_at(claim.sentence.start) if report else None)
    span = _span(claim)
    sentence = report.text[claim.sentence.start : claim.sentence.end] if report else claim.trigger.text
    place, own = ground
    words = stems(sentence)
    return Telling(
        id=claim.id,
        report_id=claim.report_id,
        members=(claim.id,),
        type=claim.type,
        mode=claim.mode,
        status=claim.status,
        trigger=claim.trigger.text,
        stem=" ".join(stem(word) for word in claim.trigger.text.split()),
        words=words,
        acts=load_acts().told(claim, sentence),
        actors=tuple(Party.of(one) for one in claim.actors),
        recipients=tuple(Party.of(one) for one in claim.recipients),
        figures=tuple(Count.of(one) for one in claim.figures),
        spots=(Spot.of(place, own=own),) if place else (),
        spans=(span,) if span else (),
        window=None if span else _window(claim, day),
        day=day,
        start=claim.sentence.start,
        end=claim.sentence.end,
        headline=report is not None and _in_headline(claim, report),
        mass=mass(words),
        several=tells_of_several(claim, report),
    )


def _in_headline(claim: Claim, report: Report) -> bool:
    heads = (part for part in report.sections if part.kind == "headline")
    return any(part.start <= claim.trigger.start < part.end for part in heads)


def _span(claim: Claim) -> DaySpan | None:
    first = day_number(claim.time.first if claim.time else None)
    last = day_number(claim.time.last if claim.time else None)
    return (first, last) if first is not None and last is not None else None


def _window(claim: Claim, day: int | None) -> DaySpan | None:
    if day is None or claim.status in {"historical", "future", "hypothetical"}:
        return None
    return day - NEWS_WINDOW, day
