from __future__ import annotations

import builtins
import datetime as dt
import importlib
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stub import day, figure, make_claim, make_report, party, place

import dateline
from dateline.core.errors import InstallError
from dateline.frames import Claims, Events, Map
from dateline.frames.arrow import nested_schema
from dateline.frames.flat import CLAIM_COLUMNS, EVENT_COLUMNS
from dateline.frames.html import MOST_ROWS, table
from dateline.frames.map import Spot, view_of
from dateline.records import Claim, Event

REPORT = make_report("Rebels attacked Gao. Planes bombed Konna.")
HOSTILE = '<img src=x onerror="alert(1)">]]><script>alert(2)</script>'


@pytest.fixture(scope="module")
def claims() -> Claims:
    return Claims(
        (
            make_claim(
                REPORT,
                "attacked",
                actors=(party("Rebels", sector="REB"),),
                place=place("Gao", latitude=16.27, longitude=-0.04, precision=1),
                time=day("2013-01-10"),
                figures=(figure("killed", 3, 4, None),),
            ),
            make_claim(REPORT, "bombed", mode="aerial"),
        )
    )


@pytest.fixture(scope="module")
def events(claims: Claims) -> Events:
    return Events(dateline.link(claims, [REPORT]))


def test_they_are_tuples(claims: Claims) -> None:
    assert claims == tuple(claims)
    assert isinstance(claims[:1], Claims)
    assert isinstance(claims[0], Claim)


def test_a_flat_arrow_table_has_the_columns_of_csv_with_types(claims: Claims, events: Events) -> None:
    arrow = claims.to_arrow()
    assert tuple(arrow.column_names) == CLAIM_COLUMNS
    assert arrow.schema.field("first").type == pa.date32()
    assert arrow.schema.field("latitude").type == pa.float64()
    assert arrow.column("first").to_pylist() == [dt.date(2013, 1, 10), None]
    assert tuple(events.to_arrow().column_names) == EVENT_COLUMNS
    assert events.to_arrow().column("killed_best").to_pylist() == [4]


@pytest.mark.parametrize("kind", [Claim, Event])
def test_the_flat_types_fit_every_column_and_no_other(kind: type[Claim | Event]) -> None:
    from dateline.frames import arrow

    columns = {*CLAIM_COLUMNS, *EVENT_COLUMNS}
    assert columns >= arrow._DAYS | arrow._NUMBERS | arrow._WHOLE
    assert nested_schema(kind).names == list(kind.model_fields)


def test_a_nested_arrow_table_is_read_back_into_the_same_records(claims: Claims, events: Events) -> None:
    assert Claims(map(Claim.model_validate, claims.to_arrow(nested=True).to_pylist())) == claims
    assert Events(map(Event.model_validate, events.to_arrow(nested=True).to_pylist())) == events


def test_pandas_gets_days_and_whole_numbers_that_may_be_missing(claims: Claims) -> None:
    frame = claims.to_pandas()
    assert frame["first"].tolist() == [pd.Timestamp("2013-01-10"), pd.NaT]
    assert frame["place_precision"].dtype == "Int64"
    assert frame["place_precision"].isna().tolist() == [False, True]
    assert frame.groupby("type").size().to_dict() == {"assault": 2}


def test_polars_gets_the_same(claims: Claims) -> None:
    frame = claims.to_polars()
    assert frame.schema["first"] == pl.Date
    assert frame["trigger"].to_list() == ["attacked", "bombed"]
    nested = claims.to_polars(nested=True)
    assert nested.schema["place"].to_python() is dict


def test_no_records_make_empty_tables_of_the_same_types() -> None:
    assert Claims().to_arrow().schema == Claims().to_arrow().schema
    assert len(Claims().to_pandas()) == len(Events().to_polars(nested=True)) == 0


