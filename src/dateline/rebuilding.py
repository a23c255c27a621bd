"""Linking all reports of a store anew, in one process or in several.

One process has the store in hand: it gives out reports and claims as they are written there, some at a time, and takes
in what is made of them. So nothing but arrays (`dateline.link.stock`) is ever held of all reports together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dateline.link.batch import PAIRS, Batch, Edges, Grouping
from dateline.link.columns import SIZES, columns_of, joined, texts_of
from dateline.link.judged import Rulings
from dateline.link.linker import by_report, event_of
from dateline.link.rows import Texts, starts_of
from dateline.link.team import ALONE, Team, bulk_at, team_of
from dateline.link.telling import Telling
from dateline.link.traits import traits_of
from dateline.link.within import tellings_of
from dateline.records import Claim, Event, Judgement, Report
from dateline.review.current import standing_claims
from dateline.store.linkage import Linkage

T = TypeVar("T")

AT_ONCE = 200
"""Reports that are read at a time."""
MUCH = 5_000
"""Reports from which it pays to start other processes, each of which takes a second or two to be ready."""
SLIM = "report_slim"
"""The column of reports without their texts and pictures, which merging does not need."""


@dataclass(frozen=True, slots=True)
class _Written:
    """Reports or claims as they are written in the store, and what people said about the claims."""

    reports: Sequence[str]
    claims: Sequence[str]
    judgements: Sequence[Judgement]
    alone: frozenset[str]


def rebuild(linkage: Linkage, workers: int = 1) -> int:
    """Link everything, and give the number of events."""
    with linkage.roomy(), team_of(workers if linkage.size() >= MUCH else 1) as team:
        linkage.clear()
        rulings = linkage.all_rulings()
        batch = Batch(_read(linkage, rulings, team), rulings)
        edges = batch.edges(team)
        linkage.fill_keys(batch.report_keys.rows())
        linkage.fill_keys(batch.telling_keys.rows())
        linkage.fill_edges(_rows(batch, edges))
        number = linkage.put_events(_events(linkage, batch, edges, team))
    linkage.obeyed_all()
    linkage.linked_all()
    return number


# ---- reading


def _read(linkage: Linkage, rulings: Rulings, team: Team = ALONE) -> dict[str, NDArray[Any]]:
    """Read all reports, and keep what they tell."""
    parts = []
    for part in team.map(_columns, _reports(linkage, rulings.claims)):
        linkage.fill_reports(zip(part["report"].tolist(), _texts(part, "report_packed"), strict=True))
        tellings, homes = part["telling"].tolist(), part["telling_home"].tolist()
        linkage.fill_tellings(zip(tellings, homes, _texts(part, "telling_packed"), strict=True))
        parts.append(part)
    return joined(parts or [_columns(_Written((), (), (), frozenset()))])


def _reports(linkage: Linkage, alone: frozenset[str]) -> Iterator[_Written]:
    """All reports with their claims, some at a time, in the order of their days: what is compared is mostly near."""
    for ids in _parts(linkage.report_ids()):
        claims = linkage.written_claims_in(ids)
        said = linkage.judgements(list(claims))
        yield _Written(linkage.written_reports(ids), list(claims.values()), said, alone & claims.keys())


def _columns(written: _Written) -> dict[str, NDArray[Any]]:
    """What some reports tell."""
    reports = [Report.model_validate_json(one) for one in written.reports]
    claims = by_report(_standing(written))
    told = [
        one
        for report in reports
        if report.id in claims
        for one in tellings_of(report, claims[report.id], alone=written.alone)
    ]
    slim = (one.model_copy(update={"text": "", "images": ()}).model_dump_json() for one in reports)
    return columns_of([traits_of(one) for one in reports], told) | texts_of(SLIM, slim)


def _standing(written: _Written) -> list[Claim]:
    return standing_claims(map(Claim.model_validate_json, written.claims), written.judgements)


def _texts(part: dict[str, NDArray[Any]], name: str) -> list[str]:
    texts = Texts(part[name], starts_of(part[name + SIZES]))
    return [texts[one] for one in range(len(texts))]


def _rows(batch: Batch, edges: Edges) -> Iterator[tuple[int, int, float]]:
    """The edges in both orders, by the numbers of tellings, sorted as the index is: that is quicker to write."""
    numbers = batch.stock.arrays["telling"]
    ones = numbers[np.concatenate([edges.lefts, edges.rights])]
    others = numbers[np.concatenate([edges.rights, edges.lefts])]
    scores = np.concatenate([edges.scores, edges.scores])
    order = np.lexsort((others, ones))
    for part in np.array_split(order, 1 + len(order) // PAIRS):
        yield from zip(ones[part].tolist(), others[part].tolist(), scores[part].tolist(), strict=True)


# ---- merging


def _events(linkage: Linkage, batch: Batch, edges: Edges, team: Team) -> Iterator[Event]:
    for some in team.map(_merged, _groupings(linkage, batch, edges, team)):
        yield from some


def _groupings(linkage: Linkage, batch: Batch, edges: Edges, team: Team) -> Iterator[tuple[Grouping, _Written]]:
    members = batch.stock.texts("telling_members")
    for task in batch.tasks(edges, team.show(batch.stock)):
        ids = [claim for one in task.positions.tolist() for claim in members[one].split("\n")]
        yield task, _Written((), linkage.written_claims(ids), linkage.judgements(ids), frozenset())


def _merged(given: tuple[Grouping, _Written]) -> list[Event]:
    """The events of some groups."""
    task, written = given
    claims = {one.id: one for one in _standing(written)}
    return [_event(task, group, claims) for group in task.tellings()]


def _event(task: Grouping, group: Sequence[tuple[int, Telling]], claims: dict[str, Claim]) -> Event:
    stock = bulk_at(task.where).stock
    homes = {int(stock.home[position]) for position, _ in group}
    slim = (Report.model_validate_json(stock.texts(SLIM)[home]) for home in sorted(homes))
    # Whose texts are one is asked only where there are several.
    traits = [stock.traits(home) for home in homes] if len(homes) > 1 else []
    return event_of(
        [claims[claim] for _, telling in group for claim in telling.members],
        {one.id: one for one in slim},
        {one.id: one for one in traits if one is not None},
        [telling for _, telling in group],
    )


def _parts(items: Iterable[T]) -> Iterator[list[T]]:
    source = iter(items)
    while part := list(islice(source, AT_ONCE)):
        yield part
