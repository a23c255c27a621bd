"""What the overview counts, and lists in pages, over a small store made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stub import day, figure, make_claim, make_report, party, place

from dateline import pipeline
from dateline.core.errors import NotFoundError
from dateline.records import Claim, Judgement, Report
from dateline.store import Box, ClaimFilter, EventFilter, ReportFilter, Store
from dateline.store.counters import Pulse
from dateline.store.grid import BITS, cell_of
from dateline.store.pages import EventSort
from dateline.store.search import Term, parse_query

NORTH = make_report(
    "Rebels attacked Gao, killing 12.\nSoldiers marched in Bamako.\nTalks failed in Mali.",
    publisher="Northern Post",
    headline="War in the Sahel",
)
SOUTH = make_report(
    "Crowds marched in Ségou.\nGunmen may have shot a mayor.", publisher="River Gazette", published="2013-03-02"
)
GAO = make_claim(
    NORTH,
    "attacked",
    actors=(party("Rebels", name="MUJAO", sector="REB"),),
    place=place("Gao", admin1="Gao", latitude=16.27, longitude=-0.04, precision=1),
    time=day("2013-01-10"),
    figures=(figure("killed", 12, 12, 12),),
    confidence=0.9,
)
BAMAKO = make_claim(
    NORTH,
    "marched",
    type="protest",
    place=place("Bamako", latitude=12.65, longitude=-8.0, precision=2),
    time=day("2013-01-11"),
)
TALKS = make_claim(
    NORTH, "failed", type="consult", place=place("Mali", latitude=17.0, longitude=-4.0, precision=6), status="negated"
)
SEGOU = make_claim(
    SOUTH,
    "marched",
    type="protest",
    place=place("Ségou", latitude=13.43, longitude=-6.26, precision=1),
    time=day("2013-03-01", "2013-03-31", precision=4),
)
MAYOR = make_claim(SOUTH, "shot", recipients=(party("a mayor", sector="GOV"),), status="hypothetical")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    if request.param == "postgresql":
        opened = request.getfixturevalue("postgres").store()
    else:
        opened = Store.open(tmp_path_factory.mktemp("overview") / "a.sqlite")
    with opened:
        fill(opened)
        yield opened


def fill(store: Store) -> None:
    store.add(NORTH, [GAO, BAMAKO, TALKS])
    store.add(SOUTH, [SEGOU, MAYOR])
    pipeline.relink(store)


def event_id(claim: Claim) -> str:
    return "e" + claim.id[1:]


def listed(store: Store, wanted: EventFilter, sort: EventSort = "date") -> list[str]:
    return [one.event.id for one in store.pages.events(wanted, sort=sort).items]


# ---- filters


@pytest.mark.parametrize(
    ("wanted", "claims"),
    [
        (EventFilter(), [GAO, BAMAKO, SEGOU, TALKS, MAYOR]),
        (EventFilter(types=("protest",)), [BAMAKO, SEGOU]),
        (EventFilter(statuses=("negated",)), [TALKS]),
        (EventFilter(publishers=("River Gazette",)), [SEGOU, MAYOR]),
        (EventFilter(publisher="gazette"), [SEGOU, MAYOR]),
        (EventFilter(sectors=("REB", "GOV")), [GAO, MAYOR]),
        (EventFilter(actors=("MUJAO",)), [GAO]),
        (EventFilter(actor="muj"), [GAO]),
        (EventFilter(place="SÉG"), [SEGOU]),
        (EventFilter(admin1="gao"), [GAO]),
        (EventFilter(since="2013-01-11"), [BAMAKO, SEGOU]),
        (EventFilter(until="2013-01-10"), [GAO]),
        (EventFilter(since="2013-03-15", until="2013-03-15"), [SEGOU]),
        (EventFilter(measure="killed"), [GAO]),
        (EventFilter(measure="killed", at_least=12, at_most=12), [GAO]),
        (EventFilter(measure="killed", at_least=13), []),
        (EventFilter(measure="wounded"), []),
        (EventFilter(box=Box(-10, 10, 0, 20)), [GAO, BAMAKO, SEGOU]),
        (EventFilter(box=Box(170, 10, -7, 20)), [BAMAKO]),
        (EventFilter(precisions=(6,)), [TALKS]),
        (EventFilter(min_confidence=0.8), [GAO]),
        (EventFilter(max_confidence=0.8, types=("assault",)), [MAYOR]),
        (EventFilter(disputed=True), []),
        (EventFilter(states=("unreviewed",), types=("consult",)), [TALKS]),
        (EventFilter(states=("rejected",)), []),
        (EventFilter(words="attacked"), [GAO]),
        (EventFilter(words="segou"), [SEGOU]),
        (EventFilter(words="sahel -marched"), [GAO, TALKS]),
        (EventFilter(words='"marched in bamako"'), [BAMAKO]),
        (EventFilter(words='"bamako marched"'), []),
        (EventFilter(words="-marched"), []),
        (EventFilter(words='"; DROP TABLE events; --'), []),
        (EventFilter(report=SOUTH.id), [SEGOU, MAYOR]),
    ],
)
def test_filters_choose_the_same_in_pages_and_in_streams(
    store: Store, wanted: EventFilter, claims: list[Claim]
) -> None:
    expected = {event_id(claim) for claim in claims}
    assert set(listed(store, wanted)) == expected
    assert {event.id for event in store.events(wanted)} == expected
    assert store.overview.count(wanted) == len(expected)


# ---- pages


@pytest.mark.parametrize("sort", get_args(EventSort))
@pytest.mark.parametrize("limit", [1, 2])
def test_pages_hold_every_event_once_in_every_order(store: Store, sort: EventSort, limit: int) -> None:
    whole = listed(store, EventFilter(), sort)
    found: list[str] = []
    page = store.pages.events(EventFilter(), sort=sort, limit=limit)
    while True:
        found += [one.event.id for one in page.items]
        if page.next is None:
            break
        page = store.pages.events(EventFilter(), sort=sort, after=page.next, limit=limit)
    assert found == whole
    assert len(set(found)) == 5


def test_what_has_no_value_comes_last_either_way(store: Store) -> None:
    assert listed(store, EventFilter(), "date")[:3] == [event_id(one) for one in (GAO, BAMAKO, SEGOU)]
    assert listed(store, EventFilter(), "-date")[:3] == [event_id(one) for one in (SEGOU, BAMAKO, GAO)]
    assert listed(store, EventFilter(), "killed")[0] == listed(store, EventFilter(), "-killed")[0] == event_id(GAO)


@pytest.mark.parametrize("key", [(), ("x",), (3, "e-1"), ("2013-01-10", 7), (None, "e-1"), (True, "e-1")])
def test_a_key_of_another_order_is_no_place_in_the_list(store: Store, key: tuple[str, ...]) -> None:
    with pytest.raises(NotFoundError):
        store.pages.events(EventFilter(), sort="date", after=key)
    with pytest.raises(NotFoundError):
        store.pages.claims(ClaimFilter(), after=key)


def test_pages_of_reports_and_claims(store: Store) -> None:
    first = store.pages.reports(ReportFilter(), limit=1)
    assert [(one.report.id, one.arrival, one.claims) for one in first.items] == [(SOUTH.id, 2, 2)]
    assert first.next is not None
    assert [one.report for one in store.pages.reports(ReportFilter(), after=first.next).items] == [NORTH]
    assert [one.report for one in store.pages.reports(ReportFilter(), sort="published").items] == [NORTH, SOUTH]
    assert [one.report for one in store.pages.reports(ReportFilter(words="mayor")).items] == [SOUTH]
    assert [one.report for one in store.pages.reports(ReportFilter(arrived_after=1)).items] == [SOUTH]
    claims = store.pages.claims(ClaimFilter(), limit=3)
    rest = store.pages.claims(ClaimFilter(), after=claims.next)
    assert [*claims.items, *rest.items] == list(store.claims())
    assert rest.next is None


# ---- counts


def test_the_map_keeps_countries_and_what_has_no_place_apart(store: Store) -> None:
    world = store.overview.map(EventFilter(), zoom=0)
    assert (world.placed, world.unplaced) == (3, 1)
    assert [(one.country, one.n) for one in world.countries] == [("MLI", 1)]
    near = store.overview.map(EventFilter(), zoom=8, view=Box(-1, 15, 1, 17))
    (cell,) = near.cells
    assert (cell.n, cell.id, cell.place, cell.precision, cell.killed) == (1, event_id(GAO), "Gao", 1, 12)
    assert (cell.latitude, cell.longitude, cell.west) == (16.27, -0.04, -0.04)
    assert sum(one.n for one in world.cells) == 3
    assert store.overview.extent(EventFilter()) == Box(-8.0, 12.65, -0.04, 16.27)
    assert store.overview.extent(EventFilter(types=("consult",))) is None
    assert store.overview.map(EventFilter(types=("none",)), zoom=3).cells == ()


def test_a_cell_names_what_most_of_its_events_are(store: Store) -> None:
    (cell,) = store.overview.map(EventFilter(box=Box(-10, 12, -5, 14)), zoom=0).cells
    assert (cell.n, cell.type, cell.place, cell.id, cell.precision) == (2, "protest", None, None, 2)


@pytest.mark.parametrize(
    ("unit", "bars"),
    [
        (
            "day",
            [
                ("2013-01-10", "2013-01-10", 1, 0),
                ("2013-01-11", "2013-01-11", 1, 0),
                ("2013-03-01", "2013-03-01", 1, 1),
            ],
        ),
        ("week", [("2013-01-07", "2013-01-13", 2, 0), ("2013-02-25", "2013-03-03", 1, 1)]),
        ("month", [("2013-01-01", "2013-01-31", 2, 0), ("2013-03-01", "2013-03-31", 1, 0)]),
        ("year", [("2013-01-01", "2013-12-31", 3, 0)]),
    ],
)
def test_bars_of_the_timeline(store: Store, unit: str, bars: list[tuple[str, str, int, int]]) -> None:
    found = store.overview.timeline(EventFilter(), unit)  # type: ignore[arg-type]
    assert [(bar.first, bar.last, bar.count, bar.vague) for bar in found.bars] == bars
    assert found.undated == 2
    assert sum(bar.killed for bar in found.bars) == 12
    assert store.overview.timeline(EventFilter()).unit == "day"
    assert store.overview.timeline(EventFilter(types=("none",))).bars == ()


def test_facets_leave_their_own_choice_out(store: Store) -> None:
    facets = store.overview.facets(EventFilter(types=("protest",)))
    assert facets.total == 2
    assert {one.value: one.count for one in facets.types} == {"assault": 2, "protest": 2, "consult": 1}
    assert {one.value: one.count for one in facets.publishers} == {"Northern Post": 1, "River Gazette": 1}
    assert {one.value: one.count for one in facets.countries} == {"MLI": 2}
    assert {one.value: one.count for one in facets.precisions} == {"1": 1, "2": 1}
    assert {one.value: one.count for one in facets.states} == {"unreviewed": 2}
    assert [one.value for one in store.overview.facets(EventFilter()).sectors] == ["GOV", "REB"]


def test_counts_follow_what_is_written(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.sqlite") as store, Store.open(tmp_path / "a.sqlite") as other:
        assert store.overview.count(EventFilter()) == 0
        assert store.overview.map(EventFilter(), zoom=2).cells == ()
        assert store.overview.facets(EventFilter(words="gao")).total == 0
        fill(other)
        assert store.overview.count(EventFilter(words="gao")) == 1
        judgement = Judgement(
            id="j-1", subject=event_id(BAMAKO), action="confirm", author="ann", at="2013-01-15T09:00:00Z"
        )
        store.add_judgement(judgement)
        assert {one.value: one.count for one in store.overview.facets(EventFilter()).states} == {
            "confirmed": 1,
            "unreviewed": 4,
        }
        assert listed(store, EventFilter(states=("confirmed",))) == [event_id(BAMAKO)]
        assert event_id(BAMAKO) not in listed(store, EventFilter(states=("unreviewed",)))


# ---- what is new


def test_what_is_new_since_a_visit(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.sqlite") as store:
        store.add(NORTH, [GAO, BAMAKO, TALKS])
        pipeline.relink(store)
        seen = store.pulse()
        store.news.mark_seen("a-1", seen)
        assert store.news.since(seen).new_count == 0
        again = make_report("Rebels attacked Gao, killing 12, an officer said.", publisher="Third")
        store.add(again, [retold(again)])
        store.add(SOUTH, [SEGOU, MAYOR])
        pipeline.relink(store)
        judgement = Judgement(id="j-1", subject=GAO.id, action="confirm", author="ann", at="2013-01-15T09:00:00Z")
        store.add_judgement(judgement)
        news = store.news.since(store.news.seen_by("a-1") or Pulse())
        assert (news.reports, news.claims, news.new_count) == (2, 3, 2)
        assert news.grown_events == (event_id(GAO),)
        assert news.judgements == (judgement,)
        assert store.news.seen_by("a-2") is None
        assert store.pulse() > seen


def retold(report: Report) -> Claim:
    return make_claim(
        report, "attacked", actors=GAO.actors, place=GAO.place, time=GAO.time, figures=GAO.figures, confidence=0.9
    )


# ---- small parts


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_of_the_earth_has_a_cell(latitude: float, longitude: float) -> None:
    assert all(0 <= part < 1 << BITS for part in cell_of(latitude, longitude))


def test_cells_run_from_the_north_west() -> None:
    assert cell_of(85, -180) < cell_of(85, 180)
    assert cell_of(85, 0)[1] < cell_of(-85, 0)[1]
    assert cell_of(0, 0) == (1 << BITS - 1, 1 << BITS - 1)


def test_queries_are_read_as_people_type_them() -> None:
    assert parse_query('gao "two words" -not -"nor this" ') == (
        Term(("gao",)),
        Term(("two", "words")),
        Term(("not",), wanted=False),
        Term(("nor", "this"), wanted=False),
    )
    assert parse_query("l'État don't") == (Term(("l", "Etat")), Term(("don", "t")))
    assert parse_query('"" - "open end') == (Term(("open", "end")),)


@given(st.text(max_size=40))
def test_no_query_breaks_the_search(store: Store, query: str) -> None:
    assert store.overview.count(EventFilter(words=query)) >= 0
