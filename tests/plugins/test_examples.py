"""The worked examples of `docs/plugins`, really built and installed into a folder of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from stub import StubCoder, make_report
from typer.testing import CliRunner

import dateline
from dateline import pipeline
from dateline.cli import app
from dateline.core import plugins
from dateline.core.config import Config
from dateline.core.errors import InstallError, UsageError
from dateline.ingest import read_inputs
from dateline.places import load_gazetteer
from dateline.records import Report

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "plugins"
NOTES = b"""FIELD NOTES
## 2013-01-10, A. Diarra
Rebels attacked Gao.
## 2013-01-11, B. Keita
Quiet.
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    folders = [str(EXAMPLES / name) for name in ("coder", "reader", "exporter", "gazetteer")]
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--disable-pip-version-check", "--target", str(target), *folders], check=True)
    return target


@pytest.fixture
def site(installed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The examples in force, for one test."""
    monkeypatch.syspath_prepend(installed)
    plugins.forget()
    yield installed
    monkeypatch.undo()
    plugins.forget()


@pytest.mark.usefixtures("site")
def test_a_coder_is_chosen_by_its_name_and_names_its_languages() -> None:
    config = Config(coder="curfews")
    report = make_report("Le gouvernement a parlé. Un curfew est en vigueur.", language="fr")
    (coded,) = pipeline.code_all([report], config=config)
    (claim,) = coded.claims
    assert (claim.mode, claim.coder) == ("curfew", "curfews/0.1.0")
    assert report.text[claim.trigger.start : claim.trigger.end] == "curfew"
    assert dateline.code(report, config=config) == coded.claims
    assert pipeline.load_coder(config).explain(report)[0].claim == claim


@pytest.mark.usefixtures("site")
def test_a_reader_makes_reports_of_its_kind_of_file_and_leaves_others_alone(tmp_path: Path) -> None:
    (tmp_path / "a.notes").write_bytes(NOTES)
    (tmp_path / "b.txt").write_text("FIELD hospital attacked.\n")
    (tmp_path / "c.notes").write_bytes(b"FIELD NOTES\nnothing\n")
    first, second, other, failed = read_inputs([tmp_path])
    assert isinstance(first, Report)
    assert (first.published, first.byline, first.text) == ("2013-01-10", ("A. Diarra",), "Rebels attacked Gao.")
    assert isinstance(second, Report)
    assert isinstance(other, Report)
    assert "no note in it" in str(failed)


@pytest.mark.usefixtures("site")
def test_an_exporter_is_a_format_of_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coder = StubCoder()
    monkeypatch.setattr(pipeline, "load_coder", lambda _config: coder)
    (tmp_path / "report.txt").write_text("Rebels attacked Gao on 2013-01-10. Rebels attacked Kidal.\n")
    store = str(tmp_path / "store.sqlite")
    run = CliRunner().invoke
    assert run(app, ["add", str(tmp_path / "report.txt"), "--store", store]).exit_code == 0
    done = run(app, ["export", "--format", "timeline", "--store", store, "-o", str(tmp_path / "out.txt")])
    assert done.exit_code == 0, done.stderr
    assert "2013-01-10  Gao: assault\n" in (tmp_path / "out.txt").read_text()


@pytest.mark.usefixtures("site")
def test_a_gazetteer_is_read_once_and_its_places_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = load_gazetteer().path
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
    told: list[str] = []
    gazetteer = load_gazetteer(base, progress=told.append)
    (found,) = gazetteer.candidates("Exemplar Well")
    assert (found.name, found.country, found.latitude) == ("Bir Exemplar", "MLI", 19.25)
    again = load_gazetteer(base)
    assert [one.path for one in again.overlays] == [one.path for one in gazetteer.overlays]


@pytest.mark.usefixtures("site")
def test_names_are_listed_in_errors() -> None:
    with pytest.raises(UsageError) as caught:
        pipeline.load_coder(Config(coder="curfew"))
    assert caught.value.hint == "Available: rules+encoder, rules, curfews."
    with pytest.raises(UsageError, match="no plug-in 'ghost'"):
        plugins.load_plugin("dateline.readers", "ghost")


def test_without_plug_ins_there_are_none() -> None:
    plugins.forget()
    assert plugins.plugin_names("dateline.coders") == ()


def test_a_broken_plug_in_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point whose module is not there, written by hand."""
    metadata = tmp_path / "broken-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("[dateline.coders]\nbad = broken_module:load\n")
    monkeypatch.syspath_prepend(tmp_path)
    plugins.forget()
    try:
        with pytest.raises(InstallError, match="'bad' of broken cannot be loaded: ModuleNotFoundError"):
            pipeline.load_coder(Config(coder="bad"))
    finally:
        plugins.forget()


def test_the_installed_command_finds_them_too(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.notes").write_bytes(NOTES.replace(b"Quiet.", b"A curfew began."))
    done = subprocess.run(
        [sys.executable, "-m", "dateline.cli", "code", "a.notes", "--quiet"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed), "DATELINE_CODER": "curfews", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["mode"] == "curfew"
