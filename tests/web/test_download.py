"""A view as a file."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path

import pytest
from clients import make_workbench
from workbench import make_store

from dateline.export import format_named
from dateline.store import Store
from dateline.web.pages.overview import DOWNLOADS
from dateline.web.texts import has_text


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_store(tmp_path_factory.mktemp("download") / "store.sqlite")


def test_the_filter_of_the_view_holds(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    reader = make_workbench(store).client("reader")
    answer = reader.get("/downloads/csv", params={"country": "SYR", "q": "", "sort": "-killed"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="dateline-events.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["id"] for row in rows] == [
        event.id for event in store.events() if event.place and event.place.country == "SYR"
    ]
    whole = reader.get("/downloads/jsonl").text.splitlines()
    assert len([line for line in whole if "claims" in json.loads(line)]) == 5
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_is_refused(store: Store) -> None:
    answer = make_workbench(store).client("reader", "reader-2").get("/downloads/stone-tablet")
    assert answer.status_code == 400
    assert "csv" in answer.text


@pytest.mark.parametrize("name", DOWNLOADS)
def test_every_format_of_the_menu_is_there(name: str) -> None:
    assert "events" in format_named(name).records
    assert has_text(f"overview.share.{name}")
