"""Judgements as people make them: signed, in order, refused when the record has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, insert, select, update

from dateline.core.clock import after
from dateline.core.errors import ConflictError, NotFoundError, UsageError
from dateline.records import Claim, Event, Judgement, Report
from dateline.review.current import ADDED, State, state_of
from dateline.review.judging import Draft, about, signed
from dateline.review.threads import Thread, flat, threads_of
from dateline.store.counters import bump
from dateline.store.engine import looking_up, writing
from dateline.store.link_tables import event_names, link_judged
from dateline.store.linkage import named_event
from dateline.store.people_tables import audit, judgement_records, signatures, standings
from dateline.store.rows import claim_row, judgement_row
from dateline.store.search import claim_words, index_words
from dateline.store.tables import claims, event_claims, judgements
from dateline.store.versions import Kept, kept

# Statements of every judgement and of every look at a history, made once: making one takes longer than a look-up.
_LAST = select(func.max(judgements.c.at))
_JUDGED = select(judgements.c.document).where(judgements.c.id == bindparam("id"))
_RECORDS_OF = select(judgement_records.c.record_id).where(judgement_records.c.judgement_id == bindparam("id"))
_ABOUT = select(judgement_records.c.judgement_id).where(
    judgement_records.c.record_id.in_(bindparam("ids", expanding=True))
)
_SAID = select(judgements.c.document).where(judgements.c.id.in_(_ABOUT)).order_by(judgements.c.at, judgements.c.id)
_HELD = select(event_claims.c.claim_id).where(event_claims.c.event_id.in_(bindparam("ids", expanding=True)))
_FORMER = select(event_names.c.event_id).where(event_names.c.claim_id.in_(bindparam("ids", expanding=True)))
_CLAIM = select(claims.c.id).where(claims.c.id == bindparam("id"))
_RESTATE = update(standings).where(standings.c.record_id == bindparam("of"))
_STATE = insert(standings)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who makes a judgement: the identity that is shown, and the account that answers for it."""

    account_id: str
    account: str
    identity_id: str
    author: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim or event with what was said about it, and its version: not newer than what is seen of it."""

    record: Claim | Event
    said: tuple[Judgement, ...]
    version: str
    state: State


class Reviewing:
    """The part of a store that keeps what people said."""

    def __init__(self, engine: Engine) -> None:
        self._reading: Callable[[], AbstractContextManager[Connection]] = partial(looking_up, engine)
        self._writing: Callable[[], AbstractContextManager[Connection]] = partial(writing, engine)

    # ---- writing

    def judge(
        self,
        drafts: Sequence[Draft],
        signature: Signature,
        *,
        now: str,
        expected: Mapping[str, str] | None = None,
        key: str | None = None,
    ) -> list[Judgement]:
        """Keep judgements that are made in one step, in one transaction; the later ones reply to the first.

        Args:
            drafts: What is said.
            signature: By whom.
            now: The time. Judgements get strictly rising times, whatever the clocks of several writers say.
            expected: Records and the versions that the person saw.
            key: The sender's own key for this step: sent twice, it is done once.

        Raises:
            ConflictError: A record is not of the expected version.
            NotFoundError: A record is not there.
        """
        with self._writing() as connection:
            done = _done_before(connection, drafts, signature, key)
            if done:
                return done
            for record_id, version in (expected or {}).items():
                _refuse_if_changed(connection, record_id, version)
            for record_id in {draft.subject for draft in drafts}.difference(expected or ()):
                _refuse_unknown(connection, record_id)
            at = after(now, connection.execute(_LAST).scalar())
            made: list[Judgement] = []
            for number, draft in enumerate(drafts):
                one = signed(draft, author=signature.author, at=at, key=key and f"{key}/{number}")
                if made and one.reply_to is None:
                    one = one.model_copy(update={"reply_to": made[0].id})
                put_judgement(connection, one, draft.records)
                made.append(one)
                at = after(at, at)
            _sign(connection, made, signature)
            refresh(connection, {record for draft in drafts for record in draft.records})
        return made

    def add_claim(self, claim: Claim, report: Report, draft: Draft, signature: Signature, *, now: str) -> Judgement:
        """Keep a claim that a person added, with the judgement that says so, in one transaction.

        Raises:
            UsageError: The same words were added as the same type by the same account already.
        """
        with self._writing() as connection:
            if connection.execute(select(claims.c.id).where(claims.c.id == claim.id)).first():
                raise UsageError("you have added this claim already", hint=f"It is {claim.id}.")
            connection.execute(insert(claims), [claim_row(claim, report.publisher)])
            index_words(connection, [("claim", claim.id, claim_words(claim, report))])
            at = after(now, connection.execute(_LAST).scalar())
            made = signed(draft, author=signature.author, at=at)
            put_judgement(connection, made, draft.records)
            _sign(connection, [made], signature)
            refresh(connection, draft.records)
        return made

    # ---- reading

    def version(self, record_id: str) -> str:
        """Give a record's version: the last judgement about it that is no comment, and a hash of its content.

        Raises:
            NotFoundError: There is no such record.
        """
        return self.kept(record_id).version

    def kept(self, record_id: str) -> Kept:
        """Get a claim, event or report as it is in the store, with its version and what people made of it last.

        Raises:
            NotFoundError: There is no such record.
        """
        with self._reading() as connection:
            return kept(connection, record_id)

    def look(self, record_id: str) -> Seen:
        """Get a claim or event with all that was said about it; of an event also what was said about its claims.

        Raises:
            NotFoundError: There is no such record.
        """
        with self._reading() as connection:
            if record_id.startswith("c"):
                found = kept(connection, record_id)
                return _seen(found, Claim.model_validate(found.document), _about(connection, [record_id]))
            found = _kept_event(connection, record_id)
            event = Event.model_validate(found.document)
            held = [one.claim_id for one in event.claims]
            said = _about(connection, [record_id, event.id, *held, *_founded(connection, held)])
            return _seen(found, event, said)

    def named(self, record_id: str) -> str:
        """Give the id that a claim or event goes by now.

        Raises:
            NotFoundError: There is no such record.
        """
        with self._reading() as connection:
            if record_id.startswith("c"):
                return str(kept(connection, record_id).document["id"])
            return str(_kept_event(connection, record_id).document["id"])

    def version_or_none(self, record_id: str) -> str | None:
        """Give a record's version; None when it is there no more, such as an event whose claims were all rejected."""
        try:
            return self.version(record_id)
        except NotFoundError:
            return None

    def judgement(self, judgement_id: str) -> Judgement:
        """Get a judgement.

        Raises:
            NotFoundError: There is none of that id.
        """
        with self._reading() as connection:
            document = connection.execute(_JUDGED, {"id": judgement_id}).scalar()
        if document is None:
            raise NotFoundError(f"no judgement {judgement_id!r}")
        return Judgement.model_validate(document)

    def records_of(self, judgement_id: str) -> list[str]:
        """List the records that a judgement is about."""
        with self._reading() as connection:
            return sorted(connection.execute(_RECORDS_OF, {"id": judgement_id}).scalars())

    def about(self, *record_ids: str) -> list[Judgement]:
        """List the judgements about these records, the first made first; about an event, those on its claims too."""
        with self._reading() as connection:
            return _about(connection, _with_claims(connection, record_ids))

    def claims_of(self, record_ids: Iterable[str]) -> list[str]:
        """List the claims among these records, and all that are in an event with one of them."""
        with self._reading() as connection:
            named = [one for one in _with_claims(connection, record_ids) if one.startswith("c")]
            held = select(event_claims.c.event_id).where(event_claims.c.claim_id.in_(named))
            beside = select(event_claims.c.claim_id).where(event_claims.c.event_id.in_(held))
            return sorted({*named, *connection.execute(beside).scalars()})

    def standing_states(self, record_ids: Iterable[str]) -> dict[str, State]:
        """Tell the state of those records that anybody has judged."""
        query = select(standings.c.record_id, standings.c.state).where(standings.c.record_id.in_(list(record_ids)))
        with self._reading() as connection:
            return {row.record_id: row.state for row in connection.execute(query)}

    def threads(
        self,
        *,
        resolved: bool | None = None,
        mentions: str | None = None,
        author: str | None = None,
        before: str | None = None,
        limit: int = 30,
    ) -> list[Thread]:
        """List threads, those with the latest word first; `before` is the time of the last one of the page before."""
        discussed = select(standings.c.record_id).where(standings.c.threads > 0)
        if resolved is False:
            discussed = discussed.where(standings.c.open_threads > 0)
        query = select(judgements.c.document).where(
            judgements.c.subject.in_(discussed), judgements.c.action.in_(["comment", "undo"])
        )
        with self._reading() as connection:
            said = [Judgement.model_validate(document) for document in connection.execute(query).scalars()]
        found = [
            thread
            for thread in threads_of(said)
            if (resolved is None or thread.resolved == resolved)
            and (before is None or thread.last < before)
            and (mentions is None or any(mentions in post.mentions for post in flat(thread)))
            and (author is None or any(post.judgement.author == author for post in flat(thread)))
        ]
        return sorted(found, key=lambda thread: thread.last, reverse=True)[:limit]

    def signers(self, judgement_ids: Iterable[str]) -> dict[str, str]:
        """Tell which account signed each judgement."""
        query = select(signatures.c.judgement_id, signatures.c.account_id)
        query = query.where(signatures.c.judgement_id.in_(list(judgement_ids)))
        with self._reading() as connection:
            return {row.judgement_id: row.account_id for row in connection.execute(query)}


