"""All that reports tell, as arrays: what linking everything at once works on, in one process or in several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.link import telling as tellings_module
from dateline.link import traits as traits_module
from dateline.link.columns import SIZES, Columns
from dateline.link.rows import Numbers, Rows, Texts, numbered, starts_of
from dateline.link.telling import Telling
from dateline.link.traits import Traits

_LISTED = {
    "report_word": "report_weight", "report_name": None, "report_age": None, "report_mark": None,
    "telling_word": "telling_weight",
}  # fmt: skip
"""Columns of which what two have in common counts, and those of their weights."""
_PLAIN = (
    "report",
    "report_size",
    "telling",
    "telling_home",
    "telling_kind",
    "telling_day",
    "telling_mass",
    "telling_share",
)


@dataclass(frozen=True)
class Stock:
    """Reports and tellings by their positions. Behind the last report stands one of which nothing is known.

    Attributes:
        arrays: All that there is, under names of its own; kept in files it is shared by processes.
    """

    arrays: Mapping[str, NDArray[Any]]

    @classmethod
    def of(cls, columns: Columns) -> Stock:
        """Make it from the columns of all reports; of columns of texts it keeps any."""
        arrays = {name: columns[name] for name in _PLAIN}
        arrays["report_size"] = np.append(columns["report_size"], 0)
        for name, weights in _LISTED.items():
            sizes = columns[name + SIZES]
            if name.startswith("report"):
                sizes = np.append(sizes, 0)
            arrays[name + SIZES] = sizes
            arrays |= _rows(name, sizes, columns[name], None if weights is None else columns[weights])
        for name in (one for one, column in columns.items() if column.dtype == np.uint8):
            arrays |= {name: columns[name], name + "_starts": starts_of(columns[name + SIZES])}
        arrays["home"] = positions_of(columns["report"], columns["telling_home"])
        ids = Texts(columns["telling_id"], arrays["telling_id_starts"])
        order = sorted(range(len(ids)), key=ids.__getitem__)
        arrays["rank"] = np.empty(len(order), np.int64)
        arrays["rank"][order] = np.arange(len(order))
        return cls(arrays)

    def save(self, folder: Path) -> None:
        """Write it into files."""
        for name, array in self.arrays.items():
            np.save(folder / f"{name}.npy", array)

    @classmethod
    def open(cls, folder: Path) -> Stock:
        """Map the files that `save` wrote: processes that do so share the memory that they take."""
        return cls({path.stem: _mapped(path) for path in folder.glob("*.npy")})

    # ---- what there is

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return len(self.arrays["report"])

    @property
    def tellings(self) -> int:
        """How many tellings there are."""
        return len(self.arrays["telling"])

    @cached_property
    def home(self) -> Numbers:
        """The position of each telling's report."""
        return self.arrays["home"]

    @cached_property
    def ids(self) -> Texts:
        """The ids of tellings."""
        return self.texts("telling_id")

    @cached_property
    def members(self) -> Texts:
        """The claims of tellings, one a line."""
        return self.texts("telling_members")

    @cached_property
    def rows(self) -> Mapping[str, Rows]:
        """What reports and tellings have many of, as sets."""
        return {one: self._rows(one) for one in _LISTED}

    def _rows(self, name: str) -> Rows:
        starts, items, weights, width = (self.arrays[f"{name}_{of}"] for of in ("starts", "items", "weights", "width"))
        return Rows(starts, items, weights, int(width[0]))

    def telling(self, position: int) -> Telling:
        """One telling."""
        return tellings_module.unpacked(self._packed_tellings[position])

    def traits(self, position: int) -> Traits | None:
        """Those of one report, None where it is not known."""
        return traits_module.unpacked(self._packed_reports[position]) if position < self.reports else None

    @cached_property
    def _packed_tellings(self) -> Texts:
        return self.texts("telling_packed")

    @cached_property
    def _packed_reports(self) -> Texts:
        return self.texts("report_packed")

    def texts(self, name: str) -> Texts:
        """A column of texts."""
        return Texts(self.arrays[name], self.arrays[name + "_starts"])


def _mapped(path: Path) -> NDArray[Any]:
    try:
        # A plain array over the mapped memory: numpy's own kind is slower to take parts of.
        return np.asarray(np.load(path, mmap_mode="r"))
    except ValueError:  # what is empty cannot be mapped
        return np.asarray(np.load(path))


def _rows(name: str, sizes: Numbers, hashes: Numbers, weights: NDArray[np.int32] | None) -> dict[str, NDArray[Any]]:
    items, kept, width = numbered(hashes)
    counts = starts_of(kept.astype(np.int64))
    ends = np.cumsum(sizes)
    left = counts[ends] - counts[ends - sizes]
    return {
        f"{name}_starts": starts_of(left),
        f"{name}_items": items,
        f"{name}_weights": np.ones(len(items), np.int32) if weights is None else weights[kept],
        f"{name}_width": np.array([width]),
    }


def positions_of(known: Numbers, wanted: Numbers) -> Numbers:
    """Where each number stands among the known ones; behind the last where it is not among them."""
    if not len(known):
        return np.zeros_like(wanted)
    order = np.argsort(known)
    place = np.minimum(np.searchsorted(known, wanted, sorter=order), len(known) - 1)
    found = order[place]
    return np.where(known[found] == wanted, found, len(known))
