from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stub import figure, make_claim, make_report, place
from workbench import HOSTILE, records

from dateline.core.errors import UsageError
from dateline.pipeline import link
from dateline.records import Claim, Event, Report
from dateline.web.forms import added, corrected, corrected_figures
from dateline.web.pages.working import path_of
from dateline.web.views.citation import cite
from dateline.web.views.differences import pieces
from dateline.web.views.figures import bar, figure_tables, scale_top, ticks
from dateline.web.views.marks import Mark, marks_of, segments, shown
from dateline.web.views.report import blocks_of, report_view
from dateline.web.views.said import said_pieces
from dateline.web.views.wording import (
    day_words,
    event_words,
    percent_words,
    publisher_words,
    range_words,
    safe_url,
    span_words,
)

RECORDS = records()
CLAIMS = [claim for _, claims in RECORDS for claim in claims]
REPORTS = {report.id: report for report, _ in RECORDS}


@pytest.fixture(scope="module")
def dogo() -> tuple[Event, list[Claim], dict[str, Report]]:
    event = max(link(CLAIMS, list(REPORTS.values())), key=lambda one: len(one.claims))
    members = {one.claim_id for one in event.claims}
    return event, [claim for claim in CLAIMS if claim.id in members], REPORTS


# ---- marked text

TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)
MARKS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from(["trigger", "actor", "place", "figure"])),
    max_size=6,
)


@given(TEXTS, MARKS)
def test_segments_together_are_the_text_character_for_character(
    text: str, given_marks: list[tuple[int, int, str]]
) -> None:
    marks = [Mark(start, start + length, role, f"c-{start}") for start, length, role in given_marks]  # type: ignore[arg-type]  # roles
    cut = segments(text, 0, len(text), marks)
    assert "".join(one.text for one in cut) == shown(text)
    assert all(one.start == sum(len(other.text) for other in cut[:number]) for number, one in enumerate(cut))
    for one in cut:
        covering = {mark for mark in marks if mark.start <= one.start and one.start + len(one.text) <= mark.end}
        assert set(one.marks) == covering


def test_what_a_browser_would_change_is_shown_as_one_other_character() -> None:
    assert len(shown("a\x00b\rc\x0cd")) == 7
    assert not set(shown("\x00\r\x0c")) & {"\x00", "\r", "\x0c"}


def test_blocks_leave_no_word_out() -> None:
    report = make_report("Head\n\nLoose words\n\nBody.\n\n", sections=[{"kind": "headline", "start": 0, "end": 4}])
    blocks = blocks_of(report, ())
    assert [(one.kind, "".join(piece.text for piece in one.pieces)) for one in blocks] == [
        ("headline", "Head"),
        (None, "Loose words\n\nBody."),
    ]


def test_captions_and_credits_are_apart() -> None:
    report, claims = RECORDS[0]
    view = report_view(report, claims)
    assert [one.kind for one in view.pictures] == ["caption", "credit"]
    assert not {one.kind for one in view.text} & {"caption", "credit"}
    assert [claim.trigger.text for claim in view.claims] == ["attacked", "sent"]


def test_all_words_of_a_claim_are_marked() -> None:
    report, claims = RECORDS[0]
    words = {report.text[mark.start : mark.end] for mark in marks_of(claims[0])}
    assert words == {
        "attacked",
        "The Upper Valley Front",
        "11 soldiers",
        "Dogo",
        "Saturday",
        "11",
        "the defence ministry",
    }


# ---- figures


def test_figures_stand_in_the_order_of_time_with_what_became_of_them(
    dogo: tuple[Event, list[Claim], dict[str, Report]],
) -> None:
    (table,) = figure_tables(*dogo)
    told = [(row.figure.best or row.figure.low, row.stands, row.repeats) for row in table.rows]
    assert told == [
        (60, "revised", False),
        (11, "against", False),
        (60, "revised", True),
        (74, "best", True),
        (31, "within", False),
    ]
    assert table.disputed
    assert table.tellers == 3
    assert [[row.figure.text for row in alike] for alike in table.accounts] == [
        ["11"],
        ["More than 30"],
        ["Seventy-four"],
    ]


