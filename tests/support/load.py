"""Reviewers at work at once over HTTP: what each is told, how long each waits, and what the store keeps of it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import processor
from keepalive import Answer, Client

from dateline.core.clock import now
from dateline.records import Judgement
from dateline.review.people import Role
from dateline.store import Store
from dateline.web.auth.signing_in import make_token
from dateline.web.server import free_port, run
from dateline.web.settings import WebSettings

PATIENCE = 60.0
"""Seconds until a reviewer gives an answer up."""


@dataclass
class Tally:
    """What the reviewers saw."""

    waits: dict[str, list[float]] = field(default_factory=lambda: {"read": [], "write": []})
    answers: Counter[int] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    processor: dict[str, float] = field(default_factory=dict)
    """Processor seconds while they worked: of the server, of the reviewers, of the database that was started for it."""


def review(location: str, reviewers: int, seconds: float, pause: float) -> tuple[Tally, list[Judgement]]:
    """Have reviewers work on a store that has records; gives what they saw, and what the store kept."""
    with Store.open(location) as store:
        secrets = [_secret(store, number) for number in range(reviewers)]
        records = [event.id for event in store.events()] + [claim.id for claim in store.claims()]
    settings = WebSettings(store=location, port=free_port("127.0.0.1"), single_user=False)
    # In a thread of its own: a browser's test may have left its event loop running in this one.
    with _serving(settings) as server, ThreadPoolExecutor(1) as alone:
        before = _processor(server)
        work = _work(settings.address, secrets, records, seconds, pause)
        tally = alone.submit(asyncio.run, work).result()
        tally.processor = {who: taken - before[who] for who, taken in _processor(server).items()}
    with Store.open(location) as store:
        return tally, list(store.judgements())


def problems(tally: Tally, judgements: list[Judgement]) -> list[str]:
    """What is wrong: answers that are none, judgements that are lost, doubled or nobody's."""
    kept, told = Counter(one.id for one in judgements), Counter(tally.kept)
    found = [*tally.failures]
    found += [f"lost: {one}" for one in told if one not in kept]
    found += [f"nobody's: {one}" for one in kept if one not in told]
    found += [f"doubled: {one}" for one, count in told.items() if count > 1]
    moments = [one.at for one in judgements]
    found += ["two judgements of one moment"] if len(set(moments)) < len(moments) else []
    return found


def _secret(store: Store, number: int) -> str:
    account = store.people.add_account(f"r{number}", Role.EDITOR, password_hash=None, shown=None, now=now())
    return make_token(store, account, "bench", role=Role.EDITOR, identity_id=account.identities[0].id, now=now())[1]


def _processor(server: int) -> dict[str, float]:
    taken = {"server": processor.seconds(server), "reviewers": time.process_time()}
    return taken | {"database": processor.seconds(os.getpid()) - sum(taken.values())}


@contextmanager
def _serving(settings: WebSettings) -> Iterator[int]:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    process = context.Process(target=_serve, args=(settings, ready), daemon=True)
    process.start()
    try:
        if not ready.wait(60):
            raise RuntimeError("the server does not answer")
        assert process.pid is not None
        yield process.pid
    finally:
        process.terminate()
        process.join(20)


def _serve(settings: WebSettings, ready: Any) -> None:
    run(settings, ready=ready.set)


# ---- reviewers


async def _work(address: str, secrets: list[str], records: list[str], seconds: float, pause: float) -> Tally:
    tally = Tally()
    until = time.monotonic() + seconds
    tasks = (
        _Reviewer(address, secret, records, tally, random.Random(number)).work(until, pause)  # noqa: S311
        for number, secret in enumerate(secrets)
    )
    await asyncio.gather(*tasks)
    return tally


class _Reviewer:
    def __init__(self, address: str, secret: str, records: list[str], tally: Tally, chance: random.Random) -> None:
        self._client = Client(address, {"Authorization": f"Bearer {secret}"})
        self._records = records
        self._tally = tally
        self._chance = chance
        self._last: str | None = None

    async def work(self, until: float, pause: float) -> None:
        async with self._client:
            await asyncio.sleep(self._chance.uniform(0, pause))
            while time.monotonic() < until:
                await self._step()
                await asyncio.sleep(self._chance.uniform(0, 2 * pause))

    async def _step(self) -> None:
        record = self._chance.choice(self._records)
        seen = await self._ask("read", "GET", f"/records/{record}/history")
        if seen is None or seen.status != HTTPStatus.OK:
            return
        what = self._chance.choices(("confirm", "corrections", "reject", "comments", "undo"), (40, 25, 10, 15, 10))[0]
        path = f"/records/{record}/{what}"
        body: dict[str, Any] = {}
        if what == "corrections":
            body = {"values": {"place.name": f"Place {self._chance.randrange(10**9)}"}}
        elif what == "comments":
            body = {"text": f"Comment {self._chance.randrange(10**9)}"}
        elif what == "undo":
            if self._last is None:
                return
            path, self._last = f"/judgements/{self._last}/undo", None
        answer = await self._ask("write", "POST", path, body, {"If-Match": seen.headers["etag"]})
        if answer is not None and answer.status == HTTPStatus.CREATED:
            made = answer.json()
            ids = [one["id"] for one in made["judgements"]] if "judgements" in made else [made["id"]]
            self._tally.kept += ids
            self._last = ids[0] if what != "comments" else self._last

    async def _ask(
        self, kind: str, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Answer | None:
        start = time.perf_counter()
        try:
            answer = await asyncio.wait_for(self._client.ask(method, f"/api/v1{path}", body, headers), PATIENCE)
        except (OSError, TimeoutError) as error:
            self._tally.failures.append(repr(error))
            return None
        self._tally.waits[kind].append(time.perf_counter() - start)
        self._tally.answers[answer.status] += 1
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._tally.failures.append(f"{answer.status} {path}: {answer.body[:300]!r}")
        return answer


def percentile(waits: list[float], share: float) -> float:
    """The wait that so large a share of all did not exceed, in ms."""
    ordered = sorted(waits)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
