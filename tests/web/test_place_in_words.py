"""A place of which only the report's words are known, on every page that shows places."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner
from workbench import Teller, build_report, where, who

from dateline import pipeline
from dateline.cli import app
from dateline.export import built_in
from dateline.records import Place
from dateline.store import Store

Serve = Callable[..., AbstractContextManager[str]]
WORDS = "the cattle market"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "words.sqlite"
    report = build_report(("body", f"Gunmen attacked {WORDS} before dawn."), published="2020-03-01")
    place = where(WORDS, name=None, country=None)
    claim = Teller(report).claim("Gunmen", "attacked", place=place, actors=[who("Gunmen", sector="UAF", head="Gunmen")])
    with Store.open(path) as made:
        made.add(report, [claim])
        pipeline.relink(made)
    return path


def test_it_is_the_place_of_the_event(store: Path) -> None:
    with Store.open(store) as held:
        (event,) = held.events()
    assert event.place is not None
    assert event.place == Place(text=WORDS, start=event.place.start, end=event.place.end)


@pytest.mark.parametrize("page", ["/", "/review", "/events/{event}", "/claims/{claim}"])
def test_every_page_says_that_it_is_on_no_map(page: str, store: Path, serve: Serve) -> None:
    with Store.open(store) as held:
        (event,) = held.events()
    with serve(store) as address:
        target = page.format(event=event.id, claim=event.claims[0].claim_id)
        with urlopen(f"{address}{target}") as answer:  # noqa: S310  # the test's own server
            shown = answer.read().decode()
    assert WORDS in shown
    assert "on no map" in shown


def test_every_format_can_hold_it(store: Path, tmp_path: Path) -> None:
    for name in built_in():
        target = tmp_path / f"out.{name}"
        done = CliRunner().invoke(app, ["export", "-f", name, "--store", str(store), "-o", str(target)])
        assert done.exit_code == 0, (name, done.output)
        assert target.exists()
