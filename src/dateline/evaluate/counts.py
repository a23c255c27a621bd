"""Counts and what follows from them. Scores are sums of counts; what was not annotated is None, never 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import astuple, dataclass
from typing import TypeVar

T = TypeVar("T")

# 500 draws give the ends of a 95 % interval to about a tenth of its width; the seed makes the table repeatable.
DRAWS = 500
SEED = 20130112
INTERVAL = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Counts:
    """Sums over documents.

    `correct` of `total` where a field has one answer; where answers are sets or spans, `p_num` of the `p_den` that we
    gave are right and `r_num` of the `r_den` that the gold has were found. For sets and spans `p_num == r_num`; B³ and
    CEAF have fractions.
    """

    correct: float = 0
    total: float = 0
    p_num: float = 0
    p_den: float = 0
    r_num: float = 0
    r_den: float = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def accuracy(self) -> float | None:
        """Share of answers that are right."""
        return self.correct / self.total if self.total else None

    @property
    def precision(self) -> float | None:
        """Share of ours that is right; None where we gave nothing."""
        return self.p_num / self.p_den if self.p_den else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; None where there is none."""
        return self.r_num / self.r_den if self.r_den else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where neither side has anything."""
        if not self.p_den and not self.r_den:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    @property
    def main(self) -> float | None:
        """The figure that stands for the field: accuracy where there is one, else F1."""
        return self.f1 if self.accuracy is None else self.accuracy


def answer(*, right: bool) -> Counts:
    """One answer, right or not."""
    return Counts(correct=float(right), total=1)


def found(tp: float, fp: float, fn: float) -> Counts:
    """True positives, false positives, false negatives."""
    return Counts(p_num=tp, p_den=tp + fp, r_num=tp, r_den=tp + fn)


def compare_sets(gold: AbstractSet[T], ours: AbstractSet[T]) -> Counts:
    """What two sets share."""
    both = len(gold & ours)
    return found(both, len(ours) - both, len(gold) - both)


def compare_lists(gold: AbstractSet[T], ours: AbstractSet[T]) -> Counts:
    """A list-valued field of a record: exact match of the whole, and the precision and recall of its members."""
    return compare_sets(gold, ours) + answer(right=gold == ours)


def total(counts: Iterable[Counts]) -> Counts:
    """The sum."""
    result = Counts()
    for one in counts:
        result += one
    return result


def sums(documents: Iterable[Mapping[str, Counts]]) -> dict[str, Counts]:
    """Sum each field over the documents."""
    result: dict[str, Counts] = {}
    for fields in documents:
        for name, counts in fields.items():
            result[name] = result.get(name, Counts()) + counts
    return result


def intervals(documents: Sequence[Mapping[str, Counts]], *, seed: int = SEED) -> dict[str, tuple[float, float]]:
    """95 % bootstrap intervals of each field's main figure, drawing whole documents with replacement.

    Args:
        documents: The counts of each document by field.
        seed: Of the drawing.

    Returns:
        Lowest and highest by field; a field that has no figure is left out.
    """
    import numpy as np

    size = len(documents)
    if not size:
        return {}
    weights = np.random.default_rng(seed).multinomial(size, [1 / size] * size, size=DRAWS)
    result = {}
    for name in sorted({name for document in documents for name in document}):
        table = np.array([astuple(document.get(name, Counts())) for document in documents])
        drawn = [Counts(*row).main for row in (weights @ table).tolist()]
        figures = [figure for figure in drawn if figure is not None]
        if figures:
            low, high = np.percentile(figures, INTERVAL)
            result[name] = (float(low), float(high))
    return result
