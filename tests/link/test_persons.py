from __future__ import annotations

import pytest
from stub import make_report

from dateline.link.keys import report_keys
from dateline.link.linking import related
from dateline.link.persons import MOST_NAMES, ages_in, names_in
from dateline.link.score import kinship
from dateline.link.traits import packed, traits_of, unpacked


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Oumar Zerbolla was shot.", {"oumar zerbolla"}),
        ("Oumar K. Zerbolla's brother fled.", {"oumar zerbolla"}),
        ("In Zerbolla the market was shut.", set()),  # a sentence begins so
        ("The police chief, John Smith, spoke.", set()),  # both are words of everyday news
        ("General Oumar Zerbolla spoke. Oumar Zerbolla left.", set()),  # in the news of every day
        ("spokesman Oumar Zerbolla said", set()),
        ("OUMAR ZERBOLLA WAS SHOT.", set()),
        ("Oumar. Zerbolla", set()),
    ],
)
def test_a_name_is_two_capitalised_words_one_of_which_is_rare(text: str, names: set[str]) -> None:
    assert names_in(text) == names


def test_a_list_of_names_is_cut() -> None:
    text = ". ".join(f"Oumar Zerb{chr(97 + one // 26)}{chr(97 + one % 26)}lla" for one in range(MOST_NAMES + 5))
    assert len(names_in(text)) == MOST_NAMES


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("a three-year-old boy", {"3 year"}),
        ("an 11-month-old", {"11 month"}),
        ("Zerbolla, 34, died", {"34 year"}),
        ("a man aged 40", {"40 year"}),
        ("the 20-year rule of 12 men", set()),
    ],
)
def test_ages_are_read(text: str, ages: set[str]) -> None:
    assert ages_in(text) == ages


def test_what_two_reports_share_is_counted_and_kept() -> None:
    one = traits_of(make_report("Oumar Zerbolla, 34, was shot near the bridge."))
    other = traits_of(make_report("The family of Oumar Zerbolla, 34, and of a boy aged 9 asked for help."))
    without = traits_of(make_report("Nobody was named."))
    assert unpacked(packed(one)) == one
    assert (kinship(one, other).names, kinship(one, other).ages) == (1, 1)
    assert kinship(one, without).names is None


def test_a_rare_name_brings_two_reports_together_though_they_are_little_alike() -> None:
    one = traits_of(make_report("Oumar Zerbolla was shot near the old bridge in a dispute over sheep and water."))
    other = traits_of(make_report("A court heard on Friday how Oumar Zerbolla lost his life; two men deny murder."))
    assert report_keys(one) & report_keys(other)
    assert related(one, other)
