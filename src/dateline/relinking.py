"""Keeping the events of a store in step with its reports and judgements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TypeVar

from dateline.link.incremental import Retold, update
from dateline.link.keys import number_of
from dateline.link.linker import Linking, by_report, event_of
from dateline.link.telling import Telling
from dateline.link.traits import traits_of
from dateline.link.within import tellings_of
from dateline.rebuilding import rebuild
from dateline.records import Event, Report
from dateline.store import Store
from dateline.store.linkage import Linkage

T = TypeVar("T")

AT_ONCE = 200
"""Reports, or events, that are read at a time."""
MANY = 8
"""Where one report in so many is new, linking all anew is quicker than linking each (`bench/linking.py`)."""
FEW = 50
"""Fewer new reports than this are always linked one by one."""


def relink(store: Store, *, workers: int = 1) -> int:
    """Link all claims of a store anew, and give the number of events.

    Writers wait until it is done; readers see the old events until then.

    Args:
        store: The store.
        workers: Processes that share the comparing; the answer is the same.
    """
    with store.linking() as linkage:
        return _everything(linkage, workers)


def link_new(store: Store) -> tuple[Event, ...]:
    """Link what came since the last time, reports and judgements.

    Returns:
        The events that are new or have changed; none where so much is new that everything was linked anew.
    """
    with store.linking() as linkage:
        new = linkage.unlinked()
        if not linkage.is_current or (len(new) > FEW and len(new) * MANY > linkage.size()):
            _everything(linkage)
            return ()
        judged = linkage.unjudged()
        changed = list(_around(linkage, sorted({*new, *linkage.reports_of(judged)}), judged))
        linkage.linked_all()
    return tuple(changed)


def relink_around(
    store: Store, claim_ids: Collection[str], judgements: Collection[str] | None = None
) -> tuple[Event, ...]:
    """Derive anew the events that judgements about some claims may change, and no others.

    Args:
        store: The store; the judgements are in it already.
        claim_ids: Claims that the judgements speak of; of an event, all its claims.
        judgements: The judgements, where others are to be left for later; without them all are obeyed that there are.

    Returns:
        The events that are new or have changed.
    """
    with store.linking() as linkage:
        if not linkage.is_current:
            _everything(linkage)
            return tuple(linkage.events_of(claim_ids))
        wanted = sorted({*claim_ids, *(linkage.unjudged() if judgements is None else ())})
        return tuple(_around(linkage, linkage.reports_of(wanted), wanted, judgements))


def redress(store: Store, event_ids: Collection[str], judgements: Collection[str] | None = None) -> tuple[Event, ...]:
    """Make events anew from the claims that they have: what was said of an event itself puts none together or apart.

    Args:
        store: The store; the judgements are in it already.
        event_ids: The events.
        judgements: What was said of them; without it all that was said of their claims too.

    Returns:
        The events that have changed.
    """
    with store.linking() as linkage:
        if not linkage.is_current:
            _everything(linkage)
            return ()
        groups = linkage.groups_of(event_ids)
        judged = [claim for group in groups for claim in group]
        changed = linkage.replace_events(judged, list(_events(linkage, groups)))
        _obeyed(linkage, judged, judgements)
    return tuple(changed)


def is_behind(store: Store) -> bool:
    """Tell whether there are judgements that the events do not obey yet, in a store that is linked."""
    with store.linking(write=False) as linkage:
        return linkage.is_current and bool(linkage.unjudged())


def linking_of(store: Store, claim_ids: Collection[str]) -> Linking:
    """The linking of the reports of some claims, for explaining it: a pair is weighed the same in any company."""
    with store.linking(write=False) as linkage:
        homes = linkage.reports_of(claim_ids)
        claims = linkage.claims_in(homes)
        said = linkage.judgements([claim.id for claim in claims])
        return Linking(claims, linkage.reports(homes).values(), said)


# ---- a few reports


def _around(
    linkage: Linkage, report_ids: Sequence[str], judged: Collection[str], judgements: Collection[str] | None = None
) -> Iterator[Event]:
    """Link reports that are new or judged, some at a time."""
    changed: dict[str, Event] = {}
    for ids in _parts(report_ids):
        reports = linkage.reports(ids)
        tellings = _tellings(linkage, reports)
        retold = [Retold(traits_of(reports[one]), tellings.get(one, ())) for one in ids]
        found = update(linkage, retold, again=frozenset(judged))
        events = list(_events(linkage, found.groups))
        changed |= {event.id: event for event in linkage.replace_events(found.claims, events)}
    _obeyed(linkage, judged, judgements)
    yield from changed.values()


def _obeyed(linkage: Linkage, judged: Collection[str], judgements: Collection[str] | None) -> None:
    if judgements is None:
        linkage.obeyed(judged)
    else:
        linkage.obey(judgements)


def _tellings(linkage: Linkage, reports: Mapping[str, Report]) -> dict[str, list[Telling]]:
    """What reports tell, their claims taken as they stand."""
    claims = by_report(linkage.claims_in(reports))
    rulings = linkage.rulings([claim.id for some in claims.values() for claim in some])
    return {one: tellings_of(reports[one], some, alone=rulings.claims) for one, some in claims.items()}


def _events(linkage: Linkage, groups: Iterable[Sequence[str]]) -> Iterator[Event]:
    """The events of groups of claims; one that was rejected is still in its group until its judgement is obeyed."""
    for some in _parts(groups):
        claims = linkage.claims(list(chain.from_iterable(some)))
        reports = linkage.reports({claim.report_id for claim in claims.values()})
        numbers = [number_of(one) for one in reports]
        traits = {one.id: one for one in linkage.traits(numbers).values()}
        home = {claim: one for one in linkage.tellings_in(numbers).values() for claim in one.members}
        for group in some:
            standing = [claims[one] for one in group if one in claims]
            told = {home[one.id].id: home[one.id] for one in standing if one.id in home}
            if standing:
                yield event_of(standing, reports, traits, told.values())


# ---- all reports


def _everything(linkage: Linkage, workers: int = 1) -> int:
    if linkage.is_current:
        judged = linkage.unjudged()
        list(_around(linkage, linkage.reports_of(judged), judged))  # what an event was called is kept by this
    return rebuild(linkage, workers)


def _parts(items: Iterable[T]) -> Iterator[list[T]]:
    source = iter(items)
    while part := list(islice(source, AT_ONCE)):
        yield part
