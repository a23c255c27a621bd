"""Laws of keeping events in step: any order of arrival, with judgements in between, ends as linking all at once."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from postgres import Postgres
from stub import day, figure, make_claim, make_report, party, place

from dateline import pipeline
from dateline.link import keys
from dateline.records import Claim, Event, Judgement, Report
from dateline.relinking import is_behind
from dateline.review.current import in_force, standing_claims, standing_events
from dateline.store import Store

KONNA = place("Konna", geonames_id=1, latitude=14.94, longitude=-3.89, precision=1, admin1="Mopti")
GAO = place("Gao", geonames_id=2, latitude=16.27, longitude=-0.04, precision=1, admin1="Gao")
FRANCE = party("French jets", name="Military of France", id="mil-fra", country="FRA", sector="MIL")
WORDS = "column depot dawn market bridge hospital convoy colonel river school mosque garrison".split()

Told = list[tuple[Report, list[Claim]]]


@st.composite
def reports_with_claims(draw: st.DrawFn) -> Told:
    made: Told = []
    for number in range(draw(st.integers(2, 8))):
        some = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=6)))
        text = f"Jets bombed a {some} in town.\nRebels attacked the {some} near it. {number}"
        report = make_report(text, published=draw(st.sampled_from(["2013-01-11", "2013-01-13", None])))
        claims = [make_claim(report, word, **_fields(draw)) for word in ("bombed", "attacked")]
        made.append((report, claims[: draw(st.integers(0, 2))]))
    return made


def _fields(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "time": draw(st.sampled_from([None, day("2013-01-10"), day("2013-01-11"), day("2013-01-10", "2013-01-12", 2)])),
        "place": draw(st.sampled_from([None, KONNA, GAO])),
        "figures": draw(st.sampled_from([(), (figure("killed", 11, 11, 11),)])),
        "status": draw(st.sampled_from(["asserted", "asserted", "historical", "negated"])),
        "actors": (FRANCE,),
    }


@st.composite
def judgements(draw: st.DrawFn, told: Told) -> list[Judgement]:
    ids = [claim.id for _, claims in told for claim in claims]
    made: list[Judgement] = []
    for number in range(draw(st.integers(0, 4)) if len(ids) > 1 else 0):
        subject, other = draw(st.permutations(ids))[:2]
        action = draw(st.sampled_from(["merge", "split", "reject", "correct", "undo"]))
        kinds: dict[str, dict[str, Any]] = {
            "merge": {"value": [other]},
            "split": {"value": [other]},
            "correct": {"field": "status", "value": "historical"},
            "undo": {"reply_to": made[-1].id if made else "j-none", "subject": made[-1].subject if made else subject},
        }
        about = kinds.get(action, {})
        at = f"2013-02-01T00:00:0{number}Z"
        made.append(
            Judgement(
                **({"id": f"j-{number}", "subject": subject, "action": action, "author": "ann", "at": at} | about)
            )
        )
    return made


def together(told: Told, said: list[Judgement]) -> list[Event]:
    claims = standing_claims([claim for _, claims in told for claim in claims], said)
    events = pipeline.link(claims, [report for report, _ in told], in_force(said))
    return sorted(standing_events(events, said), key=lambda event: event.id)


def kept(store: Store) -> list[Event]:
    return sorted(store.events(), key=lambda event: event.id)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store: copying it is quicker than making one for every example."""
    path = tmp_path_factory.mktemp("store") / "empty.sqlite"
    Store.open(path).close()
    return path


