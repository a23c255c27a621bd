from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clients import Workbench, copied, etag, make_workbench
from fastapi.testclient import TestClient
from postgres import Postgres
from stub import day, figure, make_claim, make_report, party, place

from dateline import pipeline
from dateline.records import Claim, Event, Report
from dateline.store import Store

TOLD = "{who} attacked Gao on Thursday, killing {toll} soldiers.\nPlanes bombed Konna."


def report(name: str, toll: int) -> Report:
    return make_report(
        TOLD.format(who="Rebels", toll=toll), url=f"https://{name}.example/1", publisher=name, published="2013-01-12"
    )


A, B = report("a", 12), report("b", 30)


def attack(one: Report, toll: int) -> Claim:
    return make_claim(
        one,
        "attacked",
        actors=(party("Rebels", name="MUJAO", id="reb-mujao", sector="REB"),),
        place=place("Gao", precision=1, geonames_id=1),
        time=day("2013-01-10"),
        figures=(figure("killed", toll, toll, toll),),
    )


def raid(one: Report) -> Claim:
    return make_claim(one, "bombed", mode="aerial", place=place("Konna", precision=1), time=day("2013-01-11"))


ATTACK_A, ATTACK_B, RAID = attack(A, 12), attack(B, 30), raid(A)


def filled(store: Store) -> None:
    store.add(A, [ATTACK_A, RAID])
    store.add(B, [ATTACK_B])
    pipeline.relink(store)


@pytest.fixture(scope="module")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("judgements") / "template.sqlite"
    with Store.open(path) as store:
        filled(store)
    return path


@pytest.fixture(scope="module")
def postgres_template(postgres: Postgres) -> str:
    name = postgres.new()
    with Store.open(postgres.url(name)) as store:
        filled(store)
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workbench]:
    if request.param == "sqlite":
        store = copied(request.getfixturevalue("sqlite_template"), tmp_path / "a.sqlite")
    else:
        store = request.getfixturevalue("postgres").store(request.getfixturevalue("postgres_template"))
    with store:
        yield make_workbench(store)


def event_of(bench: Workbench, claim: Claim) -> Event:
    found = bench.store.event_of(claim.id)
    assert found is not None
    return bench.store.event(found)


