from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import stub
from stub import StubCoder, make_report

from dateline import pipeline
from dateline.core.config import Config
from dateline.core.errors import InputError, UsageError
from dateline.records import Report, Section
from dateline.store import Store

GOOD = make_report("Rebels attacked Gao on 2013-01-10.")
BAD = make_report("FAIL", path="bad.txt")
CRASH = make_report("CRASH", path="crash.txt")


def test_code_uses_the_coder_it_is_given() -> None:
    assert [claim.trigger.text for claim in pipeline.code(GOOD, coder=StubCoder())] == ["attacked"]


def test_one_report_that_fails_does_not_stop_the_others() -> None:
    results = list(pipeline.code_all([BAD, GOOD, CRASH], coder=StubCoder()))
    assert [len(one.claims) for one in results] == [0, 1, 0]
    assert [str(one.error).splitlines()[0] if one.error else None for one in results] == [
        "bad.txt: told to fail",
        None,
        "crash.txt: could not be coded: ZeroDivisionError: told to crash",
    ]


def test_add_tells_what_became_of_each_input(tmp_path: Path) -> None:
    unread = InputError("not text", source="x.bin")
    with Store.open(tmp_path / "a.sqlite") as store:
        outcomes = list(pipeline.add([GOOD, unread, BAD, GOOD], store, coder=StubCoder()))
        assert [one.state for one in outcomes] == ["added", "failed", "failed", "present"]
        assert [one.source for one in outcomes][1:3] == ["x.bin", "bad.txt"]
        pipeline.link_new(store)
        events = list(store.events())
        assert [claim.claim_id for event in events for claim in event.claims] == [one.id for one in store.claims()]
        before = store.counts()
        assert {one.state for one in pipeline.add([GOOD], store, coder=StubCoder())} == {"present"}
        assert store.counts() == before


def test_a_report_that_only_bears_the_id_of_another_is_an_error(tmp_path: Path) -> None:
    other = make_report("Planes bombed Konna.", id=GOOD.id, path="other.jsonl")
    with Store.open(tmp_path / "a.sqlite") as store:
        outcomes = list(pipeline.add([GOOD, other], store, coder=StubCoder()))
        assert [one.state for one in outcomes] == ["added", "failed"]
        assert "has the id" in str(outcomes[1].error)
        assert store.report(GOOD.id) == GOOD


WIRE = "The wire says that rebels attacked Gao on 2013-01-10. " + " ".join(f"word{number}" for number in range(150))


def test_versions_and_copies_are_marked_also_over_several_runs(tmp_path: Path) -> None:
    original = make_report(WIRE, url="https://wire.example/1", sections=whole(WIRE))
    longer = WIRE + " And more."
    version = make_report(longer, url="https://wire.example/1", sections=whole(longer))
    copy = make_report(f"Local lead. {WIRE}", url="https://daily.example/9", sections=whole(f"Local lead. {WIRE}"))
    for runs in ([[original, version, copy]], [[original], [version], [copy]]):
        with Store.open(tmp_path / f"{len(runs)}.sqlite") as store:
            for run in runs:
                list(pipeline.add(run, store, coder=StubCoder()))
            assert store.report(version.id).revises == original.id
            assert store.report(copy.id).copy_of == original.id
            assert [report.id for report in store.arrived()] == [original.id, version.id, copy.id]


def whole(text: str) -> tuple[Section, ...]:
    return (Section(kind="body", start=0, end=len(text)),)


def test_adding_does_not_read_ahead_of_what_it_stores(tmp_path: Path) -> None:
    def reports() -> list[Report]:
        return [make_report(f"Rebels attacked Gao{n}.") for n in range(3)]

    with Store.open(tmp_path / "a.sqlite") as store:
        outcomes = pipeline.add(iter(reports()), store, coder=StubCoder())
        next(outcomes)
        assert store.counts()["reports"] == 1


def test_nothing_to_read_is_an_error_of_the_call() -> None:
    with pytest.raises(UsageError):
        pipeline.read_all([])


def test_an_unknown_coder_is_an_error_of_the_call() -> None:
    with pytest.raises(UsageError, match="no coder 'cat'"):
        pipeline.load_coder(Config(coder="cat"))


def test_workers_are_bounded() -> None:
    assert Config(workers=2).workers == 2
    with pytest.raises(ValueError, match="workers"):
        Config(workers=0)


# ---- killed half-way


def write_reports(folder: Path, count: int) -> Path:
    lines = [
        {
            "text": f"Report {number}. Rebels attacked Town{number % 5} on 2013-01-{10 + number % 3}.",
            "published": "2013-01-12",
            "url": f"https://example.org/{number}",
        }
        for number in range(count)
    ]
    path = folder / "reports.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    return path


def start_adding(reports: Path, store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, stub.__file__, "0.01", "add", str(reports), "--store", str(store), "--quiet"]
    return subprocess.Popen(command, env=os.environ | {"PYTHONHASHSEED": "random"})


def dump(store: Path) -> list[str]:
    connection = sqlite3.connect(store)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def rows(store: Path) -> list[str]:
    """All rows of all tables; the order in which the file holds them is no part of the store."""
    return sorted(line for line in dump(store) if line.startswith("INSERT"))


def test_a_run_that_is_killed_and_started_again_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    reports = write_reports(tmp_path, 30)
    calm, killed = tmp_path / "calm.sqlite", tmp_path / "killed.sqlite"
    assert start_adding(reports, calm).wait() == 0
    chance = random.Random(20130112)  # noqa: S311  # when to kill is no secret
    kills = 0
    for _ in range(3):
        process = start_adding(reports, killed)
        time.sleep(chance.uniform(0.6, 1.0))
        process.send_signal(signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
    assert start_adding(reports, killed).wait() == 0
    assert kills, "every run ended before it was killed: the test tests nothing"
    assert rows(killed) == rows(calm)
    assert len([row for row in rows(calm) if row.startswith('INSERT INTO "reports"')]) == 30
