"""Where the arguments of an event word stand: its own dependents, and those that syntax lets it share.

A verb without a subject of its own has the one of the verb that it is coordinated with, controlled by, or that it
modifies; a relative pronoun stands for its antecedent; the subject of a passive is the object.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dateline.coder.tree import (
    SUBJECTS,
    conjuncts,
    first_conjunct,
    is_infinitive,
    is_noun,
    is_passive,
    is_verb,
    number_of_dead,
    prepositions,
)
from dateline.syntax import Word

Slots = dict[str, list[Word]]

_RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
_NOT_ARGUMENTS = frozenset({"according", "including", "because"})
_LIFTED = frozenset({"on", "at", "against", "into", "to", "with", "from", "by"})
_QUALITIES = frozenset(
    "criminal elder expert fellow general individual juvenile minor native official patient principal veteran".split()
)
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_PLACES = frozenset({"GPE", "LOC", "FAC", "DATE", "CARDINAL"})
_TOGETHER = frozenset({"along", "together"})
_TIMES = frozenset({"DATE", "TIME"})
"""Entities that are nobody: "imposed sanctions on two banks *on Monday*"."""
_AGAINST = frozenset(
    "foil thwart prevent avert uncover expose discover reveal disrupt unmask denounce condemn oppose defeat".split()
)
"""Verbs of those who are against what others plan: "*foiled* a plot to kill the envoy"."""
_CONTENT = frozenset({"dobj", "acomp", "attr", "xcomp", "ccomp", "pcomp", "pobj", "prep", "dative", "acl", "advcl"})
_CIRCUMSTANCES = frozenset(
    "in at during after before since until by on amid near outside following because as when while if from over".split()
)
_WHERE = frozenset("in at near outside inside".split())
_JUDGEMENTS = frozenset(
    "accuse acquit applaud arrest blame censure charge chide commend condemn congratulate convict criticise criticize "
    "denounce detain dismiss execute expel fault fine hail imprison indict jail lambast pardon praise prosecute punish "
    "rebuke reprimand reproach sack salute sanction sentence slam sue suspect suspend thank try".split()
)
"""Verbs whose object has done what follows: "praised *the police* for freeing", "jailed *him* for killing"."""
_LETTING = frozenset({"allow", "permit", "let", "enable", "authorise", "authorize"})
_CONTROL_DEPTH = 6
"""How many verbs a subject may be inherited through; deeper chains are parsing errors."""


def slots_of(word: Word) -> Slots:
    """The arguments of an event word by slot; coordinated nouns one by one, in text order."""
    if is_verb(word):
        return _verb_slots(word)
    slots = _noun_slots(word)
    dead = number_of_dead(word)
    if dead is not None:
        slots.setdefault("of", []).append(dead)
    elif word.dep == "amod" and is_noun(word.head):  # "the *injured* passengers"
        slots.setdefault("subject", []).append(word.head)
    elif word.dep == "acomp" and is_verb(word.head):  # "three were *dead*"
        slots.setdefault("subject", []).extend(surface_subject(word.head))
    return slots


def _verb_slots(verb: Word) -> Slots:
    slots: Slots = defaultdict(list)
    passive = is_passive(verb)
    for child in verb.children:
        if child.dep in {"nsubj", "csubj"}:
            slots["object" if passive else "subject"].extend(nominals(child))
        elif child.dep == "nsubjpass":
            slots["object"].extend(nominals(child))
        elif child.dep == "dobj":
            if not (slots.get("object") and _after_comma(child)):  # "pounded rebels Saturday, President X that …"
                slots["object"].extend(nominals(child))
        elif child.dep in {"dative", "iobj"} and (is_noun(child) or child.tag == "PRP"):
            slots["indirect"].extend(nominals(child))
        elif child.dep in {"ccomp", "xcomp"}:
            slots["complement"].append(child)
            slots["object"].extend(_subject_of_state(child))
            slots["indirect"].extend(_subject_let(verb, child))
        elif child.dep in {"oprd", "attr"}:
            slots["object"].extend(_subject_of_state(child))
            if is_noun(child) or child.dep == "oprd":
                slots["predicative"].extend(nominals(child))
    _add_phrases(verb, slots, passive=passive)
    if not passive and "object" not in slots:
        slots.update(_shared_object(verb) or _object_above(verb))
    _inherit(verb, slots, passive=passive)
    _from_object(slots)
    return dict(slots)


def _add_phrases(verb: Word, slots: Slots, *, passive: bool) -> None:
    """The nouns after prepositions; "by" names who acts after a passive, and nobody after a verb with a subject."""
    for preposition, noun in prepositions(verb):
        if preposition == "with" and _is_added(noun):
            slots.setdefault("object" if slots.get("object") else "subject", []).append(noun)
        elif preposition in _NOT_ARGUMENTS or noun.entity in _TIMES:
            continue
        elif passive or preposition != "by" or verb.child("nsubj") is None:
            slots.setdefault("subject" if passive and preposition == "by" else preposition, []).append(noun)
    if passive and not slots.get("subject"):
        slots["subject"] = _shared_agent(verb)


def _told_along(noun: Word) -> list[Word]:
    """Who is told as one more of the same by the noun itself: "held a leader along with *two men*"."""
    return [inner for preposition, inner in prepositions(noun) if preposition == "with" and _is_added(inner)]


def _is_added(noun: Word) -> bool:
    """As in "seized the leader *along with* two men": more of the same, whatever else stands between."""
    preposition = first_conjunct(noun).head
    words, before = preposition.sentence.words, preposition.index - preposition.sentence.words[0].index - 1
    return before >= 0 and words[before].lower in _TOGETHER


def _subject_of_state(state: Word) -> list[Word]:
    """Who is in the state that a verb finds or leaves them in: "found *three men* dead"."""
    subject = state.child("nsubj") if state.tag == "JJ" and state.head.child("dobj") is None else None
    return nominals(subject) if subject is not None else []


def _subject_let(verb: Word, clause: Word) -> list[Word]:
    """Who is let or made to act, whom the parser made the subject of what they do: "allowed *villagers* to return"."""
    subject = clause.child("nsubj") if verb.lemma in _LETTING and clause.child("aux") is not None else None
    return nominals(subject) if subject is not None and is_infinitive(clause) else []


def _after_comma(word: Word) -> bool:
    """Whether a comma parts the word from what its verb has before it: then it is no second object."""
    return any(child.text == "," and child.index < word.index for child in word.head.children)


def _shared_object(verb: Word) -> Slots:
    """The object after the last of several coordinated verbs: "ambushed and killed *two officers*"."""
    following = [child for child in verb.children if child.dep == "conj" and child.tag == verb.tag]
    if len(following) != 1 or following[0].child(*SUBJECTS) is not None:
        return {}
    between = [child for child in verb.children if verb.index < child.index < following[0].index]
    if any(child.dep not in {"cc", "advmod"} for child in between):
        return {}
    return {"object": [noun for child in following[0].children if child.dep == "dobj" for noun in nominals(child)]}


def _shared_agent(verb: Word) -> list[Word]:
    """The agent after the last of coordinated passives: "robbed and beaten *by guards*"."""
    following = verb.child("conj")
    if following is None or following.tag != "VBN" or following.child(*SUBJECTS, "aux", "auxpass") is not None:
        return []
    agent = following.child("agent")
    between = [child for child in verb.children if verb.index < child.index < following.index]
    if agent is None or any(child.dep not in {"cc", "advmod", "punct"} for child in between):
        return []
    return [noun for child in agent.children if child.dep == "pobj" for noun in conjuncts(child)]


def _object_above(verb: Word) -> Slots:
    """The object that a parser of headlines made the head of its verb: "rebels *shell* barracks"."""
    noun = verb.head
    if verb.dep not in {"compound", "nmod", "amod"} or verb.child("nsubj") is None or noun.index < verb.index:
        return {}
    slots: Slots = defaultdict(list, object=conjuncts(noun))
    for preposition, inner in prepositions(noun):
        slots[preposition].append(inner)
    return slots


def nominals(child: Word) -> list[Word]:
    """A noun and what is coordinated with it; a relative pronoun as its antecedent."""
    if child.lower in _RELATIVES and child.child("det") is None:  # "the WHO" is no pronoun
        verb = child.head
        while verb.dep in {"conj", "xcomp", "ccomp"} and verb.head is not verb:
            verb = verb.head
        if verb.dep == "relcl":
            return conjuncts_of_antecedent(verb)
        return []
    return [*conjuncts(child), *_listed(child), *_with_others(child)]


def _with_others(noun: Word) -> list[Word]:
    """Who acts or suffers as well: "the guards, *together with the army*, raided it"."""
    added = [inner for word, inner in prepositions(noun) if word == "with" and _is_added(inner)]
    return [other for inner in added for other in conjuncts(inner)]


def _listed(noun: Word) -> list[Word]:
    """What the parser took for an apposition in a list: "burned two shops, *a school* and *a mill*".

    As many as the number says are an apposition: "two men, a farmer and a driver".
    """
    apposed = next((child for child in noun.children if child.dep == "appos"), None)
    if apposed is None or noun.tag in {"NNP", "NNPS"} or apposed.child("conj") is None:
        return []
    parts = conjuncts(apposed)
    if not all(part.child("det", "poss", "nummod") for part in parts):
        return []
    number = noun.child("nummod")
    told = _NUMBERS.get(number.lower) if number is not None else 1
    plural = noun.tag == "NNS" and number is None
    return [] if plural or told is None or (told > 1 and told == len(parts)) else parts


def conjuncts_of_antecedent(verb: Word) -> list[Word]:
    """What the relative clause of `verb` speaks of.

    A plural verb after "a commando and an agent who were" may mean both; syntax alone cannot tell, so the nearest.
    """
    return [_antecedent(verb)] if is_noun(verb.head) else []


def _antecedent(verb: Word) -> Word:
    """The noun of a relative clause; "whom" asks for people: "*students* from Oslo, whom guards beat"."""
    noun = verb.head
    personal = any(child.lower in {"who", "whom"} for child in verb.children)
    above = noun.head.head if noun.dep == "pobj" else noun
    return above if personal and noun.entity in _PLACES and is_noun(above) else noun


def _inherit(verb: Word, slots: Slots, *, passive: bool) -> None:
    """Fill the slot of the understood subject, when the verb has none of its own."""
    wanted = "object" if passive else "subject"
    if not slots.get(wanted):
        understood = understood_subject(verb)
        if understood:
            slots[wanted] = understood
    _relative_object(verb, slots)


def _relative_object(verb: Word, slots: Slots) -> None:
    """The noun before a relative clause that has its own subject is the object: "the man police killed"."""
    if verb.dep != "relcl" or slots.get("object") or is_passive(verb):
        return
    if any(inner.lower in _RELATIVES for child in verb.children if child.dep == "prep" for inner in child.children):
        return  # "a siege in which 90 died": the antecedent is where or when
    if any(child.tag == "WRB" for child in verb.children):
        return  # "the hospital where he died"
    relative = next((child for child in verb.children if child.lower in _RELATIVES), None)
    subject = verb.child("nsubj")
    if subject is not None and subject is not relative and is_noun(verb.head):
        slots["object"] = [_antecedent(verb)]


def understood_subject(verb: Word, depth: int = 0) -> list[Word]:
    """The subject that a verb without one shares with another, or an empty list."""
    head = verb.head
    if head is verb or depth > _CONTROL_DEPTH:
        return []
    if verb.dep == "acl" and is_noun(head):
        return _of_modified_noun(verb, head, depth)
    if verb.dep in {"relcl", "amod"} and is_noun(head):
        return [head]
    if verb.dep == "pcomp":
        return _of_preposition(head, depth)
    if verb.dep in {"conj", "xcomp", "advcl", "ccomp", "dep"} and is_verb(head):
        return _of_governor(verb, head, depth)
    return []


def _of_modified_noun(verb: Word, noun: Word, depth: int) -> list[Word]:
    if verb.child("aux") is None or verb.tag in {"VBG", "VBN"}:
        return [noun]  # "troops fighting rebels", "rebels killed in"
    owner = noun.child("poss")  # "their plans to deploy"
    if owner is not None:
        return [owner]
    if noun.dep in {"dobj", "attr"} and is_verb(noun.head) and noun.head.lemma not in _AGAINST:
        return surface_subject(noun.head, depth + 1)  # "France has plans to deploy"
    return []


def _of_preposition(preposition: Word, depth: int) -> list[Word]:
    preposition = first_conjunct(preposition)  # "accused the army of looting and *of* shooting"
    governor = preposition.head
    if not is_verb(governor):
        return _of_judged(preposition, governor)
    objects = [child for child in governor.children if child.dep == "dobj"]
    judged = preposition.lower in {"for", "with"} and governor.lemma in _JUDGEMENTS
    if objects and (judged or preposition.lower in {"of", "from"}):
        return conjuncts(objects[0])  # "accused the rebels of killing", "prevented them from"
    return surface_subject(governor, depth + 1)


def _of_judged(preposition: Word, noun: Word) -> list[Word]:
    """Who is judged, where the parser hung the deed on him: "accused *four wardens* of beating him"."""
    judged = is_noun(noun) and noun.dep == "dobj" and noun.head.lemma in _JUDGEMENTS
    return conjuncts(noun) if judged and preposition.lower in {"of", "for", "with"} else []


def _of_governor(verb: Word, governor: Word, depth: int) -> list[Word]:
    if verb.dep == "ccomp" and verb.tag not in {"VB", "VBG"}:
        return []  # a finite clause has a subject of its own, or none that syntax can tell
    if verb.dep == "advcl" and verb.tag not in {"VBG", "VB", "VBN"}:
        return []
    told = governor.dep == "ccomp" and governor.head.index < governor.index
    if verb.dep == "conj" and told and is_passive(governor) and not is_passive(verb):
        return surface_subject(governor.head, depth + 1)  # "*he* says the plot was foiled and *has asked* for help"
    if verb.dep == "conj" and (clause := _told_before(governor)) is not None:
        return surface_subject(clause, depth + 1)
    if verb.dep == "conj" and verb.tag == "VBD":
        while governor.tag == "VB" and is_verb(governor.head) and governor.head is not governor:
            governor = governor.head  # "*he* urged them to talk and *refused* to send arms"
    if verb.dep in {"xcomp", "ccomp"}:
        objects = [child for child in governor.children if child.dep == "dobj"]
        if objects:
            return conjuncts(objects[0])  # "ordered troops to fire"
    return surface_subject(governor, depth + 1)


def _told_before(saying: Word) -> Word | None:
    """The clause that a verb of saying breaks off: "*Rebels burned* villages, witnesses said, and drove out"."""
    clause = saying.head if saying.dep == "parataxis" else saying.child("ccomp")
    subject = saying.child("nsubj")
    if subject is None or clause is None or not clause.index < subject.index < saying.index:
        return None
    return clause if is_verb(clause) else None


def surface_subject(verb: Word, depth: int = 0) -> list[Word]:
    """The grammatical subject of a verb, active or passive, its own or shared."""
    subject = verb.child("nsubj", "nsubjpass")
    if subject is not None:
        return nominals(subject)
    return understood_subject(verb, depth)


def _from_object(slots: Slots) -> None:
    """Phrases that the parser hung on the object often belong to the verb: "fired rockets at the village"."""
    for name in ("object", "subject"):
        told = slots.get(name, [])
        told += [other for noun in told for other in _told_along(noun)]
    agent = slots.get("by")
    _from_noun(slots.get("object", ()), slots)
    if agent is None and slots.get("subject"):
        slots.pop("by", None)  # "rejected a request *by the union*"


def _from_noun(nouns: Sequence[Word], slots: Slots) -> None:
    """Lift phrases from an argument: "an attack by rebels *on the base*", "fired rockets *at the town*"."""
    for noun in nouns:
        lifted: dict[str, Word] = {}
        for preposition, inner in prepositions(noun):
            first = first_conjunct(inner)
            if preposition == "between":  # "a deal *between the two factions* was reached"
                slots.setdefault(preposition, []).append(inner)
            elif preposition in _LIFTED and (preposition not in slots or lifted.get(preposition) is first):
                slots.setdefault(preposition, []).append(inner)
                lifted[preposition] = first


def _noun_slots(noun: Word) -> Slots:
    slots: Slots = defaultdict(list)
    for child in noun.children:
        if child.dep == "poss":
            slots["poss"].extend(conjuncts(child))
        elif child.dep in {"amod", "compound", "nmod"} and not _is_quality(child):
            slots["modifier"].append(child)
    for preposition, inner in prepositions(noun):
        if preposition not in _NOT_ARGUMENTS:
            slots[preposition].append(inner)
    if noun.dep == "pobj" and noun.head.lower == "with":
        slots["bearer"].extend(_bearer(noun.head.head))
    for held in list(slots.values()):
        _from_noun(held, slots)
    return dict(slots)


def _is_quality(modifier: Word) -> bool:
    """Whether a word that can name somebody says what kind of event it is: "an *official* toll"."""
    return modifier.pos == "ADJ" and modifier.lower in _QUALITIES


def _bearer(holder: Word) -> list[Word]:
    """Who has what stands after "with": "*a boy* with a wound", "*he* was found with a wound"."""
    if is_noun(holder):
        return [holder]
    if not is_verb(holder):
        return []
    if is_passive(holder):
        return surface_subject(holder)
    return [noun for child in holder.children if child.dep == "dobj" for noun in conjuncts(child)]


def content_words(word: Word) -> list[Word]:
    """The nouns in what is promised, asked, given or refused: its object, clause and phrases, nearest first.

    Phrases of place and time on the word itself are no content, nor those of place further in ("a flight *in*
    Lusaka"); nor is whose a thing is ("the overthrow *of*").
    """
    found: list[Word] = []
    queue = [child for child in word.children if child.dep in _CONTENT and child.lower not in _CIRCUMSTANCES]
    for item in queue:
        if is_noun(item) and item.dep not in {"compound", "nmod"}:
            found.append(item)
        queue.extend(
            child
            for child in item.children
            if child.dep in _CONTENT | {"nsubj", "nsubjpass", "conj"}
            and child.lower not in _WHERE
            and not (is_noun(item) and child.lower == "of")
        )
    return found
