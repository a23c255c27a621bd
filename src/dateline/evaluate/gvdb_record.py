"""From the claims of a report of a shooting to GVDB's spans (see `gvdb.py`).

Names, cities and places come from the claims; ages and races stand in or beside the participant's phrase; clock times,
parts of the day, weapons and numbers of shots are read by patterns in the sentences of the violent claims. One span
for each label: the set marks the first telling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dateline.evaluate.mapping import word_pattern
from dateline.evaluate.system import Offsets
from dateline.records import Claim, Participant, Report

_NAME = re.compile(r"\b[A-Z][\w'.-]+(?: (?:[A-Z]\.|[A-Z][\w'.-]+|(?:de|la|del|van|von|bin|al)))* [A-Z][\w'-]+\b")
_AGE = re.compile(r"\b(\d{1,3})(?=\s*(?:-|–|,|year|\)|$))")
_CLOCK = re.compile(r"\b\d{1,2}(?:\s?:\s?\d\d)?\s?(?:a\s?\.?\s?m\b\.?|p\s?\.?\s?m\b\.?|o'clock)", re.IGNORECASE)
_COUNT = (
    r"(?:(?:about|approximately|at least|more than|as many as) )?"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|dozens? of|several|multiple|numerous|a dozen)"
)
_SHOTS = re.compile(
    rf"\b(?:{_COUNT} (?:gun)?shots?|shot (?:once|twice|{_COUNT} times)|{_COUNT} times)\b", re.IGNORECASE
)
# Characters beside a participant in which the age is looked for: ", 26," follows the name at once.
_BESIDE = 12


def spans_of(report: Report, claims: Sequence[Claim]) -> dict[str, list[Offsets]]:
    """Our spans by label, as offsets into the report's text."""
    violent = [claim for claim in claims if claim.type == "assault" and claim.status in {"asserted", "historical"}]
    found: dict[str, Offsets | None] = {}
    for side, people in (("VIC", _all(violent, recipients=True)), ("SHO", _all(violent, recipients=False))):
        found[f"{side}-NAME"] = _first(report, people, _NAME)
        found[f"{side}-AGE"] = _first(report, people, _AGE)
        found[f"{side}-RACE"] = _first(report, people, word_pattern("races"))
    places = [claim.place for claim in violent if claim.place is not None]
    cities = [place for place in places if place.precision in {1, 2} and place.name == place.text]
    found["DAT-CITY"] = (cities[0].start, cities[0].end) if cities else None
    sentences = list(dict.fromkeys((claim.sentence.start, claim.sentence.end) for claim in violent))
    for label, pattern in (
        ("DAT-CLOCK", _CLOCK),
        ("DAT-TIME", word_pattern("day_parts")),
        ("CIR-WEAPON", word_pattern("firearms")),
        ("CIR-NUM-SHOTS", _SHOTS),
    ):
        found[label] = _search(report.text, sentences, pattern)
    return {label: [span] for label, span in found.items() if span is not None}


def _all(claims: Sequence[Claim], *, recipients: bool) -> list[Participant]:
    return [one for claim in claims for one in (claim.recipients if recipients else claim.actors)]


def _first(report: Report, people: Iterable[Participant], pattern: re.Pattern[str]) -> Offsets | None:
    """The first match in a participant's phrase or just beside it."""
    for one in people:
        match = pattern.search(report.text, one.start, min(len(report.text), one.end + _BESIDE))
        if match is not None:
            return match.span(1) if pattern.groups else match.span()
    return None


def _search(text: str, sentences: Iterable[Offsets], pattern: re.Pattern[str]) -> Offsets | None:
    for start, end in sentences:
        match = pattern.search(text, start, end)
        if match is not None:
            return match.span()
    return None
