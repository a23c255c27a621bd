"""The report that the project began from: the 18 facts that a careful reader finds in it, each column checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import read_report
from dateline.records import Claim, Participant, Report

SEED = Path(__file__).parents[3] / "shared" / "data" / "seed" / "report.txt"
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not SEED.exists(), reason="../shared/data/seed is not beside this checkout"),
]


@dataclass(frozen=True)
class Row:
    """One row of the table. `near` are words of the sentence, `triggers` the words that may name the event."""

    number: int
    near: str
    triggers: tuple[str, ...]
    type: str | None = None
    mode: str | None = None
    status: str | None = None
    actor: Callable[[Participant], bool] | None = None
    recipient: Callable[[Participant], bool] | None = None
    place: tuple[str, int] | None = None
    day: tuple[str, str, int] | None = None
    figure: tuple[str, int | None, int | None, int | None] | None = None
    no_figures: bool = False
    source: str | None = None


def who(country: str | None = None, *sectors: str) -> Callable[[Participant], bool]:
    return lambda item: (country is None or item.country == country) and (not sectors or item.sector in sectors)


FRENCH = who("FRA")
FRENCH_FORCES = who("FRA", "MIL")
REBELS = who(None, "REB")
SATURDAY = ("2013-01-12", "2013-01-12", 1)
FRIDAY = ("2013-01-11", "2013-01-11", 1)

ROWS = [
    Row(1, "pounded rebel fighters", ("pounded",), "assault", "aerial", "asserted", FRENCH_FORCES, REBELS,
        ("Mali", 6), SATURDAY, no_figures=True),
    Row(2, "Hollande: France will pursue", ("pursue", "pursue operations", "oust"), None, None, "future", FRENCH,
        REBELS, ("Mali", 6), source="Hollande"),
    Row(3, "plans to deploy troops", ("deploy", "deploy troops"), "mobilize", "troops", "future",
        lambda item: "states" in item.text or item.text == "their"),
    Row(4, "inflicted heavy losses", ("inflicted", "inflicted heavy losses", "losses"), "assault", None, "asserted",
        FRENCH, lambda item: item.text == "them", no_figures=True, source="Hollande"),
    Row(5, "launched airstrikes", ("launched", "airstrikes", "launched airstrikes"), "assault", "aerial", "asserted",
        FRENCH_FORCES, REBELS, source="Le Drian"),
    Row(6, "sent troops to protect", ("sent", "sent troops"), "mobilize", "troops", "asserted", FRENCH_FORCES, None,
        ("Bamako", 1), figure=("deployed", 200, None, 999), source="Le Drian"),
    Row(7, "French pilot was killed", ("killed",), "assault", None, "asserted", None, FRENCH_FORCES, None, FRIDAY,
        ("killed", 1, 1, 1)),
    Row(8, "helicopter was shot down", ("shot", "shot down"), "assault", None, "asserted", None, FRENCH_FORCES, None,
        FRIDAY, ("destroyed", 1, 1, 1)),
    Row(9, "More than 100 people", ("killed",), "assault", None, "asserted", None, REBELS, None, None,
        ("killed", 101, None, None), source="military sources"),
    Row(10, "started arriving with their dead", ("arriving", "dead"), place=("Gao", 1), day=SATURDAY,
        source="resident"),
    Row(11, "France also lost a commando", ("lost",), "assault", None, "asserted", None, who("FRA", "MIL"),
        ("Somalia", 6), SATURDAY),
    Row(12, "held hostage since 2009", ("held", "held hostage"), "assault", "abduct", "historical", None,
        who("FRA"), None, ("2009-01-01", "2009-12-31", 5)),
    Row(13, "special forces into Mopti", ("sent", "sent special forces"), "mobilize", "troops", "asserted", FRENCH,
        None, ("Mopti", 1), source="Le Drian"),
    Row(14, "jets on standby", ("had", "standby", "on standby", "deployed"), "mobilize", "weapons", "future", FRENCH,
        source="he"),
    Row(15, "no current plans to extend", ("extend", "extend operations", "operations"), None, None, "negated",
        FRENCH, None, ("northern areas", 5), source="Guillaud"),
    Row(16, "planes had been sent to Africa", ("sent",), "mobilize", "weapons", "asserted", FRENCH, None,
        ("Africa", 5), source="Guillaud"),
    Row(17, "destroyed half a dozen", ("destroyed",), "assault", None, "asserted", None, REBELS, None, None,
        ("destroyed", 6, 6, 6), source="Guillaud"),
    Row(18, "aircraft flying to Mali", ("flying",), "mobilize", "weapons", "asserted", FRENCH_FORCES, None,
        ("Mali", 6), ("2013-01-10", "2013-01-11", 2), source="French Army Communications Audiovisual office"),
]  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report(SEED, published="2013-01-12")


@pytest.fixture(scope="module")
def claims(report: Report, coder: RuleCoder) -> tuple[Claim, ...]:
    return coder.code(report)


def candidates(row: Row, report: Report, claims: tuple[Claim, ...]) -> list[Claim]:
    found = []
    for claim in claims:
        sentence = report.text[claim.sentence.start : claim.sentence.end]
        if row.near in " ".join(sentence.split()) and claim.trigger.text in row.triggers:
            found.append(claim)
    return found


def faults(row: Row, claim: Claim) -> list[str]:
    found = []
    if row.type and claim.type != row.type:
        found.append(f"type {claim.type}")
    if row.mode and claim.mode != row.mode:
        found.append(f"mode {claim.mode}")
    if row.status and claim.status != row.status:
        found.append(f"status {claim.status}")
    if row.actor and not any(row.actor(item) for item in claim.actors):
        found.append(f"actors {claim.actors}")
    if row.recipient and not any(row.recipient(item) for item in claim.recipients):
        found.append(f"recipients {claim.recipients}")
    if row.place and (
        claim.place is None or (claim.place.name or claim.place.text, claim.place.precision) != row.place
    ):
        found.append(f"place {claim.place}")
    if row.day and (claim.time is None or (claim.time.first, claim.time.last, claim.time.precision) != row.day):
        found.append(f"time {claim.time}")
    if row.figure and row.figure not in [(f.measure, f.low, f.best, f.high) for f in claim.figures]:
        found.append(f"figures {claim.figures}")
    if row.no_figures and claim.figures:
        found.append(f"figures made up {claim.figures}")
    if row.source and not any(row.source in source.text for source in claim.sources):
        found.append(f"sources {claim.sources}")
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.number))
def test_row(row: Row, report: Report, claims: tuple[Claim, ...]) -> None:
    found = candidates(row, report, claims)
    assert found, f"no claim near {row.near!r}: {[claim.trigger.text for claim in claims]}"
    best = min((faults(row, claim) for claim in found), key=len)
    assert best == []


def test_nothing_is_coded_from_what_tells_of_the_report(report: Report, claims: tuple[Claim, ...]) -> None:
    for words in ("Discuss as:", "Updated at 3:25 p.m. ET:", "Ecpad via AP", "contributed reporting"):
        start = report.text.index(words)
        assert not [claim for claim in claims if claim.trigger.start < start + len(words) and claim.trigger.end > start]


def test_both_sources_of_the_toll_are_kept(report: Report, claims: tuple[Claim, ...]) -> None:
    [claim] = candidates(ROWS[8], report, claims)
    assert {source.text for source in claim.sources} == {"military sources", "witnesses"}
    assert {item.sector for item in claim.recipients} >= {"REB", "MIL"}


def test_without_a_publication_date_only_relative_dates_are_lost(coder: RuleCoder, report: Report) -> None:
    undated = coder.code(read_report(SEED))
    dated = coder.code(report)
    assert [claim.model_copy(update={"time": None}) for claim in undated] == [
        claim.model_copy(update={"time": None}) for claim in dated
    ]
    for one, other in zip(undated, dated, strict=True):
        own = other.time is not None and other.sentence.start <= other.time.start < other.sentence.end
        assert (one.time is not None) == own  # a day of another sentence must be known to be taken
        if one.time and other.time:
            assert one.time.text == other.time.text
            assert one.time.first is None or one.time == other.time


def test_the_report_record(report: Report) -> None:
    assert report.headline == "Hollande: France will pursue operations to oust Islamist rebels in Mali"
    assert report.updated == "15:25 ET"
    assert set(report.agencies) == {"AP", "Reuters"}
    assert report.contributors == ("Adama Diarra", "Tiemoko Diallo")
    [image] = report.images
    assert image.credit == "Richard Nicolas-Nelson / Ecpad via AP"
    assert image.caption is not None
    assert image.caption.startswith("This picture released by the French Army")
    headings = [report.text[s.start : s.end] for s in report.sections if s.kind == "subheading"]
    assert headings == ["Special forces dispatched"]
