"""Very many pairs weighed at once: the evidence of `dateline.link.score`, to the last bit the same.

What is said of many tellings is compared once: of a thousand pairs of tellings of one town, the place of one pair is
compared. What a comparison reads of a telling is its facet (`FACETS`). Wording, which takes longest, is looked at only
where it can matter. Tests hold every score against `Scorer.total`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.link import score
from dateline.link.cluster import Pair
from dateline.link.columns import SIZES, UNDATED, compared_of
from dateline.link.copies import is_copy
from dateline.link.evidence import IMPOSSIBLE
from dateline.link.rows import Numbers
from dateline.link.score import ACROSS, PRIOR, TOLD, within_total
from dateline.link.stock import Stock
from dateline.link.telling import Party, Telling
from dateline.link.traits import FINE, Traits

Weights = NDArray[np.float64]

KEPT = 60_000
"""Tellings that are kept unpacked, some 200 MB; pairs come in the order of reports, so that most are of a few weeks."""


def _parties(parties: Sequence[Party]) -> Hashable:
    return tuple(one if not (one.name and one.head) else one._replace(text="") for one in parties)


def _first_day(one: Telling) -> int:
    """The day from which the others are counted: of two tellings only how far they lie apart is compared."""
    return one.day or (one.days[0][0] if one.days else UNDATED)


def _days(one: Telling) -> Hashable:
    start = _first_day(one)
    spans = tuple((first - start, last - start) for first, last in one.spans)
    window = (one.window[0] - start, one.window[1] - start) if one.window else None
    return spans, window, one.day is None


FACETS: Mapping[str, Callable[[Telling], Hashable]] = {
    "status": lambda one: one.status,
    "scope": lambda one: one.several,
    "kind": lambda one: (one.type, one.mode),
    "act": lambda one: (one.acts, one.stem),
    "denial": lambda one: (one.status == "negated", tuple(party.head or party.text for party in one.recipients)),
    "time": _days,
    "news": _days,
    "place": lambda one: tuple(spot._replace(start=0, end=0) for spot in one.spots),
    "figures": lambda one: tuple((count.measure, count.low, count.best, count.high) for count in one.figures),
    "parties": lambda one: (_parties(one.actors), _parties(one.recipients)),
}
"""What each comparison reads of a telling: where these are equal, so are its findings."""


class Bulk:
    """Weighs pairs of tellings of a stock, given by their positions."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self._unpacked: dict[int, Telling] = {}

    def telling(self, position: int) -> Telling:
        """One telling; those asked for last are kept."""
        found = self._unpacked.get(position)
        if found is None:
            if len(self._unpacked) >= KEPT:
                self._unpacked.clear()
            found = self._unpacked[position] = self.stock.telling(position)
        return found

    def traits(self, position: int) -> Traits | None:
        """Those of one report, None where it is not known."""
        return self.stock.traits(position)

    def totals(self, lefts: Numbers, rights: Numbers, *, above: float = IMPOSSIBLE) -> Weights:
        """The score of each pair.

        Args:
            lefts: One of each pair, sorted.
            rights: The other.
            above: What cannot score more than this is given as impossible, and not looked at to the end.
        """
        home = self.stock.arrays["telling_home"]
        found = np.full(len(lefts), IMPOSSIBLE)
        inside = home[lefts] == home[rights]
        for one in np.flatnonzero(inside).tolist():
            found[one] = within_total(self.telling(int(lefts[one])), self.telling(int(rights[one])))
        across = np.flatnonzero(~inside)
        if len(across):
            found[across] = self._across(lefts[across], rights[across], above)
        return found

    def related(self, lefts: Numbers, rights: Numbers) -> NDArray[np.bool_]:
        """Whether what two reports tell is worth comparing, as `linking.related` has it.

        Args:
            lefts: Positions of reports, sorted.
            rights: The others.
        """
        alike = self._likeness(lefts, rights)
        found: NDArray[np.bool_] = alike >= score.UNLIKE
        unsure = np.flatnonzero(~found)
        shared = self.stock.rows["report_name"].shared(lefts[unsure], rights[unsure])
        found[unsure] = (shared > 0) & (alike[unsure] * (1 + shared) >= score.UNLIKE)
        unsure = np.flatnonzero(~found)
        found[unsure] = self._copies(lefts[unsure], rights[unsure])
        return found

    def _likeness(self, lefts: Numbers, rights: Numbers) -> Weights:
        common: Weights = self.stock.rows["report_word"].shared(lefts, rights, squared=True) / FINE**2
        return common

    def _copies(self, lefts: Numbers, rights: Numbers) -> NDArray[np.bool_]:
        found = self.stock.rows["report_mark"].shared(lefts, rights) > 0
        for one in np.flatnonzero(found).tolist():
            here, there = self.traits(int(lefts[one])), self.traits(int(rights[one]))
            found[one] = here is not None and there is not None and is_copy(here, there)
        return found

    def _across(self, lefts: Numbers, rights: Numbers, above: float) -> Weights:
        stock = self.stock
        kin = _Kin(self, lefts, rights)
        found = self._compared(lefts, rights)
        for name, kept in TOLD.items():
            found[name] = np.where(found[name] > 0, found[name] * kept, found[name])
        one_scene = np.minimum(found["time"], found["place"]) > score.ELSEWHERE
        share = np.minimum(*(stock.arrays["telling_share"][each] for each in (lefts, rights)))
        root = np.sqrt(share)
        keep = 1 - score.MISREAD * (np.minimum(1.0, kin.likeness / score.ALIKE) * kin.support) * root
        for name in ("time", "place"):
            found[name] = np.where((found[name] < 0) & ~np.isinf(found[name]), found[name] * keep, found[name])
        found["words"] = np.full(len(lefts), max(score.SAME_WORDING, score.WORDS_OFFSET + score.WORDS_SCALE))
        found["report"] = self._story(kin, lefts, rights) * root
        found["names"] = _counted(kin.names, score.NAMES_SHARED) * root
        found["ages"] = _counted(kin.ages, score.AGES_SHARED) * root
        most = _summed(found)
        likely = np.flatnonzero(most > above - _SLACK)
        some = {name: weights[likely] for name, weights in found.items()}
        some["words"] = self._words(lefts[likely], rights[likely], kin.copy[likely] & one_scene[likely])
        totals = np.full(len(lefts), IMPOSSIBLE)
        # Rounded by Python, as `score` does: numpy rounds otherwise where a number lies between two.
        totals[likely] = [round(one, 6) for one in _summed(some).tolist()]
        return totals

    def _compared(self, lefts: Numbers, rights: Numbers) -> dict[str, Weights]:
        """What each comparison gives, each made once for all pairs whose tellings say the same."""
        rank = self.stock.arrays["rank"]
        first = np.where(rank[lefts] <= rank[rights], lefts, rights)
        second = lefts + rights - first
        positions, inverse = np.unique(np.concatenate([first, second]), return_inverse=True)
        here, there = inverse[: len(lefts)], inverse[len(lefts) :]
        tellings = [self.telling(one) for one in positions.tolist()]
        found: dict[str, Weights] = {}
        firsts = np.array([_first_day(one) for one in tellings], np.int64)
        groups: dict[Callable[[Telling], Hashable], tuple[Numbers, Numbers]] = {}
        for name, comparison in ACROSS.items():
            facet = FACETS[name]
            if facet not in groups:
                numbers = _numbers(map(facet, tellings), len(tellings))
                codes = numbers[here] * len(tellings) + numbers[there]
                if facet is _days:
                    gaps = firsts[there] - firsts[here]
                    _, codes = np.unique(codes, return_inverse=True)
                    codes = codes * (np.ptp(gaps) + 1) + (gaps - gaps.min())
                groups[facet] = np.unique(codes, return_index=True, return_inverse=True)[1:]
            samples, back = groups[facet]
            pairs = zip(here[samples].tolist(), there[samples].tolist(), strict=True)
            weights = [comparison(tellings[one], tellings[other]).weight for one, other in pairs]
            found[name] = np.array(weights, np.float64)[back]
        return found

    def _words(self, lefts: Numbers, rights: Numbers, copies: NDArray[np.bool_]) -> Weights:
        arrays = self.stock.arrays
        common = self.stock.rows["telling_word"].shared(lefts, rights)
        product = np.maximum(1, arrays["telling_mass"][lefts] * arrays["telling_mass"][rights])
        weights = score.WORDS_OFFSET + score.WORDS_SCALE * (common / np.sqrt(product))
        for one in np.flatnonzero(copies).tolist():
            left, right = self.telling(int(lefts[one])), self.telling(int(rights[one]))
            if score.same_text(left, right, len(left.words & right.words)):
                weights[one] = score.SAME_WORDING
        return np.asarray(weights, np.float64)

    def _story(self, kin: _Kin, lefts: Numbers, rights: Numbers) -> Weights:
        here, there = (self.stock.arrays["telling_day"][each] for each in (lefts, rights))
        days = np.where((here == UNDATED) | (there == UNDATED), 0, np.abs(here - there))
        weights = _along(score.LIKENESS, kin.likeness) - score.OVERLAP - _along(score.LATER, days.astype(np.float64))
        return weights * kin.support


