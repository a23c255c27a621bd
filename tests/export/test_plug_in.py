"""A plug-in is a `Format` behind an entry point; a broken one harms nobody who does not ask for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from made import make_dossier, make_event

from dateline.core.errors import InstallError
from dateline.export import About, Dossier, Format, Tally, describe, export, format_named, format_names, registry

NAMES = Format(
    name="names",
    summary="Names of parties, one a line.",
    suffix=".txt",
    metadata="beside",
    writer=f"{__name__}:write_names",
    claim_ids="none",
    loses=("all but the names",),
)


def write_names(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    del about
    tally = Tally()
    with target.open("w", encoding="utf-8") as lines:
        for dossier in dossiers:
            lines.write("; ".join(side.name or "" for side in dossier.event.sides) + "\n")
            tally.written += 1
    return tally


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [
        EntryPoint("names", "plug_in:NAMES", registry.GROUP),
        EntryPoint("broken", "no_such_package:FORM", registry.GROUP),
        EntryPoint("csv", "plug_in:NAMES", registry.GROUP),
    ]

    def listed(*, group: str) -> list[EntryPoint]:
        assert group == "dateline.exporters"
        return entries

    def load(self: EntryPoint) -> object:
        if self.value != "plug_in:NAMES":
            raise ModuleNotFoundError("No module named 'no_such_package'")
        return NAMES

    monkeypatch.setattr(registry, "entry_points", listed)
    monkeypatch.setattr(EntryPoint, "load", load)
    # Under importlib mode a test module cannot be imported by its name, as an installed plug-in can.
    monkeypatch.setattr("dateline.export.run.writer_of", lambda _form: write_names)


@pytest.mark.usefixtures("plugged")
def test_a_plug_in_is_listed_and_writes(tmp_path: Path) -> None:
    assert format_names()[-2:] == ("broken", "names")
    form = format_named("names")
    export(
        [make_dossier(make_event())], form, describe(form, "events", date=None, filters={}), tmp_path / "a.txt", None
    )
    assert (tmp_path / "a.txt").read_text("utf-8") == "MUJAO; Military of Mali\n"


@pytest.mark.usefixtures("plugged")
def test_a_plug_in_cannot_take_the_place_of_a_format_of_ours() -> None:
    assert format_named("csv").writer.startswith("dateline.export.")


@pytest.mark.usefixtures("plugged")
def test_a_broken_plug_in_is_named_when_it_is_asked_for() -> None:
    with pytest.raises(InstallError, match="no_such_package:FORM"):
        format_named("broken")


def test_the_libraries_of_the_formats_are_imported_when_they_are_called_for() -> None:
    code = "import sys, dateline.export, dateline.cli.export; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pyarrow", "pyogrio", "xlsxwriter", "pandas", "spacy"} & set(loaded)
