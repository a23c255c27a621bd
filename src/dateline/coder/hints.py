"""What the encoder is told beside the words: each word's syntax, the lexicon's event words, and the rules' roles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.coder.predicates import Lexicon, Predicate
from dateline.coder.roles import assign_roles
from dateline.coder.unlisted import unlisted
from dateline.neural.heads import NO_EVENT
from dateline.neural.hints import ABOVE, ARGUMENT, ASIDE, FAR, HINTED_ROLES, WORD, Hint
from dateline.syntax import Document, Sentence, Word

_NEAR = ("", ASIDE)
"""Prefixes of branches of the event's own word, and of the word right above it."""


class Hints:
    """The hints of one report, made as they are asked for.

    Args:
        lexicon: The words that name events.
        found: What the lexicon finds in it, before the encoder has had its say; not changed.
        stopped: Indexes of words that are known to name no event here.
    """

    def __init__(self, lexicon: Lexicon, found: Sequence[Predicate], stopped: Iterable[int]) -> None:
        self._lexicon = lexicon
        # Roles are assigned once more, to the events that remain when the encoder has refused some.
        self._found = [_untouched(one) for one in found]
        self._types = {**dict.fromkeys(stopped, NO_EVENT), **{one.head.index: one.entry.type for one in found}}
        self._roles: dict[int, Mapping[int, str]] | None = None

    @classmethod
    def of(cls, document: Document, lexicon: Lexicon) -> Hints:
        """The hints of a document of which nothing else is known yet."""
        return cls(lexicon, *lexicon.read(document))

    def sentence(self, sentence: Sentence) -> list[Hint]:
        """A hint for each word of a sentence in which no event is marked."""
        return [Hint(word.dep, self._types.get(word.index, "")) for word in sentence.words]

    def event(self, head: Word) -> list[Hint]:
        """A hint for each word of an event's sentence."""
        if self._roles is None:
            assign_roles(self._found)
            self._roles = {one.head.index: _roles(one) for one in self._found}
        if head.index not in self._roles:
            self._roles[head.index] = self._guessed(head)
        roles = self._roles[head.index]
        words = head.sentence.words
        above = [head, *head.ancestors()]
        return [
            Hint(word.dep, self._types.get(word.index, ""), roles.get(word.index, ""), _branch(word, above))
            for word in words
        ]

    def _guessed(self, head: Word) -> Mapping[int, str]:
        """The roles around a word of which the lexicon knows no event."""
        guess = unlisted(head, NO_EVENT, self._lexicon.ontology)
        if guess is None:
            return {}
        assign_roles([guess])
        return _roles(guess)


def _branch(word: Word, above: Sequence[Word]) -> str:
    """The label of the branch on which a word hangs, seen from the event's word.

    Args:
        word: The word.
        above: The event's word, and all above it, nearest first.
    """
    if word is above[0]:
        return ""
    if word in above:
        return ABOVE
    below = word
    for governor in word.ancestors():
        if governor in above:
            steps = above.index(governor)
            return (_NEAR[steps] if steps < len(_NEAR) else FAR) + below.dep
        below = governor
    return ""


def _untouched(predicate: Predicate) -> Predicate:
    slots = {slot: list(heads) for slot, heads in predicate.slots.items()}
    return replace(predicate, slots=slots, roles={}, own={}, absorbed=[])


def _roles(predicate: Predicate) -> dict[int, str]:
    """What each word is to an event, by index; of several roles the first of `HINTED_ROLES`."""
    known = [(role, heads) for role, heads in predicate.roles.items() if role in HINTED_ROLES]
    known.sort(key=lambda pair: HINTED_ROLES.index(pair[0]))
    further = [word for word in (*predicate.words, predicate.anchor) if word is not predicate.head]
    arguments = [head for heads in predicate.slots.values() for head in heads]
    found: dict[int, str] = {}
    for role, heads in (*known, (WORD, further), (ARGUMENT, arguments)):
        for head in heads:
            found.setdefault(head.index, role)
    return found