@settings(max_examples=16, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from([1, 2, 16]), st.sampled_from([0, 400]), st.sampled_from([2, 4, 60]))
def test_any_order_of_arrival_ends_as_linking_all_at_once(
    empty: Path, monkeypatch: pytest.MonkeyPatch, data: st.DataObject, pivots: int, many: int, most: int
) -> None:
    for module in ("batch", "cluster", "partition"):
        monkeypatch.setattr(f"dateline.link.{module}.MOST", most)  # with few, components are parted at weak edges
    monkeypatch.setattr("dateline.link.linking.MANY", many)  # with none, all pairs are weighed together
    for module in ("batch", "incremental"):
        monkeypatch.setattr(f"dateline.link.{module}.PIVOTS", pivots)  # with few, who is compared with whom changes
    told = data.draw(reports_with_claims())
    said = data.draw(judgements(told))
    expected = together(told, said)
    steps: list[Any] = [*data.draw(st.permutations(told))]
    path = empty.with_name("a.sqlite")
    for old in empty.parent.glob("a.sqlite*"):
        old.unlink()
    shutil.copy(empty, path)
    with Store.open(path) as store:
        for report, claims in steps:
            store.add(report, claims)
            pipeline.link_new(store)
        for one in said:
            store.add_judgement(one)
            if data.draw(st.booleans()):
                pipeline.relink_around(store, [one.subject])
        pipeline.link_new(store)
        assert kept(store) == expected
        pipeline.relink(store)
        assert kept(store) == expected


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_judgements_obeyed_one_by_one_in_any_order_end_as_all_at_once(empty: Path, data: st.DataObject) -> None:
    told = data.draw(reports_with_claims())
    said = data.draw(judgements(told))
    path = empty.with_name("b.sqlite")
    for old in empty.parent.glob("b.sqlite*"):
        old.unlink()
    shutil.copy(empty, path)
    with Store.open(path) as store:
        for report, claims in told:
            store.add(report, claims)
        pipeline.relink(store)
        for one in said:
            store.add_judgement(one)
        for one in data.draw(st.permutations(said)):
            with store.linking(write=False) as linkage:
                claim_ids = linkage.claims_of(store.reviewing.records_of(one.id))
            pipeline.relink_around(store, claim_ids, [one.id])
        assert not is_behind(store)
        assert kept(store) == together(told, said)


def test_linking_what_is_new_changes_only_what_it_touches(tmp_path: Path) -> None:
    first = make_report("Jets bombed a depot.", url="1")
    second = make_report("Rebels attacked a school.", url="2")
    with Store.open(tmp_path / "a.sqlite") as store:
        store.add(first, [make_claim(first, "bombed", place=KONNA, time=day("2013-01-10"))])
        pipeline.link_new(store)
        (old,) = store.events()
        store.add(second, [make_claim(second, "attacked", place=GAO, time=day("2013-01-10"))])
        (new,) = pipeline.link_new(store)
        assert {event.id for event in store.events()} == {old.id, new.id}
        assert pipeline.link_new(store) == ()
        assert pipeline.relink_around(store, [one.claim_id for one in new.claims]) == ()


def test_an_event_is_still_found_when_the_claim_that_named_it_is_rejected(tmp_path: Path) -> None:
    report = make_report("Jets bombed a depot near the river.\nThe depot near the river was attacked by jets.")
    claims = [make_claim(report, word, place=KONNA, time=day("2013-01-10")) for word in ("bombed", "attacked")]
    with Store.open(tmp_path / "a.sqlite") as store:
        store.add(report, claims)
        pipeline.link_new(store)
        (event,) = store.events()
        founder = event.claims[0].claim_id
        reject = Judgement(id="j-1", subject=founder, action="reject", author="ann", at="2013-02-01T00:00:00Z")
        store.add_judgement(reject)
        (left,) = pipeline.relink_around(store, [founder])
        assert founder not in {one.claim_id for one in left.claims}
        assert store.event(event.id) == left
        pipeline.relink(store)
        assert store.event(event.id) == left


def test_numbers_of_ids_are_small_enough_for_every_database_and_in_no_order() -> None:
    numbers = [keys.number_of(f"c-{number}") for number in range(1000)]
    assert len(set(numbers)) == 1000
    assert all(0 <= number < 2**63 for number in numbers)
    assert numbers != sorted(numbers)


def test_postgresql_links_as_sqlite_does(tmp_path: Path, postgres: Postgres) -> None:
    made: Told = []
    for number in range(4):
        report = make_report(
            f"Jets bombed a depot near the bridge.\nRebels attacked a school. {number}", url=str(number)
        )
        claims = [make_claim(report, "bombed", place=KONNA, time=day("2013-01-10")), make_claim(report, "attacked")]
        made.append((report, claims))
    linked: list[list[Event]] = []
    for opened in (Store.open(tmp_path / "a.sqlite"), postgres.store()):
        with opened as store:
            for report, claims in made:
                store.add(report, claims)
                pipeline.link_new(store)
            grown = kept(store)
            pipeline.relink(store)
            assert kept(store) == grown
            linked.append(grown)
    assert linked[0] == linked[1] == together(made, [])
