"""Which rows of two codings tell of the same event, and by what evidence."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.compare.assignment import best_pairs
from dateline.compare.model import Row
from dateline.core.dates import MONTH

EARTH_KM = 6371.0
COARSE = 4
"""From this precision on (a first-order division) coordinates are those of an area's middle, and tell no distance."""
MOST_CANDIDATES = 40
"""Rows of the other side that one row is held against, the best of them: a day in a capital has hundreds."""

# Weights: day and place are what two codings of one event must agree on, the rest chooses among several.
DAY, PLACE, KIND, WHO, TOLL = 1.0, 1.0, 0.5, 0.5, 0.5
_UNKNOWN = 0.5
"""What a part scores that one side does not tell: neither for nor against."""
_NOT_EXACT = 0.6
"""What a day scores that lies in a longer span, and a place that only its country is known of half that."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far two rows may be apart: in days, in kilometres between exact places, and whether types may differ."""

    days: int = 1
    km: float = 50.0
    any_type: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two rows were taken for one event: a score, and a phrase for each thing compared."""

    score: float
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that tell of the same event."""

    left: Row
    right: Row
    evidence: Evidence


def match(left: Sequence[Row], right: Sequence[Row], tolerance: Tolerance) -> list[Pair]:
    """Pair rows one to one so that the sum of scores is highest among all pairs within the tolerance."""
    index = _Index(right, tolerance.days)
    table: list[dict[int, Evidence]] = []
    for row in left:
        found = ((place, weigh(row, right[place], tolerance)) for place in index.near(row))
        possible = [(place, evidence) for place, evidence in found if evidence is not None]
        possible.sort(key=lambda entry: (-entry[1].score, right[entry[0]].id))
        table.append(dict(possible[:MOST_CANDIDATES]))
    gains = [{place: evidence.score for place, evidence in row.items()} for row in table]
    return [Pair(left[row], right[column], table[row][column]) for row, column in best_pairs(gains)]


class _Index:
    """Rows by the days that they touch and their country, and claims by their report."""

    def __init__(self, rows: Sequence[Row], reach: int) -> None:
        self._reach = timedelta(days=reach)
        self._days: dict[date, dict[str | None, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._reports: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            if row.anchor is not None:
                self._reports[row.anchor[0]].append(place)
            for one in _days(row):
                self._days[one][row.country].append(place)

    def near(self, row: Row) -> set[int]:
        """Rows that may tell of the same event: of one report, or near in time and not in another country."""
        found = set(self._reports.get(row.anchor[0], ())) if row.anchor is not None else set()
        for one in _days(row, self._reach):
            countries = self._days.get(one, {})
            for country in countries if row.country is None else (row.country, None):
                found.update(countries.get(country, ()))
        return found


def _days(row: Row, reach: timedelta = timedelta()) -> Iterator[date]:
    if row.first is None:
        return
    here, last = row.first - reach, (row.last or row.first) + reach
    while here <= last:
        yield here
        here += timedelta(days=1)


def weigh(left: Row, right: Row, tolerance: Tolerance) -> Evidence | None:
    """Hold two rows against each other; None where they are too far apart.

    Two claims are one if they were read from one sentence; all else about them is then a matter of agreement.
    """
    if left.anchor is not None and right.anchor is not None:
        parts = [_same_sentence(left.anchor, right.anchor), _kind(left, right, any_type=True)]
    else:
        parts = [_day(left, right, tolerance.days), _place(left, right, tolerance.km)]
        parts.append(_kind(left, right, any_type=tolerance.any_type))
    found = [part for part in (*parts, _who(left, right), _toll(left, right)) if part is not None]
    if len(found) < len(parts) + 2:
        return None
    return Evidence(round(sum(part[0] for part in found), 3), tuple(phrase for _, phrase in found if phrase))


Part = tuple[float, str] | None
"""A part's score with its phrase; None where it rules the pair out."""


def _same_sentence(left: tuple[str, int, int], right: tuple[str, int, int]) -> Part:
    if left[0] != right[0]:
        return None
    shared = min(left[2], right[2]) - max(left[1], right[1])
    return (
        ((DAY + PLACE) * shared / max(left[2] - left[1], right[2] - right[1]), "same sentence") if shared > 0 else None
    )


def _day(left: Row, right: Row, most: int) -> Part:
    if left.first is None or right.first is None:
        return None
    one, other = (left.first, left.last or left.first), (right.first, right.last or right.first)
    gap = max((one[0] - other[1]).days, (other[0] - one[1]).days)
    if gap > most:
        return None
    if gap > 0:
        return DAY * _UNKNOWN * (1 - gap / (most + 1)), f"{gap} day{'s' if gap > 1 else ''} apart"
    if one == other:
        return DAY, "same day" if one[0] == one[1] else "same days"
    length = max((last - first).days for first, last in (one, other)) + 1
    score = DAY * _NOT_EXACT * (1 - min(length, MONTH) / (2 * MONTH))
    return score, f"overlap within {length} days"


def _place(left: Row, right: Row, most: float) -> Part:
    if left.country and right.country and left.country != right.country:
        return None
    km = distance(left, right)
    if km is not None:
        return (
            (PLACE * (1 - km / (2 * most)), f"{km:.0f} km apart" if km >= 1 else "same place") if km <= most else None
        )
    if left.country is None or right.country is None:
        return None  # nothing says that they are near each other
    if left.admin1 and right.admin1 and left.admin1.casefold() == right.admin1.casefold():
        return PLACE * _NOT_EXACT, f"both in {left.admin1}"
    return PLACE * _NOT_EXACT / 2, f"both in {left.country}, no nearer known"


def distance(left: Row, right: Row) -> float | None:
    """Kilometres between two rows whose places are known more exactly than by division."""
    if max(left.precision or 1, right.precision or 1) >= COARSE:
        return None
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    south, north = math.radians(left.latitude), math.radians(right.latitude)
    across = math.radians(right.longitude - left.longitude)
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _kind(left: Row, right: Row, *, any_type: bool) -> Part:
    if left.type == right.type and left.type is not None:
        same = left.mode is not None and left.mode == right.mode
        return KIND, f"both {left.type}{f'/{left.mode}' if same else ''}"
    if left.type is not None and right.type is not None and not any_type:
        return None
    return (0.0 if left.type and right.type else KIND * _UNKNOWN), f"{left.label or '?'} and {right.label or '?'}"


def _who(left: Row, right: Row) -> Part:
    shared = sorted(left.names & right.names)
    if shared:
        return WHO, f"both name {', '.join(shared[:3])}"
    return (WHO * _UNKNOWN if not left.names or not right.names else 0.0), ""


def _toll(left: Row, right: Row) -> Part:
    if left.killed is None or right.killed is None:
        return TOLL * _UNKNOWN, ""
    most = max(left.killed, right.killed, 1)
    return TOLL * (1 - abs(left.killed - right.killed) / most), f"{left.killed} and {right.killed} killed"
