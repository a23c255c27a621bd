"""Phrases of time. The report is of Saturday 2013-01-12 unless a case says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coder.times import TimeMention, find_times
from dateline.syntax import Document

PUBLISHED = date(2013, 1, 12)
Parse = Callable[[str], Document]


def days(first: str, last: str | None = None) -> tuple[str, str]:
    return first, last or first


# text, the phrase, its days, its precision
CASES = [
    # days of the week
    ("Troops entered the town on Saturday.", "Saturday", days("2013-01-12"), 1),
    ("Troops entered the town on Sunday.", "Sunday", days("2013-01-06"), 1),
    ("A colonel was shot dead Friday outside his house.", "Friday", days("2013-01-11"), 1),
    ("Monday's raid left two dead.", "Monday", days("2013-01-07"), 1),
    ("Gunmen struck late on Friday night.", "late on Friday night", days("2013-01-11"), 1),
    ("The shelling began early Thursday.", "early Thursday", days("2013-01-10"), 1),
    ("A bomb went off at 3 p.m. on Wednesday.", "3 p.m. on Wednesday", days("2013-01-09"), 1),
    ("A bomb went off Wednesday at about 3 p.m. near the bank.", "Wednesday at about 3 p.m.", days("2013-01-09"), 1),
    ("Jets bombed the camp last Tuesday.", "last Tuesday", days("2013-01-08"), 1),
    ("Jets bombed the camp last Saturday.", "last Saturday", days("2013-01-05"), 1),
    ("The council will meet on Tuesday.", "Tuesday", days("2013-01-15"), 1),
    ("The council will meet next Monday.", "next Monday", days("2013-01-14"), 1),
    ("The leader is due to arrive on Sunday.", "Sunday", days("2013-01-13"), 1),
    ("He plans to visit the front on Wednesday.", "Wednesday", days("2013-01-16"), 1),
    ("The march is scheduled for Friday.", "Friday", days("2013-01-18"), 1),
    ("The general said he would resign on Monday.", "Monday", days("2013-01-14"), 1),
    ("The rebels may have fled on Monday.", "Monday", days("2013-01-07"), 1),
    ("The minister said on Friday that troops will leave.", "Friday", days("2013-01-11"), 1),
    ("On Friday, Jan. 11, 2013, the army attacked.", "Friday, Jan. 11, 2013", days("2013-01-11"), 1),
    ("The army attacked on Friday, Jan. 4.", "Friday, Jan. 4", days("2013-01-04"), 1),
    ("Police detained the man Thursday morning.", "Thursday morning", days("2013-01-10"), 1),
    ("TROOPS SHELLED THE PORT ON FRIDAY.", "FRIDAY", days("2013-01-11"), 1),
    # nights and ranges
    (
        "Planes left overnight Thursday into Friday.",
        "overnight Thursday into Friday",
        days("2013-01-10", "2013-01-11"),
        2,
    ),
    ("Fighting raged overnight.", "overnight", days("2013-01-11", "2013-01-12"), 2),
    ("An overnight raid killed a farmer.", "overnight", days("2013-01-11", "2013-01-12"), 2),
    ("Clashes lasted from Monday to Wednesday.", "Monday to Wednesday", days("2013-01-07", "2013-01-09"), 2),
    ("Nine died between Monday and Wednesday.", "Monday and Wednesday", days("2013-01-07", "2013-01-09"), 2),
    ("Nine died on Thursday and Friday.", "Thursday and Friday", days("2013-01-10", "2013-01-11"), 2),
    (
        "The camp was shelled on the night of 14-15 June 2012.",
        "the night of 14-15 June 2012",
        days("2012-06-14", "2012-06-15"),
        2,
    ),
    ("Clashes ran from 3 to 5 May 2012.", "3 to 5 May 2012", days("2012-05-03", "2012-05-05"), 2),
    ("Clashes ran from 28 December to 3 January.", "28 December to 3 January", days("2012-12-28", "2013-01-03"), 3),
    ("The siege ran from 28 March to 3 April 2011.", "28 March to 3 April 2011", days("2011-03-28", "2011-04-03"), 3),
    ("Raids took place May 3-5.", "May 3-5", days("2012-05-03", "2012-05-05"), 2),
    ("He ruled from 1991 to 2002.", "1991 to 2002", days("1991-01-01", "2002-12-31"), 5),
    (
        "Talks were held on 13, 14, and 15 September 2012.",
        "13, 14, and 15 September 2012",
        days("2012-09-13", "2012-09-15"),
        2,
    ),
    # counted from the day of writing
    ("Today, 12 January 2013, we attacked.", "Today, 12 January 2013", days("2013-01-12"), 1),
    ("Dozens were arrested in recent days.", "recent days", days("2013-01-08", "2013-01-12"), 2),
    ("Rebels took the bridge yesterday.", "yesterday", days("2013-01-11"), 1),
    ("Rebels took the bridge yesterday evening.", "yesterday evening", days("2013-01-11"), 1),
    ("Rebels took the bridge today.", "today", days("2013-01-12"), 1),
    ("Talks open tomorrow.", "tomorrow", days("2013-01-13"), 1),
    ("A mine exploded this morning.", "this morning", days("2013-01-12"), 1),
    ("A mine exploded last night.", "last night", days("2013-01-11"), 1),
    ("Two days ago a school burned down.", "Two days ago", days("2013-01-10"), 1),
    ("A week ago a school burned down.", "A week ago", days("2013-01-02", "2013-01-08"), 3),
    ("Three weeks ago a school burned down.", "Three weeks ago", days("2012-12-19", "2012-12-25"), 3),
    ("Two months ago a school burned down.", "Two months ago", days("2012-11-01", "2012-11-30"), 4),
    ("Twenty years ago a school burned down.", "Twenty years ago", days("1993-01-01", "1993-12-31"), 5),
    ("Several days ago a school burned down.", "Several days ago", days("2013-01-03", "2013-01-09"), 3),
    ("A few days ago a school burned down.", "A few days ago", days("2013-01-07", "2013-01-09"), 2),
    ("Last week the army fled.", "Last week", days("2012-12-31", "2013-01-06"), 3),
    ("Last month the army fled.", "Last month", days("2012-12-01", "2012-12-31"), 4),
    ("Last year the army fled.", "Last year", days("2012-01-01", "2012-12-31"), 5),
    ("Last March the army fled.", "Last March", days("2012-03-01", "2012-03-31"), 4),
    ("Earlier this month the army fled.", "Earlier this month", days("2013-01-01", "2013-01-11"), 4),
    ("Earlier this week the army fled.", "Earlier this week", days("2013-01-07", "2013-01-11"), 2),
    ("Earlier on Friday the army fled.", "Earlier on Friday", days("2013-01-11"), 1),
    ("The army fled earlier today.", "earlier today", days("2013-01-12"), 1),
    ("Hundreds fled this week.", "this week", days("2013-01-07", "2013-01-12"), 2),
    ("Hundreds fled over the past two days.", "the past two days", days("2013-01-11", "2013-01-12"), 2),
    ("Hundreds fled in the last 24 hours.", "the last 24 hours", days("2013-01-11", "2013-01-12"), 2),
    ("Hundreds fled in the past week.", "the past week", days("2013-01-06", "2013-01-12"), 3),
    ("Hundreds fled last weekend.", "last weekend", days("2013-01-05", "2013-01-06"), 2),
    ("The president will visit next week.", "next week", days("2013-01-14", "2013-01-20"), 3),
    ("The president will visit next month.", "next month", days("2013-02-01", "2013-02-28"), 4),
    ("The day before yesterday a shop burned.", "The day before yesterday", days("2013-01-10"), 1),
    # dates of the calendar
    ("He was shot on Jan. 2, 2013.", "Jan. 2, 2013", days("2013-01-02"), 1),
    ("He was shot on January 2.", "January 2", days("2013-01-02"), 1),
    ("He was shot on 2 January.", "2 January", days("2013-01-02"), 1),
    ("He was shot on January 22.", "January 22", days("2012-01-22"), 1),
    ("The vote will be held on January 22.", "January 22", days("2013-01-22"), 1),
    ("He was shot on the 2nd of January 2011.", "2nd of January 2011", days("2011-01-02"), 1),
    ("He was shot on 2 March last year.", "2 March last year", days("2012-03-02"), 1),
    ("He was shot in March last year.", "March last year", days("2012-03-01", "2012-03-31"), 4),
    ("They rose between March and June 2011.", "March and June 2011", days("2011-03-01", "2011-06-30"), 5),
    ("They rose in May and June last year.", "May and June last year", days("2012-05-01", "2012-06-30"), 5),
    ("They rose between 2009 and 2011.", "2009 and 2011", days("2009-01-01", "2011-12-31"), 5),
    ("They rose in the first half of 2011.", "the first half of 2011", days("2011-01-01", "2011-06-30"), 5),
    ("They rose in the fourth quarter of 2011.", "the fourth quarter of 2011", days("2011-10-01", "2011-12-31"), 5),
    ("He was shot on Nov 3rd.", "Nov 3rd", days("2012-11-03"), 1),
    ("SAN SALVADOR, 15 JAN 90 -- FOUR MEN DIED.", "15 JAN 90", days("1990-01-15"), 1),
    ("He was shot on 2012-11-03.", "2012-11-03", days("2012-11-03"), 1),
    ("He was shot on 25/12/2012.", "25/12/2012", days("2012-12-25"), 1),
    ("He was shot on 12/25/2012.", "12/25/2012", days("2012-12-25"), 1),
    ("He was shot on 11/01/2013.", "11/01/2013", days("2013-01-11"), 1),
    ("He was shot on the 9th.", "the 9th", days("2013-01-09"), 1),
    ("In March the army fled.", "March", days("2012-03-01", "2012-03-31"), 4),
    ("The army fled in March 2011.", "March 2011", days("2011-03-01", "2011-03-31"), 4),
    ("The army fled in early March.", "early March", days("2012-03-01", "2012-03-10"), 4),
    ("The army fled in mid-March.", "mid-March", days("2012-03-11", "2012-03-20"), 4),
    ("The army fled at the end of March 2011.", "the end of March 2011", days("2011-03-21", "2011-03-31"), 4),
    ("The army fled in 2011.", "2011", days("2011-01-01", "2011-12-31"), 5),
    ("The 2011 coup toppled him.", "2011", days("2011-01-01", "2011-12-31"), 5),
    ("The war began in the 1980s.", "1980s", days("1980-01-01", "1989-12-31"), 5),
    ("The army fled in May.", "May", days("2012-05-01", "2012-05-31"), 4),
    ("Three people died on March 3.", "March 3", days("2012-03-03"), 1),
    # holidays
    ("A church was bombed on Christmas Day.", "Christmas Day", days("2012-12-25"), 1),
    ("A church was bombed on New Year's Eve.", "New Year's Eve", days("2012-12-31"), 1),
    ("A church was bombed on New Year's Day.", "New Year's Day", days("2013-01-01"), 1),
    ("A church was bombed on Easter Sunday 2012.", "Easter Sunday 2012", days("2012-04-08"), 1),
    ("A church was bombed on Good Friday.", "Good Friday", days("2012-04-06"), 1),
]


def only(mentions: list[TimeMention], phrase: str) -> TimeMention:
    found = [mention for mention in mentions if mention.span.text == phrase]
    assert found, [mention.span.text for mention in mentions]
    return found[0]


@pytest.mark.parametrize(("text", "phrase", "expected", "precision"), CASES, ids=[case[0][:40] for case in CASES])
def test_days_of_phrases(parse: Parse, text: str, phrase: str, expected: tuple[str, str], precision: int) -> None:
    mentions = find_times(parse(text), published=PUBLISHED)
    mention = only(mentions, phrase)
    assert (mention.span.first, mention.span.last) == expected
    assert mention.span.precision == precision
    assert mention.relation == "on"
    assert len(mentions) == 1


RELATIONS = [
    ("He has been held since 2009.", "2009", "since", days("2009-01-01", "2009-12-31")),
    ("The talks have been postponed since Dec. 20.", "Dec. 20", "since", days("2012-12-20")),
    ("Nobody left until Thursday.", "Thursday", "until", days("2013-01-10")),
    ("The town fell before Thursday.", "Thursday", "before", days("2013-01-10")),
    ("The town was calm after Thursday.", "Thursday", "after", days("2013-01-10")),
    ("He was jailed for three weeks.", "three weeks", "duration", None),
    ("He got a 10-year sentence.", "10-year", "duration", None),
    ("A 12-year-old boy was hurt.", "12-year", "duration", None),
    ("They fought for a second day.", "a second day", "duration", None),
    ("They march every Friday.", "every Friday", "frequency", None),
    ("They march on Fridays.", "Fridays", "frequency", None),
    ("Shells fall each day.", "each day", "frequency", None),
]


@pytest.mark.parametrize(("text", "phrase", "relation", "expected"), RELATIONS, ids=[case[0] for case in RELATIONS])
def test_relations(parse: Parse, text: str, phrase: str, relation: str, expected: tuple[str, str] | None) -> None:
    mention = only(find_times(parse(text), published=PUBLISHED), phrase)
    assert mention.relation == relation
    assert (mention.span.first, mention.span.last) == (expected or (None, None))


NOT_TIMES = [
    "Rebels may attack the town.",
    "About 2000 people fled.",
    "A Mirage 2000 crashed.",
    "At dawn they attacked.",
    "Protesters march to the palace.",
    "The second brigade fell back.",
    "It happened on Bloody Sunday.",
    "He sat in the sun.",
    "Theresa May spoke.",
    "Some 12 may have died.",
    "The 19 April Movement denied it.",
    "Troops of the 3rd and 6th brigades clashed.",
    "He lived in the 1900 block of Main Street.",
    "He wrote for the Sunday Times.",
    "They fired 1990 shells.",
]


@pytest.mark.parametrize("text", NOT_TIMES)
def test_what_is_no_time(parse: Parse, text: str) -> None:
    assert find_times(parse(text), published=PUBLISHED) == []


def test_several_times_of_one_sentence(parse: Parse) -> None:
    text = "For a second day Saturday jets struck the town that rebels took on Thursday."
    mentions = find_times(parse(text), published=PUBLISHED)
    assert [(mention.span.text, mention.relation, mention.span.first) for mention in mentions] == [
        ("a second day", "duration", None),
        ("Saturday", "on", "2013-01-12"),
        ("Thursday", "on", "2013-01-10"),
    ]


def test_days_that_do_not_follow_each_other_stay_apart(parse: Parse) -> None:
    mentions = find_times(parse("Nine died on Monday and Thursday."), published=PUBLISHED)
    assert [mention.span.text for mention in mentions] == ["Monday", "Thursday"]


def test_the_same_day_is_the_day_named_before(parse: Parse) -> None:
    text = "A bomb exploded on January 3. The same day, a mine killed two. The next day it rained.\n"
    mentions = find_times(parse(text), published=PUBLISHED)
    assert [mention.span.first for mention in mentions] == ["2013-01-03", "2013-01-03", "2013-01-04"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He fled on Saturday.", None),
        ("He fled two days ago.", None),
        ("He fled in March.", None),
        ("He fled on 4/5/2012.", None),
        ("He fled on 25/5/2012.", "2012-05-25"),
        ("He fled on May 4, 2012.", "2012-05-04"),
        ("He fled in 2009.", "2009-01-01"),
    ],
)
def test_without_the_day_of_writing(parse: Parse, text: str, expected: str | None) -> None:
    mentions = find_times(parse(text), published=None)
    assert [mention.span.first for mention in mentions] == [expected]
    assert (mentions[0].span.precision is None) == (expected is None)


def test_the_dateline_is_the_day_of_writing(parse: Parse) -> None:
    document = parse("He fled yesterday.")
    mentions = find_times(document, published=PUBLISHED, dateline_date=date(2013, 1, 10))
    assert mentions[0].span.first == "2013-01-09"
    only_dateline = find_times(document, published=None, dateline_date=date(2013, 1, 10))
    assert only_dateline[0].span.first == "2013-01-09"


def test_a_dateline_of_another_year_is_not_believed(parse: Parse) -> None:
    mentions = find_times(parse("He fled yesterday."), published=PUBLISHED, dateline_date=date(2003, 1, 10))
    assert mentions[0].span.first == "2013-01-11"


def test_holidays_that_hang_on_the_moon_have_no_dates(parse: Parse) -> None:
    mentions = find_times(parse("A bomb killed two during Ramadan."), published=PUBLISHED)
    assert [(mention.span.text, mention.span.first) for mention in mentions] == [("Ramadan", None)]


def test_a_clock_time_takes_no_word_of_the_phrase_before(parse: Parse) -> None:
    mentions = find_times(parse("February 3 p.m. Friday"), published=PUBLISHED)
    assert [mention.span.text for mention in mentions] == ["February 3", "Friday"]


PIECES = st.sampled_from(
    (
        "Friday | Saturday night | overnight | into | and | to | - | 12 | January | 2012 | May | 30 | "
        "last | week | two | days | ago | the | night of | since | on | 31 | 99 | February | in | "
        "1980s | mid | early | between | from | . | , | a | several | months | before | next | "
        "that day | Easter | every | at | 3 p.m. | 00/00/0000 | 2013-02-30 | will"
    ).split(" | ")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12), st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2050, 1, 1))))
def test_laws(parse: Parse, pieces: list[str], published: date | None) -> None:
    text = " ".join(pieces)
    document = parse(text)
    mentions = find_times(document, published=published)
    assert mentions == find_times(document, published=published)
    last_word = -1
    for mention in mentions:
        assert mention.first > last_word
        assert mention.first <= mention.last
        last_word = mention.last
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert (mention.span.first is None) == (mention.span.last is None) == (mention.span.precision is None)
        if mention.span.first is not None and mention.span.last is not None:
            assert mention.span.first <= mention.span.last
            if mention.span.precision == 1:
                assert date.fromisoformat(mention.span.last) - date.fromisoformat(mention.span.first) == timedelta(0)


def test_the_stamp_of_a_page_is_no_time_of_an_event(parse: Callable[[str], Document]) -> None:
    document = parse("Two shot in Gao Posted: Sunday, 22 February 2015. Updated: 27 February 2015. It began on Friday.")
    assert [one.span.text for one in find_times(document, published=date(2015, 2, 28))] == ["Friday"]
