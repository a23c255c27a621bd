"""Events with their claims and what is known of the reports, in batches: what exports are made from.

Claims are given as they stand: corrected as people said, without those that were rejected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, func, select

from dateline.records import Claim, Event
from dateline.store.database import Store
from dateline.store.derived import in_parts
from dateline.store.engine import reading
from dateline.store.filters import ClaimFilter, EventFilter
from dateline.store.linkage import Linkage
from dateline.store.tables import judgements, reports

BATCH = 400
"""Records looked up at once: some thousand claims and reports are in memory then."""

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Citation:
    """A report as it is cited: everything but its text."""

    id: str
    publisher: str | None = None
    headline: str | None = None
    byline: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    url: str | None = None
    copy_of: str | None = None


class Bundle(NamedTuple):
    """A record with its claims and the reports that they are of, by id."""

    record: Event | Claim
    claims: tuple[Claim, ...]
    citations: dict[str, Citation]


def event_bundles(store: Store, wanted: EventFilter) -> Iterator[Bundle]:
    """Stream events in the store's order, each with its claims in the event's order."""
    for batch in _batches(store.events(wanted)):
        with _reading(store) as connection:
            ids = [one.claim_id for event in batch for one in event.claims]
            told = Linkage(connection).claims(ids)
            cited = _citations(connection, told.values())
        for event in batch:
            own = tuple(told[one.claim_id] for one in event.claims if one.claim_id in told)
            yield Bundle(event, own, {claim.report_id: cited[claim.report_id] for claim in own})


def claim_bundles(store: Store, wanted: ClaimFilter) -> Iterator[Bundle]:
    """Stream claims in the store's order, each with its report."""
    for batch in _batches(store.claims(wanted)):
        with _reading(store) as connection:
            standing = Linkage(connection).claims([claim.id for claim in batch])
            cited = _citations(connection, standing.values())
        for claim in (standing[one.id] for one in batch if one.id in standing):
            yield Bundle(claim, (claim,), {claim.report_id: cited[claim.report_id]})


def newest_day(store: Store) -> str | None:
    """The day of the newest report or judgement: what the store holds is as of that day."""
    with _reading(store) as connection:
        queries = (select(func.max(reports.c.published)), select(func.max(judgements.c.at)))
        found = [value for query in queries if (value := connection.execute(query).scalar())]
    return max(found)[: len("2013-01-12")] if found else None


def _reading(store: Store) -> AbstractContextManager[Connection]:
    return reading(store._engine)  # noqa: SLF001  # of the same package: these are methods of the store in a file of their own


def _citations(connection: Connection, of: Iterable[Claim]) -> dict[str, Citation]:
    ids = list(dict.fromkeys(claim.report_id for claim in of))
    found = {}
    for some in in_parts(ids):
        documents = connection.execute(select(reports.c.document).where(reports.c.id.in_(some))).scalars()
        found.update({document["id"]: _citation(document) for document in documents})
    return found


def _citation(document: dict[str, Any]) -> Citation:
    return Citation(
        id=document["id"],
        publisher=document.get("publisher"),
        headline=document.get("headline"),
        byline=tuple(document.get("byline") or ()),
        agencies=tuple(document.get("agencies") or ()),
        published=document.get("published"),
        language=document.get("language"),
        url=document.get("url"),
        copy_of=document.get("copy_of"),
    )


def _batches(items: Iterable[ItemT]) -> Iterator[list[ItemT]]:
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch
