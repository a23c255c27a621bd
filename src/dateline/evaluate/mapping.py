"""What the mappings from our records to the sets' conventions share. Word lists are in `mapping.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from dateline.records import Claim, Figure, Participant

# PLOVER's sectors of armed groups that are not the state's, of the state's forces, and of people outside any force.
ARMED_OPPOSITION = frozenset({"REB", "UAF", "CRM", "PRM"})
STATE_FORCES = frozenset({"MIL", "COP", "SPY", "GOV"})


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((files("dateline.evaluate") / "mapping.yaml").read_text("utf-8"))
    return loaded


@cache
def word_list(name: str) -> tuple[str, ...]:
    """A list of `mapping.yaml`."""
    return tuple(_lists()[name])


@cache
def word_table(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A table of `mapping.yaml`: names, each with its words, in the order of the file."""
    return tuple((key, tuple(words)) for key, words in _lists()[name].items())


@cache
def word_pattern(name: str) -> re.Pattern[str]:
    """A pattern that finds any word of a list, longest first, whatever its case."""
    words = sorted(word_list(name), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE)


def has_sector(participants: Iterable[Participant], sectors: frozenset[str]) -> bool:
    """Whether one of the participants is of one of the sectors."""
    return any(one.sector in sectors for one in participants)


def kills(claim: Claim) -> bool:
    """Whether the claim says that somebody was killed: by its figures, or by its trigger."""
    if any(figure.measure == "killed" and most(figure) != 0 for figure in claim.figures):
        return True
    return word_pattern("killing").search(claim.trigger.text) is not None


def most(figure: Figure) -> int | None:
    """The figure to be held against a gold that has one number: the best, or the lowest, or the highest."""
    return next((value for value in (figure.best, figure.low, figure.high) if value is not None), None)


def figure(claim: Claim, *measures: str) -> int | None:
    """The largest number that the claim gives for one of the measures; None where it gives none."""
    numbers = [most(one) for one in claim.figures if one.measure in measures]
    return max((number for number in numbers if number is not None), default=None)


def plain(text: str) -> str:
    """Lower case, without punctuation and articles, with single blanks: how MUC strings are compared."""
    words = re.sub(r"[^\w\s]", "", text.lower()).split()
    return " ".join(word for word in words if word not in {"a", "an", "the"})
