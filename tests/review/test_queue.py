from __future__ import annotations

from typing import Any

from dateline.records import Event, EventFigure, StancedClaim
from dateline.records.event import Basis
from dateline.review.queue import rank, ranked


def event(number: int = 1, killed: int | None = None, claims: int = 1, **fields: Any) -> Event:
    figures = (
        (EventFigure(measure="killed", best=killed, basis=Basis(rule="latest", claims=("c-1",))),) if killed else ()
    )
    told = tuple(StancedClaim(claim_id=f"c-{number}-{one}", stance="supports") for one in range(claims))
    defaults = {"type": "assault", "status": "asserted", "first": "2013-01-10", "confidence": 0.8}
    counts = {"reports": claims, "publishers": claims, "independent_sources": 2}
    return Event.model_validate({"id": f"e-{number}", "claims": told, "figures": figures} | defaults | counts | fields)


def test_doubt_and_weight_both_raise_the_score() -> None:
    plain = rank(event())
    assert rank(event(confidence=0.3)).score > plain.score
    assert rank(event(killed=100)).score > plain.score
    assert rank(event(claims=9)).score > plain.score
    assert rank(event(independent_sources=1)).score > plain.score
    assert rank(event(first=None)).score > plain.score


def test_what_somebody_looked_at_comes_later_and_what_is_no_event_not_at_all() -> None:
    one = event(killed=20)
    assert rank(one, "confirmed").score < rank(one, "corrected").score < rank(one).score
    assert ranked([one], {one.id: "rejected"}) == []


def test_an_open_thread_brings_a_settled_event_back() -> None:
    one = event()
    assert rank(one, "confirmed", open_threads=1).score > rank(one).score


def test_the_reasons_are_those_of_the_score() -> None:
    found = rank(event(killed=99, claims=10, place=None, independent_sources=1))
    names = {reason.name: reason for reason in found.reasons}
    assert set(names) == {"confidence", "one_source", "no_place", "killed", "claims"}
    assert names["killed"].adds == 2
    assert found.weight == 1 + 2 + 0.5
    assert found.score == round(found.doubt * found.weight, 4)


def test_the_queue_is_in_order_whatever_order_it_came_in() -> None:
    events = [event(number, killed=number * 7 % 5 or None) for number in range(8)]
    assert ranked(events, {}) == ranked(reversed(events), {})
    scores = [one.score for one in ranked(events, {})]
    assert scores == sorted(scores, reverse=True)
