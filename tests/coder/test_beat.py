"""The town whose own case a report tells."""

from __future__ import annotations

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text


def where(coder: RuleCoder, text: str, trigger: str) -> str | None:
    claims = coder.code(report_from_text(text, published="2015-06-12"))
    (claim,) = (one for one in claims if one.trigger.text == trigger)
    return claim.place.name if claim.place else None


POLICE = "Two men were seen in Florida, Lakeland police said. They had run from a bank.\n\nA report was written. "


def test_the_police_of_a_town_tell_of_what_happened_there(coder: RuleCoder) -> None:
    assert where(coder, f"{POLICE}A clerk was shot.", "shot") == "Lakeland"
    assert where(coder, "Police in Lakeland, Florida, are on the scene. A clerk was shot.", "shot") == "Lakeland"


def test_unless_another_place_is_named_or_it_was_before(coder: RuleCoder) -> None:
    assert where(coder, f"{POLICE}A clerk was shot in Tampa.", "shot") == "Tampa"
    assert where(coder, f"{POLICE}\n\nOne of them had been arrested twice.", "arrested") != "Lakeland"


def test_nor_where_two_towns_have_their_police_there(coder: RuleCoder) -> None:
    text = f"{POLICE}Tampa police and the mayor came.\n\nThe report was long.\n\nA clerk was shot."
    assert where(coder, text, "shot") is None


def test_a_country_has_no_beat(coder: RuleCoder) -> None:
    assert where(coder, "Police in Mali are on alert.\n\nA teacher was shot.", "shot") is None


def test_a_deed_is_named_by_its_town(coder: RuleCoder) -> None:
    assert where(coder, "Houma shooting leaves 1 dead, 3 injured", "shooting") == "Houma"


def test_a_county_is_narrowed_to_the_one_town_of_it_that_is_named(coder: RuleCoder) -> None:
    county = "Deputies of Tama County, Iowa, were called at noon. A clerk was shot in Tama County."
    assert where(coder, county, "shot") == "Tama County"
    assert where(coder, f"{county}\n\nA vigil was held in Traer.", "shot") == "Traer"
    assert where(coder, f"{county}\n\nA vigil was held in Traer, and one in Toledo, Iowa.", "shot") == "Tama County"
    assert where(coder, f"TRAER, Iowa (AP) - {county}", "shot") == "Traer"
