from __future__ import annotations

import pytest

from dateline.neural import Encoder, Hint, load_encoder
from dateline.neural.encoding import CAPITAL, CAPITALS, MAX_PIECES, OTHER, PLAIN, encode, word_forms
from dateline.neural.hints import HINTS, numbers


@pytest.fixture(scope="module")
def model() -> Encoder:
    return load_encoder()


def test_forms_tell_capitals_from_small_letters() -> None:
    assert word_forms("The NATO base near Herat , 12 km off".split()) == [
        CAPITAL, CAPITALS, PLAIN, PLAIN, CAPITAL, OTHER, OTHER, PLAIN, PLAIN,
    ]  # fmt: skip


def test_in_capitals_throughout_capitals_say_nothing() -> None:
    assert word_forms("REBELS KILLED TWO IN HERAT .".split()) == [PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, OTHER]


def test_the_event_is_marked_on_each_of_its_pieces(model: Encoder) -> None:
    encoded = encode(model.tokenizer, "Gunmen bushwhacked a convoy".split(), 1, (), ())
    marked = [word for word, event in zip(encoded.words, encoded.events, strict=True) if event]
    assert marked
    assert set(marked) == {1}
    assert encoded.words[0] is None
    assert encoded.words[-1] is None


@pytest.mark.parametrize("event", [0, 150, 299])
def test_a_long_sentence_is_cut_around_its_event(model: Encoder, event: int) -> None:
    encoded = encode(model.tokenizer, ["word"] * 300, event, (), ())
    assert len(encoded.ids) == MAX_PIECES
    assert event in encoded.words
    assert sum(encoded.events) == 1


def test_all_of_a_short_sentence_is_read(model: Encoder) -> None:
    encoded = encode(model.tokenizer, ["word"] * (MAX_PIECES - 2), 0, (), ())
    assert [word for word in encoded.words if word is not None] == list(range(MAX_PIECES - 2))


def test_each_piece_has_the_hint_of_its_word(model: Encoder) -> None:
    hints = [Hint("nsubj", "", "actor"), Hint("ROOT", "assault"), Hint("det"), Hint("dobj", "", "recipient")]
    types = ("none", "assault")
    encoded = encode(model.tokenizer, "Gunmen bushwhacked a convoy".split(), 1, hints, types)
    told = {word: hint for word, hint in zip(encoded.words, encoded.hints, strict=True) if word is not None}
    assert told == dict(enumerate(numbers(hint, types) for hint in hints))
    assert encoded.hints[0] == encoded.hints[-1] == (0,) * HINTS


def test_without_hints_nothing_is_known(model: Encoder) -> None:
    encoded = encode(model.tokenizer, "Gunmen bushwhacked a convoy".split(), 1, (), ())
    assert set(encoded.hints) == {(0,) * HINTS}
