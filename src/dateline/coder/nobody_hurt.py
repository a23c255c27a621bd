"""That nobody was hurt is a count, nought, of the event told before: "A bomb went off. *There were no casualties.*"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.coder.explanation import Explanation
from dateline.coder.figures import Counted
from dateline.coder.predicates import Predicate
from dateline.syntax import Word


def with_nobody_hurt(told: Sequence[Explanation], nobody: Sequence[tuple[Predicate, Counted]]) -> list[Explanation]:
    """Give each nought to the event told in its own clause, else to the nearest before it.

    The clause is one like "nobody was hurt *when a shell landed*"; what is before stands in the same sentence or in the
    one before, and is of its type.

    Args:
        told: The claims of a report, in text order.
        nobody: Event words that are denied ("no casualties", "nobody was killed"), each with its count of nought.

    Returns:
        The claims; a denial that told nothing but the nought is no claim of its own any more.
    """
    found = list(told)
    for predicate, counted in nobody:
        within = next((n for n, one in enumerate(found) if _is_told_within(one, predicate)), None)
        before = (n for n in range(len(found) - 1, -1, -1) if _is_of(found[n], predicate))
        place = within if within is not None else next(before, None)
        if place is None:
            continue
        if all(one.measure != counted.figure.measure for one in found[place].claim.figures):
            found[place] = _with(found[place], counted)
            found = [one for one in found if not _is_denial(one, predicate)]
    return found


def _is_denial(explanation: Explanation, predicate: Predicate) -> bool:
    claim = explanation.claim
    own = claim.trigger.start <= predicate.head.start < claim.trigger.end
    return own and claim.status == "negated" and not claim.actors


def _is_of(explanation: Explanation, predicate: Predicate) -> bool:
    before = explanation.claim.trigger.start < predicate.head.start
    near = explanation.claim.sentence.end >= _start_of_the_one_before(predicate.head)
    return before and near and _can_hurt(explanation, predicate)


def _is_told_within(explanation: Explanation, predicate: Predicate) -> bool:
    """Whether the event stands in a clause that the denial governs."""
    start = explanation.claim.trigger.start
    below = any(word.start == start for word in predicate.head.subtree() if word is not predicate.head)
    return below and _can_hurt(explanation, predicate)


def _can_hurt(explanation: Explanation, predicate: Predicate) -> bool:
    claim = explanation.claim
    return claim.type == predicate.entry.type and claim.status != "negated"


def _start_of_the_one_before(head: Word) -> int:
    """The last character that a claim of the sentence before can reach: nothing but blanks lies between the two."""
    return head.sentence.start - 2


def _with(explanation: Explanation, counted: Counted) -> Explanation:
    claim = explanation.claim
    figures = (*claim.figures, counted.figure)
    notes = (*explanation.notes, ("figures", counted.figure.text, counted.why))
    return replace(explanation, claim=claim.model_copy(update={"figures": figures}), notes=notes)
