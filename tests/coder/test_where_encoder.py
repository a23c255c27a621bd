from __future__ import annotations

from dateline.coder.rules import NAME_WITH_ENCODER, RuleCoder
from dateline.ingest import report_from_text


def test_the_encoder_decides_and_the_explanation_says_so(coder: RuleCoder) -> None:
    report = report_from_text("Gunmen killed four policemen in Gao on Friday.", published="2013-01-12")
    notes = [note for one in coder.explain(report) for note in one.notes if note[0] == "place"]
    assert coder.name == NAME_WITH_ENCODER
    assert notes
    assert notes[0][1] == "Gao"
    assert "the encoder marks 'Gao' as the place of 'killed', score 0." in notes[0][2]


def test_its_claims_carry_its_name(coder: RuleCoder) -> None:
    report = report_from_text("Gunmen killed four policemen in Gao on Friday.", published="2013-01-12")
    assert {claim.coder for claim in coder.code(report)} == {NAME_WITH_ENCODER}


def test_a_resident_tells_of_what_happens_where_he_lives(coder: RuleCoder) -> None:
    def places(who: str) -> set[str | None]:
        told = coder.code(report_from_text(f"A {who} in Gao said wounded fighters were arriving on foot."))
        return {claim.place.name for claim in told if claim.place}

    assert places("shopkeeper") == {"Gao"}
    assert places("minister") == set()


def test_a_site_is_read_off_a_preposition_of_place(coder: RuleCoder) -> None:
    def sites(text: str) -> set[str]:
        return {claim.place.text for claim in coder.code(report_from_text(text)) if claim.place}

    assert sites("Two clerks were beaten outside a bakery.") == {"a bakery"}
    assert sites("Guards beat two clerks at the old mill.") == {"the old mill"}
    assert sites("Guards beat two clerks on the ground that they had lied.") == set()


def test_a_place_that_no_gazetteer_has_stands_before_a_name_that_hangs_on_other_words(coder: RuleCoder) -> None:
    text = "Helicopters rocketed an outpost at Wexobin, the defence ministry in Quito said."
    (claim,) = (one for one in coder.code(report_from_text(text)) if one.type == "assault")
    assert claim.place is not None
    assert (claim.place.text, claim.place.name) == ("Wexobin", None)


def test_whom_one_talks_with_is_no_place(coder: RuleCoder) -> None:
    text = "In an interview with Le Monde, the president said that France would not negotiate with the kidnappers."
    assert [claim.place for claim in coder.code(report_from_text(text))] == [None]
    text = "The rebels handed over 12 captured soldiers to the Red Cross."
    (claim,) = coder.code(report_from_text(text))
    assert claim.place is None
    assert [one.low for one in claim.figures] == [12]


def test_where_people_come_from_and_when_it_is_are_no_places(coder: RuleCoder) -> None:
    def places(text: str) -> list[str | None]:
        claims = coder.code(report_from_text(text, published="2020-05-06"))
        return [claim.place.text if claim.place else None for claim in claims]

    assert places("Four peacekeepers from Chad were killed when their base came under mortar fire.") == [None]
    assert places("The group said that it would observe a three-day ceasefire during Eid.") == [None]
    assert places("The army withdrew from Konna.") == ["Konna"]
