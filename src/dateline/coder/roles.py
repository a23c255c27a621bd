"""From event words to events: who plays which role, and which words tell of the same event.

Three words often tell of one event: "launched an *attack* that *killed* 12 and *wounded* 30". They are folded into
one predicate, so that a report of one event gives one claim.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.coder.predicates import Predicate
from dateline.coder.slots import slots_of
from dateline.coder.tree import SUBJECTS, is_infinitive, is_verb
from dateline.ontology.model import Role
from dateline.syntax import Word

_SETTING_PREPOSITIONS = frozenset(
    {"in", "during", "by", "from", "after", "amid", "under", "through", "with", "following", "before", "despite"}
)
"""Prepositions after which a bare event noun is the setting of the clause's event, not another event."""
_OCCURRENCE = frozenset(
    {
        "occur",
        "happen",
        "erupt",
        "take",
        "break",
        "continue",
        "begin",
        "start",
        "rage",
        "ensue",
        "follow",
        "resume",
        "last",
    }
)
"""Verbs whose subject is an event: "clashes erupted"."""


def assign_roles(predicates: Iterable[Predicate]) -> None:
    """Fill `roles` of each predicate by its frame, the light verb's arguments included."""
    for predicate in predicates:
        for slot, heads in predicate.slots.items():
            own = [head for head in heads if slot == "modifier" or head not in predicate.words]
            _put(predicate, predicate.frame.slots.get(slot), own)
        if predicate.light is not None:
            _from_light_verb(predicate)
        predicate.own = {role: tuple(heads) for role, heads in predicate.roles.items()}


def _from_light_verb(predicate: Predicate) -> None:
    light = predicate.light
    assert light is not None
    for slot, heads in slots_of(predicate.anchor).items():
        if slot == light.noun_slot:
            continue
        role = light.subject if slot == "subject" else predicate.frame.slots.get(slot)
        if slot == "object":
            role = "recipient" if light.subject == "actor" and light.noun_slot != "object" else None
        outside = [head for head in heads if head is not predicate.head]
        _put(predicate, role, outside)


def _put(predicate: Predicate, role: Role | None, heads: Iterable[Word]) -> None:
    if role is None or role == "none":
        return
    held = predicate.roles.setdefault(role, [])
    for head in heads:
        if head is not predicate.head and head not in held:
            held.append(head)


def fold(predicates: list[Predicate]) -> list[Predicate]:
    """Fold the words that tell of one event; drop bare event nouns that only set the scene.

    Returns:
        The events that remain, in text order.
    """
    by_head = {predicate.head.index: predicate for predicate in predicates}
    gone: set[int] = set()
    for predicate in sorted(predicates, key=_depth, reverse=True):
        keeper = _keeper(predicate, by_head, gone)
        if keeper is not None:
            _absorb(keeper, predicate)
            gone.add(predicate.head.index)
    return [predicate for predicate in predicates if predicate.head.index not in gone and not _is_bare(predicate)]


def _depth(predicate: Predicate) -> int:
    return sum(1 for _ in predicate.head.ancestors())


def _keeper(predicate: Predicate, by_head: dict[int, Predicate], gone: set[int]) -> Predicate | None:
    """The predicate that tells of the same event from a higher place, if there is one."""
    if not predicate.is_nominal:
        meant = _governor_of_infinitive(predicate.head, by_head)
        if meant is not None and meant is not predicate and meant.head.index not in gone:
            return meant
    candidate = _nominal_keeper(predicate, by_head) if predicate.is_nominal else _verbal_keeper(predicate, by_head)
    if candidate is None or candidate is predicate or candidate.head.index in gone:
        return None
    return candidate if candidate.entry.type == predicate.entry.type else None


def _governor_of_infinitive(verb: Word, by_head: dict[int, Predicate]) -> Predicate | None:
    """The event whose aim an infinitive names: "*sent* troops to protect", "*threatened* to attack".

    PLOVER prefers the outer type to the inner one with a status.
    """
    if verb.dep not in {"xcomp", "advcl"} or not is_infinitive(verb):
        return None
    return _at(verb.head, by_head)


