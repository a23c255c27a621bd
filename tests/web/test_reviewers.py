"""Many at work at once: no judgement is lost, doubled or nobody's. How long each waits is measured by `bench/`."""

from __future__ import annotations

from pathlib import Path

import pytest
from load import problems, review
from stub import day, figure, make_claim, make_report, place

from dateline import pipeline
from dateline.store import Store

REVIEWERS = 12
SECONDS = 4.0


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_nothing_is_lost_or_doubled(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    location = str(tmp_path / "a.sqlite")
    if backend == "postgresql":
        postgres = request.getfixturevalue("postgres")
        location = postgres.url(postgres.new())
    with Store.open(location) as store:
        for number in range(12):
            report = make_report(f"Rebels attacked Town{number}, killing {number}.", publisher=f"P{number}")
            told = {"place": place(f"Town{number}"), "time": day(f"2013-01-{number + 1:02}")}
            store.add(report, [make_claim(report, "attacked", figures=(figure("killed", 1, 1, 1),), **told)])
        pipeline.relink(store)
    # Few records for so many: most of them meet at one record sooner or later.
    tally, judgements = review(location, REVIEWERS, SECONDS, pause=0.05)
    assert problems(tally, judgements) == []
    # 404: an event is no more when the last of its claims is rejected.
    assert set(tally.answers) <= {200, 201, 400, 404, 412}
    assert tally.kept
