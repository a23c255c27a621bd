"""What batch and incremental linking have in common: how a pair is weighed, and which reports are related."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dateline.link.bulk import Handful
from dateline.link.cluster import Pair, ordered
from dateline.link.copies import is_copy
from dateline.link.evidence import IMPOSSIBLE
from dateline.link.judged import Rulings
from dateline.link.score import UNLIKE, Scorer
from dateline.link.telling import Telling
from dateline.link.traits import Traits, likeness

MANY = 200
"""Pairs from which weighing them together is quicker, though all must be laid out first; by trial."""


class Weigher:
    """Scores of pairs of tellings by their ids, as people have ruled and the evidence has it."""

    def __init__(self, tellings: Mapping[str, Telling], reports: Mapping[str, Traits], rulings: Rulings) -> None:
        self._tellings = tellings
        self._reports = reports
        self._scorer = Scorer(reports)
        self._apart = rulings.apart

    def __call__(self, left: str, right: str) -> float:
        """The score of a pair; above 0 they are likelier one event than two."""
        if self._apart and ordered(left, right) in self._apart:
            return IMPOSSIBLE
        return self._scorer.total(self._tellings[left], self._tellings[right])

    def scores(self, pairs: Collection[Pair]) -> dict[Pair, float]:
        """The scores of pairs, smaller id first; many are weighed together."""
        if len(pairs) < MANY:
            return {pair: self(*pair) for pair in pairs}
        tellings = [self._tellings[one] for one in sorted({one for pair in pairs for one in pair})]
        homes = sorted({one.report_id for one in tellings} & self._reports.keys())
        found = Handful(tellings, [self._reports[one] for one in homes]).scores(list(pairs))
        return found | dict.fromkeys(self._apart & found.keys(), IMPOSSIBLE)


def related(left: Traits, right: Traits) -> bool:
    """Whether what two reports tell is worth comparing, wherever and whenever it is said to have happened."""
    alike = likeness(left, right)
    if alike >= UNLIKE or is_copy(left, right):
        return True
    shared = len(left.names & right.names)
    return shared > 0 and alike * (1 + shared) >= UNLIKE
