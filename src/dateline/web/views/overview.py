"""What the overview shows beside its rows: the choices of each filter, those in force, where the map begins."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.records import Toll
from dateline.store.overview import Cell
from dateline.web.texts import has_text, text
from dateline.web.views.address import Address
from dateline.web.views.wording import country_words, label, range_words


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; `sort` is what it is ordered by, if it can be."""

    key: str
    sort: str | None = None
    number: bool = False
    usual: bool = True


COLUMNS: Final = (
    Column("when", "date"),
    Column("what", "type"),
    Column("who"),
    Column("where", "place"),
    Column("killed", "killed", number=True),
    Column("wounded", "wounded", number=True),
    Column("sources", "sources", number=True),
    Column("confidence", "confidence", number=True),
    Column("review"),
    Column("status", usual=False),
    Column("reports", "reports", number=True, usual=False),
    Column("publishers", number=True, usual=False),
    Column("acled", usual=False),
    Column("id", usual=False),
)
DOWNWARDS: Final = frozenset({"date", "killed", "wounded", "sources", "reports", "confidence"})
"""What is most wanted from the top: a first click on such a column shows the highest first."""


def columns_of(address: Address) -> tuple[Column, ...]:
    """Give the columns that the address asks for, or the usual ones."""
    wanted = (address.first("cols") or "").split(",")
    chosen = tuple(column for column in COLUMNS if column.key in wanted)
    return chosen or tuple(column for column in COLUMNS if column.usual)


def toggled(column: Column, shown: Collection[str]) -> str | None:
    """Give the list of columns with one more or one fewer; None for the usual ones."""
    wanted = [one for one in COLUMNS if (one.key in shown) != (one == column)]
    return ",".join(one.key for one in wanted) if any(one.usual != (one in wanted) for one in COLUMNS) else None


def next_sort(column: Column, sort: str) -> str | None:
    """What a click on a column's head orders by: its own best order first, then the other way round."""
    if column.sort is None:
        return None
    first = f"-{column.sort}" if column.sort in DOWNWARDS else column.sort
    if sort != first:
        return first
    return column.sort if first.startswith("-") else f"-{column.sort}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with the number of events that it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


_WORDING: Final[Mapping[str, Callable[[str], str]]] = {"country": country_words, "publisher": str}


def word_of(name: str, value: str) -> str:
    """Say a value of a filter in words."""
    wording = _WORDING.get(name)
    return wording(value) if wording else label(name, value).capitalize()


def choices(name: str, counts: Iterable[tuple[str, int]], address: Address) -> tuple[Choice, ...]:
    """Give the values of a filter, the most frequent first; what is chosen is there even if nothing has it."""
    chosen = address.all(name)
    counted = dict(counts)
    values = [*counted, *(value for value in chosen if value not in counted)]
    made = (Choice(value, word_of(name, value), counted.get(value, 0), value in chosen) for value in values)
    return tuple(sorted(made, key=lambda one: (-one.count, one.label)))


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address without it."""

    label: str
    href: str


def chips(address: Address) -> tuple[Chip, ...]:
    """Name every filter in force. A count asked for is one filter, with its bounds."""
    found = []
    for name, value in address.filters:
        if name == "measure" and any(bound for bound in (address.first("at_least"), address.first("at_most"))):
            continue
        found.append(Chip(_chip_words(name, value, address), address.without(name, value)))
    return tuple(found)


def _chip_words(name: str, value: str, address: Address) -> str:
    key = f"overview.chip.{name}"
    if name in {"at_least", "at_most"}:
        measure = label("measure", address.first("measure") or "killed")
        return str(text(key, measure=measure, value=value))
    return str(text(key, value=value)) if has_text(key) else word_of(name, value)


MEASURES: Final = ("killed", "wounded", "abducted", "captured", "displaced", "missing", "protesters", "destroyed")
"""Counts that one can ask for in the filter; the API knows every measure."""

_TAIL: Final = 0.02
"""Share of the events at each edge that the first view of the map leaves out: one far away hides all the others."""


def extent(cells: Sequence[Cell]) -> tuple[float, float, float, float] | None:
    """Find the part of the world that holds nearly all events: west, south, east, north; None without any."""
    if not cells:
        return None
    west, east = _middle([(cell.longitude, cell.n) for cell in cells])
    south, north = _middle([(cell.latitude, cell.n) for cell in cells])
    return west, south, east, north


def _middle(weighed: Iterable[tuple[float, int]]) -> tuple[float, float]:
    ordered = sorted(weighed)
    spare = _TAIL * sum(count for _, count in ordered)
    return _from_edge(ordered, spare), _from_edge(ordered[::-1], spare)


def _from_edge(ordered: Sequence[tuple[float, int]], spare: float) -> float:
    for value, count in ordered:
        spare -= count
        if spare < 0:
            return value
    return ordered[-1][0]


def toll_words(toll: Toll | None) -> str:
    """Say a count in a cell of the table: "14", "11–60", "≥ 31"; nothing where nobody counted."""
    if toll is None:
        return ""
    if toll.best is not None:
        return f"{toll.best:,}"
    return range_words(toll.low, None, toll.high)
