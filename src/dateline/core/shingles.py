"""Runs of words as numbers: what texts are compared by, for copies as they arrive and for families as they are linked.

Two texts that one hand wrote share long runs of words; two that tell of the same thing do not (Broder, "On the
resemblance and containment of documents", 1997). A run is kept as a number of 63 bits, which every database can hold.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

RUN: Final = 5
"""Words in a run: shorter ones are shared by unrelated reports ("said on Saturday that")."""
SKETCH: Final = 64
"""Numbers kept in a sketch: an error of about 0.06 on the share."""

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text, without regard to case."""
    return _WORD.findall(text.casefold())


def run_hashes(words: Sequence[str], *, one_in: int = 1) -> set[int]:
    """The runs of words as numbers.

    Args:
        words: As `words_of` gives them.
        one_in: Keep one run in so many; every text keeps the same ones, so that samples compare as the texts do.
    """
    runs = (" ".join(words[at : at + RUN]).encode("utf-8", "replace") for at in range(len(words) - RUN + 1))
    return {_number(run) for run in runs if one_in == 1 or zlib.crc32(run) % one_in == 0}


def _number(run: bytes) -> int:
    return int.from_bytes(blake2b(run, digest_size=8).digest(), "big") >> 1


def sketch_of(text: str) -> frozenset[int]:
    """The smallest numbers of a text's runs."""
    return frozenset(sorted(run_hashes(words_of(text)))[:SKETCH])


def resemblance(left: frozenset[int], right: frozenset[int]) -> float:
    """Estimate from two sketches the share of runs that the texts have in common, 0 to 1."""
    if not left or not right:
        return 0.0
    smallest = frozenset(sorted(left | right)[:SKETCH])
    return len(smallest & left & right) / len(smallest)
