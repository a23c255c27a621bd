"""Harm and the attack that did it, told in two clauses of one sentence: which of them tells of the event."""

from __future__ import annotations

from dateline.coder.content import predicate_at
from dateline.coder.predicates import Predicate
from dateline.coder.tree import SUBJECTS, is_infinitive, negated, prepositions
from dateline.syntax import Word

HARM = frozenset({"killed", "wounded", "casualties"})
"""What people suffer, as measured."""
_WHERE = ("in", "near", "at", "outside")
"""Slots in which a clause has a place of its own."""
_NAMED = frozenset({"GPE", "LOC", "FAC", "DATE"})
"""Kinds of names that set a harm apart from the attack: "*in Gao* a guard was killed"."""
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_AT_ONCE = frozenset({"when", "as", "after"})
"""What joins the harm and the attack that did it: "two were killed *when* gunmen attacked"."""
_BREAKS = frozenset({";", ":", "-", "–", "—"})
"""Marks that part clauses of equal rank."""
_ARGUMENTS = frozenset({"subject", "object", "complement", "predicative"})
_THERE = frozenset({"where", "which", "when"})


def count_alike(one: Predicate, other: Predicate) -> bool:
    """As in "killed 12 and *wounded* 30": two kinds of harm; not "killed 12 and *abducted* 30"."""
    measures = {one.frame.measure.get("recipient"), other.frame.measure.get("recipient")}
    return None not in measures and (len(measures) == 1 or measures <= HARM)


def is_further_harm(keeper: Predicate, predicate: Predicate) -> bool:
    """As in "a soldier was killed and two others *were wounded*": harm without a doer or a place of its own."""
    measures = (keeper.frame.measure.get("recipient"), predicate.frame.measure.get("recipient"))
    if predicate.roles.get("actor") or not HARM.issuperset(measures):
        return False
    own_place = any(predicate.slots.get(slot) for slot in _WHERE) and any(keeper.slots.get(slot) for slot in _WHERE)
    return not own_place and predicate.entry.mode in {None, keeper.entry.mode}


def is_outcome(keeper: Predicate, predicate: Predicate) -> bool:
    """As in "stormed the village *and killed* nine farmers": what came of an attack told just before."""
    harm = predicate.frame.measure.get("recipient") in HARM and predicate.entry.mode in {None, keeper.entry.mode}
    return harm and not any(predicate.slots.get(slot) for slot in _WHERE) and not _are_elsewhere(keeper, predicate)


def _are_elsewhere(keeper: Predicate, harm: Predicate) -> bool:
    """Whether those who suffered have a place of their own: "torched a mill *in the west*, shot a clerk *in Gao*"."""

    def places(predicate: Predicate) -> list[Word]:
        objects = predicate.slots.get("object", ())
        return [place for head in objects for word, place in prepositions(head) if word in _WHERE]

    placed = bool(places(keeper)) or any(keeper.slots.get(slot) for slot in _WHERE)
    return placed and any(place.entity in _PLACES for place in places(harm))


def harm_done(verb: Word, by_head: dict[int, Predicate]) -> Predicate | None:
    """The harm that an attack did: "two *were killed* when gunmen attacked the camp"."""
    harm = by_head.get(verb.head.index)
    if verb.dep != "advcl" or harm is None or not harm.frame.measure or harm.roles.get("actor"):
        return None
    joint = next(
        (child for child in verb.children if child.lower in _AT_ONCE and child.dep in {"mark", "advmod"}), None
    )
    if joint is None or verb.child(*SUBJECTS) is None or negated(harm.head):
        return None
    if any(child.lower == "even" and child.index == joint.index - 1 for child in verb.children):
        return None  # "was stabbed *even as* police burst shells elsewhere"
    if any(child.dep == "npadvmod" and child.index < joint.index for child in verb.children):
        return None  # "*two days* after gunmen attacked"
    return harm if harm.roles.get("recipient") else None


def attack_before(harm: Predicate, by_head: dict[int, Predicate]) -> Predicate | None:
    """The attack whose harm is told in a clause after it.

    As in "shelled the market; two women *were killed*", "attacked a post, and three guards *died*", "hit a school
    where a pupil *was hurt*".
    """
    verb = harm.head
    if harm.frame.measure.get("recipient") not in HARM or harm.roles.get("actor") or not harm.roles.get("recipient"):
        return None
    if negated(verb) or is_infinitive(verb) or _is_set_apart(harm, by_head):
        return None
    if verb.dep == "relcl":
        there = any(word.lower in _THERE for word in verb.subtree() if word.index < verb.index)
        above = [verb.head, *verb.head.ancestors()] if there and verb.child(*SUBJECTS) is not None else []
        return next((one for word in above if (one := by_head.get(word.index)) and _is_attack(one, harm)), None)
    subject = verb.child(*SUBJECTS)
    return _told_just_before(subject, harm, by_head) if subject is not None else None


def _told_just_before(subject: Word, harm: Predicate, by_head: dict[int, Predicate]) -> Predicate | None:
    """The attack in the clause that ends right before the harm's own."""
    words = harm.head.sentence.words
    offset = words[0].index
    first = min(word.index for word in subject.subtree())
    gap = words[max(0, first - offset - 2) : first - offset]
    joined = bool(gap) and (gap[-1].text in _BREAKS or gap[-1].lower == "and")
    if not joined:
        return None
    start = next((word.index for word in reversed(words[: gap[-1].index - offset]) if word.text in _BREAKS), offset)
    for word in reversed(words[start - offset : gap[-1].index - offset]):
        attack = by_head.get(word.index) or predicate_at(word, by_head)
        if attack is not None:
            return attack if _is_attack(attack, harm) else None
    return None


def _is_attack(attack: Predicate, harm: Predicate) -> bool:
    same = attack.entry.type == harm.entry.type and attack.head.sentence is harm.head.sentence
    told = not attack.frame.measure and attack.head.index < harm.head.index and not is_infinitive(attack.head)
    return same and told and not negated(attack.head) and harm.entry.mode in {None, attack.entry.mode}


def _is_set_apart(harm: Predicate, by_head: dict[int, Predicate]) -> bool:
    """Whether the harm has a place, a day or an attack of its own: "a guard died *in a similar raid*"."""
    phrases = (head for slot, heads in harm.slots.items() if slot not in _ARGUMENTS for head in heads)
    if any(head.entity in _NAMED or head.index in by_head for head in phrases):
        return True
    return any(child.dep == "npadvmod" or child.entity == "DATE" for child in harm.head.children)
