"""From the offsets of a cleaned text back to those of the text that was annotated."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.evaluate.spans import trimmed

_PIECE = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each stretch of one text stands in another that was made from it.

    Reading a report mends its encoding, its spaces and its hyphens, so that offsets shift. Words that both texts have
    are paired in order; a span that starts or ends within words that were changed takes in the whole change.
    """

    starts: tuple[int, ...]
    targets: tuple[int, ...]
    sizes: tuple[int, ...]
    target: str

    def __call__(self, offset: int, *, end: bool = False) -> int:
        """The offset in the other text; `end` says that it is the end of a span."""
        at = bisect_right(self.starts, offset - 1 if end and offset else offset) - 1
        start, target, size = self.starts[at], self.targets[at], self.sizes[at]
        if offset <= start + size:
            return target + offset - start
        if not end:
            return target + size
        return self.targets[at + 1] if at + 1 < len(self.targets) else len(self.target)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span in the other text, without blanks at its ends."""
        left, right = self(start), self(end, end=True)
        return trimmed(self.target, left, max(left, right)) if start < end else (left, left)


def offset_map(source: str, target: str) -> OffsetMap:
    """Map offsets in `source` to offsets in `target`."""
    if source == target:
        return OffsetMap((0,), (0,), (len(source),), target)
    left, right = _pieces(source), _pieces(target)
    starts, targets, sizes = [0], [0], [0]
    for mine, theirs, count in _equal_blocks([piece for _, piece in left], [piece for _, piece in right]):
        for (at, piece), (there, _) in zip(left[mine : mine + count], right[theirs : theirs + count], strict=True):
            starts.append(at)
            targets.append(there)
            sizes.append(len(piece))
    return OffsetMap(tuple(starts), tuple(targets), tuple(sizes), target)


def _pieces(text: str) -> list[tuple[int, str]]:
    return [(match.start(), match.group()) for match in _PIECE.finditer(text)]


def _equal_blocks(left: list[str], right: list[str]) -> Iterator[tuple[int, int, int]]:
    """Runs of equal pieces: those at both ends first, which is nearly all, so that the search between them is short."""
    head = _shared(left, right)
    tail = _shared(left[head:][::-1], right[head:][::-1])
    yield 0, 0, head
    middle = SequenceMatcher(None, left[head : len(left) - tail], right[head : len(right) - tail], autojunk=False)
    for mine, theirs, count in middle.get_matching_blocks():
        yield mine + head, theirs + head, count
    yield len(left) - tail, len(right) - tail, tail


def _shared(one: list[str], other: list[str]) -> int:
    """How many pieces are the same from the start on."""
    pairs = zip(one, other, strict=False)
    return next((number for number, (mine, theirs) in enumerate(pairs) if mine != theirs), min(len(one), len(other)))
