"""Absolute dates and times as pages print them, to ISO 8601.

Only what is written counts: a date without a year gives nothing here, a time of day without a date stays a
time of day. Relative dates are the coder's work.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+"
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)(?!\d)"
DATE: Final = (
    rf"(?:{_DAY})?(?:{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+{_YEAR}(?!\s*(?::|[ap]\.?m)))?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR}(?!\s*(?::|[ap]\.?m)))?"
    r"|\d{4}-\d\d-\d\d)"
)
_ZONES: Final = {
    "utc": "UTC", "gmt": "UTC", "z": "UTC", "et": "America/New_York", "ct": "America/Chicago",
    "mt": "America/Denver", "pt": "America/Los_Angeles",
}  # fmt: skip
_OFFSETS: Final = {
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "hst": -10,
    "bst": 1, "wat": 1, "cet": 1, "cest": 2, "cat": 2, "eet": 2, "eest": 3, "eat": 3, "msk": 3, "pkt": 5, "ist": 5.5,
    "aft": 4.5, "jst": 9, "kst": 9, "aest": 10, "aedt": 11,
}  # fmt: skip
_ZONE = (
    r"(?:utc|gmt|[ecmp]t|[ecmp][sd]t|akst|hst|bst|wat|cest|cet|cat|eest|eet|eat|msk|pkt|ist|aft|jst|kst|aest|aedt)\b"
    r"(?:\s*[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d\b|Z\b"
)
TIME: Final = (
    rf"\d{{1,2}}(?:[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\b\.?)?|\s*[ap]\.?m\b\.?)(?:\s*(?:{_ZONE}))?|\d{{4}}\s*gmt\b"
)
WHEN: Final = (
    rf"(?:{DATE}(?:,?\s*(?:\d{{4}}\s+)?(?:at\s+|-\s+|–\s+|\|\s+)?(?:{TIME}))?"
    rf"|(?:{TIME})(?:,?\s*(?:on\s+|-\s+|–\s+|\|\s+)?{DATE})?)"
)

_ISO = re.compile(
    r"\s*(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?(?:\d\d)?)?)?",
    re.IGNORECASE,
)
_DATE_PARTS = re.compile(
    rf"(?:{_DAY})?(?:(?P<m1>{_MONTH})\s*(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y1>{_YEAR})(?!\s*(?::|[ap]\.?m)))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH})(?:,?\s+(?P<y2>{_YEAR})(?!\s*(?::|[ap]\.?m)))?"
    r"|(?P<iso>\d{4}-\d\d-\d\d))",
    re.IGNORECASE,
)
_TIME_PARTS = re.compile(
    rf"(?<![\d:.-])(?:(?P<h>\d{{1,2}})(?:[:.](?P<min>\d\d)(?::(?P<s>\d\d))?\s*(?P<ap1>[ap])?(?:\.?m\b\.?)?|\s*(?P<ap2>[ap])\.?m\b\.?)"
    rf"(?:\s*(?P<zone>{_ZONE}))?|(?P<gmt>\d{{4}})\s*gmt\b)",
    re.IGNORECASE,
)
# Years that a news page can bear; outside them a stamp is a mistake (the year 20013, the epoch's 1970).
FIRST_YEAR: Final = 1600
LAST_YEAR: Final = 2199
_CENTURY_TURN = 50  # "90" is 1990, "13" is 2013


def _year(text: str | None) -> int | None:
    if not text:
        return None
    value = int(text.strip("'’"))
    if value >= 100:  # noqa: PLR2004 - written in full
        return value
    return value + (1900 if value >= _CENTURY_TURN else 2000)


def _date_of(found: re.Match[str], year_of: date | None) -> date | None:
    if iso := found["iso"]:
        return _valid(*(int(part) for part in iso.split("-")))
    month = _MONTHS.index((found["m1"] or found["m2"])[:3].lower()) + 1
    day = int(found["d1"] or found["d2"])
    year = _year(found["y1"] or found["y2"])
    if year is None:
        return _nearest(month, day, year_of) if year_of else None
    return _valid(year, month, day)


def _nearest(month: int, day: int, to: date) -> date | None:
    """The date of that day and month nearest to `to`: "Dec 31" in a report of January is last year's."""
    around = [found for year in (to.year - 1, to.year, to.year + 1) if (found := _valid(year, month, day))]
    return min(around, key=lambda found: abs((found - to).days), default=None)


