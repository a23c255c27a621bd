"""Somebody at work on the records: one method for each thing that can be done, for the API and the pages alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from fastapi import Request
from pydantic import JsonValue

from dateline.core.clock import now
from dateline.core.errors import AccessError, UsageError
from dateline.ontology import Ontology, load_ontology
from dateline.records import Claim, Event, Judgement
from dateline.review import judging, threads
from dateline.review.corrections import added_claim, corrections
from dateline.review.current import ADDED, Standing, history, standing
from dateline.review.judging import Draft
from dateline.review.paths import value_at
from dateline.review.people import Identity, Role
from dateline.review.rounds import NOT_AN_EVENT, Adjudication, path_of, settled
from dateline.store import Store
from dateline.store.reviewing import Seen, Signature
from dateline.web.auth.caller import Caller
from dateline.web.deps import relinker_of, store_of
from dateline.web.relinker import Relinker, Step


@dataclass(frozen=True, slots=True)
class Done:
    """What was kept, and the events that came of it so far; others follow when they are linked."""

    judgements: tuple[Judgement, ...]
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reviewer:
    """A caller who speaks under one identity.

    Methods take the `version` of each record as its ETag gave it (without quotes), and raise `ConflictError` when the
    record is of another by now; without one they judge it as it is.
    """

    store: Store
    relinker: Relinker
    caller: Caller
    identity: Identity
    address: str | None = None
    key: str | None = None

    @classmethod
    def of(cls, request: Request, caller: Caller, identity_id: str | None = None, key: str | None = None) -> Self:
        """Make one for a request.

        Args:
            request: The request.
            caller: Who sent it.
            identity_id: Under which of the caller's identities; the chosen one without it.
            key: The sender's own key, so that what is sent twice is done once.

        Raises:
            AccessError: The identity is not the caller's.
        """
        identity = caller.identity
        if identity_id is not None and identity_id != identity.id:
            mine = {one.id: one for one in caller.identities}
            if identity_id not in mine:
                raise AccessError("this identity is not yours", hint="GET /api/v1/me lists yours.")
            identity = mine[identity_id]
        return cls(
            store_of(request),
            relinker_of(request),
            caller,
            identity,
            request.client.host if request.client else None,
            key,
        )

    @cached_property
    def _ontology(self) -> Ontology:
        return load_ontology()

    # ---- records as they stand

    def look(self, record_id: str) -> tuple[Standing[Claim] | Standing[Event], Seen]:
        """Get a claim or event as it stands, with its history; and its version, as the store has it."""
        seen = self.store.reviewing.look(record_id)
        if isinstance(seen.record, Claim):
            return standing(seen.record, [one for one in seen.said if one.subject == record_id]), seen
        # An event in the store is as it stands already: the linker applies what was said.
        return Standing(seen.record, seen.record, seen.state, history(seen.said)), seen

    def standing(self, record_id: str) -> Standing[Claim] | Standing[Event]:
        """Get a claim or event as it stands, with its history."""
        return self.look(record_id)[0]

    def _record(self, record_id: str) -> Claim | Event:
        return self.standing(record_id).record

    # ---- judging

    def confirm(self, record_id: str, *, version: str | None = None, text: str | None = None) -> Done:
        """Say that a claim or event is right as it stands."""
        return self._judge([judging.confirm(self.store.reviewing.named(record_id), text)], {record_id: version})

    def reject(self, record_id: str, *, version: str | None = None, text: str | None = None) -> Done:
        """Say that a claim or event is none; a rejected claim leaves its event."""
        is_claim = record_id.startswith("c")
        return self._judge(
            [judging.reject(self.store.reviewing.named(record_id), text)], {record_id: version}, relink=is_claim
        )

    def correct(
        self, record_id: str, values: Mapping[str, JsonValue], *, version: str | None = None, text: str | None = None
    ) -> Done:
        """Say that values of a claim or event should be others: path -> value."""
        if not values:
            raise UsageError("nothing to correct")
        record = self._record(record_id)
        report = self.store.report(record.report_id) if isinstance(record, Claim) else None
        drafts = corrections(record, values, self._ontology, report, text)
        done = self._judge(drafts, {record_id: version}, relink=isinstance(record, Claim))
        return done if isinstance(record, Claim) else self._redressed(done, [record_id])

    def merge(
        self, events: Sequence[str], *, versions: Mapping[str, str] | None = None, text: str | None = None
    ) -> Done:
        """Say that events are one."""
        self._needs(Role.EDITOR)
        drafts = judging.merge([self.store.event(one) for one in dict.fromkeys(events)], text)
        return self._judge(drafts, versions or {}, relink=True)

    def split(
        self, event_id: str, claims: Iterable[str], *, version: str | None = None, text: str | None = None
    ) -> Done:
        """Say that claims are no part of an event."""
        self._needs(Role.EDITOR)
        drafts = judging.split(self.store.event(event_id), claims, text)
        return self._judge(drafts, {event_id: version}, relink=True)

    def add_claim(
        self, report_id: str, values: Mapping[str, JsonValue], *, text: str | None = None
    ) -> tuple[Claim, Done]:
        """Add a claim that the coder missed."""
        self._needs(Role.CODER)
        report = self.store.report(report_id)
        claim = added_claim(report, values, self._ontology, self.caller.account)
        draft = Draft(subject=claim.id, action="confirm", field=ADDED, text=text, about=(report_id,))
        made = self.store.reviewing.add_claim(claim, report, draft, self._signature, now=now())
        return claim, Done((made,), self.relinker.relink(Step((made.id,), (claim.id,))))

    def undo(self, judgement_id: str, *, text: str | None = None) -> Done:
        """Take a judgement back: one's own, or as an editor anybody's.

        Raises:
            AccessError: It is another's.
            UsageError: It was taken back already.
        """
        judgement = self.store.reviewing.judgement(judgement_id)
        records = self.store.reviewing.records_of(judgement_id)
        if not self._is_mine(judgement_id):
            self._needs(Role.EDITOR)
        said = history(self.store.reviewing.about(*records))
        if any(entry.judgement.id == judgement_id and entry.undone_by for entry in said):
            raise UsageError("this was taken back already")
        # A step of several judgements is taken back as a whole, by its first.
        parts = [entry.judgement for entry in said if entry.judgement.reply_to == judgement_id]
        also = [one for part in parts for one in self.store.reviewing.records_of(part.id)]
        draft = judging.undo(judgement, [*records, *also], text)
        least = Role.READER if judgement.action == "comment" else Role.CODER
        done = self._judge([draft], {}, relink=_changes_links(judgement), least=least)
        if judgement.action != "correct" or _changes_links(judgement):
            return done
        return self._redressed(done, records)

    # ---- discussing

    def comment(
        self, subject: str, text: str, *, reply_to: str | None = None, quote: tuple[str, int, int] | None = None
    ) -> Done:
        """Say something about a claim, event or report; `quote` is report, start and end."""
        answered = self.store.reviewing.judgement(reply_to) if reply_to else None
        quoted = (self.store.report(quote[0]), quote[1], quote[2]) if quote else None
        names = [one.name for account in self.store.people.accounts() for one in account.identities]
        draft = threads.comment(subject, text, reply_to=answered, quote=quoted, identities=names)
        return self._judge([draft], {}, least=Role.READER)

    def resolve(self, thread_id: str, *, resolved: bool = True, text: str | None = None) -> Done:
        """Close a thread, or open it again; `thread_id` is its first comment."""
        root = self.store.reviewing.judgement(thread_id)
        found = (one for one in threads.threads_of(self.store.reviewing.about(root.subject)))
        thread = next((one for one in found if one.root.judgement.id == thread_id), None)
        if thread is None:
            raise UsageError(f"{thread_id} is no first comment of a thread")
        return self._judge([threads.resolve(thread, resolved=resolved, text=text)], {}, least=Role.READER)

    def withdraw(self, comment_id: str, *, text: str | None = None) -> Done:
        """Take back a comment; it stays in its place, marked.

        Raises:
            UsageError: It is no comment.
        """
        if self.store.reviewing.judgement(comment_id).action != "comment":
            raise UsageError(f"{comment_id} is no comment", hint="Judgements are undone.")
        return self.undo(comment_id, text=text)

    # ---- settling what coders disagree on

    def adjudicate(self, claim_id: str, adjudication: Adjudication, text: str | None = None) -> Done:
        """Keep what was settled in a round of double coding; a claim that says otherwise is corrected or rejected."""
        self._needs(Role.EDITOR)
        claim = self._record(claim_id)
        assert isinstance(claim, Claim)
        drafts = [settled(adjudication, text)]
        path = path_of(claim, adjudication.field)
        if adjudication.field == "type" and adjudication.value == NOT_AN_EVENT:
            drafts.append(judging.reject(claim.id, text))
        elif path is not None and value_at(claim, path) != adjudication.value:
            report = self.store.report(claim.report_id)
            drafts += corrections(claim, {path: adjudication.value}, self._ontology, report, text)
        return self._judge(drafts, {}, relink=len(drafts) > 1)

    # ---- what all of them do

    @property
    def _signature(self) -> Signature:
        caller = self.caller
        return Signature(caller.account_id, caller.account, self.identity.id, self.identity.name, self.address)

    def _needs(self, role: Role) -> None:
        if not self.caller.may(role):
            raise AccessError(f"{self.caller.account} is a {self.caller.role}; this needs the role {role}")

    def _is_mine(self, judgement_id: str) -> bool:
        return self.store.reviewing.signers([judgement_id]).get(judgement_id) == self.caller.account_id

    def _judge(
        self,
        drafts: Sequence[Draft],
        versions: Mapping[str, str | None],
        *,
        relink: bool = False,
        least: Role = Role.CODER,
    ) -> Done:
        self._needs(least)
        expected = {record_id: version for record_id, version in versions.items() if version is not None}
        made = self.store.reviewing.judge(drafts, self._signature, now=now(), expected=expected, key=self.key)
        touched = [record for draft in drafts for record in draft.records]
        step = Step(tuple(one.id for one in made), tuple(dict.fromkeys(touched)))
        return Done(tuple(made), self.relinker.relink(step) if relink else ())

    def _redressed(self, done: Done, records: Iterable[str]) -> Done:
        """The same with the events that it is about made anew."""
        named = [*(one.subject for one in done.judgements), *records]
        step = Step(tuple(one.id for one in done.judgements), tuple(dict.fromkeys(named)), dress_only=True)
        return replace(done, events=self.relinker.relink(step))


def _changes_links(judgement: Judgement) -> bool:
    """Tell whether other claims may belong together because of it: what is said of an event itself does not do that."""
    if judgement.subject.startswith("e"):
        return judgement.action in {"merge", "split"}
    return judgement.field == ADDED or judgement.action not in {"comment", "confirm"}
