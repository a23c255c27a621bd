"""Fetch, watch, changes and quarantine: the shells around functions that are tested where they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from stub import StubCoder
from typer.testing import CliRunner

from dateline import pipeline
from dateline.cli.add import add
from dateline.cli.changes import changes
from dateline.cli.fetch import fetch
from dateline.cli.quarantine import quarantine
from dateline.cli.report import reports
from dateline.cli.watch import watch
from dateline.core.errors import InputError
from dateline.ingest import report_from_text
from dateline.ingest.quarantine import Quarantine, file_of
from dateline.store import Store


def run(function: object, *args: str) -> tuple[int, str, str]:
    app = typer.Typer()
    app.command()(function)  # type: ignore[type-var]  # any of the commands
    result = CliRunner().invoke(app, list(args))
    return result.exit_code, result.stdout, result.stderr


def test_fetch_refuses_private_addresses(tmp_path: Path) -> None:
    code, out, err = run(fetch, "http://127.0.0.1:9/", "file:///etc/passwd", "--archive", str(tmp_path / "a"))
    assert (code, out) == (1, "")
    assert "not a public address" in err
    assert "only http" in err


def test_watch_goes_on_after_a_bad_feed(tmp_path: Path) -> None:
    code, out, err = run(watch, "http://127.0.0.1:9/feed", "--once", "--archive", str(tmp_path / "a"))
    assert (code, out) == (0, "")
    assert "failed: http://127.0.0.1:9/feed" in err


def test_changes(tmp_path: Path) -> None:
    path = str(tmp_path / "x.sqlite")
    old = report_from_text("Two men were held.", url="https://n.example/1")
    new = report_from_text("Three men were held.", url="https://n.example/1").model_copy(update={"revises": old.id})
    with Store.open(path) as store:
        store.add(old, [])
        store.add(new, [])
    for name in (old.id, new.id):
        code, out, _ = run(changes, name, "--store", path, "--format", "jsonl")
        assert code == 0
        assert [json.loads(line) for line in out.splitlines()] == [
            {"change": "words replaced", "what": "", "before": "Two", "after": "Three"}
        ]


def test_quarantine(tmp_path: Path) -> None:
    store = str(tmp_path / "x.sqlite")
    listed = Quarantine.beside(store)
    error = InputError("no text in it", source=str(tmp_path / "a.zip!b.txt"), hint="Look.")
    assert listed.note([error, error]) == 1
    assert listed.note([error]) == 0
    code, out, _ = run(quarantine, "--store", store, "--format", "jsonl")
    assert code == 0
    assert json.loads(out)["reason"] == "no text in it"
    assert run(quarantine, "--store", store, "--clear", "--format", "jsonl")[1] == ""
    assert not listed.path.exists()


@pytest.fixture
def _stub_coder(monkeypatch: pytest.MonkeyPatch) -> StubCoder:
    coder = StubCoder()
    monkeypatch.setattr(pipeline, "load_coder", lambda _config: coder)
    return coder


def piped(data: str | bytes, *args: str) -> int:
    app = typer.Typer()
    app.command()(add)
    return CliRunner().invoke(app, ["-", "--quiet", *args], input=data).exit_code


def listed_in(store: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(quarantine, "--store", store, "--format", "jsonl")[1].splitlines()]


ROWS = """{"words": "Rebels attacked Gao on 2013-01-10.", "url": "https://n.example/1"}
{"words": "FAIL now.", "url": "https://n.example/2"}
{"words": "Rebels attacked Konna
{"nothing": 1}
"""


@pytest.mark.usefixtures("_stub_coder")
def test_what_failed_in_a_pipe_is_kept_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = str(tmp_path / "x.sqlite")
    args = ("--store", store, "--map", "text=words", "--published", "2013-01-12")
    assert piped(ROWS, *args) == 1
    before = listed_in(store)
    assert [row["source"] for row in before] == ["https://n.example/2", "standard input:3", "standard input:4"]
    assert all(row["can_be_retried"] for row in before)
    assert all("FAIL" not in str(row) for row in before)
    code, _, err = run(quarantine, "--store", store, "--retry")
    assert (code, "3 inputs tried again; 0 reports added" in err) == (0, True)
    assert {row["id"] for row in listed_in(store)} == {row["id"] for row in before}
    # What was in the way is gone: the coder is mended, and the reader takes the column that it was told of.
    monkeypatch.setattr(StubCoder, "code", lambda *_: ())
    code, _, err = run(quarantine, "--store", store, "--retry")
    assert "1 reports added" in err
    assert [row["source"] for row in listed_in(store)] == ["standard input:3", "standard input:4"]
    with Store.open(store) as base:
        reports = {report.url: report for report in base.reports()}
    assert reports["https://n.example/2"].published == "2013-01-12"


@pytest.mark.usefixtures("_stub_coder")
def test_bytes_that_are_no_text_are_kept_as_they_were(tmp_path: Path) -> None:
    store, data = str(tmp_path / "x.sqlite"), b"%PDF-1.4\n\xff\x00\xfe broken"
    assert piped(data, "--store", store) == 1
    (entry,) = Quarantine.beside(store).entries()
    assert entry.record is not None
    assert entry.record.encode("utf-8", "surrogateescape") == data
    run(quarantine, "--store", store, "--retry")
    assert [again.id for again in Quarantine.beside(store).entries()] == [entry.id]


@pytest.mark.usefixtures("_stub_coder")
def test_a_file_is_read_again_as_it_was_read_before(tmp_path: Path) -> None:
    store, table = str(tmp_path / "x.sqlite"), tmp_path / "table.csv"
    table.write_text("text;words\n1;Rebels attacked Gao on 2013-01-10.\n2;\n")
    app = typer.Typer()
    app.command()(add)
    given = [str(table), "--quiet", "--store", store, "--map", "text=words", "--published", "2013-01-12"]
    assert CliRunner().invoke(app, given).exit_code == 1
    table.write_text("text;words\n1;Rebels attacked Gao on 2013-01-10.\n2;Rebels attacked Konna.\n")
    assert "1 reports added" in run(quarantine, "--store", store, "--retry")[2]
    with Store.open(store) as base:
        assert {report.published for report in base.reports()} == {"2013-01-12"}


@pytest.mark.usefixtures("_stub_coder")
def test_reports_that_no_coder_reads_are_stored_and_listed(tmp_path: Path) -> None:
    store = str(tmp_path / "x.sqlite")
    rows = [
        {"text": "Les rebelles ont pris la ville de Gao samedi matin, selon le porte-parole de l'armée, qui n'a donné "
         "aucun bilan des combats de la nuit dans les rues de la ville."},
        {"text": "Rebels attacked Gao on 2013-01-10."},
    ]  # fmt: skip
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    code, _, err = run(add, str(tmp_path), "--store", store)
    assert code == 0
    assert "fr 1" in err
    assert "2 reports added with 1 claims" in err
    (french,) = run(reports, "--store", store, "--language", "fr", "--format", "jsonl")[1].splitlines()
    assert json.loads(french)["language"] == "fr"
    # The store lies in the folder that is read; it is no report.
    assert "0 reports added" in run(add, str(tmp_path), "--store", store)[2]


@pytest.mark.parametrize("tail", ["", "!a/b.txt", ":17", "#3 https://x.example/a", "!a.jsonl:2"])
def test_the_file_of_a_source(tmp_path: Path, tail: str) -> None:
    path = tmp_path / "news.bin"
    path.write_text("x")
    assert file_of(f"{path}{tail}") == str(path)
    assert file_of(f"{tmp_path}/none{tail}") is None
