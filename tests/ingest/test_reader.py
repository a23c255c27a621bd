from __future__ import annotations

import gzip
import io
import json
import os
import sqlite3
from pathlib import Path

import pytest

from dateline.core.errors import InputError, UsageError
from dateline.ingest import read_inputs, read_report
from dateline.records import Report

PAGE = """<!doctype html><html lang="en-GB"><head><title>Bridge at Koro destroyed | The Daily Post</title>
<meta property="og:site_name" content="The Daily Post">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge at Koro destroyed",
"datePublished": "2013-02-01T08:00:00Z", "author": {"name": "Ada Mensah"}}</script></head><body>
<nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>Bridge at Koro destroyed</h1>
<figure><img src="/b.jpg">
<figcaption>The bridge on Thursday. <span class="credit">Photo: AFP</span></figcaption></figure>
<p>Fighters blew up the only bridge at Koro before dawn on Friday, the governor of the region said.</p>
<p>No one was hurt, but lorries with food for the north were waiting on the southern bank of the river.</p>
<h2>Food is short</h2><p>Traders in the town said that the price of rice had doubled within one single week.</p>
</article><script>var bomb = "20 killed in Koro";</script></body></html>"""


def read(*inputs: Path | str, **options: object) -> list[Report | InputError]:
    return list(read_inputs(inputs, **options))  # type: ignore[arg-type]


def test_html() -> None:
    (report,) = read_all_good(PAGE.encode())
    assert report.headline == "Bridge at Koro destroyed"
    assert report.published == "2013-02-01T08:00:00+00:00"
    assert report.publisher == "The Daily Post"
    assert report.byline == ("Ada Mensah",)
    assert report.language == "en-GB"
    assert report.images[0].caption == "The bridge on Thursday."
    assert report.images[0].credit == "Photo: AFP"
    assert "bomb" not in report.text
    found = [section.kind for section in report.sections]
    assert found == ["headline", "body", "body", "subheading", "body", "caption", "credit"]


def read_all_good(data: bytes) -> list[Report]:
    outcomes = list(read_inputs(["-"], stdin=io.BytesIO(data)))
    assert all(isinstance(outcome, Report) for outcome in outcomes), outcomes
    return [outcome for outcome in outcomes if isinstance(outcome, Report)]


@pytest.mark.parametrize("name", ["page.txt", "page", "page.csv"])
def test_the_name_does_not_matter(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(PAGE.encode()))
    assert read_report(tmp_path / name).headline == "Bridge at Koro destroyed"


def test_one_bad_file_among_ten(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.txt").write_text(f"Report {number}\n\nSome men were seen at the river on day {number}.")
    (tmp_path / "4.txt").write_bytes(gzip.compress(b"The rest of it is missing." * 99)[:-20])
    outcomes = read(tmp_path)
    assert [isinstance(outcome, Report) for outcome in outcomes] == [number != 4 for number in range(10)]
    (error,) = (outcome for outcome in outcomes if isinstance(outcome, InputError))
    assert error.source == str(tmp_path / "4.txt")


def test_json_lines_with_a_bad_line() -> None:
    lines = [
        json.dumps({"title": "Calm", "body": "The town was calm.", "date": "2013-01-02", "url": "https://n.example/a"}),
        "{broken",
        json.dumps({"headline": "No text"}),
        json.dumps({"text": "All was quiet on the hill."}),
    ]
    good, broken, empty, last = read("-", stdin=io.BytesIO("\n".join(lines).encode()))
    assert isinstance(good, Report)
    assert isinstance(last, Report)
    assert (good.headline, good.published, good.url) == ("Calm", "2013-01-02", "https://n.example/a")
    assert [error.source for error in (broken, empty) if isinstance(error, InputError)] == [
        "standard input:2",
        "standard input:3",
    ]


def test_csv_with_a_map() -> None:
    data = b'id;words;when\n1;"Two men were held\nat the border.";2013-05-06\n2;"";2013-05-07\n'
    first, second = read("-", stdin=io.BytesIO(b"text;" + data[3:]), mapping={"text": "words", "published": "when"})
    assert isinstance(first, Report)
    assert first.published == "2013-05-06"
    assert isinstance(second, InputError)


def test_a_report_record_comes_back_as_it_was() -> None:
    (report,) = read_all_good(PAGE.encode())
    assert read_all_good(report.model_dump_json().encode()) == [report]


def test_json_list() -> None:
    outcomes = read_all_good(
        json.dumps({"articles": [{"text": "One shot."}, {"text": "Two shots."}]}, indent=1).encode()
    )
    assert [report.text for report in outcomes] == ["One shot.", "Two shots."]


def test_missing_empty_and_binary(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "image").write_bytes(bytes(range(256)) * 40)
    outcomes = read(tmp_path / "none", tmp_path)
    assert len(outcomes) == 3
    assert all(isinstance(outcome, InputError) for outcome in outcomes)


def test_unknown_field() -> None:
    with pytest.raises(UsageError, match="bodytext"):
        read("-", mapping={"bodytext": "x"})


def test_a_store_in_a_folder_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("All was quiet on the hill.")
    sqlite3.connect(tmp_path / "mali.db").execute("CREATE TABLE x (y)").connection.close()
    (tmp_path / "mali.db-wal").write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "mali.db.quarantine.jsonl").write_text('{"id": "q-1"}')
    (report,) = read(tmp_path)
    assert isinstance(report, Report)
    (named,) = read(tmp_path / "mali.db")
    assert isinstance(named, InputError)
