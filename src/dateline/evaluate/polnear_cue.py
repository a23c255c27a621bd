"""The cue as PolNeAR draws it: the word of saying with all that tells how, where and when it was said.

The coder marks the shortest phrase that names the saying ("said", "was quoted as saying"). The set's annotators also
take in the verb that it depends on ("*went on* to say", "*issued a* statement"), what modifies it ("said *in an
interview*", "said *Tuesday*") and the colon that opens what is said. They leave out who is told ("told reporters").
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.coder.attribution import Attribution
    from dateline.syntax import Document, Word

# Longer adjuncts mostly tell of something else than the saying: on the train part, one token in forty is in a cue.
ADJUNCT_WORDS = 5
# More words than these between the governing verb and the word of saying are mostly another clause.
GOVERNED_WORDS = 6
_ADJUNCTS = frozenset({"prep", "npadvmod", "advmod"})
_MODIFIERS = frozenset({"amod", "det"})


def wide_cue(document: Document, said: Attribution) -> tuple[int, int]:
    """First and last word of the cue as the set would mark it."""
    first, last = said.cue
    others = _others(said)
    words = document.words
    while (adjunct := _adjunct(words, first, last, others)) is not None:
        last = adjunct
    if last + 2 < len(words) and words[last + 1].text == ":":
        last += 1
    return _governed(words, first, last, said, others), last


def _others(said: Attribution) -> set[int]:
    """Words of the source and of what is said: no part of a cue."""
    found = {index for start, end in said.content for index in range(start, end + 1)}
    if said.source is not None:
        found.update(range(said.source[0], said.source[1] + 1))
    return found


def _adjunct(words: Sequence[Word], first: int, last: int, others: AbstractSet[int]) -> int | None:
    """The last word of the adjunct that follows the cue and belongs to it."""
    top = words[last + 1] if last + 1 < len(words) else None
    while top is not None and top.head.index > last and top.head is not top:
        top = top.head
    if top is None or top.dep not in _ADJUNCTS or not first <= top.head.index <= last:
        return None
    inside = [word.index for word in top.subtree() if word.index not in others]
    whole = inside == list(range(last + 1, last + 1 + len(inside)))
    return inside[-1] if inside and whole and len(inside) <= ADJUNCT_WORDS else None


def _governed(words: Sequence[Word], first: int, last: int, said: Attribution, others: AbstractSet[int]) -> int:
    """The first word of the cue, with the modifiers of a noun and with the verb that the saying depends on."""
    while first and words[first - 1].dep in _MODIFIERS and first <= words[first - 1].head.index <= last:
        if first - 1 in others:
            break
        first -= 1
    top = next((word for word in words[first : last + 1] if not first <= word.head.index <= last), words[first])
    verb = _governor(top)
    if verb is None or said.head is None or not _is_subject(verb, said.head):
        return first
    from dateline.coder.attribution.syntax import verb_cue

    start = verb_cue(verb)[0]
    near = 0 < first - start <= GOVERNED_WORDS and others.isdisjoint(range(start, first))
    return start if near else first


def _governor(word: Word) -> Word | None:
    """The verb that a verb of saying completes, or whose object a noun of saying is."""
    head = word.head
    if word.dep == "pcomp" and head.lower == "by":
        head = head.head
    elif not (word.dep == "dobj" or (word.dep == "advcl" and word.tag == "VB")):
        return None
    return head if head.tag.startswith("VB") and head is not word else None


def _is_subject(verb: Word, speaker: Word) -> bool:
    return any(child.dep == "nsubj" and child is speaker for child in verb.children)
