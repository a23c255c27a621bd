from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stub import day, figure, make_claim, make_report, party, place

from dateline.core.errors import UsageError
from dateline.link import link
from dateline.records import Claim, Judgement
from dateline.review.current import ADDED, history, in_force, standing, standing_claims, standing_events, state_of
from dateline.review.judging import Draft, correct, merge, signed, split
from dateline.review.paths import amended, value_at

REPORT = make_report("Rebels attacked Gao, killing 12.\nPlanes bombed Konna.\nRebels attacked Gao on Thursday.")
GAO = make_claim(
    REPORT,
    "attacked",
    place=place("Gao"),
    time=day("2013-01-10"),
    actors=(party("Rebels", sector="REB"),),
    figures=(figure("killed", 12, 12, 12),),
)
KONNA = make_claim(REPORT, "bombed", mode="aerial", place=place("Konna"), time=day("2013-01-11"))


def said(number: int, action: Any, subject: str = GAO.id, **fields: Any) -> Judgement:
    return Judgement(
        id=f"j-{number}", subject=subject, action=action, author="ann", at=f"2013-01-15T09:00:{number:02}Z", **fields
    )


def test_a_record_nobody_spoke_about_is_unreviewed() -> None:
    found = standing(GAO, [])
    assert (found.record, found.state, found.history) == (GAO, "unreviewed", ())


@pytest.mark.parametrize(
    ("judgements", "state"),
    [
        ([said(1, "confirm")], "confirmed"),
        ([said(1, "reject")], "rejected"),
        ([said(1, "reject"), said(2, "confirm")], "confirmed"),
        ([said(1, "confirm"), said(2, "reject")], "rejected"),
        ([said(1, "correct", field="type", value="protest")], "corrected"),
        ([said(1, "correct", field="type", value="protest"), said(2, "confirm")], "corrected"),
        ([said(1, "reject"), said(2, "undo", reply_to="j-1")], "unreviewed"),
        ([said(1, "reject"), said(2, "undo", reply_to="j-1"), said(3, "undo", reply_to="j-2")], "rejected"),
        ([said(1, "comment", text="Really?")], "unreviewed"),
        ([said(1, "confirm", field=ADDED)], "confirmed"),
        ([said(1, "confirm", field=ADDED), said(2, "undo", reply_to="j-1")], "rejected"),
    ],
)
def test_the_state_is_what_stands(judgements: list[Judgement], state: str) -> None:
    assert state_of(judgements) == state
    assert state_of(reversed(judgements)) == state


def test_corrections_apply_in_order_and_can_be_undone() -> None:
    first = said(1, "correct", field="figures.0.best", value=14)
    second = said(2, "correct", field="figures.0.high", value=20)
    undo = said(3, "undo", reply_to="j-1")
    assert value_at(standing(GAO, [second, first]).record, "figures.0.best") == 14
    after = standing(GAO, [first, second, undo])
    assert (after.record.figures[0].best, after.record.figures[0].high) == (12, 20)
    assert [entry.undone_by for entry in after.history] == [undo, None, None]
    assert after.read == GAO


def test_a_step_of_several_judgements_is_undone_as_one() -> None:
    step = [said(1, "correct", field="type", value="protest"), said(2, "correct", field="mode", reply_to="j-1")]
    assert in_force(step) == step
    assert in_force([*step, said(3, "undo", reply_to="j-1")]) == []
    assert in_force([*step, said(3, "undo", reply_to="j-2")]) == step[:1]
    again = [*step, said(3, "undo", reply_to="j-1"), said(4, "undo", reply_to="j-3")]
    assert in_force(again) == step


def test_the_claims_that_stand_are_corrected_and_without_the_rejected() -> None:
    judgements = [said(1, "reject", KONNA.id), said(2, "correct", field="place.name", value="Ansongo")]
    kept = standing_claims([GAO, KONNA], judgements)
    assert [claim.id for claim in kept] == [GAO.id]
    assert kept[0].place is not None
    assert kept[0].place.name == "Ansongo"


