from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stub import day, figure, make_claim, make_report, party, place, source

from dateline.core.ids import stable_id
from dateline.link import link
from dateline.records import Claim, Judgement, Report

FRANCE = party("French jets", name="Military of France", id="mil-fra", country="FRA", sector="MIL")
MALI = party("Malian soldiers", name="Military of Mali", id="mil-mli", country="MLI", sector="MIL")
REBELS = party("rebels", sector="REB", head="rebels")
KONNA = place("Konna", geonames_id=1, latitude=14.94, longitude=-3.89, precision=1, admin1="Mopti")
GAO = place("Gao", geonames_id=2, latitude=16.27, longitude=-0.04, precision=1, admin1="Gao")


def told(text: str, trigger: str, published: str = "2013-01-12", **fields: Any) -> tuple[Report, Claim]:
    about_report = {key: fields.pop(key) for key in ("publisher", "url", "revises", "copy_of") if key in fields}
    report = make_report(text, published=published, **about_report)
    return report, make_claim(report, trigger, **fields)


BOMBED = told(
    "French jets bombed rebels in Konna on Friday.",
    "bombed",
    publisher="Post",
    actors=(FRANCE,),
    recipients=(REBELS,),
    place=KONNA,
    time=day("2013-01-11"),
    mode="aerial",
)
STRUCK = told(
    "Aircraft from France struck a rebel column close to Konna a day earlier, the army said.",
    "struck",
    publisher="Wire",
    actors=(FRANCE,),
    recipients=(REBELS,),
    place=KONNA,
    time=day("2013-01-11"),
    mode="aerial",
)
IN_GAO = told(
    "French jets bombed a camp in Gao on Friday.", "bombed", actors=(FRANCE,), place=GAO, time=day("2013-01-11")
)
PLANNED = told(
    "French jets will bomb rebels in Konna on Friday.",
    "bomb",
    actors=(FRANCE,),
    recipients=(REBELS,),
    place=KONNA,
    time=day("2013-01-11"),
    mode="aerial",
    status="future",
)


def groups(*tellings: tuple[Report, Claim], judgements: tuple[Judgement, ...] = ()) -> list[set[str]]:
    events = link([claim for _, claim in tellings], [report for report, _ in tellings], judgements)
    words = {claim.id: f"{claim.trigger.text} {claim.report_id}" for _, claim in tellings}
    return [{words[claim.claim_id] for claim in event.claims} for event in events]


def test_two_tellings_of_one_event_are_one_event() -> None:
    (event,) = link([BOMBED[1], STRUCK[1]], [BOMBED[0], STRUCK[0]])
    assert (event.type, event.mode, event.status) == ("assault", "aerial", "asserted")
    assert (event.first, event.last, event.date_precision) == ("2013-01-11", "2013-01-11", 1)
    assert event.place == KONNA
    assert (event.reports, event.publishers, event.independent_sources) == (2, 2, 2)
    assert [(side.name, side.role) for side in event.sides] == [
        ("Military of France", "actor"),
        ("rebels", "recipient"),
    ]
    assert event.confidence == 0.75
    assert event.acled is not None
    assert event.acled.sub_event_type == "Air/drone strike"


def test_events_far_apart_or_of_another_day_or_status_stay_apart() -> None:
    later = told(
        "French jets bombed rebels in Konna on Monday.", "bombed", actors=(FRANCE,), place=KONNA, time=day("2013-01-14")
    )
    assert len(groups(BOMBED, IN_GAO, PLANNED, later)) == 4


@pytest.mark.parametrize("status", ["future", "hypothetical"])
def test_what_did_not_happen_is_never_one_with_what_did(status: str) -> None:
    report, claim = BOMBED
    other = make_report(report.text + " ")
    same = claim.model_copy(update={"id": "c-other", "report_id": other.id, "status": status})
    assert len(link([claim, same], [report, other])) == 2


