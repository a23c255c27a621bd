from __future__ import annotations

import os
from pathlib import Path

import pytest

from dateline.core.config import Config, load_config
from dateline.core.errors import UsageError


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_defaults() -> None:
    assert load_config(environment={}) == Config()


def test_the_command_line_beats_the_environment_and_that_the_file() -> None:
    Path("dateline.toml").write_text('store = "file.sqlite"\nworkers = 2\ncoder = "rules"\n')
    environment = {"DATELINE_STORE": "environment.sqlite", "DATELINE_WORKERS": "3", "HOME": "/", "DATELINE_CACHE": "/x"}
    found = load_config(environment=environment, store="option.sqlite", workers=None)
    assert (found.store, found.workers) == ("option.sqlite", 3)
    assert load_config(environment={}).store == "file.sqlite"


@pytest.mark.parametrize(
    ("text", "said"),
    [("stroe = 'x'", "unknown key 'stroe'"), ("workers = 0", "workers"), ("store = [", "not a TOML file")],
)
def test_what_is_wrong_in_the_file_is_named(text: str, said: str) -> None:
    Path("own.toml").write_text(text)
    with pytest.raises(UsageError, match=said):
        load_config("own.toml", environment={})


def test_unknown_variables_are_refused() -> None:
    with pytest.raises(UsageError, match="unknown key 'stor'"):
        load_config(environment={"DATELINE_STOR": "x"})


def test_a_file_that_is_named_must_be_there() -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_config("none.toml", environment={})


def test_files_named_in_the_file_lie_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "own.toml").write_text('ontology = ["words.yaml", "/all/types.yaml"]\ngazetteer = "places.sqlite"\n')
    found = load_config(folder / "own.toml", environment={})
    assert found.ontology == (folder / "words.yaml", Path("/all/types.yaml"))
    assert found.gazetteer == folder / "places.sqlite"


def test_a_list_in_the_environment_is_written_as_path_is() -> None:
    found = load_config(environment={"DATELINE_ONTOLOGY": f"words.yaml{os.pathsep}types.yaml"})
    assert found.ontology == (Path("words.yaml"), Path("types.yaml"))
