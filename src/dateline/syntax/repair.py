"""Mend the parser's systematic mistakes in conflict news.

Each repair states a fact of English grammar that the tree contradicts; none looks at particular words of a report.
"""

from __future__ import annotations

from dateline.syntax.ages import name_ages
from dateline.syntax.document import Sentence, Word
from dateline.syntax.headlines import HARMED, give_verb, tell_of_all
from dateline.syntax.lists import comma_before, list_before
from dateline.syntax.moves import move, swap
from dateline.syntax.openers import mend_opener
from dateline.syntax.relatives import mend_relatives
from dateline.syntax.sayings import (
    accused_of,
    content_before,
    give_back_object,
    is_gerund_made_modifier,
    make_gerund,
    stole_object,
    verb_beside_content,
)

_PREFIXES = frozenset({"co", "ex", "sub", "vice"})
"""What is no noun by itself; of a "counter-attack" the parser makes no two parties."""
_CAPTIVES = frozenset({"hostage", "captive", "prisoner"})
_CAPTURING = frozenset({"take", "hold", "keep", "make", "seize"})
_PARTICLES = frozenset({"by", "up", "on", "in", "off"})
_VAGUE = frozenset({"several", "many", "some"})
_ABBREVIATION = 3
"""Letters of the shortest abbreviation that is taken for a name: "TV" and "PM" are nouns."""
_LEFT_AS = frozenset({*HARMED, "dead"})
_CIRCUMSTANCE = frozenset({"in", "during", "after", "from", "amid", "following", "since", "before"})


def repair(sentence: Sentence) -> None:
    """Apply all repairs to one sentence, in place."""
    _name_for_abbreviation(sentence)
    _join_hyphened(sentence)
    name_ages(sentence)
    give_verb(sentence)
    mend_relatives(sentence)
    for word in sentence.words:
        if _is_state_of_passive(word):
            _make_passive(word)
        elif _is_number_of_verb(word):
            word.dep = "nsubjpass" if word.head.child("auxpass") is not None else "nsubj"
        elif _is_harm_made_noun(word):
            word.tag, word.pos, word.lemma = "VBN", "VERB", HARMED[word.lower]
    for word in sentence.words:
        _mend(word)
    tell_of_all(sentence)


def _mend(word: Word) -> None:
    """Apply the repairs that look at one word; one of them is enough."""
    if _is_stranded_participle(word):
        _reattach_participle(word)
    elif stole_object(word):
        give_back_object(word)
    elif _lacks_subject(word):
        _give_back_subject(word)
    elif _is_split_compound(word):
        _join_compound(word)
    elif _captives(word) is not None:
        _part_from_captivity(word)
    elif _is_verb_made_modifier(word):
        _make_modifier_verb(word)
    elif is_gerund_made_modifier(word):
        make_gerund(word)
    elif _is_object_after_state(word):
        word.dep = "dobj"
    elif _is_more(word):
        word.dep, word.tag, word.pos = "dobj", "NNS", "NOUN"
    elif not mend_opener(word):
        _hang_elsewhere(word)


def _hang_elsewhere(word: Word) -> None:
    """Hang a word on the one that it belongs to, by the first repair that knows one."""
    for dep, above in (
        ("advmod", _killed_with(word)),
        ("prep", accused_of(word)),
        ("oprd", _leaves_so(word)),
        ("conj", verb_beside_content(word) or content_before(word) or list_before(word)),
    ):
        if above is not None:
            move(word, above, dep)
            return


def _name_for_abbreviation(sentence: Sentence) -> None:
    """Make a name of what is written in capitals among words that are not: "the *FMLN*" is no plural noun."""
    words = [word for word in sentence.words if word.text.isalpha()]
    if sum(word.text.isupper() for word in words) * 2 > len(words):
        return
    for word in words:
        if word.text.isupper() and len(word.text) >= _ABBREVIATION and word.tag in {"NN", "NNS"}:
            word.tag, word.pos = "NNP", "PROPN"


def _join_hyphened(sentence: Sentence) -> None:
    """Make one noun of a prefix and what it stands before: "an *ex*-*minister* was shot" has one subject, not two.

    And the noun is the head of what is written with a particle: "three *passers*-by".
    """
    words = sentence.words
    for first, sign, last in zip(words, words[1:], words[2:], strict=False):
        if sign.text != "-" or first.end != sign.start or sign.end != last.start:
            continue
        if first.lower in _PREFIXES and (first.dep, first.head) == (last.dep, last.head):
            for child in [child for child in first.children if child is not sign]:
                move(child, last, child.dep)
            move(first, last, "compound")
            move(sign, last, "punct")
        elif last.lower in _PARTICLES and first.tag.startswith("NN") and last.head is not last:
            _make_head(first, last)
            move(sign, first, "punct")


