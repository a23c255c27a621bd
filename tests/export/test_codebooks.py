"""ACLED, UCDP and CAMEO files: exactly their columns, codes by their codebooks, nothing that nobody said."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from made import killed, make_dossier, make_event, party

from dateline.export import Dossier, describe, export, format_named
from dateline.export.cameo import COLUMNS as PHOENIX
from dateline.export.cameo import codes as cameo_codes
from dateline.export.cameo import rows as cameo_rows
from dateline.export.codes import country_codes, number_of, priogrid_cell, ucdp_region
from dateline.ontology.crosswalk import tables
from dateline.records import Acled, Place, Ucdp

GED = Path(__file__).parents[3] / "shared" / "data" / "ucdp" / "ged_car_v23_1.csv"

# As in ACLED's codebook and in the files of its export tool.
ACLED_COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()
MOB = party("protesters", "actor", sector="CVL")
POLICE = party("Police of Mali", "recipient", sector="COP", country="MLI")
FRENCH = party("Military of France", "actor", sector="MIL", country="FRA")


def exported(name: str, folder: Path, *dossiers: Dossier) -> list[dict[str, str]]:
    form = format_named(name)
    target = folder / f"{name}.csv"
    export(dossiers, form, describe(form, "events", date=None, filters={}), target, None)
    with target.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def acled(folder: Path, **fields: Any) -> dict[str, str]:
    return exported("acled", folder, make_dossier(make_event(**fields)))[0]


def ucdp(folder: Path, **fields: Any) -> dict[str, str]:
    return exported("ucdp", folder, make_dossier(make_event(**fields)))[0]


# ---- ACLED


def test_acled_has_the_published_columns(tmp_path: Path) -> None:
    assert list(acled(tmp_path)) == ACLED_COLUMNS


def test_a_clash_in_acled(tmp_path: Path) -> None:
    row = acled(tmp_path)
    told = {
        "event_date": "2013-01-10", "year": "2013", "time_precision": "1", "disorder_type": "Political violence",
        "actor1": "MUJAO", "inter1": "2", "actor2": "Military of Mali", "inter2": "1", "interaction": "12",
        "civilian_targeting": "", "iso": "466", "region": "Western Africa", "country": "Mali", "admin1": "Mopti",
        "location": "Konna", "geo_precision": "1", "source": "Northern Post", "fatalities": "11",
        "tags": "dateline event=e-1; dateline claims=c-1",
    }  # fmt: skip
    assert {name: row[name] for name in told} == told
    assert row["event_id_cnty"] == f"MLI{number_of('e-1')}"


def test_a_state_force_abroad_is_external_and_without_a_country_nothing(tmp_path: Path) -> None:
    abroad = acled(tmp_path, sides=(FRENCH,))
    assert (abroad["inter1"], abroad["interaction"], abroad["actor2"]) == ("8", "80", "")
    stateless = acled(tmp_path, sides=(party("soldiers", "actor", sector="MIL"),))
    assert (stateless["inter1"], stateless["interaction"]) == ("", "")


def test_a_crowd_comes_first_and_is_coded_by_the_event(tmp_path: Path) -> None:
    force = Acled(event_type="Protests", sub_event_type="Excessive force against protesters")
    sides = (
        party("Police of Mali", "actor", sector="COP", country="MLI"),
        party("marchers", "recipient", sector="CVL"),
    )
    row = acled(tmp_path, acled=force, sides=sides)
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"]) == ("marchers", "6", "Police of Mali", "1")
    assert row["interaction"] == "16"
    assert row["disorder_type"] == "Political violence; Demonstrations"
    assert row["civilian_targeting"] == "Civilian targeting"
    riot = acled(tmp_path, acled=Acled(event_type="Riots", sub_event_type="Mob violence"), sides=(MOB, POLICE))
    assert (riot["inter1"], riot["interaction"], riot["disorder_type"]) == ("5", "15", "Political violence")


def test_a_party_of_an_unlisted_sector_has_no_code(tmp_path: Path) -> None:
    row = acled(tmp_path, sides=(party("gunmen", "actor", sector="UNK"), POLICE))
    assert (row["inter1"], row["inter2"], row["interaction"]) == ("", "1", "")


def test_a_span_is_its_middle_day_with_its_precision(tmp_path: Path) -> None:
    row = acled(tmp_path, first="2013-01-01", last="2013-01-31", date_precision=4)
    assert (row["event_date"], row["time_precision"]) == ("2013-01-16", "3")
    assert acled(tmp_path, date_precision=5, last="2013-06-01")["time_precision"] == ""


def test_a_country_has_no_coordinates_in_acled(tmp_path: Path) -> None:
    row = acled(
        tmp_path, place=Place(text="Mali", start=0, end=4, country="MLI", latitude=17, longitude=-4, precision=6)
    )
    assert (row["latitude"], row["longitude"], row["geo_precision"]) == ("", "", "")
    assert row["location"] == "Mali"


def test_deaths_that_nobody_counted_are_empty_and_not_zero(tmp_path: Path) -> None:
    assert acled(tmp_path, figures=())["fatalities"] == ""
    assert acled(tmp_path, figures=(killed(None, low=5, high=9),))["fatalities"] == "5"


def test_what_has_no_place_in_the_data_set_is_counted(tmp_path: Path) -> None:
    kept = make_dossier(make_event("e-1"))
    others = [
        make_event("e-2", acled=None), make_event("e-3", status="negated"), make_event("e-4", first=None),
        make_event("e-5", place=None),
    ]  # fmt: skip
    form = format_named("acled")
    about = describe(form, "events", date=None, filters={})
    tally = export([kept, *map(make_dossier, others)], form, about, tmp_path / "a.csv", None)
    assert tally.written == 1
    assert sum(tally.left_out.values()) == 4
    assert len(tally.left_out) == 4


# ---- UCDP


@pytest.mark.data
@pytest.mark.skipif(not GED.is_file(), reason=f"no UCDP file at {GED}")
def test_ucdp_has_the_columns_of_a_published_file_and_its_conventions(tmp_path: Path) -> None:
    with GED.open(encoding="utf-8-sig", newline="") as lines:
        published = list(csv.DictReader(lines))
    assert list(ucdp(tmp_path)) == list(published[0])
    for row in published[:200]:
        if row["latitude"]:
            assert priogrid_cell(float(row["latitude"]), float(row["longitude"])) == int(row["priogrid_gid"])
        total = sum(int(row[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"))
        assert total == int(row["best"])
    assert country_codes("CAF").gleditsch_ward == int(published[0]["country_id"])
    assert ucdp_region(482) == published[0]["region"]


def test_state_based_violence_in_ucdp(tmp_path: Path) -> None:
    row = ucdp(tmp_path)
    told = {
        "relid": "e-1", "year": "2013", "type_of_violence": "1", "side_a": "Government of Mali", "side_b": "MUJAO",
        "dyad_name": "Government of Mali - MUJAO", "gwnoa": "432", "gwnob": "", "country_id": "432", "region": "Africa",
        "where_prec": "1", "geom_wkt": "POINT (-3.89 14.95)", "date_prec": "1", "date_start": "2013-01-10T00:00:00",
        "deaths_a": "11", "deaths_b": "0", "deaths_civilians": "0", "deaths_unknown": "0", "best": "11", "high": "11",
        "low": "11", "number_of_sources": "1", "source_date": "2013-01-12", "source_original": "an officer",
        "source_article": 'Northern Post 2013-01-12, "Konna falls" [c-1]',
    }  # fmt: skip
    assert {name: row[name] for name in told} == told


def test_one_sided_violence_has_civilians_on_side_b(tmp_path: Path) -> None:
    sides = (party("MUJAO", "actor", sector="REB"), party("villagers", "recipient", sector="CVL"))
    figures = (killed(7, "villagers"), killed(10))
    row = ucdp(tmp_path, sides=sides, figures=figures, ucdp=Ucdp(type_of_violence=3))
    assert (row["side_a"], row["side_b"]) == ("MUJAO", "Civilians")
    assert (row["deaths_civilians"], row["deaths_unknown"], row["best"]) == ("7", "3", "10")


def test_the_dead_of_a_side_that_is_not_told_are_unknown(tmp_path: Path) -> None:
    row = ucdp(tmp_path, figures=(killed(4, low=2, high=6),))
    assert (row["deaths_unknown"], row["best"], row["low"], row["high"]) == ("4", "4", "2", "6")


def test_an_open_upper_end_stays_open(tmp_path: Path) -> None:
    figure = killed(None, low=101).model_copy(update={"high": None})
    row = ucdp(tmp_path, figures=(figure,))
    assert (row["best"], row["low"], row["high"]) == ("101", "101", "")


def test_a_government_is_on_one_side_only(tmp_path: Path) -> None:
    sides = (
        FRENCH, party("MUJAO", "recipient", sector="REB"),
        party("Government of France", "recipient", sector="GOV", country="FRA"),
    )  # fmt: skip
    row = ucdp(tmp_path, sides=sides)
    assert row["dyad_name"] == "Government of France - MUJAO"


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_columns_declared_empty_are_empty(name: str, tmp_path: Path) -> None:
    rows = [acled(tmp_path), acled(tmp_path, sides=(MOB, POLICE))] if name == "acled" else [ucdp(tmp_path)]
    for row in rows:
        assert not [column for column in format_named(name).empty if row[column]]
    filled = {column for row in rows for column, cell in row.items() if cell}
    often = set(rows[0]) - filled - set(format_named(name).empty)
    assert often <= {"assoc_actor_1", "assoc_actor_2", "civilian_targeting", "admin2", "adm_2", "gwnob"}


# ---- CAMEO


def test_phoenix_has_its_columns_and_codes(tmp_path: Path) -> None:
    form = format_named("cameo")
    export(
        [make_dossier(make_event())], form, describe(form, "events", date=None, filters={}), tmp_path / "a.tsv", None
    )
    cells = dict(zip(PHOENIX, (tmp_path / "a.tsv").read_text("utf-8").rstrip("\n").split("\t"), strict=True))
    assert len(PHOENIX) == 26
    told = {
        "EventID": "e-1", "Date": "20130110", "Year": "2013", "Month": "01", "Day": "10", "SourceActorFull": "REB",
        "TargetActorFull": "MLIMIL", "TargetActorEntity": "MLI", "TargetActorRole": "MIL", "EventCode": "193",
        "EventRootCode": "19", "PentaClass": "4", "GoldsteinScore": "-10.0", "CountryCode": "MLI", "SentenceID": "c-1",
        "NewsSources": "Northern Post", "Issues": "",
    }  # fmt: skip
    assert {name: cells[name] for name in told} == told


def test_each_pair_of_parties_is_a_row() -> None:
    event = make_event(sides=(FRENCH, party("x", "recipient", sector="JRN"), party("y", "recipient", sector="PRM")))
    found = list(cameo_rows(make_dossier(event), "190"))
    assert [row["EventID"] for row in found] == ["e-1", "e-1_2"]
    assert [row["TargetActorRole"] for row in found] == ["MED", None]


def test_every_code_of_the_crosswalk_has_a_class_and_all_but_one_a_score() -> None:
    codes = {row.code for row in tables().cameo.to_cameo}
    assert codes - set(cameo_codes().goldstein) == {"176"}
    assert set(cameo_codes().goldstein) <= codes
