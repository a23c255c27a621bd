"""From event words to events: who plays which role, and which words tell of the same event.

Three words often tell of one event: "launched an *attack* that *killed* 12 and *wounded* 30". They are folded into
one predicate, so that a report of one event gives one claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dateline.coder.content import WORDS, asked_to_act, content_keeper, predicate_at
from dateline.coder.harm import HARM, attack_before, count_alike, harm_done, is_further_harm, is_outcome
from dateline.coder.occurrence import occurs
from dateline.coder.own_death import word_of_own_death
from dateline.coder.predicates import Predicate
from dateline.coder.running_toll import running_toll
from dateline.coder.slots import slots_of, surface_subject
from dateline.coder.tree import (
    SUBJECTS,
    conjuncts,
    first_conjunct,
    is_infinitive,
    is_noun,
    is_passive,
    is_verb,
    negated,
    prepositions,
)
from dateline.ontology.model import Role
from dateline.syntax import Word

_SETTING_PREPOSITIONS = frozenset(
    {"in", "during", "by", "from", "after", "amid", "under", "through", "with", "following", "before", "despite", "due"}
)
"""Prepositions after which a bare event noun is the setting of the clause's event, not another event."""
_NAMING = frozenset({"oprd", "attr", "prep", "dobj", "xcomp"})
"""How what something is called hangs on the verb: "called *an ambush*", "described *as* an ambush"."""
_SITES = frozenset({"at", "on"})
"""Where something was struck, after what was struck: "ambushed a convoy *on the road*"."""
_DENIALS = frozenset({"deny"})
"""Words that say of an event that it did not happen, and tell no event of their own beside it."""
_ENDS = frozenset({".", "?", "!", '"', "”", "'"})
_SUFFERED = HARM | {"captured", "abducted"}
_MAIN = frozenset({"ROOT", "conj", "appos", "dep"})
_AIMED = ("against", "into", "on", "upon", "at", "toward", "towards", "with", "to")
"""Prepositions after which the noun of a pattern has whom it is aimed at, the surest first."""
_NOUN_PARTIES = {
    "concede": ("from", "by", "of", "on", "against"),
    "retreat": ("of", "on", "against", "from"),
    "support": ("for", "of"),
    "reject": ("by", "from", "of"),
    "protest": ("against",),
    "sanction": ("on", "against", "with"),
    "request": ("of",),
}
"""By type, the prepositions after which the noun of a verb's pattern has the other party."""
_OWN_DEEDS = frozenset({"withdrawal", "pullout", "departure", "resignation", "surrender", "disarmament", "return"})
"""What is asked of those who stand after "of": "demanded the *withdrawal* of foreign troops"."""
_PEOPLES = frozenset({"NORP", "GPE"})
_JUDGED = frozenset({"arrest", "convict"})
"""Modes of what is done to those who are held to have done something."""
_FOR_DEEDS = frozenset({"for", "over"})
_KNOWN = frozenset({"the", "this", "that", "these", "those"})
"""What points at an attack told before, which may be others': "held four men in *the* attack"."""


