"""What the encoder is told of each word beside its letters: its syntax, and what lexicon and rules make of it.

The recipe that trains the encoder leaves hints out at random, so that it also reads without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DEPENDENCIES = (
    *("ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc"),
    *("ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark"),
    *("meta", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj"),
    *("poss", "preconj", "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp"),
)
"""Labels of the parser, in the order that the encoder was trained with."""
WORD, ARGUMENT = "word", "argument"
"""A further word of the event's own, as in "opened *fire*"; an argument that plays no role that the rules know."""
HINTED_ROLES = (
    *("actor", "recipient", "force", "instrument", "destination", "origin", "place", "content", "owner"),
    *(WORD, ARGUMENT),
)
ABOVE, ASIDE, FAR = "above", "^", "^^"
"""Whether a word governs the event's; prefixes of branches that leave the tree one step above it, or further up."""
BRANCHES = (ABOVE, *(prefix + label for prefix in ("", ASIDE, FAR) for label in DEPENDENCIES))
HINTS = 4
"""Numbers for each word: dependency, type of event, role, branch."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What is known of one word; what is empty is not known.

    Attributes:
        dependency: How it hangs on its head.
        type: The type of event that the lexicon takes it for; "none" where it is known to name no event here.
        role: What the rules make of it in the event that is asked about, one of `HINTED_ROLES`.
        branch: On which branch of the tree it hangs, seen from the event's word, one of `BRANCHES`.
    """

    dependency: str = ""
    type: str = ""
    role: str = ""
    branch: str = ""


UNKNOWN = Hint()


def numbers(hint: Hint, types: Sequence[str]) -> tuple[int, ...]:
    """A hint as the encoder reads it, 0 for what it does not know.

    Args:
        hint: The hint.
        types: The encoder's own types, "none" among them.
    """
    given = (hint.dependency, hint.type, hint.role, hint.branch)
    known = (DEPENDENCIES, types, HINTED_ROLES, BRANCHES)
    return tuple(_place(name, names) for name, names in zip(given, known, strict=True))


def sizes(types: Sequence[str]) -> tuple[int, ...]:
    """How many numbers each of the hints may take."""
    return tuple(len(names) + 1 for names in (DEPENDENCIES, types, HINTED_ROLES, BRANCHES))


def _place(name: str, names: Sequence[str]) -> int:
    return names.index(name) + 1 if name in names else 0