# ---- parts that other modules of the store use in their transactions


def put_judgement(connection: Connection, judgement: Judgement, records: Iterable[str] | None = None) -> None:
    """Add one judgement and what it is about; an undo is about all that is concerned by what it takes back."""
    connection.execute(insert(judgements), [judgement_row(judgement)])
    named = dict.fromkeys(records if records is not None else about(judgement))
    if judgement.action == "undo" and judgement.reply_to is not None:
        named |= dict.fromkeys(sorted(connection.execute(_RECORDS_OF, {"id": judgement.reply_to}).scalars()))
    rows = [{"judgement_id": judgement.id, "record_id": record} for record in named]
    connection.execute(insert(judgement_records), rows)
    if judgement.action in {"confirm", "comment"} and judgement.field != ADDED:
        # There is nothing in it that the linker could obey: it need not look at these records again.
        connection.execute(insert(link_judged), [{"judgement_id": judgement.id}])
    bump(connection, "judgements")


def refresh(connection: Connection, record_ids: Iterable[str]) -> None:
    """Derive the standings of records anew from the judgements about them."""
    for record_id in sorted(record_ids):
        said = _about(connection, [record_id])
        threads = threads_of(one for one in said if one.subject == record_id)
        last = next((one.id for one in reversed(said) if one.action != "comment" and not _of_comment(one, said)), None)
        row = {
            "state": state_of(one for one in said if one.subject == record_id),
            "last_judgement": last,
            "threads": len(threads),
            "open_threads": sum(not thread.resolved for thread in threads),
        }
        if not connection.execute(_RESTATE, {"of": record_id, **row}).rowcount:
            connection.execute(_STATE, {"record_id": record_id, **row})


