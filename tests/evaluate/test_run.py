from __future__ import annotations

import json
from pathlib import Path

import pytest
from evaluate_fakes import report, system
from typer.testing import CliRunner

from dateline.core.errors import UsageError
from dateline.evaluate.counts import answer, found
from dateline.evaluate.model import DocumentScore
from dateline.evaluate.reading import is_held_aside
from dateline.evaluate.result import summarise, table
from dateline.evaluate.run import SETS, evaluate_set, named, select

# What whoever reads the JSON object relies on.
REQUIRED = {
    "isaf": {"start_date", "event_type", "province", "target_group", "min_killed", "min_captured", "killq", "captureq"},
    "muc34": {"type", "perp_individual", "perp_organization", "target", "victim", "weapon"},
    "indiapolice": {"KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION"},
    "polnear": {"source", "cue", "content"},
    "plv": {"root", "actor", "recipient"},
    "conflict_places": {"country", "admin1", "found"},
    "geo": {"within_161km", "country", "found"},
    "gva": {"b3", "conll", "date", "city", "killed", "injured"},
    "event_location": set[str](),
    "html": set[str](),
    "gvdb": set[str](),
    "re3d": set[str](),
    "own": {"claim", "type", "status", "actor", "recipient", "place", "date", "figures", "sources"},
}
KEYS = {"correct", "total", "accuracy", "tp", "fp", "fn", "precision", "recall", "f1"}


@pytest.fixture
def sentences(tmp_path: Path) -> Path:
    spans = [{"start": 0, "end": 4, "label": "VERB"}, {"start": 8, "end": 11, "label": "LOCATION"}]
    rows = [{"text": f"Hits in Gao, number {number}.", "spans": spans} for number in range(30)]
    file = tmp_path / "test.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return file


def test_every_set_of_the_help_is_there() -> None:
    assert set(SETS) == set(REQUIRED)
    with pytest.raises(UsageError, match="no data set 'nosuch'"):
        named("nosuch")


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_the_json_object_has_the_agreed_names(name: str) -> None:
    shown = summarise(SETS[name], "1", "all", 0.5, []).to_json()
    assert list(shown) == ["set", "version", "documents", "seconds", "f1", "fields"]
    fields = shown["fields"]
    assert isinstance(fields, dict)
    assert REQUIRED[name] <= set(fields)
    assert all(isinstance(one, dict) and set(one) == KEYS for one in fields.values())


def test_what_does_not_apply_is_null() -> None:
    score = DocumentScore("1", {"start_date": answer(right=True), "province": found(1, 2, 0)})
    fields = summarise(SETS["isaf"], "1", "all", 1.0, [score]).to_json()["fields"]
    assert isinstance(fields, dict)
    assert fields["start_date"] == {
        "correct": 1, "total": 1, "accuracy": 1.0, "tp": None, "fp": None, "fn": None,
        "precision": None, "recall": None, "f1": None,
    }  # fmt: skip
    assert fields["province"] == {
        "correct": None, "total": None, "accuracy": None, "tp": 1, "fp": 2, "fn": 0,
        "precision": 1 / 3, "recall": 1.0, "f1": 0.5,
    }  # fmt: skip


def test_conll_is_the_mean_of_three() -> None:
    score = DocumentScore("1", {"b3": found(1, 0, 0), "muc": found(1, 1, 1), "ceaf_e": found(0, 1, 1)})
    result = summarise(SETS["gva"], "1", "all", 1.0, [score])
    assert result.figure("conll") == pytest.approx((1.0 + 0.5 + 0.0) / 3)
    assert result.f1 == 1.0
    assert "conll" in table(result)


def test_parts_do_not_overlap_and_make_up_the_whole(sentences: Path) -> None:
    data_set = SETS["event_location"]
    documents = data_set.read(sentences)
    train, test = (select(data_set, documents, part, None) for part in ("train", "test"))
    assert sorted(one.text for one in [*train, *test]) == sorted(one.text for one in documents)
    assert all(is_held_aside(one.text) for one in test)
    assert not any(is_held_aside(one.text) for one in train)
    assert 0 < len(test) < len(train)


def test_a_limit_draws_the_same_documents_again(sentences: Path) -> None:
    data_set = SETS["event_location"]
    documents = data_set.read(sentences)
    assert len(select(data_set, documents, "all", 5)) == 5
    assert select(data_set, documents, "all", 5) == select(data_set, documents, "all", 5)
    assert select(data_set, documents, "all", 99) == documents


def test_mistakes_are_written_with_their_texts(sentences: Path, tmp_path: Path) -> None:
    errors = tmp_path / "errors.jsonl"
    result = evaluate_set("event_location", sentences, system(), limit=2, errors=errors)
    assert (result.documents, result.f1) == (2, 0.0)
    rows = [json.loads(line) for line in errors.read_text("utf-8").splitlines()]
    assert len(rows) == 2
    assert set(rows[0]) == {"document", "field", "gold", "ours", "text"}
    assert rows[0]["gold"] == ["Gao"]


def test_the_table_names_floor_and_best_published(sentences: Path) -> None:
    text = table(evaluate_set("event_location", sentences, system(event_place=lambda *_: [(8, 11)])))
    assert "30 documents" in text
    assert "1.000" in text
    assert "0.490" in text
    assert "0.780" in text
    assert "the named place nearest to the verb" in text


def test_the_command(sentences: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import typer

    from dateline.cli.evaluate import evaluate
    from dateline.evaluate import stages

    monkeypatch.setattr(stages, "load_system", lambda: system(report=report))
    app = typer.Typer()
    app.command()(evaluate)
    shown = CliRunner().invoke(app, ["event_location", "--data", str(sentences), "--json"])
    assert shown.exit_code == 0
    assert json.loads(shown.output)["documents"] == 30
    missing = CliRunner().invoke(app, ["event_location", "--data", "nowhere.jsonl"])
    assert isinstance(missing.exception, UsageError)
    assert "nowhere.jsonl" in str(missing.exception)
