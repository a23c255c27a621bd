"""One body for every error (RFC 9457), made from the error tree of `dateline.core.errors`."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from dateline.core.errors import DatelineError
from dateline.web.auth.middleware import HEADERS

MEDIA_TYPE = "application/problem+json"
API = "/api/"
_LOG = logging.getLogger(__name__)


class Fault(BaseModel):
    """One value of the request that is wrong."""

    where: Annotated[str, Field(description="Such as `query.limit` or `body.value`.")]
    message: str


class Problem(BaseModel):
    """What went wrong, by RFC 9457."""

    type: Annotated[str, Field(description="The error's name in the reference, as `about:blank#not-found`.")]
    title: str
    status: int
    detail: str | None = None
    instance: Annotated[str | None, Field(description="The path that was asked for.")] = None
    hint: Annotated[str | None, Field(description="What can be done about it.")] = None
    errors: list[Fault] = []
    conflict: Annotated[dict[str, Any] | None, Field(description="On a conflict: what changed meanwhile.")] = None


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Document problem bodies: for the `responses` of a route or router."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": content} for status in sorted({*statuses, 422})
    }


def install(app: FastAPI) -> None:
    """Answer every error of this application with a problem."""
    app.add_exception_handler(DatelineError, _on_ours)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(Exception, _on_defect)


def answer(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """Give the problem as JSON, or as a page to a browser that asked for a page."""
    if request.url.path.startswith(API) or "text/html" not in request.headers.get("accept", ""):
        body = problem.model_dump(mode="json", exclude_none=True)
        return JSONResponse(body, problem.status, headers, media_type=MEDIA_TYPE)
    if problem.status == HTTPStatus.UNAUTHORIZED:
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/sign-in?next={quote(target, safe='')}", HTTPStatus.SEE_OTHER)
    from dateline.web.pages.frame import render

    page: Response = render(request, "error.html", problem=problem)
    page.status_code = problem.status
    page.headers.update(headers or {})
    return page


async def _on_ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, DatelineError)
    problem = _problem(request, error.http_status, error.code, error.message, error.hint)
    conflict = getattr(error, "conflict", None)
    headers = getattr(error, "headers", None)
    return answer(request, problem.model_copy(update={"conflict": conflict}), headers)


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = str(error.detail) if error.detail != HTTPStatus(error.status_code).phrase else None
    problem = _problem(request, error.status_code, f"http-{error.status_code}", detail, None)
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_methods(request))
    return answer(request, problem, headers)


def _methods(request: Request) -> list[str]:
    """The methods that the path has, over all its routes: the router itself names those of the first alone."""
    found: set[str] = set()
    for route in iter_route_contexts(request.app.routes):
        if route.methods and route.path and compile_path(route.path)[0].match(request.url.path):
            found |= route.methods
    return sorted(found)


async def _on_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = _faults(error.errors())
    problem = _problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, "request", "the request is not as documented", None)
    return answer(request, problem.model_copy(update={"errors": faults}))


async def _on_defect(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    hint = "This is a defect in Dateline; the server's log has the details."
    problem = _problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "defect", type(error).__name__, hint)
    # This answer is made outside of the guard that adds them to all others.
    return answer(request, problem, dict(HEADERS))


def _problem(request: Request, status: int, code: str, detail: str | None, hint: str | None) -> Problem:
    title = HTTPStatus(status).phrase
    return Problem(
        type=f"about:blank#{code}", title=title, status=status, detail=detail, instance=request.url.path, hint=hint
    )


def _faults(errors: Sequence[Any]) -> list[Fault]:
    return [Fault(where=".".join(str(part) for part in one["loc"]), message=one["msg"]) for one in errors]
