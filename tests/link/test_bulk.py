"""Laws of weighing many pairs at once: the scores of weighing each by itself, in one process or in several."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stub import day, figure, make_claim, make_report, party, place

from dateline import pipeline, rebuilding
from dateline.link import bulk as bulk_module
from dateline.link.batch import Batch
from dateline.link.bulk import FACETS, Bulk
from dateline.link.columns import columns_of
from dateline.link.judged import Rulings
from dateline.link.linking import related
from dateline.link.rows import Rows, numbered
from dateline.link.score import ACROSS, Scorer
from dateline.link.stock import Stock
from dateline.link.team import Team, team_of
from dateline.link.telling import Telling
from dateline.link.traits import Traits, traits_of
from dateline.link.within import tellings_of
from dateline.records import Claim, Report
from dateline.store import Store

PLACES = (
    None,
    place("Konna", geonames_id=1, latitude=14.94, longitude=-3.89, precision=1, admin1="Mopti"),
    place("Konna town", geonames_id=1, latitude=14.94, longitude=-3.89, precision=1, admin1="Mopti"),
    place("Gao", geonames_id=2, latitude=16.27, longitude=-0.04, precision=1, admin1="Gao"),
    place("Mopti", precision=4, admin1="Mopti"),
)
PARTIES = (
    (),
    (party("French jets", name="Military of France", id="mil-fra", country="FRA", sector="MIL", head="jets"),),
    (party("rebels", sector="REB", head="rebels"),),
    (party("they"), party("two soldiers", sector="MIL", head="soldiers")),
)
WORDS = (
    "column depot dawn market bridge hospital convoy colonel river school mosque garrison saw Zerbo Ouattarra".split()
)


@st.composite
def worlds(draw: st.DrawFn) -> list[tuple[Report, list[Claim]]]:
    made = []
    for number in range(draw(st.integers(2, 7))):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
        text = f"Jets bombed a {' '.join(words)}.\nRebels attacked {words[0]}, {draw(st.integers(9, 12))}, of Konna. "
        url = draw(st.sampled_from(["one", str(number)]))
        report = make_report(text + str(number), url=url, published=draw(st.sampled_from([None, *DAYS])))
        claims = [make_claim(report, word, **_fields(draw)) for word in ("bombed", "attacked")]
        made.append((report, claims))
    return made


DAYS = ("2013-01-11", "2013-01-12", "2013-01-19", "2013-03-02")


def _fields(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "time": draw(st.sampled_from([None, day("2013-01-10"), day("2013-01-12"), day("2013-01-10", "2013-01-14", 2)])),
        "place": draw(st.sampled_from(PLACES)),
        "figures": draw(st.sampled_from([(), (figure("killed", 11, 11, 11),), (figure("killed", 3, 3, 9),)])),
        "status": draw(st.sampled_from(["asserted", "asserted", "historical", "negated", "future"])),
        "mode": draw(st.sampled_from([None, "aerial", "firearms"])),
        "actors": draw(st.sampled_from(PARTIES)),
        "recipients": draw(st.sampled_from(PARTIES)),
    }


def read(world: list[tuple[Report, list[Claim]]], *, unknown: bool = False) -> tuple[list[Traits], list[Telling]]:
    tellings = [one for report, claims in world for one in tellings_of(report, claims)]
    return [traits_of(report) for report, _ in world[unknown:]], tellings


@settings(max_examples=60, deadline=None)
@given(worlds(), st.booleans())
def test_many_pairs_weigh_what_each_weighs_by_itself(world: list[tuple[Report, list[Claim]]], unknown: bool) -> None:
    traits, tellings = read(world, unknown=unknown)
    alone = Scorer({one.id: one for one in traits})
    bulk = Bulk(Stock.of(columns_of(traits, tellings)))
    pairs = list(combinations(range(len(tellings)), 2))
    lefts, rights = np.array(pairs).T
    expected = [alone.total(tellings[left], tellings[right]) for left, right in pairs]
    assert bulk.totals(lefts, rights).tolist() == expected
    likely = bulk.totals(lefts, rights, above=0.0).tolist()
    assert [max(0.0, one) for one in likely] == [max(0.0, one) for one in expected]


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_many_reports_are_related_as_each_two_are(world: list[tuple[Report, list[Claim]]]) -> None:
    traits, tellings = read(world)
    pairs = list(combinations(range(len(traits)), 2))
    found = Bulk(Stock.of(columns_of(traits, tellings))).related(*np.array(pairs).T)
    assert found.tolist() == [related(traits[left], traits[right]) for left, right in pairs]


def test_every_comparison_has_its_facet() -> None:
    assert FACETS.keys() == ACROSS.keys()


def test_tellings_are_unpacked_again_when_too_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_module, "KEPT", 1)
    report = make_report("Jets bombed a depot. Rebels attacked a school.")
    traits, tellings = read([(report, [make_claim(report, "bombed"), make_claim(report, "attacked", status="future")])])
    bulk = Bulk(Stock.of(columns_of(traits, tellings)))
    assert [bulk.telling(one) for one in (0, 1, 0)] == [tellings[0], tellings[1], tellings[0]]


@given(st.lists(st.dictionaries(st.integers(0, 9), st.integers(1, 9)), min_size=2, max_size=6))
def test_what_sets_share_is_the_sum_over_their_common_items(sets: list[dict[int, int]]) -> None:
    flat = np.array([item for one in sets for item in one], np.int64)
    items, kept, width = numbered(flat)
    weights = np.array([weight for one in sets for weight in one.values()], np.int32)[kept]
    counts = [sum(sum(item in each for each in sets) > 1 for item in one) for one in sets]
    rows = Rows(np.array([0, *np.cumsum(counts)]), items, weights, width)
    lefts, rights = np.array(list(combinations(range(len(sets)), 2))).T
    both = [(sets[left], sets[right]) for left, right in zip(lefts, rights, strict=True)]
    assert rows.shared(lefts, rights).tolist() == [sum(one[item] for item in one.keys() & two) for one, two in both]
    products = [sum(one[item] * two[item] for item in one.keys() & two) for one, two in both]
    assert rows.shared(lefts, rights, squared=True).tolist() == products


def test_stocks_without_anything() -> None:
    batch = Batch.of([], [], Rulings())
    assert batch.groups(batch.edges()) == []


def test_two_processes_link_as_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []

    @contextmanager
    def counted(workers: int) -> Iterator[Team]:
        started.append(workers)
        with team_of(workers) as team:
            yield team

    monkeypatch.setattr(rebuilding, "MUCH", 1)
    monkeypatch.setattr(rebuilding, "AT_ONCE", 2)
    monkeypatch.setattr(rebuilding, "team_of", counted)
    monkeypatch.setattr("dateline.link.batch.PAIRS", 3)
    monkeypatch.setattr("dateline.link.batch.MEMBERS", 2)
    with Store.open(tmp_path / "a.sqlite") as store:
        for number in range(6):
            report = make_report(f"Jets bombed a depot near the bridge.\nRebels attacked. {number}", url=str(number))
            spot, at = PLACES[number % 5], report.text.index("Rebels")
            its_own = spot and spot.model_copy(update={"start": at, "end": at + len(spot.text)})
            claims = [
                make_claim(report, "bombed", place=PLACES[1], time=day("2013-01-10")),
                make_claim(report, "attacked", place=its_own, time=day(f"2013-01-1{number % 3}")),
            ]
            store.add(report, claims)
        linked = []
        for workers in (1, 2):
            pipeline.relink(store, workers=workers)
            linked.append(sorted(store.events(), key=lambda event: event.id))
    assert started == [1, 2]
    assert linked[0] == linked[1]
    assert 1 < len(linked[0]) < 12