def assign_roles(predicates: Iterable[Predicate]) -> None:
    """Fill `roles` of each predicate by its frame, the light verb's arguments included."""
    predicates = list(predicates)
    by_head = {predicate.head.index: predicate for predicate in predicates}
    for predicate in predicates:
        verb = first_conjunct(predicate.head)
        if verb.dep == "advcl" and verb.tag == "VBG" == predicate.head.tag and verb.child(*SUBJECTS) is None:
            nearest = _nearest_clause(verb, predicate.entry.type, by_head)
            if nearest is not verb.head:
                predicate.slots["subject"] = surface_subject(nearest)
        words = {word for part in predicate.words for word in (conjuncts(part) if part.dep == "dobj" else (part,))}
        struck = not predicate.is_nominal and set(predicate.slots.get("object", ())) - words
        for slot, heads in predicate.slots.items():
            own = [head for head in heads if slot == "modifier" or head not in words]
            role = _role_of(slot, predicate)
            if struck and role == "recipient" and slot in _SITES and predicate.frame.slots.get("object") == role:
                role = None
            _put(predicate, role, own)
        _from_inner_verb(predicate)
        _from_own_noun(predicate)
        _from_words(predicate)
        if predicate.light is not None:
            _from_light_verb(predicate)
        _join_other_party(predicate, by_head)
        if predicate.entry.type == "request" and not predicate.roles.get("recipient"):
            _put(predicate, "recipient", asked_to_act(predicate.anchor))
        _turn_round(predicate)
        predicate.own = {role: tuple(heads) for role, heads in predicate.roles.items()}
    by_word = {word.index: predicate for predicate in predicates for word in predicate.words}
    for predicate in predicates:
        _from_judgement(predicate, by_word)
        _from_deed(predicate, by_head)


def _from_deed(predicate: Predicate, by_head: dict[int, Predicate]) -> None:
    """Who attacks, where a deed was done in the attack: "*rebels* seized the town in a raid on its garrison"."""
    noun = predicate.head
    if not predicate.is_nominal or predicate.entry.type != "assault" or predicate.roles.get("actor"):
        return
    if noun.dep != "pobj" or noun.head.lower != "in" or any(child.lower in _KNOWN for child in noun.children):
        return
    outer = by_head.get(noun.head.head.index)
    if outer is not None and is_verb(outer.head) and outer.frame.slots.get("subject") == "actor":
        _put(predicate, "actor", outer.roles.get("actor", ()))


def _from_judgement(predicate: Predicate, by_word: dict[int, Predicate]) -> None:
    """Who did what somebody is held or judged for: "jailed *two men* for the killing of a trader"."""
    if not predicate.is_nominal or predicate.entry.type != "assault" or predicate.roles.get("actor"):
        return
    below = predicate.head
    for above in predicate.head.ancestors():
        outer = by_word.get(above.index)
        if outer is not None and outer is not predicate:
            if outer.entry.mode in _JUDGED and below.dep == "prep" and below.lower in _FOR_DEEDS:
                _put(predicate, "actor", outer.roles.get("recipient", ()))
            return
        below = above


def _turn_round(predicate: Predicate) -> None:
    """Who is killed, hurt or held without an auxiliary: "a mine went off, *two sappers wounded*"."""
    verb, roles = predicate.head, predicate.roles
    said = any(child.dep in {"ccomp", "xcomp"} and child.index > verb.index for child in verb.children)
    headline = verb.sentence.words[-1].text not in _ENDS
    whole = verb.child("aux", "dobj") is None and (headline or verb.child("prep") is None)
    terse = verb.tag == "VBD" and verb.dep in _MAIN and not said and whole
    suffers = predicate.frame.measure.get("recipient") in _SUFFERED and predicate.frame.slots.get("subject") == "actor"
    if terse and suffers and set(roles) <= {"actor", "recipient"} and not roles.get("recipient"):
        roles["recipient"], roles["actor"] = roles.get("actor", []), []


def _role_of(slot: str, predicate: Predicate) -> Role | None:
    """The role of a slot; what stands after the preposition of "call upon" is the object of the whole."""
    role = predicate.frame.slots.get(slot)
    inner = any(word.dep == "prep" and word.lower == slot for word in predicate.words)
    if inner and (role is None or slot in _SITES):
        return predicate.frame.slots.get("object")
    if slot == "of" and role == "actor" and not predicate.is_nominal:
        return None  # "pulled out of the town": a verb's "of" names nobody who acts
    return role


