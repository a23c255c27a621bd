"""What every page of a record needs to work on it: its version, its state, its history, its threads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request

from dateline.core.errors import NotFoundError
from dateline.records import Claim, Judgement, Report
from dateline.review.current import Entry, State, history, standing
from dateline.review.rounds import ADJUDICATION
from dateline.review.threads import Thread, threads_of
from dateline.store import ClaimFilter, Store

Form = Mapping[str, str]


async def form_of(request: Request) -> dict[str, str]:
    """Read the fields of a form; files are passed over, and of a name that comes twice the last counts."""
    sent = await request.form()
    return {name: value for name, value in sent.multi_items() if isinstance(value, str)}


async def chosen_of(request: Request, name: str) -> tuple[str, ...]:
    """Read all values of a field that can be given more than once."""
    sent = await request.form()
    return tuple(value for value in sent.getlist(name) if isinstance(value, str))


def path_of(address: str | None) -> str:
    """The page that a form wants to lead to; never an address elsewhere, whatever tricks it is written with."""
    address = address or "/"
    parts = urlsplit(address)
    ours = not parts.scheme and not parts.netloc and parts.path.startswith("/") and "\\" not in address
    return f"{parts.path}{f'?{parts.query}' if parts.query else ''}" if ours and not address.startswith("//") else "/"


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
    """Gather what people said about a record; before the record itself is read, so that its version is not too new."""
    kept = store.reviewing.kept(record_id)
    said = store.reviewing.about(record_id)
    return Work(
        record=record_id,
        version=kept.version,
        state=kept.state,
        history=tuple(_shown(history(said))),
        threads=tuple(thread for thread in threads_of(_about(said, record_id)) if not settles(thread)),
        done=done_of(request, store),
    )


def _about(said: Iterable[Judgement], record_id: str) -> list[Judgement]:
    return [one for one in said if one.subject == record_id]


def settles(thread: Thread) -> bool:
    """What was settled in double coding is kept as a comment, and is shown with its round."""
    return thread.root.judgement.field == ADJUDICATION


def _shown(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Judgements, the latest first. Comments have their threads; an undo stands with what it took back."""
    return (entry for entry in reversed(entries) if entry.judgement.action not in {"comment", "undo"})


def done_of(request: Request, store: Store) -> Judgement | None:
    """What the last form of this browser did: the address names it, so that it can be taken back at once."""
    judgement_id = request.query_params.get("done")
    try:
        return store.reviewing.judgement(judgement_id) if judgement_id else None
    except NotFoundError:
        return None


def reports_of(store: Store, claims: Iterable[Claim]) -> dict[str, Report]:
    """Get the reports of claims, by id."""
    return {one: store.report(one) for one in {claim.report_id for claim in claims}}


def claims_of(store: Store, wanted: ClaimFilter) -> list[Claim]:
    """Get claims as they stand: with what people corrected, the rejected ones too."""
    claims = list(store.claims(wanted))
    said: dict[str, list[Judgement]] = {}
    for one in store.reviewing.about(*(claim.id for claim in claims)):
        said.setdefault(one.subject, []).append(one)
    return [standing(claim, said[claim.id]).record if claim.id in said else claim for claim in claims]
