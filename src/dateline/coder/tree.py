"""Questions about the syntax tree that several stages ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.syntax import Word

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor", "nobody", "without"})
_NOUN_PLACES = frozenset({"pobj", "nsubj", "nsubjpass", "csubj", "csubjpass", "dobj", "attr", "appos", "poss"})
_PHRASE_CUTS = frozenset(
    {"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "ccomp", "preconj", "parataxis", "dep"}
)
_NOBODY = frozenset({"nobody", "none", "nothing", "noone"})
_INTRANSITIVE = frozenset({"brawl", "clash", "die", "flee", "march", "patrol", "rally", "rebel", "revolt", "riot"})
"""Verbs that are no passive without its auxiliary, whatever the parser makes of their participle."""
_ALONE = frozenset({"nsubj", "nsubjpass", "dobj"})
"""Where a number stands for people without a noun."""
_COUNTS = frozenset({"", "CARDINAL"})
_SAYING = frozenset({"according"})
"""Before "to", who says it: no party of what is told."""
_HOW_MANY = frozenset({"DT", "JJ", "JJR", "JJS", "PDT"})
"""Tags of words of number that are no numerals."""
_THERE = frozenset({"there", "here", "alone"})
_COMPLETING = frozenset({"to", "with", "against"})
"""What completes an adjective; "dead *in* fighting" is no such thing."""
_PHRASE_PREPOSITIONS = frozenset({"of", "from"})


def is_verb(word: Word) -> bool:
    """Whether the word is used as a verb (participles included)."""
    return word.tag.startswith("VB") and not is_gerund_noun(word)


def is_noun(word: Word) -> bool:
    """Whether the word is a noun, a name, a number that stands for one, or a gerund used as one."""
    return word.tag.startswith("NN") or word.tag == "CD" or is_gerund_noun(word)


def is_gerund_noun(word: Word) -> bool:
    """Whether an -ing form stands where a noun would: "during *fighting*", "the *shelling* began"."""
    return word.tag == "VBG" and word.dep in _NOUN_PLACES and word.child("dobj", "aux") is None


def is_passive(verb: Word) -> bool:
    """Whether a verb's grammatical subject is its object: "was killed", "rebels killed in"."""
    if verb.child("auxpass", "nsubjpass") is not None:
        return True
    if verb.tag == "VBD" and _is_headline_passive(verb):
        return True
    if verb.tag in {"VBD", "VBN"} and _is_second_passive(verb):
        return True
    if verb.tag != "VBN" or verb.lemma in _INTRANSITIVE:
        return False
    if verb.child("agent") is not None:
        return True
    if verb.dep in {"acl", "amod"}:
        return verb.child("nsubj") is None  # "claims that she *had hit* a pupil"
    if verb.dep == "xcomp" and verb.child("aux") is None and verb.head.child("dobj") is not None:
        return True  # "leaves four injured"
    if verb.dep == "conj" and verb.child("aux") is None:  # "11 were killed and 60 wounded"
        return is_verb(verb.head) and is_passive(verb.head)
    return verb.child("aux") is None and verb.child("nsubj") is not None and verb.child("dobj") is None


def _is_headline_passive(verb: Word) -> bool:
    """Whether a past tense with a state and no object is a passive without its auxiliary: "three found dead"."""
    state = verb.child("oprd")
    if state is None or state.tag != "JJ" or verb.child("dobj", "aux") is not None:
        return False
    return state.child("nsubj") is None  # "a raid that left *nine* dead"


def _is_second_passive(verb: Word) -> bool:
    """As in "houses were looted, then *burned*", where the parser lost the coordination."""
    shared = verb.dep in {"dep", "conj"} and verb.child("nsubj", "dobj", "aux") is None
    return shared and is_verb(verb.head) and verb.head.child("auxpass") is not None


def is_infinitive(verb: Word) -> bool:
    """Whether a verb stands after "to"."""
    return any(child.dep == "aux" and child.lower == "to" for child in verb.children)


def is_gerund(verb: Word) -> bool:
    """Whether a verb is a gerund: "denied *firing*", "denied having *fired*"."""
    return verb.tag == "VBG" or any(child.dep == "aux" and child.lower == "having" for child in verb.children)


def is_cut_off(clause: Word) -> bool:
    """Whether a semicolon parts a clause from the verb after it: "*Paris sent aid*; London said it would wait"."""
    between = range(clause.index, clause.head.index)
    return any(child.text == ";" and child.index in between for child in (*clause.children, *clause.head.children))


def conjuncts(word: Word) -> list[Word]:
    """The word and all that is coordinated with it, in text order."""
    found = [word]
    for item in found:  # grows while it is read
        stands = heads_noun(item) or item.tag == "PRP"  # "*she* and her son"
        found.extend(child for child in item.children if child.dep == "conj" and heads_noun(child) == stands)
    return sorted(found, key=lambda item: item.index)


def heads_noun(word: Word) -> bool:
    """Whether a word is a noun, or tells how many of one there are: "*several* of his aides"."""
    return is_noun(word) or (word.tag in _HOW_MANY and any(child.lower == "of" for child in word.children))