def test_other_types_countries_and_years_stay_apart() -> None:
    abroad = told(STRUCK[0].text, "struck", url="x", place=place("Konna", country="SOM", precision=1))
    moved = told(BOMBED[0].text, "bombed", url="y", type="mobilize", place=KONNA, time=day("2013-01-11"))
    assert len(groups(BOMBED, abroad, moved)) == 3


def test_every_claim_is_in_exactly_one_event() -> None:
    tellings = [BOMBED, STRUCK, IN_GAO, PLANNED]
    events = link([claim for _, claim in tellings], [report for report, _ in tellings])
    members = [claim.claim_id for event in events for claim in event.claims]
    assert sorted(members) == sorted(claim.id for _, claim in tellings)


def test_a_claim_without_its_report_is_linked_all_the_same() -> None:
    assert len(link([BOMBED[1]], [])) == 1


def test_the_id_names_the_first_telling() -> None:
    (event,) = link([STRUCK[1], BOMBED[1]], [BOMBED[0], STRUCK[0]])
    assert event.id in {"e" + claim.id[1:] for claim in (STRUCK[1], BOMBED[1])}
    late = told(
        STRUCK[0].text, "struck", "2013-01-13", url="z", actors=(FRANCE,), place=KONNA, time=day("2013-01-11"),
        mode="aerial", recipients=(REBELS,),
    )  # fmt: skip
    (grown,) = link([late[1], STRUCK[1], BOMBED[1]], [late[0], BOMBED[0], STRUCK[0]])
    assert grown.id == event.id


# ---- laws


@st.composite
def tellings_of_many(draw: st.DrawFn) -> tuple[list[Report], list[Claim]]:
    reports, claims = [], []
    for number in range(draw(st.integers(1, 9))):
        text = draw(st.sampled_from(["Jets bombed Konna again.", "Rebels were bombed at dawn.", "They bombed a camp."]))
        report = make_report(f"{text} {number}", published=draw(st.sampled_from(["2013-01-11", "2013-01-13", None])))
        when = draw(st.sampled_from([None, day("2013-01-10"), day("2013-01-11"), day("2013-01-10", "2013-01-12", 2)]))
        where = draw(st.sampled_from([None, KONNA, GAO, place("Mali", precision=6)]))
        counted = draw(st.sampled_from([(), (figure("killed", 11, 11, 11),), (figure("killed", 101, None, None),)]))
        said = draw(st.sampled_from([(), (source("official"),), (source("rebel"),)]))
        reports.append(report)
        claims.append(
            make_claim(report, "bombed", time=when, place=where, figures=counted, sources=said, actors=(FRANCE,))
        )
    return reports, claims