@pytest.mark.parametrize(
    ("missing", "method"), [("pyarrow", "to_arrow"), ("pandas", "to_pandas"), ("polars", "to_polars")]
)
def test_a_library_that_is_not_there_is_named(
    missing: str, method: str, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.import_module

    def without(name: str, package: str | None = None) -> ModuleType:
        if name == missing:
            raise ModuleNotFoundError(name)
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", without)
    with pytest.raises(InstallError, match=f"{missing} is not installed") as caught:
        getattr(claims, method)()
    assert caught.value.hint == "pip install 'dateline[tables]'"


# ---- what a notebook shows


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.data = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.data += data


def tags(html: str) -> Tags:
    parser = Tags()
    parser.feed(html)
    return parser


def test_a_notebook_shows_a_table(claims: Claims, events: Events) -> None:
    shown = tags(claims._repr_html_())
    assert {"table", "th", "td"} <= shown.found
    assert "2 claims" in shown.data
    assert "Gao, MLI" in shown.data
    assert "1 event" in tags(events._repr_html_()).data


@settings(deadline=None)  # a busy machine is not a defect
@given(st.text() | st.just(HOSTILE))
def test_hostile_text_stays_text(text: str) -> None:
    claim = make_claim(REPORT, "attacked", actors=(party("x", name=text),), place=place("Gao", latitude=1, longitude=2))
    svg(Claims([claim]).map())
    for html in (Claims([claim])._repr_html_(), Claims([claim]).map()._repr_html_()):
        shown = tags(html)
        assert not shown.found & {"script", "img"}
        assert not {name for name in shown.attributes if name.startswith("on")}
    assert shown.found <= {"svg", "rect", "g", "polyline", "circle", "title", "p", "small"}


def test_a_long_table_is_cut_and_says_so() -> None:
    html = table(["n"], ([str(number)] for number in range(MOST_ROWS + 5)), "65 rows")
    assert html.count("<td") == MOST_ROWS
    assert "65 rows, of which 5 are not shown" in html


def test_one_record_is_shown_by_its_fields(claims: Claims) -> None:
    shown = tags(claims[0]._repr_html_())
    assert "attacked" in shown.data
    assert "recipients" not in shown.data  # empty
    assert "script" not in tags(make_report(HOSTILE)._repr_html_()).found


# ---- maps


def svg(picture: Map) -> ET.Element:
    return ET.fromstring(picture.svg())  # noqa: S314 - our own


def test_a_map_has_a_dot_for_each_place_and_needs_nothing_from_outside(claims: Claims) -> None:
    picture = claims.map()
    root = svg(picture)
    dots = root.findall(".//{*}circle")
    assert len(dots) == 1
    title = dots[0].find("{*}title")
    assert title is not None
    assert "Gao, MLI" in (title.text or "")
    assert picture.unplaced == 1
    assert len(root.findall(".//{*}polyline")) > 3  # borders of Mali and its neighbours
    assert "http" not in picture.svg().replace("http://www.w3.org/2000/svg", "")


def test_records_at_one_place_share_a_larger_dot() -> None:
    one, many = Map((Spot(1, 2, "a"),)), Map(tuple(Spot(1, 2, str(number)) for number in range(30)))
    radius = [float(svg(picture).findall(".//{*}circle")[0].get("r", "0")) for picture in (one, many)]
    assert radius[1] > radius[0]
    assert "… and 22 more" in many.svg()


def test_an_empty_map_is_the_world() -> None:
    assert view_of(()).west == -180
    assert "0 records" in Map(())._repr_html_()


@settings(deadline=None)  # a busy machine is not a defect
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=5))
def test_every_dot_is_inside_the_picture(points: list[tuple[float, float]]) -> None:
    root = svg(Map(tuple(Spot(latitude, longitude, "") for latitude, longitude in points)))
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    assert width > 0
    assert height > 0
    for dot in root.findall(".//{*}circle"):
        assert -0.1 <= float(dot.get("cx", "-1")) <= width + 0.1
        assert -1 <= float(dot.get("cy", "-1")) <= height + 1


def test_a_map_can_be_saved(claims: Claims, tmp_path: Path) -> None:
    claims.map().save(tmp_path / "map.svg")
    assert (tmp_path / "map.svg").read_text().startswith("<svg ")


def test_nothing_is_imported_that_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Any = builtins.__import__

    def watched(name: str, *args: Any, **kwargs: Any) -> Any:
        assert name.partition(".")[0] not in {"pandas", "polars", "pyarrow"}
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", watched)
    importlib.reload(importlib.import_module("dateline.frames.html"))
    Claims([make_claim(REPORT, "attacked")])._repr_html_()
