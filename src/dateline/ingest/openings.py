"""The dateline at the start of a paragraph: "BAMAKO, Mali, Jan 12 (Reuters) -"."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.ingest import dates
from dateline.ingest.lexicon import agencies, patterns
from dateline.records import DatelineLine

_CAPS = r"(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.-]*[A-ZÀ-ÖØ-Þ.]|(?<=[ -])(?:al|el|as|ash|de|la|du)-?(?=[A-Z ]))"
_CAPS_PLACE = rf"{_CAPS}(?:[ /]{_CAPS}){{0,4}}"
_TITLE = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_TITLE_PLACE = rf"{_TITLE}(?: (?:{_TITLE}|of|de|and|the)){{0,4}}"
_SEPARATOR = r"\s*(?P<sep>--+|[—–]|-(?=\s)|:(?=\s))\s*"
# The field marks of monitoring services: "[TEXT]", "[EXCERPT]", "[INTERVIEW WITH …]".
_MARKS = r"(?P<marks>(?:\[[^\[\]]{1,250}\]\s*)*)"


@lru_cache(maxsize=1)
def _shapes() -> tuple[re.Pattern[str], ...]:
    """Capitals with anything; a capitalised place only with an agency; an agency alone."""
    day = rf"(?:,?\s*\(?(?P<date>(?i:{dates.DATE}))\)?)?"
    agency = r"(?:,?\s*[(\[](?P<agency>[A-Z][\w .&/'’-]{1,40})[)\]])?"
    names = sorted((*agencies().by_name, "CNN", "BBC", "VOA", "RFI", "NPR"), key=len, reverse=True)
    wire = f"(?:{'|'.join(map(re.escape, names))})"
    signed = rf"\s*\((?P<agency>{wire})\)"
    return (
        re.compile(
            rf"(?P<place>{_CAPS_PLACE}(?:, {_TITLE_PLACE}){{0,2}}?(?: \({_TITLE_PLACE}\))?){day}{agency}"
            rf"(?:{_SEPARATOR}|\s*$|(?<=\))\s+){_MARKS}"
        ),
        re.compile(rf"(?P<place>{_TITLE_PLACE}(?:, {_TITLE_PLACE}){{0,2}}?){day}{signed}(?:{_SEPARATOR}|\s*){_MARKS}"),
        re.compile(rf"(?P<place>){day}{signed}{_SEPARATOR}{_MARKS}"),
    )


def split_dateline(text: str, *, near: str | None = None) -> tuple[DatelineLine, int] | None:
    """Find the dateline that opens `text`.

    Args:
        text: One paragraph.
        near: ISO date of publication, for a dateline that leaves its year out.

    Returns:
        The dateline and the offset at which the report's own words begin, or `None`.
    """
    for shape in _shapes():
        found = shape.match(text)
        if found and _plausible(found, text):
            place, day = found["place"] or None, found["date"]
            line = found.group().rstrip()
            return DatelineLine(
                text=line, place=place, date=dates.parse_day(day, near=near) if day else None
            ), found.end()
    return None


def _plausible(found: re.Match[str], text: str) -> bool:
    groups = found.groupdict()
    backed = bool(groups["date"] or groups["agency"])
    place = found["place"]
    if place and patterns().not_places & set(re.split(r"\W+", place)):
        return backed and bool(found["date"])
    rest = text[found.end() : found.end() + 200]
    if not backed and (not groups.get("sep") or rest == rest.upper()):
        return False  # in a text all in capitals, capitals say nothing
    if groups.get("sep") == ":" and not backed:
        return len(place.split()) <= 3 and len(place) > 3  # noqa: PLR2004 - "NEW DELHI: Police …"; initials name speakers
    return len(place) != 1
