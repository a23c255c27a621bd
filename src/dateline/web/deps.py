"""What a request works with: the open store and the settings."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from dateline.store import Store
from dateline.web.relinker import Relinker
from dateline.web.settings import WebSettings


def store_of(request: Request) -> Store:
    """Get the store that this application serves."""
    return cast("Store", request.app.state.store)


def relinker_of(request: Request) -> Relinker:
    """Get the thread that links what is judged here."""
    return cast("Relinker", request.app.state.relinker)


def settings_of(request: Request) -> WebSettings:
    """Get the settings that this application was made with."""
    return cast("WebSettings", request.app.state.settings)


# Asynchronous, though they wait for nothing: FastAPI gives every other dependency a turn in a thread.
async def _store(request: Request) -> Store:
    return store_of(request)


async def _settings(request: Request) -> WebSettings:
    return settings_of(request)


StoreDep = Annotated[Store, Depends(_store)]
SettingsDep = Annotated[WebSettings, Depends(_settings)]