def _from_own_noun(predicate: Predicate) -> None:
    """Whom the noun of a verb's own pattern names or is aimed at.

    As in "summoned the Turkish *ambassador*", and "launched an investigation *into the army*".
    """
    wants = "recipient" in (predicate.frame.slots.get("object"), predicate.frame.slots.get("indirect"))
    nouns = [word for word in predicate.words if word.dep == "dobj" and word.head is predicate.head]
    if predicate.is_nominal or not wants or not nouns or predicate.roles.get("recipient"):
        return
    if predicate.frame.slots.get("object") == "recipient":
        named = [noun for noun in nouns if any(child.entity in _PEOPLES for child in noun.children)]
        _put(predicate, "recipient", named)
        _put(predicate, "recipient", [head for noun in nouns for word, head in prepositions(noun) if word == "of"])
    for slot in _AIMED:
        if predicate.entry.frame == "fight" and slot not in {"against", "with"}:
            continue  # "exchanged fire *on the bridge*"
        if not predicate.roles.get("recipient") and predicate.frame.slots.get(slot) in {None, "content"}:
            heads = predicate.slots.get(slot, [])
            # "Blocked the road with tractors" is by what, "had a dispute with farmers" with whom.
            _put(predicate, "recipient", [head for head in heads if slot != "with" or _hangs_on(head, nouns)])


def _from_words(predicate: Predicate) -> None:
    """The party after the noun of a verb's pattern: "lifted its blockade *of the island*"."""
    wanted = _NOUN_PARTIES.get(predicate.entry.type)
    if predicate.is_nominal or wanted is None or predicate.roles.get("recipient"):
        return
    nouns = [word for word in predicate.words if word is not predicate.head and is_noun(word)]
    if predicate.entry.type == "request":
        nouns = [noun for noun in nouns if noun.lemma in _OWN_DEEDS]
    for slot in wanted:
        parties = [head for noun in nouns for word, head in prepositions(noun) if word == slot]
        if not predicate.roles.get("recipient"):
            _put(predicate, "recipient", [head for head in parties if head not in predicate.words])


def _join_other_party(predicate: Predicate, by_head: dict[int, Predicate]) -> None:
    """Both sides of a fight: "*demonstrators* were arrested after clashes with police".

    Those who "were killed in clashes with police" are told of by their own verb.
    """
    noun, actors = predicate.head, predicate.roles.get("actor", [])
    if predicate.entry.frame != "battle-noun" or not actors or actors != predicate.slots.get("with"):
        return
    verb = noun.head.head
    told = by_head.get(verb.index)
    if told is not None and told.frame.measure and told.entry.type == predicate.entry.type:
        return
    if predicate.light is None and noun.dep == "pobj" and noun.head.dep == "prep" and is_verb(verb):
        _put(predicate, "actor", surface_subject(verb))


def _hangs_on(head: Word, nouns: Iterable[Word]) -> bool:
    """Whether a noun stands in a phrase of one of these nouns."""
    return first_conjunct(head).head.head in nouns


def _from_inner_verb(predicate: Predicate) -> None:
    """The object of "refused to *accept* peacekeepers" stands with the inner verb of the pattern."""
    if predicate.roles.get("recipient") or predicate.frame.slots.get("object") != "recipient":
        return
    for word in predicate.words:
        if word is not predicate.head and word.dep == "xcomp" and is_verb(word):
            own = [head for head in slots_of(word).get("object", []) if head not in predicate.words]
            _put(predicate, "recipient", own)


def _from_light_verb(predicate: Predicate) -> None:
    light = predicate.light
    assert light is not None
    for slot, heads in slots_of(predicate.anchor).items():
        if slot == light.noun_slot:
            continue
        role = light.subject if slot == "subject" else light.others.get(slot, predicate.frame.slots.get(slot))
        if slot == "object":
            role = "recipient" if light.subject == "actor" and light.noun_slot != "object" else light.object
        outside = [head for head in heads if head is not predicate.head]
        _put(predicate, role, outside)


def _put(predicate: Predicate, role: Role | None, heads: Iterable[Word]) -> None:
    if role is None:
        return
    held = predicate.roles.setdefault(role, [])
    for head in heads:
        if head is not predicate.head and head not in held:
            held.append(head)


