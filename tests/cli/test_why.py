"""`dateline why`, `why-not` and `disputes` on two reports that tell of one raid with two tolls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline import pipeline
from dateline.cli import app
from dateline.coder.rules import RuleCoder
from dateline.core.errors import DatelineError

FIRST = "Gunmen raided the market of Gao in Mali on 10 January 2013, killing 12 traders, the army said."
SECOND = "Gunmen raided the market of Gao in Mali on 10 January 2013, killing 20 traders, residents said."
OTHER = "Rebels attacked the town of Lodwar in Kenya on 3 March 2012."


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, rules: RuleCoder) -> None:
    monkeypatch.setattr(pipeline, "load_coder", lambda _config: rules)
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate((FIRST, SECOND, OTHER)):
        (tmp_path / f"{number}.txt").write_text(text)
    assert run("add", "0.txt", "1.txt", "2.txt", "--published", "2013-01-12").exit_code == 0


def run(*args: str) -> Result:
    result = CliRunner().invoke(app, args)
    if isinstance(result.exception, DatelineError):
        raise result.exception
    return result


def events() -> dict[str, list[str]]:
    rows = [json.loads(line) for line in run("events", "--format", "jsonl").stdout.splitlines()]
    return {row["id"]: [claim["claim_id"] for claim in row["claims"]] for row in rows}


def test_why_shows_what_each_report_tells_and_the_evidence_on_the_pair() -> None:
    raid = next(event for event, claims in events().items() if len(claims) > 1)
    shown = run("why", raid).stdout
    assert f"What reports tell of {raid}" in shown
    assert "same day" in shown
    assert "likelier one event" in shown
    assert "Related events" not in shown  # there are none


def test_why_of_an_event_that_one_report_tells() -> None:
    march = next(event for event, claims in events().items() if len(claims) == 1)
    assert "nothing to put together" in run("why", march).stdout


def test_why_not_says_what_keeps_two_claims_apart() -> None:
    firsts = [claims[0] for claims in events().values()]
    shown = run("why-not", *firsts[:2]).stdout
    assert "are two events" in shown
    assert "days apart" in shown


def test_disputes_name_who_counts_what() -> None:
    [row] = [json.loads(line) for line in run("disputes", "--format", "jsonl").stdout.splitlines()]
    assert (row["measure"], row["spread"]) == ("killed", 8)
    assert sorted(one["best"] for one in row["accounts"]) == [12, 20]


@pytest.mark.parametrize("command", [["why", "e-none"], ["why-not", "c-none", "c-nil"]])
def test_what_is_not_there_is_said(command: list[str]) -> None:
    with pytest.raises(DatelineError, match="none") as caught:
        run(*command)
    assert caught.value.hint
