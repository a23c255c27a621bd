"""Exports read by programs that share no code with ours."""

from __future__ import annotations

import asyncio
import csv
import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import geopandas
import hxl
import openpyxl
import pandas as pd
import polars as pl
import pytest
from docx import Document
from followthemoney import model
from geojson_pydantic import FeatureCollection
from jsonschema import Draft202012Validator
from lxml import etree
from made import HOSTILE, killed, make_dossier, make_event

from dateline.cli.schema import record_schema
from dateline.export import About, Dossier, describe, export, format_named, metadata_path
from dateline.records import Event

PLAIN = make_event("e-1")
UNPLACED = make_event("e-2", place=None, first=None, last=None, figures=(killed(None, low=3, high=None),))
MADE = [make_dossier(PLAIN), make_dossier(UNPLACED), make_dossier(make_event("e-3", status="future"))]


def about(name: str) -> About:
    return describe(format_named(name), "events", date="2013-02-01", filters={"countries": ["MLI"]})


def written(name: str, folder: Path, dossiers: list[Dossier] | None = None) -> Path:
    form = format_named(name)
    target = folder / f"a{form.suffix}"
    export(MADE if dossiers is None else dossiers, form, about(name), target, metadata_path(target))
    return target


def hostile() -> list[Dossier]:
    sides = tuple(one.model_copy(update={"name": HOSTILE}) for one in PLAIN.sides)
    assert PLAIN.place is not None
    place = PLAIN.place.model_copy(update={"name": HOSTILE, "text": HOSTILE, "admin1": "@SUM(1)"})
    event = make_event("e-4", sides=sides, place=place, figures=(killed(2, HOSTILE),))
    return [make_dossier(event, headline=HOSTILE, publisher="-2+3", url="javascript:alert(1)")]


# ---- tables


@pytest.mark.parametrize("name", ["csv", "acled", "ucdp", "hxl", "followthemoney-statements"])
def test_pandas_polars_and_duckdb_agree_on_a_table(name: str, tmp_path: Path) -> None:
    path = written(name, tmp_path)
    frame = pd.read_csv(path, dtype=str)
    assert list(frame.columns) == pl.read_csv(path, infer_schema=False).columns
    told = duckdb.read_csv(str(path), all_varchar=True, header=True, comment="", sep=",", quotechar='"')
    assert told.shape == frame.shape
    assert len(frame) > 0


