from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.evaluate.marked_name import marked_names
from dateline.syntax import Document

Parse = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "marked", "names"),
    [
        # the noun after a name and the article before it are no part of it
        ("Shells fell on the Gereida area .", [["the", "Gereida", "area"]], ["Gereida"]),
        # what is glued together, and what stands between the parts of a name, is
        ("Gunmen seized al-Dana at dawn.", [["Dana"]], ["al-Dana"]),
        ("Gunmen shot at Miriam's Well today.", [["Miriam"], ["Well"]], ["Miriam's Well"]),
        # half a name is marked
        ("Rebels hid on Mount Kisoro.", [["Kisoro"]], ["Mount Kisoro"]),
        ("Rebels hid on Mount Kisoro.", [["Mount"]], ["Mount Kisoro"]),
        # the day behind a name is none of it
        ("Police patrolled Tamale Saturday .", [["Tamale", "Saturday"]], ["Tamale"]),
        # two names stay two
        ("Police searched homes in Tamale and Wa .", [["Tamale"], ["Wa"]], ["Tamale", "Wa"]),
        # no name at all
        ("Troops entered the valley .", [["valley"]], []),
    ],
)
def test_the_names_in_what_is_marked(parse: Parse, text: str, marked: list[list[str]], names: list[str]) -> None:
    words = parse(text).words
    texts = [word.text for word in words]
    spans = [(texts.index(part[0]), texts.index(part[-1]), 0.9) for part in marked]
    found = [text[words[first].start : words[last].end] for first, last in marked_names(words, spans)]
    assert found == names
