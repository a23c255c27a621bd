"""The page of a claim."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dateline.records import Claim, Report, Span
from dateline.store import ClaimFilter
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.pages.frame import render
from dateline.web.pages.working import claims_of, work_on
from dateline.web.views.choices import load_choices
from dateline.web.views.marks import Segment, marks_of, segments

router = APIRouter()


@router.get("/claims/{claim_id}")
def claim_page(request: Request, claim_id: str, store: StoreDep, caller: Reader) -> HTMLResponse:
    """Show a claim in its words, with everything that was read from them."""
    work = work_on(request, store, claim_id)
    report = store.report(store.claim(claim_id).report_id)
    told = {claim.id: claim for claim in claims_of(store, ClaimFilter(report=report.id))}
    event_id = store.event_of(claim_id)
    return render(
        request,
        "claim.html",
        caller=caller,
        claim=told[claim_id],
        report=report,
        siblings=[claim for claim in told.values() if claim.id != claim_id],
        event=store.event(event_id) if event_id else None,
        work=work,
        choices=load_choices(),
        context=in_context(told[claim_id], report),
    )


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence between what stands before and after it in its part of the report."""

    before: tuple[Segment, ...]
    sentence: tuple[Segment, ...]
    after: tuple[Segment, ...]


def in_context(claim: Claim, report: Report) -> Context:
    """Show a claim's sentence where it stands in its report."""
    around = next((part for part in report.sections if part.start <= claim.sentence.start < part.end), claim.sentence)
    sentence, marks = claim.sentence, marks_of(claim)

    def cut(span: Span) -> tuple[Segment, ...]:
        return segments(report.text, span.start, span.end, marks)

    return Context(
        before=cut(Span(start=min(around.start, sentence.start), end=sentence.start)),
        sentence=cut(sentence),
        after=cut(Span(start=sentence.end, end=max(around.end, sentence.end))),
    )
