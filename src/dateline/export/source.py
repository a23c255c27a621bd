"""Where dossiers come from: a store, or a stream of claims that no store knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice

from dateline.core.errors import UsageError
from dateline.export.model import Dossier, RecordKind
from dateline.records import Claim, Event, Participant, Place
from dateline.store import ClaimFilter, EventFilter, Store
from dateline.store.bundles import claim_bundles, event_bundles

Filter = ClaimFilter | EventFilter


def from_store(store: Store, wanted: Filter) -> Iterator[Dossier]:
    """Stream what the filter lets through: claims for a `ClaimFilter`, events for an `EventFilter`."""
    bundles = claim_bundles(store, wanted) if isinstance(wanted, ClaimFilter) else event_bundles(store, wanted)
    return (Dossier(one.record, one.claims, one.citations) for one in bundles)


def from_claims(claims: Iterable[Claim], records: RecordKind, wanted: Filter) -> Iterator[Dossier]:
    """Make dossiers of claims alone: for events the claims are linked first, and so are all kept in memory.

    Raises:
        UsageError: The filter asks for what claims do not tell: their publisher, or the event that they are in.
    """
    if wanted.publisher is not None or getattr(wanted, "event", None) is not None:
        raise UsageError("a stream of claims has no publishers and no events to filter by", hint="Filter in a store.")
    if records == "claims":
        return islice((Dossier(claim, (claim,)) for claim in claims if passes(claim, wanted)), wanted.limit)
    return islice(_linked(tuple(claims), wanted), wanted.limit)


def _linked(claims: tuple[Claim, ...], wanted: Filter) -> Iterator[Dossier]:
    from dateline import pipeline

    by_id = {claim.id: claim for claim in claims}
    for event in pipeline.link(claims, ()):
        told = tuple(by_id[one.claim_id] for one in event.claims)
        if passes(event, wanted) and (wanted.report is None or any(one.report_id == wanted.report for one in told)):
            yield Dossier(event, told)


def passes(record: Claim | Event, wanted: Filter) -> bool:
    """Tell whether a record meets the filter, as the store's queries do."""
    place = record.place
    lists = (
        (wanted.types, record.type),
        (wanted.modes, record.mode),
        (wanted.statuses, record.status),
        (wanted.countries, place.country if place else None),
    )
    if any(values and value not in values for values, value in lists):
        return False
    if isinstance(record, Claim) and wanted.report not in {None, record.report_id}:
        return False
    if wanted.min_confidence is not None and record.confidence < wanted.min_confidence:
        return False
    return _in_time(record, wanted) and _named(record, place, wanted)


def _in_time(record: Claim | Event, wanted: Filter) -> bool:
    when = record.time if isinstance(record, Claim) else record
    first, last = (when.first, when.last) if when else (None, None)
    if wanted.since is not None and (last is None or last < wanted.since):
        return False
    return wanted.until is None or (first is not None and first <= wanted.until)


def _named(record: Claim | Event, place: Place | None, wanted: Filter) -> bool:
    parties = (*record.actors, *record.recipients) if isinstance(record, Claim) else record.sides
    who = [name for one in parties for name in (one.name, one.id, one.country, one.sector)]
    who += [one.text for one in parties if isinstance(one, Participant)]
    where = [place.text, place.name, place.admin2, place.admin1, place.country] if place else []
    admin1 = [place.admin1] if place else []
    asked = ((wanted.actor, who), (wanted.place, where), (wanted.admin1, admin1))
    return all(part is None or _found(part, names) for part, names in asked)


def _found(part: str, names: Iterable[str | None]) -> bool:
    return any(part.casefold() in name.casefold() for name in names if name)


def asked_for(wanted: Filter) -> dict[str, object]:
    """The filter as the export tells it: only what was asked."""
    given = {name: value for name, value in asdict(wanted).items() if value not in (None, ())}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}