@given(st.lists(st.integers(0, 5_000_000), min_size=1, max_size=8))
@example([4])
def test_a_scale_is_round_and_holds_every_count(values: list[int]) -> None:
    top = scale_top(values)
    marks = ticks(top)
    assert top > max(values)
    assert marks[0] == (0, 0.0)
    assert marks[-1][1] == 100.0
    assert 2 <= len(marks) <= 12
    steps = {right[0] - left[0] for left, right in itertools.pairwise(marks)}
    assert len(steps) == 1


def test_bars_are_honest_about_what_is_open() -> None:
    assert bar(figure("killed", 10, 10, 10), 20).dot == 50.0
    open_end = bar(figure("killed", 10, None, None), 20)
    assert (open_end.left, open_end.width, open_end.open_end, open_end.dot) == (50.0, 50.0, True, None)
    known = bar(figure("killed", 5, None, 15), 20)
    assert (known.left, known.width, known.open_end) == (25.0, 50.0, False)


# ---- versions


def test_differences_hold_both_versions() -> None:
    old, new = RECORDS[1][0], RECORDS[3][0]
    found = pieces(old, new)
    assert [one.text for one in found if one.kind == "removed"] == ["Sixty", "Sixty"]
    assert [one.text for one in found if one.kind == "added"] == ["Seventy-four", "Seventy-four"]
    assert any(one.kind == "skipped" for one in found)
    assert pieces(old, old) == ()


# ---- words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((11, 11, 11), "11"),
        ((101, None, None), "101 or more"),
        ((None, None, 9), "up to 9"),
        ((200, None, 999), "200–999"),
        ((11, 74, 1500), "74 (11–1,500)"),
        ((None, 12, None), "12"),
        ((None, None, None), ""),
    ],
)
def test_ranges_in_words(values: tuple[int | None, int | None, int | None], words: str) -> None:
    assert range_words(*values) == words


def test_days_in_words() -> None:
    assert span_words("2014-03-01", "2014-03-01") == "1 March 2014"
    assert span_words("2014-03-01", "2014-03-07") == "1–7 March 2014"
    assert span_words("2014-02-28", "2014-03-03") == "28 February – 3 March 2014"
    assert span_words("2013-12-31", "2014-01-01") == "31 December 2013 – 1 January 2014"
    assert span_words("2014-03-01", None) == "from 1 March 2014"
    assert day_words("2014-03-04T07:30:00+02:00") == "4 March 2014, 07:30 UTC+02"
    assert day_words("15:25 ET") == "15:25 ET"
    assert day_words(None) == ""


def test_nothing_uncertain_is_shown_as_certain() -> None:
    assert percent_words(0.9989) == "99 %"
    assert percent_words(1.0) == "100 %"


def test_only_addresses_of_the_web_are_links() -> None:
    assert safe_url("https://valley.example/a?b=1") == "https://valley.example/a?b=1"
    for bad in (
        "javascript:alert(1)",
        " javascript:x",
        "data:text/html,x",
        "//x.example",
        "file:///etc",
        "https://[",
        "",
    ):
        assert safe_url(bad) is None


def test_a_report_without_a_publisher_is_named_by_its_site_or_file() -> None:
    assert publisher_words(make_report("x", url="https://valley.example/a")) == "valley.example"
    assert publisher_words(make_report("x", path="/a/b/note.txt")) == "note.txt"
    assert publisher_words(make_report("x")) == publisher_words(None) == "Publisher not named"


def test_names_from_right_to_left_turn_nothing_around(dogo: tuple[Event, list[Claim], dict[str, Report]]) -> None:
    event = dogo[0].model_copy(update={"place": place("حلب")})
    assert event_words(event) == "Assault at \u2068حلب\u2069, 1 March 2014"
    assert "\u2068" not in event_words(dogo[0])


