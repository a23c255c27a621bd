"""Judge records: confirm, reject, correct, merge, split, add, undo; and the history of what was judged."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from dateline.records import Claim, Judgement, Span
from dateline.review.current import Entry as HistoryEntry
from dateline.review.current import State
from dateline.review.suggestions import Suggestion, suggest
from dateline.web.auth import Coder, Editor, Reader
from dateline.web.deps import StoreDep
from dateline.web.problems import problem_responses
from dateline.web.reviewer import Done, Reviewer

router = APIRouter(tags=["review"], responses=problem_responses(400, 401, 403, 404))

MAX_TEXT = 10_000
MAX_NAMED = 500  # records in one step; an event of more claims is split by its reports first

RecordId = Annotated[str, Path(max_length=64, description="Id of a claim or event.")]
IfMatch = Annotated[
    str,
    Header(description='The ETag of the record as you saw it; `"*"` judges it as it is.', examples=['"0.5f3a6c"']),
]
Key = Annotated[str | None, Header(alias="Idempotency-Key", max_length=100, description="Sent twice, it is done once.")]
Text = Annotated[str | None, Field(max_length=MAX_TEXT, description="Why.")]
IdentityId = Annotated[str | None, Field(max_length=64, description="Which of your identities speaks.")]


class Said(BaseModel):
    """What goes with every judgement."""

    model_config = ConfigDict(extra="forbid")

    text: Text = None
    identity: IdentityId = None


class Corrections(Said):
    """New values by path, such as `{"type": "protest"}` or `{"figures.0.best": 12}`.

    Of an event's `figures` the value is one figure, which replaces that of the same measure and side. Words of the
    report are given by `start` and `end`; their `text` is read from the report.
    """

    values: Annotated[dict[str, JsonValue], Field(min_length=1, max_length=50)]


class Merge(Said):
    """Events that are one, each with the version that you saw."""

    events: Annotated[list[str], Field(min_length=2, max_length=MAX_NAMED)]
    versions: Annotated[dict[str, str], Field(description="Event id -> its ETag, without quotes.")] = {}


class Split(Said):
    """Claims that are no part of the event."""

    claims: Annotated[list[str], Field(min_length=1, max_length=MAX_NAMED)]


class AddedClaim(Said):
    """A claim that the coder missed: the words that name the event, its type, and what else is known."""

    trigger: Span
    type: str
    sentence: Span | None = None
    values: Annotated[
        dict[str, JsonValue],
        Field(max_length=20, description="Other fields of the claim: mode, status, actors, place, time, figures …"),
    ] = {}


class Judged(BaseModel):
    """What was kept, and the ids of the events that were derived anew."""

    judgements: list[Judgement]
    events: list[str]
    version: str | None = None


class Added(Judged):
    """The claim that was added."""

    claim: Claim


class Entry(BaseModel):
    """A judgement in a history, and the undo that took it back."""

    judgement: Judgement
    undone_by: Judgement | None


class History(BaseModel):
    """What was said about a record, the first said first."""

    record_id: str
    state: State
    version: str | None
    entries: list[Entry]


@router.post("/records/{record_id}/confirm", status_code=201, responses=problem_responses(412))
def confirm(
    request: Request,
    response: Response,
    caller: Coder,
    record_id: RecordId,
    body: Said,
    if_match: IfMatch,
    key: Key = None,
) -> Judged:
    """Say that a claim or event is right as it stands."""
    reviewer = Reviewer.of(request, caller, body.identity, key)
    done = reviewer.confirm(record_id, version=_version(if_match), text=body.text)
    return _judged(reviewer, response, done, record_id)


@router.post("/records/{record_id}/reject", status_code=201, responses=problem_responses(412))
def reject(
    request: Request,
    response: Response,
    caller: Coder,
    record_id: RecordId,
    body: Said,
    if_match: IfMatch,
    key: Key = None,
) -> Judged:
    """Say that a claim or event is none. A rejected claim leaves its event."""
    reviewer = Reviewer.of(request, caller, body.identity, key)
    done = reviewer.reject(record_id, version=_version(if_match), text=body.text)
    return _judged(reviewer, response, done, record_id)


@router.post("/records/{record_id}/corrections", status_code=201, responses=problem_responses(412))
def correct(
    request: Request,
    response: Response,
    caller: Coder,
    record_id: RecordId,
    body: Corrections,
    if_match: IfMatch,
    key: Key = None,
) -> Judged:
    """Say that values of a claim or event should be others."""
    reviewer = Reviewer.of(request, caller, body.identity, key)
    done = reviewer.correct(record_id, body.values, version=_version(if_match), text=body.text)
    return _judged(reviewer, response, done, record_id)


@router.post("/merges", status_code=201, responses=problem_responses(412))
def merge(request: Request, response: Response, caller: Editor, body: Merge, key: Key = None) -> Judged:
    """Say that events are one."""
    reviewer = Reviewer.of(request, caller, body.identity, key)
    done = reviewer.merge(body.events, versions=body.versions, text=body.text)
    return _judged(reviewer, response, done, None)


@router.post("/events/{event_id}/split", status_code=201, responses=problem_responses(412))
def split(
    request: Request,
    response: Response,
    caller: Editor,
    event_id: Annotated[str, Path(max_length=64)],
    body: Split,
    if_match: IfMatch,
    key: Key = None,
) -> Judged:
    """Say that claims are no part of an event."""
    reviewer = Reviewer.of(request, caller, body.identity, key)
    done = reviewer.split(event_id, body.claims, version=_version(if_match), text=body.text)
    return _judged(reviewer, response, done, None)


@router.post("/reports/{report_id}/claims", status_code=201)
def add_claim(
    request: Request, caller: Coder, report_id: Annotated[str, Path(max_length=64)], body: AddedClaim
) -> Added:
    """Add a claim that the coder missed, by the words of the report that name the event."""
    reviewer = Reviewer.of(request, caller, body.identity)
    named: dict[str, JsonValue] = {"trigger": body.trigger.model_dump(), "type": body.type}
    if body.sentence:
        named["sentence"] = body.sentence.model_dump()
    claim, done = reviewer.add_claim(report_id, body.values | named, text=body.text)
    return Added(judgements=list(done.judgements), events=list(done.events), claim=claim)


@router.post("/judgements/{judgement_id}/undo", status_code=201)
def undo(
    request: Request, response: Response, caller: Coder, judgement_id: Annotated[str, Path(max_length=64)], body: Said
) -> Judged:
    """Take back a judgement of your own; as an editor, anybody's. An undo can be taken back too."""
    reviewer = Reviewer.of(request, caller, body.identity)
    return _judged(reviewer, response, reviewer.undo(judgement_id, text=body.text), None)


