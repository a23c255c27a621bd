"""The columns kept in memory: brought forward, they are what a full reading gives."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from stub import day, figure, make_claim, make_report, party, place

from dateline import pipeline
from dateline.records import Event
from dateline.store import EventFilter, Store
from dateline.store.columns import NONE, Coded, Columns
from dateline.store.derived import drop_events, put_events
from dateline.store.engine import reading, writing
from dateline.store.kept import KeptColumns, caught_up, read_columns
from dateline.store.tables import events

WORDS = ("attacked", "marched", "shelled", "fled", "met", "struck", "seized", "burned")
REPORTS = [
    make_report(
        f"Near town {number}: " + " ".join(f"They {word} {number}." for word in WORDS), publisher=f"Post {number % 2}"
    )
    for number in range(3)
]
CLAIMS = {
    report.id: [
        make_claim(
            report,
            word,
            type="protest" if row % 2 else "assault",
            actors=(party("Men", name=f"Group {row % 3}", sector=("REB", "MIL")[number % 2]),) if row % 4 else (),
            place=place(f"Town {row}", latitude=10.0 + row, longitude=5.0 * number, precision=1 + row % 6)
            if row % 3
            else None,
            time=day(f"20{10 + row}-0{1 + number}-01") if row % 5 else None,
            figures=(figure("killed", row, row, row),) if row % 2 else (),
        )
        for row, word in enumerate(WORDS)
    ]
    for number, report in enumerate(REPORTS)
}
ONE_BY_ONE = [event for found in CLAIMS.values() for claim in found for event in pipeline.link([claim], REPORTS)]
"""An event of each claim, so that any choice of them can stand in a store together."""

CHANGES = st.lists(
    st.tuples(st.sets(st.integers(0, len(ONE_BY_ONE) - 1), max_size=5), st.sampled_from(["put", "drop", "alter"])),
    max_size=6,
)
START = st.sets(st.integers(0, len(ONE_BY_ONE) - 1))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    if request.param == "postgresql":
        opened = request.getfixturevalue("postgres").store()
    else:
        opened = Store.open(tmp_path_factory.mktemp("kept") / "kept.sqlite")
    with opened as found:
        for report in REPORTS:
            found.add(report, CLAIMS[report.id])
        yield found


def altered(event: Event) -> Event:
    return event.model_copy(update={"confidence": 0.125, "admin1": "Elsewhere", "country": "MLI"})


def change(store: Store, rows: set[int], how: str) -> None:
    """Write as the linker does: take out, then put in what there is instead."""
    chosen = [ONE_BY_ONE[row] for row in sorted(rows)]
    with writing(store._engine) as connection:
        drop_events(connection, [event.id for event in chosen])
        if how != "drop":
            put_events(connection, chosen if how == "put" else map(altered, chosen))


def told(columns: Columns) -> dict[str, object]:
    """All that columns say, in an order of its own: how values are numbered must be the same too."""
    plain = {name: getattr(columns, name).tolist() for name in ("ids", "confidence", "placed")}
    spans = {name: getattr(columns, name).astype(str).tolist() for name in ("latitude", "longitude", "first", "last")}
    numbers = {name: found.tolist() for name, found in columns.numbers.items()}
    texts = {name: (found.values, found.codes.tolist()) for name, found in columns.texts.items()}
    terms = {
        kind: (found.value.values, sorted(zip(found.rows.tolist(), found.value.codes.tolist(), strict=True)))
        for kind, found in columns.terms.items()
    }
    figures = {
        measure: sorted(zip(found.rows.tolist(), found.low.tolist(), found.high.tolist(), strict=True))
        for measure, found in columns.figures.items()
    }
    return {
        "generation": columns.generation,
        **plain,
        **spans,
        "numbers": numbers,
        "texts": texts,
        "terms": terms,
        "figures": figures,
    }


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(START, CHANGES)
def test_columns_brought_forward_are_those_of_a_full_reading(
    store: Store, start: set[int], changes: list[tuple[set[int], str]]
) -> None:
    store.replace_events([ONE_BY_ONE[row] for row in sorted(start)])
    with reading(store._engine) as connection:
        kept = step = read_columns(connection)
    for rows, how in changes:
        change(store, rows, how)
        with reading(store._engine) as connection:
            full, step = read_columns(connection), caught_up(connection, step)
            assert told(step) == told(full)
            assert told(caught_up(connection, kept)) == told(full)  # several changes at once


def test_a_few_new_events_are_read_apart(store: Store) -> None:
    store.replace_events(ONE_BY_ONE)
    columns = KeptColumns()
    with reading(store._engine) as connection:
        before = columns.fresh(connection)
        assert columns.fresh(connection) is before
    # Behind the store's back: a row that was not written is not read again.
    with writing(store._engine) as connection:
        connection.execute(update(events).where(events.c.id == ONE_BY_ONE[0].id).values(who="someone unheard of"))
    change(store, {3}, "alter")
    change(store, {4}, "drop")
    with reading(store._engine) as connection:
        after = columns.fresh(connection)
    assert "someone unheard of" not in after.texts["who"].values
    assert after.size == before.size - 1
    assert (after.confidence == 0.125).sum() == 1


def test_an_overview_sees_what_was_written(store: Store) -> None:
    store.replace_events(ONE_BY_ONE)
    elsewhere = EventFilter(admin1="elsewhere")
    assert store.overview.count(elsewhere) == 0
    change(store, {1, 2}, "alter")
    assert store.overview.count(EventFilter()) == len(ONE_BY_ONE)
    change(store, {1}, "drop")
    assert store.overview.count(EventFilter()) == len(ONE_BY_ONE) - 1


def test_texts_of_both_are_numbered_in_order() -> None:
    old, new = Coded.of(["b", None, "d", "a"]), Coded.of(["c", None])
    found = old.joined(new, np.array([0, 1, 4, 5, 3]))
    assert found.values == ("a", "b", "c")
    assert found.codes.tolist() == [1, NONE, 2, NONE, 0]
