"""Event words that tell of no event: harm done by accident, and what nobody did."""

from __future__ import annotations

from dateline.coder.participants import semantic_head
from dateline.coder.predicates import Predicate
from dateline.coder.tree import SUBJECTS, is_noun, is_verb, negated
from dateline.syntax import Word

_PERSON_FRAMES = frozenset({"hostage", "be-wounded"})
"""Frames of nouns that name people by what befell them; where they play a role in another event they tell no event."""
_UNITS = frozenset({"patrol", "convoy", "reinforcement"})
"""Nouns for a movement and for those who move."""
_ACCIDENTS = frozenset(
    {"crash", "collide", "capsize", "derail", "overturn", "plunge", "skid", "sink", "malfunction", "collapse", "veer"}
)
"""What happens to people without anybody's doing it: "the helicopter *crashed*, killing all on board"."""
_JOINS = frozenset({"when", "as", "after"})
_EVERY = frozenset({"annually", "yearly"})
_COUNTED = frozenset({"dobj", "nsubj", "nsubjpass"})
_FROM = frozenset({"after", "before", "later", "earlier", "ago", "since", "from"})
_EACH = frozenset({"a", "each", "every", "per"})
_UNITS_OF_RATES = frozenset({"year", "month", "week", "day", "hour", "minute"})
_CREDIT = frozenset({"claim", "take", "admit", "accept"})
"""Light verbs of claiming to have done something: "no group has *claimed* responsibility for the attack"."""


def without_misread(predicates: list[Predicate]) -> list[Predicate]:
    """The predicates that tell of events, roles assigned."""
    playing = {
        word.index
        for predicate in predicates
        for role in ("actor", "recipient")
        for head in predicate.roles.get(role, ())
        for word in (head, semantic_head(head))
        if word is not predicate.head
    }
    return [one for one in predicates if not (_names_people(one, playing) or any(test(one) for test in _TESTS))]


def _names_people(predicate: Predicate, playing: set[int]) -> bool:
    """As in "*hostages* were killed", "a *patrol* was ambushed"."""
    named = predicate.entry.frame in _PERSON_FRAMES or predicate.head.lemma in _UNITS
    return named and is_noun(predicate.head) and predicate.head.index in playing


def _is_accident(predicate: Predicate) -> bool:
    """As in "the bus overturned, *killing* six", "six were *killed* when their bus overturned"."""
    verb = predicate.head
    if not predicate.frame.measure or not is_verb(verb):
        return False
    if verb.dep in {"advcl", "conj"} and verb.head.lemma in _ACCIDENTS and verb.child(*SUBJECTS) is None:
        return True
    return any(_tells_accident(child) for child in verb.children)


def _tells_accident(clause: Word) -> bool:
    joined = any(child.lower in _JOINS for child in clause.children)
    return clause.dep == "advcl" and clause.lemma in _ACCIDENTS and joined


def _is_rate(predicate: Predicate) -> bool:
    """As in "guns *kill* 90 people a day", "30 children *die* annually"."""
    verb = predicate.anchor
    for child in (*verb.children, *(word for noun in verb.children if noun.dep in _COUNTED for word in noun.children)):
        unit = next(
            (word for word in (child, *child.children) if word.lemma in _UNITS_OF_RATES and not _counts_from(word)),
            None,
        )
        each = unit is not None and any(word.lower in _EACH for word in unit.children)
        if child.lower in _EVERY or (each and child.dep == "npadvmod") or (unit is not None and child.lower == "per"):
            return is_verb(verb)
    return False


def _counts_from(unit: Word) -> bool:
    """As in "a day *after* the raid"."""
    words = unit.sentence.words
    at = unit.index - words[0].index + 1
    return at < len(words) and words[at].lower in _FROM


def _is_unclaimed(predicate: Predicate) -> bool:
    """As in "nobody has claimed responsibility for the *attack*"."""
    verb = predicate.anchor
    return predicate.light is not None and verb.lemma in _CREDIT and negated(verb)


_TESTS = (_is_accident, _is_rate, _is_unclaimed)
