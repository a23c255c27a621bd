"""Clauses about a noun that the parser hangs on another, or takes for the sentence's own or the other way round."""

from __future__ import annotations

from dateline.syntax.document import Sentence, Word
from dateline.syntax.moves import move, swap

_EFFECTS = frozenset({"kill", "wound", "injure", "hurt", "leave", "send", "claim", "cost", "maim", "displace"})
"""What events do, and bars and markets do not: "a blast at a market *that killed* nine"."""
_WHERE = frozenset({"at", "in", "on", "near", "outside", "inside", "across", "around", "along"})
_RELATIVE = frozenset({"that", "which"})
_BEFORE_NOUN = frozenset({"compound", "nmod", "amod"})
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
        if (noun := _noun_made_modifier(word)) is not None:
            _make_head(noun, word)
        if (content := _content_before_break(word)) is not None:
            move(content, word.head, "ccomp")
            word.dep = "conj"
        if word.dep != "relcl":
            continue
        event = _event_above(word)
        if event is not None:
            move(word, event, "relcl")
        main = _main_verb(word)
        if main is not None:
            _make_root(main, sentence.root)


def _noun_made_modifier(plural: Word) -> Word | None:
    """The singular that an article is of, where the parser gave it to a plural: "*a guard* watching polio workers".

    "A" is no plural's article; a gerund between the two is what the singular does to the plural.
    """
    article = plural.child("det")
    if plural.tag != "NNS" or article is None or article.lower not in {"a", "an"}:
        return None
    gerund = next((child for child in plural.children if child.tag == "VBG" and child.dep in _BEFORE_NOUN), None)
    if gerund is None:
        return None
    before = [child for child in plural.children if child.index == gerund.index - 1 and child.tag == "NN"]
    return before[0] if before and before[0].dep in _BEFORE_NOUN else None


def _make_head(noun: Word, plural: Word) -> None:
    gerund = next(child for child in plural.children if child.index == noun.index + 1)
    swap(noun, "dobj")
    move(gerund, noun, "acl")
    gerund.pos = "VERB"
    move(plural, gerund, "dobj")
    for child in [child for child in plural.children if child.index < noun.index]:
        move(child, noun, child.dep)


def _content_before_break(verb: Word) -> Word | None:
    """What was said, where the parser gave it to the next who speaks: "A said *it fired*; B denied having done so"."""
    say, subject = verb.head, verb.child("nsubj")
    content = verb.child("ccomp")
    if verb.dep != "ccomp" or subject is None or content is None or say.child("nsubj") is None:
        return None
    first = min(word.index for word in subject.subtree())
    words = verb.sentence.words
    broken = words[first - words[0].index - 1].text == ";" and first > words[0].index
    return content if broken and say.index < content.index < first else None


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
    if verb.dep == "relcl":
        return None  # "a bomb that *went* off killed nine"
    for child in verb.children:
        alone = child.child("nsubj", "nsubjpass", "aux", "cc") is None and child.tag in _FINITE
        joined = child.dep == "advcl" and any(one.dep == "mark" or one.tag == "WRB" for one in child.children)
        if child.dep in {"conj", "advcl"} and child.index > verb.index and alone and not joined:
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
    if verb.head is not subject:
        move(verb, subject, "conj")
    swap(verb, "nsubj")