def _make_head(noun: Word, particle: Word) -> None:
    """Hang a particle on its noun, with all that hung on it."""
    if particle in noun.ancestors():
        move(noun, particle, noun.dep)
        swap(noun, "compound")
    for child in [child for child in particle.children if child is not noun]:
        move(child, noun, child.dep)
    move(particle, noun, "compound")
    particle.tag = "RP"


def _is_stranded_participle(word: Word) -> bool:
    """A bare past participle with a noun before it, coordinated with a finite verb.

    "France lost a commando and an agent held since 2009" comes out as "lost … and an agent held": but a participle
    without an auxiliary cannot be the verb of a clause, so the noun is coordinated with the object and the participle
    describes it. So is "dead" in "left three hurt and one man *dead*".
    """
    if word.dep != "conj" or not word.head.tag.startswith("VB"):
        return False
    if not (word.tag == "VBN" or _is_captive(word) or _is_second_state(word)):
        return False
    if word.child("aux", "auxpass") is not None:
        return False
    subject = word.child("nsubj", "nsubjpass")
    return subject is not None and subject.index < word.index and word.head.child("dobj") is not None


def _is_second_state(word: Word) -> bool:
    """As in "left a man dead and two others *wounded*": what others were left as, after what some were."""
    left = word.head.child("oprd") is not None or any(_is_state(child) for child in word.head.children)
    return left and word.tag in {"VBD", "JJ"} and word.child("dobj", "ccomp", "xcomp", "prep", "agent") is None


def _is_state(word: Word) -> bool:
    return word.tag == "JJ" and word.dep in {"acomp", "xcomp", "ccomp"}


def _is_captive(verb: Word) -> bool:
    """As in "an agent *held hostage*": a bare singular after "held" or "taken" is no object, so the verb is passive."""
    bare = verb.child("dobj", "oprd")
    return bare is not None and bare.lower in _CAPTIVES and not bare.children


def _reattach_participle(verb: Word) -> None:
    subject = verb.child("nsubj", "nsubjpass")
    governor = verb.head
    target = governor.child("dobj")
    assert subject is not None
    assert target is not None
    move(subject, target, "conj")
    move(verb, subject, "acl")
    verb.tag = "VBN" if verb.tag.startswith("VB") else verb.tag
    for child in verb.children:
        if child.dep == "dobj":
            child.dep = "oprd"


def _lacks_subject(verb: Word) -> bool:
    """A finite verb without a subject, right after a noun that was coordinated with one of another phrase.

    "fighting with troops, residents and an officer *said*": a finite verb that opens no clause of its own needs the
    nouns before it.
    """
    if verb.tag not in {"VBD", "VBZ", "VBP"} or verb.dep not in {"ROOT", "conj", "ccomp", "advcl"}:
        return False
    if verb.dep == "advcl" and verb.child("mark", "advmod") is not None:
        return False
    if verb.child("nsubj", "nsubjpass", "expl", "csubj", "aux", "auxpass") is not None:
        return False
    return _stolen_subject(verb) is not None


def _stolen_subject(verb: Word) -> Word | None:
    """The first of the coordinated nouns before the verb that stand after a comma."""
    words = verb.sentence.words
    position = verb.index - words[0].index
    word = words[position - 1] if position else verb
    if word.dep != "conj" or not word.tag.startswith("NN"):
        return None
    if verb.dep == "advcl":  # "summoned the cabinet and the army *called* up men": a clause without a conjunction
        return word
    first = word
    while first.dep == "conj" and first.head.tag.startswith("NN") and not comma_before(first):
        first = first.head
    return first if first.dep == "conj" and comma_before(first) else None


def _give_back_subject(verb: Word) -> None:
    subject = _stolen_subject(verb)
    assert subject is not None
    if verb not in subject.subtree():
        move(subject, verb, "nsubj")


def _is_split_compound(gerund: Word) -> bool:
    """A gerund after a bare noun after a preposition of time or circumstance.

    "Died in police *firing*" comes out as "police who fire"; a noun that was meant would have an article, and one dies
    in an event.
    """
    noun = gerund.head
    if gerund.tag != "VBG" or gerund.dep != "acl" or noun.dep != "pobj" or noun.index != gerund.index - 1:
        return False
    bare = all(child is gerund or child.dep == "compound" for child in noun.children)
    return bare and noun.head.lower in _CIRCUMSTANCE and gerund.child("dobj") is None and not noun.tag.startswith("NNP")


def _join_compound(gerund: Word) -> None:
    noun = gerund.head
    move(gerund, noun.head, "pobj")
    move(noun, gerund, "compound")
    gerund.tag = "NN"
    gerund.lemma = gerund.lower


def _captives(noun: Word) -> Word | None:
    """The people that the parser made a modifier of what they are taken as: "took *four warders* hostage"."""
    if noun.dep != "dobj" or noun.lower not in _CAPTIVES or noun.child("prep") is not None:
        return None
    if noun.head.lemma not in _CAPTURING:
        return None  # "beheaded a *Croatian* hostage"
    return next(
        (child for child in noun.children if child.index == noun.index - 1 and child.tag in {"NNS", "NNPS", "NNP"}),
        None,
    )


