"""Clauses about a noun that the parser hangs on another, or takes for the sentence's own or the other way round."""

from __future__ import annotations

from dateline.syntax.document import Sentence, Word
from dateline.syntax.moves import move

_EFFECTS = frozenset({"kill", "wound", "injure", "hurt", "leave", "send", "claim", "cost", "maim", "displace"})
"""What events do, and bars and markets do not: "a blast at a market *that killed* nine"."""
_WHERE = frozenset({"at", "in", "on", "near", "outside", "inside", "across", "around", "along"})
_RELATIVE = frozenset({"that", "which"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TAKEN = frozenset({"advcl", "ccomp", "conj", "dep", "parataxis"})


def mend_relatives(sentence: Sentence) -> None:
    """Apply the repairs, in place."""
    for word in sentence.words:
        if word.dep == "acl" and word.tag == "VBD" and word.child("nsubj", "aux") is None:
            word.tag = "VBN"  # a finite verb needs a subject: "a labourer *picked* up on Friday was found dead"
        if _is_one_of_several(word):
            word.dep = "conj"
        if (main := _verb_after(word)) is not None:
            _part_from(word, main)
        elif (verb := _verb_before(word)) is not None:
            move(word, verb, "conj")
        if word.dep != "relcl":
            continue
        event = _event_above(word)
        if event is not None:
            move(word, event, "relcl")
        main = _main_verb(word)
        if main is not None:
            _make_root(main, sentence.root)


def _is_one_of_several(verb: Word) -> bool:
    """A finite verb without a subject or a conjunction is no clause: "thanked the judges, *pledged* aid and left"."""
    bare = verb.child("mark", "advmod", "nsubj", "nsubjpass", "aux", "auxpass") is None
    both = verb.tag == "VBD" == verb.head.tag and verb.index > verb.head.index
    return verb.dep == "advcl" and both and bare and verb.child("dobj", "xcomp", "ccomp") is not None


def _verb_before(verb: Word) -> Word | None:
    """The verb that a finite verb goes with, which the parser hung on a noun: "hails the deal and *pledges* aid"."""
    if verb.dep != "conj" or not verb.head.tag.startswith("NN") or verb.child("nsubj", "nsubjpass", "aux") is not None:
        return None
    told = verb.tag in {"VBZ", "VBP"} or (verb.tag == "VBD" and verb.child("dobj", "xcomp", "ccomp") is not None)
    if not told:
        return None
    return next((word for word in verb.ancestors() if word.tag in _FINITE and word.index < verb.index), None)


def _verb_after(verb: Word) -> Word | None:
    """The verb of a sentence whose subject has a bare participle: "students rounded up on Friday *remain* in jail"."""
    subject = verb.child("nsubj")
    if verb.tag != "VBD" or subject is None or verb.child("dobj", "aux", "ccomp", "xcomp", "cc") is not None:
        return None
    for child in verb.children:
        alone = child.child("nsubj", "nsubjpass", "aux", "cc") is None and child.tag in _FINITE
        if child.dep == "conj" and child.index > verb.index and alone:
            between = verb.sentence.words[
                verb.index - verb.sentence.words[0].index : child.index - verb.sentence.words[0].index
            ]
            return child if not any(word.text in {",", ";", ":", "-", "–", "—"} for word in between) else None
    return None


def _part_from(participle: Word, main: Word) -> None:
    """Give the sentence to its verb, and its subject the participle."""
    subject = participle.child("nsubj")
    if subject is None:
        return
    if participle.head is participle:
        main.head.children.remove(main)
        main.head, main.dep = main, "ROOT"
    else:
        move(main, participle.head, participle.dep)
    move(subject, main, "nsubj")
    if participle.head is participle:
        subject.children.append(participle)
        subject.children.sort(key=lambda child: child.index)
        participle.head, participle.dep = subject, "acl"
    else:
        move(participle, subject, "acl")
    participle.tag = "VBN"
    for child in [child for child in participle.children if child.dep == "punct" and child.index > main.index]:
        move(child, main, "punct")


def _event_above(verb: Word) -> Word | None:
    """The noun with the place phrase that the parser gave the clause to: "a *shooting* at a bar that sent four …"."""
    preposition = verb.head.head
    does = verb.lemma in _EFFECTS and any(child.dep == "nsubj" and child.lower in _RELATIVE for child in verb.children)
    if not does or verb.head.dep != "pobj" or preposition.lower not in _WHERE or preposition.dep != "prep":
        return None
    noun = preposition.head
    return noun if noun.tag in {"NN", "NNS", "VBG"} and noun.index < preposition.index else None


def _main_verb(clause: Word) -> Word | None:
    """The verb of a sentence whose subject the parser made its root: "A bomb that went off near Gao *killed* nine"."""
    root = clause.head
    if root.head is not root or not root.tag.startswith("NN") or clause.child("nsubj", "nsubjpass") is None:
        return None
    for child in clause.children:
        free = child.child("nsubj", "nsubjpass", "mark", "aux", "cc") is None and child.child("advmod") is None
        if child.index > clause.index and child.dep in _TAKEN and child.tag in _FINITE and free:
            return child if not any(other.dep == "cc" for other in clause.children) else None
    return None


def _make_root(verb: Word, subject: Word) -> None:
    verb.head.children.remove(verb)
    verb.head, verb.dep = verb, "ROOT"
    subject.head, subject.dep = verb, "nsubj"
    verb.children.append(subject)
    for child in [child for child in subject.children if child.dep == "punct" and child.index > verb.index]:
        move(child, verb, "punct")
    verb.children.sort(key=lambda child: child.index)
