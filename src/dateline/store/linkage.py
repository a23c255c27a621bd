"""The linker's index in the store, within one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text

from dateline.link import telling as tellings_module
from dateline.link import traits as traits_module
from dateline.link.judged import Rulings, event_id, founding_claim, rulings_of
from dateline.link.linker import FORM
from dateline.link.telling import Telling
from dateline.link.traits import Traits
from dateline.records import Claim, Event, Judgement, Report
from dateline.review.current import standing_claims, standing_events
from dateline.store.counters import bump
from dateline.store.derived import drop_events, in_parts, put_events
from dateline.store.link_tables import event_names, link_edges, link_judged, link_keys, link_reports, link_tellings
from dateline.store.link_writing import Written, looked_up
from dateline.store.people_tables import judgement_records, standings
from dateline.store.tables import claims, counters, event_claims, event_documents, judgements, reports

_NAME = "linked"
"""The counter that holds the arrival of the last report that was linked."""
_FORM = "linker"
"""The counter that holds the form of the index (`dateline.link.linker.FORM`)."""


# Made once: linking one judgement takes some sixty look-ups, and making one takes longer than many of them.
_TRAITS = looked_up(link_reports.c.number, link_reports.c.number, link_reports.c.document)
_TELLINGS = looked_up(link_tellings.c.number, link_tellings.c.number, link_tellings.c.document)
_TELLINGS_IN = looked_up(link_tellings.c.report, link_tellings.c.number)
_OWNERS = looked_up(link_keys.c.key, link_keys.c.key, link_keys.c.owner)
_EDGES = looked_up(link_edges.c.telling, link_edges)
_HELD = looked_up(event_claims.c.event_id, event_claims)
_EVENTS_OF = looked_up(event_claims.c.claim_id, event_claims.c.event_id)
_KNOWN_CLAIMS = looked_up(claims.c.id, claims.c.id)
_HOMES = looked_up(claims.c.id, claims.c.report_id)
_CLAIMS = looked_up(claims.c.id, claims.c.document)
_CLAIMS_IN = looked_up(claims.c.report_id, claims.c.document)
_REPORTS = looked_up(reports.c.id, reports.c.document)
_EVENTS = looked_up(event_documents.c.id, event_documents.c.document)
_ABOUT = looked_up(judgement_records.c.record_id, judgement_records.c.judgement_id)
_JUDGEMENTS = looked_up(judgements.c.id, judgements.c.document)
_REJECTED = looked_up(standings.c.record_id, standings.c.record_id).where(standings.c.state == "rejected")
_OBEYED = looked_up(link_judged.c.judgement_id, link_judged.c.judgement_id)
_COUNTER = select(counters.c.number).where(counters.c.name == bindparam("name"))


class Linkage(Written):
    """The index of what reports tell, and the events made from it. Keeps the contract of `link.incremental.Index`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._former: dict[str, str] | None = None
        # Unpacked once: one report's linking asks for most of them some five times.
        self._traits: dict[int, Traits] = {}
        self._tellings: dict[int, Telling] = {}

    # ---- the index

    def traits(self, numbers: Collection[int]) -> dict[int, Traits]:
        """Traits of reports that are there, by number."""
        new = set(numbers) - self._traits.keys()
        self._traits |= {number: traits_module.unpacked(written) for number, written in self._some(_TRAITS, new)}
        return {number: self._traits[number] for number in numbers if number in self._traits}

    def tellings(self, numbers: Collection[int]) -> dict[int, Telling]:
        """Tellings that are there, by number."""
        for number, written in self._some(_TELLINGS, set(numbers) - self._tellings.keys()):
            self._tellings[number] = tellings_module.unpacked(written)
        return {number: self._tellings[number] for number in numbers if number in self._tellings}

    def tellings_in(self, reports_: Collection[int]) -> dict[int, Telling]:
        """All tellings of some reports, by number."""
        return self.tellings([row[0] for row in self._some(_TELLINGS_IN, reports_)])

    def first_owners(self, keys: Collection[int], most: int) -> dict[int, list[int]]:
        """The owners of each key with the smallest numbers, in their order; keys without any are left out."""
        # One look-up for each key, all in one statement; integers of our own making need no binding.
        one = "SELECT * FROM (SELECT key, owner FROM link_keys WHERE key = {:d} ORDER BY owner LIMIT {:d}) AS picked"
        found: dict[int, list[int]] = {}
        for some in in_parts(sorted(keys)):
            query = text(" UNION ALL ".join(one.format(key, most) for key in some))
            for key, owner in self._connection.execute(query):
                found.setdefault(key, []).append(owner)
        return {key: sorted(owners) for key, owners in found.items()}

    def owners(self, keys: Collection[int]) -> dict[int, list[int]]:
        """All owners of each key."""
        found: dict[int, list[int]] = {}
        for key, owner in self._some(_OWNERS, keys):
            found.setdefault(key, []).append(owner)
        return found

    def edges(self, numbers: Collection[int]) -> dict[int, dict[int, float]]:
        """The edges of tellings: for each its neighbours with the scores."""
        found: dict[int, dict[int, float]] = {}
        for one, other, score in self._some(_EDGES, numbers):
            found.setdefault(one, {})[other] = score
        return found

    def rulings(self, claim_ids: Collection[str]) -> Rulings:
        """All rulings that stand on some claims."""
        return rulings_of(self.judgements(claim_ids))

    def put_report(self, number: int, traits: Traits, keys: Collection[int]) -> None:
        """Keep a report."""
        self._insert(link_reports, [{"number": number, "document": traits_module.packed(traits)}])
        self._insert(link_keys, [{"key": key, "owner": number} for key in keys])

    def put_telling(self, number: int, report: int, telling: Telling, keys: Collection[int]) -> None:
        """Keep a telling."""
        row = {"number": number, "report": report, "document": tellings_module.packed(telling)}
        self._insert(link_tellings, [row])
        self._insert(link_keys, [{"key": key, "owner": number} for key in keys])

    def drop_telling(self, number: int, keys: Collection[int]) -> None:
        """Forget a telling, its keys and its edges."""
        self.replace_edges(number, {})
        self._tellings.pop(number, None)
        self._connection.execute(delete(link_tellings).where(link_tellings.c.number == number))
        for some in in_parts(keys):
            mine = (link_keys.c.owner == number) & link_keys.c.key.in_(some)
            self._connection.execute(delete(link_keys).where(mine))

    def replace_edges(self, number: int, edges: Mapping[int, float]) -> None:
        """Put these edges in place of all others of a telling, on both of their sides."""
        old = self.edges([number]).get(number, {})
        gone = [other for other in old if old[other] != edges.get(other)]
        for some in in_parts(gone):
            there = (link_edges.c.telling == number) & link_edges.c.other.in_(some)
            back = (link_edges.c.other == number) & link_edges.c.telling.in_(some)
            self._connection.execute(delete(link_edges).where(there))
            self._connection.execute(delete(link_edges).where(back))
        new = [(other, score) for other, score in edges.items() if old.get(other) != score and other != number]
        self._insert(link_edges, [row for other, score in new for row in _both(number, other, score)])

    # ---- what is to be linked

    @property
    def is_current(self) -> bool:
        """Whether the index has the form that this linker reads."""
        return self._counter(_FORM) == FORM

    def unlinked(self) -> list[str]:
        """Ids of the reports that came since reports were linked last, in the order of their arrival."""
        query = select(reports.c.id).where(reports.c.arrival > self._counter(_NAME)).order_by(reports.c.arrival)
        return list(self._connection.execute(query).scalars())

    def size(self) -> int:
        """The number of reports in the store."""
        return self._counter("reports")

    def unjudged(self) -> list[str]:
        """Ids of the claims that judgements speak of which the events do not obey yet."""
        done = self._connection.execute(select(func.count()).select_from(link_judged)).scalar_one()
        if done == self._counter("judgements"):
            return []
        missing = select(judgements.c.id).where(judgements.c.id.not_in(select(link_judged.c.judgement_id)))
        query = select(judgement_records.c.record_id).where(judgement_records.c.judgement_id.in_(missing))
        return self.claims_of(list(self._connection.execute(query).scalars()))

    def claims_of(self, record_ids: Iterable[str]) -> list[str]:
        """The claims that records name: claims themselves, and those of events."""
        named = set(record_ids)
        held = {row.claim_id for row in self._some(_HELD, named)}
        wanted = held | {founding_claim(one) for one in named}
        return sorted(row[0] for row in self._some(_KNOWN_CLAIMS, wanted))

    def groups_of(self, event_ids: Iterable[str]) -> list[list[str]]:
        """The claims of events that are there, event by event; an event may be named by an id that it had."""
        here = {one for one in (named_event(self._connection, event_id) for event_id in event_ids) if one}
        held: dict[str, list[str]] = {}
        for row in self._some(_HELD, here):
            held.setdefault(row.event_id, []).append(row.claim_id)
        return [sorted(held[one]) for one in sorted(held)]

    def reports_of(self, claim_ids: Collection[str]) -> list[str]:
        """The reports that claims are from."""
        return sorted({row[0] for row in self._some(_HOMES, claim_ids)})

    def reports(self, ids: Collection[str]) -> dict[str, Report]:
        """Reports by id."""
        rows = self._some(_REPORTS, ids)
        return {one.id: one for one in (Report.model_validate(row[0]) for row in rows)}

    def claims_in(self, report_ids: Collection[str]) -> list[Claim]:
        """The claims of reports, as they stand."""
        return self._standing(self._some(_CLAIMS_IN, report_ids))

    def claims(self, ids: Collection[str]) -> dict[str, Claim]:
        """Claims by id, as they stand."""
        return {one.id: one for one in self._standing(self._some(_CLAIMS, ids))}

    def _standing(self, rows: Iterable[Any]) -> list[Claim]:
        found = [Claim.model_validate(row[0]) for row in rows]
        return standing_claims(found, self.judgements([one.id for one in found]))

    def judgements(self, claim_ids: Collection[str]) -> list[Judgement]:
        """All judgements about claims, and about events that bear their names."""
        if not self._counter("judgements"):
            return []
        former = self._former_names()
        names = {*claim_ids, *(event_id(one) for one in claim_ids)}
        names |= {old for old, new in former.items() if new in names}
        ids = {row[0] for row in self._some(_ABOUT, names)}
        rows = self._some(_JUDGEMENTS, ids)
        return [_renamed(Judgement.model_validate(row[0]), former) for row in rows]

    def _former_names(self) -> dict[str, str]:
        """Ids of events whose naming claim stands rejected, and what each goes by now: what was said stays theirs."""
        if self._former is not None:
            return self._former
        direct = {row.event_id: event_id(row.claim_id) for row in self._connection.execute(select(event_names))}
        namers = {founding_claim(one) for one in direct}
        gone = {row[0] for row in self._some(_REJECTED, namers)}
        former = {old: new for old, new in direct.items() if founding_claim(old) in gone}
        self._former = {old: _last(former, old) for old in former}
        return self._former

    # ---- the events

    def replace_events(self, claim_ids: Collection[str], new: Sequence[Event]) -> list[Event]:
        """Put events in place of those that hold some claims; those that are the same are left alone.

        Returns:
            The events that are new or changed.
        """
        old = {row[0] for row in self._some(_EVENTS_OF, claim_ids)}
        documents = self._some(_EVENTS, old)
        former = [Event.model_validate(row[0]) for row in documents]
        self._keep_names(former, new)
        said = self.judgements([one.claim_id for event in new for one in event.claims])
        wanted = {event.id: event for event in standing_events(new, said)}
        kept = {event.id for event in former if wanted.get(event.id) == event}
        changed = [event for event in wanted.values() if event.id not in kept]
        drop_events(self._connection, old - kept)
        if changed or old - kept:
            put_events(self._connection, changed)
        return changed

    def _keep_names(self, former: Iterable[Event], new: Iterable[Event]) -> None:
        """Remember the id of an event whose naming claim was rejected, by the claim that names what is left of it."""
        home = {one.claim_id: event.id for event in new for one in event.claims}
        for event in former:
            left = next((home[one.claim_id] for one in event.claims if one.claim_id in home), None)
            if left is not None and founding_claim(event.id) not in home:
                self._former = None
                self._connection.execute(delete(event_names).where(event_names.c.event_id == event.id))
                self._insert(event_names, [{"event_id": event.id, "claim_id": founding_claim(left)}])

    def events_of(self, claim_ids: Collection[str]) -> list[Event]:
        """The events that hold some claims."""
        ids = {row[0] for row in self._some(_EVENTS_OF, claim_ids)}
        rows = self._some(_EVENTS, sorted(ids))
        return [Event.model_validate(row[0]) for row in rows]

    def obeyed(self, claim_ids: Collection[str]) -> None:
        """Note that the events obey all judgements about some claims."""
        if not self._counter("judgements"):
            return
        self.obey({one.id for one in self.judgements(claim_ids)})

    def obey(self, judgement_ids: Collection[str]) -> None:
        """Note that the events obey some judgements."""
        about = set(judgement_ids)
        done = {row[0] for row in self._some(_OBEYED, about)}
        self._insert(link_judged, [{"judgement_id": one} for one in sorted(about - done)])

    def linked_all(self) -> None:
        """Note that all reports are linked."""
        last = self._connection.execute(select(func.max(reports.c.arrival))).scalar() or 0
        self._set(_NAME, last)

    # ---- everything anew

    def clear(self) -> None:
        """Forget the index and all events."""
        self._traits.clear()
        self._tellings.clear()
        drop_events(self._connection, None)
        for table in (link_edges, link_keys, link_tellings, link_reports, link_judged):
            self._connection.execute(delete(table))

    def report_ids(self) -> list[str]:
        """Ids of all reports, in the order of their publication."""
        query = select(reports.c.id).order_by(reports.c.published, reports.c.id)
        return list(self._connection.execute(query).scalars())

    def all_rulings(self) -> Rulings:
        """All rulings that stand."""
        return rulings_of(self._all_judgements())

    def put_events(self, new: Iterable[Event]) -> int:
        """Add events, after the corrections that people made to them; give their number."""
        former = self._former_names()
        said = [_renamed(one, former) for one in self._all_judgements() if one.subject.startswith("e-")]
        number = 0
        for some in in_parts(new):
            put_events(self._connection, standing_events(some, said))
            number += len(some)
        return number

    def _all_judgements(self) -> Iterator[Judgement]:
        rows = self._connection.execute(select(judgements.c.document))
        return (Judgement.model_validate(document) for (document,) in rows)

    def obeyed_all(self) -> None:
        """Note that the events obey all judgements, and that the index has the form of this linker."""
        everything = insert(link_judged).from_select(["judgement_id"], select(judgements.c.id))
        self._connection.execute(everything)
        self._set(_FORM, FORM)

    # ---- helpers

    def _counter(self, name: str) -> int:
        return self._connection.execute(_COUNTER, {"name": name}).scalar() or 0

    def _set(self, name: str, number: int) -> None:
        bump(self._connection, name, number - self._counter(name))

    def _insert(self, table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)