def fold(predicates: list[Predicate], is_told: Callable[[Predicate], bool] = lambda _: False) -> list[Predicate]:
    """Fold the words that tell of one event; drop bare event nouns that only set the scene.

    Args:
        predicates: The events, roles assigned.
        is_told: Whether a bare event noun tells of an event all the same.

    Returns:
        The events that remain, in text order.
    """
    by_head = {word.index: one for one in predicates for word in one.words if is_verb(word)}
    by_head.update((predicate.head.index, predicate) for predicate in predicates)
    gone: set[int] = set()
    for predicate in sorted(predicates, key=_depth, reverse=True):
        if _killing_beside(predicate, by_head) is not None:
            gone.add(predicate.head.index)  # a further death of that event (`own_death`)
            continue
        keeper = _keeper(predicate, by_head, gone)
        if keeper is not None:
            _absorb(keeper, predicate)
            gone.add(predicate.head.index)
    left = [predicate for predicate in predicates if predicate.head.index not in gone]
    told = [predicate for predicate in left if not _is_bare(predicate) or is_told(predicate)]
    return [predicate for predicate in told if not _only_denies(predicate, told)]


def _only_denies(predicate: Predicate, told: list[Predicate]) -> bool:
    """Whether a denial is of another event told: "denied that his men had killed", "…, which the army denies"."""
    verb = predicate.head
    if verb.lemma not in _DENIALS or not is_verb(verb):
        return False
    if verb.dep == "relcl" and any(child.lower == "which" and child.dep == "dobj" for child in verb.children):
        return any(is_verb(above) and above in _heads(told) for above in verb.ancestors())
    content = [child for child in verb.children if child.dep in {"ccomp", "xcomp", "pcomp"}]
    return any(head is child or child in head.ancestors() for head in _heads(told) for child in content)


def _heads(predicates: list[Predicate]) -> list[Word]:
    return [predicate.head for predicate in predicates]


def _depth(predicate: Predicate) -> int:
    return sum(1 for _ in predicate.head.ancestors())


def _keeper(predicate: Predicate, by_head: dict[int, Predicate], gone: set[int]) -> Predicate | None:
    """The predicate that tells of the same event from a higher place, if there is one."""
    meant = content_keeper(predicate, by_head)
    if meant is not None and meant is not predicate and meant.head.index not in gone:
        return meant
    candidate = _nominal_keeper(predicate, by_head) if predicate.is_nominal else _verbal_keeper(predicate, by_head)
    if candidate is None or candidate is predicate or candidate.head.index in gone:
        return None
    return candidate if candidate.entry.type == predicate.entry.type else None


def _killing_beside(predicate: Predicate, by_head: dict[int, Predicate]) -> Predicate | None:
    """The killing of others, where a verb says that who did it then killed himself."""
    if word_of_own_death(predicate.head) is None:
        return None
    killers = set(surface_subject(predicate.head))
    others = (by_head.get(word.index) for word in predicate.head.sentence.words if word is not predicate.head)
    return next((one for one in others if one is not None and killers & set(one.roles.get("actor", ()))), None)


def _nominal_keeper(predicate: Predicate, by_head: dict[int, Predicate]) -> Predicate | None:
    """As in "a *blast* killed 12"; "killed in an *air strike*"; "the *assault* ended in the *deaths* of"."""
    noun = predicate.head
    if predicate.light is not None and is_verb(predicate.anchor) and predicate.anchor.index not in by_head:
        return None
    if noun.dep in SUBJECTS and noun.head.index in by_head:
        return by_head[noun.head.index]
    if (called := _called(noun)) is not None:
        return by_head.get(called.index)
    if noun.dep == "pobj" and (noun.head.lower in _SETTING_PREPOSITIONS or _is_aim(predicate)):
        keeper = by_head.get(noun.head.head.index)
        if keeper is not None and (_is_other_attack(predicate, keeper) or noun.head.child("npadvmod") is not None):
            return None  # "two days *after the coup*"
        return keeper
    if noun.dep in {"dobj", "appos"}:
        return by_head.get(noun.head.index)
    return None


