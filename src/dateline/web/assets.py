"""Static files under an address that changes with their content, so that a browser may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

if TYPE_CHECKING:
    from fastapi import FastAPI

FOLDER = Path(__file__).parent / "static"
KEPT = "public, max-age=31536000, immutable"
"""A year: RFC 9111 asks for no more, and the address changes with the content."""
_DIGITS = 12


class _Kept(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = KEPT
        return response


@lru_cache
def version() -> str:
    """Hash the names and content of all static files; read once in the life of the process."""
    digest = hashlib.sha256()
    for path in sorted(path for path in FOLDER.rglob("*") if path.is_file()):
        digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()[:_DIGITS]


def static(name: str) -> str:
    """Give the address of a static file. Modules that import each other relatively stay within one version."""
    return f"/static/{version()}/{name}"


def has_map() -> bool:
    """Tell whether what the map needs was fetched (`make demo` does it)."""
    return (FOLDER / "vendor/maplibre-gl.mjs").is_file() and (FOLDER / "vendor/countries-110m.json").is_file()


def mount_static(app: FastAPI) -> None:
    """Serve the static files at their address of this version."""
    app.mount(f"/static/{version()}", _Kept(directory=FOLDER), name="static")
