"""The page of a report, and its archived copy."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dateline.records import Report
from dateline.store import ClaimFilter, Store
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.pages.frame import render
from dateline.web.pages.working import claims_of, work_on
from dateline.web.views.choices import load_choices
from dateline.web.views.differences import Difference, difference
from dateline.web.views.marks import ROLES
from dateline.web.views.report import report_view

router = APIRouter()


@router.get("/reports/{report_id}")
def report_page(request: Request, report_id: str, store: StoreDep, caller: Reader) -> HTMLResponse:
    """Show a report with the words of its claims marked."""
    report = store.report(report_id)
    claims = claims_of(store, ClaimFilter(report=report.id))
    return render(
        request,
        "report.html",
        caller=caller,
        view=report_view(report, claims),
        roles=ROLES,
        work=work_on(request, store, report.id),
        choices=load_choices(),
        events={claim.id: store.event_of(claim.id) for claim in claims},
        versions=_versions(store, report),
        differences=_difference(store, report),
        copies=store.copies(report.id),
        original=store.report(report.copy_of) if report.copy_of else None,
        archived=False,
    )


def _versions(store: Store, report: Report) -> list[Report]:
    """All versions of a report that are known, the first one first."""
    versions = [report]
    while (earlier := versions[0].revises) and store.has_report(earlier):
        versions.insert(0, store.report(earlier))
    while (later := store.version_after(versions[-1].id)) is not None:
        versions.append(later)
    return versions


def _difference(store: Store, report: Report) -> list[Difference]:
    """What this version changed in the one before; nothing of a first version."""
    if report.revises is None or not store.has_report(report.revises):
        return []
    old = store.report(report.revises)
    before, after = (list(store.claims(ClaimFilter(report=one.id))) for one in (old, report))
    return [difference(old, before, report, after)]
