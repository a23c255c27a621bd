"""Looking at a record and its history; judging them is tested over HTTP (`tests/web/test_judgements.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from stub import day, make_claim, make_report, place

from dateline import pipeline
from dateline.core.errors import NotFoundError
from dateline.records import Claim, Event, Judgement
from dateline.review import judging
from dateline.review.people import Role
from dateline.store import Store
from dateline.store.reviewing import Signature

NOW = "2013-01-16T09:00:00.000000Z"
REPORTS = [make_report(f"Rebels attacked Gao on Thursday, said {name}.", publisher=name) for name in ("A", "B")]
CLAIMS = [make_claim(one, "attacked", place=place("Gao"), time=day("2013-01-10")) for one in REPORTS]


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    is_file = request.param == "sqlite"
    opened = Store.open(tmp_path / "a.sqlite") if is_file else request.getfixturevalue("postgres").store()
    with opened:
        for report, claim in zip(REPORTS, CLAIMS, strict=True):
            opened.add(report, [claim])
        pipeline.relink(opened)
        yield opened


@pytest.fixture
def signature(store: Store) -> Signature:
    account = store.people.add_account("ada", Role.EDITOR, password_hash=None, shown="Ada", now=NOW)
    return Signature(account.id, account.name, account.identities[0].id, "Ada")


def judged(store: Store, signature: Signature, *drafts: judging.Draft, **more: str) -> list[Judgement]:
    return store.reviewing.judge(drafts, signature, now=NOW, expected=more)


def test_a_claim_is_seen_with_what_was_said_about_it(store: Store, signature: Signature) -> None:
    claim = CLAIMS[0]
    before = store.reviewing.look(claim.id)
    assert (before.record, before.said, before.state) == (claim, (), "unreviewed")
    made = judged(store, signature, judging.confirm(claim.id), **{claim.id: before.version})
    after = store.reviewing.look(claim.id)
    assert (after.record, list(after.said), after.state) == (claim, made, "confirmed")
    assert after.version == store.reviewing.version(claim.id) == store.reviewing.kept(claim.id).version
    assert after.version != before.version
    assert store.reviewing.look(CLAIMS[1].id).said == ()


def test_an_event_is_seen_with_what_was_said_about_its_claims(store: Store, signature: Signature) -> None:
    (event,) = store.events()
    made = [
        *judged(store, signature, judging.confirm(event.id)),
        *judged(store, signature, judging.confirm(CLAIMS[1].id)),
    ]
    seen = store.reviewing.look(event.id)
    assert (seen.record, list(seen.said), seen.state) == (event, made, "confirmed")


def test_a_state_that_changes_is_kept_once(store: Store, signature: Signature) -> None:
    claim = CLAIMS[0]
    (first,) = judged(store, signature, judging.confirm(claim.id))
    judged(store, signature, judging.undo(first, [claim.id]))
    judged(store, signature, judging.reject(claim.id))
    assert store.reviewing.standing_states([claim.id]) == {claim.id: "rejected"}
    assert store.reviewing.kept(claim.id).state == "rejected"


def test_an_event_is_found_by_the_name_it_had(store: Store, signature: Signature) -> None:
    (event,) = store.events()
    founder = "c" + event.id.removeprefix("e")
    (made,) = judged(store, signature, judging.reject(founder))
    pipeline.relink_around(store, [founder], [made.id])
    (left,) = store.events()
    assert left.id != event.id
    assert store.reviewing.named(event.id) == left.id
    seen = store.reviewing.look(event.id)
    assert isinstance(seen.record, Event)
    assert seen.record == left
    assert store.reviewing.named(founder) == founder, "a rejected claim is a record as before"


@pytest.mark.parametrize("record_id", ["c-0", "e-0", "x-0", ""])
def test_what_is_not_there_is_not_found(store: Store, record_id: str) -> None:
    with pytest.raises(NotFoundError):
        store.reviewing.look(record_id)
    with pytest.raises(NotFoundError):
        store.reviewing.named(record_id)


def test_a_look_is_of_the_right_kind(store: Store) -> None:
    assert isinstance(store.reviewing.look(CLAIMS[0].id).record, Claim)


def test_an_undo_is_about_all_that_it_takes_back(store: Store) -> None:
    here, there = (claim.id for claim in CLAIMS)
    merge = Judgement(id="j-1", subject=here, action="merge", value=[there], author="ada", at="2013-01-16T09:00:00Z")
    undo = Judgement(id="j-2", subject=here, action="undo", reply_to="j-1", author="ada", at="2013-01-16T09:00:01Z")
    for one in (merge, undo):
        store.add_judgement(one)
    assert there in store.reviewing.records_of("j-2")
    with store.linking(write=False) as linkage:
        assert not linkage.rulings([there]).together
