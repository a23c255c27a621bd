"""Bringing an index of what reports tell up to date, report by report.

What comes is compared with what shares a key with it, and of the connected components that it touches only the parts
that it changes are grouped anew. The result is that of linking everything at once (`dateline.link.batch`), whatever
came first: who is compared with whom depends on the sets of owners of each key (`dateline.link.keys`), the score of a
pair on the two alone, the parts of a component on its edges, and the groups of a part on that part alone.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Protocol

from dateline.link.cluster import cluster_parts, ordered
from dateline.link.judged import Rulings
from dateline.link.keys import PIVOTS, kind_of, number_of, report_keys, telling_keys
from dateline.link.linking import Weigher, related
from dateline.link.partition import LEVELS, Web, changed_parts
from dateline.link.telling import Telling
from dateline.link.traits import Traits

Owners = Mapping[int, Sequence[int]]


class Index(Protocol):
    """The index: a store has one (`dateline.store.index`). Numbers are those of `dateline.link.keys.number_of`."""

    def traits(self, numbers: Collection[int]) -> dict[int, Traits]:
        """Traits of reports that are there, by number."""
        ...

    def tellings(self, numbers: Collection[int]) -> dict[int, Telling]:
        """Tellings that are there, by number."""
        ...

    def tellings_in(self, reports: Collection[int]) -> dict[int, Telling]:
        """All tellings of some reports, by number."""
        ...

    def first_owners(self, keys: Collection[int], most: int) -> Owners:
        """The owners of each key with the smallest numbers, in their order; keys without any are left out."""
        ...

    def owners(self, keys: Collection[int]) -> Owners:
        """All owners of each key."""
        ...

    def rulings(self, claim_ids: Collection[str]) -> Rulings:
        """All rulings that stand on some claims."""
        ...

    def edges(self, numbers: Collection[int]) -> dict[int, dict[int, float]]:
        """The edges of tellings: for each its neighbours with the scores."""
        ...

    def put_report(self, number: int, traits: Traits, keys: Collection[int]) -> None:
        """Keep a report."""
        ...

    def put_telling(self, number: int, report: int, telling: Telling, keys: Collection[int]) -> None:
        """Keep a telling."""
        ...

    def drop_telling(self, number: int, keys: Collection[int]) -> None:
        """Forget a telling, its keys and its edges."""
        ...

    def replace_edges(self, number: int, edges: Mapping[int, float]) -> None:
        """Put these edges in place of all others of a telling, on both of their sides."""
        ...


@dataclass(frozen=True, slots=True)
class Retold:
    """A report and what it tells, as it stands now."""

    traits: Traits
    tellings: Sequence[Telling]


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What an update came to.

    Attributes:
        groups: The groups of all parts that were touched, each by its claims, sorted.
        claims: All claims whose event may have changed: those of the groups, and those that are no longer linked.
    """

    groups: list[tuple[str, ...]]
    claims: frozenset[str]


@dataclass(slots=True)
class _Change:
    """What is different: keys by whether they are reports' or tellings', and the numbers that must be looked at.

    Attributes:
        retold: Those of the tellings that are new, tell something else or are gone.
        were: The changed edges as they were before, on both of their sides; None where there was none.
        are: The same as they are now.
        judged: Whether people's word has changed something: which parts there were before it is not known then.
    """

    report_keys: set[int] = field(default_factory=set)
    telling_keys: set[int] = field(default_factory=set)
    reports: set[int] = field(default_factory=set)
    tellings: set[int] = field(default_factory=set)
    retold: set[int] = field(default_factory=set)
    were: dict[int, dict[int, float | None]] = field(default_factory=dict)
    are: dict[int, dict[int, float | None]] = field(default_factory=dict)
    claims: set[str] = field(default_factory=set)
    judged: bool = False

    def note(self, number: int, old: Mapping[int, float], new: Mapping[int, float]) -> None:
        """Note that a telling has other edges than it had."""
        for other in old.keys() | new.keys():
            for one, its in ((number, other), (other, number)):
                self.were.setdefault(one, {}).setdefault(its, old.get(other))
                self.are.setdefault(one, {})[its] = new.get(other)

    def before(self, number: int, edges: Mapping[int, float]) -> dict[int, float]:
        """The edges of a telling as they were, given those that it has now."""
        old = self.were.get(number, {})
        gone = edges.keys() if number in self.retold else old.keys() | self.retold
        kept = {other: score for other, score in edges.items() if other not in gone}
        return kept | {other: score for other, score in old.items() if score is not None}