def test_corrected_and_rejected_claims_change_the_event() -> None:
    other = make_report("Rebels attacked Gao, killing 30.", url="https://b.example/1", publisher="B")
    second = make_claim(
        other,
        "attacked",
        place=place("Gao"),
        time=day("2013-01-10"),
        actors=(party("Rebels", sector="REB"),),
        figures=(figure("killed", 30, 30, 30),),
    )

    def tolls(*judgements: Judgement) -> list[tuple[int | None, int | None]]:
        together = said(9, "merge", GAO.id, value=[second.id])
        claims = standing_claims([GAO, second], judgements)
        events = link(claims, [REPORT, other], in_force([*judgements, together]))
        return [(one.low, one.high) for event in events for one in event.figures]

    assert tolls() == [(12, 30)]
    assert tolls(said(1, "reject", second.id)) == [(12, 12)]
    assert tolls(said(1, "correct", second.id, field="figures.0", value=GAO.figures[0].model_dump())) == [(12, 12)]


def test_corrections_of_an_event_outlive_its_id() -> None:
    (event,) = link([GAO], [REPORT])
    toll = {"measure": "killed", "side": event.figures[0].side, "best": 15}
    fixed = said(1, "correct", event.id, field="figures", value=toll)
    renamed = event.model_copy(update={"id": "e-another"})
    for one in (event, renamed):
        (after,) = standing_events([one], [fixed])
        assert [(figure.best, figure.basis.rule) for figure in after.figures] == [(15, "judgement")]
    assert standing_events([event], [fixed, said(2, "undo", event.id, reply_to="j-1")]) == [event]


def test_a_figure_that_no_claim_gave_can_be_added_to_an_event() -> None:
    (event,) = link([KONNA], [REPORT])
    after = amended(event, "figures", {"measure": "wounded", "best": 3})
    assert [(one.measure, one.best, one.basis.claims) for one in after.figures] == [("wounded", 3, ())]


@pytest.mark.parametrize(
    ("path", "value"),
    [("id", "c-1"), ("coder", "x"), ("place.nowhere", 1), ("figures.7.best", 1), ("status", "maybe"), ("place", 3)],
)
def test_what_cannot_be_corrected_is_refused(path: str, value: Any) -> None:
    with pytest.raises(UsageError):
        correct(GAO, path, value)


def test_a_correction_that_changes_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="already"):
        correct(GAO, "type", GAO.type)


def test_a_correction_remembers_what_was_there() -> None:
    assert correct(GAO, "place.name", "Ansongo").previous == "Gao"
    (event,) = link([GAO], [REPORT])
    draft = correct(event, "figures", {"measure": "killed", "side": event.figures[0].side, "best": 1})
    assert isinstance(draft.previous, dict)
    assert draft.previous["best"] == 12


def as_judgements(drafts: list[Draft]) -> list[Judgement]:
    return [signed(draft, author="ann", at=f"2013-01-15T09:00:0{number}Z") for number, draft in enumerate(drafts)]


def test_merging_and_splitting_by_judgement() -> None:
    claims = [GAO, KONNA]
    apart = link(claims, [REPORT])
    assert len(apart) == 2
    merged = as_judgements(merge(apart))
    (one,) = link(claims, [REPORT], merged)
    assert {stanced.claim_id for stanced in one.claims} == {GAO.id, KONNA.id}
    parted = as_judgements(split(one, [KONNA.id]))
    later = [judgement.model_copy(update={"at": "2013-01-16T00:00:00Z"}) for judgement in parted]
    assert len(link(claims, [REPORT], [*merged, *later])) == 2
    with pytest.raises(UsageError):
        split(one, [GAO.id, KONNA.id])
    with pytest.raises(UsageError):
        merge([one, one])


ACTIONS = st.lists(st.tuples(st.sampled_from(["confirm", "reject", "correct", "undo"]), st.integers(0, 6)), max_size=7)


@given(ACTIONS, st.permutations(range(7)))
def test_the_order_of_arrival_does_not_matter(steps: list[tuple[Any, int]], order: list[int]) -> None:
    judgements = [
        said(
            number,
            action,
            reply_to=f"j-{target}" if action == "undo" and target < number else None,
            field="type",
            value=f"kind-{number}",
        )
        for number, (action, target) in enumerate(steps)
    ]
    shuffled = [judgements[number] for number in order if number < len(judgements)]
    assert standing(GAO, judgements) == standing(GAO, shuffled)
    counted = in_force(judgements)
    assert [one for one in history(judgements) if one.undone_by is None and one.judgement.action != "undo"] == [
        entry for entry in history(judgements) if entry.judgement in counted
    ]


def test_a_claim_keeps_what_was_read(  # the record itself is never changed
) -> None:
    before = GAO.model_dump_json()
    standing(GAO, [said(1, "correct", field="type", value="protest")])
    assert before == GAO.model_dump_json()
    assert isinstance(GAO, Claim)
