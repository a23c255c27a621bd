"""What somebody says is not so: "dismissed claims that guards *had fled*", "it is not true that they *were beaten*"."""

from __future__ import annotations

from dateline.coder.tree import is_verb, negated
from dateline.syntax import Word

_CLAIMS = frozenset(
    "account accusation allegation assertion charge claim contention evidence fact idea indication information "
    "insinuation news notion proof report rumor rumour sign speculation statement story suggestion talk theory "
    "version".split()
)
"""Nouns for what is said to be so."""
_REJECTING = frozenset(
    {
        "brush aside", "brush off", "debunk", "deny", "deride", "discount", "dismiss", "disprove", "dispute",
        "laugh off", "mock", "pooh-pooh", "rebut", "refute", "reject", "ridicule", "rubbish", "scorn", "shrug off",
        "wave aside", "wave away",
    }
)  # fmt: skip
_FALSE = frozenset(
    "baseless bogus fabricated false fictitious groundless inaccurate incorrect misleading unfounded untrue".split()
)
_TRUE = frozenset({"accurate", "correct", "so", "true"})
_LIES = frozenset({"fabrication", "falsehood", "fantasy", "fiction", "hoax", "invention", "lie", "nonsense"})
_GROUNDS = frozenset({"basis", "foundation", "merit", "substance", "truth"})


def untrue(clause: Word) -> Word | None:
    """The word by which the report has somebody say that what a clause tells is not so; None where nobody does.

    Args:
        clause: The verb of the clause.
    """
    above = clause.head
    if clause.child("mark") is None:
        return None
    if clause.dep == "acl" and above.lemma in _CLAIMS and above.tag.startswith("NN"):
        return _rejected(above) or _of_no_truth(above)
    if clause.dep in {"ccomp", "advcl"} and above.lemma == "be":
        return _said_to_be(above)
    return None


def _rejected(claim: Word) -> Word | None:
    """What becomes of a claim: "*scorned* suggestions that", "*no* evidence that", "claims … were *false*"."""
    above = claim.head
    if negated(claim):
        return claim
    if claim.dep == "dobj" and is_verb(above):
        return above if _with_particle(above) in _REJECTING and not negated(above) else None
    return _said_to_be(above) if claim.dep == "nsubj" and above.lemma == "be" else None


def _of_no_truth(claim: Word) -> Word | None:
    """As in "there is *no truth* in reports that"."""
    grounds = claim.head.head
    denied = claim.dep == "pobj" and grounds.lemma in _GROUNDS and negated(grounds)
    return grounds if denied else None


def _said_to_be(verb: Word) -> Word | None:
    """What something is said to be that is not so: "is *false*", "is not *true*", "are without *foundation*"."""
    for child in verb.children:
        if child.dep in {"acomp", "attr"} and child.lemma in (_FALSE | _LIES) and not negated(verb):
            return child
        if child.dep in {"acomp", "attr"} and child.lemma in _TRUE and negated(verb):
            return child
        if child.dep == "prep" and child.lower == "without":
            return next((noun for noun in child.children if noun.lemma in _GROUNDS), None)
    return None


def _with_particle(verb: Word) -> str:
    words = (child for child in verb.children if child.lower in {"aside", "away", "off"} and child.index > verb.index)
    particle = next(words, None)
    return f"{verb.lemma} {particle.lower}" if particle is not None else verb.lemma
