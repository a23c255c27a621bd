"""What a view lets through, as a file in any format of `dateline export`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from dateline.export import asked_for, describe, export, format_named, from_store
from dateline.store import EventFilter
from dateline.store.bundles import newest_day
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.queries import EventQuery

router = APIRouter()


@router.get("/downloads/{name}")
def download(request: Request, name: str, store: StoreDep, _caller: Reader) -> FileResponse:
    """Give the events of a view as a file; the address takes the filters of the overview.

    The file is whole before its first byte is sent: a download that breaks off never passes for a short one.
    """
    form = format_named(name)
    wanted: EventFilter = EventQuery.of(request.query_params.multi_items()).wanted()
    about = describe(form, "events", date=newest_day(store), filters=asked_for(wanted))
    folder = tempfile.TemporaryDirectory(prefix="dateline-")
    target = Path(folder.name) / f"dateline-events{form.suffix}"
    try:
        export(from_store(store, wanted), form, about, target, None)
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(target, filename=target.name, background=BackgroundTask(folder.cleanup))
