from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from stub import day, make_claim, make_report, party, place

from dateline.core.errors import NotFoundError, StoreError
from dateline.records import Claim, Event, Judgement, Report, StancedClaim
from dateline.store import ClaimFilter, EventFilter, ReportFilter, Store
from dateline.store.engine import make_engine, reading, store_url, writing
from dateline.store.schema import MIGRATIONS
from dateline.store.tables import APPEND_ONLY, SCHEMA_VERSION, metadata

REPORT = make_report("Rebels attacked Gao.\nPlanes bombed Konna.", publisher="Northern Post")
GAO = make_claim(
    REPORT,
    "attacked",
    actors=(party("Rebels", name="MUJAO", sector="REB"),),
    place=place("Gao"),
    time=day("2013-01-10"),
)
KONNA = make_claim(
    REPORT, "bombed", mode="aerial", place=place("Konna", admin1="Mopti"), time=day("2013-01-11"), confidence=0.9
)


def event_of(*claims: Claim, event_id: str | None = None) -> Event:
    return Event(
        id=event_id or "e" + claims[0].id[1:],
        type=claims[0].type,
        mode=claims[0].mode,
        status="asserted",
        first=claims[0].time.first if claims[0].time else None,
        last=claims[0].time.last if claims[0].time else None,
        place=claims[0].place,
        claims=tuple(StancedClaim(claim_id=claim.id, stance="supports") for claim in claims),
        reports=1,
        publishers=1,
        independent_sources=1,
        confidence=0.5,
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        with Store.open(tmp_path / "a.sqlite") as opened:
            yield opened
    else:
        with request.getfixturevalue("postgres").store() as opened:
            yield opened


@pytest.fixture
def filled(store: Store) -> Store:
    store.add(REPORT, [GAO, KONNA])
    store.replace_events([event_of(GAO), event_of(KONNA)])
    return store


def test_what_was_added_comes_back_unchanged(filled: Store) -> None:
    assert filled.report(REPORT.id) == REPORT
    assert list(filled.reports()) == [REPORT]
    assert list(filled.claims()) == [GAO, KONNA]
    assert filled.claim(KONNA.id) == KONNA
    assert filled.event_of(GAO.id) == event_of(GAO).id


def test_adding_twice_adds_once(filled: Store) -> None:
    before = filled.counts()
    assert not filled.add(REPORT, [GAO])
    assert filled.counts() == before


def test_a_report_with_a_bad_claim_is_not_added_at_all(store: Store) -> None:
    with pytest.raises(StoreError):
        store.add(REPORT, [GAO, GAO])
    assert not store.has_report(REPORT.id)
    with pytest.raises(StoreError, match="another report"):
        store.add(make_report("Other."), [GAO])


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET document = '{{}}'"])
def test_records_cannot_be_changed_even_by_hand(filled: Store, table: str, change: str) -> None:
    filled.add_judgement(judgement("j-1"))
    with pytest.raises(StoreError, match="append-only"), writing(filled._engine) as connection:
        connection.execute(text(change.format(table)))


def judgement(judgement_id: str, at: str = "2013-01-15T09:00:00Z") -> Judgement:
    return Judgement(id=judgement_id, subject=GAO.id, action="confirm", author="ann", at=at)


def test_judgements_come_in_the_order_in_which_they_were_made(store: Store) -> None:
    later, earlier = judgement("j-1", "2013-01-16T00:00:00Z"), judgement("j-2")
    assert store.add_judgement(later)
    assert store.add_judgement(earlier)
    assert not store.add_judgement(later)
    assert list(store.judgements()) == [earlier, later]
    assert list(store.judgements("c-other")) == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ClaimFilter(), [GAO, KONNA]),
        (ClaimFilter(modes=("aerial",)), [KONNA]),
        (ClaimFilter(types=("protest",)), []),
        (ClaimFilter(countries=("MLI", "SOM")), [GAO, KONNA]),
        (ClaimFilter(statuses=("future",)), []),
        (ClaimFilter(since="2013-01-11"), [KONNA]),
        (ClaimFilter(until="2013-01-10"), [GAO]),
        (ClaimFilter(actor="mujao"), [GAO]),
        (ClaimFilter(actor="reb"), [GAO]),
        (ClaimFilter(actor="%"), []),
        (ClaimFilter(place="kon"), [KONNA]),
        (ClaimFilter(admin1="mopti"), [KONNA]),
        (ClaimFilter(publisher="northern"), [GAO, KONNA]),
        (ClaimFilter(report="r-none"), []),
        (ClaimFilter(event=event_of(GAO).id), [GAO]),
        (ClaimFilter(min_confidence=0.8), [KONNA]),
        (ClaimFilter(limit=1), [GAO]),
    ],
)
def test_claim_filters(filled: Store, wanted: ClaimFilter, found: list[Claim]) -> None:
    assert list(filled.claims(wanted)) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EventFilter(), [GAO, KONNA]),
        (EventFilter(modes=("aerial",), since="2013-01-11", until="2013-01-11"), [KONNA]),
        (EventFilter(publisher="POST", report=REPORT.id), [GAO, KONNA]),
        (EventFilter(publisher="Gazette"), []),
        (EventFilter(limit=1), [GAO]),
    ],
)
def test_event_filters(filled: Store, wanted: EventFilter, found: list[Claim]) -> None:
    assert list(filled.events(wanted)) == [event_of(claim) for claim in found]


