from __future__ import annotations

from stub import day, make_claim, make_report, party, place, source

from dateline.link.accord import points_of
from dateline.link.independence import tellers_of
from dateline.link.related import neighbours_of
from dateline.records import Claim, Event, Report, Side, StancedClaim

TELLS = "Rebels attacked the town of {where}, {who} said. Nothing else is known of {where} on {when} from {who}."


def told(where: str, who: str, when: str = "2013-01-12", **fields: object) -> tuple[Report, Claim]:
    report = make_report(TELLS.format(where=where, who=who, when=when), publisher=who, published=when)
    given: dict[str, object] = {"place": place(where, precision=1), "time": day(when), **fields}
    return report, make_claim(report, "attacked", **given)


def verdicts(*pairs: tuple[Report, Claim]) -> dict[str, str]:
    points = points_of([claim for _, claim in pairs], {report.id: report for report, _ in pairs})
    return {point.field: point.verdict for point in points}


def test_two_independent_texts_agree() -> None:
    found = verdicts(told("Gao", "a medic"), told("Gao", "the army's spokesman in the capital"))
    assert found == {"status": "agreed", "time": "agreed", "place": "agreed"}


def test_a_copy_is_no_second_voice() -> None:
    report, claim = told("Gao", "a medic")
    copy = make_report(report.text, url="https://copy.example", copy_of=report.id)
    found = verdicts((report, claim), (copy, make_claim(copy, "attacked", place=claim.place, time=claim.time)))
    assert set(found.values()) == {"single"}


def test_narrow_places_exclude_each_other_and_wide_ones_do_not() -> None:
    gao, konna = told("Gao", "a medic"), told("Konna", "the army's spokesman in the capital")
    assert verdicts(gao, konna)["place"] == "disputed"
    wide = told("Mali", "the army's spokesman in the capital", place=place("Mali", precision=6))
    assert verdicts(gao, wide)["place"] == "single"
    abroad = told("Niger", "the army's spokesman in the capital", place=place("Niger", precision=6, country="NER"))
    assert verdicts(gao, abroad)["place"] == "disputed"


def test_days_that_overlap_do_not_exclude_each_other() -> None:
    saturday = told("Gao", "a medic")
    week = told("Gao", "the army's spokesman in the capital", time=day("2013-01-07", "2013-01-13", 3))
    assert verdicts(saturday, week)["time"] == "single"
    earlier = told("Gao", "the army's spokesman in the capital", time=day("2013-01-10"))
    assert verdicts(saturday, earlier)["time"] == "disputed"


def test_a_denial_is_a_dispute() -> None:
    found = verdicts(told("Gao", "a medic"), told("Gao", "the army's spokesman in the capital", status="negated"))
    assert found["status"] == "disputed"


def test_many_may_have_taken_part() -> None:
    one = told("Gao", "a medic", actors=(party("MUJAO", name="MUJAO"),))
    two = told("Gao", "the army's spokesman in the capital", actors=(party("Ansar Dine", name="Ansar Dine"),))
    assert verdicts(one, two)["actors"] == "single"


def test_tellers_with_voices_of_their_own_come_first() -> None:
    shared, own = source("military", "the army"), source("medical", "a nurse")
    rumour = told("Gao", "a wire", sources=(shared,))
    paper = told("Gao", "the paper of the province in its evening edition", sources=(shared, own))
    ranked = tellers_of([rumour[1], paper[1]], {report.id: report for report, _ in (rumour, paper)})
    assert [teller.original.id for teller in ranked] == [paper[0].id, rumour[0].id]
    assert [(voice.name, voice.shared) for voice in ranked[0].voices] == [("a nurse", False), ("the army", True)]
    assert ranked[0].own == 1
    assert ranked[1].own == 0


def test_copies_stand_with_their_original() -> None:
    report, claim = told("Gao", "a medic")
    copy = make_report(report.text, url="https://copy.example", copy_of=report.id, published="2013-01-11")
    (teller,) = tellers_of([claim, make_claim(copy, "attacked")], {one.id: one for one in (report, copy)})
    assert (teller.original.id, [one.id for one in teller.others]) == (report.id, [copy.id])


def event(name: str, first: str | None, where: str | None, *parties: str, admin1: str = "Gao") -> Event:
    return Event(
        id=f"e-{name}",
        type="assault",
        status="asserted",
        first=first,
        last=first,
        place=place(where, precision=1, admin1=admin1) if where else None,
        sides=tuple(Side(name=one.upper(), id=one, role="actor") for one in parties),
        claims=(StancedClaim(claim_id=f"c-{name}", stance="supports"),),
        reports=1,
        publishers=1,
        independent_sources=1,
        confidence=0.5,
    )


def test_the_nearest_events_come_first_and_far_ones_not_at_all() -> None:
    here = event("here", "2013-01-12", "Gao", "reb-a")
    same_place = event("place", "2013-01-13", "Gao")
    province = event("province", "2013-01-12", "Ansongo")
    by_them = event("them", "2013-01-14", "Konna", "reb-a", admin1="Mopti")
    late = event("late", "2013-02-12", "Gao")
    nothing = event("nothing", "2013-01-14", "Konna", admin1="Mopti")
    found = neighbours_of(here, [nothing, late, by_them, province, same_place, here])
    assert [one.event.id for one in found] == ["e-place", "e-province", "e-them"]
    assert [(one.kind, one.name) for one in found[1].reasons] == [("province", "Gao"), ("day", "2013-01-12")]
    assert [one.days for one in found] == [1, 0, 2]


def test_without_days_a_place_is_enough() -> None:
    (one,) = neighbours_of(event("here", None, "Gao"), [event("there", None, "Gao"), event("none", None, None)])
    assert (one.event.id, one.days) == ("e-there", None)
