"""Claims: in pages, one by one, and all in a stream."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from dateline.records import Claim
from dateline.web.answers import JSON_LINES, NOT_MODIFIED, fresh, lines, view_tag
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.models import Listing
from dateline.web.paging import cursor_of, key_of
from dateline.web.problems import problem_responses
from dateline.web.queries import ClaimListQuery, ClaimQuery

router = APIRouter(tags=["claims"], responses=problem_responses(400, 401, 403, 404))

ClaimId = Annotated[str, Path(max_length=64, description="Id of a claim.")]


@router.get("/claims", responses=NOT_MODIFIED, response_model=Listing[Claim])
def list_claims(
    request: Request, response: Response, store: StoreDep, _caller: Reader, query: Annotated[ClaimListQuery, Query()]
) -> Listing[Claim] | Response:
    """Give a page of claims as they were read, report by report, in the order of the text."""
    same = fresh(request, response, view_tag(request, store))
    if same is not None:
        return same
    page = store.pages.claims(query.wanted(), after=key_of(query.cursor), limit=query.limit)
    return Listing(items=list(page.items), next=cursor_of(page.next))


@router.get("/claims/{claim_id}", responses=NOT_MODIFIED, response_model=Claim)
def read_claim(
    request: Request, response: Response, store: StoreDep, _caller: Reader, claim_id: ClaimId
) -> Claim | Response:
    """Give one claim as it was read; `/records/{id}/history` has what people said about it."""
    claim = store.claim(claim_id)
    return fresh(request, response, f'"{store.reviewing.version(claim.id)}"') or claim


@router.get("/claims.jsonl", response_class=StreamingResponse, responses={200: {"content": {JSON_LINES: {}}}})
def stream_claims(store: StoreDep, _caller: Reader, query: Annotated[ClaimQuery, Query()]) -> StreamingResponse:
    """Stream all the claims as they were read, one a line."""
    return lines(claim.model_dump_json() for claim in store.claims(query.wanted()))