def first_conjunct(word: Word) -> Word:
    """The conjunct that carries the function of all."""
    while word.dep == "conj" and word.head is not word:
        word = word.head
    return word


def prepositions(word: Word) -> Iterator[tuple[str, Word]]:
    """Each prepositional phrase below the word, as (preposition, its noun); coordinated nouns one by one."""
    for child in word.children:
        if child.dep not in {"prep", "agent", "dative"} or not child.children:
            continue
        if child.lower in _SAYING:
            continue
        for inner in child.children:
            if inner.dep == "pobj":
                for noun in conjuncts(inner):
                    yield child.lower, noun
            elif inner.dep == "prep":  # "out of", "from across"
                for noun in (deep for deep in inner.children if deep.dep == "pobj"):
                    yield inner.lower, noun


def phrase(head: Word) -> tuple[Word, Word]:
    """First and last word of the noun phrase of `head`, without clauses, appositions and coordinated nouns."""
    inside = {head.index: head}
    queue = [head]
    for word in queue:
        for child in word.children:
            if child.dep in _PHRASE_CUTS and not _keeps(child):
                continue
            if child.dep == "prep" and child.lower not in _PHRASE_PREPOSITIONS and not _completes(child, head):
                continue
            if child.dep == "advmod" and child.lower in _THERE:
                continue
            inside[child.index] = child
            queue.append(child)
    first = last = head
    while first.index - 1 in inside:
        first = inside[first.index - 1]
    while last.index + 1 in inside:
        last = inside[last.index + 1]
    return first, last


def _completes(preposition: Word, head: Word) -> bool:
    """Whether what stands after a preposition belongs to the phrase: "fighters *loyal to* Haftar", "*belonging* to"."""
    word = preposition.head
    after = word.tag.startswith("JJ") and word.index > head.index
    return word.lemma == "belong" or (after and preposition.lower in _COMPLETING)


def _keeps(child: Word) -> bool:
    """Hyphens and names' inner punctuation, and "belonging to", stay in the phrase; "Lima - Two youths" is parted."""
    if child.dep == "punct":
        return child.text in {"-", "/", "'", "’", "."} and not (child.text == "-" and _is_spaced(child))
    return child.dep == "acl" and child.lemma == "belong"


def _is_spaced(sign: Word) -> bool:
    """Whether a sign stands between blanks, as a dash does; ages are written so, too ("a 26 - year - old man")."""
    words, at = sign.sentence.words, sign.index - sign.sentence.words[0].index
    if not 0 < at < len(words) - 1:
        return False
    before, after = words[at - 1], words[at + 1]
    of_age = before.tag == "CD" or {before.lemma, after.lemma} & {"year", "month", "old"}
    return before.end < sign.start and sign.end < after.start and not of_age


def negated(word: Word, *, but: Word | None = None) -> bool:
    """Whether the word itself is denied: "did not attack", "no attack", "none of".

    Args:
        word: The word.
        but: A dependent whose "no" is counted already: "*no arrest* was made" is denied once.
    """
    for child in word.children:
        if child is but:
            continue
        if child.dep == "neg" or (
            child.dep in {"det", "advmod", "preconj"} and child.lower in {"no", "never", "neither"}
        ):
            return True
        if child.lower == "nor" and child is word.sentence.words[0]:  # "*Nor* would they leave"
            return True
        if child.dep in {"nsubjpass", "nsubj", "dobj"} and _is_nobody(child):
            return True
    return word.dep in {"pobj", "pcomp"} and word.head.lower == "without"


def _is_nobody(noun: Word) -> bool:
    """As "no one", "no soldiers", "none of the hostages"."""
    for child in noun.children:
        if child.dep in {"det", "preconj", "cc"} and child.lower in {"no", "neither"}:
            return True
        if child.dep == "neg" or (noun.lower == "one" and child.lower == "not"):
            return True
        if child.lower == "single" and any(inner.lower == "not" for inner in noun.children):
            return True
    return noun.lower in _NOBODY


def distance_up(word: Word, target: Word) -> int | None:
    """Steps from `word` up to `target`, or None when `target` is not above it."""
    steps = 0
    while word is not target:
        if word.head is word:
            return None
        word = word.head
        steps += 1
    return steps


def spread(words: Iterable[Word]) -> tuple[Word, Word]:
    """The first and the last of some words."""
    ordered = sorted(words, key=lambda word: word.index)
    return ordered[0], ordered[-1]


def is_number_of_people(word: Word) -> bool:
    """Whether a number stands for people without a noun: "*12* were shot", "kills *30*"."""
    if word.tag != "CD" or word.entity not in _COUNTS:
        return False
    following = word.sentence.words[word.index - word.sentence.words[0].index + 1 :][:1]
    return word.dep in _ALONE or any(number_of_dead(after) is word for after in following)


def number_of_dead(word: Word) -> Word | None:
    """The number right before "dead", which then is a noun whatever the parser says: "listed *42* dead"."""
    words = word.sentence.words
    before = words[word.index - words[0].index - 1] if word.index > words[0].index else None
    return before if before is not None and word.lower == "dead" and before.tag == "CD" else None
