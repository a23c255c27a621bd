from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clients import Workbench, make_workbench
from fastapi.testclient import TestClient
from stub import day, figure, make_claim, make_report, place

from dateline import pipeline
from dateline.store import Store

REPORT = make_report("Rebels attacked Gao, killing 12.\nPlanes bombed Konna.", publisher="A")
ATTACK = make_claim(
    REPORT, "attacked", place=place("Gao"), time=day("2013-01-10"), figures=(figure("killed", 12, 12, 12),)
)
RAID = make_claim(REPORT, "bombed", mode="aerial", place=place("Konna"), time=day("2013-01-11"))


@pytest.fixture(params=["sqlite", "postgresql"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workbench]:
    on_file = request.param == "sqlite"
    store = Store.open(tmp_path / "a.sqlite") if on_file else request.getfixturevalue("postgres").store()
    with store:
        store.add(REPORT, [ATTACK, RAID])
        pipeline.relink(store)
        yield make_workbench(store)


def posted(client: TestClient, path: str, **body: Any) -> Any:
    answer = client.post(f"/api/v1{path}", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def threads(client: TestClient, **wanted: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/api/v1/threads", params=wanted).json()["items"]
    return found


def test_names_that_can_be_mentioned_are_found_by_any_of_their_words(bench: Workbench) -> None:
    ann, admin = bench.client("reader", "ann"), bench.client("admin", "zoë")
    admin.post("/api/v1/accounts/ann/identities", json={"name": "Mali Desk", "kind": "desk"})

    def found(text: str, **more: int) -> list[str]:
        answer = ann.get("/api/v1/mentionable", params={"text": text, **more})
        return [one["name"] for one in answer.json()]

    assert found("") == ["ann", "Mali Desk", "zoë"]
    assert found("de") == ["Mali Desk"]
    assert found("ZOE") == ["zoë"]
    assert found("esk") == []
    assert found("", limit=1) == ["ann"]
    admin.patch("/api/v1/accounts/ann", json={"disabled": True})
    assert [one["name"] for one in admin.get("/api/v1/mentionable").json()] == ["zoë"]


def test_a_discussion_from_question_to_settlement(bench: Workbench) -> None:
    ann, bob = bench.client("reader", "ann"), bench.client("coder", "bob")
    desk = bench.client("admin").post("/api/v1/accounts/bob/identities", json={"name": "Mali Desk", "kind": "desk"})
    quote = {"report_id": REPORT.id, "start": 29, "end": 31}
    asked = posted(ann, f"/records/{ATTACK.id}/comments", text="Is it 12? @bob", quote=quote)
    told = posted(bob, f"/records/{ATTACK.id}/comments", text="Yes.", reply_to=asked["id"], identity=desk.json()["id"])
    assert (told["author"], told["subject"]) == ("Mali Desk", ATTACK.id)
    (thread,) = ann.get(f"/api/v1/records/{ATTACK.id}/threads").json()
    assert [(one["author"], one["text"]) for one in thread["comments"]] == [
        ("ann", "Is it 12? @bob"),
        ("Mali Desk", "Yes."),
    ]
    assert (thread["comments"][0]["quote"]["text"], thread["comments"][0]["mentions"]) == ("12", ["bob"])
    assert [one["id"] for one in threads(bob, resolved=False, mentions="bob")] == [asked["id"]]
    posted(ann, f"/threads/{asked['id']}/resolution", resolved=True)
    assert threads(bob, resolved=False) == []
    posted(bob, f"/threads/{asked['id']}/resolution", resolved=False, text="Not so fast.")
    assert len(threads(bob, resolved=False, author="ann")) == 1


def test_what_is_withdrawn_leaves_a_trace(bench: Workbench) -> None:
    ann, bob = bench.client("reader", "ann"), bench.client("coder", "bob")
    said = posted(ann, f"/records/{REPORT.id}/comments", text="Nonsense!")
    assert bob.post(f"/api/v1/comments/{said['id']}/withdraw", json={}).status_code == 403
    posted(ann, f"/comments/{said['id']}/withdraw", text="I was wrong.")
    (thread,) = ann.get(f"/api/v1/records/{REPORT.id}/threads").json()
    assert (thread["resolved"], thread["comments"][0]["withdrawn_by"]) == (True, "ann")
    assert len(list(bench.store.judgements())) == 2


def test_threads_come_in_pages_by_their_last_word(bench: Workbench) -> None:
    client = bench.client("reader")
    ids = [posted(client, f"/records/{RAID.id}/comments", text=f"Number {number}")["id"] for number in range(5)]
    posted(client, f"/records/{RAID.id}/comments", text="Again", reply_to=ids[0])
    seen: list[str] = []
    cursor: str | None = None
    while cursor is not None or not seen:
        page = client.get("/api/v1/threads", params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert seen == [ids[0], *reversed(ids[1:])]


def test_double_coding_from_the_sample_to_adjudication(bench: Workbench) -> None:
    ann, bob, editor = bench.client("coder", "ann"), bench.client("coder", "bob"), bench.client("editor")
    units = [ATTACK.id, RAID.id]
    made = posted(editor, "/rounds", name="January", coders=["ann", "bob"], machines=["stub/1"], units=units)
    path = f"/rounds/{made['id']}"
    first = ann.get(f"/api/v1{path}/next").json()
    assert (first["unit"], first["trigger"]["text"]) == (ATTACK.id, "attacked")
    assert "assault" not in str(first), "what the machine says is not shown"
    for client, kind in ((ann, "assault"), (bob, "protest")):
        assert client.get(f"/api/v1{path}/agreement").status_code == 403, "blind until done"
        posted(client, f"{path}/codings", unit=ATTACK.id, coding={"type": kind, "killed": 12})
        done = posted(client, f"{path}/codings", unit=RAID.id, coding={"type": "assault", "mode": "aerial"})
        assert (done["done"], done["of"]) == (2, 2)
        again = client.post(f"/api/v1{path}/codings", json={"unit": RAID.id, "coding": {"type": "none"}})
        assert again.status_code == 403, "who has seen the others does not code again"
        assert client.get(f"/api/v1{path}/next").json() is None
    found = ann.get(f"/api/v1{path}/agreement").json()
    alphas = {one["field"]: one["alpha"] for one in found["fields"]}
    assert alphas["type"] == pytest.approx(0.0)
    assert alphas["mode"] == 1
    (type_,) = [one for one in found["disagreements"] if one["field"] == "type"]
    assert type_["values"] == {"ann": "assault", "bob": "protest", "stub/1": "assault"}
    posted(editor, f"{path}/adjudications", unit=ATTACK.id, field="type", value="protest", text="By the codebook.")
    after = ann.get(f"/api/v1{path}/agreement").json()["disagreements"]
    assert [one["settled"] for one in after if one["adjudicated"]] == ["protest"]
    home = bench.store.event_of(ATTACK.id)
    assert home is not None
    assert bench.store.event(home).type == "protest"


def test_who_does_not_code_in_a_round_is_kept_out_of_its_coding(bench: Workbench) -> None:
    editor = bench.client("editor")
    bench.client("coder", "ann")
    made = posted(editor, "/rounds", name="R", coders=["ann", "editor-1"], size=1)
    stranger = bench.client("coder", "eve")
    assert stranger.get(f"/api/v1/rounds/{made['id']}/next").status_code == 403
    coding = {"unit": ATTACK.id, "coding": {"type": "assault"}}
    assert stranger.post(f"/api/v1/rounds/{made['id']}/codings", json=coding).status_code == 403
    for bad in ({"coders": ["ann"]}, {"coders": ["ann", "eve"], "fields": ["colour"]}, {"coders": ["ann", "x"]}):
        assert editor.post("/api/v1/rounds", json={"name": "R", **bad}).status_code in {400, 404}


def test_the_queue_says_why(bench: Workbench) -> None:
    first = bench.client("reader").get("/api/v1/queue").json()[0]
    assert first["score"] == pytest.approx(first["doubt"] * first["weight"], abs=1e-3)
    assert "killed" in {reason["name"] for reason in first["reasons"]}
