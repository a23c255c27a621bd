"""Numbers in words and digits, with what "more than", "dozens" and "between" make of them.

What each vague word stands for is data: `vague_numbers.yaml`, documented in docs/reference/vague-words.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

from dateline.syntax import Word

HYPHENS = frozenset({"-", "–", "—", "\u2011"})
HUNDRED = 100
_SIZES = frozenset({"large", "small", "great", "growing", "huge", "limited"})
# Longer strings of digits are telephone and serial numbers.
MAX_DIGITS = 12
MAX_FRACTION = 3


class Count(NamedTuple):
    """What a number phrase says: bounds, inclusive, and the best value; None is not said."""

    low: int | None
    best: int | None
    high: int | None


class Reading(NamedTuple):
    """A count and where its phrase ends (exclusive position in the words that were read)."""

    number: Count
    end: int


@dataclass(frozen=True, slots=True)
class NumberWords:
    """`vague_numbers.yaml`, ready for look-up. Phrases are keyed by their first word, longest first."""

    numerals: Mapping[str, int]
    multipliers: Mapping[str, int]
    exact_nouns: Mapping[str, int]
    vague: Mapping[str, tuple[int, int | None]]
    need_article: frozenset[str]
    multiple: tuple[int, int]
    before: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    after: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    units: frozenset[str]
    labels: frozenset[str]
    streets: frozenset[str]
    suffixes: frozenset[str]
    collectives: frozenset[str]
    mass: frozenset[str]
    couples: Mapping[str, int]
    starts: frozenset[str]


@lru_cache(maxsize=1)
def load_number_words() -> NumberWords:
    """Read `vague_numbers.yaml` (once per process)."""
    source = resources.files(__package__).joinpath("vague_numbers.yaml").read_text("utf-8")
    raw: dict[str, Any] = yaml.load(source, Loader=yaml.CSafeLoader)
    before, after = _phrases(raw["modifiers"]), _phrases(raw["after"])
    nouns = {row["word"]: row["value"] for row in raw["exact_nouns"]}
    vague = {row["word"]: (row["low"], row.get("high")) for row in raw["vague"]}
    starts = {*raw["numerals"], *nouns, *vague, *before, *raw["multipliers"], "half", "a", "an", "between"}
    return NumberWords(
        numerals=raw["numerals"],
        multipliers=raw["multipliers"],
        exact_nouns=nouns,
        vague=vague,
        need_article=frozenset(row["word"] for row in (*raw["exact_nouns"], *raw["vague"]) if row.get("article")),
        multiple=(raw["vague_multiple"]["low"], raw["vague_multiple"]["factor"]),
        before=before,
        after=after,
        units=frozenset(raw["units"]),
        labels=frozenset(raw["labels"]),
        streets=frozenset(raw["streets"]),
        suffixes=frozenset(raw["counting_suffixes"]),
        collectives=frozenset(raw["collectives"]),
        mass=frozenset(raw["mass"]),
        couples=raw["couples"],
        starts=frozenset(starts),
    )


def _phrases(rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Key phrases by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows:
        for phrase in row["words"]:
            parts = tuple(phrase.split())
            found.setdefault(parts[0], []).append((parts, row["kind"]))
    return {first: tuple(sorted(items, key=lambda item: -len(item[0]))) for first, items in found.items()}


def number_at(words: Sequence[Word], position: int) -> Reading | None:
    """Read the number phrase that begins at a position: "more than 100", "between ten and 15", "several hundred".

    Args:
        words: Words of one sentence.
        position: Where the phrase must begin.

    Returns:
        The count and the end of its phrase, or None where no number begins.
    """
    if position >= len(words):
        return None
    lower = words[position].lower
    lexicon = load_number_words()
    if lower not in lexicon.starts and not lower[0].isdigit():
        return None
    return _between(words, position) or _modified(words, position, lexicon) or _plain(words, position, lexicon)


def _modified(words: Sequence[Word], position: int, lexicon: NumberWords) -> Reading | None:
    if words[position].dep == "prt":
        return None  # "handed *over* 12 men"
    for parts, kind in lexicon.before.get(words[position].lower, ()):
        end = position + len(parts)
        if tuple(word.lower for word in words[position:end]) == parts and (inner := number_at(words, end)):
            bounded = _bounded(inner.number, kind)
            return Reading(bounded, inner.end) if any(bound is not None for bound in bounded) else None
    return None


def _between(words: Sequence[Word], position: int) -> Reading | None:
    """Read "between ten and 15"."""
    if words[position].lower != "between":
        return None
    lexicon = load_number_words()
    left = _core(words, position + 1, lexicon)
    if left is None or left.end >= len(words) or words[left.end].lower not in {"and", "to"}:
        return None
    right = _core(words, left.end + 1, lexicon)
    return None if right is None else _range(left, right)


def _plain(words: Sequence[Word], position: int, lexicon: NumberWords) -> Reading | None:
    """Read a number, the second half of a range, and what follows ("or more")."""
    left = _core(words, position, lexicon)
    if left is None:
        return None
    if left.end < len(words):
        joint = words[left.end].lower
        # "Rose from 20 to 31" is a change, not a range.
        changed = joint == "to" and position > 0 and words[position - 1].lower == "from"
        if not changed and (joint in {"to", "or"} or joint in HYPHENS):
            right = _core(words, left.end + 1, lexicon)
            joined = None if right is None else _range(left, right)
            if joined is not None:
                return joined
        for parts, kind in lexicon.after.get(joint, ()):
            end = left.end + len(parts)
            if tuple(word.lower for word in words[left.end : end]) == parts and number_at(words, end) is None:
                return Reading(_bounded(left.number, kind), end)
    return left


def _range(left: Reading, right: Reading) -> Reading | None:
    low = left.number.low
    high = right.number.high
    if low is None or high is None or high <= low:
        return None
    # "two to three hundred": the unit belongs to both.
    for unit in (1_000_000, 1_000, 100):
        if high % unit == 0 and low < high // unit and low < HUNDRED:
            low *= unit
            break
    return Reading(Count(low, None, high), right.end)


def _bounded(count: Count, kind: str) -> Count:
    """Apply a modifier such as "more than" to a count."""
    low, best, high = count
    if kind == "above":
        return Count(best + 1 if best is not None else low, None, None)
    if kind == "least":
        return Count(best if best is not None else low, best, None)
    if kind == "most":
        return Count(None, None, high if high is not None else best)
    if kind == "below":
        return Count(None, None, max(best - 1, 0) if best is not None else high)
    if best is None or kind == "exact":
        return count
    return Count(None, best, best if kind == "almost" else None)


def _exact(value: int) -> Count:
    return Count(value, value, value)


def _core(words: Sequence[Word], position: int, lexicon: NumberWords) -> Reading | None:
    """Read one number without modifiers."""
    if position >= len(words):
        return None
    lower = words[position].lower
    if lower == "half":
        return _half(words, position, lexicon)
    if lower in {"a", "an"}:
        return _with_article(words, position + 1, lexicon)
    if lower in lexicon.vague and lower not in lexicon.need_article:
        return _vague(words, position, lexicon)
    return _numeral(words, position, lexicon)


def _half(words: Sequence[Word], position: int, lexicon: NumberWords) -> Reading | None:
    """Read "half a dozen", "half-a-dozen", "half a million"."""
    at = position + 1
    while at < len(words) and (words[at].lower in {"a", "an"} or words[at].lower in HYPHENS):
        at += 1
    if at >= len(words) or at == position + 1:
        return None
    unit = lexicon.multipliers.get(words[at].lower) or lexicon.exact_nouns.get(words[at].lower)
    return Reading(_exact(unit // 2), at + 1) if unit else None


def _with_article(words: Sequence[Word], position: int, lexicon: NumberWords) -> Reading | None:
    """Read what follows "a": "dozen", "hundred", "couple (of) hundred", "few", "handful"."""
    if position >= len(words):
        return None
    lower = words[position].lower
    if lower in _SIZES and position + 1 < len(words) and words[position + 1].lower == "number":
        position, lower = position + 1, "number"  # "a large number of"
    if lower == "number":
        of = position + 1 < len(words) and words[position + 1].lower == "of"
        return _vague(words, position, lexicon) if of else None
    if lower in lexicon.vague and lower in lexicon.need_article:
        return _vague(words, position, lexicon)
    if lower in lexicon.multipliers:
        return Reading(_exact(lexicon.multipliers[lower]), position + 1)
    value = lexicon.exact_nouns.get(lower)
    if value is None:
        return None
    return _times_unit(words, position + 1, value, lexicon)


def _times_unit(words: Sequence[Word], position: int, value: int, lexicon: NumberWords) -> Reading:
    """Multiply by a unit that follows: "(a couple) of hundred"."""
    at = position
    if at + 1 < len(words) and words[at].lower == "of" and words[at + 1].lower in lexicon.multipliers:
        at += 1
    unit = lexicon.multipliers.get(words[at].lower) if at < len(words) else None
    if unit is None:
        return Reading(_exact(value), position)
    return Reading(_exact(value * unit), at + 1)


def _vague(words: Sequence[Word], position: int, lexicon: NumberWords) -> Reading:
    low, high = lexicon.vague[words[position].lower]
    end = position + 1
    following = words[end].lower if end < len(words) else ""
    unit = lexicon.multipliers.get(following) or (12 if following == "dozen" else None)
    if unit is not None:  # "several hundred"
        floor, factor = lexicon.multiple
        high = factor * unit - 1 if unit != lexicon.exact_nouns.get("dozen") else HUNDRED - 1
        return Reading(Count(floor * unit, None, high), end + 1)
    if following == "of" and end + 1 < len(words) and words[end + 1].lower in {"thousands", "millions", "hundreds"}:
        inner = words[end + 1].lower  # "tens of thousands"
        scale = lexicon.multipliers[inner[:-1]]
        return Reading(Count(low * scale, None, None if high is None else high * scale + scale - 1), end + 2)
    return Reading(Count(low, None, high), end)


def _numeral(words: Sequence[Word], position: int, lexicon: NumberWords) -> Reading | None:
    """Read digits or number words with their units: "1.5 million", "one hundred and twenty-three", "two dozen"."""
    total, current, end, seen = 0.0, 0.0, position, False
    spelled = False
    while end < len(words):
        lower = words[end].lower
        value = _digits(lower) if lower[0].isdigit() else None
        if value is not None and not seen:
            current, seen = value, True
        elif lower in lexicon.numerals and (not seen or (spelled and _may_follow(current, lexicon.numerals[lower]))):
            current, seen, spelled = current + lexicon.numerals[lower], True, True
        elif seen and (unit := lexicon.multipliers.get(lower) or (12 if lower == "dozen" else None)):
            spelled = True
            if unit == HUNDRED or unit == lexicon.exact_nouns["dozen"]:
                current = current * unit
            else:
                total, current = total + current * unit, 0.0
        elif not (seen and spelled and _joins(words, end, current, lexicon)):
            break
        end += 1
    value = total + current
    if not seen or value != int(value):
        return None
    return Reading(_exact(int(value)), end)


def _may_follow(current: float, value: int) -> bool:
    """Whether a numeral may continue the one before it: "twenty" "one", "hundred" "twelve"."""
    if current == 0:
        return True
    return (current % HUNDRED == 0 and value > 0) or (current % 10 == 0 and current % HUNDRED >= 20 and 0 < value < 10)  # noqa: PLR2004 - the shape of English numerals


def _joins(words: Sequence[Word], position: int, current: float, lexicon: NumberWords) -> bool:
    """Whether this is the hyphen of "twenty-one" or the "and" of "hundred and one"."""
    if position + 1 >= len(words):
        return False
    following = lexicon.numerals.get(words[position + 1].lower)
    if following is None:
        return False
    if words[position].lower in HYPHENS:
        return current % HUNDRED >= 20 and _may_follow(current, following)  # noqa: PLR2004 - twenty is the first that takes a hyphen
    return words[position].lower == "and" and current != 0 and current % HUNDRED == 0


def _digits(lower: str) -> float | None:
    """The value of "1,500", "12" or "1.5"; None for "12/01", "3:30", "1st", "2-1", "007"."""
    bare = lower.replace(",", "")
    whole, _, fraction = bare.partition(".")
    if not whole.isdecimal() or len(whole) > MAX_DIGITS or (fraction and not fraction.isdecimal()):
        return None
    if not whole.isascii() or (len(whole) > 1 and whole[0] == "0"):
        return None
    if "," in lower and any(len(part.partition(".")[0]) != MAX_FRACTION for part in lower.split(",")[1:]):
        return None
    return float(bare) if fraction else float(int(whole))
