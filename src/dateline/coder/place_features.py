"""What tells whether a place is where a verb's event happened; read from the parse, for `event_place`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.places import Toponym
from dateline.syntax import Word

_FAR_STEPS = 7
_BUCKETS = (1, 2, 3, 5, 8, 12, 20)


def features(verb: Word, toponym: Toponym, others: Sequence[Toponym], words: Sequence[Word]) -> Iterator[str]:
    """Names of what holds of a verb and a place, for a linear model.

    Args:
        verb: The word that names the event.
        toponym: The place.
        others: All toponyms of the verb's sentence, in text order.
        words: The document's words.
    """
    head = _head(toponym, words)
    up, down, path = _path(head, verb)
    preposition = _preposition(head)
    yield "bias"
    yield f"kind={toponym.kind if toponym.place.precision else 'unknown'}"
    yield f"dep={head.dep}"
    yield f"prep={preposition}"
    yield f"up={min(up, _FAR_STEPS)}"
    yield f"down={min(down, _FAR_STEPS)}"
    yield f"path={path}"
    yield f"up={min(up, 3)},down={min(down, 3)},prep={preposition}"
    yield f"dep={head.dep},verb={verb.dep}"
    yield f"side={'after' if head.index > verb.index else 'before'},gap={_bucket(abs(head.index - verb.index))}"
    yield f"verb={verb.lemma}"
    yield f"verb={verb.lemma},kind={toponym.kind}"
    yield f"tag={verb.tag},dep={verb.dep}"
    yield f"holder={_holder(head).lemma}"
    yield f"holder={_holder(head).pos},up={min(up, 4)},down={min(down, 2)}"
    for aid in verb.children:
        if aid.dep in {"aux", "neg", "mark"}:
            yield f"{aid.dep}={aid.lower}"
    yield f"before={words[toponym.first - 1].lower if toponym.first else '-'}"
    yield f"after={words[toponym.last + 1].lower if toponym.last + 1 < len(words) else '-'}"
    yield f"confidence={int(toponym.confidence * 4)}"
    yield from _company(verb, toponym, others, words)
    if head.dep in {"dobj", "nsubj", "nsubjpass"} and down == 0 and up <= 1:
        yield f"{head.dep} of {verb.lemma}"
    yield f"prep={preposition} of {verb.lemma}" if down == 0 and up <= 2 else "not below"  # noqa: PLR2004 -- verb, preposition, name


def _company(verb: Word, toponym: Toponym, others: Sequence[Toponym], words: Sequence[Word]) -> Iterator[str]:
    """The other places: how many are nearer, and whether this one only says where another lies."""
    gap = abs(toponym.first - verb.index)
    nearer = sum(abs(other.first - verb.index) < gap for other in others)
    yield f"nearer={min(nearer, 4)}"
    yield f"of={min(len(others), 5)},nearer={min(nearer, 3)}"
    position = next(number for number, other in enumerate(others) if other is toponym)
    if position and toponym.first - others[position - 1].last <= 3:  # noqa: PLR2004 -- ", " or " in "
        between = " ".join(word.lower for word in words[others[position - 1].last + 1 : toponym.first])
        yield f"after a place and {between!r}"
    if position + 1 < len(others) and others[position + 1].first - toponym.last <= 3:  # noqa: PLR2004
        between = " ".join(word.lower for word in words[toponym.last + 1 : others[position + 1].first])
        yield f"before {between!r} and a place"
    verbs = sum(
        word.pos == "VERB" for word in words[min(toponym.last, verb.index) + 1 : max(toponym.first, verb.index)]
    )
    yield f"verbs between={min(verbs, 3)}"


def _head(toponym: Toponym, words: Sequence[Word]) -> Word:
    """The word of a name that the others hang on."""
    inside = words[toponym.first : toponym.last + 1]
    for word in inside:
        if word.head.index < toponym.first or word.head.index > toponym.last or word.head is word:
            return word
    return inside[-1]


def _preposition(head: Word) -> str:
    """The preposition that a name hangs on, through nouns like "town of" or "district"."""
    word, last = head, "-"
    for _ in range(4):
        if word.dep == "pobj" and word.head.dep in {"prep", "agent", "pcomp"}:
            last = word.head.lower
            if last != "of":
                return last
            word = word.head.head
        elif word.dep in {"compound", "appos", "conj", "nmod", "amod", "poss", "npadvmod"} and word.head is not word:
            word = word.head
        else:
            return last
    return last


def _holder(head: Word) -> Word:
    """The noun or verb that a name's phrase hangs on."""
    word = head
    for _ in range(6):
        if word.head is word:
            break
        word = word.head
        if word.pos in {"NOUN", "VERB", "AUX"}:
            break
    return word


def _path(word: Word, verb: Word) -> tuple[int, int, str]:
    """Steps up from a word to what it shares with the verb, steps down to the verb, and the labels passed."""
    above = {item.index: steps for steps, item in enumerate([word, *word.ancestors()])}
    labels = [word.dep]
    for down, item in enumerate([verb, *verb.ancestors()]):
        if item.index in above:
            up = above[item.index]
            passed = list(word.ancestors())[: max(0, up - 1)]
            labels.extend("p" if step.dep == "prep" else step.dep for step in passed)
            return up, down, "/".join(labels[:4]) + f"|{min(down, 2)}"
    return _FAR_STEPS, _FAR_STEPS, "none"


def _bucket(gap: int) -> int:
    return next((limit for limit in _BUCKETS if gap <= limit), 99)
