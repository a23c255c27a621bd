"""What every page of a record needs to work on it: its version, its state, its history, its threads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import Request

from dateline.core.errors import NotFoundError
from dateline.records import Claim, Judgement
from dateline.review.current import Entry, State, history, standing
from dateline.review.threads import Thread, threads_of
from dateline.store import ClaimFilter, Store


@dataclass(frozen=True, slots=True)
class Work:
    """A record at work: `version` goes into every form, so that nobody is silently overwritten."""

    record: str
    version: str
    state: State
    history: tuple[Entry, ...]
    threads: tuple[Thread, ...]
    done: Judgement | None


def work_on(request: Request, store: Store, record_id: str) -> Work:
    """Gather what people said about a record. `done` is what the last form of this browser did (``?done=``)."""
    said = store.reviewing.about(record_id)
    states = store.reviewing.standing_states([record_id])
    return Work(
        record=record_id,
        version=store.reviewing.version(record_id),
        state=states.get(record_id, "unreviewed"),
        history=tuple(_shown(history(said))),
        threads=tuple(threads_of(one for one in said if one.subject == record_id)),
        done=_done(store, request.query_params.get("done")),
    )


def _shown(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Judgements, the latest first. Comments have their threads; an undo stands with what it took back."""
    return (entry for entry in reversed(entries) if entry.judgement.action not in {"comment", "undo"})


def _done(store: Store, judgement_id: str | None) -> Judgement | None:
    try:
        return store.reviewing.judgement(judgement_id) if judgement_id else None
    except NotFoundError:
        return None


def claims_of(store: Store, wanted: ClaimFilter) -> list[Claim]:
    """Get claims as they stand: with what people corrected, the rejected ones too."""
    claims = list(store.claims(wanted))
    said: dict[str, list[Judgement]] = {}
    for one in store.reviewing.about(*(claim.id for claim in claims)):
        said.setdefault(one.subject, []).append(one)
    return [standing(claim, said[claim.id]).record if claim.id in said else claim for claim in claims]
