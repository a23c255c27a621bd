from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import stub
from stub import StubCoder
from typer.testing import CliRunner, Result

from dateline import pipeline
from dateline.cli import app
from dateline.cli.app import COMMANDS
from dateline.core.errors import DatelineError
from dateline.frames.flat import CLAIM_COLUMNS, EVENT_COLUMNS, REPORT_COLUMNS
from dateline.records import Claim, Event, Report

ONE = "Rebels attacked Gao on 2013-01-10. Planes bombed Konna on 2013-01-11.\n"


@pytest.fixture(autouse=True)
def _stub_coder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stub_coder = StubCoder()
    monkeypatch.setattr(pipeline, "load_coder", lambda _config: stub_coder)
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate((ONE, "Mutineers attacked Bamako on 2013-01-12.\n")):
        (tmp_path / f"report{number}.txt").write_text(text)


def run(*args: str, input_: str | None = None) -> Result:
    result = CliRunner().invoke(app, args, input=input_)
    if isinstance(result.exception, DatelineError):
        raise result.exception
    return result


def fill() -> None:
    assert run("add", "report0.txt", "report1.txt", "--published", "2013-01-12").exit_code == 0


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


# ---- code


def test_code_prints_whole_claims_as_json_lines() -> None:
    result = run("code", "report0.txt", "--published", "2013-01-12")
    assert result.exit_code == 0
    claims = [Claim.model_validate_json(line) for line in result.stdout.splitlines()]
    assert [claim.trigger.text for claim in claims] == ["attacked", "bombed"]
    assert set(lines(result)[0]) == set(Claim.model_fields)


def test_code_reads_standard_input_and_writes_a_file(tmp_path: Path) -> None:
    result = run("code", "-", "-o", "out.jsonl", input_=ONE)
    assert result.stdout == ""
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 2


TABLE = "id;words;when\n1;Rebels attacked Gao on 2013-01-10.;2013-01-12\n"


@pytest.mark.parametrize(
    "maps", [["--map", "text=words,published=when"], ["--map", "text=words", "--map", "published=when"]]
)
def test_a_column_map(maps: list[str]) -> None:
    assert run("code", "-", *maps, input_=f"text;{TABLE[3:]}").exit_code == 0
    assert run("add", "-", *maps, input_=f"text;{TABLE[3:]}").exit_code == 0
    assert lines(run("reports", "--format", "jsonl"))[0]["published"] == "2013-01-12"


@pytest.mark.parametrize("wrong", ["text", "text=", "text=a,text=b", "corpse=a"])
def test_a_column_map_that_cannot_be_read(wrong: str) -> None:
    with pytest.raises(DatelineError) as caught:
        run("code", "-", "--map", wrong, input_=TABLE)
    assert caught.value.hint


def test_code_as_csv_has_one_row_a_claim() -> None:
    rows = list(csv.DictReader(io.StringIO(run("code", "report0.txt", "--format", "csv").stdout)))
    assert [row["place"] for row in rows] == ["Gao", "Konna"]
    assert tuple(rows[0]) == CLAIM_COLUMNS


def test_code_as_a_table_shows_who_did_what() -> None:
    shown = run("code", "report0.txt", "--format", "table").stdout
    assert "assault/aerial:" in shown
    assert "Planes" in shown
    assert "→ ?" in shown


@pytest.mark.parametrize("command", [["explain", "report0.txt"], ["code", "--explain", "report0.txt"]])
def test_explain_marks_the_parts_and_says_why(command: list[str]) -> None:
    shown = run(*command).stdout
    assert "[Rebels]actor [attacked]trigger [Gao]place" in shown
    assert "trigger     attacked  — it is a verb" in shown


def test_explain_says_where_a_page_has_its_metadata_from(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Road cut - Valley Post</title><meta property='og:title' content='Road is cut'></head>"
        "<body><h1>Road cut</h1><p>The road to Gao was cut on Monday, officials said.</p></body></html>"
    )
    result = run("explain", "--metadata", str(page), "missing.html")
    assert result.exit_code == 1
    assert "headline    Road cut  — markup <h1>" in result.stdout
    assert "not Road is cut" in result.stdout
    assert "missing.html" in result.stderr


def test_a_bad_file_among_ten_is_listed_and_the_nine_are_done(tmp_path: Path) -> None:
    folder = tmp_path / "ten"
    folder.mkdir()
    for number in range(10):
        (folder / f"{number}.txt").write_text(f"Rebels attacked Town{number}." if number != 4 else "")
    (folder / "4.txt").write_bytes(b"\x1f\x8b\x08\x00 cut off")
    result = run("code", "ten")
    assert result.exit_code == 1
    assert len(lines(result)) == 9
    assert "4.txt" in result.stderr
    assert "1 input failed; the others are done." in result.stderr


def test_nothing_named_and_wrong_dates_are_errors_of_the_call() -> None:
    assert run("code").exit_code == 2
    with pytest.raises(DatelineError, match="not a date"):
        run("code", "report0.txt", "--published", "yesterday")


# ---- add and look up


def test_adding_again_adds_nothing() -> None:
    fill()
    assert len(lines(run("claims", "--limit", "1", "--format", "jsonl"))) == 1
    result = run("add", "report0.txt", "report1.txt", "--published", "2013-01-12")
    assert "0 reports added with 0 claims, 2 there already; the store has 3 events." in result.stderr