def test_a_spreadsheet_has_nothing_to_calculate(tmp_path: Path) -> None:
    for name in ("csv", "acled", "ucdp", "hxl", "followthemoney-statements"):
        with written(name, tmp_path, hostile()).open(encoding="utf-8", newline="") as lines:
            cells = [cell for row in list(csv.reader(lines))[1:] for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+")) and not cell.startswith("#")], name
        assert any(cell.startswith("'=") for cell in cells) or name == "followthemoney-statements"


def test_a_workbook_holds_text_and_no_formula(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written("xlsx", tmp_path, hostile()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert [cell for cell in cells if str(cell.value).startswith("=HYPERLINK") and cell.quotePrefix]


def test_a_workbook_tells_events_claims_reports_and_itself(tmp_path: Path) -> None:
    path = written("xlsx", tmp_path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["events", "claims", "reports", "about"]
    frame = pd.read_excel(path, sheet_name="events")
    assert list(frame["id"]) == ["e-1", "e-2", "e-3"]
    assert frame["first"][0] == pd.Timestamp("2013-01-10")
    assert frame["killed_best"][0] == 11
    assert pd.isna(frame["killed_best"][1])


def test_a_full_sheet_is_not_overrun_in_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.export.xlsx.LAST_ROW", 2)
    tally = export(MADE, format_named("xlsx"), about("xlsx"), tmp_path / "a.xlsx", None)
    assert (tally.written, sum(tally.left_out.values())) == (2, 1)


def test_json_lines_meet_the_published_schema(tmp_path: Path) -> None:
    schema = Draft202012Validator(record_schema("event"))
    for line in written("jsonl", tmp_path).read_text("utf-8").splitlines():
        schema.validate(json.loads(line))


def test_parquet_and_arrow_are_typed(tmp_path: Path) -> None:
    for path in (written("parquet", tmp_path), written("arrow", tmp_path)):
        frame = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_ipc(path)
        assert frame.schema["first"] == pl.Date
        assert frame.schema["confidence"] == pl.Float64
        assert frame["place"].struct.field("name").to_list() == ["Konna", None, "Konna"]
    rows = duckdb.read_parquet(str(tmp_path / "a.parquet")).filter("id = 'e-1'").project("figures[1].best").fetchall()
    assert rows == [(11,)]


# ---- maps


def test_geojson_is_what_its_standard_says(tmp_path: Path) -> None:
    text = written("geojson", tmp_path).read_text("utf-8")
    collection: FeatureCollection[Any] = FeatureCollection.model_validate_json(text)
    assert [feature.id for feature in collection.features] == ["e-1", "e-2", "e-3"]
    assert json.loads(text)["features"][1]["geometry"] is None
    assert len(geopandas.read_file(tmp_path / "a.geojson")) == 3


@pytest.mark.parametrize("name", ["geoparquet", "gpkg"])
def test_geopandas_reads_points(name: str, tmp_path: Path) -> None:
    path = written(name, tmp_path)
    frame = geopandas.read_parquet(path) if name == "geoparquet" else geopandas.read_file(path, layer="events")
    assert frame.crs is not None
    assert frame.crs.is_geographic
    assert frame.geometry.x[0] == -3.89
    assert frame.geometry.y[0] == 14.95
    assert list(frame.geometry.isna()) == [False, True, False]


def test_a_geopackage_has_the_tables_of_the_standard(tmp_path: Path) -> None:
    with sqlite3.connect(written("gpkg", tmp_path)) as base:
        assert base.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"GPKG", "big")
        assert base.execute("SELECT table_name, data_type, srs_id FROM gpkg_contents").fetchall() == [
            ("events", "features", 4326)
        ]
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    base.close()


# ---- other data models


def test_libhxl_takes_the_hashtags(tmp_path: Path) -> None:
    with written("hxl", tmp_path).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    source = hxl.data(rows)
    assert source.tags[0] == "#event"
    assert hxl.validate(hxl.data(rows))
    assert [row.get("#event+id") for row in source] == ["e-1", "e-2", "e-3"]


def test_followthemoney_takes_the_entities(tmp_path: Path) -> None:
    kinds = []
    for line in written("followthemoney", tmp_path, [*MADE, *hostile()]).read_text("utf-8").splitlines():
        told = json.loads(line)
        schema = model.get(told["schema"])
        assert schema is not None
        schema.validate(told)
        cleaned = model.get_proxy(told, cleaned=False).to_dict()["properties"]
        assert {name: len(values) for name, values in cleaned.items()} == {
            name: len(values) for name, values in told["properties"].items()
        }
        kinds.append(schema.name)
    assert set(kinds) == {"Event", "Article", "Address"}


def test_statements_make_up_the_same_entities(tmp_path: Path) -> None:
    entities = [json.loads(line) for line in written("followthemoney", tmp_path).read_text("utf-8").splitlines()]
    found: dict[str, dict[str, list[str]]] = {}
    with written("followthemoney-statements", tmp_path).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["entity_id"], {}).setdefault(row["prop"], []).append(row["value"].removeprefix("'"))
            schema = model.get(row["schema"])
            assert schema is not None
            assert schema.properties[row["prop"]].type.name == row["prop_type"]
    assert found == {one["id"]: one["properties"] for one in entities}


def test_datasette_opens_the_database(tmp_path: Path) -> None:
    from datasette.app import Datasette

    async def ask() -> tuple[list[dict[str, object]], int]:
        served = Datasette([str(written("sqlite", tmp_path))])
        rows = (await served.client.get("/a/events.json?_shape=array&country=MLI")).json()
        page = await served.client.get("/a/events/e-1")
        return rows, page.status_code

    rows, status = asyncio.run(ask())
    assert [row["id"] for row in rows] == ["e-1", "e-3"]
    assert rows[0]["killed_best"] == 11
    assert status == 200


# ---- documents


def test_word_opens_the_report_and_finds_every_note(tmp_path: Path) -> None:
    path = written("docx", tmp_path, [*MADE, *hostile()])
    document = Document(str(path))
    assert document.core_properties.title == "Dateline export"
    assert any("2013-01-10, Konna (Mopti, MLI)" in one.text for one in document.paragraphs)
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Country", "Type", "Events"]
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    with zipfile.ZipFile(path) as archive:
        text = etree.fromstring(archive.read("word/document.xml"))
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
    asked = text.xpath("//w:footnoteReference/@w:id", namespaces=space)
    given = notes.xpath("//w:footnote[not(@w:type)]/@w:id", namespaces=space)
    assert asked == given
    assert len(asked) == 4
    assert "c-4" in "".join(notes.itertext())
    assert not text.xpath("//w:hyperlink|//w:instrText", namespaces=space)


def test_markdown_has_notes_and_nothing_that_acts(tmp_path: Path) -> None:
    from markdown_it import MarkdownIt

    text = written("md", tmp_path, [*MADE, *hostile()]).read_text("utf-8")
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    inside = [one for token in tokens for one in (token, *(token.children or []))]
    assert not [one for one in inside if one.type in {"html_block", "html_inline", "link_open", "image", "code_inline"}]
    for number in range(1, 5):
        assert text.count(f"[^{number}]") == 2
    assert "://" not in text.replace("\\:\\/\\/", "")


def test_events_without_a_date_or_place_are_told_as_such(tmp_path: Path) -> None:
    text = written("md", tmp_path).read_text("utf-8")
    assert "## Without a date" in text
    assert "No date, no place" in text


def test_plover_names_what_is_missing(tmp_path: Path) -> None:
    aid: Event = make_event("e-5", type="aid", mode=None, sides=())
    told = json.loads(written("plover", tmp_path, [make_dossier(aid), *MADE]).read_text("utf-8"))
    assert told["metadata"]["filters"] == {"countries": ["MLI"]}
    assert told["events"][0]["missing"] == ["actor", "recipient"]
    assert told["events"][3]["auxiliary_mode"] == "future"
    assert told["events"][1]["reports"][0]["publisher"] == "Northern Post"
