"""From the offsets of a cleaned text back to those of the text that was annotated."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECE = re.compile(r"\w+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each stretch of one text stands in another that was made from it.

    Reading a report mends its encoding, its spaces and its hyphens, so that offsets shift. Words that both texts have
    are paired in order; a span that starts or ends within words that were changed takes in the whole change.
    """

    starts: tuple[int, ...]
    targets: tuple[int, ...]
    sizes: tuple[int, ...]
    length: int

    def __call__(self, offset: int, *, end: bool = False) -> int:
        """The offset in the other text; `end` says that it is the end of a span."""
        at = bisect_right(self.starts, offset - 1 if end and offset else offset) - 1
        start, target, size = self.starts[at], self.targets[at], self.sizes[at]
        if offset <= start + size:
            return target + offset - start
        if not end:
            return target + size
        return self.targets[at + 1] if at + 1 < len(self.targets) else self.length

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span in the other text."""
        return self(start), max(self(start), self(end, end=True))


def offset_map(source: str, target: str) -> OffsetMap:
    """Map offsets in `source` to offsets in `target`."""
    if source == target:
        return OffsetMap((0,), (0,), (len(source),), len(target))
    left, right = _pieces(source), _pieces(target)
    matcher = SequenceMatcher(None, [piece for _, piece in left], [piece for _, piece in right], autojunk=False)
    starts, targets, sizes = [0], [0], [0]
    for mine, theirs, count in matcher.get_matching_blocks():
        # Piece by piece: runs of blanks are taken as equal but differ in length.
        for (at, piece), (there, other) in zip(left[mine : mine + count], right[theirs : theirs + count], strict=True):
            starts.append(at)
            targets.append(there)
            sizes.append(min(len(piece), len(other)))
    return OffsetMap(tuple(starts), tuple(targets), tuple(sizes), len(target))


def _pieces(text: str) -> list[tuple[int, str]]:
    return [(match.start(), match.group() if not match.group().isspace() else " ") for match in _PIECE.finditer(text)]