def test_report_filters(store: Store) -> None:
    late = make_report("Late.", published="2013-01-13T23:50:00+00:00", publisher="Gazette")
    undated = make_report("Undated.", published=None)
    for report in (undated, late, REPORT):
        store.add(report, [])
    assert [report.id for report in store.reports()] == [REPORT.id, late.id, undated.id]
    assert list(store.reports(ReportFilter(since="2013-01-13", until="2013-01-13"))) == [late]
    assert list(store.reports(ReportFilter(publisher="gaz"))) == [late]


def test_events_are_replaced_as_a_whole_or_not_at_all(filled: Store) -> None:
    both = event_of(GAO, KONNA)
    assert filled.replace_events([both])
    assert list(filled.events()) == [both]
    twice = [event_of(GAO), event_of(GAO, event_id="e-2")]
    with pytest.raises(StoreError, match="do not fit"):
        filled.replace_events(twice)
    assert list(filled.events()) == [both]


def test_events_made_from_an_older_state_are_not_kept(filled: Store) -> None:
    seen = filled.size()
    filled.add(make_report("More."), [])
    assert not filled.replace_events([], seen=seen)
    assert filled.counts()["events"] == 2


def test_an_event_is_found_by_the_id_it_had_before(filled: Store) -> None:
    filled.replace_events([event_of(GAO, KONNA)])
    assert filled.event(event_of(KONNA).id).id == event_of(GAO).id


def test_what_is_not_there_is_an_error(filled: Store) -> None:
    for look_up in (filled.report, filled.claim, filled.event):
        with pytest.raises(NotFoundError, match="x-1"):
            look_up("x-1")


def test_two_openers_work_side_by_side(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.sqlite") as one, Store.open(tmp_path / "a.sqlite") as other:
        one.add(REPORT, [GAO, KONNA])
        reading_on = other.claims()
        assert next(reading_on) == GAO
        one.add(make_report("More."), [])
        assert list(reading_on) == [KONNA]
        assert other.counts()["reports"] == 2


# ---- tables and migrations


_OF_POSTGRESQL = {"DOUBLE PRECISION": "FLOAT", "BYTEA": "BLOB"}
"""Its own names of types that SQLAlchemy names otherwise."""


def test_migrations_make_the_tables_that_the_code_reads(store: Store) -> None:
    with reading(store._engine) as connection:
        found = inspect(connection)
        for table in metadata.sorted_tables:
            types = {one["name"]: str(one["type"]) for one in found.get_columns(table.name)}
            columns = {name: _OF_POSTGRESQL.get(kind, kind) for name, kind in types.items()}
            assert columns == {column.name: str(column.type) for column in table.columns}
            listed = found.get_indexes(table.name)
            indexes = {index["name"] for index in listed if "duplicates_constraint" not in index}
            assert indexes == {index.name for index in table.indexes}
    assert ScriptDirectory(MIGRATIONS).get_current_head() == SCHEMA_VERSION


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    Store.open(tmp_path / "a.sqlite").close()
    with sqlite3.connect(tmp_path / "a.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="9999") as caught:
        Store.open(tmp_path / "a.sqlite")
    assert "newer" in (caught.value.hint or "")


def test_other_databases_and_files_are_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.sqlite") as connection:
        connection.execute("CREATE TABLE cats (name TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="not a Dateline store"):
        Store.open(tmp_path / "other.sqlite")
    (tmp_path / "text.sqlite").write_text("not a database at all, though it is long enough to look at" * 20)
    with pytest.raises(StoreError, match="not a database"):
        Store.open(tmp_path / "text.sqlite")
    with pytest.raises(StoreError, match="no store at"):
        Store.open(tmp_path / "none.sqlite", create=False)
    with pytest.raises(StoreError):
        Store.open(tmp_path / "no" / "such" / "folder.sqlite")
    assert not (tmp_path / "none.sqlite").exists()


def test_addresses() -> None:
    assert store_url("a b.sqlite").database == "a b.sqlite"
    assert store_url("postgresql://u@h/d").drivername == "postgresql+psycopg"
    with pytest.raises(StoreError):
        store_url("://")
    with pytest.raises(StoreError, match="driver"):
        make_engine(store_url("nosuch://h/d"))


def test_passwords_are_not_shown(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/a.sqlite") as store:
        assert store.location.endswith("a.sqlite")


def test_writers_at_once_add_each_report_once(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        reports = [make_report(f"Number {number}. \x00") for number in range(20)] * 2
        assert sum(pool.map(lambda report: store.add(report, []), reports)) == 20


def test_a_report_may_hold_any_text(store: Store) -> None:
    report: Report = make_report("\"\x00 \u202e \U0001f4a5 %_ \\ '; DROP TABLE reports")
    assert store.add(report, [])
    assert store.report(report.id) == report
