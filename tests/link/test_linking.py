"""Laws of linking: what one report tells, and events that do not depend on how reports came in."""

from __future__ import annotations

from datetime import date

import pytest
from stub import day, figure, make_claim, make_report, party, place, source

from dateline.core.errors import NotFoundError
from dateline.link.acts import load_acts
from dateline.link.disputes import disputes_of
from dateline.link.hierarchy import relations_of
from dateline.link.linker import Linking, link
from dateline.link.score import kinship
from dateline.link.traits import packed, traits_of, unpacked

KONNA = place("Konna", precision=1, geonames_id=1, latitude=14.95, longitude=-3.9)
TEXT = "Rebels attacked Konna on Thursday.\nEleven soldiers were killed.\nIn Gao, traders closed their shops on Sunday."
REPORT = make_report(TEXT, url="one")
ATTACKED = make_claim(REPORT, "attacked", actors=(party("Rebels", sector="REB"),), place=KONNA, time=day("2013-01-10"))
KILLED = make_claim(
    REPORT, "killed", recipients=(party("soldiers", sector="MIL"),), figures=(figure("killed", 11, 11, 11, "soldiers"),)
)


def test_a_raid_and_its_dead_in_the_next_sentence_are_one_telling() -> None:
    (telling,) = Linking([KILLED, ATTACKED], [REPORT]).tellings
    assert telling.members == (ATTACKED.id, KILLED.id)
    assert telling.share == 1.0
    assert [spot.name for spot in telling.spots] == ["Konna"]
    assert telling.spans == ((date(2013, 1, 10).toordinal(),) * 2,)


def test_taking_a_town_and_taking_it_back_are_two_events() -> None:
    report = make_report("Rebels captured Konna on Thursday. The army retook Konna on Thursday night.")
    taken = make_claim(report, "captured", place=KONNA, time=day("2013-01-10"))
    retaken = make_claim(report, "retook", place=KONNA, time=day("2013-01-10"))
    assert len(link([taken, retaken], [report])) == 2
    assert load_acts().of(taken) == "take"
    assert load_acts().of(retaken) == "retake"


def test_adding_one_by_one_ends_as_adding_all_at_once() -> None:
    reports, claims = [], []
    for number in range(4):
        report = make_report(f"{TEXT} Report {number}.", url=str(number), published=f"2013-01-1{number}")
        reports.append(report)
        claims += [make_claim(report, "attacked", place=KONNA), make_claim(report, "killed")]
    batch = link(claims, reports)
    for number in range(1, 5):
        grown = link(claims[-2 * number :], reports[-number:])
    assert grown == batch


def test_what_kept_two_claims_apart_is_told() -> None:
    linking = Linking([KILLED, ATTACKED], [REPORT])
    assert {one.name for one in linking.compare_claims(KILLED.id, ATTACKED.id).evidence} >= {"act", "time", "distance"}
    with pytest.raises(NotFoundError):
        linking.compare_claims(KILLED.id, "c-none")


def test_sources_that_exclude_each_other_are_disputes() -> None:
    other = make_report("A resident counted 30 killed soldiers in Konna.", url="two")
    more = make_claim(
        other, "killed", recipients=(party("soldiers", sector="MIL"),),
        figures=(figure("killed", 30, 30, 30, "soldiers"),), place=KONNA,
    )  # fmt: skip
    events = link([KILLED, more], [REPORT, other])
    found = disputes_of(events[0], [KILLED, more], {REPORT.id: REPORT, other.id: other})
    assert [(one.measure, one.spread) for one in found] == [("killed", 19)]
    assert disputes_of(events[0], [KILLED], {REPORT.id: REPORT}) == ()


def test_likeness_of_reports() -> None:
    texts = [
        "Sumner fired at Perrin near the mill.",
        "Perrin was hit near the mill by Sumner.",
        "Rain is due on Friday.",
    ]
    one, two, three = (traits_of(make_report(text)) for text in texts)
    assert kinship(one, two).likeness == kinship(two, one).likeness > kinship(one, three).likeness
    assert kinship(one, one).likeness == pytest.approx(1.0, abs=1e-3)
    assert kinship(one, two).support < 1.0
    assert unpacked(packed(one)) == one


# ---- denials and parts


def test_what_some_deny_is_one_event_with_a_dispute() -> None:
    hostage = party("the hostage", head="hostage", sector="CVL")
    said = make_report("The hostage Allex was killed in the raid on Konna, Paris said.", url="said")
    denied = make_report("The hostage Allex was not killed in the raid on Konna, the rebels said.", url="denied")
    when = {"place": KONNA, "time": day("2013-01-12"), "recipients": (hostage,)}
    one = make_claim(said, "killed", sources=(source("official", "Paris"),), **when)
    other = make_claim(denied, "killed", status="negated", sources=(source("rebel", "the rebels"),), **when)
    (event,) = link([one, other], [said, denied])
    assert event.status == "asserted"
    assert {claim.claim_id: claim.stance for claim in event.claims} == {one.id: "supports", other.id: "disputes"}
    (dispute,) = disputes_of(event, [one, other], {said.id: said, denied.id: denied})
    assert (dispute.measure, dispute.side) == ("happened", "hostage")
    assert {account.sources: account.best for account in dispute.accounts} == {("Paris",): 1, ("the rebels",): 0}


def test_background_joins_the_old_event() -> None:
    old = make_report("Rebels attacked the Konna garrison on 10 January; the garrison at Konna fell.", url="old")
    new = make_report(
        "The garrison fell again, months after rebels attacked the garrison at Konna.",
        url="new",
        published="2013-05-02",
    )
    when = {"place": KONNA, "time": day("2013-01-10"), "actors": (party("Rebels", sector="REB", head="rebels"),)}
    then, again = make_claim(old, "attacked", **when), make_claim(new, "attacked", status="historical", **when)
    (event,) = link([then, again], [old, new])
    assert (event.status, event.reports) == ("asserted", 2)


def test_a_raid_in_an_offensive_is_related_and_not_merged() -> None:
    army = (party("the army", name="Army", sector="MIL"),)
    region = place("Mopti", precision=4, admin1="Mopti", geonames_id=9)
    offensive = make_report("The army attacked all over Mopti from Monday to Sunday.", url="o")
    raid = make_report("The army raided a camp near Konna on Thursday.", url="r")
    konna = KONNA.model_copy(update={"admin1": "Mopti"})
    claims = [
        make_claim(offensive, "attacked", place=region, time=day("2013-01-07", "2013-01-13", 3), actors=army),
        make_claim(raid, "raided", place=konna, time=day("2013-01-10"), actors=army),
    ]
    events = {event.date_precision: event for event in link(claims, [offensive, raid])}
    large, small = events[3], events[1]
    assert [(one.kind, one.other.id) for one in relations_of(small, [large, small])] == [("part_of", large.id)]
    assert [(one.kind, one.other.id) for one in relations_of(large, [large, small])] == [("has_part", small.id)]
    elsewhere = small.model_copy(update={"id": "e-other", "place": place("Gao", admin1="Gao", precision=1)})
    assert relations_of(large, [elsewhere]) == ()
