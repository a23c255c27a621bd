"""The wheel: built twice, installed into an environment of its own, run without a network."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import site
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import version as installed_version
from pathlib import Path

import pytest
import yaml

from dateline import __version__
from dateline.places.build import fingerprint
from dateline.places.gazetteer import load_gazetteer

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "THIRD-PARTY.md", "src", "examples")
MOST_MB = 30
"""Of the wheel: 23 MB today, of which 22 are the encoder."""
NO_NETWORK = """
import socket
def refused(self, address):
    raise OSError(f"a network was asked for: {address}")
socket.socket.connect = socket.socket.connect_ex = refused
"""


def build(source: Path, target: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (wheel,) = target.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the wheel is built from, copied: nothing else of the working tree may matter."""
    copy = tmp_path_factory.mktemp("sources")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, copy / part)
    return copy


@pytest.fixture(scope="module")
def wheel(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(sources, tmp_path_factory.mktemp("wheel"))


def test_the_same_sources_give_the_same_bytes(wheel: Path, sources: Path, tmp_path: Path) -> None:
    for path in sources.rglob("*"):
        os.utime(path, (1e9, 1e9))
    (sources / "README.md").chmod(0o600)
    again = build(sources, tmp_path)
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(wheel.read_bytes()).digest()


def test_all_of_the_package_is_in_it_and_nothing_else(wheel: Path, sources: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if not name.startswith("dateline-")}
    package = {str(path.relative_to(sources / "src")) for path in (sources / "src").rglob("*") if path.is_file()}
    examples = {f"dateline/{path.relative_to(sources)}" for path in (sources / "examples").rglob("*") if path.is_file()}
    assert inside == package | examples
    assert wheel.stat().st_size < MOST_MB * 2**20


def test_licences_and_entry_points_are_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (points,) = (archive.read(name).decode() for name in names if name.endswith("entry_points.txt"))
        (metadata,) = (archive.read(name).decode() for name in names if name.endswith("METADATA"))
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} == {
        "LICENSE",
        "NOTICE",
        "THIRD-PARTY.md",
    }
    assert "dateline = dateline.cli:main" in points
    assert "[spacy_factories]" in points
    assert "License-Expression: Apache-2.0" in metadata


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel, beside the libraries of this one; it cannot reach a network."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "install", "-q"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True)
    (packages,) = (home / "lib").glob("python*/site-packages")
    # A plain path: the hook by which this environment finds the working copy is not run from there.
    (packages / "libraries.pth").write_text("\n".join(site.getsitepackages()))
    (packages / "sitecustomize.py").write_text(NO_NETWORK)
    return home


def run(environment: Path, folder: Path, *command: str) -> str:
    cache = folder / "cache"
    if not cache.exists():
        cache.mkdir()
        # The gazetteer's building is tested elsewhere, and takes 15 s.
        (cache / f"gazetteer-{fingerprint()}.sqlite").symlink_to(load_gazetteer().path)
    variables = {"PATH": str(environment / "bin"), "HOME": str(folder), "DATELINE_CACHE": str(cache), "COLUMNS": "160"}
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_the_wheel_that_is_imported(environment: Path, tmp_path: Path) -> None:
    where = run(
        environment, tmp_path, str(environment / "bin" / "python"), "-c", "import dateline; print(dateline.__file__)"
    )
    assert Path(where.strip()).is_relative_to(environment)


def test_a_bundled_report_is_coded_and_stored_in_an_empty_folder_without_a_network(
    environment: Path, tmp_path: Path
) -> None:
    dateline = str(environment / "bin" / "dateline")
    (report,) = (environment / "lib").glob("python*/site-packages/dateline/examples/01-konna-falls.txt")
    run(environment, tmp_path, dateline, "add", str(report), "--store", "mine.sqlite", "--quiet")
    counted = run(environment, tmp_path, dateline, "stats", "--store", "mine.sqlite")
    assert "2013-01" in counted


# ---- one version, licence and citation


def test_the_version_stands_in_one_place() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+(?:-[a-z]+\.\d+)?", __version__)
    assert installed_version("dateline") == __version__
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert "version" in project["dynamic"]
    assert "version" not in project
    (written,) = re.findall(r'^__version__ = "(.+)"$', (ROOT / "src/dateline/_version.py").read_text(), re.MULTILINE)
    assert written == __version__


def test_the_citation_is_of_this_version_and_cites_the_data() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__, "CITATION.cff is of another version: see docs/how-to/release.md"
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors", "license", "abstract"} <= set(citation)
    titles = " ".join(reference["title"] for reference in citation["references"])
    assert "UCDP" in titles
    assert "GeoNames" in titles


def test_the_changelog_knows_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text or f"## [{__version__}]" in text
