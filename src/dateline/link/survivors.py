"""Who was wounded and died of it: the boy of "the boy was shot in the chest … the boy died" is one victim, not two.

A later sentence, or a later report, counts among the dead whom an earlier one counted among the wounded. Whom the event
has as dead is not counted as wounded too, where the words show that it is one person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dateline.link.mention import Mention
from dateline.records import Figure, Participant

Row = tuple[Mention, Figure, Participant | None]

_KILLED = "killed"
_HURT = frozenset({"wounded", "injured"})
_PRONOUNS = frozenset({"he", "she", "him", "her"})
_FURTHER = frozenset({"another", "other", "second", "third", "fourth"})
"""Words that set one victim apart from those told of before."""


def without_the_dead(rows: Sequence[Row]) -> list[Row]:
    """The counts of an event without those of single wounded people whom it counts among the dead.

    Args:
        rows: Claim, figure and whom it counts.
    """
    dead = {head for _, figure, party in rows if figure.measure == _KILLED and (head := _single(figure, party))}
    if not dead:
        return list(rows)
    hurt: dict[str, set[str]] = defaultdict(set)
    for mention, figure, party in rows:
        if figure.measure in _HURT:
            hurt[mention.claim.report_id].add(_single(figure, party) or "")
    return [row for row in rows if not _died(row, dead, hurt)]


def _died(row: Row, dead: set[str], hurt: dict[str, set[str]]) -> bool:
    mention, figure, party = row
    head = _single(figure, party)
    if figure.measure not in _HURT or head is None:
        return False
    if head not in _PRONOUNS:
        return head in dead
    # A pronoun stands for the one who died only where the report has nobody else hurt.
    return hurt[mention.claim.report_id] <= dead | _PRONOUNS


def _single(figure: Figure, party: Participant | None) -> str | None:
    """The head word of the one person whom a figure counts; None where it counts more, or further ones."""
    if figure.best != 1 or figure.high != 1 or party is None:
        return None
    if not _FURTHER.isdisjoint(party.text.casefold().split()):
        return None
    return (party.head or party.text).casefold()
