"""Double coding: rounds, the form by which one codes blind, and the comparison."""

from __future__ import annotations

import itertools
import json
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import JsonValue, ValidationError
from starlette.responses import HTMLResponse, RedirectResponse

from dateline.core.errors import UsageError
from dateline.records import Claim, Report
from dateline.review.agreement import DRAW_CONCLUSIONS, TENTATIVE
from dateline.review.rounds import NOT_AN_EVENT, Coding, Disagreement
from dateline.store import ClaimFilter, Store
from dateline.store.rounds import Round
from dateline.web.auth import Caller, Coder, Editor, Reader
from dateline.web.coding import Comparison, Desk, Plan
from dateline.web.deps import StoreDep
from dateline.web.pages.frame import render
from dateline.web.pages.working import Form, chosen_of, form_of, reports_of
from dateline.web.reviewer import Reviewer
from dateline.web.views.choices import load_choices
from dateline.web.views.marks import Mark
from dateline.web.views.report import APART, FURNITURE, blocks_of

_SAMPLED: Final = 500
"""Claims that are looked at for the names of machines that made them: a store has two or three."""
_SEE_OTHER: Final = 303
_NUMBERS: Final = ("place_precision", "killed", "wounded")
_WORDS: Final = ("type", "mode", "status", "country", "place", "first", "last")

router = APIRouter()


@router.get("/agreement")
def agreement_page(request: Request, store: StoreDep, caller: Reader) -> HTMLResponse:
    """Show the rounds, and the form that sets one up."""
    desk = Desk(store, caller)
    machines = {claim.coder for claim in store.claims(ClaimFilter(limit=_SAMPLED))}
    return render(
        request,
        "agreement.html",
        caller=caller,
        here="agreement",
        rounds=[(found, desk.progress(found)) for found in store.rounds.all()],
        accounts=store.people.accounts(),
        machines=sorted(one for one in machines if not one.startswith("human:")),
        choices=load_choices(),
    )


@router.post("/agreement")
async def set_up(request: Request, store: StoreDep, caller: Editor) -> RedirectResponse:
    """Set up a round."""
    form = await form_of(request)
    plan = Plan(
        name=form.get("name", ""),
        coders=await chosen_of(request, "coder"),
        machines=await chosen_of(request, "machine"),
        size=_number(form, "size") or 1,
        types=[form["type"]] if form.get("type") else [],
        note=form.get("note") or None,
    )
    made = await run_in_threadpool(Desk(store, caller).set_up, plan)
    return RedirectResponse(f"/agreement/{made.id}", _SEE_OTHER)


# ---- one round


@router.get("/agreement/{round_id}")
def round_page(request: Request, round_id: str, store: StoreDep, caller: Reader) -> HTMLResponse:
    """Compare what was said in a round; to who still codes in it, only how far everybody is."""
    desk, found = Desk(store, caller), store.rounds.get(round_id)
    progress = desk.progress(found)
    left = next((one.of - one.done for one in progress if one.coder == caller.account), 0)
    comparison = None if left else desk.compare(round_id)
    return render(
        request,
        "agreement_round.html",
        caller=caller,
        here="agreement",
        found=found,
        progress=progress,
        left=left,
        comparison=comparison,
        reliable=DRAW_CONCLUSIONS,
        tentative=TENTATIVE,
        **_disputed(store, comparison),
    )


def _disputed(store: Store, comparison: Comparison | None) -> dict[str, Any]:
    """The units that coders differ on with their sentences, and what was settled about them."""
    if comparison is None:
        return {}
    by_unit = itertools.groupby(comparison.disagreements, key=lambda one: one.unit)
    disputed = [(store.claim(unit), list(fields)) for unit, fields in by_unit]
    reports = reports_of(store, [claim for claim, _ in disputed])
    return {
        "disputed": disputed,
        "sentences": {claim.id: _sentence(claim, reports[claim.report_id]) for claim, _ in disputed},
        "settled": {(one.unit, one.field): one.value for one in comparison.adjudicated},
        "options": {(one.unit, one.field): _options(one) for one in comparison.disagreements},
    }


def _options(one: Disagreement) -> dict[str, JsonValue]:
    """The values that were given, each once, by the JSON that a button sends."""
    return {json.dumps(value): value for value in one.values.values()}


def _sentence(claim: Claim, report: Report) -> str:
    return report.text[claim.sentence.start : claim.sentence.end]


@router.post("/agreement/{round_id}/settle")
async def settle(request: Request, round_id: str, store: StoreDep, caller: Editor) -> RedirectResponse:
    """Settle a disagreement."""
    form = await form_of(request)
    reviewer = Reviewer.of(request, caller)
    await run_in_threadpool(_settle, Desk(store, caller), round_id, form, reviewer)
    return RedirectResponse(f"/agreement/{round_id}#differ", _SEE_OTHER)


def _settle(desk: Desk, round_id: str, form: Form, reviewer: Reviewer) -> None:
    try:
        value: JsonValue = json.loads(form.get("value", ""))
    except ValueError as error:
        raise UsageError("no value") from error
    desk.adjudicate(round_id, form.get("unit", ""), form.get("field", ""), value, reviewer=reviewer)


# ---- coding


@router.get("/agreement/{round_id}/code", response_model=None)
def code_page(request: Request, round_id: str, store: StoreDep, caller: Coder) -> HTMLResponse | RedirectResponse:
    """Show the next claim that one has to code: its report, the event word marked, and nothing that others said."""
    desk = Desk(store, caller)
    claim = desk.next_unit(round_id)
    if claim is None:
        return RedirectResponse(f"/agreement/{round_id}", _SEE_OTHER)
    found = store.rounds.get(round_id)
    report = store.report(claim.report_id)
    word = Mark(claim.trigger.start, claim.trigger.end, "trigger", claim.id)
    return render(
        request,
        "agreement_code.html",
        caller=caller,
        here="agreement",
        found=found,
        mine=_mine(desk, found, caller),
        claim=claim,
        report=report,
        blocks=[block for block in blocks_of(report, [word]) if block.kind not in APART | FURNITURE],
        choices=load_choices(),
    )


def _mine(desk: Desk, found: Round, caller: Caller) -> object:
    return next(one for one in desk.progress(found) if one.coder == caller.account)


@router.post("/agreement/{round_id}/code")
async def code(request: Request, round_id: str, store: StoreDep, caller: Coder) -> RedirectResponse:
    """Keep what one says about a claim, and go on to the next."""
    form = await form_of(request)
    sectors = {name: await chosen_of(request, name) for name in ("actors", "recipients")}
    coding = Coding(type=NOT_AN_EVENT) if form.get("none") else _coding(form, sectors)
    await run_in_threadpool(Desk(store, caller).code, round_id, form.get("unit", ""), coding)
    return RedirectResponse(f"/agreement/{round_id}/code", _SEE_OTHER)


def _coding(form: Form, sectors: dict[str, tuple[str, ...]]) -> Coding:
    values: dict[str, object] = {name: form.get(name, "").strip() or None for name in _WORDS}
    values |= {name: _number(form, name) for name in _NUMBERS}
    try:
        return Coding.model_validate(values | {name: tuple(sorted(given)) for name, given in sectors.items()})
    except ValidationError as error:
        problem = error.errors()[0]
        raise UsageError(f"{problem['loc'][0]}: {problem['msg']}", hint="At least the type is needed.") from error


def _number(form: Form, name: str) -> int | None:
    given = form.get(name, "").strip()
    if not given:
        return None
    if not given.isascii() or not given.isdecimal():
        raise UsageError(f"{name}: {given!r} is no number")
    return int(given)