def test_a_citation_leads_back(dogo: tuple[Event, list[Claim], dict[str, Report]]) -> None:
    event = dogo[0].model_copy(update={"place": place("A & B_{C}")})
    found = cite(event, base="http://localhost:1/", accessed=date(2014, 4, 2), version="0.ab")
    assert found.link == f"http://localhost:1/events/{event.id}"
    assert found.link in found.text
    assert "(seen 2 April 2014)" in found.text
    assert r"A \& B\_\{C\}" in found.bibtex


def test_comments_link_records_and_mentions() -> None:
    record = "e-" + "0" * 20
    said = said_pieces(f'@lina, @"Valley Desk" see {record}: {HOSTILE}', ("lina", "Valley Desk"))
    assert [piece for piece in said if piece[0] != "text"] == [
        ("mention", "@lina"),
        ("mention", '@"Valley Desk"'),
        ("record", record),
    ]
    assert "".join(words for _, words in said).endswith(HOSTILE)


# ---- forms


def test_only_what_differs_is_corrected() -> None:
    report, (attack, _) = RECORDS[0]
    same = {
        "type": "assault",
        "mode": "firearms",
        "status": "asserted",
        "place.name": "Dogo",
        "time.first": "2014-03-01",
    }
    assert corrected(attack, same, report) == {}
    changed = corrected(attack, same | {"status": "negated", "place.country": "NER"}, report)
    assert changed["status"] == "negated"
    assert changed["place"] == attack.model_dump(mode="json")["place"] | {"country": "NER"}
    assert corrected(attack, {"place.name": "", "place.country": " "}, report) == {"place": None}


def test_parties_are_changed_taken_out_and_added_with_their_words() -> None:
    report, (attack, _) = RECORDS[0]
    form = {"actors.0.remove": "1", "actors.1.text": "army post", "actors.1.sector": "MIL", "recipients.1.text": ""}
    found = corrected(attack, form, report)
    start = report.text.index("army post")
    assert found == {"actors": [{"start": start, "end": start + 9, "text": "army post", "sector": "MIL"}]}
    elsewhere = corrected(attack, {"actors.1.text": "Ghosts"}, report)["actors"]
    assert isinstance(elsewhere, list)
    assert elsewhere[1] == {"start": 0, "end": 0, "text": "", "name": "Ghosts"}


def test_figures_of_an_event_go_one_by_one(dogo: tuple[Event, list[Claim], dict[str, Report]]) -> None:
    event = dogo[0]
    form = {"figures.0.low": "11", "figures.0.best": "72", "figures.0.high": "74", "figures.1.measure": "wounded"}
    (one,) = corrected_figures(event, form)
    assert one == {"measure": "killed", "side": "Military of Mali", "low": 11, "best": 72, "high": 74}
    assert corrected_figures(event, form | {"figures.0.best": "74"}) == []
    assert corrected_figures(event, {"figures.1.measure": "wounded", "figures.1.best": "3"})[0]["best"] == 3
    with pytest.raises(UsageError, match="no number"):
        corrected_figures(event, {"figures.0.best": "many"})


def test_selected_words_make_a_claim() -> None:
    form = {
        "type": "coerce",
        "status": "asserted",
        "trigger": "10-16",
        "place": "20-24",
        "actors.0": "0-4",
        "figures.0": "5-7",
        "figures.0.measure": "killed",
        "figures.0.best": "11",
        "text": "not-a-span",
    }
    assert added(form) == {
        "type": "coerce",
        "status": "asserted",
        "trigger": {"start": 10, "end": 16},
        "place": {"start": 20, "end": 24},
        "actors": [{"start": 0, "end": 4}],
        "figures": [{"start": 5, "end": 7, "measure": "killed", "best": 11}],
    }


@pytest.mark.parametrize(
    "bad", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:1", "\\\\evil", "", None]
)
def test_forms_never_lead_elsewhere(bad: str | None) -> None:
    assert path_of(bad) == "/"


def test_forms_lead_back_to_pages() -> None:
    assert path_of("/discussions?show=all#x") == "/discussions?show=all"


def test_a_claim_of_another_kind_of_record_is_untouched() -> None:
    report = make_report("Rebels attacked Gao.")
    assert corrected(make_claim(report, "attacked"), {"sides.0.name": "x", "figures.9.measure": ""}, report) == {}