def _is_other_attack(predicate: Predicate, keeper: Predicate) -> bool:
    """As in "their jeep was hit during an *attack* on a convoy": attack and counter-attack, not harm and its cause."""
    struck = [one.roles.get("recipient") for one in (predicate, keeper)]
    return predicate.head.head.lower == "during" and all(struck) and not keeper.frame.measure


def _called(noun: Word) -> Word | None:
    """The verb of which a noun says what it was: "were found dead in what police *called a murder*"."""
    below = noun
    for above in noun.ancestors():
        if above.dep == "pcomp" and is_verb(above) and above.head.lower in _SETTING_PREPOSITIONS:
            names = any(child.lower == "what" for child in above.children) and below.dep in _NAMING
            return above.head.head if names else None
        if not (is_verb(above) or above.lower == "as"):
            return None
        below = above
    return None


def _is_aim(predicate: Predicate) -> bool:
    """As in "flew to Cairo *for talks*": one meeting."""
    return predicate.head.head.lower == "for" and predicate.entry.type == "consult"


def _verbal_keeper(predicate: Predicate, by_head: dict[int, Predicate]) -> Predicate | None:
    """As in "attacked the base, *killing* 12"; "killed 12 and *wounded* 30"; "an attack that *killed* 12"."""
    verb = predicate.head
    head = verb.head
    attack = attack_before(predicate, by_head)
    if attack is not None or head is verb:
        return attack
    if verb.dep in {"relcl", "acl"}:
        thrown = next((one for one in by_head.values() if one is not predicate and _throws(one, head, predicate)), None)
        if thrown is not None:
            return thrown  # "shells *fired* from the hills hit the town"
    if not predicate.frame.measure:
        return harm_done(verb, by_head)
    if verb.dep == "acl" and (told := _told_of_more(head, by_head)) is not None:
        return told
    if verb.dep in {"relcl", "acl"}:
        return by_head.get(head.index)
    if verb.dep == "advcl" and verb.tag == "VBG" and verb.child(*SUBJECTS) is None:
        return predicate_at(_nearest_clause(verb, predicate.entry.type, by_head), by_head)
    subject = verb.child(*SUBJECTS)
    if verb.dep == "conj" and (subject is None or subject.tag == "CD"):  # "11 were killed and 60 wounded"
        keeper = predicate_at(head, by_head)
        if keeper is not None and (
            count_alike(keeper, predicate) or _share_objects(keeper, predicate) or is_outcome(keeper, predicate)
        ):
            return keeper
    if verb.dep == "conj":
        keeper = predicate_at(head, by_head)
        return keeper if keeper is not None and is_further_harm(keeper, predicate) else None
    return None


def _throws(predicate: Predicate, weapon: Word, clause: Predicate) -> bool:
    """Whether what a clause tells of was used in the event: "a bomb *that went off* in Gao killed nine"."""
    if weapon in predicate.roles.get("instrument", ()):
        return True
    if weapon not in predicate.roles.get("actor", ()):
        return False
    fired = clause.head.dep == "acl" and clause.head.tag == "VBN" and not clause.frame.measure
    return weapon in clause.roles.get("instrument", ()) or (fired and weapon not in clause.roles.get("recipient", ()))


def _told_of_more(noun: Word, by_head: dict[int, Predicate]) -> Predicate | None:
    """The verb that tells what became of some, where a participle tells it of others.

    As in "11 were killed and some 60 *injured*"; "left one man dead and three *wounded*".
    """
    if noun.tag == "CD" and noun.dep == "conj" and is_verb(noun.head):
        return predicate_at(noun.head, by_head)
    keeper = by_head.get(first_conjunct(noun).head.index)
    if keeper is None or keeper.head.lemma != "leave" or not keeper.frame.measure:
        return None
    return keeper if noun in keeper.roles.get("recipient", ()) else None


