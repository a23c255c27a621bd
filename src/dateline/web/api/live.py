"""The live stream: says when something was written, by whichever process.

One task per application asks the store for its counters; all streams wait for that one. The stream says only how much
there is: what of it a page wants to see it asks for, with its own filters.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent

from dateline.core.errors import StoreError
from dateline.store import Store
from dateline.store.counters import Pulse
from dateline.web.answers import text_of
from dateline.web.auth import Reader
from dateline.web.deps import settings_of, store_of

# Not in the OpenAPI document: a stream that never ends has no answer to hold against a schema.
router = APIRouter(tags=["live"], include_in_schema=False)

RETRY_MILLISECONDS = 3000


class Watcher:
    """Waits for news on behalf of all streams of one application."""

    def __init__(self, store: Store, seconds: float) -> None:
        self._store = store
        self._seconds = seconds
        self._pulse: Pulse | None = None
        self._changed = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None
        self._streams = 0

    async def pulses(self) -> AsyncGenerator[Pulse]:
        """Give the counters now, and again whenever they have changed."""
        self._streams += 1
        if self._task is None:
            self._task = asyncio.create_task(self._watch())
        try:
            last: Pulse | None = None
            while True:
                async with self._changed:
                    while self._pulse is None or self._pulse == last:
                        await self._changed.wait()
                    last = self._pulse
                yield last
        finally:
            self._streams -= 1
            if not self._streams and self._task is not None:
                self._task.cancel()
                self._task = None

    async def _watch(self) -> None:
        while True:
            pulse = await run_in_threadpool(self._read)
            if pulse is not None and pulse != self._pulse:
                async with self._changed:
                    self._pulse = pulse
                    self._changed.notify_all()
            await asyncio.sleep(self._seconds)

    def _read(self) -> Pulse | None:
        try:
            return self._store.pulse()
        except StoreError:
            return None  # busy or away for a moment: the next look will tell


@router.get("/live", response_class=EventSourceResponse)
async def live(request: Request, _caller: Reader) -> AsyncIterator[ServerSentEvent]:
    """Send an event `pulse` with the counters at once and whenever they change."""
    async for pulse in _watcher(request).pulses():
        yield ServerSentEvent(event="pulse", id=text_of(pulse), data=asdict(pulse), retry=RETRY_MILLISECONDS)


def _watcher(request: Request) -> Watcher:
    state = request.app.state
    if not hasattr(state, "watcher"):
        state.watcher = Watcher(store_of(request), settings_of(request).live_seconds)
    found: Watcher = state.watcher
    return found
