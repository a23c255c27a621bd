"""Which place an event is given."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from stub import make_claim, make_report, place

from dateline.link.mention import Mention
from dateline.link.placing import MAINLY, best_place
from dateline.records import Place

KONNA = place("Konna", admin1="Mopti", geonames_id=1, precision=1)
DOUENTZA = place("Douentza", admin1="Mopti", geonames_id=2, precision=1)
GAO = place("Gao", admin1="Gao", geonames_id=3, precision=1)
MOPTI = place("Mopti", admin1="Mopti", precision=4)
MALI = place("Mali", precision=6)


def mention(where: Place | None, family: str, ground: Place | None = None, scene: Place | None = None) -> Mention:
    report = make_report("Rebels attacked.")
    claim = make_claim(report, "attacked", place=where)
    return Mention(claim, report, family, "2013-01-12", ground, scene, MAINLY)


def chosen(*mentions: Mention) -> str | None:
    found = {best_place(order) for order in itertools.permutations(mentions)}
    (only,) = found  # whatever the order
    return only.name if only else None


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([], None),
        ([MALI, MOPTI, KONNA], "Konna"),
        ([KONNA, KONNA, GAO], "Konna"),
        ([MOPTI, MOPTI, KONNA, GAO], "Konna"),  # who says Mopti speaks for Konna
        ([MOPTI, MOPTI, GAO], "Mopti"),
        ([MALI, MALI], "Mali"),
    ],
)
def test_the_place_that_most_support_as_exactly_as_one_tells_it(given: Sequence[Place], wanted: str | None) -> None:
    assert chosen(*(mention(one, f"r-{number}") for number, one in enumerate(given))) == wanted


def test_a_family_has_one_vote() -> None:
    assert chosen(mention(GAO, "a"), mention(GAO, "a"), mention(KONNA, "b"), mention(KONNA, "c")) == "Konna"


def test_the_place_spoken_of_before_counts_where_a_report_names_none() -> None:
    told = mention(GAO, "a"), mention(KONNA, "b"), mention(None, "c", ground=KONNA)
    assert chosen(*told) == "Konna"
    assert chosen(mention(GAO, "a", ground=KONNA), mention(MALI, "b")) == "Gao"


def test_a_name_that_no_source_has_gives_way_to_a_town_but_not_to_a_country() -> None:
    unknown = place("Qzorbanak", precision=6).model_copy(update={"latitude": None, "longitude": None})
    town = KONNA.model_copy(update={"latitude": 14.9, "longitude": -3.9})
    country = MALI.model_copy(update={"latitude": 17.6, "longitude": -4.0})
    assert chosen(mention(unknown, "a"), mention(unknown, "b"), mention(town, "c")) == "Konna"
    assert chosen(mention(unknown, "a"), mention(unknown, "b"), mention(country, "c")) == "Qzorbanak"


def test_nothing_is_placed_that_no_claim_places() -> None:
    assert chosen(mention(None, "a", ground=KONNA, scene=KONNA)) is None
    assert chosen(mention(GAO, "a"), mention(None, "b", ground=KONNA), mention(None, "c", ground=KONNA)) == "Gao"


def test_words_for_a_place_stand_where_nothing_else_does() -> None:
    market, bridge = (Place(text=words, start=0, end=len(words)) for words in ("the market", "a bridge"))
    told = best_place([mention(market, "a"), mention(bridge, "b"), mention(market, "c")])
    assert told is not None
    assert told.text == "the market"
    assert chosen(mention(market, "a"), mention(market, "b"), mention(MALI, "c")) == "Mali"


def test_where_most_of_a_report_happened_makes_a_wide_place_narrower_and_moves_no_other() -> None:
    assert chosen(mention(MOPTI, "a", scene=DOUENTZA)) == "Douentza"
    assert chosen(mention(GAO, "a", scene=DOUENTZA)) == "Gao"
    assert chosen(mention(MALI, "a", scene=DOUENTZA)) == "Mali"