def _part_from_captivity(noun: Word) -> None:
    people, verb = _captives(noun), noun.head
    assert people is not None
    for child in [child for child in noun.children if child.index < people.index]:
        move(child, people, child.dep)
    move(people, verb, "dobj")
    noun.dep = "oprd"


def _is_verb_made_modifier(noun: Word) -> bool:
    """A noun coordinated with a finite verb, with a participle right after the conjunction.

    "Sacked the minister and *dissolved* parliament" comes out as "sacked … and (dissolved parliament)": a verb is
    coordinated with a verb, so the participle is one and the noun its object.
    """
    if noun.dep != "conj" or not noun.tag.startswith("NN") or noun.head.tag not in {"VBD", "VBN", "VBZ", "VBP"}:
        return False
    first = next((child for child in noun.children), None)
    if first is None or first.dep != "amod" or first.tag not in {"VBN", "VBD"}:
        return False
    words = noun.sentence.words
    before = first.index - words[0].index - 1
    return before >= 0 and words[before].dep == "cc" and words[before].head is noun.head


def _make_modifier_verb(noun: Word) -> None:
    verb, governor = noun.children[0], noun.head
    move(verb, governor, "conj")
    verb.tag, verb.pos = governor.tag, "VERB"
    move(noun, verb, "dobj")


def _is_more(word: Word) -> bool:
    """Whether "more" is who else suffers what a verb tells: "killing two and wounding *several more*"."""
    verb = word.head
    if word.lower != "more" or word.dep != "advmod" or not verb.tag.startswith("VB") or word.index < verb.index:
        return False
    return verb.child("dobj", "auxpass") is None and any(child.lower in _VAGUE for child in word.children)


def _is_object_after_state(noun: Word) -> bool:
    """Whether a noun is whom a verb left in the state before it: "shot dead *a teenager*" is no time or measure."""
    verb = noun.head
    if noun.dep != "npadvmod" or not verb.tag.startswith("VB") or verb.child("dobj", "auxpass") is not None:
        return False
    first = min(word.index for word in noun.subtree())
    after = any(child.dep in {"oprd", "acomp"} and child.index == first - 1 for child in verb.children)
    return after and noun.entity not in {"DATE", "TIME"}


def _is_number_of_verb(word: Word) -> bool:
    """Who acts or suffers, told by a number alone: "*17* perish", "left one dead and *six* injured"."""
    verb = word.head
    is_state = verb.lower in HARMED and verb.dep == "conj" and verb.head.tag.startswith("VB")
    before = word.tag == "CD" and word.dep in {"nummod", "npadvmod"} and word.index < verb.index
    return before and (verb.tag.startswith("VB") or is_state)


def _is_harm_made_noun(word: Word) -> bool:
    """As in "three were killed and 30 *hurt*": what has a number for its subject is no noun."""
    counted = word.child("nsubj", "nsubjpass")
    told = word.lower in HARMED and word.tag == "NN" and word.dep == "conj" and word.head.tag.startswith("VB")
    return told and counted is not None and counted.tag == "CD"


def _is_state_of_passive(word: Word) -> bool:
    """A participle with its particle that the parser takes for a state: "two reporters are *roughed up*"."""
    verb = word.head
    held = word.tag == "VBN" and word.dep == "acomp" and verb.lemma == "be" and verb.child("nsubj") is not None
    return held and word.child("prt", "agent") is not None


def _make_passive(participle: Word) -> None:
    verb = participle.head
    is_root = verb.head is verb
    above, dep = verb.head, verb.dep
    verb.children.remove(participle)
    participle.head, participle.dep = (participle, "ROOT") if is_root else (above, dep)
    if not is_root:
        above.children.remove(verb)
        above.children.append(participle)
        above.children.sort(key=lambda child: child.index)
    for child in list(verb.children):
        move(child, participle, "nsubjpass" if child.dep == "nsubj" else child.dep)
    verb.head, verb.dep = participle, "auxpass"
    participle.children.append(verb)
    participle.children.sort(key=lambda child: child.index)


def _killed_with(word: Word) -> Word | None:
    """The verb before it of which "dead" says what came: "shot *dead* two men" tells of no dead men who were shot."""
    noun = word.head
    is_outcome = word.lower == "dead" and word.dep == "amod" and noun.dep in {"dobj", "npadvmod"}
    return noun.head if is_outcome and noun.head.index == word.index - 1 else None


def _leaves_so(word: Word) -> Word | None:
    """The verb that says how people were left, where the parser describes them: "left six people *injured*"."""
    noun = word.head
    is_state = word.lower in _LEFT_AS and word.dep in {"acl", "amod"} and not word.children and noun.dep == "dobj"
    if word.index < noun.index:
        return None  # "left *dead* bodies"
    return noun.head if is_state and noun.head.lemma == "leave" else None
