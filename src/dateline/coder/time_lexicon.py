"""The words of time: `time_grammar.yaml`, ready for look-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class TimeWords:
    """All sets and tables are keyed by lower-case words; phrases are tuples of words."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    plural_weekdays: frozenset[str]
    weak: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]
    not_after_date: frozenset[str]
    days: Mapping[str, int]
    parts: frozenset[str]
    units: Mapping[str, str]
    seasons: Mapping[str, tuple[int, int]]
    last: frozenset[str]
    next: frozenset[str]
    early: frozenset[str]
    mid: frozenset[str]
    late: frozenset[str]
    trim: frozenset[str]
    relations: Mapping[str, str]
    joints: frozenset[str]
    range_starts: frozenset[str]
    future_modals: frozenset[str]
    future_cues: frozenset[str]
    holidays: Mapping[tuple[str, ...], tuple[int, int]]
    movable: Mapping[tuple[str, ...], int]
    undated: frozenset[tuple[str, ...]]
    holiday_starts: frozenset[str]
    telling: frozenset[str]


# spaCy splits the possessive: "new year's" is two words.
def _words(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.replace("'s", " 's").replace("s' ", "s ' ").replace("-", " - ").split())


@lru_cache(maxsize=1)
def load_time_words() -> TimeWords:
    """Read `time_grammar.yaml` (once per process)."""
    source = resources.files(__package__).joinpath("time_grammar.yaml").read_text("utf-8")
    raw: dict[str, Any] = yaml.load(source, Loader=yaml.CSafeLoader)
    holidays = {_words(name): (day[0], day[1]) for name, day in raw["holidays"].items()}
    movable = {_words(name): days for name, days in raw["movable"].items()}
    undated = frozenset(_words(name) for name in raw["undated"])
    holiday_starts = frozenset(phrase[0] for phrase in (*holidays, *movable, *undated))
    trim = frozenset(raw["day_trim"])
    telling = frozenset(
        {
            *raw["months"], *raw["weekdays"], *raw["plural_weekdays"], *raw["days"], *raw["last"], *raw["next"],
            *raw["units"], *raw["parts"], *raw["seasons"], *trim, *holiday_starts, "overnight", "every", "each",
        }
    )  # fmt: skip
    return TimeWords(
        months=raw["months"],
        weekdays=raw["weekdays"],
        plural_weekdays=frozenset(raw["plural_weekdays"]),
        weak=frozenset(raw["weak"]),
        not_before=frozenset(raw["not_before_weekday"]),
        not_after_date=frozenset(raw["not_after_date"]),
        not_after=frozenset(raw["not_after_weekday"]),
        days=raw["days"],
        parts=frozenset(raw["parts"]),
        units=raw["units"],
        seasons={name: (span[0], span[1]) for name, span in raw["seasons"].items()},
        last=frozenset(raw["last"]),
        next=frozenset(raw["next"]),
        early=frozenset(raw["early"]),
        mid=frozenset(raw["mid"]),
        late=frozenset(raw["late"]),
        trim=trim,
        relations=raw["relations"],
        joints=frozenset(raw["range_joints"]),
        range_starts=frozenset(raw["range_starts"]),
        future_modals=frozenset(raw["future_modals"]),
        future_cues=frozenset(raw["future_cues"]),
        holidays=holidays,
        movable=movable,
        undated=undated,
        holiday_starts=holiday_starts,
        telling=telling,
    )
