"""What attribution gives, and what its rules hand to each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.records import SourceKind
from dateline.syntax import Word


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says something. All numbers are word indexes of the document, first and last inclusive.

    Args:
        source: The source's noun phrase; None where nobody is named ("reportedly").
        head: Head word of the source.
        cue: The words that tell it: "said", "according to".
        content: What is said, as one or more stretches.
        kind: What kind of source it is.
        parent: Position of the attribution within whose content this one stands.
        vouches: False where someone only wants, likes or plans it; nobody vouches for a fact then.
    """

    source: tuple[int, int] | None
    head: Word | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    kind: SourceKind
    parent: int | None
    vouches: bool = True

    def holds(self, index: int) -> bool:
        """Whether the word of that index is part of what is said."""
        return any(first <= index <= last for first, last in self.content)

    @property
    def size(self) -> int:
        """Number of words said."""
        return sum(last - first + 1 for first, last in self.content)


@dataclass(slots=True, eq=False)
class Finding:
    """An attribution in the making.

    Args:
        verb: The word of saying (a verb, "according", an adverb, a colon).
        sources: Heads of the sources, one per coordinated source; empty if nobody is named.
        cue: Word indexes of the cue.
        content: Word indexes of what is said.
        quotes: Whether the cue may stand with a quotation.
        vouches: See `Attribution`.
    """

    verb: Word
    sources: tuple[Word, ...]
    cue: tuple[int, int]
    content: set[int] = field(default_factory=set)
    quotes: bool = False
    vouches: bool = True


def ranges(indexes: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Stretches of following numbers.

    >>> ranges([4, 1, 2])
    ((1, 2), (4, 4))
    """
    found: list[list[int]] = []
    for index in sorted(indexes):
        if found and index == found[-1][1] + 1:
            found[-1][1] = index
        else:
            found.append([index, index])
    return tuple((first, last) for first, last in found)


def indexes(words: Iterable[Word]) -> set[int]:
    """Their numbers."""
    return {word.index for word in words}


def sources_of(word: Word, attributions: Sequence[Attribution]) -> list[Attribution]:
    """All attributions whose content holds the word and that vouch for it, innermost first."""
    found = [said for said in attributions if said.vouches and said.holds(word.index)]
    return sorted(found, key=lambda said: (said.size, said.cue))
