from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.web.views.snippets import WIDTH, snippet

TEXT = (
    "Planes struck the market of Ségou at noon. " + "Nobody spoke of it. " * 40 + "Rebels were killed near the bridge."
)


def marked(text: str, query: str) -> str:
    return "".join(f"[{one.text}]" if one.hit else one.text for one in snippet(text, query))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("segou", "[Ségou]"),
        ("SÉGOU", "[Ségou]"),
        ("markets", "[market]"),
        ("killing", "[killed]"),
        ('"the market"', "[the market]"),
        ("plane strike -noon", "[Planes] struck"),
    ],
)
def test_words_are_marked_as_the_search_finds_them(query: str, shown: str) -> None:
    assert shown in marked(TEXT, query)


def test_the_piece_has_the_most_of_the_words() -> None:
    found = marked(TEXT, "rebels bridge market")
    assert found.startswith("…")
    assert found.endswith("[Rebels] were killed near the [bridge].")


def test_without_the_words_the_beginning_is_shown() -> None:
    assert marked(TEXT, "elephant").startswith("Planes struck the market of Ségou at noon.")
    assert marked("Short.", "") == "Short."
    assert snippet("", "words") == ()


def test_words_of_a_phrase_apart_are_not_marked() -> None:
    assert "[" not in marked("The bridge fell. A market burnt.", '"market bridge"')


def test_arabic_is_found_with_and_without_vowels() -> None:
    assert "[مَدِينَة]" in marked("في مَدِينَة كبيرة", "مدينة")


def test_markup_stays_text() -> None:
    assert marked("<img src=x onerror=alert(1)> Rebels", "rebels") == "<img src=x onerror=alert(1)> [Rebels]"


@given(st.text(max_size=600), st.text(max_size=30))
def test_a_snippet_is_a_piece_of_the_text(text: str, query: str) -> None:
    whole = " ".join("".join(one.text for one in snippet(text, query)).strip("…").split())
    assert whole in " ".join(text.split())
    assert sum(len(one.text) for one in snippet(text, query)) <= WIDTH + 2
