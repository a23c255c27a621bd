"""Mend the parser's systematic mistakes in conflict news.

Each repair states a fact of English grammar that the tree contradicts; none looks at particular words of a report.
"""

from __future__ import annotations

from dateline.syntax.ages import name_ages
from dateline.syntax.document import Sentence, Word
from dateline.syntax.headlines import HARMED, give_verb
from dateline.syntax.lists import comma_before, list_before
from dateline.syntax.moves import move
from dateline.syntax.relatives import mend_relatives

_PREFIXES = frozenset({"co", "ex", "sub", "vice"})
"""What is no noun by itself; of a "counter-attack" the parser makes no two parties."""
_CAPTIVES = frozenset({"hostage", "captive", "prisoner"})
_CAPTURING = frozenset({"take", "hold", "keep", "make", "seize"})
_PARTICLES = frozenset({"by", "up", "on", "in", "off"})
_VAGUE = frozenset({"several", "many", "some"})
_ABBREVIATION = 3
"""Letters of the shortest abbreviation that is taken for a name: "TV" and "PM" are nouns."""
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
    for word in sentence.words:
        _mend(word)


def _mend(word: Word) -> None:
    """Apply the repairs that look at one word; one of them is enough."""
    if _is_stranded_participle(word):
        _reattach_participle(word)
    elif _stole_object(word):
        _give_back_object(word)
    elif _lacks_subject(word):
        _give_back_subject(word)
    elif _is_split_compound(word):
        _join_compound(word)
    elif _captives(word) is not None:
        _part_from_captivity(word)
    elif _is_verb_made_modifier(word):
        _make_modifier_verb(word)
    elif _joined_place(word) is not None:
        _part_from_place(word)
    elif _is_object_after_state(word):
        word.dep = "dobj"
    elif _is_more(word):
        word.dep, word.tag, word.pos = "dobj", "NNS", "NOUN"
    else:
        _hang_elsewhere(word)


def _hang_elsewhere(word: Word) -> None:
    """Hang a word on the one that it belongs to, by the first repair that knows one."""
    for dep, above in (
        ("advmod", _killed_with(word)),
        ("oprd", _leaves_so(word)),
        ("conj", _verb_beside_content(word) or _content_before(word) or list_before(word)),
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


def _make_head(noun: Word, particle: Word) -> None:
    """Hang a particle on its noun, with all that hung on it."""
    if noun.head is particle:
        move(noun, particle.head, particle.dep)
    for child in list(particle.children):
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


def _stole_object(noun: Word) -> bool:
    """The subject of a verb of saying that stands right after another verb, which it leaves without an object.

    In "has killed 100 people, soldiers among them, *officers* said" only what comes last before "said" speaks.
    """
    verb = _robbed(noun)
    return verb is not None and _last_group(noun) is not None


def _robbed(noun: Word) -> Word | None:
    """The verb right before a subject, in the clause that the subject's own verb governs."""
    if noun.dep != "nsubj" or not noun.head.tag.startswith("VB") or noun.head.index < noun.index:
        return None
    left = min(word.index for word in noun.subtree())
    for verb in noun.head.children:
        bare = verb.child("dobj", "auxpass", "nsubjpass") is None and verb.child("nsubj") is not None
        if verb.dep == "ccomp" and verb.index == left - 1 and verb.tag.startswith("VB") and bare:
            return verb
    return None


def _last_group(noun: Word) -> Word | None:
    """The last of the coordinated nouns that stands after a comma and begins a group of its own."""
    group = [noun]
    for word in group:  # grows while it is read
        group.extend(child for child in word.children if child.dep == "conj" and child.tag.startswith("NN"))
    return max((word for word in group[1:] if comma_before(word)), key=lambda word: word.index, default=None)


def _give_back_object(noun: Word) -> None:
    verb, speaker, say = _robbed(noun), _last_group(noun), noun.head
    assert verb is not None
    assert speaker is not None
    move(speaker, say, "nsubj")
    move(noun, verb, "dobj")


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


def _joined_place(noun: Word) -> Word | None:
    """The place name that the parser joined to the subject of a sentence.

    In "In Lucknow *vehicles* were burned" the passive has no subject, and a name before a plural without an article is
    no modifier of it, but what the preposition governs.
    """
    verb = noun.head.head
    if noun.dep != "pobj" or noun.tag != "NNS" or noun.head.dep != "prep" or not verb.tag.startswith("VB"):
        return None
    if verb.child("nsubj", "nsubjpass", "expl", "csubj") is not None or verb.index < noun.index:
        return None
    if verb.tag not in {"VBD", "VBN", "VBZ", "VBP"} or noun.head.lower not in {"in", "at", "near", "outside"}:
        return None
    name = next((child for child in noun.children if child.dep == "compound" and child.index == noun.index - 1), None)
    return name if name is not None and name.tag == "NNP" and noun.child("det") is None else None


def _part_from_place(noun: Word) -> None:
    name, preposition = _joined_place(noun), noun.head
    assert name is not None
    verb = preposition.head
    for child in [child for child in noun.children if child.index < name.index]:
        move(child, name, child.dep)
    move(name, preposition, "pobj")
    move(noun, verb, "nsubjpass" if verb.child("auxpass") is not None else "nsubj")


def _verb_beside_content(verb: Word) -> Word | None:
    """The verb of saying beside whose content another verb was put: "denies that they fired and *accuses* the rebels".

    A verb agrees with those that it is coordinated with: it has their tense, and none of them is a bare infinitive or a
    passive where it is neither.
    """
    inner = verb.head
    if verb.dep != "conj" or verb.tag not in {"VBD", "VBZ"} or verb.child("nsubj", "nsubjpass", "aux", "auxpass"):
        return None
    main = inner.head if inner.dep == "ccomp" else None
    if main is None or main.index > inner.index or main.tag != verb.tag or main.child("nsubj") is None:
        return None
    passive = inner.child("auxpass") is not None and verb.child("dobj") is not None
    other = inner.tag == "VB" or (verb.tag == "VBZ" and inner.tag != "VBZ")
    return main if passive or other else None


def _content_before(verb: Word) -> Word | None:
    """The verb of the content that another goes on: "said it had killed two, *captured* four and freed a nun".

    What a comma alone parts from the verbs before it is one of three or more of them, so that it stands beside the
    nearest.
    """
    say = verb.head
    if verb.dep != "conj" or verb.tag not in {"VBD", "VBN"} or verb.child("conj") is None:
        return None
    if verb.child("nsubj", "nsubjpass", "aux", "auxpass") is not None or not comma_before(verb):
        return None
    told = next(
        (child for child in say.children if child.dep == "ccomp" and say.index < child.index < verb.index), None
    )
    if told is None or told.tag not in {"VBD", "VBN"} or told.child("nsubj") is None:
        return None
    joined = any(child.dep == "cc" and child.index < verb.index for child in (*say.children, *told.children))
    return None if joined else told


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
    is_outcome = word.lower == "dead" and word.dep == "amod" and noun.dep == "dobj"
    return noun.head if is_outcome and noun.head.index == word.index - 1 else None


def _leaves_so(word: Word) -> Word | None:
    """The verb that says how people were left, where the parser describes them: "left six people *injured*"."""
    noun = word.head
    is_state = word.lower in HARMED and word.dep == "acl" and not word.children and noun.dep == "dobj"
    return noun.head if is_state and noun.head.lemma == "leave" else None
