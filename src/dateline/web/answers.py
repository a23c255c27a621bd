"""How records and lists are answered: with an ETag, or with 304 when the asker has this version already."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, TypeVar

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from dateline.store import Store
from dateline.store.counters import Pulse
from dateline.web.etags import etag, unchanged

JSON_LINES = "application/jsonl"
GEOJSON = "application/geo+json"
NOT_MODIFIED: dict[int | str, dict[str, Any]] = {304: {"description": "You have this version (`If-None-Match`)."}}
FLUSH = 64 * 1024
"""Characters gathered before they are sent: one record at a time costs more in calls than in work."""

AnswerT = TypeVar("AnswerT")


def fresh(request: Request, response: Response, tag: str) -> Response | None:
    """Set the ETag; give the 304 to answer with if the asker has this version."""
    if unchanged(request, tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return None


def view_tag(request: Request, store: Store) -> str:
    """Give the ETag of a view of the whole store: it changes when anything is written, and with the question."""
    return etag(request.url.path, request.url.query, text_of(store.pulse()))


def text_of(pulse: Pulse) -> str:
    """Write a pulse, for an ETag or as the token of a visit."""
    return f"{pulse.reports}.{pulse.judgements}.{pulse.events}"


def lines(texts: Iterable[str]) -> StreamingResponse:
    """Stream JSON Lines."""
    return StreamingResponse(_gathered(f"{text}\n" for text in texts), media_type=JSON_LINES)


def features(texts: Iterable[str]) -> StreamingResponse:
    """Stream GeoJSON features as one collection."""

    def parts() -> Iterable[str]:
        yield '{"type":"FeatureCollection","features":['
        for number, text in enumerate(texts):
            yield f",\n{text}" if number else text
        yield "]}\n"

    return StreamingResponse(_gathered(parts()), media_type=GEOJSON)


def _gathered(texts: Iterable[str]) -> Iterable[str]:
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= FLUSH:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)
