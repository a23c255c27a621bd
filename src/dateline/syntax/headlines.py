"""Sentences whose verb the parser missed: headlines without articles, passives without auxiliaries."""

from __future__ import annotations

from dateline.syntax.document import Sentence, Word
from dateline.syntax.moves import move

_HEADLINE_VERBS = frozenset(
    {
        "ambush", "arrest", "attack", "besiege", "blast", "block", "bomb", "capture", "charge", "fire", "free", "hit",
        "jail", "kidnap", "kill", "launch", "loot", "murder", "raid", "release", "rescue", "sanction", "seize", "shell",
        "shoot", "storm", "strike",
        "target", "threaten", "torch", "wound",
    }
)  # fmt: skip
"""Verbs that the parser takes for nouns where a headline has left out the articles."""
HARMED = {
    "shot": "shoot", "injured": "injure", "wounded": "wound", "killed": "kill", "hurt": "hurt", "stabbed": "stab",
    "arrested": "arrest", "detained": "detain",
}  # fmt: skip
"""Participles of what is done to somebody, with their verbs."""
_TAKEN = {
    "abducted": "abduct", "charged": "charge", "freed": "free", "jailed": "jail", "kidnapped": "kidnap",
    "released": "release", "rescued": "rescue",
}  # fmt: skip
"""The same of who is taken or let go."""
_ACTIVE = ("dobj", "aux", "auxpass", "nsubjpass", "oprd", "ccomp", "xcomp", "prt")
_HARMING = frozenset({"kills", "wounds", "injures", "hurts", "displaces"})
_MODIFIERS = frozenset({"compound", "nmod", "amod"})
_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_SPANS = frozenset({"hour", "minute", "day", "week", "month", "year"})
_AIMED = frozenset({"at", "on", "into", "toward", "towards", "upon", "back"})


def give_verb(sentence: Sentence) -> None:
    """Give a sentence its verb, in place, where the parser took it for a noun or a modifier."""
    _verb_for_headline(sentence)
    _verb_for_participle(sentence)
    _passive_for_headline(sentence)
    if sentence.words[-1].text not in {".", "?", "!"}:
        for word in sentence.words:
            if _is_first_of_two(word):
                move(word, _subject_after(word), "conj")
            elif _is_counted(word):
                word.dep = "dobj"
            elif (number := _number_after(word)) is not None:
                word.tag, word.pos, word.lemma = "VBZ", "VERB", word.lower.removesuffix("s")
                number.dep = "dobj"


def tell_of_all(sentence: Sentence) -> None:
    """Hang what befell all of a headline's list on its first, in place, once the list is known for one."""
    if sentence.words[-1].text not in {".", "?", "!"}:
        for word in sentence.words:
            if _is_of_all(word):
                move(word, _first_of(word.head), "acl")


def _first_of(noun: Word) -> Word:
    """The first of those that a noun is coordinated with."""
    while noun.dep == "conj":
        noun = noun.head
    return noun


def _is_of_all(participle: Word) -> bool:
    """What befell all that are listed before it: "two policemen, one civilian *killed* in blast"."""
    told = participle.dep == "acl" and participle.tag == "VBN" and participle.lower in HARMED
    first = _first_of(participle.head)
    return told and first is not participle.head and first.dep == "ROOT" and first.tag.startswith("NN")


def _number_after(noun: Word) -> Word | None:
    """The number right behind a verb that was taken for a noun: "kills 20, *wounds* 50" has no fifty wounds."""
    if noun.tag != "NNS" or noun.dep != "conj" or noun.head.tag != "VBZ" or noun.lower not in _HARMING:
        return None
    return next((one for one in noun.children if one.dep == "nummod" and one.index == noun.index + 1), None)


def _is_first_of_two(name: Word) -> bool:
    """The first of two who act, joined by a comma alone: "*Colombia*, rebels agree to talks"."""
    verb = name.head
    first = name.dep in {"npadvmod", "dep", "advmod"} and name.tag.startswith("NN") and name.index < verb.index
    subject = verb.child("nsubj") if verb.tag == "VBP" else None
    if not first or subject is None or subject.index > verb.index:
        return False
    words, between = name.sentence.words, min(word.index for word in subject.subtree()) - 1
    return between == name.index + 1 and words[between - words[0].index].text == ","


def _subject_after(name: Word) -> Word:
    subject = name.head.child("nsubj")
    assert subject is not None
    return subject


def _is_counted(number: Word) -> bool:
    """Those of whom a headline tells only how many: "police arrest *3* over attack"."""
    verb = number.head
    told = number.dep == "npadvmod" and number.tag == "CD" and verb.tag.startswith("VB")
    return told and number.index == verb.index + 1 and verb.child("dobj", "auxpass") is None


