"""All discussions, the unresolved first of all."""

from __future__ import annotations

from typing import Final, Literal

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dateline.core.errors import NotFoundError
from dateline.review.threads import Thread
from dateline.store import Store
from dateline.web.auth import Caller, Reader
from dateline.web.deps import StoreDep
from dateline.web.pages.frame import render
from dateline.web.pages.working import done_of, settles
from dateline.web.texts import text
from dateline.web.views.wording import event_words, headline_words, publisher_words

PAGE: Final = 30

Show = Literal["open", "mentions", "mine", "all"]

router = APIRouter()


@router.get("/discussions")
def discussions_page(
    request: Request, store: StoreDep, caller: Reader, show: Show = "open", before: str | None = None
) -> HTMLResponse:
    """Show the threads, those with the latest word first."""
    found = _threads(store, caller, show, before)
    return render(
        request,
        "discussions.html",
        caller=caller,
        here="discussions",
        show=show,
        threads=[thread for thread in found if not settles(thread)],
        names={thread.subject: record_name(store, thread.subject) for thread in found},
        older=found[-1].last if len(found) == PAGE else None,
        done=done_of(request, store),
    )


def _threads(store: Store, caller: Caller, show: Show, before: str | None) -> list[Thread]:
    name = caller.identity.name
    return store.reviewing.threads(
        resolved=False if show == "open" else None,
        mentions=name if show == "mentions" else None,
        author=name if show == "mine" else None,
        before=before,
        limit=PAGE,
    )


def record_name(store: Store, record_id: str) -> str:
    """Name a record in a line; one that is no more by its id."""
    try:
        if record_id.startswith("e"):
            return event_words(store.event(record_id))
        if record_id.startswith("r"):
            return headline_words(store.report(record_id))
        claim = store.claim(record_id)
    except NotFoundError:
        return record_id
    publisher = publisher_words(store.report(claim.report_id))
    return str(text("claim.title", trigger=claim.trigger.text, publisher=publisher))
