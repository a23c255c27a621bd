"""What opens a clause, where the parser joined it to what stands beside: a day, a place, a conjunction."""

from __future__ import annotations

from dateline.syntax.document import Word
from dateline.syntax.moves import move, swap

_WHEN_OR_WHERE = frozenset({"DATE", "TIME", "GPE", "LOC"})
_SPANS = frozenset({"year", "month", "week", "night", "morning", "evening", "summer", "winter", "spring", "autumn"})
_OPENERS = frozenset({"after", "before", "since", "until"})


def mend_opener(word: Word) -> bool:
    """Apply the first of the repairs that fits a word, in place; whether one did."""
    if _robbed_clause(word) is not None:
        _open_clause(word)
    elif (joined := _name_after_bare_preposition(word)) is not None:
        move(joined[0], joined[1], "pobj")
    elif _joined_place(word) is not None:
        _part_from_place(word)
    elif (verb := _dated(word)) is not None:
        move(word, verb, "npadvmod")
    else:
        return False
    return True


def _name_after_bare_preposition(noun: Word) -> tuple[Word, Word] | None:
    """The day or place that the parser joined to the subject, which leaves its preposition bare: "On *Easter Eve* men".

    A plural without an article that acts has no day for its first half.
    """
    if noun.dep not in {"nsubj", "nsubjpass"} or noun.tag != "NNS" or noun.child("det") is not None:
        return None
    name = next((child for child in noun.children if child.dep == "compound" and child.index == noun.index - 1), None)
    before = _word_before(noun.subtree()[0])
    if name is None or name.entity not in _WHEN_OR_WHERE or before is None:
        return None
    return (name, before) if before.dep == "prep" and not before.children and before.tag == "IN" else None


def _word_before(word: Word) -> Word | None:
    words = word.sentence.words
    at = word.index - words[0].index
    return words[at - 1] if at else None


def _robbed_clause(noun: Word) -> Word | None:
    """The clause whose subject was taken for a time: "broke out after *a boy* was shot", and not after a boy.

    A finite verb right behind what a preposition of time governs needs it as its subject where it has none.
    """
    preposition = noun.head
    if noun.dep != "pobj" or preposition.dep != "prep" or preposition.lower not in _OPENERS:
        return None
    last = max(word.index for word in noun.subtree())
    main = preposition.head
    above = [main.head] if main.dep == "ccomp" and main.index < main.head.index else []
    for verb in [*main.children, *above]:
        bare = verb.child("nsubj", "nsubjpass", "expl", "csubj", "mark", "cc") is None
        finite = verb.tag in {"VBD", "VBZ", "VBP"} or verb.child("auxpass", "aux") is not None
        if (verb.dep == "advcl" or verb in above) and verb.tag.startswith("VB") and bare and finite:
            after = [word.index for word in (verb, *verb.children) if word.index > last]
            return verb if min(after, default=0) == last + 1 else None
    return None


def _open_clause(noun: Word) -> None:
    verb, preposition = _robbed_clause(noun), noun.head
    assert verb is not None
    if preposition.head.head is verb:
        swap(preposition.head, "advcl")
    move(noun, verb, "nsubjpass" if verb.child("auxpass") is not None else "nsubj")
    move(preposition, verb, "mark")
    preposition.tag = "IN"


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


def _dated(noun: Word) -> Word | None:
    """The verb that a time before a number tells of: "*last year* more than 2,000 people were killed"."""
    number = noun.head
    told = noun.dep == "npadvmod" and noun.lemma in _SPANS and number.tag == "CD" and number.dep == "nummod"
    verb = number.head.head
    return verb if told and noun.index < number.index and verb.tag.startswith("VB") else None
