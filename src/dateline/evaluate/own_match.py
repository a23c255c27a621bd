"""Our claim against one coded by hand: which of its fields agree. The rules are those of `quality/own/README.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.evaluate.spans import touch
from dateline.evaluate.system import Offsets
from dateline.records import Claim, Participant

_WORD = re.compile(r"[\w'’]+")
# What an exact claim must have right (issue: "type, status, actor, recipient heads").
EXACT = ("type", "status", "actor", "recipient")
# Every column of a claim.
COLUMNS = (*EXACT, "mode", "place", "date", "figures", "sources")
# What the gold counts; other measures of ours (shells fired, money) are not looked at.
MEASURES = frozenset(
    {
        "killed",
        "wounded",
        "captured",
        "abducted",
        "released",
        "missing",
        "displaced",
        "deployed",
        "destroyed",
        "protesters",
    }
)

Bounds = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A participant, place or source: any one of the words answers it; perhaps it need not be given."""

    heads: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Number:
    """A figure: its measure, and low, best and high."""

    measure: str
    bounds: Bounds
    required: bool = True


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim coded by hand. Offsets are of the report's file; `date` is first and last."""

    type: str
    mode: str | None
    status: str
    trigger: Offsets
    word: str
    actors: tuple[Wanted, ...] = ()
    recipients: tuple[Wanted, ...] = ()
    place: Wanted | None = None
    date: tuple[str, str] | None = None
    figures: tuple[Number, ...] = ()
    sources: tuple[Wanted, ...] = ()
    required: bool = True


def agreement(gold: GoldClaim, ours: Claim, trigger: Offsets) -> dict[str, bool]:
    """Which columns agree, and `trigger`.

    Args:
        gold: The claim coded by hand.
        ours: The claim to be held against it.
        trigger: Where our trigger stands in the text of the gold.
    """
    return {
        "trigger": touch(gold.trigger, trigger),
        "type": gold.type == ours.type,
        "status": gold.status == ours.status,
        "actor": answers(gold.actors, [head_of(one) for one in ours.actors]),
        "recipient": answers(gold.recipients, [head_of(one) for one in ours.recipients]),
        "mode": gold.mode is None or gold.mode == ours.mode,
        "place": answers([gold.place] if gold.place else [], place_words(ours)),
        "date": date_of(ours) == gold.date,
        "figures": figures_agree(gold.figures, numbers_of(ours)),
        "sources": answers(gold.sources, [words(f"{one.text} {one.name or ''}") for one in ours.sources]),
    }


def exact(columns: dict[str, bool]) -> bool:
    """Whether type, status, actors and recipients all agree."""
    return all(columns[name] for name in EXACT)


def answers(wanted: Sequence[Wanted], given: Sequence[frozenset[str]]) -> bool:
    """Whether each thing wanted is given, and nothing is given that is not wanted.

    Args:
        wanted: What the gold has.
        given: Of each thing of ours the words that may stand for it.
    """
    keys = [frozenset(key for head in one.heads for key in last_word(head)) for one in wanted]
    found = [any(key & mine for mine in given) for key in keys]
    return all(hit for one, hit in zip(wanted, found, strict=True) if one.required) and all(
        any(key & mine for key in keys) for mine in given
    )


def words(text: str) -> frozenset[str]:
    """The words of a text as they are compared: without case and possessive endings."""
    return frozenset(re.sub(r"['’]s?$", "", word.casefold()) for word in _WORD.findall(text))


def head_of(participant: Participant) -> frozenset[str]:
    """The last word of the head; of the phrase where no head is told."""
    return last_word(participant.head or participant.text)


def last_word(text: str) -> frozenset[str]:
    """The last word alone: "al-Shabaab" and "Shabaab" are the same head."""
    found = _WORD.findall(text)
    return words(found[-1]) if found else frozenset()


def place_words(claim: Claim) -> list[frozenset[str]]:
    """The words of our place's text and name, if there is one."""
    place = claim.place
    return [words(f"{place.text} {place.name or ''}")] if place is not None else []


def date_of(claim: Claim) -> tuple[str, str] | None:
    """First and last day, if both are known."""
    time = claim.time
    return (time.first, time.last) if time is not None and time.first and time.last else None


def numbers_of(claim: Claim) -> tuple[Number, ...]:
    """Our figures, of the measures that the gold codes."""
    return tuple(Number(one.measure, (one.low, one.best, one.high)) for one in claim.figures if one.measure in MEASURES)


def figures_agree(gold: Sequence[Number], ours: Sequence[Number]) -> bool:
    """Whether the figures are the same measure by measure, one by one or as sums; optional ones may be missing."""
    measures = {one.measure for one in (*gold, *ours)}
    return all(_same([g for g in gold if g.measure == m], [o for o in ours if o.measure == m]) for m in measures)


def _same(gold: Sequence[Number], ours: Sequence[Number]) -> bool:
    needed = [one for one in gold if one.required]
    free = [one for one in gold if not one.required]
    mine = _sum(ours)
    choices: Iterable[tuple[Number, ...]] = (
        chosen for size in range(len(free) + 1) for chosen in combinations(free, size)
    )
    return any(_sum([*needed, *chosen]) == mine for chosen in choices)


def _sum(numbers: Sequence[Number]) -> Bounds | None:
    """The bounds added up; a bound that one of them lacks is lacking in the sum."""
    if not numbers:
        return None
    low, best, high = zip(*(one.bounds for one in numbers), strict=True)
    return _total(low), _total(best), _total(high)


def _total(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
