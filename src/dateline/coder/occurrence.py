"""Verbs that only say of an event that it happens: "clashes *erupted*", "marches *are to be held*"."""

from __future__ import annotations

from dateline.syntax import Word

_OCCURRENCE = frozenset(
    "occur happen erupt take break continue begin start rage ensue follow resume "
    "last plan schedule expect hold stage report hear".split()
)
"""Verbs whose subject is an event."""


def occurs(verb: Word) -> bool:
    """Whether a verb says of its subject that it happens: "clashes *erupted*", "marches *are* to be held"."""
    inner = verb.child("xcomp") if verb.lemma == "be" else verb
    return inner is not None and inner.lemma in _OCCURRENCE
