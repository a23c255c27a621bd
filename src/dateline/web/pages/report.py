"""The page of a report, and its archived copy."""

from __future__ import annotations

from email.utils import format_datetime
from typing import Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from dateline.core.errors import NotFoundError
from dateline.ingest.net.keep import Kept
from dateline.ingest.net.kept_page import find_page, kept_page
from dateline.records import Report
from dateline.store import ClaimFilter, Store
from dateline.web.auth import Reader, Role, require
from dateline.web.deps import SettingsDep, StoreDep
from dateline.web.pages.frame import render
from dateline.web.pages.working import claims_of, work_on
from dateline.web.settings import WebSettings
from dateline.web.views.choices import load_choices
from dateline.web.views.differences import Difference, difference
from dateline.web.views.marks import ROLES
from dateline.web.views.report import report_view

SANDBOX: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'"
"""For a page of somebody else's: no scripts, no forms, no requests, and an origin of its own."""
_SHOWN: Final = frozenset({"text/html", "text/plain", "application/xhtml+xml"})

router = APIRouter()


@router.get("/reports/{report_id}")
def report_page(
    request: Request, report_id: str, store: StoreDep, settings: SettingsDep, caller: Reader
) -> HTMLResponse:
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
        archived=_archived(settings, report),
    )


@router.get("/reports/{report_id}/archived", dependencies=[Depends(require(Role.READER))])
def archived_page(report_id: str, store: StoreDep, settings: SettingsDep) -> Response:
    """Show the page as it was fetched, in a sandbox: it runs nothing, loads nothing, and sends nothing.

    Raises:
        NotFoundError: It was not archived.
    """
    report = store.report(report_id)
    kept = _archived(settings, report)
    if kept is None or settings.archive is None:
        raise NotFoundError(f"no archived copy of {report_id}", hint="`dateline serve --archive` names the folder.")
    page = kept_page(settings.archive, kept)
    shown = page.media_type if page.media_type in _SHOWN else "text/plain"
    headers = {"Content-Security-Policy": SANDBOX, "Last-Modified": format_datetime(page.fetched, usegmt=True)}
    charset = page.charset if page.charset and page.charset.replace("-", "").isalnum() else "utf-8"
    return Response(page.body, media_type=f"{shown}; charset={charset}", headers=headers)


def _archived(settings: WebSettings, report: Report) -> Kept | None:
    return find_page(settings.archive, report.url) if settings.archive and report.url else None


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