@settings(max_examples=40, deadline=None)
@given(tellings_of_many(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(made: tuple[list[Report], list[Claim]], chance: Any) -> None:
    reports, claims = made
    expected = link(claims, reports)
    chance.shuffle(reports)
    chance.shuffle(claims)
    assert link(claims, reports) == expected
    for event in expected:
        for one in event.figures:
            known = [value for value in (one.low, one.best, one.high) if value is not None]
            assert known == sorted(known)
            assert set(one.basis.claims) <= {claim.claim_id for claim in event.claims}


# ---- judgements


def judged(action: Any, subject: str, value: Any, at: str = "2013-02-01T00:00:00Z", **fields: Any) -> Judgement:
    name = stable_id("j", action, subject, at)
    return Judgement(id=name, subject=subject, action=action, value=value, author="ann", at=at, **fields)


def test_people_can_merge_and_split_and_take_it_back() -> None:
    pair = [BOMBED[1].id, STRUCK[1].id]
    split = judged("split", "e" + pair[0][1:], [pair[1]])
    assert len(groups(BOMBED, STRUCK, judgements=(split,))) == 2
    again = judged("merge", pair[0], [pair[1]], at="2013-02-02T00:00:00Z")
    assert len(groups(BOMBED, STRUCK, judgements=(again, split))) == 1
    undo = judged("undo", split.id, None, at="2013-02-03T00:00:00Z")
    assert len(groups(BOMBED, STRUCK, judgements=(split, undo))) == 1
    forced = judged("merge", BOMBED[1].id, IN_GAO[1].id)
    assert len(groups(BOMBED, IN_GAO, judgements=(forced,))) == 1


# ---- copies and counts


WIRE = "Fighting over the town of Konna killed many soldiers on Thursday, officers said, as the army fled to the south."


def toll(text: str, published: str, best: int, kind: Any, **fields: Any) -> tuple[Report, Claim]:
    counted = (figure("killed", best, best, best, of="soldiers"),)
    soldiers = party("soldiers", sector="MIL", head="soldiers")
    return told(
        text, "killed", published, figures=counted, sources=(source(kind),), recipients=(soldiers,), place=KONNA,
        time=day("2013-01-10"), **fields,
    )  # fmt: skip


def test_copies_and_versions_are_one_source() -> None:
    first = toll(WIRE, "2013-01-11", 9, "military", publisher="Wire", url="w")
    copy = toll("ADVERT. " + WIRE, "2013-01-11", 9, "military", publisher="Daily", url="d")
    version = toll(
        WIRE.replace("many", "11"), "2013-01-12", 11, "military", publisher="Wire", url="w2", revises=first[0].id
    )
    tellings = [first, copy, version]
    (event,) = link([claim for _, claim in tellings], [report for report, _ in tellings])
    assert (event.reports, event.publishers, event.independent_sources) == (3, 2, 1)
    assert event.confidence == 0.5
    stances = {claim.claim_id: claim.stance for claim in event.claims}
    assert stances == {first[1].id: "disputes", copy[1].id: "disputes", version[1].id: "updates"}


def test_the_best_count_is_the_most_authoritative_and_nothing_is_lost() -> None:
    officials = toll("The ministry said 11 soldiers were killed in Konna.", "2013-01-11", 11, "official")
    rebels = toll("The rebels claim that they killed 60 in Konna.", "2013-01-12", 60, "rebel")
    nurse = toll("A nurse said that 14 of the killed soldiers lay in Konna.", "2013-01-11", 14, "medical")
    tellings = [officials, rebels, nurse]
    (event,) = link([claim for _, claim in tellings], [report for report, _ in tellings])
    (killed,) = event.figures
    assert (killed.measure, killed.low, killed.best, killed.high) == ("killed", 11, 14, 60)
    assert "medical" in killed.basis.rule
    assert set(killed.basis.claims) == {claim.id for _, claim in tellings}
    assert {claim.stance for claim in event.claims if claim.claim_id != nurse[1].id} == {"disputes"}


def test_more_than_a_hundred_leaves_best_and_high_open() -> None:
    _, claim = told(WIRE, "killed", figures=(figure("killed", 101, None, None),), place=KONNA)
    (event,) = link([claim], [])
    (killed,) = event.figures
    assert (killed.low, killed.best, killed.high) == (101, None, None)


def test_general_words_for_a_side_give_way_to_its_name() -> None:
    report = make_report("11 soldiers were killed. The army said that 11 were killed.")
    soldiers, army = party("11 soldiers", sector="MIL", head="soldiers"), MALI
    one = make_claim(
        report, "killed", recipients=(soldiers,), figures=(figure("killed", 11, 11, 11, of="11 soldiers"),)
    )
    other = one.model_copy(
        update={"id": "c-z", "recipients": (army,), "figures": (figure("killed", 11, 11, 11, of="Malian soldiers"),)}
    )
    merge = judged("merge", one.id, [other.id])
    (event,) = link([one, other], [report], [merge])
    assert [(killed.side, killed.best) for killed in event.figures] == [("Military of Mali", 11)]
    assert [side.name for side in event.sides] == ["Military of Mali"]
