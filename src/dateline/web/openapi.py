"""The OpenAPI document: FastAPI's, with the one problem body for errors."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, FastAPI
from fastapi.responses import JSONResponse
from pydantic.json_schema import models_json_schema

from dateline.web.auth import Role, require
from dateline.web.problems import MEDIA_TYPE, Problem

_REFERENCE = {"$ref": "#/components/schemas/Problem"}
_UNUSED = ("HTTPValidationError", "ValidationError")


def install(app: FastAPI) -> None:
    """Have the application describe its errors as they are."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _with_problems(generate())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the way that FastAPI documents
    # Strangers are refused at every address, so at this one too.
    signed_in = [Depends(require(Role.READER))]
    app.add_api_route("/openapi.json", lambda: JSONResponse(openapi()), dependencies=signed_in, include_in_schema=False)


def _with_problems(document: dict[str, Any]) -> dict[str, Any]:
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in _UNUSED:
        schemas.pop(name, None)
    _, made = models_json_schema([(Problem, "serialization")], ref_template="#/components/schemas/{model}")
    schemas.update(made["$defs"])
    for path in document["paths"].values():
        for operation in path.values():
            _describe(operation)
    return document


def _describe(operation: dict[str, Any]) -> None:
    for status, response in operation.get("responses", {}).items():
        if status[0] in "45":
            response["content"] = {MEDIA_TYPE: {"schema": _REFERENCE}}