def test_failures_of_add_are_listed_and_the_rest_is_stored() -> None:
    Path("bad.txt").write_text("FAIL")
    result = run("add", "bad.txt", "report0.txt")
    assert result.exit_code == 1
    assert "told to fail" in result.stderr
    assert "1 reports added" in result.stderr
    assert [row["source"] for row in lines(run("quarantine", "--format", "jsonl"))] == ["bad.txt"]


def test_events_claims_and_reports_as_records() -> None:
    fill()
    events = [Event.model_validate(line) for line in lines(run("events", "--format", "jsonl"))]
    claims = [Claim.model_validate(line) for line in lines(run("claims", "--format", "jsonl"))]
    reports = [Report.model_validate(line) for line in lines(run("reports", "--format", "jsonl"))]
    assert [event.first for event in events] == ["2013-01-10", "2013-01-11", "2013-01-12"]
    assert len(claims) == 3
    assert len(reports) == 2
    assert lines(run("events", events[0].id, "--format", "jsonl")) == [events[0].model_dump(mode="json")]
    assert lines(run("claims", claims[0].id, "--format", "jsonl")) == [claims[0].model_dump(mode="json")]
    assert lines(run("report", reports[0].id, "--format", "jsonl")) == [reports[0].model_dump(mode="json")]


@pytest.mark.parametrize(
    ("command", "columns"), [("events", EVENT_COLUMNS), ("claims", CLAIM_COLUMNS), ("reports", REPORT_COLUMNS)]
)
def test_lists_as_csv(command: str, columns: tuple[str, ...]) -> None:
    fill()
    rows = list(csv.DictReader(io.StringIO(run(command, "--format", "csv").stdout)))
    assert rows
    assert tuple(rows[0]) == columns


@pytest.mark.parametrize(
    ("filters", "places"),
    [
        (["--since", "2013-01-11"], {"Konna", "Bamako"}),
        (["--until", "2013-01-10"], {"Gao"}),
        (["--actor", "mutin"], {"Bamako"}),
        (["--place", "GAO"], {"Gao"}),
        (["--country", "SOM"], set()),
        (["--type", "assault", "--type", "protest"], {"Gao", "Konna", "Bamako"}),
        (["--status", "future"], set()),
    ],
)
@pytest.mark.parametrize("command", ["events", "claims"])
def test_filters(command: str, filters: list[str], places: set[str]) -> None:
    fill()
    found = lines(run(command, "--format", "jsonl", *filters))
    names = {one["place"]["name"] for one in found if isinstance(one["place"], dict)}
    assert names == places


def test_one_report_is_shown_with_its_parts_and_claims() -> None:
    fill()
    report_id = str(lines(run("reports", "--format", "jsonl"))[0]["id"])
    shown = run("report", report_id).stdout
    assert report_id in shown
    assert "body" in shown


def test_what_is_not_there_says_what_to_do() -> None:
    with pytest.raises(DatelineError, match="no store at") as caught:
        run("events", "--store", "none.sqlite")
    assert "dateline add" in (caught.value.hint or "")
    assert not Path("none.sqlite").exists()
    fill()
    with pytest.raises(DatelineError, match="no event 'e-none'"):
        run("events", "e-none")


# ---- the rest


def test_schemas_validate_what_the_commands_print() -> None:
    schema = json.loads(run("schema", "claim").stdout)
    assert set(schema["properties"]) == set(Claim.model_fields)
    assert schema["additionalProperties"] is False
    assert run("schema", "cat").exit_code == 2


def test_version() -> None:
    assert run("version").stdout.startswith("dateline 0.")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_hostile_text_is_not_obeyed() -> None:
    Path("evil.txt").write_text("\x1b]0;owned\x07\x1b[31mRebels attacked Gao\x1b[2J.\n")
    shown = run("code", "evil.txt", "--format", "table").stdout + run("explain", "evil.txt").stdout
    assert "\x1b" not in shown
    assert "\x07" not in shown


# ---- the process as a whole


def start(*args: str) -> subprocess.Popen[str]:
    command = [sys.executable, stub.__file__, "0", *args]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["events", "--store", "none.sqlite"], 3, "error: no store at none.sqlite\nhint: "),
        (["code", "report0.txt", "--config", "none.toml"], 2, "error: none.toml: cannot be read"),
        (["code", "none.txt"], 1, "failed: none.txt: "),
    ],
)
def test_errors_are_two_lines_and_a_status(args: list[str], status: int, said: str) -> None:
    process = start(*args)
    _, stderr = process.communicate()
    assert process.returncode == status
    assert stderr.startswith(said)
    assert "Traceback" not in stderr


def test_a_reader_that_goes_away_ends_the_run_quietly() -> None:
    Path("long.txt").write_text("Rebels attacked Gao.\n\n" * 600)
    process = start("code", "long.txt")
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait() == 141
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()


def test_ctrl_c_ends_the_run_without_a_traceback() -> None:
    command = [sys.executable, stub.__file__, "60", "code", "report0.txt"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert process.stderr.readline() == "coding\n"
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in stderr