def _verb_for_headline(sentence: Sentence) -> None:
    """Give a sentence of nouns alone its verb: "Rebels *raid* army base" is no base of rebel raids.

    A plural does not modify a noun, and what agrees with the noun before it and is a verb in headlines is the verb.
    """
    words = sentence.words
    finite = (word for word in words if word.tag.startswith("VB") and word.tag != "VBN")
    if any(word.dep not in _MODIFIERS for word in finite) or not words[-1].text.isalnum():
        return
    at = next((at for at in range(1, len(words) - 1) if _is_headline_verb(words, at)), None)
    if at is None or sentence.root.index <= words[at].index:
        return
    verb, root, subject = words[at], sentence.root, words[at - 1]
    for word in words[:at]:
        if word is not subject and word.head.index >= subject.index:
            move(word, subject, "compound")
    for child in list(verb.children):
        if child.index > verb.index:
            move(child, root, child.dep)
    verb.head.children.remove(verb)
    verb.head, verb.dep = verb, "ROOT"
    verb.lemma, verb.tag, verb.pos = _base(verb), "VBZ" if verb.lower != _base(verb) else "VBP", "VERB"
    if subject in verb.children:
        subject.dep = "nsubj"
    else:
        move(subject, verb, "nsubj")
    _hang_root(root, verb, "dobj")


def _passive_for_headline(sentence: Sentence) -> None:
    """Make a passive of a headline's bare participle of harm: "Four *shot* in bar", "Man *shot* in neck".

    Who harms has an object, or an aim after "at" or "on".
    """
    root, words = sentence.root, sentence.words
    lemma = HARMED.get(root.lower) or _TAKEN.get(root.lower)
    if lemma is None or words[-1].text in {".", "?", "!"}:
        return
    for child in root.children:
        if child.dep == "dobj" and child.lemma in _SPANS:
            child.dep = "npadvmod"  # "mayor shot dead *hours* after taking office"
    if root.child(*_ACTIVE) is not None:
        return
    if any(child.dep == "prep" and child.lower in _AIMED and _aims(child) for child in root.children):
        return
    before = words[0] if words[0].tag == "CD" and root is words[1] else root.child("nsubj")
    if before is None or before.index > root.index or before.head is not root:
        return
    before.dep = "nsubjpass"
    root.tag, root.pos, root.lemma = "VBN", "VERB", lemma


def _aims(preposition: Word) -> bool:
    """Whether somebody or something is shot at: "at police", but not "at *sports bar*", which is where."""
    aim = preposition.child("pobj")
    return aim is None or preposition.lower != "at" or aim.tag == "NNS" or aim.lower == "police"


def _is_headline_verb(words: list[Word], at: int) -> bool:
    word, before, after = words[at], words[at - 1], words[at + 1]
    if word.tag in _FINITE and word.dep in _MODIFIERS and before.tag.startswith("NN"):
        return True  # "police *raid* homes": what is finite describes nothing
    if not word.tag.startswith("NN") or word.dep != "compound" or _base(word) not in _HEADLINE_VERBS:
        return False
    if not before.tag.startswith("NN") or not after.tag.startswith(("NN", "JJ", "CD")):
        return False
    plural = before.tag in {"NNS", "NNPS"}
    return plural == (word.lower == _base(word))


def _base(word: Word) -> str:
    """The verb that an apparent noun is: "jails" is "jail"."""
    return word.lower if word.lower in _HEADLINE_VERBS else word.lower.removesuffix("s")


def _verb_for_participle(sentence: Sentence) -> None:
    """Make the verb of a whole sentence without one: "Troops of the mission *sealed* off the area."

    A past participle that describes a noun has no object of its own; the clause of a sentence that ends in a full stop
    needs a verb.
    """
    root = sentence.root
    if not root.tag.startswith("NN") or sentence.words[-1].text != ".":
        return
    if any(word.tag in {"VBD", "VBZ", "VBP", "MD"} for word in sentence.words):
        return
    verb = next((word for word in root.subtree() if word.tag == "VBN" and word.dep == "acl"), None)
    if verb is None or verb.child("aux", "auxpass", "agent") is not None or verb.child("dobj", "prt") is None:
        return
    verb.head.children.remove(verb)
    verb.head, verb.dep, verb.tag = verb, "ROOT", "VBD"
    _hang_root(root, verb, "nsubj")
    for particle in [child for child in verb.children if child.dep == "prt"]:
        for noun in [child for child in particle.children if child.dep == "pobj"]:
            move(noun, verb, "dobj")


def _hang_root(root: Word, verb: Word, dep: str) -> None:
    """Hang a sentence's former root on its new one, which ends the sentence."""
    root.head, root.dep = verb, dep
    verb.children.append(root)
    for child in [child for child in root.children if child.dep == "punct" and child.index > verb.index]:
        move(child, verb, "punct")
    verb.children.sort(key=lambda child: child.index)