def update(index: Index, retold: Iterable[Retold], again: AbstractSet[str] = frozenset()) -> Regrouped:
    """Bring the index up to date with reports that are new, or of which people have changed what they tell.

    Args:
        index: The index; it is changed.
        retold: The reports.
        again: Claims of those reports that are looked at again even if nothing about them has changed, because of a
            ruling.
    """
    given = list(retold)
    change = _prepare(index, given, again)
    before = _firsts(index, change)
    _apply(index, given, change)
    _add_shifted(change, before, _firsts(index, change))
    _compare(index, change)
    return _regroup(index, change)


def _prepare(index: Index, retold: Sequence[Retold], again: AbstractSet[str]) -> _Change:
    """See what is new, and which keys that touches; nothing is changed yet."""
    change = _Change(judged=bool(again))
    numbers = {number_of(one.traits.id): one for one in retold}
    known, old = index.traits(numbers), index.tellings_in(numbers)
    for number, one in numbers.items():
        if number not in known:
            change.report_keys |= report_keys(one.traits)
            change.reports.add(number)
        change.tellings |= {number_of(each.id) for each in one.tellings if again & set(each.members)}
    new = {number_of(each.id): each for one in retold for each in one.tellings}
    for number in old.keys() | new.keys():
        if old.get(number) != new.get(number):
            change.tellings.add(number)
            change.retold.add(number)
            for telling in (old.get(number), new.get(number)):
                if telling is not None:
                    change.telling_keys |= telling_keys(telling)
                    change.claims |= set(telling.members)
    for number, edges in index.edges([number for number in change.tellings if number in old]).items():
        change.note(number, edges, {})
    return change


def _firsts(index: Index, change: _Change) -> tuple[Owners, Owners]:
    return index.first_owners(change.report_keys, PIVOTS), index.first_owners(change.telling_keys, PIVOTS)


def _apply(index: Index, retold: Sequence[Retold], change: _Change) -> None:
    for one in retold:
        report = number_of(one.traits.id)
        if report in change.reports:
            index.put_report(report, one.traits, report_keys(one.traits))
        new = {number_of(each.id): each for each in one.tellings}
        for number, telling in index.tellings_in([report]).items():
            if number not in new or new[number] != telling:
                index.drop_telling(number, telling_keys(telling))
        there = index.tellings_in([report])
        for number, telling in new.items():
            if number not in there:
                index.put_telling(number, report, telling, telling_keys(telling))


def _add_shifted(change: _Change, before: tuple[Owners, Owners], after: tuple[Owners, Owners]) -> None:
    """Who has become, or is no longer, one of the first owners of a key must be compared anew."""
    for shifted, old, new in zip((change.reports, change.tellings), before, after, strict=True):
        for key in old.keys() | new.keys():
            shifted.update(set(old.get(key, ())) ^ set(new.get(key, ())))


def _compare(index: Index, change: _Change) -> None:
    """Compare all that the change touches, and put the edges in place of the old ones."""
    fresh = index.tellings(change.tellings) | index.tellings_in(change.reports)
    near, traits = _related_reports(index, {number_of(one.report_id) for one in fresh.values()})
    beside = _partners(index, {number: telling_keys(one) for number, one in fresh.items()})
    known = fresh | index.tellings({other for others in beside.values() for other in others} - fresh.keys())
    known |= index.tellings_in({other for others in near.values() for other in others})
    traits |= index.traits({number_of(one.report_id) for one in known.values()} - traits.keys())
    weigh = _weigher(known, traits, index.rulings([one.id for one in fresh.values()]))
    told: dict[int, set[int]] = {}
    for number, one in known.items():
        told.setdefault(number_of(one.report_id), set()).add(number)
    old = index.edges(fresh)
    for number, one in fresh.items():
        homes = near.get(number_of(one.report_id), {number_of(one.report_id)})
        beside[number] = beside[number].union(*(told.get(home, ()) for home in homes)) - {number}
    for number, edges in _edges(beside, known, weigh).items():
        if edges != old.get(number, {}) or number in change.tellings:
            change.note(number, old.get(number, {}), edges)
            index.replace_edges(number, edges)


