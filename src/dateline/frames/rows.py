"""Many claims or events: a tuple that turns into a data frame and shows itself in a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Self, SupportsIndex, TypeVar, overload

from dateline.core.optional import need
from dateline.frames.flat import Cell, flat_claim, flat_event
from dateline.frames.html import table
from dateline.frames.map import Map, Spot
from dateline.frames.shown import CLAIM_TITLES, EVENT_TITLES, shown_claim, shown_event
from dateline.records import Claim, Event, Place

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

RecordT = TypeVar("RecordT", bound=Claim | Event)


class Rows(tuple[RecordT, ...]):
    """Records in a fixed order. Everything that holds for a tuple holds for it."""

    __slots__ = ()
    kind: ClassVar[type[Claim | Event]]
    titles: ClassVar[Sequence[str]]

    def flat(self, record: RecordT) -> dict[str, Cell]:
        """Give one record as a flat row."""
        raise NotImplementedError

    def shown(self, record: RecordT) -> Sequence[str]:
        """Describe one record under the titles."""
        raise NotImplementedError

    @overload
    def __getitem__(self, key: SupportsIndex) -> RecordT: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: SupportsIndex | slice) -> RecordT | Self:
        """One record; a slice is of the same kind."""
        if isinstance(key, slice):
            return type(self)(super().__getitem__(key))
        return super().__getitem__(key)

    def rows(self) -> Iterator[dict[str, Cell]]:
        """Give each record as a flat row, as `--format csv` writes it."""
        return (self.flat(record) for record in self)

    def to_arrow(self, *, nested: bool = False) -> pa.Table:
        """Make an Arrow table, typed.

        Args:
            nested: The whole record, with structs and lists, instead of the flat columns of `--format csv`.

        Raises:
            InstallError: PyArrow is not installed.
        """
        need("pyarrow", "tables")
        from dateline.frames.arrow import flat_table, nested_table

        return nested_table(self, self.kind) if nested else flat_table(self.rows(), self.kind)

    def to_pandas(self, *, nested: bool = False) -> pd.DataFrame:
        """Make a pandas data frame: whole numbers as `Int64`, days as `datetime64`, what is not known as missing.

        Raises:
            InstallError: pandas or PyArrow is not installed.
        """
        pandas = need("pandas", "tables")
        arrow = self.to_arrow(nested=nested)
        pyarrow = need("pyarrow", "tables")
        whole = {pyarrow.int64(): pandas.Int64Dtype()}  # plain int64 has no missing value and would turn to float
        frame: pd.DataFrame = arrow.to_pandas(date_as_object=False, types_mapper=whole.get)
        return frame

    def to_polars(self, *, nested: bool = False) -> pl.DataFrame:
        """Make a polars data frame.

        Raises:
            InstallError: polars or PyArrow is not installed.
        """
        polars = need("polars", "tables")
        frame: pl.DataFrame = polars.from_arrow(self.to_arrow(nested=nested))
        return frame

    def map(self, *, width: int = 720) -> Map:
        """Draw the places on a map; a notebook shows it.

        Args:
            width: In pixels.
        """
        spots = [_spot(record, self.shown(record)) for record in self if _is_located(record.place)]
        return Map(tuple(spots), unplaced=len(self) - len(spots), width=width)

    def _repr_html_(self) -> str:
        name = self.kind.__name__.lower()
        caption = f"{len(self)} {name}{'' if len(self) == 1 else 's'}"
        return table(self.titles, (self.shown(record) for record in self), caption)


class Claims(Rows[Claim]):
    """Claims, as `dateline.code` gives them; `Claims(store.claims())` makes them of any others."""

    __slots__ = ()
    kind = Claim
    titles = CLAIM_TITLES

    def flat(self, record: Claim) -> dict[str, Cell]:
        """Give one claim as a flat row."""
        return flat_claim(record)

    def shown(self, record: Claim) -> Sequence[str]:
        """Describe one claim under the titles."""
        return shown_claim(record)


class Events(Rows[Event]):
    """Events, as `dateline.link` gives them; `Events(store.events())` makes them of any others."""

    __slots__ = ()
    kind = Event
    titles = EVENT_TITLES

    def flat(self, record: Event) -> dict[str, Cell]:
        """Give one event as a flat row."""
        return flat_event(record)

    def shown(self, record: Event) -> Sequence[str]:
        """Describe one event under the titles."""
        return shown_event(record)


def _is_located(place: Place | None) -> bool:
    return place is not None and place.latitude is not None and place.longitude is not None


def _spot(record: Claim | Event, shown: Sequence[str]) -> Spot:
    place = record.place
    assert place is not None
    assert place.latitude is not None
    assert place.longitude is not None
    return Spot(place.latitude, place.longitude, " · ".join(" ".join(cell.split()) for cell in shown if cell))
