"""Arrow tables, flat and nested. Imported only where PyArrow is there."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterable, Sequence
from typing import Any, Literal, Union, get_args, get_origin

import pyarrow as pa

from dateline.frames.flat import CLAIM_COLUMNS, EVENT_COLUMNS, Cell
from dateline.records import Claim, Event, Record

_COLUMNS: dict[type[Record], Sequence[str]] = {Claim: CLAIM_COLUMNS, Event: EVENT_COLUMNS}
_DAYS = frozenset({"first", "last"})
_NUMBERS = frozenset({"latitude", "longitude", "confidence"})
_WHOLE = frozenset(
    {
        "sentence_start", "sentence_end", "geonames_id", "place_precision", "date_precision", "reports", "publishers",
        "independent_sources", "ucdp_type_of_violence", "killed_low", "killed_best", "killed_high", "wounded_low",
        "wounded_best", "wounded_high",
    }
)  # fmt: skip
_PLAIN: dict[object, pa.DataType] = {
    str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()
}  # fmt: skip


def flat_table(rows: Iterable[dict[str, Cell]], kind: type[Record]) -> pa.Table:
    """Make a table of flat rows; `first` and `last` are days."""
    schema = pa.schema([pa.field(name, _flat_type(name)) for name in _COLUMNS[kind]])
    return pa.Table.from_pylist([{name: _value(name, value) for name, value in row.items()} for row in rows], schema)


def _flat_type(name: str) -> pa.DataType:
    if name in _DAYS:
        return pa.date32()
    return pa.float64() if name in _NUMBERS else pa.int64() if name in _WHOLE else pa.string()


def _value(name: str, value: Cell) -> object:
    return dt.date.fromisoformat(value) if name in _DAYS and isinstance(value, str) else value


def nested_table(records: Iterable[Record], kind: type[Record]) -> pa.Table:
    """Make a table of whole records, one column a field."""
    return pa.Table.from_pylist([record.model_dump(mode="json") for record in records], nested_schema(kind))


def nested_schema(kind: type[Record]) -> pa.Schema:
    """Read a record's Arrow schema off its fields: records within are structs, tuples are lists."""
    return pa.schema(_fields(kind))


def _fields(kind: type[Record]) -> list[pa.Field[Any]]:
    hints = typing.get_type_hints(kind)
    return [pa.field(name, _type(hints[name]), nullable=_optional(hints[name])) for name in kind.model_fields]


def _optional(hint: Any) -> bool:
    return type(None) in get_args(hint)


def _type(hint: Any) -> pa.DataType:
    origin, args = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        return _type(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return pa.list_(_type(args[0]))
    if origin is Literal:
        return pa.string()
    if isinstance(hint, type) and issubclass(hint, Record):
        return pa.struct(_fields(hint))
    return _PLAIN[hint]
