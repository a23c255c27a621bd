"""Krippendorff's alpha: how far coders agree beyond what chance would give.

Klaus Krippendorff, Content Analysis, 4th edition (2018), chapter 12, and "Computing Krippendorff's Alpha-Reliability"
(2011).
Values are missing where a coder did not code a unit: any number of coders, and gaps, are allowed.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["nominal", "ordinal", "interval", "ratio", "set"]
Value = Hashable
Difference = Callable[[Value, Value], float]

DRAW_CONCLUSIONS = 0.8
TENTATIVE = 0.667
"""Krippendorff (2018), section 12.4.3: rely on alpha of .800 and above; below .667 not even tentative conclusions."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on one field.

    `alpha` is None where it is not defined: no unit has two values, or all values are the same. `observed` and
    `expected` are the disagreements that it compares; `units` those with at least two values, `values` theirs.
    """

    level: Level
    alpha: float | None
    observed: float | None
    expected: float | None
    units: int
    values: int


def krippendorff(units: Sequence[Sequence[Value]], level: Level) -> Agreement:
    """Compute alpha.

    Args:
        units: For each unit the values that its coders gave, missing ones left out. For the level ``set`` values are
            frozensets; for the levels above nominal, numbers.
        level: How values differ: equal or not; by rank; by distance; by distance against size; by what sets share.
    """
    paired = [list(values) for values in units if len(values) > 1]
    count = sum(len(values) for values in paired)
    coincidences = _coincidences(paired)
    totals: dict[Value, float] = defaultdict(float)
    for (left, _), weight in coincidences.items():
        totals[left] += weight
    if len(totals) < 2:  # noqa: PLR2004  # without two different values nothing can be told
        return Agreement(level, None, 0.0 if count else None, 0.0 if count else None, len(paired), count)
    difference = _difference(level, totals)
    observed = sum(weight * difference(*pair) for pair, weight in coincidences.items()) / count
    crossed = itertools.product(totals.items(), repeat=2)
    expected = sum(a * b * difference(left, right) for (left, a), (right, b) in crossed) / (count * (count - 1))
    alpha = 1.0 - observed / expected if expected else None
    return Agreement(level, alpha, observed, expected, len(paired), count)


def _coincidences(units: Sequence[Sequence[Value]]) -> Mapping[tuple[Value, Value], float]:
    """Count pairs of values within units; each unit's pairs weigh as much as it has values."""
    found: dict[tuple[Value, Value], float] = defaultdict(float)
    for values in units:
        counted = Counter(values)
        for (left, a), (right, b) in itertools.product(counted.items(), repeat=2):
            pairs = a * (b - 1) if left == right else a * b
            if pairs:
                found[left, right] += pairs / (len(values) - 1)
    return found


def _difference(level: Level, totals: Mapping[Value, float]) -> Difference:
    if level == "ordinal":
        return _by_rank(totals)
    return {"nominal": _unequal, "interval": _distance, "ratio": _relative, "set": _apart}[level]


def _unequal(left: Value, right: Value) -> float:
    return float(left != right)


def _distance(left: Value, right: Value) -> float:
    return (_number(left) - _number(right)) ** 2


def _relative(left: Value, right: Value) -> float:
    a, b = _number(left), _number(right)
    return ((a - b) / (a + b)) ** 2 if a + b else 0.0


def _apart(left: Value, right: Value) -> float:
    """Jaccard's distance: the part of what either names that not both do."""
    assert isinstance(left, frozenset)
    assert isinstance(right, frozenset)
    return 1.0 - len(left & right) / len(left | right) if left | right else 0.0


def _by_rank(totals: Mapping[Value, float]) -> Difference:
    """Krippendorff's ordinal difference: how many values lie between two, half of their own counted."""
    ranked = sorted(totals, key=_number)
    place = {value: number for number, value in enumerate(ranked)}

    def difference(left: Value, right: Value) -> float:
        low, high = sorted((place[left], place[right]))
        between = sum(totals[value] for value in ranked[low : high + 1])
        return (between - (totals[left] + totals[right]) / 2) ** 2

    return difference


def _number(value: Value) -> float:
    assert isinstance(value, int | float)
    return float(value)
