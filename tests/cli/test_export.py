"""`dateline export` from the outside."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from stub import day, make_claim, make_report, place
from typer.testing import CliRunner

from dateline.cli.app import app
from dateline.core.errors import UsageError
from dateline.link import link
from dateline.store import Store

REPORT = make_report("Rebels attacked Gao.\nPlanes bombed Konna.", publisher="Northern Post")
CLAIMS = (
    make_claim(REPORT, "attacked", place=place("Gao"), time=day("2013-01-10")),
    make_claim(REPORT, "bombed", mode="aerial", place=place("Konna", country="FRA"), time=day("2013-01-11")),
)


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = tmp_path / "a.sqlite"
    with Store.open(path) as opened:
        opened.add(REPORT, CLAIMS)
        opened.replace_events(link(CLAIMS, [REPORT]))
    return str(path)


def run(*arguments: str, given: bytes | None = None) -> tuple[int, bytes, str]:
    done = CliRunner().invoke(app, ["export", *arguments], input=given)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout_bytes, done.stderr


def test_a_store_is_exported_with_its_metadata_beside(store: str, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    status, _, told = run("-f", "jsonl", "--store", store, "--country", "MLI", "-o", str(target))
    assert (status, told.strip()) == (0, "1 events written.")
    assert json.loads(target.read_text("utf-8"))["place"]["name"] == "Gao"
    beside = json.loads((tmp_path / "out.jsonl-metadata.json").read_text("utf-8"))
    assert beside["filters"] == {"countries": ["MLI"]}
    assert beside["date"] == "2013-01-12"
    assert beside["version"]


def test_a_stream_of_claims_is_exported(tmp_path: Path) -> None:
    lines = "\n".join(one.model_dump_json() for one in CLAIMS).encode()
    status, out, told = run("-", "-f", "geojson", "--records", "claims", given=lines)
    assert status == 0
    assert [one["id"] for one in json.loads(out)["features"]] == [one.id for one in CLAIMS]
    path = tmp_path / "claims.jsonl"
    path.write_bytes(lines)
    status, out, told = run(str(path), "-f", "jsonl", "--type", "assault", "--date", "2020-01-01")
    assert len(out.splitlines()) == 2
    assert "with -o only" in told


def test_lines_that_are_no_claims_are_listed_and_the_others_done() -> None:
    lines = b'{"id": 1}\n\n' + CLAIMS[0].model_dump_json().encode()
    status, out, told = run("-", "-f", "jsonl", "--records", "claims", given=lines)
    assert status == 1
    assert len(out.splitlines()) == 1
    assert "line 1: not a claim" in told


def test_formats_are_listed() -> None:
    _, out, _ = run("--list")
    for name in (b"acled", b"geoparquet", b"followthemoney-statements", b"docx"):
        assert name in out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("-f", "stata"),
        ("-", "-f", "acled", "--records", "claims"),
        ("no-such-file.jsonl", "-f", "csv"),
        ("-", "-f", "csv", "--store", "a.sqlite"),
        ("-", "-f", "csv", "-o", "/no/such/folder/a.csv"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run(*arguments, given=b"")


def test_bytes_go_to_standard_output(store: str) -> None:
    _, out, _ = run("-f", "xlsx", "--store", store, "-q")
    assert out.startswith(b"PK")
    assert io.BytesIO(out).read(2) == b"PK"
