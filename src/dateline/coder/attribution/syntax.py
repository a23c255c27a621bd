"""Questions about the tree that only attribution asks."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from dateline.coder.attribution.model import indexes
from dateline.coder.tree import SUBJECTS, conjuncts, is_noun, is_verb
from dateline.syntax import Word

Says = AbstractSet[str]
_NOTHING: frozenset[str] = frozenset()
_CONTRASTS = frozenset({"while", "whereas", "though", "although"})
CUE_PARTS = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
PUNCTUATION = frozenset(",.;:-\u2013\u2014!?…()[]") | {"--", "...", "'"}


def agents(verb: Word) -> tuple[Word, ...]:
    """The heads of "by X" below a passive verb or a noun, coordinated ones one by one."""
    for child in verb.children:
        if child.dep in {"agent", "prep"} and child.lower in {"by", "from"}:
            noun = child.child("pobj")
            if noun is not None and (child.lower == "by" or verb.pos == "NOUN"):
                return tuple(conjuncts(noun))
    return ()


def speakers(verb: Word, says: Says = _NOTHING) -> tuple[Word, ...]:
    """Who does what an active verb tells: its own subject, or the one it shares or is controlled by.

    Args:
        verb: The verb.
        says: Lemmas of verbs that report speech; a coordination of two of them is seen through.
    """
    own = [child for child in verb.children if child.dep in {"nsubj", "csubj"}]
    if own:
        behind = len(own) > 1 and own[-1].index > verb.index  # "…, said the minister", the saying taken for a subject
        return tuple(conjuncts(_antecedent(own[-1 if behind else 0])))
    outer = resumed(verb, says)
    return _shared_speakers(verb) if outer is None else speakers(outer, says)


def resumed(verb: Word, says: Says) -> Word | None:
    """The verb of saying that this one goes on from, though the parser hangs it below what is said.

    "Police said five men had fled and added that …": "added" in the tree belongs to "fled".
    """
    first = verb.head
    if verb.dep != "conj" or verb.lemma not in says or first.dep != "ccomp" or verb.child("nsubj") is not None:
        return None
    outer = first.head
    speech = outer.lemma in says and outer.tag == verb.tag and verb.tag in {"VBD", "VBZ", "VBP"}
    return outer if speech and verb.child("ccomp") is not None else None


def spoken(word: Word, says: Says) -> set[int]:
    """Indexes below a clause that is said, without what others say beside it ("…, while witnesses said …")."""
    found: set[int] = set()
    queue = [word]
    for item in queue:
        found.add(item.index)
        queue.extend(child for child in item.children if not _elsewhere(child, word, says))
    return found


def _elsewhere(child: Word, word: Word, says: Says) -> bool:
    if child.lemma not in says:
        return False
    if child.dep == "conj" and child.head is word:
        return child.child("nsubj") is not None or resumed(child, says) is not None
    contrast = any(part.dep == "mark" and part.lower in _CONTRASTS for part in child.children)
    return child.dep == "advcl" and contrast and child.child("nsubj") is not None


def _shared_speakers(verb: Word) -> tuple[Word, ...]:
    head = verb.head
    if head is verb or verb.dep not in {"conj", "xcomp", "advcl", "acl", "pcomp", "dep", "ccomp"}:
        return ()
    if verb.dep == "acl" and is_noun(head):
        return tuple(conjuncts(head))
    if verb.dep == "pcomp" and head.head is not head:  # "began by saying", "was quoted as saying"
        head = head.head
    if verb.dep == "ccomp" and not (verb.tag == "VBG" or verb.child("aux") is not None):
        return ()
    if not is_verb(head) and head.pos != "AUX":
        return ()
    passive = head.child("nsubjpass")
    if passive is not None and verb.dep != "conj":
        return tuple(conjuncts(_antecedent(passive)))
    return speakers(head)


def _antecedent(subject: Word) -> Word:
    """The noun that "who" and "which" stand for."""
    if subject.tag in {"WP", "WDT"} and subject.head.dep == "relcl":
        return subject.head.head
    return subject


def clause(verb: Word) -> set[int]:
    """Indexes of a verb's clause: all below it, without coordinated clauses that have their own subject."""
    found: set[int] = set()
    queue = [verb]
    for word in queue:
        found.add(word.index)
        queue.extend(child for child in word.children if not _separate(child, verb))
    return found


def _separate(child: Word, verb: Word) -> bool:
    return child.dep == "conj" and child.head is verb and child.child(*SUBJECTS) is not None


def below(*words: Word) -> set[int]:
    """Indexes of all words below these, and their own."""
    return {index for word in words for index in indexes(word.subtree())}


def clause_head(word: Word) -> Word:
    """The verb of the clause that the word stands in; the sentence's root if there is none."""
    while not is_verb(word) and word.pos != "AUX" and word.head is not word:
        word = word.head
    return word


def verb_cue(verb: Word) -> tuple[int, int]:
    """The verb with the auxiliaries, negation, adverbs and particles that touch it."""
    parts = {child.index for child in verb.children if child.dep in CUE_PARTS and not child.children}
    first = last = verb.index
    while first - 1 in parts:
        first -= 1
    while last + 1 in parts:
        last += 1
    return first, last


def trim(found: set[int], texts: dict[int, str]) -> set[int]:
    """Leave out the commas and stops at both ends."""
    left = sorted(found)
    while left and texts[left[-1]] in PUNCTUATION:
        left.pop()
    while left and texts[left[0]] in PUNCTUATION:
        left.pop(0)
    return set(left)


def is_that_clause(child: Word) -> bool:
    """Whether a clause is one of "that" with a subject of its own: what is said, not a relative clause."""
    if child.dep not in {"acl", "ccomp", "relcl"}:
        return False
    marked = any(part.dep == "mark" and part.lower == "that" for part in child.children)
    return marked and child.child(*SUBJECTS) is not None


def hung_on_adjunct(verb: Word) -> Word | None:
    """The clause of "said in a statement that …", which the parser hangs on the noun before it."""
    for child in verb.children:
        if child.dep == "prep" and child.index > verb.index:
            found = next((word for word in child.subtree() if is_that_clause(word)), None)
            if found is not None:
                return found
    return None


def told_in(noun: Word, says: Says) -> bool:
    """Whether a clause on this noun is what a verb of saying says: "said in a statement that …"."""
    verb = noun.head.head
    if noun.dep != "pobj" or verb.lemma not in says or any(child.dep == "ccomp" for child in verb.children):
        return False
    clause_of = hung_on_adjunct(verb)
    return clause_of is not None and clause_of.head is noun