def _renamed(judgement: Judgement, names: Mapping[str, str]) -> Judgement:
    subject = names.get(judgement.subject)
    return judgement.model_copy(update={"subject": subject}) if subject else judgement


def _last(steps: Mapping[str, str], first: str) -> str:
    """Follow steps to the end, or until they come round."""
    seen = {first}
    here = steps[first]
    while here in steps and here not in seen:
        seen.add(here)
        here = steps[here]
    return here


def _both(one: int, other: int, score: float) -> Iterator[dict[str, Any]]:
    yield {"telling": one, "other": other, "score": score}
    yield {"telling": other, "other": one, "score": score}


def named_event(connection: Connection, event_id: str) -> str | None:
    """The event that once had an id: it holds the claim that the id was made from, or what stood beside that claim."""
    seen: set[str] = set()
    claim_id: str | None = founding_claim(event_id)
    while claim_id is not None and claim_id not in seen:
        seen.add(claim_id)
        query = select(event_claims.c.event_id).where(event_claims.c.claim_id == claim_id)
        found: str | None = connection.execute(query).scalar()
        if found is not None:
            return found
        names = select(event_names.c.claim_id).where(event_names.c.event_id == "e" + claim_id.removeprefix("c"))
        claim_id = connection.execute(names).scalar()
    return None
