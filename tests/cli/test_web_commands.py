"""Fetch, watch, changes and quarantine: the shells around functions that are tested where they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli.changes import changes
from dateline.cli.fetch import fetch
from dateline.cli.quarantine import quarantine
from dateline.cli.watch import watch
from dateline.core.errors import InputError
from dateline.ingest import report_from_text
from dateline.ingest.quarantine import Quarantine, file_of
from dateline.store import Store


def run(function: object, *args: str) -> tuple[int, str, str]:
    import typer

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


@pytest.mark.parametrize("tail", ["", "!a/b.txt", ":17", "#3 https://x.example/a", "!a.jsonl:2"])
def test_the_file_of_a_source(tmp_path: Path, tail: str) -> None:
    path = tmp_path / "news.bin"
    path.write_text("x")
    assert file_of(f"{path}{tail}") == str(path)
    assert file_of(f"{tmp_path}/none{tail}") is None
