"""Bringing the events in step with what was judged: beside the requests, by one thread of each application.

A judgement is kept before its request is answered, and what it says of a claim is seen at once. The events that follow
from it are derived here, for all that is waiting together: nobody waits while others' judgements are linked. What a
crash leaves undone the store knows (`relinking.is_behind`), and the next start makes it good.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Condition, Thread

from dateline import pipeline, relinking
from dateline.store import Store

AT_ONCE = 2
"""Steps linked in one transaction, 25 to 75 ms each (`bench/reviewers.py`): who judges meanwhile waits for it."""
REST = 3.0
"""While people go on judging, the thread rests so many times as long as it worked: requests need the processor too."""

Events = tuple[str, ...]
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody judged in one step.

    Attributes:
        judgements: The judgements.
        records: What they are about.
        dress_only: Whether they only say what an event is like, which puts no claims together or apart.
    """

    judgements: tuple[str, ...]
    records: tuple[str, ...]
    dress_only: bool = False


@dataclass(frozen=True, slots=True)
class _Waiting:
    step: Step
    done: Future[Events] = field(default_factory=Future)


class Relinker:
    """The thread; it starts with the first step. Errors in it are logged, and what they left undone is tried again."""

    def __init__(self, store: Store, seconds: float) -> None:
        """Make one.

        Args:
            store: The store.
            seconds: How long who judges waits for the events; they come later if it takes longer.
        """
        self._store = store
        self._seconds = seconds
        self._changed = Condition()
        self._waiting: list[_Waiting] = []
        self._thread: Thread | None = None
        self._busy = False
        self._closing = False
        self._arrived = False
        self._behind = False

    def start(self) -> None:
        """Make good what an earlier process left undone, in the thread."""
        with self._changed:
            self._behind = True
            self._awake()

    def relink(self, step: Step) -> Events:
        """Have the events derived anew that a step may change.

        Returns:
            The events that are new or have changed; none yet when others come first or it takes too long.
        """
        waiting = _Waiting(step)
        with self._changed:
            if self._closing:
                return ()  # the store knows of it, and the next start makes it good
            is_next = not self._busy and not self._waiting
            self._waiting.append(waiting)
            self._arrived = True
            self._awake()
        if not is_next:
            return ()
        try:
            return waiting.done.result(self._seconds)
        except TimeoutError:
            return ()

    def close(self) -> None:
        """Finish what is waiting, and end."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _awake(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._run, name="relinker", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._behind or self._closing)
                most = len(self._waiting) if self._closing else AT_ONCE  # at the end nobody else waits
                taken, self._waiting = self._waiting[:most], self._waiting[most:]
                if not taken and not self._behind:
                    return
                self._busy, self._arrived = True, False
            began = time.monotonic()
            self._handle(taken)
            self._rest(time.monotonic() - began)

    def _handle(self, taken: Collection[_Waiting]) -> None:
        """Link, and tell those who wait for it."""
        events: Events = ()
        try:
            events = self._linked([one.step for one in taken])
        except Exception:  # noqa: BLE001  # whatever it is, the next steps must still be linked
            _LOG.exception("what was judged could not be linked")
            self._behind = bool(taken)  # all that is undone is tried once more; after that, at the next start
        with self._changed:
            self._busy = False
        for one in taken:
            one.done.set_result(events)

    def _rest(self, worked: float) -> None:
        with self._changed:
            if self._arrived and not self._closing:
                self._changed.wait_for(lambda: self._closing, timeout=REST * worked)

    def _linked(self, steps: Collection[Step]) -> Events:
        linking = [one for one in steps if not one.dress_only]
        dressing = [one for one in steps if one.dress_only]
        events: dict[str, None] = {}
        if linking:
            claims = self._claims({record for one in linking for record in one.records})
            found = pipeline.relink_around(self._store, claims, _judgements(linking))
            events |= dict.fromkeys(one.id for one in found)
        if dressing:
            subjects = {record for one in dressing for record in one.records if record.startswith("e")}
            found = pipeline.redress(self._store, sorted(subjects), _judgements(dressing))
            events |= dict.fromkeys(one.id for one in found)
        if self._behind:
            self._behind = False
            if relinking.is_behind(self._store):
                pipeline.relink_around(self._store, ())
        return tuple(events)

    def _claims(self, records: Collection[str]) -> list[str]:
        """Claims that are judged, and those of events: who else is touched by that, linking finds itself."""
        claims = {one for one in records if one.startswith("c")}
        events = sorted(set(records) - claims)
        return sorted(claims | set(self._store.reviewing.claims_of(events))) if events else sorted(claims)


def _judgements(steps: Collection[Step]) -> list[str]:
    return [judgement for one in steps for judgement in one.judgements]
