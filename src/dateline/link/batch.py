"""Everything at once: all keys, all pairs that share one, all edges, all groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.link.bulk import Bulk, Weights, scores_of
from dateline.link.cluster import MOST, Weigh, grouped, neighbours, ordered, parted, unscored
from dateline.link.columns import SIZES, Columns, columns_of
from dateline.link.evidence import IMPOSSIBLE
from dateline.link.judged import Rulings
from dateline.link.keys import PIVOTS, number_of
from dateline.link.linking import Weigher
from dateline.link.rows import Numbers, runs, starts_of
from dateline.link.stock import Stock, positions_of
from dateline.link.team import ALONE, Team, Where, bulk_at
from dateline.link.telling import Telling
from dateline.link.traits import Traits

PAIRS = 100_000
"""Pairs that are weighed in one go: more takes more memory and is hardly faster."""
MEMBERS = 4_000
"""Tellings that are grouped in one go."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """Owners and their keys, sorted by key and by the owner's number: `owners[i]`, a position, has `keys[i]`."""

    keys: Numbers
    owners: Numbers
    numbers: Numbers

    @classmethod
    def of(cls, columns: Columns, name: str) -> Keyed:
        """Sort the keys of all reports, or of all tellings."""
        numbers, sizes, flat = columns[name], columns[f"{name}_key{SIZES}"], columns[f"{name}_key"]
        owners = np.repeat(np.arange(len(numbers), dtype=np.int64), sizes)
        order = np.lexsort((numbers[owners], flat))
        return cls(flat[order], owners[order], numbers)

    def rows(self) -> Iterator[tuple[int, int]]:
        """Each key with the number of an owner."""
        for start in range(0, len(self.keys), PAIRS):
            part = slice(start, start + PAIRS)
            yield from zip(self.keys[part].tolist(), self.numbers[self.owners[part]].tolist(), strict=True)

    def sharing(self) -> Numbers:
        """Pairs of positions that share a key, at least one of them among the key's first owners.

        Returns:
            The pairs as `smaller * number of ids + larger`, sorted, each once.
        """
        if not len(self.keys):
            return np.empty(0, np.int64)
        starts = np.flatnonzero(np.r_[True, self.keys[1:] != self.keys[:-1]])
        start_of = np.repeat(starts, np.diff(np.r_[starts, len(self.keys)]))
        rank = np.arange(len(self.keys)) - start_of
        found = []
        for pivot in range(PIVOTS):
            later = np.flatnonzero(rank > pivot)
            here, there = self.owners[later], self.owners[start_of[later] + pivot]
            found.append(np.minimum(here, there) * len(self.numbers) + np.maximum(here, there))
        return distinct(found)


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of tellings, by their positions, that are likelier one event than two, with their scores."""

    lefts: Numbers
    rights: Numbers
    scores: Weights

    def __len__(self) -> int:
        return len(self.lefts)


_COLUMNS = ("lefts", "rights", "scores")


class Batch:
    """One run over everything that reports tell."""

    def __init__(self, columns: Columns, rulings: Rulings) -> None:
        self.stock = Stock.of(columns)
        self._rulings = rulings
        self.report_keys = Keyed.of(columns, "report")
        self.telling_keys = Keyed.of(columns, "telling")

    @classmethod
    def of(cls, tellings: Sequence[Telling], reports: Sequence[Traits], rulings: Rulings) -> Batch:
        """Make it from records."""
        return cls(columns_of(reports, tellings), rulings)

    def edges(self, team: Team = ALONE) -> Edges:
        """All pairs worth comparing that are likelier one event than two."""
        codes, where = self.candidates(team), self._shown(team)
        parts = ((where, part, self.stock.tellings, self._rulings) for part in _parts(codes))
        found = list(team.map(_edges_among, parts))
        empty = Edges(codes[:0], codes[:0], np.empty(0))
        return Edges(*(np.concatenate([getattr(one, name) for one in (empty, *found)]) for name in _COLUMNS))

    def _shown(self, team: Team) -> Where:
        """Make the stock known to all; from then on this process, too, uses what the others do."""
        where = team.show(self.stock)
        self.stock = bulk_at(where).stock
        return where

    def candidates(self, team: Team = ALONE) -> Numbers:
        """Pairs of tellings worth comparing, of related reports or sharing a key; as `Keyed.sharing` gives them."""
        number, kinds = self.stock.tellings, self.stock.arrays["telling_kind"]
        found = [
            codes[kinds[codes // number] == kinds[codes % number]]
            for codes in (self.telling_keys.sharing(), self._of_one_report(), *self._of_related(team))
        ]
        return distinct(found)

    def _of_one_report(self) -> Numbers:
        homes = self.stock.arrays["telling_home"]
        order = np.argsort(homes, kind="stable")
        sizes = np.array([last - first for first, last in runs(homes[order])], np.int64)
        return _crossed(order, starts_of(sizes), *2 * [np.arange(len(sizes))])

    def _of_related(self, team: Team) -> Iterator[Numbers]:
        """Pairs of tellings of reports that share a key and are alike."""
        number = max(1, self.stock.reports)
        order = np.argsort(self.stock.home, kind="stable")
        starts = starts_of(np.bincount(self.stock.home, minlength=number + 1))
        codes, where = self.report_keys.sharing(), self._shown(team)
        for alike in team.map(_related_among, ((where, part, number) for part in _parts(codes))):
            yield _crossed(order, starts, *np.divmod(alike, number))

    def components(self, edges: Edges) -> list[Numbers]:
        """The positions of all tellings, some connected components at a time."""
        pairs = [[*map(number_of, pair)] for pair in sorted(self._rulings.together)]
        ruled = positions_of(self.stock.arrays["telling"], np.array(pairs, np.int64).reshape(-1, 2))
        ruled = ruled[(ruled < self.stock.tellings).all(axis=1)]
        lefts, rights = np.concatenate([edges.lefts, ruled[:, 0]]), np.concatenate([edges.rights, ruled[:, 1]])
        labels = _labels(self.stock.tellings, lefts, rights)
        order = np.argsort(labels, kind="stable")
        return list(_cut(order, labels[order]))

    def tasks(self, edges: Edges, where: Where) -> Iterator[Grouping]:
        """What there is to be grouped, some connected components at a time."""
        parts = self.components(edges)
        part_of = np.empty(self.stock.tellings, np.int64)
        for number, part in enumerate(parts):
            part_of[part] = number
        order = np.argsort(part_of[edges.lefts], kind="stable")
        cuts = np.searchsorted(part_of[edges.lefts][order], np.arange(len(parts) + 1))
        for number, part in enumerate(parts):
            mine = order[cuts[number] : cuts[number + 1]]
            some = Edges(edges.lefts[mine], edges.rights[mine], edges.scores[mine])
            yield Grouping(where, part, some, self._rulings)

    def groups(self, edges: Edges) -> list[tuple[str, ...]]:
        """Group the tellings; each group by the ids of its tellings, sorted."""
        where = ALONE.show(self.stock)
        return sorted(group for task in self.tasks(edges, where) for group in task.groups())


@dataclass(frozen=True, slots=True)
class Grouping:
    """Some whole components, to be grouped."""

    where: Where
    positions: Numbers
    edges: Edges
    rulings: Rulings

    def groups(self) -> list[tuple[str, ...]]:
        """The groups, each by the ids of its tellings, sorted."""
        bulk = bulk_at(self.where)
        place = {bulk.stock.ids[one]: one for one in self.positions.tolist()}
        name = {position: one for one, position in place.items()}
        rows = zip(self.edges.lefts.tolist(), self.edges.rights.tolist(), self.edges.scores.tolist(), strict=True)
        told = frozenset(pair for pair in self.rulings.together if place.keys() >= set(pair))
        near = neighbours({ordered(name[left], name[right]): score for left, right, score in rows}, told)
        parts = list(parted(place, near))
        scores = scores_of(bulk, place, [pair for part in parts for pair in unscored(part, near)])
        scores |= dict.fromkeys(self.rulings.apart & scores.keys(), IMPOSSIBLE)

        def weigh(part: Sequence[str]) -> Weigh:
            if len(part) > MOST:
                return _weigher(bulk, [place[one] for one in part], self.rulings)
            return lambda left, right: scores[left, right]

        return sorted(group for part in parts for group in grouped(part, near, weigh(part), told))

    def tellings(self) -> Iterator[list[tuple[int, Telling]]]:
        """The groups, each by the positions of its tellings and these."""
        bulk = bulk_at(self.where)
        place = {bulk.stock.ids[one]: one for one in self.positions.tolist()}
        for group in self.groups():
            yield [(place[one], bulk.telling(place[one])) for one in group]


def _weigher(bulk: Bulk, positions: Sequence[int], rulings: Rulings) -> Weigher:
    """Weigh pair by pair: of many tellings few pairs are looked at, and which is not known before."""
    tellings = {one.id: one for one in map(bulk.telling, positions)}
    reports = (bulk.stock.traits(home) for home in np.unique(bulk.stock.home[positions]).tolist())
    return Weigher(tellings, {one.id: one for one in reports if one is not None}, rulings)


def _parts(codes: Numbers) -> Iterator[Numbers]:
    return (codes[at : at + PAIRS] for at in range(0, len(codes), PAIRS))


def distinct(parts: Sequence[Numbers]) -> Numbers:
    """All numbers, sorted, each once."""
    found = np.concatenate(parts)
    found.sort()
    return found[np.r_[True, found[1:] != found[:-1]]] if len(found) else found


def _related_among(task: tuple[Where, Numbers, int]) -> Numbers:
    where, codes, number = task
    return codes[bulk_at(where).related(*np.divmod(codes, number))]


def _edges_among(task: tuple[Where, Numbers, int, Rulings]) -> Edges:
    where, codes, number, rulings = task
    bulk = bulk_at(where)
    lefts, rights = np.divmod(codes, number)
    scores = bulk.totals(lefts, rights, above=0.0)
    kept = np.flatnonzero(scores > 0)
    if rulings.apart:
        ids = bulk.stock.ids
        pairs = (ordered(ids[int(lefts[one])], ids[int(rights[one])]) for one in kept.tolist())
        kept = kept[[pair not in rulings.apart for pair in pairs]]
    return Edges(lefts[kept], rights[kept], scores[kept])


def _crossed(order: Numbers, starts: Numbers, lefts: Numbers, rights: Numbers) -> Numbers:
    """Each telling of a group with each of another, as `Keyed.sharing` gives pairs.

    Args:
        order: The positions of the tellings, group after group.
        starts: Where each group begins in it.
        lefts: One group of each pair of groups.
        rights: The other.
    """
    wide = starts[rights + 1] - starts[rights]
    sizes = (starts[lefts + 1] - starts[lefts]) * wide
    pair = np.repeat(np.arange(len(lefts)), sizes)
    at = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    here, there = order[starts[lefts][pair] + at // wide[pair]], order[starts[rights][pair] + at % wide[pair]]
    apart = here != there
    return distinct([np.minimum(here, there)[apart] * len(order) + np.maximum(here, there)[apart]])


def _labels(number: int, lefts: Numbers, rights: Numbers) -> Numbers:
    """For each position the smallest that it is connected with."""
    labels = np.arange(number)
    while True:
        least = np.minimum(labels[lefts], labels[rights])
        before = labels.copy()
        np.minimum.at(labels, lefts, least)
        np.minimum.at(labels, rights, least)
        labels = labels[labels]
        if np.array_equal(labels, before):
            return labels


def _cut(order: Numbers, labels: Numbers) -> Iterator[Numbers]:
    """Cut positions, sorted by component, into parts of whole components."""
    begin = 0
    for _, last in runs(labels):
        if last - begin >= MEMBERS or last == len(order):
            yield order[begin:last]
            begin = last