def _of_comment(one: Judgement, said: Sequence[Judgement]) -> bool:
    """Tell whether it takes back a comment: that changes no record."""
    return one.action == "undo" and any(other.id == one.reply_to and other.action == "comment" for other in said)


def _seen(found: Kept, record: Claim | Event, said: Iterable[Judgement]) -> Seen:
    return Seen(record, tuple(said), found.version, found.state)


def _kept_event(connection: Connection, event_id: str) -> Kept:
    """Look an event up by its id, or by one that it or a part of it had earlier."""
    try:
        return kept(connection, event_id)
    except NotFoundError:
        now = named_event(connection, event_id) if event_id.startswith("e") else None
        if now is None:
            raise
        return kept(connection, now)


def _about(connection: Connection, record_ids: Iterable[str]) -> list[Judgement]:
    documents = connection.execute(_SAID, {"ids": list(dict.fromkeys(record_ids))}).scalars()
    return [Judgement.model_validate(document) for document in documents]


def _with_claims(connection: Connection, record_ids: Iterable[str]) -> list[str]:
    """Events and their claims, and the ids that an event had while another claim founded it."""
    asked = list(record_ids)
    events = list(dict.fromkeys(named_event(connection, one) or one for one in asked if one.startswith("e")))
    held = list(connection.execute(_HELD, {"ids": events}).scalars()) if events else []
    return list(dict.fromkeys([*asked, *events, *held, *_founded(connection, held)]))


def _founded(connection: Connection, claim_ids: Sequence[str]) -> list[str]:
    """Ids that an event has or had while one of its claims founded it, or stood for one that did."""
    if not claim_ids:
        return []
    former = connection.execute(_FORMER, {"ids": list(claim_ids)}).scalars()
    return [*("e" + one.removeprefix("c") for one in claim_ids), *former]


def _refuse_unknown(connection: Connection, record_id: str) -> None:
    """An event that linking has since given another id, or taken away, can still be spoken about and restored."""
    founder = "c" + record_id.removeprefix("e") if record_id.startswith("e-") else record_id
    if connection.execute(_CLAIM, {"id": founder}).first() is None:
        kept(connection, record_id)


def _refuse_if_changed(connection: Connection, record_id: str, expected: str) -> None:
    version = kept(connection, record_id).version
    if version == expected:
        return
    last = expected.partition(".")[0]
    said = [one for one in _about(connection, [record_id]) if one.action != "comment"]
    known = next((number for number, one in enumerate(said, start=1) if one.id == last), 0)
    since = [one.model_dump(mode="json") for one in said[known:]]
    who = ", ".join(sorted({one.author for one in said[known:]}))
    reason = f"{who} judged it meanwhile" if who else "its claims changed meanwhile"
    hint = "Look at the record as it is now, and judge it again if you still want to."
    raise ConflictError(f"{record_id}: {reason}", since=since, version=version, hint=hint)


def _done_before(
    connection: Connection, drafts: Sequence[Draft], signature: Signature, key: str | None
) -> list[Judgement]:
    if key is None:
        return []
    made = [signed(draft, author=signature.author, at="", key=f"{key}/{n}").id for n, draft in enumerate(drafts)]
    query = select(judgements.c.document).where(judgements.c.id.in_(made)).order_by(judgements.c.at)
    return [Judgement.model_validate(document) for document in connection.execute(query).scalars()]


def _sign(connection: Connection, made: Sequence[Judgement], signature: Signature) -> None:
    signed_rows = [
        {"judgement_id": one.id, "account_id": signature.account_id, "identity_id": signature.identity_id}
        for one in made
    ]
    connection.execute(insert(signatures), signed_rows)
    line: dict[str, Any] = {"account": signature.account, "address": signature.address}
    rows = [
        line | {"at": one.at, "action": one.action, "subject": one.subject, "detail": {"judgement": one.id}}
        for one in made
    ]
    connection.execute(insert(audit), rows)