def _nominal_keeper(predicate: Predicate, by_head: dict[int, Predicate]) -> Predicate | None:
    """As in "a *blast* killed 12"; "killed in an *air strike*"; "the *assault* ended in the *deaths* of"."""
    noun = predicate.head
    if predicate.light is not None and is_verb(predicate.anchor) and predicate.anchor.index not in by_head:
        return None
    if noun.dep in SUBJECTS and noun.head.index in by_head:
        return by_head[noun.head.index]
    if noun.dep == "pobj" and noun.head.lower in _SETTING_PREPOSITIONS:
        return by_head.get(noun.head.head.index)
    if noun.dep in {"dobj", "appos"}:
        return by_head.get(noun.head.index)
    return None


def _verbal_keeper(predicate: Predicate, by_head: dict[int, Predicate]) -> Predicate | None:
    """As in "attacked the base, *killing* 12"; "killed 12 and *wounded* 30"; "an attack that *killed* 12"."""
    verb = predicate.head
    head = verb.head
    if head is verb or not predicate.frame.measure:
        return None
    if verb.dep in {"relcl", "acl"}:
        return by_head.get(head.index)
    if verb.dep == "advcl" and verb.tag == "VBG" and verb.child(*SUBJECTS) is None:
        return _at(head, by_head)
    subject = verb.child(*SUBJECTS)
    if verb.dep == "conj" and (subject is None or subject.tag == "CD"):  # "11 were killed and 60 wounded"
        keeper = _at(head, by_head)
        if keeper is not None and (keeper.frame.measure or _share_objects(keeper, predicate)):
            return keeper
    return None


def _share_objects(one: Predicate, other: Predicate) -> bool:
    """As in "ambushed and killed two officers"."""
    mine = one.slots.get("object", [])
    return bool(mine) and mine == other.slots.get("object", [])


def _at(word: Word, by_head: dict[int, Predicate]) -> Predicate | None:
    """The predicate of a verb: its own, or the event noun that it carries as a light verb."""
    own = by_head.get(word.index)
    if own is not None:
        return own
    return next((item for item in by_head.values() if item.light is not None and item.anchor is word), None)


def _absorb(keeper: Predicate, other: Predicate) -> None:
    """Take over what the other word adds to the event.

    From an aim only its object and place are taken, and that only where it is the content of the outer word
    ("threatened to attack the town") or of its kind; what is acted upon ("quash the rebel *offensive*") has actors of
    its own.
    """
    if is_infinitive(other.head) and not other.is_nominal:
        wanted: set[Role] = {"place", "destination"}
        if other.head.dep == "xcomp" or other.entry.type == keeper.entry.type:
            wanted.add("recipient")
        wanted -= {role for role in wanted if keeper.roles.get(role)}
    else:
        keeper.absorbed.append(other)
        keeper.absorbed.extend(other.absorbed)
        wanted = {"instrument", "owner"}
        if other.head.dep != "dobj":
            wanted.add("actor")
        if not (other.is_nominal and keeper.roles.get("recipient")):
            wanted.add("recipient")  # those killed "in the raid on the town" are not the town
    for role in sorted(wanted & other.roles.keys()):
        held = keeper.roles.setdefault(role, [])
        held.extend(head for head in other.roles[role] if head not in held and not _is_event(head, keeper, other))


def _is_event(head: Word, *predicates: Predicate) -> bool:
    return any(head in (predicate.head, predicate.anchor) for predicate in predicates)


def _is_bare(predicate: Predicate) -> bool:
    """An event noun without participants of its own that only sets the scene, or that another event acts upon."""
    if not predicate.is_nominal or predicate.light is not None:
        return False
    if _beyond_modifier(predicate, "actor") or _beyond_modifier(predicate, "recipient"):
        return False
    noun = predicate.head
    if noun.dep in {"nsubj", "nsubjpass"} and (noun.head.lemma in _OCCURRENCE or noun.head.dep == "ROOT"):
        return not predicate.absorbed and noun.head.lemma not in _OCCURRENCE and not predicate.roles.get("actor")
    return not predicate.absorbed


def _beyond_modifier(predicate: Predicate, role: Role) -> bool:
    modifiers = predicate.slots.get("modifier", [])
    return any(head not in modifiers for head in predicate.roles.get(role, ()))
