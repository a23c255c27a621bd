"""What is served: version and counts."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from dateline import __version__
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.problems import problem_responses

router = APIRouter(prefix="/status", tags=["status"], responses=problem_responses(401, 403, 503))


class Status(BaseModel):
    """What is served."""

    version: str
    counts: dict[str, int]


@router.get("", summary="Version and size of the store")
def read_status(store: StoreDep, _caller: Reader) -> Status:
    """Tell the version of Dateline and how many records there are."""
    return Status(version=__version__, counts=store.counts())
