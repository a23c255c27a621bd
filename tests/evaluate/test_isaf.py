"""A made-up press release and its record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evaluate_fakes import claim, number, person, quote, report, system
from pydantic import JsonValue

from dateline.core.errors import InputError, UsageError
from dateline.evaluate.isaf import DATA_SET, Release, compare, members, read, score_record
from dateline.evaluate.isaf_record import record_of
from dateline.records import Claim, DatelineLine, Report, Section

TEXT = (
    "KABUL (Feb. 2, 2012) - Security forces detained a Haqqani network leader and two other insurgents in Sabari "
    "district, Khost province, on Tuesday. Troops killed several insurgents. No shots were fired."
)
GOLD: dict[str, JsonValue] = {
    "name": "a title",
    "start_date": "2012-01-31",
    "event_type": ["captureandkill"],
    "province": ["khost"],
    "target_group": ["haqqani"],
    "min_killed": 3,
    "min_captured": 3,
}


def place_and_time() -> dict[str, Any]:
    at = TEXT.index("Khost province")
    on = TEXT.index("on Tuesday")
    return {
        "place": {"text": "Khost province", "start": at, "end": at + 14, "name": "Khost", "admin1": "Khost"},
        "time": {"text": "on Tuesday", "start": on, "end": on + 10, "first": "2012-01-31", "last": "2012-01-31"},
    }  # fmt: skip


def claims() -> list[Claim]:
    leader, others = person(TEXT, "a Haqqani network leader", "REB"), person(TEXT, "two other insurgents", "REB")
    killed = person(TEXT, "several insurgents", "REB")
    return [
        claim(
            TEXT, "detained", "coerce", "arrest", recipients=[leader, others],
            figures=[number(TEXT, "two other", "captured", 2)], **place_and_time(),
        ),
        claim(TEXT, "killed", recipients=[killed]),
    ]  # fmt: skip


def test_the_record_is_of_the_main_event() -> None:
    record = record_of(report(TEXT), claims())
    assert record["start_date"] == "2012-01-31"
    assert record["event_type"] == ["captureandkill"]
    assert record["province"] == ["khost"]
    assert record["target_group"] == ["haqqani"]
    assert record["min_captured"] == 3
    assert record["min_killed"] == 3  # "several"
    assert record["min_leaders_captured"] == 1
    assert record["noshotsfired"] is True
    assert record["killq"] is True
    assert record["airstrike"] is False


@pytest.mark.parametrize(("whom", "by", "wanted"), [("a man", "MIL", 1), ("a man", "CVL", 0)])
def test_whom_the_forces_killed_was_of_the_other_side_where_nobody_else_is(whom: str, by: str, wanted: int) -> None:
    text = f"The team shot {whom}, killing him."
    killer, killed = person(text, "The team", by), person(text, whom, "CVL", whom.split()[1])
    record = record_of(report(text), [claim(text, "killing", actors=[killer], recipients=[killed])])
    assert record["min_killed"] == wanted
    assert record["event_type"] == (["insurgentskilled"] if wanted else ["civiliancasualty"])


def test_civilians_whom_the_forces_killed_are_counted_and_no_insurgents() -> None:
    text = "The patrol shot two children dead."
    patrol, children = person(text, "The patrol", "MIL"), person(text, "two children", "CVL", "children")
    dead = claim(text, "shot", actors=[patrol], recipients=[children], figures=[number(text, "two", "killed", 2)])
    record = record_of(report(text), [dead])
    assert (record["min_killed"], record["killq"]) == (2, True)
    assert record["event_type"] == ["civiliancasualty"]


def test_who_was_targeted_or_hurt_beside_the_dead_was_not_killed() -> None:
    text = "Troops targeted a leader, killing two gunmen and wounding three fighters."
    leader, gunmen = person(text, "a leader", "REB", "leader"), person(text, "two gunmen", "REB", "gunmen")
    hurt = person(text, "three fighters", "REB", "fighters")
    told = claim(
        text, "targeted", recipients=[leader, gunmen, hurt],
        figures=[number(text, "two", "killed", 2), number(text, "three", "wounded", 3)],
    )  # fmt: skip
    assert record_of(report(text), [told])["min_killed"] == 2


def test_a_pronoun_is_somebody_told_of_before_and_a_team_several() -> None:
    text = "A Taliban team was seized. At the time of his arrest he slept."
    team, his = person(text, "A Taliban team", "REB", "team"), person(text, "his", None, "his")
    seized = claim(text, "seized", "coerce", "arrest", recipients=[team])
    again = claim(text, "arrest", "coerce", "arrest", recipients=[his]).model_copy(update={"id": "c-again"})
    assert record_of(report(text), [seized, again])["min_captured"] == 3
    assert record_of(report(text), [again])["min_captured"] == 1


@pytest.mark.parametrize(("again", "wanted"), [("Two other smugglers", 2), ("Three smugglers", 5)])
def test_further_captives_are_added_unless_they_were_told_of_in_these_words(again: str, wanted: int) -> None:
    def seized(who: str, how_many: int) -> Claim:
        counted = number(text, who.split(" smug", maxsplit=1)[0], "captured", how_many)
        found = claim(text, "seized", "coerce", "arrest", recipients=[person(text, who, "REB")], figures=[counted])
        return found.model_copy(update={"id": f"c-{who}", "sentence": quote(text, text)})

    text = f"Troops also seized two other smugglers. {again} were also held."
    told = [seized("two other smugglers", 2), seized(again, 2 if again.startswith("Two") else 3)]
    assert record_of(report(text), told)["min_captured"] == wanted


def test_a_name_is_told_again_without_what_he_was_and_deeds_count_nobody() -> None:
    text = (
        "Troops killed the commander Omar Jan and one additional insurgent in Khost. They returned fire, killing Omar "
        "Jan and one additional insurgent. Omar Jan conducted assassinations in the province."
    )

    def killing(trigger: str, whom: str) -> Claim:
        both = [person(text, whom, "REB"), person(text, "one additional insurgent", "REB")]
        return claim(text, trigger, recipients=both, figures=[number(text, "one", "killed", 1)])

    told = [killing("killed", "the commander Omar Jan"), killing("killing", "Omar Jan"), claim(text, "assassinations")]
    assert record_of(report(text), told)["min_killed"] == 2
    assert record_of(report(text), told[2:])["min_killed"] == 0


def test_a_number_before_the_whole_it_is_of_counts_and_the_targeted_one_was_told_of() -> None:
    text = "Troops seized a dealer. They held the targeted man along with three of his cousins."
    dealer = claim(
        text, "seized", "coerce", "arrest", recipients=[person(text, "a dealer", "CRM", "leader")],
    )  # fmt: skip
    held = claim(
        text, "held", "coerce", "arrest", figures=[number(text, "three", "captured", 3)],
        recipients=[person(text, "the targeted man", None, "man"), person(text, "his cousins", None, "cousins")],
    )  # fmt: skip
    assert record_of(report(text), [dealer, held])["min_captured"] == 4


@pytest.mark.parametrize(
    ("summary", "other", "wanted"),
    [
        ("Troops seized 9 smugglers in four separate operations.", "seized", 2),
        ("Troops seized 9 smugglers in three night raids.", "shot", 0),
        ("Troops seized 9 smugglers in three night raids.", None, 9),
        ("A separate force seized 9 smugglers.", "shot", 9),
    ],
)
def test_a_summary_of_several_operations_counts_where_nothing_else_is_told(
    summary: str, other: str | None, wanted: int
) -> None:
    text = f"{summary} In Kabul they {other} two dealers."
    told = [
        claim(
            text, "seized", "coerce", "arrest", recipients=[person(text, "9 smugglers", "CRM")],
            figures=[number(text, "9", "captured", 9)], sentence=quote(text, summary),
        )
    ]  # fmt: skip
    if other is not None:
        second = claim(
            text, f"{other} two", "coerce" if other == "seized" else "assault", "arrest",
            recipients=[person(text, "two dealers", "CRM")], figures=[number(text, "two", "captured", 2)],
        )  # fmt: skip
        told.append(second)
    assert record_of(report(text), told)["min_captured"] == wanted


def test_whom_the_release_says_to_have_been_seized_before_is_not_counted() -> None:
    def seized(who: str, day: int) -> Claim:
        time = {"text": "on Monday", "start": 0, "end": 9, "first": f"2012-01-{day}", "last": f"2012-01-{day}"}
        return claim(text, "seized", "coerce", "arrest", recipients=[person(text, who, "REB")], time=time)

    text = "2 smugglers and 5 militants were seized."
    smugglers = seized("2 smugglers", 31).model_copy(update={"figures": (number(text, "2", "captured", 2),)})
    militants = seized("5 militants", 14).model_copy(
        update={"id": "c-before", "figures": (number(text, "5", "captured", 5),)}
    )
    assert record_of(report(text), [smugglers, militants])["min_captured"] == 2


def test_without_a_dated_claim_the_release_is_dated() -> None:
    dated = report(TEXT).model_copy(update={"dateline": DatelineLine(text="KABUL", date="2012-02-02")})
    assert record_of(dated, [])["start_date"] == "2012-02-02"
    assert record_of(report("Nothing."), [])["start_date"] is None


def test_lists_with_all_members_in_one_string() -> None:
    assert members(["airstrike;detention"]) == {"airstrike", "detention"}
    assert members([""]) == frozenset()
    assert members(None) == frozenset()


def test_scalars_are_matched_exactly_and_lists_as_sets() -> None:
    assert compare("min_killed", 3, 3).accuracy == 1.0
    assert compare("min_killed", 0, False).accuracy == 1.0
    assert compare("start_date", "2012-01-31", None).accuracy == 0.0
    both = compare("target_group", ["haqqani;taliban"], ["taliban"])
    assert (both.accuracy, both.precision, both.recall) == (0.0, 1.0, 0.5)


def test_only_fields_of_the_gold_are_scored_and_the_title_never() -> None:
    score = score_record("1", Release(TEXT, GOLD), {"start_date": "2012-01-31"})
    assert "name" not in score.fields
    assert "airstrike" not in score.fields
    assert score.fields["start_date"].correct == 1
    assert {mistake.field for mistake in score.mistakes} == set(GOLD) - {"name", "start_date"}


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("KABUL, Afghanistan (Feb. 21, 2011)", "2011-02-21"),
        ("2010-08-CA-091\nKABUL, Afghanistan (Aug. 18)", "2010-08-18"),
        ("2010-08-CA-XXX\nKABUL, Afghanistan (Aug. 18)", "2010-08-18"),
        ("Dec. 17: Two detained in Paktya\n2009-12-CA–072", "2009-12-17"),
        ("2010-12-S-003\nKABUL, Afghanistan (Jan. 2)", "2011-01-02"),
        ("KABUL, Afghanistan (Aug. 18)", None),
        ("2010-08-091 KABUL", None),
    ],
)
def test_a_release_is_dated_by_its_dateline_and_the_year_of_its_number(head: str, day: str | None) -> None:
    assert Release(f"{head}\nA patrol found a cache today.", {}).published == day


def test_reading(tmp_path: Path) -> None:
    file = tmp_path / "part.jsonl"
    file.write_text(json.dumps({"text": TEXT, "gold": GOLD}) + "\n\n", "utf-8")
    assert read(file) == read(tmp_path) == [Release(TEXT, GOLD)]
    assert len(list(DATA_SET.score(read(file), system()))) == 1


def test_what_is_missing_or_malformed_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="absent"):
        read(tmp_path / "absent.jsonl")
    with pytest.raises(UsageError, match="no data"):
        read(tmp_path)
    file = tmp_path / "part.jsonl"
    file.write_text('{"text": "x", "gold": {}}\n{"text": "x"}\n', "utf-8")
    with pytest.raises(InputError, match=r"part\.jsonl:2: has no 'gold'"):
        read(file)
    file.write_text("{", "utf-8")
    with pytest.raises(InputError, match=r"part\.jsonl:1: not JSON"):
        read(file)


@pytest.mark.parametrize(
    ("body", "province"),
    [
        ("KABUL (Feb. 2, 2012) - Troops met nobody in Kunar or in Kabul.", ["kunar"]),
        ("KABUL (Feb. 2, 2012) - Troops met nobody in Kabul.", ["helmand"]),
        ("KABUL (Feb. 2, 2012) - Troops met nobody.", ["helmand"]),
    ],
)
def test_without_a_place_the_body_tells_the_province_before_the_headline(body: str, province: list[str]) -> None:
    headline = "Operations in Helmand"
    made = Report(
        id="r",
        text=f"{headline}\n{body}",
        sections=(Section(kind="headline", start=0, end=len(headline)),),
    )
    assert record_of(made, [])["province"] == province


def test_kabul_is_the_last_to_be_asked_for() -> None:
    assert record_of(Report(id="r", text="KABUL - Troops met nobody in Kabul."), [])["province"] == ["kabul"]
    assert record_of(Report(id="r", text="KABUL - Troops met nobody."), [])["province"] == []
