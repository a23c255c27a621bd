"""What is kept of each report for those that come later."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, func, select
from stub import make_report

from dateline.ingest.arrivals import Arrivals
from dateline.ingest.copies import MAX_OWNERS
from dateline.records import Report
from dateline.store import Store
from dateline.store.arrival_tables import arrival_keys, arrivals
from dateline.store.arrivals import fill
from dateline.store.engine import reading, writing

WORDS = "market river patrol council harvest school bridge convoy doctor valley radio prison village border".split()


def body(seed: int, count: int = 90) -> str:
    return " ".join(f"{WORDS[(seed * 7 + n * n) % len(WORDS)]}{(seed + n) % 97}" for n in range(count))


def story(seed: int, *, address: int | None = None, lead: str = "") -> Report:
    return make_report(f"{lead}{body(seed)}.", url=f"https://n.example/{seed if address is None else address}")


def stored(path: Path, reports: list[Report]) -> list[tuple[str | None, str | None]]:
    with Store.open(path) as store:
        for report in reports:
            store.add(report, [], place=True)
        return [(found.revises, found.copy_of) for found in store.arrived()]


ARRIVING = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 5), st.sampled_from(["", "Our man writes: "])), max_size=12
)


@settings(max_examples=20, deadline=None)
@given(ARRIVING)
def test_a_store_places_reports_as_memory_does(
    tmp_path_factory: pytest.TempPathFactory, arriving: list[tuple[int, int, str]]
) -> None:
    reports = [story(seed, address=address, lead=lead) for seed, address, lead in arriving]
    reports = list({report.id: report for report in reports}.values())
    memory = Arrivals()
    expected = [(placed.revises, placed.copy_of) for placed in map(memory.place, reports)]
    assert stored(tmp_path_factory.mktemp("s") / "a.sqlite", reports) == expected


def test_an_older_store_is_filled(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.sqlite") as store:
        for seed in (1, 2):
            store.add(story(seed), [])
        with writing(store._engine) as connection:
            before = [connection.execute(select(table)).all() for table in (arrivals, arrival_keys)]
            connection.execute(delete(arrival_keys))
            connection.execute(delete(arrivals))
            fill(connection)
            assert [connection.execute(select(table)).all() for table in (arrivals, arrival_keys)] == before
        store.add(copy := story(1, address=9, lead="From our man: "), [], place=True)
        assert store.report(copy.id).copy_of == story(1).id


def test_adding_takes_as_many_statements_however_many_reports_there_are(tmp_path: Path) -> None:
    counts = []
    with Store.open(tmp_path / "a.sqlite") as store:
        told: list[str] = []
        event.listen(store._engine, "before_cursor_execute", lambda *args: told.append(args[2]))
        for seed in range(120):
            told.clear()
            store.add(story(seed), [], place=True)
            counts.append(len(told))
    assert max(counts[1:]) <= counts[1] + 2  # comparing with candidates, where a phrase is shared


def test_a_phrase_of_the_trade_takes_no_room(tmp_path: Path) -> None:
    closing = " " + body(5000, 30)
    with Store.open(tmp_path / "a.sqlite") as store:
        for seed in range(MAX_OWNERS + 40):
            store.add(make_report(f"{body(seed * 13)}{closing}"), [], place=True)
        with reading(store._engine) as connection:
            shared = select(func.count()).select_from(arrival_keys).group_by(arrival_keys.c.key)
            assert max(connection.execute(shared).scalars()) <= MAX_OWNERS + 1


def test_versions_and_digests(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.sqlite") as store:
        one, two = story(1), story(2, address=1)
        assert store.digest_of(one.id) is None
        for report in (one, two):
            store.add(report, [], place=True)
        assert store.digest_of(one.id) is not None
        after = store.version_after(one.id)
        assert after is not None
        assert (after.id, after.revises) == (two.id, one.id)
        assert store.version_after(two.id) is None
