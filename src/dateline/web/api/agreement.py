"""Double coding: rounds, blind coding, agreement, disagreements and their adjudication."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from dateline.records import Judgement, Quote, Span
from dateline.review.agreement import Level
from dateline.review.rounds import Coding
from dateline.store import Store
from dateline.store.rounds import Round
from dateline.web.auth import Coder, Editor, Reader
from dateline.web.coding import MAX_SAMPLE, Desk, Plan
from dateline.web.deps import StoreDep
from dateline.web.problems import problem_responses
from dateline.web.reviewer import Reviewer

router = APIRouter(prefix="/rounds", tags=["agreement"], responses=problem_responses(400, 401, 403, 404))

RoundId = Annotated[str, Path(max_length=64, description="Id of a round.")]
Id = Annotated[str, Field(max_length=64)]
Names = Annotated[list[Id], Field(max_length=50)]


class NewRound(BaseModel):
    """A round: its coders, and the claims to be coded or how many are drawn."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=120)]
    coders: Annotated[Names, Field(description="Accounts.")]
    machines: Annotated[Names, Field(description="Coders such as `rules/0.1.0`, whose claims take part.")] = []
    size: Annotated[int, Field(ge=1, le=MAX_SAMPLE, description="How many claims are drawn.")] = 50
    types: Annotated[Names, Field(description="Draw only claims of these types.")] = []
    units: Annotated[list[Id], Field(max_length=MAX_SAMPLE, description="These claims, instead of a sample.")] = []
    fields: Annotated[Names, Field(description="What is compared; all without it.")] = []
    note: Annotated[str | None, Field(max_length=2000, description="Shown to the coders.")] = None


class CoderProgress(BaseModel):
    """How far a coder is."""

    coder: str
    done: int
    of: int


class RoundOut(BaseModel):
    """A round and how far its coders are."""

    id: str
    name: str
    by: str
    at: str
    note: str | None
    units: int
    machines: list[str]
    fields: list[str]
    progress: list[CoderProgress]


class Unit(BaseModel):
    """What is to be coded: the report's text and the words that name the event. What others coded is not in it."""

    unit: str
    report_id: str
    headline: str | None
    publisher: str | None
    published: str | None
    text: str
    sentence: Span
    trigger: Quote


class NewCoding(BaseModel):
    """What the caller says of a unit; of what is no event, the type `none` and nothing else."""

    model_config = ConfigDict(extra="forbid")

    unit: Id
    coding: Coding


class FieldAgreement(BaseModel):
    """Krippendorff's alpha of one field; null where it is not defined."""

    field: str
    level: Level
    alpha: float | None
    observed: float | None
    expected: float | None
    units: int
    values: int


class DisagreementOut(BaseModel):
    """A unit and field on which coders differ, and what was settled."""

    unit: str
    field: str
    values: dict[str, JsonValue]
    adjudicated: bool
    settled: JsonValue = None


class AgreementOut(BaseModel):
    """How far the coders of a round agree."""

    fields: list[FieldAgreement]
    disagreements: list[DisagreementOut]


class NewAdjudication(BaseModel):
    """What is right."""

    model_config = ConfigDict(extra="forbid")

    unit: Id
    field: Annotated[str, Field(max_length=40)]
    value: JsonValue
    text: Annotated[str | None, Field(max_length=10_000)] = None
    identity: Annotated[str | None, Field(max_length=64)] = None


class Adjudicated(BaseModel):
    """What was kept, and the events that were derived anew."""

    judgements: list[Judgement]
    events: list[str]


@router.get("")
def list_rounds(store: StoreDep, caller: Reader) -> list[RoundOut]:
    """List the rounds, the latest first."""
    desk = Desk(store, caller)
    return [_round(desk, one) for one in store.rounds.all()]


@router.post("", status_code=201)
def set_up(store: StoreDep, caller: Editor, body: NewRound) -> RoundOut:
    """Set up a round. The same name draws the same sample from the same claims."""
    desk = Desk(store, caller)
    return _round(desk, desk.set_up(Plan(**body.model_dump())))


@router.get("/{round_id}")
def get_round(store: StoreDep, caller: Reader, round_id: RoundId) -> RoundOut:
    """Get a round."""
    return _round(Desk(store, caller), store.rounds.get(round_id))


@router.get("/{round_id}/next")
def next_unit(store: StoreDep, caller: Coder, round_id: RoundId) -> Unit | None:
    """Get your next unit; null when you have coded all."""
    return unit_of(store, Desk(store, caller), round_id)


@router.post("/{round_id}/codings", status_code=201)
def code(store: StoreDep, caller: Coder, round_id: RoundId, body: NewCoding) -> CoderProgress:
    """Say what a unit tells. It can be said again until you have coded the last one."""
    done = Desk(store, caller).code(round_id, body.unit, body.coding)
    return CoderProgress(coder=done.coder, done=done.done, of=done.of)


@router.get("/{round_id}/agreement")
def agreement(store: StoreDep, caller: Reader, round_id: RoundId) -> AgreementOut:
    """Compare what was said; refused to a coder who has units left, and so must be blind to the others."""
    found = Desk(store, caller).compare(round_id)
    settled = {(one.unit, one.field): one.value for one in found.adjudicated}
    fields = [
        FieldAgreement(
            field=field,
            level=one.level,
            alpha=one.alpha,
            observed=one.observed,
            expected=one.expected,
            units=one.units,
            values=one.values,
        )
        for field, one in found.agreement.items()
    ]
    differing = [
        DisagreementOut(
            unit=one.unit,
            field=one.field,
            values=dict(one.values),
            adjudicated=(one.unit, one.field) in settled,
            settled=settled.get((one.unit, one.field)),
        )
        for one in found.disagreements
    ]
    return AgreementOut(fields=fields, disagreements=differing)


@router.post("/{round_id}/adjudications", status_code=201)
def adjudicate(
    request: Request, store: StoreDep, caller: Editor, round_id: RoundId, body: NewAdjudication
) -> Adjudicated:
    """Settle a disagreement; a claim that says otherwise is corrected."""
    reviewer = Reviewer.of(request, caller, body.identity)
    done = Desk(store, caller).adjudicate(
        round_id, body.unit, body.field, body.value, reviewer=reviewer, text=body.text
    )
    return Adjudicated(judgements=list(done.judgements), events=list(done.events))


def unit_of(store: Store, desk: Desk, round_id: str) -> Unit | None:
    """Give what a coder sees of the next unit."""
    claim = desk.next_unit(round_id)
    if claim is None:
        return None
    report = store.report(claim.report_id)
    return Unit(
        unit=claim.id,
        report_id=report.id,
        headline=report.headline,
        publisher=report.publisher,
        published=report.published,
        text=report.text,
        sentence=claim.sentence,
        trigger=claim.trigger,
    )


def _round(desk: Desk, found: Round) -> RoundOut:
    return RoundOut(
        id=found.id,
        name=found.name,
        by=found.by,
        at=found.at,
        note=found.sample.note,
        units=len(found.sample.units),
        machines=list(found.sample.machines),
        fields=list(found.sample.fields),
        progress=[CoderProgress(coder=one.coder, done=one.done, of=one.of) for one in desk.progress(found)],
    )
