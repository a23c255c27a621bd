"""Counts as they are written, and the count that a noun phrase stands for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coder.numbers import load_number_words
from dateline.coder.quantities import count_of, find_quantities, read_number
from dateline.syntax import Document

Parse = Callable[[str], Document]
Bounds = tuple[int | None, int | None, int | None]


def exactly(number: int) -> Bounds:
    return number, number, number


NUMBERS = [
    ("12", exactly(12)),
    ("1,200", exactly(1200)),
    ("twelve", exactly(12)),
    ("twenty-one", exactly(21)),
    ("one hundred and five", exactly(105)),
    ("two thousand five hundred", exactly(2500)),
    ("1.5 million", exactly(1_500_000)),
    ("3 lakh", exactly(300_000)),
    ("a dozen", exactly(12)),
    ("half a dozen", exactly(6)),
    ("two dozen", exactly(24)),
    ("a hundred", exactly(100)),
    ("a couple", exactly(2)),
    ("more than 100", (101, None, None)),
    ("over 1,000", (1001, None, None)),
    ("more than a dozen", (13, None, None)),
    ("more than two dozen", (25, None, None)),
    ("at least 12", (12, 12, None)),
    ("no fewer than 12", (12, 12, None)),
    ("at least half a dozen", (6, 6, None)),
    ("12 or more", (12, 12, None)),
    ("up to 40", (None, None, 40)),
    ("as many as 40", (None, None, 40)),
    ("no more than 40", (None, None, 40)),
    ("fewer than 40", (None, None, 39)),
    ("about 60", (None, 60, None)),
    ("some 300", (None, 300, None)),
    ("an estimated 300", (None, 300, None)),
    ("300 or so", (None, 300, None)),
    ("nearly 100", (None, 100, 100)),
    ("between 10 and 15", (10, None, 15)),
    ("10 to 15", (10, None, 15)),
    ("10-15", (10, None, 15)),
    ("two or three", (2, None, 3)),
    ("two to three hundred", (200, None, 300)),
    ("several", (3, None, 9)),
    ("a few", (3, None, 5)),
    ("a handful", (3, None, 6)),
    ("dozens", (24, None, 99)),
    ("scores", (40, None, 99)),
    ("hundreds", (200, None, 999)),
    ("thousands", (2000, None, 9999)),
    ("several hundred", (200, None, 999)),
    ("a few thousand", (2000, None, 9999)),
    ("several dozen", (24, None, 99)),
    ("tens of thousands", (20_000, None, 99_999)),
    ("hundreds of thousands", (200_000, None, 999_999)),
    ("more than several hundred", (200, None, None)),
    ("up to several hundred", (None, None, 999)),
    ("a total of 17", exactly(17)),
    ("another 30", exactly(30)),
    ("no", exactly(0)),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS, ids=[case[0] for case in NUMBERS])
def test_reading_numbers(parse: Parse, text: str, expected: Bounds) -> None:
    assert read_number(parse(text).words) == expected


@pytest.mark.parametrize(
    "text", ["people", "12 people", "1st", "12/01/2013", "3:30", "1.5", "007", "few", "12 12", "couple"]
)
def test_what_is_no_number(parse: Parse, text: str) -> None:
    assert read_number(parse(text).words) is None


# text, the counts in it as (words, bounds, counted noun)
WRITTEN: list[tuple[str, list[tuple[str, Bounds, str | None]]]] = [
    ("More than 100 people died.", [("More than 100", (101, None, None), "people")]),
    ("The blast killed 12 and wounded 30 others.", [("12", exactly(12), None), ("30", exactly(30), "others")]),
    ("Dozens of villagers fled.", [("Dozens", (24, None, 99), "villagers")]),
    ("Two of the attackers were shot.", [("Two", exactly(2), "attackers")]),
    ("Inmates rioted in Gao: 23 dead.", [("23", exactly(23), None)]),
    ("The talks began at 3:30.", []),
    ("It shot down 14 of 20 drones.", [("14", exactly(14), "drones"), ("20", exactly(20), "drones")]),
    ("The strike destroyed half a dozen pick-up trucks.", [("half a dozen", exactly(6), "trucks")]),
    ("No one was hurt.", [("No one", exactly(0), None)]),
    ("There were no casualties.", [("no", exactly(0), "casualties")]),
    ("A 15-strong unit crossed the river.", [("15", exactly(15), "unit")]),
    ("Police held a three-man cell.", [("three", exactly(3), "cell")]),
    (
        "Eleven people, including four children, died.",
        [("Eleven", exactly(11), "people"), ("four", exactly(4), "children")],
    ),
    ("Six suspected Islamist militants were held.", [("Six", exactly(6), "militants")]),
    ("Seven were dead and nine wounded.", [("Seven", exactly(7), None), ("nine", exactly(9), None)]),
    ("The toll rose from 20 to 31.", [("20", exactly(20), None), ("31", exactly(31), None)]),
    ("Between 3 and 5 May 2012, six men died.", [("six", exactly(6), "men")]),
    ("The blast killed 12 Friday.", [("12", exactly(12), None)]),
    ("The blast killed 12 last week.", [("12", exactly(12), None)]),
    ("On 3 May 2012, 40 rebels surrendered.", [("40", exactly(40), "rebels")]),
    ("In 2012, 40 rebels surrendered.", [("40", exactly(40), "rebels")]),
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN, ids=[case[0] for case in WRITTEN])
def test_written_counts(parse: Parse, text: str, expected: list[tuple[str, Bounds, str | None]]) -> None:
    document = parse(text)
    found = [
        (
            text[document.words[item.first].start : document.words[item.last].end],
            (item.low, item.best, item.high),
            item.head.text if item.head is not None else None,
        )
        for item in find_quantities(document)
    ]
    assert found == expected


NO_COUNTS = [
    "A Mirage 2000 flew over the town.",
    "He carried an AK-47 rifle.",
    "Flight 103 exploded.",
    "The town lies 80 km north of the border.",
    "It cost $5 million.",
    "Twenty percent of the town was lost.",
    "A 12-year-old boy was hurt.",
    "He was jailed for three weeks.",
    "Ronald Marsh, 28, was shot.",
    "They met at 3 p.m.",
    "The raid was on Jan. 22, 2013.",
    "The raid was on 2013-01-22.",
    "The 3rd brigade fell back.",
    "He no longer fights.",
    "Article 51 applies.",
    "He was 28 years old.",
    "The war began in 1991.",
    "The attack came at 1000 on 14 September.",
    "He lived at 79 North Elm Street.",
    "It happened in the 3300 block of Elm Street.",
    "1. The army must leave.",
    "The men, ages 41 and 45, were shot.",
    "Call 410-265-8080 for help.",
]


@pytest.mark.parametrize("text", NO_COUNTS)
def test_what_is_no_count(parse: Parse, text: str) -> None:
    assert find_quantities(parse(text)) == []


# text, head word, the counts of its parts
HEADS: list[tuple[str, str, list[Bounds]]] = [
    ("Two soldiers and a child were killed.", "soldiers", [exactly(2), exactly(1)]),
    ("Six soldiers, two policemen and three civilians died.", "soldiers", [exactly(6), exactly(2), exactly(3)]),
    ("One soldier and two rebels were killed.", "soldier", [exactly(1), exactly(2)]),
    ("Eleven people, including four children, died.", "people", [exactly(11)]),
    ("Five people, two men and three women, died.", "people", [exactly(5)]),
    ("A pilot was killed.", "pilot", [exactly(1)]),
    ("Rebels fled.", "Rebels", []),
    ("The army attacked.", "army", []),
    ("Dozens of people were hurt.", "Dozens", [(24, None, 99)]),
    ("Dozens of people were hurt.", "people", [(24, None, 99)]),
    ("A group of 12 men attacked.", "group", [exactly(12)]),
    ("A group of men attacked.", "group", []),
    ("Between 10 and 15 rebels died.", "rebels", [(10, None, 15)]),
    ("At least 12 were killed.", "12", [(12, 12, None)]),
    ("One of the victims died.", "One", [exactly(1)]),
    ("The couple was shot dead.", "couple", [exactly(2)]),
    ("The minister and his wife were killed.", "minister", [exactly(1), exactly(1)]),
    ("Both pilots died.", "pilots", [exactly(2)]),
    ("The two men were arrested.", "men", [exactly(2)]),
    ("He was killed.", "He", [exactly(1)]),
    ("They were killed.", "They", []),
    ("Police arrested him and two others.", "him", [exactly(1), exactly(2)]),
    ("No soldiers were hurt.", "soldiers", [exactly(0)]),
    ("The damage was heavy.", "damage", []),
    ("Troops killed a Taliban leader and facilitator.", "leader", [exactly(1)]),
    ("Troops killed a leader and a bodyguard.", "leader", [exactly(1), exactly(1)]),
    ("Troops held multiple suspects.", "suspects", [(3, None, None)]),
    ("Troops held numerous others.", "others", [(3, None, None)]),
    ("Troops held a number of suspects.", "number", [(3, None, None)]),
    ("Troops held a large number of suspects.", "suspects", [(3, None, None)]),
    ("Gunmen killed three French soldiers, a doctor and 11 others.", "soldiers", [exactly(3), exactly(1), exactly(11)]),
    ("Some of the men were shot.", "men", []),
    ("Fifteen of the 40 hostages died.", "Fifteen", [exactly(15)]),
    ("Two brothers, a teacher and a nurse, were shot.", "brothers", [exactly(2)]),
    ("Several hundred soldiers came.", "soldiers", [(200, None, 999)]),
    ("The number of dead rose to 17.", "17", [exactly(17)]),
    ("A 12-year-old boy was hurt.", "boy", [exactly(1)]),
]


@pytest.mark.parametrize(("text", "head", "expected"), HEADS, ids=[f"{case[0]} {case[1]}" for case in HEADS])
def test_counts_of_phrases(parse: Parse, text: str, head: str, expected: list[Bounds]) -> None:
    word = next(word for word in parse(text).words if word.text == head)
    assert [(part.low, part.best, part.high) for part in count_of(word)] == expected


def test_an_implied_one_is_not_explicit(parse: Parse) -> None:
    (one,) = count_of(parse("A French pilot was killed.").words[2])
    assert not one.explicit
    assert one.head is not None
    assert one.head.text == "pilot"


def test_upper_case(parse: Parse) -> None:
    (found,) = find_quantities(parse("AT LEAST TWELVE SOLDIERS DIED."))
    assert (found.low, found.best, found.high) == (12, 12, None)


def test_every_vague_word_has_a_reason_and_is_ordered() -> None:
    words = load_number_words()
    assert {"several", "few", "handful", "dozens", "scores", "hundreds", "thousands"} <= set(words.vague)
    assert all(low > 0 and (high is None or low < high) for low, high in words.vague.values())


PIECES = st.sampled_from(
    (
        "more than|at least|up to|between|and|to|-|or|half|a|an|dozen|dozens|of|hundred|thousand|12|"
        "1,000|1.5|200|two|twenty|one|several|few|no|none|people|soldiers|km|percent|$|,|.|fewer than|"
        "or more|including|$5|15-strong|AK-47|²|٣|½|1/2|0|00|children|were killed"
    ).split("|")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12))
def test_laws(parse: Parse, pieces: list[str]) -> None:
    document = parse(" ".join(pieces))
    found = find_quantities(document)
    assert found == find_quantities(document)
    last_word = -1
    for item in found:
        assert last_word < item.first <= item.last
        last_word = item.last
        bounds = [bound for bound in (item.low, item.best, item.high) if bound is not None]
        assert bounds == sorted(bounds)
        assert bounds
        assert bounds[0] >= 0
    for word in document.words:
        assert count_of(word) == count_of(word)


def test_the_reference_page_shows_the_table() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "vague-words.md").read_text("utf-8")
    for word, (low, high) in load_number_words().vague.items():
        shown = f"{high:,}" if high is not None else ""
        assert f"{word} | {low:,} | {shown} |" in page
    for phrases in load_number_words().before.values():
        for parts, kind in phrases:
            row = next(line for line in page.splitlines() if line.startswith(f"| {kind} |"))
            assert " ".join(parts) in row
