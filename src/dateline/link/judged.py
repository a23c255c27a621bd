"""What people said about which claims belong together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.link.cluster import Pair
from dateline.records import Judgement


@dataclass(frozen=True, slots=True)
class Rulings:
    """Pairs of claims that are to be together or apart, whatever the evidence."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()

    @property
    def claims(self) -> frozenset[str]:
        """All claims that are ruled on."""
        return frozenset(claim_id for pair in (*self.together, *self.apart) for claim_id in pair)

    def __or__(self, other: Rulings) -> Rulings:
        """The rulings of both."""
        return Rulings(self.together | other.together, self.apart | other.apart)


def rulings_of(judgements: Iterable[Judgement]) -> Rulings:
    """Read merges and splits; a later one overrides an earlier one on the same pair, and undone ones do not count.

    A judgement names claims or events. An event stands for the claim that its id was made from. `merge` joins its
    subject with every record in `value`; `split` parts its subject from each of them.
    """
    ordered = sorted(judgements, key=lambda one: (one.at, one.id))
    undone = _undone(ordered)
    verdicts: dict[Pair, bool] = {}
    for judgement in ordered:
        if judgement.action in {"merge", "split"} and not undone & {judgement.id, judgement.reply_to}:
            for pair in _pairs(judgement):
                verdicts[pair] = judgement.action == "merge"
    return Rulings(
        together=frozenset(pair for pair, joined in verdicts.items() if joined),
        apart=frozenset(pair for pair, joined in verdicts.items() if not joined),
    )


def _undone(ordered: Sequence[Judgement]) -> set[str]:
    """Ids that were taken back. Read from the end, since an undo may itself be taken back later."""
    undone: set[str] = set()
    for one in reversed(ordered):
        if one.action == "undo" and one.id not in undone:
            undone.add(one.reply_to or one.subject)
    return undone


def _pairs(judgement: Judgement) -> list[Pair]:
    subject = founding_claim(judgement.subject)
    others = [founding_claim(str(value)) for value in _listed(judgement.value)]
    return [(min(subject, other), max(subject, other)) for other in others if other != subject]


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def event_id(claim_id: str) -> str:
    """The id of the event that a claim founds."""
    return "e" + claim_id.removeprefix("c")


def founding_claim(record_id: str) -> str:
    """The claim that an event's id was made from; a claim's id is itself."""
    return "c" + record_id.removeprefix("e") if record_id.startswith("e-") else record_id
