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


class _Table(dict[str, float]):
    """Values of words; those that are not in the table have that of the rarest."""

    def __init__(self, values: Mapping[str, float], missing: float) -> None:
        super().__init__(values)
        self._missing = missing

    def __missing__(self, _: str) -> float:
        return self._missing


@lru_cache(maxsize=1)
def _rarities() -> _Table:
    try:
        rows = (line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines())
        values = {word: math.log(10_000 / int(share)) for word, share in rows}
    except (OSError, ValueError) as error:
        raise InstallError(f"{DATA.name} is damaged: {error}", hint="Install Dateline again.") from error
    return _Table(values, math.log(10_000 / UNSEEN))


@lru_cache(maxsize=1)
def _squares() -> _Table:
    return _Table({word: value**2 for word, value in _rarities().items()}, _rarities()[""] ** 2)


def rarity(word: str) -> float:
    """Natural logarithm of one in how many reports has this stem."""
    return _rarities()[word]


def mass(words: Iterable[str]) -> float:
    """Sum of the squared rarities; exact, so that the order of the words does not matter."""
    return math.fsum(map(_squares().__getitem__, words))


def party_rarity(one: Party) -> float:
    """What sharing this party tells, 0 to 1."""
    if one.id is not None:
        return REGISTERED
    if one.name:
        return NAMED
    return KIND
