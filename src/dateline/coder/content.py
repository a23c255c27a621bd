"""What is asked, promised, refused or threatened is no event of its own: PLOVER prefers the outer type.

"Demanded that the rebels *withdraw*", "*sent* troops to protect", "ruled out *talks*".
"""

from __future__ import annotations

from dateline.coder.predicates import Predicate
from dateline.coder.slots import nominals
from dateline.coder.tree import is_infinitive, is_verb
from dateline.syntax import Word

WORDS = frozenset({"agree", "reject", "request", "threaten"})
"""Types whose content is not coded again: what is promised, refused, asked or threatened."""
_OPEN = frozenset({"agree", "request", "threaten"})
"""Of these, the types whose content may be a whole clause: a refusal's clause tells what was denied."""
_NOT_AGAIN = frozenset({"reject", "threaten", "sanction"})
"""Types whose object is content too: "ruled out *talks*", "broke off *cooperation*"."""
_SPOKEN = frozenset({"request", "accuse"})
"""Types of aims that are done by the very act: "marched *to denounce* the law"."""
_TO_COME = frozenset({"should", "must", "would", "will", "shall", "may", "might", "can", "could", "be", "'ll", "’ll"})
"""Auxiliaries of what is asked, promised or threatened."""
_CONDITIONS = frozenset({"unless", "if", "until"})
_CAUSES = frozenset({"have", "get", "see"})
_BASE_FORMS = frozenset({"VB", "VBP"})
"""Tags of a subjunctive: "demanded that it *stop*"."""


def predicate_at(word: Word, by_head: dict[int, Predicate]) -> Predicate | None:
    """The predicate of a verb: its own, or the event noun that it carries as a light verb."""
    own = by_head.get(word.index)
    if own is not None:
        return own
    return next((item for item in by_head.values() if item.light is not None and item.anchor is word), None)


def content_keeper(predicate: Predicate, by_head: dict[int, Predicate]) -> Predicate | None:
    """The event that this one is only the content of, if there is one."""
    if predicate.is_nominal:
        return _of_object(predicate.head, by_head)
    verb = _first_of_group(predicate.head)
    aim = _of_infinitive(verb, by_head)
    if aim is not None and verb.dep == "advcl" and predicate.entry.type in _SPOKEN and aim.entry.type not in WORDS:
        return None  # "blocked the road *to demand* jobs": both were done
    return aim or _of_clause(verb, by_head) or _of_condition(verb, by_head)


def asked_to_act(verb: Word) -> list[Word]:
    """Who is to do what a clause asks for: "demanded that *the rebels* withdraw"."""
    for child in verb.children:
        if child.dep in {"ccomp", "advcl", "xcomp"} and is_verb(child) and _is_to_come(child):
            subject = child.child("nsubj")
            if subject is not None and child.child("auxpass") is None:
                return nominals(subject)
    return []


def _first_of_group(verb: Word) -> Word:
    """The first of coordinated verbs that share a subject: "to stop and *withdraw*"."""
    while verb.dep == "conj" and is_verb(verb.head) and verb.child("nsubj", "nsubjpass", "aux") is None:
        if verb.head.tag != verb.tag:
            return verb
        verb = verb.head
    return verb


def _of_infinitive(verb: Word, by_head: dict[int, Predicate]) -> Predicate | None:
    """As in "*sent* troops to protect", "*threatened* to attack"."""
    if verb.tag == "VBN" and verb.dep in {"ccomp", "xcomp"} and verb.head.lemma in _CAUSES:
        verb = verb.head  # "threatened *to have* the strikers arrested"
    elif verb.tag == "VBG" and verb.dep == "xcomp" and is_infinitive(verb.head):
        verb = verb.head  # "urged them *to stop* shelling"
    if not is_infinitive(verb):
        return None
    if verb.dep == "acl":  # "his *refusal* to negotiate"
        owner = by_head.get(verb.head.index)
        return owner if owner is not None and owner.entry.type in WORDS else None
    return predicate_at(verb.head, by_head) if verb.dep in {"xcomp", "advcl"} else None


def _of_clause(verb: Word, by_head: dict[int, Predicate]) -> Predicate | None:
    """As in "*demanded* that the rebels stop", "*vowed* that it would strike back"."""
    if verb.dep not in {"ccomp", "advcl"} or not _is_to_come(verb):
        return None
    if verb.dep == "advcl" and not (is_infinitive(verb) and verb.child("nsubj") is not None):
        return None  # "called for the army *to leave*"; other clauses tell when or why
    outer = predicate_at(verb.head, by_head)
    return outer if outer is not None and outer.entry.type in _OPEN else None


def _of_condition(verb: Word, by_head: dict[int, Predicate]) -> Predicate | None:
    """On what somebody threatens or promises: "*threatened* to invade unless the rebels withdraw"."""
    if verb.dep != "advcl" or not any(child.lower in _CONDITIONS for child in verb.children):
        return None
    found = (predicate_at(verb.head, by_head), _of_infinitive(verb.head, by_head), _of_clause(verb.head, by_head))
    return next((outer for outer in found if outer is not None and outer.entry.type in _OPEN), None)


def _is_to_come(verb: Word) -> bool:
    auxiliaries = [child.lower for child in verb.children if child.dep in {"aux", "auxpass"}]
    if not auxiliaries:
        return verb.tag in _BASE_FORMS and any(child.lower == "that" for child in verb.children)
    return is_infinitive(verb) or not _TO_COME.isdisjoint(auxiliaries)


def _of_object(noun: Word, by_head: dict[int, Predicate]) -> Predicate | None:
    """As in "*ruled out* talks", "*promised* to begin a pull-out"."""
    verb = noun.head
    if noun.dep != "dobj" or not is_verb(verb):
        return None
    own = by_head.get(verb.index)
    if own is not None:
        return own if own.entry.type in _NOT_AGAIN else None
    meant = _of_infinitive(verb, by_head)
    return meant if meant is not None and meant.entry.type in WORDS else None
