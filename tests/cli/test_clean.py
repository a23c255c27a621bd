from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.cli.clean import for_eyes
from dateline.frames.cells import inert


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "ab"),
        ("a\x1b]8;;http://x\x07b", "ab"),
        ("a\x9b31mb", "a31mb"),
        ("left \u202eright", "left right"),
        ("two\n lines\t", "two lines"),
        ("Séva\u0301ré", "Séva\u0301ré"),
        (None, ""),
    ],
)
def test_for_eyes(text: str | None, shown: str) -> None:
    assert for_eyes(text) == shown


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in for_eyes(text))


@pytest.mark.parametrize(
    ("text", "cell"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("Gao", "Gao"), ("", ""), (" =1", "' =1")]
)
def test_for_cell(text: str, cell: str) -> None:
    assert inert(text) == cell
