from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from evaluate_fakes import claim, number, person, report, system

from dateline.core.errors import InputError
from dateline.evaluate.counts import sums
from dateline.evaluate.gva import DATA_SET, is_part_of, iso_date, main_events, merged_record, read, same_city
from dateline.places import load_gazetteer
from dateline.places.find import place_of
from dateline.records import Claim, Event, Place, Report

ROW = {
    "incident": "9",
    "record": {"date": "March 3, 2014", "city_or_county": "Saint Paul", "num_killed": 1, "num_injured": 2},
    "articles": [
        {"title": "One", "dct": "2014-03-04", "content": "A man was shot dead in St. Paul."},
        {"title": "Two", "dct": "2014-03-05", "content": "Two others were hurt in the shooting."},
    ],
}
OTHER = {
    "incident": "10",
    "record": {"date": "March 9, 2014", "city_or_county": "Ely", "num_killed": 0, "num_injured": 1},
    "articles": [{"title": "Three", "dct": "2014-03-09", "content": "A boy was shot in Ely."}],
}


def write(tmp_path: Path) -> Path:
    file = tmp_path / "val.jsonl"
    file.write_text("\n".join(map(json.dumps, (ROW, OTHER))), "utf-8")
    return file


def event(name: str, claims: Sequence[Claim], **more: object) -> Event:
    return Event.model_validate(
        {
            "id": name,
            "type": "assault",
            "status": "asserted",
            "claims": tuple({"claim_id": one.id, "stance": "supports"} for one in claims),
            "reports": 1,
            "publishers": 1,
            "independent_sources": 1,
            "confidence": 1.0,
            **more,
        }
    )


def coded(one: Report) -> tuple[Claim, ...]:
    trigger = "shooting" if "shooting" in one.text else "shot"
    made = claim(one.text, trigger, recipients=[person(one.text, one.text.split(" w")[0])])
    return (made.model_copy(update={"id": f"c-{one.id}"}),)


def test_reading(tmp_path: Path) -> None:
    first, second = read(write(tmp_path))
    assert (first.date, first.city, first.killed, first.injured) == ("2014-03-03", "Saint Paul", 1, 2)
    assert [one.key for one in first.articles] == ["9/0", "9/1"]
    assert second.articles[0].published == "2014-03-09"


def test_dates() -> None:
    assert iso_date("January 28, 2014") == iso_date("2014-01-28") == "2014-01-28"
    with pytest.raises(InputError):
        iso_date("soon")


def test_cities() -> None:
    assert same_city("Saint Paul", "St. Paul")
    assert same_city("Hennepin (county)", "Hennepin County")
    assert same_city("Ely (Winton)", "Winton")
    assert same_city("Ely (Winton)", "Ely")
    assert not same_city("Hennepin (county)", "")
    assert not same_city("Ely", "Elyria")
    assert not same_city("Ely", None)


def test_a_quarter_is_its_citys() -> None:
    def found(name: str, admin1: str) -> Place:
        (one,) = (one for one in load_gazetteer().candidates(name) if (one.kind, one.admin1) == ("place", admin1))
        return place_of(one, name, 0, len(name))

    assert is_part_of("Chicago", found("North Lawndale", "Illinois"))
    assert not is_part_of("Chicago", found("Waukegan", "Illinois"))
    assert not is_part_of("Rockford", found("North Lawndale", "Illinois"))
    assert not is_part_of("Chicago", None)


def linked_right(claims: Sequence[Claim], reports: Sequence[Report]) -> list[Event]:
    """Everything that is not from Ely is one event, with a merged record."""
    ely = {one.id for one in reports if "Ely" in one.text}
    here, there = ([c for c in claims if (c.report_id in ely) == inside] for inside in (True, False))
    figures = tuple(
        {"measure": measure, "best": best, "basis": {"rule": "latest", "claims": ()}}
        for measure, best in (("killed", 1), ("wounded", 1))
    )
    place = {"text": "St. Paul", "start": 0, "end": 8, "name": "St. Paul"}
    return [event("e1", there, first="2014-03-03", place=place, figures=figures), event("e2", here)]


def test_put_back_together(tmp_path: Path) -> None:
    scores = list(DATA_SET.score(read(write(tmp_path)), system(code=coded, link=linked_right)))
    fields = sums(score.fields for score in scores)
    assert fields["b3"].f1 == 1.0
    assert fields["muc"].f1 == 1.0
    assert (fields["date"].accuracy, fields["city"].accuracy, fields["killed"].accuracy) == (1.0, 1.0, 1.0)
    assert fields["injured"].accuracy == 0.0  # 1, not 2
    assert fields["date"].total == 1  # the incident with one report has no merged record
    assert [mistake.field for mistake in scores[0].mistakes] == ["injured"]


def test_unlinked_reports_are_clusters_of_their_own(tmp_path: Path) -> None:
    scores = list(DATA_SET.score(read(write(tmp_path)), system(code=coded)))
    fields = sums(score.fields for score in scores)
    assert fields["b3"].precision == 1.0
    assert fields["b3"].recall == pytest.approx((0.5 + 0.5 + 1) / 3)
    assert fields["killed"].accuracy == 0.0
    assert scores[0].mistakes[0].ours == "1 of 1 + 1 of 1"


def test_the_main_event_is_the_one_with_people_hurt() -> None:
    text = "Police met residents. Police met the mayor. A man was shot and two were wounded."
    met, again = claim(text, "met residents", "consult"), claim(text, "met the mayor", "consult")
    shot = claim(text, "shot", figures=[number(text, "two", "wounded", 2)])
    one = report(text)
    assert main_events([one], [met, again, shot], [event("talk", [met, again]), event("shooting", [shot])]) == {
        one.id: "shooting"
    }


def test_nobody_hurt_is_zero_as_the_set_has_it() -> None:
    assert merged_record(None) == {"date": None, "city": None, "killed": 0, "injured": 0}
    assert merged_record(event("e", []))["killed"] == 0
