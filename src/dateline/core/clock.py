"""The time of day, as text that sorts: ISO 8601 in UTC with microseconds. Only the edges ask for it."""

from __future__ import annotations

import datetime as dt

_STEP = dt.timedelta(microseconds=1)


def now() -> str:
    """Give the time, such as ``2013-01-12T09:00:00.000000Z``."""
    return _written(dt.datetime.now(dt.UTC))


def later(moment: str, *, seconds: float) -> str:
    """Give the time so many seconds after (or, below zero, before) `moment`."""
    return _written(dt.datetime.fromisoformat(moment) + dt.timedelta(seconds=seconds))


def after(moment: str, last: str | None) -> str:
    """Give `moment`, or the least time after `last` if `moment` is not after it."""
    if last is None:
        return moment
    return max(moment, _written(dt.datetime.fromisoformat(last).astimezone(dt.UTC) + _STEP))


def _written(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