def _related_reports(index: Index, numbers: AbstractSet[int]) -> tuple[dict[int, set[int]], dict[int, Traits]]:
    """For each report those that share a key with it and are alike, and itself; and the traits of all."""
    traits = index.traits(numbers)
    near = _partners(index, {number: report_keys(one) for number, one in traits.items()})
    traits |= index.traits({other for others in near.values() for other in others} - traits.keys())
    found = {
        number: {number, *(other for other in others if related(traits[number], traits[other]))}
        for number, others in near.items()
    }
    return found, traits


def _weigher(tellings: Mapping[int, Telling], traits: Mapping[int, Traits], rulings: Rulings) -> Weigher:
    return Weigher({one.id: one for one in tellings.values()}, {one.id: one for one in traits.values()}, rulings)


def _partners(index: Index, keys: Mapping[int, AbstractSet[int]]) -> dict[int, set[int]]:
    """Who shares a key with each owner, one of the two being among the first owners of the key."""
    firsts = index.first_owners(set().union(*keys.values()), PIVOTS)
    leading = {key for owner, mine in keys.items() for key in mine if owner in firsts.get(key, ())}
    everyone = index.owners({key for key in leading if len(firsts[key]) >= PIVOTS})
    found: dict[int, set[int]] = {}
    for owner, mine in keys.items():
        found[owner] = set()
        for key in mine:
            first = firsts.get(key, ())
            found[owner].update(everyone.get(key, first) if owner in first else first)
        found[owner].discard(owner)
    return found


def _edges(
    beside: Mapping[int, Iterable[int]], known: Mapping[int, Telling], weigh: Weigher
) -> dict[int, dict[int, float]]:
    """For each telling the others that it is likelier one event with than two, and the scores."""
    alike = {
        one: {ordered(known[one].id, known[other].id): other for other in others if _alike(known[one], known[other])}
        for one, others in beside.items()
    }
    scores = weigh.scores({pair for pairs in alike.values() for pair in pairs})
    return {
        one: {other: scores[pair] for pair, other in pairs.items() if scores[pair] > 0} for one, pairs in alike.items()
    }


def _alike(one: Telling, other: Telling) -> bool:
    return kind_of(one) == kind_of(other)


def _regroup(index: Index, change: _Change) -> Regrouped:
    now, before = _webs(index, change)
    if change.judged:  # which parts there were before is not known then
        everything = now.reach(change.were.keys() | change.tellings, LEVELS[0])
        parts = {now.part(one) for one in everything}
    else:
        parts = changed_parts(before, now, (change.were, change.are), change.retold)
    tellings = index.tellings({one for part in parts for one in part})
    by_id = {one.id: one for one in tellings.values()}
    rulings = index.rulings(list(by_id))
    weigh = _weigher(
        {number_of(one): by_id[one] for one in by_id},
        index.traits({number_of(one.report_id) for one in by_id.values()}),
        rulings,
    )
    ids = [sorted(tellings[number].id for number in part if number in tellings) for part in parts]
    named = {
        tellings[one].id: {tellings[other].id: score for other, score in near.items() if other in tellings}
        for one, near in now.near(tellings).items()
    }
    told = frozenset(pair for pair in rulings.together if by_id.keys() >= set(pair))
    groups = [
        tuple(sorted(claim for telling in group for claim in by_id[telling].members))
        for group in cluster_parts([one for one in ids if one], named, weigh, told, weigh.scores)
    ]
    return Regrouped(sorted(groups), frozenset(change.claims).union(*groups))


def _webs(index: Index, change: _Change) -> tuple[Web, Web]:
    """The tellings with their edges as they are, and as they were."""

    def joined(numbers: Collection[int]) -> dict[int, dict[int, float]]:
        """What people joined: infinite edges."""
        ruled = index.rulings([one.id for one in index.tellings(numbers).values()])
        pairs = [(number_of(left), number_of(right)) for left, right in ruled.together]
        there = index.tellings({one for pair in pairs for one in pair})
        found: dict[int, dict[int, float]] = {}
        for pair in pairs:
            if there.keys() >= set(pair):
                for one, other in (pair, pair[::-1]):
                    found.setdefault(one, {})[other] = math.inf
        return found

    def now(numbers: Collection[int]) -> dict[int, dict[int, float]]:
        edges, told = index.edges(numbers), joined(numbers)
        return {one: edges.get(one, {}) | told.get(one, {}) for one in numbers}

    def before(numbers: Collection[int]) -> dict[int, dict[int, float]]:
        return {one: change.before(one, near) for one, near in current.near(numbers).items()}

    current = Web(now)
    return current, Web(before)