class Handful(Bulk):
    """Weighs pairs of a few tellings that are at hand."""

    def __init__(self, tellings: Sequence[Telling], reports: Sequence[Traits]) -> None:
        super().__init__(Stock.of(compared_of(reports, tellings)))
        self._tellings = tellings
        self._reports = reports
        self._place = {one.id: position for position, one in enumerate(tellings)}

    def telling(self, position: int) -> Telling:
        """One telling."""
        return self._tellings[position]

    def traits(self, position: int) -> Traits | None:
        """Those of one report, None where it is not known."""
        return self._reports[position] if position < len(self._reports) else None

    def scores(self, pairs: Sequence[Pair]) -> dict[Pair, float]:
        """The scores of pairs of ids."""
        return scores_of(self, self._place, pairs)


def scores_of(bulk: Bulk, place: Mapping[str, int], pairs: Sequence[Pair]) -> dict[Pair, float]:
    """The scores of pairs of ids whose positions are known."""
    both = np.array([(place[left], place[right]) for left, right in pairs], np.int64).reshape(-1, 2)
    lefts, rights = both.min(axis=1), both.max(axis=1)
    order = np.argsort(lefts, kind="stable")
    totals = np.empty(len(pairs))
    totals[order] = bulk.totals(lefts[order], rights[order])
    return dict(zip(pairs, totals.tolist(), strict=True))


