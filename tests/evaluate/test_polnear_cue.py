from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.coder.attribution import find_attributions
from dateline.evaluate.polnear_cue import wide_cue
from dateline.syntax import Document

Parse = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The governor said Tuesday that the bridge was open.", "said Tuesday"),
        ("The governor said in a statement that the bridge was open.", "said in a statement"),
        ("The governor told reporters that the bridge was open.", "told"),
        ('The governor wrote: "The bridge is open."', "wrote :"),
        ("The governor made the claim that the bridge was open.", "made the claim"),
        ("The bridge was open, the governor said.", "said"),
        # an adjunct longer than a few words tells of something else
        (
            "The governor said after the long march of the farmers to the river that it was open.",
            "said",
        ),
    ],
)
def test_the_cue_with_what_modifies_it(parse: Parse, text: str, cue: str) -> None:
    document = parse(text)
    (said,) = (one for one in find_attributions(document, attitudes=True) if one.parent is None)
    first, last = wide_cue(document, said)
    assert " ".join(word.text for word in document.words[first : last + 1]) == cue


def test_a_wide_cue_holds_neither_source_nor_content(parse: Parse) -> None:
    document = parse("Farmers said in June that the mayor, who had praised them on Monday, seemed to ignore the plea.")
    for said in find_attributions(document, attitudes=True):
        first, last = wide_cue(document, said)
        assert first <= said.cue[0]
        assert said.cue[1] <= last
        assert not any(said.holds(index) for index in range(first, last + 1))
