from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.syntax.casing import Recaser, is_upper, load_recaser

COMMON = {"the", "rebel", "attacked", "a", "police", "station", "in", "yesterday", "two", "officers", "were", "killed"}
recase = Recaser(
    dict.fromkeys(COMMON, "l") | dict.fromkeys(("san", "lima", "miguel"), "t") | dict.fromkeys(("fmln",), "u")
)


def test_names_acronyms_and_sentence_starts_keep_their_capitals() -> None:
    text = "THE FMLN REBELS ATTACKED A POLICE STATION IN LIMA YESTERDAY. TWO OFFICERS WERE KILLED IN SAN MIGUEL."
    assert recase(text) == (
        "The FMLN rebels attacked a police station in Lima yesterday. Two officers were killed in San Miguel."
    )


def test_ordinary_text_is_left_alone() -> None:
    text = "The FMLN attacked a police station in Lima."
    assert recase(text) == text
    assert not is_upper("FMLN")


@given(st.text())
def test_length_is_kept(text: str) -> None:
    assert len(recase(text)) == len(text)
    assert len(recase(text.upper())) == len(text.upper())


def test_a_headline_of_capitals_keeps_those_of_names() -> None:
    headline = "Police Fire Tear Gas at Protesters in North Korea"
    assert load_recaser()(headline) == "Police fire tear gas at protesters in North Korea"
    for left in ("Police fire tear gas at Beirut marchers", "By Mary Ann Smith", "The Royal Court of Justice Said No."):
        assert load_recaser()(left) == left


def test_the_shipped_list_reads_a_wire() -> None:
    text = "THE GUERRILLAS AMBUSHED AN ARMY PATROL NEAR TEGUCIGALPA ON MONDAY, THE UN SAID."
    assert load_recaser()(text) == "The guerrillas ambushed an army patrol near Tegucigalpa on Monday, the UN said."


def test_what_cannot_be_spoken_is_an_abbreviation() -> None:
    assert (
        load_recaser()("THE XKRT AND THE MILITIA ATTACKED A PATROL.") == "The XKRT and the militia attacked a patrol."
    )
