"""Events in an order, from any place in it on."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
import numpy.typing as npt

from dateline.store.columns import NONE, Columns, Days, Mask

Value = str | int | float

_NAMES = {"date": "first", "place": "place_name"}
_LAST = np.iinfo(np.int64).max
"""Where what has no value comes, whether the order rises or falls."""

_STEPS = 1_000_000
"""Steps of confidence that are told apart; it is written with four digits."""


class EventOrder:
    """Events by the value of a column, then by their ids. What has no value comes last either way.

    Every value has a rank, a whole number that rises along the order, so that all columns are handled alike.
    """

    def __init__(self, columns: Columns, sort: str) -> None:
        name = sort.removeprefix("-")
        self._columns = columns
        self._name = _NAMES.get(name, name)
        self._sign = -1 if sort.startswith("-") else 1
        self.kind: type = {"first": str, "confidence": float}.get(
            self._name, str if self._name in columns.texts else int
        )

    def page(self, rows: Mask, after: tuple[Value, str] | None, limit: int) -> list[tuple[str, Value]]:
        """Give the ids and values of the next chosen rows, up to `limit` of them and one more.

        Args:
            rows: The chosen ones.
            after: Value and id of the row that the last page ended with.
            limit: How many.
        """
        known, ranks = self._ranks()
        ranks = np.where(known, self._sign * ranks, _LAST)
        if after is not None:
            rank = self._rank(after[0])
            rows = rows & ((ranks > rank) | ((ranks == rank) & (self._columns.ids > after[1])))
        chosen = np.flatnonzero(rows)
        found = chosen[np.argsort(ranks[chosen], kind="stable")[: limit + 1]]
        return [(str(self._columns.ids[row]), self._value(int(row))) for row in found]

    def _ranks(self) -> tuple[Mask, npt.NDArray[np.int64]]:
        """Which rows have a value, and the rank of each."""
        columns, name = self._columns, self._name
        if name == "first":
            return ~np.isnat(columns.first), columns.first.astype(np.int64)
        if name == "confidence":
            return np.ones(columns.size, np.bool_), np.rint(columns.confidence * _STEPS).astype(np.int64)
        if name in columns.texts:
            # Every other number: a text that was there when the last page was given may be gone.
            return columns.texts[name].codes != NONE, 2 * columns.texts[name].codes
        return columns.numbers[name] != NONE, columns.numbers[name]

    def _rank(self, value: Value) -> int:
        if value in ("", NONE):
            return _LAST
        if self._name in self._columns.texts:
            values = self._columns.texts[self._name].values
            place = bisect_left(values, str(value))
            found = place < len(values) and values[place] == value
            return self._sign * (2 * place if found else 2 * place - 1)
        if self._name == "first":
            return self._sign * _day_number(str(value))
        return self._sign * round(float(value) * (_STEPS if self._name == "confidence" else 1))

    def _value(self, row: int) -> Value:
        columns, name = self._columns, self._name
        if name == "first":
            return "" if np.isnat(columns.first[row]) else str(columns.first[row])
        if name == "confidence":
            return float(columns.confidence[row])
        if name in columns.texts:
            code = columns.texts[name].codes[row]
            return "" if code == NONE else columns.texts[name].values[code]
        return int(columns.numbers[name][row])


def _day_number(day: str) -> int:
    try:
        found: Days = np.asarray(day, "datetime64[D]")
    except ValueError:
        return _LAST
    return _LAST if np.isnat(found) else int(found.astype(np.int64))
