from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from stub import StubCoder, make_report
from typer.testing import CliRunner, Result

import dateline
from dateline.cli import app
from dateline.core.errors import DatelineError, UsageError
from dateline.records import Event, EventFigure, Side, StancedClaim
from dateline.records.claim import Place
from dateline.records.event import Basis
from dateline.stats import count
from dateline.stats.plot import plot
from dateline.store import Store


def event(
    number: int,
    day: str | None,
    *,
    killed: tuple[int | None, int | None, int | None] | None = None,
    country: str | None = "MLI",
    sides: tuple[str, ...] = (),
) -> Event:
    figures: tuple[EventFigure, ...] = ()
    if killed is not None:
        low, best, high = killed
        figures = (
            EventFigure(measure="killed", low=low, best=best, high=high, basis=Basis(rule="x", claims=("c-1",))),
        )
    return Event(
        id=f"e-{number}",
        type="assault",
        status="asserted",
        first=day,
        last=day,
        place=Place(text="x", start=0, end=1, country=country) if country else None,
        sides=tuple(Side(name=name, id=f"x-{name}", role="actor") for name in sides),
        figures=figures,
        claims=(StancedClaim(claim_id=f"c-{number}", stance="supports"),),
        reports=1,
        publishers=1,
        independent_sources=1,
        confidence=0.5,
    )


EVENTS = [
    event(1, "2013-01-11", killed=(10, 12, 20), sides=("A", "B")),
    event(2, "2013-01-30", killed=(101, None, None), sides=("A",)),
    event(3, "2013-03-02", country="NER"),
    event(4, None, killed=(0, 0, 0), country=None),
]


def test_months_are_filled_and_sums_are_of_what_is_counted() -> None:
    rows = count(EVENTS).as_rows()
    assert [(row["month"], row["events"]) for row in rows] == [("2013-01", 2), ("2013-02", 0), ("2013-03", 1), ("", 1)]
    january = rows[0]
    assert (january["killed_low"], january["killed_best"], january["killed_high"]) == (111, 12, 121)
    assert (january["lethal_events"], january["events_without_best_count"]) == (2, 1)
    assert (rows[3]["lethal_events"], rows[3]["events_without_best_count"]) == (0, 0)


def test_by_country_the_largest_comes_first() -> None:
    assert [row["country"] for row in count(EVENTS, ["country"]).as_rows()] == ["MLI", "", "NER"]


def test_an_event_counts_for_each_of_its_actors_and_once_in_the_total() -> None:
    statistics = count(EVENTS, ["actor"])
    assert {key: row.events for key, row in statistics.rows.items()} == {("A",): 2, ("B",): 1, ("",): 2}
    assert statistics.total.events == 4


def test_parties_without_a_name_of_their_own_go_by_sector() -> None:
    sides = tuple(
        Side(name=name, sector=sector, country="MLI", role="actor")
        for name, sector in (("The rebels", "REB"), ("they", "REB"), ("148 bodies", None))
    )
    statistics = count([event(1, None).model_copy(update={"sides": sides})], ["actor"])
    assert {key[0] for key in statistics.rows} == {"unnamed: MLI armed opposition"}


def test_two_keys() -> None:
    rows = count(EVENTS, ["month", "country"]).as_rows()
    assert (rows[0]["month"], rows[0]["country"], rows[0]["events"]) == ("2013-01", "MLI", 2)
    assert len(rows) == 3


@pytest.mark.parametrize("by", [["week"], ["month", "country", "type"], []])
def test_other_keys_are_refused(by: list[str]) -> None:
    with pytest.raises(UsageError, match="cannot count by"):
        count(EVENTS, by)


def test_a_month_far_away_is_not_filled_up_to() -> None:
    assert len(count([event(1, "1013-01-01"), event(2, "2013-01-01")]).rows) == 2


@pytest.mark.parametrize("by", [["month"], ["country"], ["month", "country"]])
def test_plots_are_the_same_bytes_each_time(tmp_path: Path, by: list[str]) -> None:
    statistics = count(EVENTS, by)
    for name in ("a.svg", "b.svg"):
        plot(statistics, tmp_path / name, title="Mali $1 & <b>")
    first = (tmp_path / "a.svg").read_bytes()
    assert first == (tmp_path / "b.svg").read_bytes()
    assert b"<b>" not in first
    assert b"Mali $1" in first


def test_a_png_is_one(tmp_path: Path) -> None:
    plot(count(EVENTS), tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_two_keys_without_the_month_have_no_picture(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="one is the month"):
        plot(count(EVENTS, ["country", "type"]), tmp_path / "a.svg")


def test_nothing_to_count_is_an_empty_table(tmp_path: Path) -> None:
    plot(count([]), tmp_path / "a.svg")
    assert count([]).as_rows() == []


# ---- the command


@pytest.fixture
def store(tmp_path: Path) -> str:
    report = make_report(
        "Rebels attacked Gao on 2013-01-10. Planes bombed Konna on 2013-02-11.", published="2013-02-12"
    )
    location = str(tmp_path / "s.sqlite")
    with Store.open(location) as opened:
        claims = StubCoder().code(report)
        opened.add(report, claims)
        opened.replace_events(dateline.link(claims, [report]))
    return location


def run(*args: str) -> Result:
    result = CliRunner().invoke(app, ["stats", *args])
    if isinstance(result.exception, DatelineError):
        raise result.exception
    return result


def test_the_command_prints_a_table_csv_or_json(store: str) -> None:
    table = run("--store", store).stdout
    assert "2013-02" in table
    assert "all" in table
    rows = list(csv.DictReader(io.StringIO(run("--store", store, "--by", "country", "--format", "csv").stdout)))
    assert [(row["country"], row["events"]) for row in rows] == [("MLI", "2")]
    told = json.loads(run("--store", store, "--by", "month", "--by", "type", "--format", "json").stdout)
    assert told["keys"] == ["month", "type"]


def test_the_command_filters_and_draws(store: str, tmp_path: Path) -> None:
    shown = run("--store", store, "--since", "2013-02-01", "--format", "csv", "--plot", str(tmp_path / "p.svg")).stdout
    assert len(shown.splitlines()) == 2
    assert (tmp_path / "p.svg").read_text().startswith("<?xml")
    assert run("--store", store, "--country", "SOM", "--format", "csv").stdout == "month,events\n"
