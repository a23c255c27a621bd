"""What people said about which claims belong together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.link.cluster import Pair
from dateline.records import Judgement


@dataclass(frozen=True, slots=True)
class Rulings:
    """Pairs of claims that are to be together or apart, whatever the evidence."""

    together: frozenset[Pair]
    apart: frozenset[Pair]


def rulings_of(judgements: Iterable[Judgement], claim_ids: Iterable[str]) -> Rulings:
    """Read merges and splits; a later one overrides an earlier one on the same pair, and undone ones do not count.

    A judgement names claims or events. An event stands for the claim that its id was made from. `merge` joins its
    subject with every record in `value`; `split` parts its subject from each of them.
    """
    known = set(claim_ids)
    ordered = sorted(judgements, key=lambda one: (one.at, one.id))
    undone = {one.reply_to or one.subject for one in ordered if one.action == "undo"}
    verdicts: dict[Pair, bool] = {}
    for judgement in ordered:
        if judgement.action in {"merge", "split"} and judgement.id not in undone:
            for pair in _pairs(judgement, known):
                verdicts[pair] = judgement.action == "merge"
    return Rulings(
        together=frozenset(pair for pair, joined in verdicts.items() if joined),
        apart=frozenset(pair for pair, joined in verdicts.items() if not joined),
    )


def _pairs(judgement: Judgement, known: set[str]) -> list[Pair]:
    subject = founding_claim(judgement.subject)
    others = [founding_claim(str(value)) for value in _listed(judgement.value)]
    pairs = [(min(subject, other), max(subject, other)) for other in others if other != subject]
    return [pair for pair in pairs if pair[0] in known and pair[1] in known]


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def event_id(claim_id: str) -> str:
    """The id of the event that a claim founds."""
    return "e" + claim_id.removeprefix("c")


def founding_claim(record_id: str) -> str:
    """The claim that an event's id was made from; a claim's id is itself."""
    return "c" + record_id.removeprefix("e") if record_id.startswith("e-") else record_id
