"""The events that a careful reader lists of the bundled Mali and Somalia reports, held against what linking makes.

A claim is named by its report and its trigger, and by the words of its sentence where one trigger stands twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

import pytest

from dateline import pipeline
from dateline.link.disputes import Dispute, disputes_of
from dateline.records import Claim, Event, Report
from dateline.store import Store

EXAMPLES = Path(__file__).parents[2] / "examples"

# What is one event to the reader: the events, each with the claims that tell of it.
READER = {
    "Konna taken, 10 January": ["01 captured"],
    "the battle for Konna, 10 and 11 January": [
        "01 attacked", "01 fighting", "03a killed: 100 people", "03b killed: 100 people", "03b counted",
        "03c killed: 100 people", "04 killed: 11 soldiers", "10 died: ten civilians", "10 killed: ten civilians",
        "12 counted",
    ],
    "Konna retaken, 11 January": ["02 retook", "04 retaken"],
    "the air strikes and helicopters near Konna, 11 and 12 January": [
        "02 bombed", "05 struck", "05 attacked", "03a attack: convoy", "03b attack: convoy", "03c attack: convoy",
        "03a killed: helicopter pilot", "03b killed: helicopter pilot", "03c killed: helicopter pilot", "08 destroyed",
    ],
    "the raid at Bulo Marer, 12 January": [
        "06 raid", "06 killed: his captors", "06 killed: French soldier", "06 died", "07 killed: eight civilians",
        "07 shot dead", "07 executed", "07 killed: 17 fighters", "08 murdered", "08 killed: two French",
        "13a killed: hostage", "13a killed: commando", "13a died: Two French",
    ],
    "a hostage taken, July 2009": ["06 abducted"],
    "the air strikes on Gao, 13 January": ["09 bombed", "13b air strikes"],
    "the air strike on Douentza, 13 January": ["11 struck"],
    "Diabaly taken, 14 January": ["11 seized", "11 overrun"],
    "the attack on the barracks of Diabaly, 14 January": ["11 attacked", "11 killed"],
    "the air strike near Diabaly, 14 January": ["11 bombed"],
}  # fmt: skip


class Read(NamedTuple):
    reports: dict[str, Report]
    claims: dict[str, Claim]
    events: list[Event]
    names: dict[str, str]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    with Store.open(tmp_path_factory.mktemp("reader") / "a.sqlite") as store:
        list(pipeline.add(pipeline.read_all([str(EXAMPLES)]), store))
        pipeline.link_new(store)
        reports = {report.id: report for report in store.reports()}
        claims = {claim.id: claim for claim in store.claims()}
        return Read(reports, claims, list(store.events()), {one.id: _name(one) for one in reports.values()})


def _name(report: Report) -> str:
    """The number of the report's file, with a letter where a file holds several."""
    letters = {"09:10": "03a", "18:35": "03b", "11:55": "03c"}
    if report.path and not report.path.endswith(".jsonl"):
        return Path(report.path).name[:2]
    if report.url and "briefs" in report.url:
        return "13a" if report.url.endswith("1147") else "13b"
    return next(letter for time, letter in letters.items() if time in (report.published or ""))


def found(read: Read, named: str) -> Iterator[Claim]:
    report, _, told = named.partition(" ")
    trigger, _, words = told.partition(": ")
    for claim in read.claims.values():
        text = read.reports[claim.report_id].text[claim.sentence.start : claim.sentence.end]
        if read.names[claim.report_id] == report and claim.trigger.text == trigger and words in text:
            yield claim


def test_what_a_reader_takes_for_one_event_is_one_and_no_two_are_mixed(read: Read) -> None:
    home = {one.claim_id: event.id for event in read.events for one in event.claims}
    told = {event: [claim for named in listed for claim in found(read, named)] for event, listed in READER.items()}
    pairs = [pair for claims in told.values() for pair in combinations(claims, 2)]
    together = sum(home[one.id] == home[other.id] for one, other in pairs)
    mixed = [
        (here, there)
        for (here, ours), (there, theirs) in combinations(told.items(), 2)
        if any(home[one.id] == home[other.id] for one, other in product(ours, theirs))
    ]
    assert all(told.values()), [event for event, claims in told.items() if not claims]
    assert not mixed
    assert together >= 0.8 * len(pairs), f"{together} of {len(pairs)} pairs"


def test_the_tolls_and_the_fate_that_sources_dispute_are_listed(read: Read) -> None:
    disputes: list[Dispute] = []
    for event in read.events:
        claims = [read.claims[one.claim_id] for one in event.claims]
        disputes += disputes_of(event, claims, read.reports)
    listed = {(one.measure, one.side) for one in disputes}
    assert ("happened", "hostage") in listed  # executed, says Paris; unharmed, say his captors
    assert ("killed", "Military of France") in listed  # one dead and one missing, two, a second who died of his wounds
