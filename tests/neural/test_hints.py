"""The numbers of hints."""

from __future__ import annotations

import pytest

from dateline.neural.hints import BRANCHES, DEPENDENCIES, HINTED_ROLES, HINTS, UNKNOWN, Hint, numbers, sizes

_TYPES = ("none", "assault", "protest")


def test_what_is_not_known_is_nought() -> None:
    assert numbers(UNKNOWN, _TYPES) == (0,) * HINTS


@pytest.mark.parametrize(
    ("hint", "wanted"),
    [
        (Hint("ROOT"), (1, 0, 0, 0)),
        (Hint(type="none"), (0, 1, 0, 0)),
        (Hint("xcomp", "protest", "actor", "above"), (len(DEPENDENCIES), 3, 1, 1)),
        (Hint("no label", "of the user's own", "no role", "no branch"), (0, 0, 0, 0)),
    ],
)
def test_each_name_has_its_number(hint: Hint, wanted: tuple[int, ...]) -> None:
    assert numbers(hint, _TYPES) == wanted


def test_every_number_has_room() -> None:
    rooms = sizes(_TYPES)
    assert len(rooms) == HINTS
    last = numbers(Hint(DEPENDENCIES[-1], _TYPES[-1], HINTED_ROLES[-1], BRANCHES[-1]), _TYPES)
    assert [number + 1 for number in last] == list(rooms)


def test_no_name_stands_twice() -> None:
    assert len(set(DEPENDENCIES)) == len(DEPENDENCIES)
    assert len(set(HINTED_ROLES)) == len(HINTED_ROLES)
    assert len(set(BRANCHES)) == len(BRANCHES)
