"""Reports: in pages without their text, one by one with it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from dateline.records import Report
from dateline.web.answers import NOT_MODIFIED, fresh, view_tag
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.models import Listing, ReportItem
from dateline.web.paging import cursor_of, key_of
from dateline.web.problems import problem_responses
from dateline.web.queries import ReportListQuery

router = APIRouter(tags=["reports"], responses=problem_responses(400, 401, 403, 404))

ReportId = Annotated[str, Path(max_length=64, description="Id of a report.")]


@router.get("/reports", responses=NOT_MODIFIED, response_model=Listing[ReportItem])
def list_reports(
    request: Request, response: Response, store: StoreDep, _caller: Reader, query: Annotated[ReportListQuery, Query()]
) -> Listing[ReportItem] | Response:
    """Give a page of reports, without their text."""
    same = fresh(request, response, view_tag(request, store))
    if same is not None:
        return same
    page = store.pages.reports(query.wanted(), sort=query.sort, after=key_of(query.cursor), limit=query.limit)
    return Listing(items=[ReportItem.of(one) for one in page.items], next=cursor_of(page.next))


@router.get("/reports/{report_id}", responses=NOT_MODIFIED, response_model=Report)
def read_report(
    request: Request, response: Response, store: StoreDep, _caller: Reader, report_id: ReportId
) -> Report | Response:
    """Give one report with its whole text."""
    report = store.report(report_id)
    return fresh(request, response, f'"{store.reviewing.version(report.id)}"') or report
