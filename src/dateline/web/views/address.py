"""The address of a view: filters, order and columns as they stand in the query, and how other views differ from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

_PLACE_IN_LIST: Final = frozenset({"cursor", "limit"})
"""What says where in the list one is. A view with another filter or order starts anew."""
_NOT_FILTERS: Final = frozenset({"sort", "cols", "cursor", "limit"})


@dataclass(frozen=True, slots=True)
class Address:
    """A path with what stands in its query: pairs of name and value, none of them blank."""

    pairs: tuple[tuple[str, str], ...] = ()
    path: str = "/"

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]], path: str = "/") -> Address:
        """Take the pairs of a query; blank ones, which an untouched field of a form sends, mean nothing."""
        return cls(tuple((name, value.strip()) for name, value in pairs if value.strip()), path)

    def all(self, name: str) -> tuple[str, ...]:
        """Give all values of a name."""
        return tuple(value for key, value in self.pairs if key == name)

    def first(self, name: str) -> str | None:
        """Give the first value of a name."""
        return next(iter(self.all(name)), None)

    def having(self, **values: str | int | Iterable[str] | None) -> str:
        """Give the address with other values for these names; None takes a name out. The list starts anew."""
        kept = [(key, value) for key, value in self.pairs if key not in values and key not in _PLACE_IN_LIST]
        for name, value in values.items():
            given = () if value is None else (value,) if isinstance(value, str | int) else tuple(value)
            kept += [(name, str(one)) for one in given]
        return self._join(kept)

    def without(self, name: str, value: str | None = None) -> str:
        """Give the address without a name, or without one value of it."""
        gone = (name, value) if value is not None else None
        kept = [
            pair for pair in self.pairs if pair[0] not in _PLACE_IN_LIST and (pair != gone if gone else pair[0] != name)
        ]
        return self._join(kept)

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """The pairs that choose records."""
        return tuple(pair for pair in self.pairs if pair[0] not in _NOT_FILTERS)

    @property
    def bare(self) -> str:
        """The address without filters: order and columns stay."""
        return self._join([pair for pair in self.pairs if pair[0] in {"sort", "cols"}])

    @property
    def filter_query(self) -> str:
        """The filters as the query of another address, such as one of the API."""
        return urlencode(self.filters)

    def _join(self, pairs: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path