_SLACK = 1e-5
"""Sums are rounded to a tenth of this."""


class _Kin:
    """How the reports of pairs of tellings stand to each other, worked out once for each pair of reports."""

    def __init__(self, bulk: Bulk, lefts: Numbers, rights: Numbers) -> None:
        stock = bulk.stock
        number = stock.reports + 1
        home = stock.home
        here, there = np.minimum(home[lefts], home[rights]), np.maximum(home[lefts], home[rights])
        codes, back = np.unique(here * number + there, return_inverse=True)
        left, right = codes // number, codes % number
        sizes = stock.arrays["report_size"]
        self.likeness: Weights = bulk._likeness(left, right)[back]  # noqa: SLF001
        self.support: Weights = np.minimum(1.0, np.minimum(sizes[left], sizes[right]) / score.ENOUGH)[back]
        self.copy: NDArray[np.bool_] = bulk._copies(left, right)[back]  # noqa: SLF001
        self.names = _common(stock, "report_name", left, right)[back]
        self.ages = _common(stock, "report_age", left, right)[back]


def _common(stock: Stock, name: str, lefts: Numbers, rights: Numbers) -> Numbers:
    """How many two reports share; -1 where one has none."""
    sizes = stock.arrays[name + SIZES]
    shared = stock.rows[name].shared(lefts, rights)
    return np.where((sizes[lefts] > 0) & (sizes[rights] > 0), shared, -1)


def _counted(numbers: Numbers, weights: Sequence[float]) -> Weights:
    table = np.array([*weights, 0.0])
    return np.where(numbers < 0, 0.0, table[np.minimum(numbers, len(weights) - 1)])


def _numbers(values: Iterable[Hashable], number: int) -> Numbers:
    """Number values from 0 on, equal ones alike."""
    known: dict[Hashable, int] = {}
    return np.fromiter((known.setdefault(one, len(known)) for one in values), np.int64, number)


def _along(points: Sequence[tuple[float, float]], values: Weights) -> Weights:
    """`score` reads a line through points at one value; this does at many, by the same steps."""
    ends = np.array([end for end, _ in points[1:]])
    low, start = (np.array(each) for each in zip(*points[:-1], strict=True))
    rise = np.array([end for _, end in points[1:]]) - start
    at = np.minimum(np.searchsorted(ends, values), len(ends) - 1)
    found = start[at] + rise[at] * (values - low[at]) / (ends[at] - low[at])
    return np.where(values > ends[-1], points[-1][1], found)


def _summed(found: Mapping[str, Weights]) -> Weights:
    """The sums, in the order in which `score` adds them up."""
    total: Any = 0.0
    for weights in found.values():
        total = total + weights
    return np.asarray(PRIOR + total, np.float64)
