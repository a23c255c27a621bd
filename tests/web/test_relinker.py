from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from threading import Event as Signal
from typing import Any

import pytest
from clients import Workbench, etag, make_workbench
from fastapi.testclient import TestClient
from stub import day, figure, make_claim, make_report, place

from dateline import pipeline
from dateline.records import Claim, Event
from dateline.relinking import is_behind
from dateline.store import Store
from dateline.web.relinker import AT_ONCE, Relinker, Step
from dateline.web.settings import LINK_SECONDS

TOWNS = 2 * AT_ONCE
PATIENCE = 20.0


@pytest.fixture
def claims() -> list[Claim]:
    reports = [make_report(f"Rebels attacked Town{n}, killing {n}.", publisher=f"P{n}") for n in range(TOWNS)]
    return [
        make_claim(
            one,
            "attacked",
            place=place(f"Town{n}"),
            time=day(f"2013-01-{n + 1:02}"),
            figures=(figure("killed", 1, 1, 1),),
        )
        for n, one in enumerate(reports)
    ]


@pytest.fixture
def store(tmp_path: Path, claims: list[Claim]) -> Iterator[Store]:
    with Store.open(tmp_path / "a.sqlite") as opened:
        for n, claim in enumerate(claims):
            opened.add(make_report(f"Rebels attacked Town{n}, killing {n}.", publisher=f"P{n}"), [claim])
        pipeline.relink(opened)
        yield opened


class Linker:
    """Stands before `pipeline.relink_around`: notes what it is asked, and waits until it may go on."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.began, self.go = Signal(), Signal()
        self.fails = 0
        self._links = pipeline.relink_around

    def __call__(
        self, store: Store, claim_ids: Collection[str], judgements: Collection[str] | None = None
    ) -> tuple[Event, ...]:
        self.asked.append(tuple(claim_ids))
        self.began.set()
        assert self.go.wait(PATIENCE)
        if self.fails:
            self.fails -= 1
            raise RuntimeError("a defect")
        return self._links(store, claim_ids, judgements)


@pytest.fixture
def linker(monkeypatch: pytest.MonkeyPatch) -> Linker:
    made = Linker()
    monkeypatch.setattr(pipeline, "relink_around", made)
    return made


Reject = Callable[[Claim], Any]


def rejecting(bench: Workbench, client: TestClient) -> Reject:
    def reject(claim: Claim) -> Any:
        headers = {"If-Match": etag(client, claim.id)}
        answer = client.post(f"/api/v1/records/{claim.id}/reject", json={}, headers=headers)
        assert answer.status_code == 201, answer.text
        assert bench.store.reviewing.standing_states([claim.id]) == {claim.id: "rejected"}, "seen at once"
        return answer.json()

    return reject


def test_what_waits_is_linked_together(store: Store, claims: list[Claim], linker: Linker) -> None:
    bench = make_workbench(store, link_seconds=0.01)
    reject = rejecting(bench, bench.client("coder"))
    assert reject(claims[0])["events"] == [], "the answer does not wait for the events"
    assert linker.began.wait(PATIENCE)
    for claim in claims[1 : AT_ONCE + 1]:
        reject(claim)
    assert store.event_of(claims[1].id) is not None, "not linked yet"
    linker.go.set()
    bench.app.state.relinker.close()  # by then the first is being linked, and all others wait
    together = tuple(sorted(one.id for one in claims[1 : AT_ONCE + 1]))
    assert linker.asked == [(claims[0].id,), together]
    assert [store.event_of(one.id) for one in claims[: AT_ONCE + 1]] == [None] * (AT_ONCE + 1)
    assert not is_behind(store)


def test_what_waits_is_finished_when_the_workbench_stops(store: Store, claims: list[Claim], linker: Linker) -> None:
    bench = make_workbench(store, link_seconds=0.01)
    with TestClient(bench.app):
        reject = rejecting(bench, bench.client("coder"))
        for claim in claims:
            reject(claim)
        assert is_behind(store)
        linker.go.set()
    assert store.counts()["events"] == 0
    assert not is_behind(store)


def test_an_error_is_logged_and_what_it_left_undone_is_done(
    store: Store, claims: list[Claim], linker: Linker, caplog: pytest.LogCaptureFixture
) -> None:
    bench = make_workbench(store)
    linker.go.set()
    linker.fails = 1
    reject = rejecting(bench, bench.client("coder"))
    with caplog.at_level(logging.ERROR):
        assert reject(claims[0])["events"] == []
        reject(claims[1])
        bench.app.state.relinker.close()
    assert "a defect" in caplog.text
    assert store.event_of(claims[0].id) is None
    assert store.event_of(claims[1].id) is None
    assert not is_behind(store)


def test_what_a_crash_left_undone_is_done_at_the_next_start(store: Store, claims: list[Claim]) -> None:
    bench = make_workbench(store)
    crashed = bench.app.state.relinker
    crashed.close()  # steps come to nothing from here on, as where the process was killed
    rejecting(bench, bench.client("coder"))(claims[0])
    assert is_behind(store)
    with TestClient(make_workbench(store).app):
        pass
    assert not is_behind(store)
    assert store.event_of(claims[0].id) is None


def test_who_closes_twice_or_without_work_does_not_wait(store: Store) -> None:
    relinker = Relinker(store, LINK_SECONDS)
    relinker.close()
    relinker.close()
    assert relinker.relink(Step(("j-1",), ("c-1",))) == ()
