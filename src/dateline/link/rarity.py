"""How rare words and parties are in news of violence, counted once and shipped (`scripts/build_rarity.py`).

Counted in the store, they would make the evidence on every pair depend on every other report, and on when it came.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from dateline.core.errors import InstallError
from dateline.link.telling import Party

DATA = Path(__file__).with_name("rarity.tsv")
UNSEEN = 42
"""Share, in ten thousand reports, of words that the table does not have: its smallest entry is one above."""
REGISTERED, KIND, NAMED = 0.6, 0.4, 1.0
"""What sharing a party tells, as a share of the most: an army or a movement of the registry fights every day,
"soldiers" are in every second report, while a name outside the registry is mostly a person's."""


@lru_cache(maxsize=1)
def _rarities() -> Mapping[str, float]:
    try:
        rows = (line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines())
        return {word: math.log(10_000 / int(share)) for word, share in rows}
    except (OSError, ValueError) as error:
        raise InstallError(f"{DATA.name} is damaged: {error}", hint="Install Dateline again.") from error


_MOST = math.log(10_000 / UNSEEN)
_FINE = 10_000
"""Squares are whole numbers of so many parts: such sums are exact in any order of the words, and quick."""


class _Squares(dict[str, int]):
    def __missing__(self, _: str) -> int:
        return round(_FINE * _MOST**2)


@lru_cache(maxsize=1)
def _squares() -> _Squares:
    return _Squares({word: round(_FINE * value**2) for word, value in _rarities().items()})


def rarity(word: str) -> float:
    """Natural logarithm of one in how many reports has this stem."""
    return _rarities().get(word, _MOST)


def is_known(word: str) -> bool:
    """Whether a stem is common enough in news to be in the table."""
    return word in _rarities()


def mass(words: Iterable[str]) -> int:
    """Sum of the squared rarities, in ten thousandths."""
    return sum(map(_squares().__getitem__, words))


def party_rarity(one: Party) -> float:
    """What sharing this party tells, 0 to 1."""
    if one.id is not None:
        return REGISTERED
    if one.name:
        return NAMED
    return KIND