def _nearest_clause(verb: Word, told: str, by_head: dict[int, Predicate]) -> Word:
    """The verb whose subject does what a participle tells.

    The parser hangs it on the main verb: in "were hunting the man who *drove* into a crowd, killing 13" it is the
    nearest clause, unless the main verb tells of such an event itself.
    """
    above = predicate_at(verb.head, by_head)
    if above is not None and above.entry.type == told:
        return verb.head
    main = verb.head.head.head
    if verb.head.dep == "relcl" and above is None and is_verb(main):
        outer = predicate_at(main, by_head)
        if outer is not None and outer.entry.type == told:
            return main  # "shelled a base where people had fled, *killing* nine"
    between = [word for word in verb.sentence.words if verb.head.index < word.index < verb.index]
    for word in reversed(between):
        if word.dep == "relcl" and is_verb(word) and word.child("nsubj") is not None and not is_passive(word):
            return word
    return verb.head


def _share_objects(one: Predicate, other: Predicate) -> bool:
    """As in "ambushed and killed two officers"."""
    mine = one.slots.get("object", [])
    return bool(mine) and mine == other.slots.get("object", [])


def _absorb(keeper: Predicate, other: Predicate) -> None:
    """Take over what the other word adds to the event.

    From an aim only its object and place are taken, and that only where it is the content of the outer word
    ("threatened to attack the town") or of its kind; what is acted upon ("quash the rebel *offensive*") has actors of
    its own.
    """
    if (is_infinitive(other.head) and not other.is_nominal) or keeper.entry.type in WORDS:
        wanted: set[Role] = {"place", "destination"}
        force = keeper.entry.type == "assault" and "object" in keeper.slots  # "fired tear gas to disperse them"
        if other.head.dep != "advcl" or other.entry.type == keeper.entry.type or force:
            wanted.add("recipient")
        wanted -= {role for role in wanted if keeper.roles.get(role)}
    else:
        keeper.absorbed.append(other)
        keeper.absorbed.extend(other.absorbed)
        wanted = {"instrument", "owner"}
        if other.head.dep != "dobj":
            wanted.add("actor")
        if not (other.is_nominal and keeper.roles.get("recipient")) or keeper.entry.type == "consult":
            wanted.add("recipient")  # those killed "in the raid on the town" are not the town
    for role in sorted(wanted & other.roles.keys()):
        held = keeper.roles.setdefault(role, [])
        held.extend(head for head in other.roles[role] if head not in held and not _is_event(head, keeper, other))


def _is_event(head: Word, *predicates: Predicate) -> bool:
    return any(head in (predicate.head, predicate.anchor) for predicate in predicates)


def _is_bare(predicate: Predicate) -> bool:
    """An event noun without participants of its own that only sets the scene, or that another event acts upon."""
    if predicate.frame.measure and negated(predicate.head):
        return False  # "no casualties" is a count of the event told before
    if running_toll(predicate.head):
        return False  # so is "the toll rose to six"
    if not predicate.is_nominal or predicate.light is not None:
        return False
    if _beyond_modifier(predicate, "actor") or _beyond_modifier(predicate, "recipient"):
        return False
    noun = predicate.head
    if noun.dep in {"nsubj", "nsubjpass"} and (occurs(noun.head) or noun.head.dep == "ROOT"):
        return not predicate.absorbed and not occurs(noun.head) and not predicate.roles.get("actor")
    return not predicate.absorbed


def _beyond_modifier(predicate: Predicate, role: Role) -> bool:
    modifiers = predicate.slots.get("modifier", [])
    return any(head not in modifiers for head in predicate.roles.get(role, ()))
