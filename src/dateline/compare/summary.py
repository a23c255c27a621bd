"""The whole comparison: what is matched, missed and extra, how far fields agree, and how months go together."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from dateline.compare.match import Pair, Tolerance, distance, match
from dateline.compare.model import Coding, Layout, Row

FEWEST_MONTHS = 3
"""A correlation of two points is always 1."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What was compared, the same of both sides: days, countries (None: all), types (None: all), only with deaths."""

    since: date | None = None
    until: date | None = None
    countries: tuple[str, ...] | None = None
    types: tuple[str, ...] | None = None
    lethal: bool = False

    def holds(self, row: Row, layout: Layout, border: timedelta = timedelta()) -> bool:
        """Whether a row is in the scope, or within a border of days around it.

        One without a date is in it only where it is a claim (in a report). A layout that is all about deaths is taken
        at its word: UCDP has events whose best count is 0 and whose highest is not.
        """
        if row.first is None:
            return row.anchor is not None
        return (
            (self.since is None or (row.last or row.first) >= self.since - border)
            and (self.until is None or row.first <= self.until + border)
            and (self.countries is None or row.country in self.countries)
            and (self.types is None or row.type in self.types)
            and (not self.lethal or layout.lethal or (row.killed or 0) > 0)
        )


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the matched pairs where both sides tell a field, how many tell the same."""

    known: int
    same: int

    @property
    def share(self) -> float | None:
        """The share; None where no pair tells it."""
        return round(self.same / self.known, 3) if self.known else None


@dataclass(frozen=True, slots=True)
class Months:
    """One country's events and deaths by month in both codings; the months are all between the first and the last."""

    country: str
    months: tuple[str, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    left_killed: tuple[int, ...]
    right_killed: tuple[int, ...]

    @property
    def events_r(self) -> float | None:
        """Pearson's correlation of the events; None with few months, or where one side never changes."""
        return correlation(self.left, self.right)

    @property
    def deaths_r(self) -> float | None:
        """Pearson's correlation of the deaths."""
        return correlation(self.left_killed, self.right_killed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two codings held against each other. `missed` are rows that only B has, `extra` those that only A has."""

    left: Coding
    right: Coding
    tolerance: Tolerance
    scope: Scope
    matched: tuple[Pair, ...]
    missed: tuple[Row, ...]
    extra: tuple[Row, ...]
    agreement: Mapping[str, Agreement]
    median_km: float | None
    months: tuple[Months, ...]
    outside: tuple[int, int] = field(default=(0, 0))

    def as_dict(self, *, pairs: bool = True) -> dict[str, Any]:
        """Everything under fixed names, for JSON; without `pairs` the numbers alone."""
        told: dict[str, Any] = {
            "a": _side(self.left, self.outside[0]),
            "b": _side(self.right, self.outside[1]),
            "tolerance": asdict(self.tolerance),
            "scope": {key: _plain(value) for key, value in asdict(self.scope).items()},
            "matched": len(self.matched),
            "missed": len(self.missed),
            "extra": len(self.extra),
            "agreement": {
                name: {"known": one.known, "same": one.same, "share": one.share} for name, one in self.agreement.items()
            },
            "median_km": self.median_km,
            "months": [{**asdict(one), "events_r": one.events_r, "deaths_r": one.deaths_r} for one in self.months],
        }
        if pairs:
            told["pairs"] = [
                {
                    "a": pair.left.id,
                    "b": pair.right.id,
                    "score": pair.evidence.score,
                    "why": list(pair.evidence.phrases),
                }
                for pair in self.matched
            ]
            told["missed_ids"] = [row.id for row in self.missed]
            told["extra_ids"] = [row.id for row in self.extra]
        return told


def compare(
    left: Coding,
    right: Coding,
    tolerance: Tolerance | None = None,
    *,
    since: date | None = None,
    until: date | None = None,
    countries: Sequence[str] = (),
    everything: bool = False,
) -> Comparison:
    """Compare two codings.

    Unless `everything` is wanted, they are compared where both can have events: between the first and the last day that
    both reach, in the countries that both have, for the types that both layouts hold, and, if one of them records only
    events with deaths, for these.

    Args:
        left: A, whose extra events are counted.
        right: B, of which A misses events.
        tolerance: How far two rows may be apart.
        since: First day.
        until: Last day.
        countries: ISO codes; all that both have, if empty.
        everything: Compare all of both.
    """
    tolerance = tolerance or Tolerance()
    scope = _scope(left, right, since, until, tuple(countries), everything=everything)
    mine, other = (_inside(coding, scope, timedelta()) for coding in (left, right))
    border = timedelta(days=tolerance.days)
    pairs = match(_inside(left, scope, border), _inside(right, scope, border), tolerance)
    mine_ids, other_ids = {id(row) for row in mine}, {id(row) for row in other}
    kept = [pair for pair in pairs if id(pair.left) in mine_ids or id(pair.right) in other_ids]
    taken, found = {id(pair.left) for pair in kept}, {id(pair.right) for pair in kept}
    return Comparison(
        left=left,
        right=right,
        tolerance=tolerance,
        scope=scope,
        matched=tuple(kept),
        missed=tuple(row for row in other if id(row) not in found),
        extra=tuple(row for row in mine if id(row) not in taken),
        agreement=agreement_of(kept),
        median_km=_median_km(kept),
        months=tuple(months_of(mine, other, scope)),
        outside=(len(left.rows) - len(mine), len(right.rows) - len(other)),
    )


def _inside(coding: Coding, scope: Scope, border: timedelta) -> list[Row]:
    """The rows to compare; those in the border only find a match for one inside, and are not missed themselves."""
    return [row for row in coding.rows if scope.holds(row, coding.layout, border)]


def _scope(
    left: Coding,
    right: Coding,
    since: date | None,
    until: date | None,
    countries: tuple[str, ...],
    *,
    everything: bool,
) -> Scope:
    if everything:
        return Scope(since, until, countries or None)
    firsts = [min((row.first for row in one.rows if row.first), default=None) for one in (left, right)]
    lasts = [max((row.last or row.first for row in one.rows if row.first), default=None) for one in (left, right)]
    shared = {row.country for row in left.rows} & {row.country for row in right.rows} - {None}
    types = [one.layout.types for one in (left, right) if one.layout.types is not None]
    in_report = all(row.anchor is not None for one in (left, right) for row in one.rows)
    if in_report:  # two codings of the same reports: the reports are the scope
        return Scope(since, until, countries or None)
    return Scope(
        since or max((day for day in firsts if day), default=None),
        until or min((day for day in lasts if day), default=None),
        countries or tuple(sorted(code for code in shared if code)),
        tuple(sorted(frozenset.intersection(*types))) if types else None,
        lethal=left.layout.lethal or right.layout.lethal,
    )


# ---- fields


def agreement_of(pairs: Sequence[Pair]) -> dict[str, Agreement]:
    """How far the pairs agree, field by field."""
    return {name: _agreement(pairs, same) for name, same in _FIELDS.items()}


def _agreement(pairs: Sequence[Pair], same: Callable[[Row, Row], bool | None]) -> Agreement:
    told = [answer for pair in pairs if (answer := same(pair.left, pair.right)) is not None]
    return Agreement(len(told), sum(told))


def _equal(name: str) -> Callable[[Row, Row], bool | None]:
    def same(left: Row, right: Row) -> bool | None:
        mine, other = getattr(left, name), getattr(right, name)
        if mine is None or other is None:
            return None
        return bool(_folded(mine) == _folded(other))

    return same


def _folded(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


def _days(left: Row, right: Row) -> bool | None:
    if left.first is None or right.first is None:
        return None
    return (left.first, left.last) == (right.first, right.last)


NEAR_KM = 10.0
"""Two codings that mean the same town put it within this distance."""


def _near(left: Row, right: Row) -> bool | None:
    km = distance(left, right)
    return None if km is None else km <= NEAR_KM


def _who(left: Row, right: Row) -> bool | None:
    return bool(left.names & right.names) if left.names and right.names else None


_FIELDS: dict[str, Callable[[Row, Row], bool | None]] = {
    "type": _equal("type"),
    "mode": _equal("mode"),
    "days": _days,
    "country": _equal("country"),
    "admin1": _equal("admin1"),
    "place within 10 km": _near,
    "killed": _equal("killed"),
    "a name of an actor": _who,
}


def _median_km(pairs: Sequence[Pair]) -> float | None:
    known = [km for pair in pairs if (km := distance(pair.left, pair.right)) is not None]
    return round(statistics.median(known), 1) if known else None


# ---- months


def months_of(left: Sequence[Row], right: Sequence[Row], scope: Scope) -> Iterator[Months]:
    """Count both sides by country and month, countries in the order of their codes."""
    mine, other = _by_country(left), _by_country(right)
    for country in sorted({*mine, *other}):
        rows = (mine.get(country, []), other.get(country, []))
        months = _all_months([*rows[0], *rows[1]], scope)
        counted = [_counts(side, months, lambda _row: 1) for side in rows]
        killed = [_counts(side, months, lambda row: row.killed or 0) for side in rows]
        yield Months(country, months, counted[0], counted[1], killed[0], killed[1])


def _by_country(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.country and row.first:
            found.setdefault(row.country, []).append(row)
    return found


def _all_months(rows: Sequence[Row], scope: Scope) -> tuple[str, ...]:
    days = [row.first for row in rows if row.first]
    first = max(filter(None, (scope.since, min(days))))
    last = min(filter(None, (scope.until, max(days))))
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    numbers = (first.year * 12 + first.month - 1 + place for place in range(count))
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers)


def _counts(rows: Iterable[Row], months: Sequence[str], value: Callable[[Row], int]) -> tuple[int, ...]:
    counted: Counter[str] = Counter()
    for row in rows:
        counted[row.month or ""] += value(row)
    return tuple(counted[month] for month in months)


def correlation(left: Sequence[int], right: Sequence[int]) -> float | None:
    """Pearson's r; None with few months, or where one side never changes."""
    if len(left) < FEWEST_MONTHS or not _varies(left) or not _varies(right):
        return None
    return round(statistics.correlation(left, right), 3)


def _varies(values: Sequence[int]) -> bool:
    return any(one != other for one, other in pairwise(values))


def _side(coding: Coding, outside: int) -> dict[str, Any]:
    return {
        "name": coding.name,
        "layout": coding.layout.name,
        "rows": len(coding.rows),
        "outside_scope": outside,
        "skipped": coding.skipped,
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
