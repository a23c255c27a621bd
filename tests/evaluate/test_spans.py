from __future__ import annotations

from dateline.evaluate.spans import by_token, exact, partial, tokens, trimmed

TEXT = "Mayor Diallo said the road was shut."


def test_tokens_are_words_and_marks() -> None:
    assert [TEXT[start:end] for start, end in tokens(TEXT)][-2:] == ["shut", "."]


def test_half_of_the_source_is_half_of_its_tokens() -> None:
    counts = by_token(tokens(TEXT), gold=[(0, 12)], ours=[(6, 12)])
    assert (counts.precision, counts.recall) == (1.0, 0.5)


def test_overlapping_spans_count_a_token_once() -> None:
    counts = by_token(tokens(TEXT), gold=[(0, 12), (6, 12)], ours=[(0, 12)])
    assert counts.f1 == 1.0


def test_exact_and_partial() -> None:
    assert exact([(0, 5)], [(0, 6)]).f1 == 0.0
    assert partial([(0, 5)], [(0, 6)]).f1 == 1.0
    assert partial([(0, 5)], [(5, 6)]).f1 == 0.0


def test_blanks_at_the_ends_do_not_count() -> None:
    assert trimmed("  ab ", 0, 5) == (2, 4)
