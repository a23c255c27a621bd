"""event_location, gvdb, re3d and html: small made-up parts, scored by hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from evaluate_fakes import claim, person, report, system

from dateline.core.errors import InputError
from dateline.evaluate import event_location, gvdb, html, re3d
from dateline.evaluate.gvdb_record import spans_of
from dateline.evaluate.system import Entity, Located, body
from dateline.records import Report, Section, Span


def test_event_location(tmp_path: Path) -> None:
    text = "Shells hit Gao and, far from Bamako, people fled."
    spans = [
        {"start": 7, "end": 10, "label": "VERB", "text": "hit"},
        {"start": 11, "end": 14, "label": "LOCATION", "text": "Gao"},
    ]
    none = {"text": "They met.", "spans": [{"start": 5, "end": 8, "label": "VERB", "text": "met"}]}
    file = tmp_path / "test.jsonl"
    file.write_text("\n".join(map(json.dumps, ({"text": text, "spans": spans}, none))), "utf-8")
    sentences = event_location.read(file)
    right = system(event_place=lambda one, event: [(11, 14)] if one.text[slice(*event)] == "hit" else [])
    assert [score.fields["location"].f1 for score in event_location.score(sentences, right)] == [1.0, None]
    eager = system(event_place=lambda *_: [(0, 4)])
    first, second = event_location.score(sentences, eager)
    assert (first.fields["location"].p_num, first.fields["location"].r_den) == (0, 1)
    assert second.fields["location"].precision == 0.0
    assert second.mistakes[0].ours == ["They"]


def test_event_location_offsets_go_through_the_cleaning_of_the_text() -> None:
    sentence = event_location.Sentence("  Shells   hit Gao .", ((11, 14),), ((15, 18),))
    cleaned = system(
        report=lambda text, *_: report(" ".join(text.split())),
        event_place=lambda one, event: [(11, 14)] if one.text[slice(*event)] == "hit" else [],
    )
    (score,) = event_location.score([sentence], cleaned)
    assert score.fields["location"].f1 == 1.0


def test_gvdb(tmp_path: Path) -> None:
    tokens = [["Ann", "Lee", ",", "26", ",", "was", "shot", "in", "Gary", "at", "9", "p.m.", "Friday", "."]]
    spans = [
        [0, 2, "VIC-NAME", "Ann Lee", ["Ann", "Lee"]],
        [3, 4, "VIC-AGE", "26", ["26"]],
        [8, 9, "DAT-CITY", "Gary", ["Gary"]],
        [10, 12, "DAT-CLOCK", "9 p.m.", ["9", "p.m."]],
    ]
    file = tmp_path / "part.jsonl"
    file.write_text(json.dumps({"doc_key": "1", "date": "2015-01-01", "full_text": tokens, "spans": spans}), "utf-8")
    (article,) = gvdb.read(file)
    assert article.text.startswith("Ann Lee , 26 , was shot")

    def code(one: Report) -> list[object]:
        at = one.text.index("Gary")
        place = {"text": "Gary", "start": at, "end": at + 4, "name": "Gary", "precision": 1}
        whole = Span(start=0, end=len(one.text))
        return [claim(one.text, "shot", recipients=[person(one.text, "Ann Lee")], place=place, sentence=whole)]

    (score,) = gvdb.score([article], system(code=code))
    assert score.fields["strict"].f1 == 1.0
    assert not score.mistakes
    (missed,) = gvdb.score([article], system())
    assert (missed.fields["strict"].r_den, missed.fields["strict"].p_den) == (4, 0)


def test_gvdb_spans_of_a_report_without_violence() -> None:
    assert spans_of(report("Nothing at 9 p.m."), []) == {}


def test_re3d(tmp_path: Path) -> None:
    text = "Jets hit Aleppo."
    (tmp_path / "documents.json").write_text(json.dumps({"_id": "d", "text": text}) + "\n", "utf-8")
    rows = [
        {"documentId": "d", "begin": 0, "end": 4, "type": "MilitaryPlatform"},
        {"documentId": "d", "begin": 9, "end": 15, "type": "Location"},
        {"documentId": "d", "begin": 0, "end": 16, "type": "Money"},
    ]
    (tmp_path / "entities.json").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (document,) = re3d.read(tmp_path)
    assert document.entities == {Entity(0, 4, "MilitaryPlatform"), Entity(9, 15, "Location")}
    fake = system(
        code=lambda one: [claim(one.text, "hit", actors=[person(one.text, "Jets")])],
        places=lambda _: [Located(9, 14)],
    )
    (score,) = re3d.score([document], fake)
    assert score.fields["MilitaryPlatform"].f1 == 1.0
    assert score.fields["Location"].f1 == 0.0
    assert score.fields["strict"].f1 == 0.5
    assert score.fields["partial"].f1 == 1.0


def test_html(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "k.html.gz").write_bytes(gzip.compress(b"page"))
    truth = {"k": {"articleBody": "one two three four five", "url": "http://a.example"}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), "utf-8")
    pages = html.read(tmp_path)
    (score,) = html.score(pages, system(page=lambda _: report("one two three four six seven")))
    assert (score.fields["body"].p_num, score.fields["body"].p_den, score.fields["body"].r_den) == (4, 6, 5)
    # runs of four: 1 of our 3, 1 of the gold's 2, as shares of the page
    assert score.fields["shingles"].precision == pytest.approx(1 / 3)
    assert score.fields["shingles"].recall == 0.5


def test_html_without_its_page(tmp_path: Path) -> None:
    (tmp_path / "other.html").write_text("x", "utf-8")
    (tmp_path / "ground-truth.json").write_text(json.dumps({"k": {"articleBody": "x"}}), "utf-8")
    with pytest.raises(InputError, match="no such page"):
        html.read(tmp_path)


def test_the_body_is_without_captions_and_credits() -> None:
    text = "Title\nText.\nA picture."
    parts = [("headline", 0, 5), ("body", 6, 11), ("caption", 12, 22)]
    sections = tuple(Section.model_validate({"kind": kind, "start": a, "end": b}) for kind, a, b in parts)
    assert body(report(text).model_copy(update={"sections": sections})) == "Text."
    assert body(report(text)) == text
