"""What some reports tell, written out as columns: quick to hand from one process to another, and small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.link import telling as tellings_module
from dateline.link import traits as traits_module
from dateline.link.keys import hashed, kind_of, number_of, report_keys, telling_keys
from dateline.link.rarity import mass
from dateline.link.rows import written
from dateline.link.telling import Telling
from dateline.link.traits import Traits

Columns = Mapping[str, NDArray[Any]]
SIZES = "_sizes"
"""Ends the name of the column that tells how much of another belongs to each report or telling."""
UNDATED = 0
"""Stands for a day that is not known; days are numbered from 1."""


def columns_of(reports: Sequence[Traits], tellings: Sequence[Telling]) -> dict[str, NDArray[Any]]:
    """Write out some reports and what they tell.

    Columns of reports are called `report…`, those of tellings `telling…`. What each has many of (words, keys, the
    bytes of a text) stands in one column, one after the other, with another for how many (`SIZES`).
    """
    keys: dict[str, Sequence[Iterable[int]]] = {
        "report_key": [report_keys(one) for one in reports],
        "telling_key": [telling_keys(one) for one in tellings],
    }
    members = ("\n".join(one.members) for one in tellings)
    return (
        compared_of(reports, tellings)
        | _listed(keys)
        | texts_of("report_packed", map(traits_module.packed, reports))
        | texts_of("telling_packed", map(tellings_module.packed, tellings))
        | texts_of("telling_members", members)
    )


def compared_of(reports: Sequence[Traits], tellings: Sequence[Telling]) -> dict[str, NDArray[Any]]:
    """Those columns alone that pairs are weighed by."""
    return _of_reports(reports) | _of_tellings(tellings)


def _of_reports(reports: Sequence[Traits]) -> dict[str, NDArray[Any]]:
    found: dict[str, NDArray[Any]] = {
        "report": _whole(number_of(one.id) for one in reports),
        "report_size": _whole(one.size for one in reports),
        "report_weight": _weights(weight for one in reports for weight in one.words.values()),
    }
    listed: dict[str, Sequence[Iterable[int]]] = {
        "report_word": [[_word(word)[0] for word in one.words] for one in reports],
        "report_name": [[hashed("n", name) for name in one.names] for one in reports],
        "report_age": [[hashed("a", age) for age in one.ages] for one in reports],
        "report_mark": [_marks(one) for one in reports],
    }
    return found | _listed(listed)


def _of_tellings(tellings: Sequence[Telling]) -> dict[str, NDArray[Any]]:
    found: dict[str, NDArray[Any]] = {
        "telling": _whole(number_of(one.id) for one in tellings),
        "telling_home": _whole(number_of(one.report_id) for one in tellings),
        "telling_kind": _whole(hashed("k", kind_of(one)) for one in tellings),
        "telling_day": _whole(one.day or UNDATED for one in tellings),
        "telling_mass": _whole(one.mass for one in tellings),
        "telling_share": np.array([one.share for one in tellings], np.float64),
        "telling_weight": _weights(_word(word)[1] for one in tellings for word in one.words),
    }
    found |= _listed({"telling_word": [[_word(word)[0] for word in one.words] for one in tellings]})
    return found | texts_of("telling_id", (one.id for one in tellings))


def joined(parts: Sequence[dict[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    """Put columns of several parts one behind the other. The parts are emptied: they are as large as the whole."""
    return {name: np.concatenate([part.pop(name) for part in parts]) for name in tuple(parts[0])}


@lru_cache(maxsize=500_000)
def _word(word: str) -> tuple[int, int]:
    """A number that stands for a word, and what sharing it adds to `mass`."""
    return hashed("w", word), mass((word,))


def _marks(one: Traits) -> Iterator[int]:
    """Numbers of which two reports share one if `copies.is_copy`; few others do."""
    yield from one.sketch
    yield from (hashed("v", other) for other in (one.id, *one.others))
    if one.url is not None:
        yield hashed("u", one.url)


def _whole(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, np.int64)


def _weights(values: Iterable[int]) -> NDArray[np.int32]:
    return np.fromiter(values, np.int32)


def _listed(lists: Mapping[str, Sequence[Iterable[int]]]) -> dict[str, NDArray[Any]]:
    found: dict[str, NDArray[Any]] = {}
    for name, rows in lists.items():
        kept = [list(row) for row in rows]
        found[name] = _whole(chain.from_iterable(kept))
        found[name + SIZES] = _whole(map(len, kept))
    return found


def texts_of(name: str, texts: Iterable[str]) -> dict[str, NDArray[Any]]:
    """A column of texts."""
    data, sizes = written(list(texts))
    return {name: data, name + SIZES: sizes}
