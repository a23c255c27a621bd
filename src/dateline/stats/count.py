"""Events and fatalities by month, country, actor or type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final

from dateline.core.dates import MONTHS
from dateline.core.errors import UsageError
from dateline.ontology import load_ontology
from dateline.records import Event, Side

MOST_MONTHS = 1200
"""Months filled in between the first and the last: a century; beyond it, one of the dates is an error or history."""


def _month(event: Event) -> list[str]:
    return [event.first[:7]] if event.first else [""]


def _country(event: Event) -> list[str]:
    return [event.place.country or ""] if event.place else [""]


def _type(event: Event) -> list[str]:
    return [event.type]


def _actor(event: Event) -> list[str]:
    """All parties of either side: an event is counted for each of them."""
    return [name for name in dict.fromkeys(map(_party, event.sides)) if name] or [""]


def _party(side: Side) -> str:
    """A party's name if the registry has it; others ("the rebels", "two of them") go by country and sector."""
    if side.id and side.name:
        return side.name
    sector = load_ontology().sectors.get(side.sector or "")
    return f"unnamed: {' '.join(filter(None, (side.country, sector)))}" if sector else ""


KEYS: Final[dict[str, Callable[[Event], list[str]]]] = {
    "month": _month,
    "country": _country,
    "actor": _actor,
    "type": _type,
}
"""What can be counted by. An empty text stands for what the reports do not tell."""


@dataclass(slots=True)
class Counted:
    """What was counted under one key.

    `low`, `best` and `high` are sums over the events that give such a count of their dead. `lethal` events have at
    least one; `uncounted` give no best count.
    """

    events: int = 0
    lethal: int = 0
    uncounted: int = 0
    low: int = 0
    best: int = 0
    high: int = 0

    def add(self, event: Event) -> None:
        """Count one event."""
        toll = event.toll("killed")
        self.events += 1
        self.lethal += bool(toll and (toll.best or toll.low or 0) > 0)
        self.uncounted += toll is None or toll.best is None
        if toll is not None:
            self.low += _first(toll.low, toll.best)
            self.best += toll.best or 0
            self.high += _first(toll.high, toll.best, toll.low)


def _first(*values: int | None) -> int:
    return next((value for value in values if value is not None), 0)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts by one or two keys, in order: months by time, all else by number of events.

    `total` counts every event once; rows by actor count it once for each actor.
    """

    keys: tuple[str, ...]
    rows: dict[tuple[str, ...], Counted]
    total: Counted = field(default_factory=Counted)

    def as_rows(self) -> list[dict[str, Any]]:
        """One flat row each."""
        return [
            {
                **dict(zip(self.keys, values, strict=True)),
                "events": row.events,
                "lethal_events": row.lethal,
                "events_without_best_count": row.uncounted,
                "killed_low": row.low,
                "killed_best": row.best,
                "killed_high": row.high,
            }
            for values, row in self.rows.items()
        ]


def count(events: Iterable[Event], by: Iterable[str] = ("month",)) -> Statistics:
    """Count events and their dead.

    Args:
        events: What to count; streamed.
        by: One or two of `KEYS`. Months without an event are filled in if the month is the only key.

    Raises:
        UsageError: There is no such key, or there are more than two.
    """
    keys = tuple(dict.fromkeys(by))
    unknown = [key for key in keys if key not in KEYS]
    if unknown or not 1 <= len(keys) <= 2:  # noqa: PLR2004 - a table has two sides
        raise UsageError(f"cannot count by {', '.join(keys)!r}", hint=f"One or two of {', '.join(KEYS)}.")
    found: dict[tuple[str, ...], Counted] = {}
    total = Counted()
    for event in events:
        total.add(event)
        for values in product(*(KEYS[key](event) for key in keys)):
            found.setdefault(values, Counted()).add(event)
    return Statistics(keys, _ordered(keys, found), total)


def _ordered(keys: tuple[str, ...], found: dict[tuple[str, ...], Counted]) -> dict[tuple[str, ...], Counted]:
    if keys == ("month",):
        filled = {(month,): found.get((month,), Counted()) for month in _months(found)}
        return filled | {key: row for key, row in found.items() if key not in filled}

    def order(key: tuple[str, ...]) -> tuple[object, ...]:
        time = key[keys.index("month")] if "month" in keys else ""
        return (time == "", time, -found[key].events, -found[key].best, key)

    return {key: found[key] for key in sorted(found, key=order)}


def _months(found: Iterable[tuple[str, ...]]) -> list[str]:
    known = sorted(month for (month,) in found if month)
    if not known:
        return []
    first, last = (int(month[:4]) * MONTHS + int(month[5:7]) - 1 for month in (known[0], known[-1]))
    if last - first >= MOST_MONTHS:
        return known
    return [f"{number // MONTHS:04}-{number % MONTHS + 1:02}" for number in range(first, last + 1)]
