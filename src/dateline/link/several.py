"""Whether a claim tells of several incidents at once: "ten people were killed *in separate shootings* since Tuesday".

Its count is the sum over all of them. It is neither one event with any of them nor at odds with their own counts.
"""

from __future__ import annotations

import re

from dateline.link.evidence import Finding
from dateline.link.telling import Telling
from dateline.records import Claim, Report

OF_SEVERAL = -3.0
"""What it weighs that one tells of several incidents and the other of one. By trial on gva dev (1 to 5 do alike)."""

_INCIDENTS = (
    r"(?:shootings|attacks|incidents|bombings|blasts|explosions|killings|murders|homicides|slayings|raids|assaults|"
    r"ambushes|stabbings|massacres|air\s?strikes|drone\s?strikes|gun\s?battles)"
)
_NUMBER = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|a\sdozen|dozens\sof|two\sdozen|several|numerous|multiple)"
)
_APART = r"(?:separate|unrelated|different|individual|scattered)"
_SERIES = r"(?:series|string|spate|wave|rash|flurry|spree|succession|number)\sof"
_WHEN = (
    r"(?:weekend|overnight|weeknight|holiday|citywide|city-wide|nationwide|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_WORDS = r"(?:[\w-]+\s){0,2}"
_ALL_OVER = r"\s(?:across|throughout|around|all\sover)\s(?:the\s)?[\w'’-]+|\s(?:[\w-]+\s)?since\s\w+"
_SEVERAL = re.compile(
    rf"\b(?:{_APART}\s{_WORDS}{_INCIDENTS}"
    rf"|{_NUMBER}\s{_WORDS}{_INCIDENTS}"
    rf"|{_SERIES}\s{_WORDS}{_INCIDENTS}"
    rf"|{_WHEN}(?:\s(?:night|morning))?\s{_WORDS}{_INCIDENTS}"
    rf"|{_INCIDENTS}(?:{_ALL_OVER}))\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"\b(?:one|latest|part|first|second|third|last|two|member|victims?)\s(?:of|in)\s(?:a\s|the\s|at\sleast\s)?$"
    r"|\b(?:charged|suspected|accused|wanted|arrested|arrests?|suspects?|connection|investigating|investigate|amid|despite|"
    r"after|like|to|from|with|against|about|over)\s(?:in\s|with\s)?(?:a\s|the\s|at\sleast\s|those\s)?$",
    re.IGNORECASE,
)
"""What stands before the others where one of them is told: "the latest in a string of attacks"."""


def tells_of_several(claim: Claim, report: Report | None) -> bool:
    """Whether the sentence of a claim says that it was more than one incident."""
    if report is None or not claim.figures:
        return False
    sentence = report.text[claim.sentence.start : claim.sentence.end]
    return any(not _ONE_OF.search(sentence[: found.start()]) for found in _SEVERAL.finditer(sentence))


def same_scope(left: Telling, right: Telling) -> Finding:
    """Compare whether both tell of one incident, or both of several."""
    if left.several == right.several:
        return Finding(0.0, "both of several incidents" if left.several else "both of one incident")
    return Finding(OF_SEVERAL, "one is the sum over several incidents")