@router.get("/judgements/{judgement_id}")
def judgement(store: StoreDep, _caller: Reader, judgement_id: Annotated[str, Path(max_length=64)]) -> Judgement:
    """Get one judgement."""
    return store.reviewing.judgement(judgement_id)


@router.get("/records/{record_id}/history")
def history(request: Request, response: Response, caller: Reader, record_id: RecordId) -> History:
    """What was said about a claim or event; of an event also what was said about its claims."""
    standing, seen = Reviewer.of(request, caller).look(record_id)
    response.headers["ETag"] = f'"{seen.version}"'
    entries = [_entry(entry) for entry in standing.history]
    return History(record_id=seen.record.id, state=seen.state, version=seen.version, entries=entries)


@router.get("/suggestions")
def suggestions(
    store: StoreDep,
    _caller: Reader,
    field: Annotated[str, Query(max_length=60, description="Path of the value, such as `place` or `actors.0`.")],
    text: Annotated[str, Query(max_length=100, description="What was typed so far.")] = "",
    record_id: Annotated[str | None, Query(max_length=64, description="The claim or event to be corrected.")] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> list[Suggestion]:
    """Suggest values for a field: from the ontology, the gazetteer and the registry of actors."""
    record = None
    if record_id is not None:
        record = store.claim(record_id) if record_id.startswith("c") else store.event(record_id)
    return suggest(field, text, record, limit=limit)


def _version(if_match: str) -> str | None:
    tag = if_match.strip().removeprefix("W/").strip('"')
    return None if tag == "*" else tag


def _judged(reviewer: Reviewer, response: Response, done: Done, record_id: str | None) -> Judged:
    version = reviewer.store.reviewing.version_or_none(record_id) if record_id else None
    if version:
        response.headers["ETag"] = f'"{version}"'
    return Judged(judgements=list(done.judgements), events=list(done.events), version=version)


def _entry(entry: HistoryEntry) -> Entry:
    return Entry(judgement=entry.judgement, undone_by=entry.undone_by)