def said(client: TestClient, path: str, tag: str | None = None, **body: Any) -> Any:
    headers = {"If-Match": tag} if tag else {}
    answer = client.post(f"/api/v1{path}", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


def judge(client: TestClient, record_id: str, verb: str, **body: Any) -> Any:
    return said(client, f"/records/{record_id}/{verb}", etag(client, record_id), **body)


def toll(event: Event) -> tuple[int | None, int | None, int | None]:
    found = event.toll("killed")
    assert found is not None
    return (found.low, found.best, found.high)


def test_confirming(bench: Workbench) -> None:
    client = bench.client("coder")
    done = judge(client, ATTACK_A.id, "confirm", text="As printed.")
    (one,) = done["judgements"]
    assert (one["action"], one["author"], one["text"]) == ("confirm", "coder-1", "As printed.")
    found = client.get(f"/api/v1/records/{ATTACK_A.id}/history").json()
    assert (found["state"], found["version"]) == ("confirmed", done["version"])
    assert client.get(f"/api/v1/judgements/{one['id']}").json() == one


def test_correcting_a_claim_changes_its_event(bench: Workbench) -> None:
    client = bench.client("coder")
    assert toll(event_of(bench, ATTACK_A))[2] == 30
    done = judge(client, ATTACK_B.id, "corrections", values={"figures.0": {"measure": "killed", "low": 13, "best": 13}})
    assert [one["field"] for one in done["judgements"]] == ["figures.0"]
    assert event_of(bench, ATTACK_A).id in done["events"]
    assert toll(event_of(bench, ATTACK_A))[2] == 13
    assert bench.store.claim(ATTACK_B.id) == ATTACK_B, "what was read is kept"


def test_rejecting_a_claim_takes_it_out_of_its_event_and_undoing_puts_it_back(bench: Workbench) -> None:
    client = bench.client("coder")
    before = event_of(bench, ATTACK_A)
    done = judge(client, ATTACK_B.id, "reject")
    assert bench.store.event_of(ATTACK_B.id) is None
    assert toll(event_of(bench, ATTACK_A))[2] == 12
    said(client, f"/judgements/{done['judgements'][0]['id']}/undo")
    assert event_of(bench, ATTACK_A) == before


def test_correcting_the_toll_of_an_event(bench: Workbench) -> None:
    client = bench.client("coder")
    event = event_of(bench, ATTACK_A)
    side = next(one.side for one in event.figures if one.measure == "killed")
    value = {"measure": "killed", "side": side, "low": 14, "best": 15, "high": 16}
    done = judge(client, event.id, "corrections", values={"figures": value})
    assert done["judgements"][0]["previous"]["high"] == 30
    after = event_of(bench, ATTACK_A)
    assert toll(after) == (14, 15, 16)
    judge(client, ATTACK_B.id, "reject")
    assert toll(event_of(bench, ATTACK_A)) == (14, 15, 16), "it stands whatever is linked anew"
    said(client, f"/judgements/{done['judgements'][0]['id']}/undo")
    assert toll(event_of(bench, ATTACK_A))[1] == 12


def test_a_type_takes_its_mode_along_and_both_are_undone_as_one(bench: Workbench) -> None:
    client = bench.client("coder")
    done = judge(client, RAID.id, "corrections", values={"type": "protest"})
    assert [(one["field"], one["value"]) for one in done["judgements"]] == [("type", "protest"), ("mode", None)]
    assert (event_of(bench, RAID).type, event_of(bench, RAID).mode) == ("protest", None)
    said(client, f"/judgements/{done['judgements'][0]['id']}/undo")
    assert (event_of(bench, RAID).type, event_of(bench, RAID).mode) == ("assault", "aerial")


def test_merging_splitting_and_undoing(bench: Workbench) -> None:
    client = bench.client("editor")
    left, right = event_of(bench, ATTACK_A), event_of(bench, RAID)
    done = said(client, "/merges", events=[left.id, right.id], text="One operation.")
    merged = event_of(bench, RAID)
    assert {one.claim_id for one in merged.claims} == {ATTACK_A.id, ATTACK_B.id, RAID.id}
    assert merged.id in done["events"]
    for record_id in (left.id, right.id):
        entries = client.get(f"/api/v1/records/{record_id}/history").json()["entries"]
        assert [entry["judgement"]["action"] for entry in entries] == ["merge"]
    split = said(client, f"/events/{merged.id}/split", etag(client, merged.id), claims=[RAID.id])
    assert event_of(bench, RAID).id != event_of(bench, ATTACK_A).id
    said(client, f"/judgements/{split['judgements'][0]['id']}/undo")
    assert event_of(bench, RAID).id == event_of(bench, ATTACK_A).id
    said(client, f"/judgements/{done['judgements'][0]['id']}/undo")
    assert event_of(bench, RAID) == right


def test_splitting_off_what_the_linker_put_together(bench: Workbench) -> None:
    client = bench.client("editor")
    event = event_of(bench, ATTACK_A)
    said(client, f"/events/{event.id}/split", etag(client, event.id), claims=[ATTACK_B.id])
    assert event_of(bench, ATTACK_A).id != event_of(bench, ATTACK_B).id
    assert toll(event_of(bench, ATTACK_A)) == (12, 12, 12)


def test_adding_a_missed_claim_and_taking_it_back(bench: Workbench) -> None:
    client = bench.client("coder")
    start = A.text.index("killing")
    body: dict[str, Any] = {
        "trigger": {"start": start, "end": start + 7},
        "type": "assault",
        "values": {"mode": "firearms"},
    }
    done = said(client, f"/reports/{A.id}/claims", **body)
    claim = done["claim"]
    assert (claim["coder"], claim["trigger"]["text"], claim["confidence"]) == ("human:coder-1", "killing", 1.0)
    assert bench.store.event_of(claim["id"]) in done["events"]
    assert client.post(f"/api/v1/reports/{A.id}/claims", json=body).status_code == 400
    history = client.get(f"/api/v1/records/{claim['id']}/history").json()
    assert history["state"] == "confirmed"
    said(client, f"/judgements/{done['judgements'][0]['id']}/undo")
    assert bench.store.event_of(claim["id"]) is None
    assert client.get(f"/api/v1/records/{claim['id']}/history").json()["state"] == "rejected"


def test_rejecting_an_event_marks_it_and_keeps_it(bench: Workbench) -> None:
    client = bench.client("coder")
    event = event_of(bench, RAID)
    judge(client, event.id, "reject", text="An exercise.")
    assert bench.store.event(event.id) == event
    assert client.get(f"/api/v1/records/{event.id}/history").json()["state"] == "rejected"
    assert event.id not in [one["event"]["id"] for one in client.get("/api/v1/queue").json()]


# ---- several at one record


def test_who_comes_second_is_told_what_happened(bench: Workbench) -> None:
    ann, bob = bench.client("coder", "ann"), bench.client("coder", "bob")
    seen = etag(ann, ATTACK_A.id)
    judge(bob, ATTACK_A.id, "corrections", values={"place.name": "Ansongo"})
    answer = ann.post(
        f"/api/v1/records/{ATTACK_A.id}/corrections",
        json={"values": {"place.name": "Bourem"}},
        headers={"If-Match": seen},
    )
    assert answer.status_code == 412
    problem = answer.json()
    assert "bob" in problem["detail"]
    assert [(one["author"], one["value"]) for one in problem["conflict"]["since"]] == [("bob", "Ansongo")]
    assert answer.headers["ETag"] == f'"{problem["conflict"]["version"]}"' == etag(ann, ATTACK_A.id)
    assert len(list(bench.store.judgements())) == 1


def test_a_comment_stands_in_nobodys_way(bench: Workbench) -> None:
    client = bench.client("coder")
    seen = etag(client, ATTACK_A.id)
    comment = said(client, f"/records/{ATTACK_A.id}/comments", text="Is this right?")
    said(client, f"/comments/{comment['id']}/withdraw")
    assert etag(client, ATTACK_A.id) == seen
    assert client.get(f"/api/v1/records/{ATTACK_A.id}/history").json()["state"] == "unreviewed"


def test_an_event_that_was_linked_anew_is_another_version(bench: Workbench) -> None:
    client = bench.client("coder")
    event = event_of(bench, ATTACK_A)
    seen = etag(client, event.id)
    judge(client, ATTACK_B.id, "corrections", values={"figures.0.high": 40})
    answer = client.post(f"/api/v1/records/{event.id}/confirm", json={}, headers={"If-Match": seen})
    assert answer.status_code == 412
    assert "its claims changed" in answer.json()["detail"]


def test_a_merge_is_refused_when_one_of_the_events_changed(bench: Workbench) -> None:
    client = bench.client("editor")
    events = [event_of(bench, ATTACK_A).id, event_of(bench, RAID).id]
    versions = {one: etag(client, one).strip('"') for one in events}
    judge(client, events[1], "confirm")
    answer = client.post("/api/v1/merges", json={"events": events, "versions": versions})
    assert answer.status_code == 412


def test_a_write_without_a_version_is_refused(bench: Workbench) -> None:
    client = bench.client("coder")
    assert client.post(f"/api/v1/records/{RAID.id}/confirm", json={}).status_code == 422
    assert said(client, f"/records/{RAID.id}/confirm", "*")


def test_what_is_sent_twice_is_done_once(bench: Workbench) -> None:
    client = bench.client("coder")
    seen = etag(client, RAID.id)
    headers = {"If-Match": seen, "Idempotency-Key": "k-1"}
    answers = [client.post(f"/api/v1/records/{RAID.id}/confirm", json={}, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["judgements"] == answers[1].json()["judgements"]
    assert len(list(bench.store.judgements())) == 1
    other = bench.client("editor").post(f"/api/v1/records/{RAID.id}/confirm", json={}, headers=headers)
    assert other.status_code == 412, "another's key is another's"


# ---- who may


def test_one_undoes_ones_own_and_an_editor_anybodys(bench: Workbench) -> None:
    ann, bob = bench.client("coder", "ann"), bench.client("coder", "bob")
    done = judge(ann, RAID.id, "confirm")
    path = f"/api/v1/judgements/{done['judgements'][0]['id']}/undo"
    assert bob.post(path, json={}).status_code == 403
    assert bench.client("editor").post(path, json={}).status_code == 201
    assert ann.post(path, json={}).status_code == 400, "already"


def test_one_speaks_under_the_identity_that_one_names(bench: Workbench) -> None:
    client = bench.client("coder")
    own = client.post("/api/v1/me/identities", json={"name": "Ann Lee"}).json()["id"]
    done = judge(client, RAID.id, "confirm", identity=own)
    assert done["judgements"][0]["author"] == "Ann Lee"
    (line,) = [one for one in bench.store.people.audit_log() if one.action == "confirm"]
    assert (line.account, line.detail) == ("coder-1", {"judgement": done["judgements"][0]["id"]})
    stolen = bench.client("coder", "bob").post(
        f"/api/v1/records/{RAID.id}/confirm", json={"identity": own}, headers={"If-Match": "*"}
    )
    assert stolen.status_code == 403


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/records/c-none/confirm", {}),
        ("/records/e-none/reject", {}),
        ("/records/x/confirm", {}),
        ("/reports/r-none/claims", {"trigger": {"start": 0, "end": 1}, "type": "assault"}),
        ("/judgements/j-none/undo", {}),
        ("/events/e-none/split", {"claims": ["c-1"]}),
    ],
)
def test_what_is_not_there_is_not_found(bench: Workbench, path: str, body: dict[str, Any]) -> None:
    answer = bench.client("editor").post(f"/api/v1{path}", json=body, headers={"If-Match": "*"})
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_value_that_does_not_fit_says_why(bench: Workbench) -> None:
    client = bench.client("coder")
    answer = client.post(
        f"/api/v1/records/{RAID.id}/corrections", json={"values": {"type": "party"}}, headers={"If-Match": "*"}
    )
    assert answer.status_code == 400
    assert "protest" in answer.json()["hint"]


def test_suggestions(bench: Workbench) -> None:
    client = bench.client("reader")
    found = client.get("/api/v1/suggestions", params={"field": "mode", "record_id": RAID.id, "text": "aer"}).json()
    assert [one["value"] for one in found] == ["aerial"]
