"""What the encoder answers: its heads, side by side in one row of scores for each piece.

The recipe that trains the encoder (`training/`) uses this module, so that both mean the same. Types and statuses are
those of the ontology that it was trained with; their names stand in the file of the weights.
"""

from __future__ import annotations

from collections.abc import Sequence

ROLES = ("place", "actor", "recipient", "weapon")
"""Spans about the marked event."""
VOICES = ("source", "cue", "content")
"""Spans of a sentence in which no event is marked."""
NO_EVENT = "none"
"""The first of the types: a word that names no event."""
_TAGS = 3
"""A word stands outside of any span, begins one, or carries one on."""


class Heads:
    """Where each head's scores stand in the row.

    `type` and `status` are read at the marked event's first piece, `trigger` (the types again) at each word's first
    piece where no event is marked.

    Args:
        types: Names of what a word may name, `NO_EVENT` first.
        statuses: Names of the statuses.
    """

    def __init__(self, types: Sequence[str], statuses: Sequence[str]) -> None:
        self.types = tuple(types)
        self.statuses = tuple(statuses)
        sizes = dict.fromkeys((*ROLES, *VOICES), _TAGS)
        sizes |= {"type": len(types), "status": len(statuses), "trigger": len(types)}
        self._columns: dict[str, slice] = {}
        self.width = 0
        for name, size in sizes.items():
            self._columns[name] = slice(self.width, self.width + size)
            self.width += size

    @property
    def names(self) -> tuple[str, ...]:
        """All heads, in the order of the row."""
        return tuple(self._columns)

    def columns(self, head: str) -> slice:
        """Where the scores of a head stand in the row."""
        return self._columns[head]
