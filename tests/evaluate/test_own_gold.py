"""The project's own hand-coded reports: every quoted word stands in its text, and every code is one of PLOVER's."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dateline.ontology.loader import load_ontology

FOLDER = Path(__file__).parents[2] / "quality" / "own"
FILES = ("gold.jsonl", "unseen.jsonl")
LINES = [line for name in FILES for line in (FOLDER / name).read_text("utf-8").splitlines()]
ROWS: list[dict[str, Any]] = [json.loads(line) for line in LINES]
STATUSES = {"asserted", "future", "hypothetical", "negated", "historical"}
WITHOUT_EVENTS = {"009", "026", "033", "036", "041", "044", "050", "055"}


def text_of(row: dict[str, Any]) -> str:
    return (FOLDER / "reports" / f"{row['id']}.txt").read_text("utf-8")


def quoted(claim: dict[str, Any]) -> list[str]:
    places = [claim["place"]] if claim["place"] else []
    return [
        head for one in (*claim["actors"], *claim["recipients"], *claim["sources"], *places) for head in one["heads"]
    ]


def test_sixty_reports_in_two_halves() -> None:
    sixty = [row for row in ROWS if row["part"] in {"dev", "test"}]
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert [row["part"] for row in sixty] == ["dev" if int(row["id"]) % 2 == 0 else "test" for row in sixty]
    assert len(sixty) == 60
    assert {row["id"] for row in sixty if not row["claims"]} == WITHOUT_EVENTS
    assert all(60 <= len(text_of(row).split()) <= 160 for row in sixty)


def test_six_longer_reports_stand_apart() -> None:
    longer = [row for row in ROWS if row["part"] == "unseen"]
    assert [row["id"] for row in longer] == [f"unseen-{number}" for number in range(1, 7)]
    assert all(200 <= len(text_of(row).split()) <= 300 for row in longer)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_quoted_word_stands_in_the_text(row: dict[str, Any]) -> None:
    text = text_of(row)
    for claim in row["claims"]:
        trigger = claim["trigger"]
        assert text[trigger["start"] : trigger["end"]] == trigger["text"]
        for word in quoted(claim):
            assert re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE), word


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_code_is_known(row: dict[str, Any]) -> None:
    types = load_ontology().types
    for claim in row["claims"]:
        assert claim["status"] in STATUSES
        assert claim["mode"] is None or claim["mode"] in types[claim["type"]].modes
        assert claim["type"] in types
        date = claim["date"]
        assert date is None or date["first"] <= date["last"]
        assert all({"measure", "low", "best", "high", "required"} == set(figure) for figure in claim["figures"])
