"""Whether a number counts people or things, or is a date, an age, a measure, an address or a name."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coder.numbers import HYPHENS, NumberWords, Reading
from dateline.coder.time_calendar import year_of
from dateline.coder.time_lexicon import load_time_words
from dateline.coder.times import phrases
from dateline.syntax import Word

_NAMES = frozenset({"NNP", "NNPS"})
_AFTER = frozenset({"'s", "’s", "th", "st", ":", "/"})
_BEFORE = frozenset({"/", ".", ":"})
YEAR_DIGITS = 4
# A name of a street is at most this long: "79 South 5th Avenue".
STREET_WINDOW = 4


def is_count(words: Sequence[Word], position: int, reading: Reading, lexicon: NumberWords) -> bool:
    """Whether the number phrase from `position` to `reading.end` of a sentence counts people or things."""
    end = reading.end
    following = words[end].lower if end < len(words) else ""
    before = words[position - 1].lower if position else ""
    if following in HYPHENS:
        return end + 1 < len(words) and words[end + 1].lower in lexicon.suffixes
    if following in lexicon.units or following in _AFTER:
        return False
    if before in _BEFORE and (before != ":" or not _opens_clause(words, position)):
        return False
    if position == 0 and end == 1 and following in {".", ")"}:  # the number of an item
        return False
    if following in load_time_words().months and words[end].tag != "MD":
        return False  # "the 19 April Movement"
    if not any(word.lower[0].isdigit() for word in words[position:end]):
        return not _is_pronoun(words[end - 1]) and not _is_labelled(words, position, end, lexicon)
    return not (
        _is_labelled(words, position, end, lexicon)
        or _is_age_of_both(words, position, end)
        or _is_joined(words, position)
        or _is_name(words, position, end)
        or _is_address(words, end, lexicon)
        or _is_year(words, position, end)
        or _is_hour(words, position, end)
        or _is_date(words, position, end)
    )


def _opens_clause(words: Sequence[Word], position: int) -> bool:
    """Whether a colon before a number parts two clauses: "rioted in Gao: *23* dead", not "at 3:30"."""
    spaced = words[position - 1].end < words[position].start
    return spaced and position > 1 and not words[position - 2].lower[0].isdigit()


def _is_pronoun(word: Word) -> bool:
    """Whether "one" stands for a thing: "the latest one"."""
    return word.lower == "one" and word.tag in {"PRP", "NN", "NNP"}


def _is_labelled(words: Sequence[Word], position: int, end: int, lexicon: NumberWords) -> bool:
    """Whether a word before makes it a label or an amount: "$5 million", "Flight 103", "ages 41 and 45"."""
    if any(word.lower in lexicon.labels for word in words[max(position - 1, 0) : end - 1]):
        return True
    if position > 2 and words[position - 1].lower in {"and", "to", ","}:  # noqa: PLR2004 - label, number, joint
        return words[position - 2].lower[0].isdigit() and words[position - 3].lower in lexicon.labels
    return False


def _is_age_of_both(words: Sequence[Word], position: int, end: int) -> bool:
    """Whether it is the age of those named before: "Marsh and Bell, *both 31* and of Jackson"."""
    if not position or words[position - 1].lower not in {"both", "all"}:
        return False
    following = words[end].lower if end < len(words) else "."
    return following in {",", ".", ";", "and", ")"}


def _is_joined(words: Sequence[Word], position: int) -> bool:
    """Whether it is the tail of "AK-47" or of a telephone number."""
    if position < 2 or words[position - 1].lower not in HYPHENS:  # noqa: PLR2004 - hyphen and what is before
        return False
    left, hyphen = words[position - 2], words[position - 1]
    return left.end == hyphen.start == words[position].start - 1 or left.lower[0].isdigit()


def _is_name(words: Sequence[Word], position: int, end: int) -> bool:
    """Whether the number names something or is an age: "Mirage 2000", "Ronald Marsh, 28, was", "Marsh (28)"."""
    if end - position != 1 or not position:
        return False
    number, before = words[position], words[position - 1]
    following = words[end].lower if end < len(words) else "."
    if before.tag in _NAMES and before.end + 1 >= number.start:
        return not (number.head.index > number.index and number.dep in {"nummod", "nsubj", "nsubjpass"})
    if before.lower == "(" and following == ")":
        return True
    return before.lower == "," and position > 1 and words[position - 2].tag in _NAMES and following in {",", ".", ";"}


def _is_address(words: Sequence[Word], end: int, lexicon: NumberWords) -> bool:
    """Whether a street follows: "79 South 5th Avenue", "the 3300 block"."""
    for at, word in enumerate(words[end : end + STREET_WINDOW]):
        if word.lower in lexicon.streets:
            return word.tag in _NAMES or (at == 0 and word.lower == "block")
        if word.tag not in _NAMES and not word.lower[0].isdigit() and word.tag != "JJ":
            return False
    return False


def _is_year(words: Sequence[Word], position: int, end: int) -> bool:
    """Whether a bare number of four digits is a year: no noun is counted by it."""
    number = words[end - 1]
    if end - position != 1 or year_of(number) is None:
        return False
    return number.head.index < number.index or number.head.pos != "NOUN" or number.dep not in {"nummod", "compound"}


def _is_hour(words: Sequence[Word], position: int, end: int) -> bool:
    """Whether it is a time of day: "at 1000 on 14 September", "since 1600 local time"."""
    lower = words[position].lower
    if end - position != 1 or len(lower) != YEAR_DIGITS or not lower.isdecimal() or not position:
        return False
    following = words[end] if end < len(words) else None
    counts = following is not None and following.tag == "NNS"
    return words[position - 1].lower in {"at", "since", "until", "by", "from"} and not counts


def _is_date(words: Sequence[Word], position: int, end: int) -> bool:
    """Whether the number is a part of a date."""
    months = load_time_words().months
    low = max(0, position - YEAR_DIGITS)
    near = words[low : end + 3]
    if not any(word.lower in months or len(word.lower) == YEAR_DIGITS or "-" in word.lower for word in near):
        return False
    return any(low + start <= position < low + phrase.end for start, phrase in phrases(near) if phrase.kind == "time")
