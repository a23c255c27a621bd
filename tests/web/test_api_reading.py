"""The reading half of the API: pages, records, streams, counts, what is new."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clients import make_workbench
from fastapi.testclient import TestClient
from stub import day, figure, make_claim, make_report, place

from dateline import pipeline
from dateline.core.errors import UsageError
from dateline.records import Event
from dateline.store import Box, Store
from dateline.store.counters import Pulse
from dateline.web.api.live import Watcher
from dateline.web.paging import cursor_of, key_of
from dateline.web.queries import EventListQuery

API = "/api/v1"
REPORT = make_report(
    "Rebels attacked Gao, killing 12.\nSoldiers marched in Bamako.\nTalks failed.", publisher="Post", headline="War"
)
GAO = make_claim(
    REPORT,
    "attacked",
    place=place("Gao", latitude=16.27, longitude=-0.04, precision=1),
    time=day("2013-01-10"),
    figures=(figure("killed", 12, 12, 12),),
)
BAMAKO = make_claim(REPORT, "marched", type="protest", place=place("Bamako", precision=6), time=day("2013-01-11"))
TALKS = make_claim(REPORT, "failed", type="consult")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("reading") / "a.sqlite") as opened:
        opened.add(REPORT, [GAO, BAMAKO, TALKS])
        pipeline.relink(opened)
        yield opened


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    stranger = make_workbench(store, single_user=True).stranger()
    stranger.headers["X-CSRF-Token"] = stranger.get(f"{API}/me").json()["csrf"]
    return stranger


def answer(client: TestClient, path: str) -> Any:
    found = client.get(API + path)
    assert found.status_code == 200, found.text
    return found.json()


def gao_event(client: TestClient) -> dict[str, Any]:
    event: dict[str, Any] = answer(client, "/events?type=assault")["items"][0]["event"]
    return event


# ---- events


def test_pages_follow_each_other_to_the_end(client: TestClient) -> None:
    first = answer(client, "/events?limit=2")
    assert first["total"] == 3
    rest = answer(client, f"/events?limit=2&cursor={first['next']}")
    assert (rest["total"], rest["next"]) == (None, None)
    ids = [item["event"]["id"] for item in first["items"] + rest["items"]]
    assert len(set(ids)) == 3
    item = answer(client, "/events?sort=-killed")["items"][0]
    assert (item["killed"]["best"], item["state"], item["disputed"]) == (12, "unreviewed", False)


def test_a_record_is_sent_once_and_not_again(client: TestClient) -> None:
    event = gao_event(client)
    for path in (f"/events/{event['id']}", f"/claims/{GAO.id}", f"/reports/{REPORT.id}", "/events", "/map", "/facets"):
        found = client.get(API + path)
        tag = found.headers["ETag"]
        again = client.get(API + path, headers={"If-None-Match": tag})
        assert (again.status_code, again.headers["ETag"], again.content) == (304, tag, b"")
        assert client.get(API + path, headers={"If-None-Match": '"other"'}).content == found.content
    assert answer(client, f"/reports/{REPORT.id}")["text"] == REPORT.text


@pytest.mark.parametrize("path", ["/events/e-none", "/claims/c-none", "/reports/r-none", "/events?cursor=none", "/no"])
def test_what_is_not_there_is_a_problem(client: TestClient, path: str) -> None:
    found = client.get(API + path)
    assert found.status_code == 404
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json()["status"] == 404


@pytest.mark.parametrize(
    "query",
    ["tpye=assault", "since=2013-02-31", "since=1", "limit=0", "limit=501", "sort=name", "box=1,2,3", "precision=8",
     "disputed=yes", "state=good", "min_confidence=2"],
)  # fmt: skip
def test_a_filter_that_is_none_is_refused(client: TestClient, query: str) -> None:
    found = client.get(f"{API}/events?{query}")
    assert found.status_code == 422
    name = query.partition("=")[0]
    assert found.json()["errors"][0]["where"].startswith(f"query.{name}")


def test_a_wrong_method_names_the_right_ones(client: TestClient) -> None:
    found = client.post(f"{API}/digest")
    assert (found.status_code, found.headers["Allow"]) == (405, "GET, PUT")


def test_streams_hold_all_that_the_filter_lets_through(client: TestClient) -> None:
    lines = client.get(f"{API}/events.jsonl?country=MLI")
    assert lines.headers["content-type"] == "application/jsonl"
    events = [Event.model_validate_json(line) for line in lines.text.splitlines()]
    assert [event.type for event in events] == ["assault", "protest"]
    claims = client.get(f"{API}/claims.jsonl").text.splitlines()
    assert [json.loads(line)["id"] for line in claims] == [GAO.id, BAMAKO.id, TALKS.id]
    collection = client.get(f"{API}/events.geojson")
    assert collection.headers["content-type"] == "application/geo+json"
    features = collection.json()["features"]
    assert [one["geometry"] and one["geometry"]["coordinates"] for one in features] == [[-0.04, 16.27], None, None]
    assert features[0]["properties"]["place"]["precision"] == 1
    assert client.get(f"{API}/events.geojson?type=none").json() == {"type": "FeatureCollection", "features": []}
    assert client.get(f"{API}/events.jsonl?type=none").text == ""


# ---- counts


def test_the_overview(client: TestClient) -> None:
    world = answer(client, "/map?zoom=2&view=-10,0,10,20")
    assert [(cell["n"], cell["place"]) for cell in world["cells"]] == [(1, "Gao")]
    assert (world["countries"], world["unplaced"]) == ([{"country": "MLI", "n": 1, "killed": 0}], 1)
    bars = answer(client, "/timeline?unit=month")["bars"]
    assert [(bar["first"], bar["last"], bar["count"]) for bar in bars] == [("2013-01-01", "2013-01-31", 2)]
    facets = answer(client, "/facets?q=talks")
    assert (facets["total"], facets["types"]) == (1, [{"value": "consult", "count": 1}])
    assert answer(client, "/status")["counts"]["events"] == 3


def test_lists_of_claims_and_reports(client: TestClient) -> None:
    event = gao_event(client)
    assert [one["id"] for one in answer(client, f"/claims?event={event['id']}")["items"]] == [GAO.id]
    first = answer(client, "/claims?limit=2")
    assert [one["id"] for one in answer(client, f"/claims?cursor={first['next']}")["items"]] == [TALKS.id]
    (report,) = answer(client, "/reports?q=marched")["items"]
    assert (report["id"], report["claims"], report["arrival"], report["headline"]) == (REPORT.id, 3, 1, "War")
    assert "text" not in report


# ---- what is new


def test_a_digest_begins_where_one_last_looked(client: TestClient) -> None:
    first = answer(client, "/digest")
    assert (first["since"], first["new_count"]) == (None, 0)
    assert client.put(f"{API}/digest", json={"mark": "0.0.0"}).status_code == 204
    news = answer(client, "/digest?limit=2")
    assert (news["since"], news["new_count"], len(news["new_events"]), news["reports"]) == ("0.0.0", 3, 2, 1)
    assert client.put(f"{API}/digest", json={"mark": news["now"]}).status_code == 204
    assert answer(client, "/digest")["new_count"] == 0
    assert answer(client, "/digest?since=0.0.0")["claims"] == 3


def test_news_of_another_process_reaches_every_stream(tmp_path: Path) -> None:
    async def listen(store: Store, other: Store) -> list[Pulse]:
        watcher = Watcher(store, seconds=0.01)
        one, two = watcher.pulses(), watcher.pulses()
        heard = [await anext(one), await anext(two)]
        other.add(REPORT, [GAO])
        heard += [await anext(one), await anext(two)]
        await one.aclose()
        await two.aclose()
        return heard

    with Store.open(tmp_path / "a.sqlite") as store, Store.open(tmp_path / "a.sqlite") as other:
        before = store.pulse()
        heard = asyncio.run(asyncio.wait_for(listen(store, other), 20))
        assert heard == [before, before, other.pulse(), other.pulse()]


# ---- small parts


def test_an_address_is_read_as_people_leave_it() -> None:
    pairs = [("type", "assault"), ("type", "protest"), ("q", ""), ("cols", "x"), ("box", "-1,2,3,4"), ("sort", "place")]
    query = EventListQuery.of(pairs)
    wanted = query.wanted()
    assert (wanted.types, wanted.words, wanted.box, query.sort) == (
        ("assault", "protest"),
        None,
        Box(-1, 2, 3, 4),
        "place",
    )
    with pytest.raises(UsageError, match="since"):
        EventListQuery.of([("since", "yesterday")])


@pytest.mark.parametrize("key", [("2013-01-10", "e-1"), (3, "e-1"), (0.25, "é")])
def test_cursors_come_back_as_they_went(key: tuple[str, ...]) -> None:
    assert key_of(cursor_of(key)) == key
    assert cursor_of(None) is None
    assert key_of(None) is None


# ---- search


def test_a_search_shows_where_in_a_report_the_words_stand(client: TestClient) -> None:
    (found,) = answer(client, "/search?q=soldier")["items"]
    assert found["report"]["id"] == REPORT.id
    assert "text" not in found["report"]
    assert [one["text"] for one in found["snippet"] if one["hit"]] == ["Soldiers"]
    assert "".join(one["text"] for one in found["snippet"]) == REPORT.text.replace("\n", " ")


def test_a_search_finds_nothing_where_nothing_is(client: TestClient) -> None:
    assert answer(client, "/search?q=elephant") == {"items": [], "next": None, "total": None}
    assert answer(client, "/search?q=soldiers&since=2020-01-01")["items"] == []
    assert client.get(f"{API}/search").status_code == 422


# ---- what is near


def test_events_near_another_are_listed_with_the_reason(tmp_path: Path) -> None:
    later_on = make_report("Rebels attacked Gao again.", publisher="Post", published="2013-01-15")
    again = make_claim(later_on, "attacked", place=place("Gao", precision=1), time=day("2013-01-14"))
    with Store.open(tmp_path / "a.sqlite") as store:
        store.add(REPORT, [GAO])
        store.add(later_on, [again])
        pipeline.relink(store)
        bench = make_workbench(store, single_user=True).stranger()
        (related,) = answer(bench, f"/events/{'e' + GAO.id[1:]}/related")
        assert related["event"]["id"] == "e" + again.id[1:]
        assert related["days"] == 4
        assert {"kind": "place", "name": "Gao"} in related["reasons"]
        assert bench.get(f"{API}/events/e-0/related").status_code == 404
