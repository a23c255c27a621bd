"""What is said, asked or charged, and who says so, where the parser hung it on another word."""

from __future__ import annotations

from dateline.syntax.document import Word
from dateline.syntax.lists import comma_before
from dateline.syntax.moves import move

_DEEDS = {
    "abducting": "abduct", "arming": "arm", "attacking": "attack", "backing": "back", "beating": "beat",
    "bombing": "bomb", "burning": "burn", "financing": "finance", "funding": "fund", "harbouring": "harbour",
    "inciting": "incite", "kidnapping": "kidnap", "killing": "kill", "launching": "launch", "mounting": "mount",
    "organising": "organise", "organizing": "organize", "planning": "plan", "plotting": "plot",
    "preparing": "prepare", "raping": "rape", "recruiting": "recruit", "sheltering": "shelter", "shelling": "shell",
    "shooting": "shoot", "staging": "stage", "supporting": "support", "targeting": "target", "torturing": "torture",
    "using": "use",
}  # fmt: skip
"""What people are accused of doing, as it is written after "of"."""
_ACCUSING = frozenset({"accuse", "acquit", "convict", "suspect"})
_CRIMES = frozenset(
    "abuse aggression arson atrocity attack betrayal bias breach brutality complicity conspiracy corruption crime "
    "espionage failure fraud genocide incitement interference killing lie massacre meddling misconduct murder "
    "negligence offence offense plot provocation rape terrorism theft torture treason violation".split()
)
_OF_DEEDS = frozenset("attack charge crime death incident offence offense operation raid spree victim".split())
"""Nouns that such a word describes: "accused of *bombing raids*"."""
_BEFORE_DEEDS = frozenset(
    "financing launching mounting organising organizing planning plotting preparing staging".split()
)
"""What is done to attacks themselves: "suspected of *planning* attacks"."""
_ASKING = frozenset({"appeal", "call", "demand", "pledge", "promise", "threaten", "urge", "vow", "warn"})


def stole_object(noun: Word) -> bool:
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


def give_back_object(noun: Word) -> None:
    """Give the object that a verb of saying stole to its verb, in place."""
    verb, speaker, say = _robbed(noun), _last_group(noun), noun.head
    assert verb is not None
    assert speaker is not None
    move(speaker, say, "nsubj")
    move(noun, verb, "dobj")


def is_gerund_made_modifier(noun: Word) -> bool:
    """A plural after what somebody is accused of doing to it: "suspected of *planning* attacks" are no such attacks."""
    preposition, first = noun.head, next(iter(noun.children), None)
    if noun.dep != "pobj" or noun.tag != "NNS" or first is None or first.lower not in _DEEDS:
        return False
    if noun.lemma in _OF_DEEDS and first.lower not in _BEFORE_DEEDS:
        return False
    accused = preposition.lower == "of" or preposition.head.lemma == "charge"
    return first.dep in {"compound", "amod"} and first.index == preposition.index + 1 and accused


def make_gerund(noun: Word) -> None:
    """Make a verb of the modifier, and its object of the noun, in place."""
    gerund, preposition = noun.children[0], noun.head
    move(gerund, preposition, "pcomp")
    gerund.tag, gerund.pos, gerund.lemma = "VBG", "VERB", _DEEDS[gerund.lower]
    move(noun, gerund, "dobj")


def verb_beside_content(verb: Word) -> Word | None:
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
    asks = verb.lemma in _ASKING and verb.child("prep", "ccomp", "xcomp") is not None
    passive = inner.child("auxpass") is not None and (verb.child("dobj") is not None or asks)
    other = inner.tag == "VB" or (verb.tag == "VBZ" and inner.tag != "VBZ")
    return main if passive or other else None


def content_before(verb: Word) -> Word | None:
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


def accused_of(preposition: Word) -> Word | None:
    """The verb of accusing beside whose object the crime was put: "accused both sides *of war crimes*"."""
    noun, crime = preposition.head, preposition.child("pobj")
    if preposition.lower != "of" or noun.dep != "dobj" or noun.head.lemma not in _ACCUSING or crime is None:
        return None
    beside = any(child.lower == "of" for child in noun.head.children)
    return noun.head if crime.lemma in _CRIMES and not beside else None