def _valid(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_day(text: str, *, near: str | None = None) -> str | None:
    """Find the first full date in `text`; a missing year is taken from the ISO date `near`, if there is one."""
    base = date.fromisoformat(near[:10]) if near and _ISO.match(near) else None
    for found in _DATE_PARTS.finditer(text):
        if day := _date_of(found, base):
            return day.isoformat()
    return None


def closing_day(text: str) -> str | None:
    """The full date with which `text` ends: "Morning Operational Update, Feb. 21, 2011"."""
    last = max(_DATE_PARTS.finditer(text), key=re.Match.start, default=None)
    day = _date_of(last, None) if last and not text[last.end() :].strip(" .)]") else None
    return day.isoformat() if day else None


@lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo | None:
    name = name.lower().replace(" ", "")
    signed = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d\d)?", name)
    if signed:
        minutes = int(signed[2]) * 60 + int(signed[3] or 0)
        return timezone(timedelta(minutes=minutes if signed[1] == "+" else -minutes)) if minutes < 24 * 60 else None
    if name in _OFFSETS:
        return timezone(timedelta(hours=_OFFSETS[name]))
    if _ZONES.get(name) == "UTC":
        return UTC
    return ZoneInfo(_ZONES[name]) if name in _ZONES else None


def _clock(found: re.Match[str]) -> tuple[int, int, str | None] | None:
    """Hour, minute and the words of the zone."""
    if found["gmt"]:
        hour, minute, zone = int(found["gmt"][:2]), int(found["gmt"][2:]), "GMT"
    else:
        hour, minute, zone = int(found["h"]), int(found["min"] or 0), found["zone"]
        half = (found["ap1"] or found["ap2"] or "").lower()
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
    return (hour, minute, zone) if hour < 24 and minute < 60 else None  # noqa: PLR2004 - a clock


def parse_when(text: str) -> str | None:
    """Read a date, a date with a time, or a time of day with its zone.

    Returns:
        ISO 8601 as far as it is known: "2013-01-12", "2013-01-12T15:25:00-05:00" or "15:25 ET"; `None` when
        nothing is certain.
    """
    if iso := parse_iso(text):
        return iso
    dated = next(_DATE_PARTS.finditer(text), None)
    day = _date_of(dated, None) if dated else None
    rest = text[: dated.start()] + " \x00 " + text[dated.end() :] if dated else text
    timed = next((clock for found in _TIME_PARTS.finditer(rest) if (clock := _clock(found))), None)
    if day is None:
        return None if dated or timed is None else " ".join(filter(None, (f"{timed[0]:02}:{timed[1]:02}", timed[2])))
    if timed is None:
        return day.isoformat()
    zone = _zone(timed[2]) if timed[2] else None
    return datetime(day.year, day.month, day.day, timed[0], timed[1], tzinfo=zone).isoformat()


def parse_iso(text: str) -> str | None:
    """Read a machine's stamp such as "2013-01-12T15:25:00Z"; `None` if it is not one or no such day exists."""
    found = _ISO.fullmatch(text.strip()) if text else None
    if found is None or _valid(int(found[1]), int(found[2]), int(found[3])) is None:
        return None
    day = f"{found[1]}-{found[2]}-{found[3]}"
    if found[4] is None:
        return day
    if int(found[4]) > 23 or int(found[5]) > 59 or int(found[6] or 0) > 59:  # noqa: PLR2004 - a clock
        return None
    zone = (found[7] or "").upper()
    return f"{day}T{found[4]}:{found[5]}:{found[6] or '00'}{'+00:00' if zone == 'Z' else _full_offset(zone)}"


def _full_offset(zone: str) -> str:
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}" if zone else ""
