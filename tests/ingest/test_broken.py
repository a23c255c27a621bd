"""Broken and hostile inputs: each ends in a clear error or a report, soon, and the others are done."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import resource
import time
import zipfile
from pathlib import Path

import pytest
import samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.core.errors import InputError
from dateline.ingest import read_inputs
from dateline.records import Report

MAX_SECONDS = 5.0  # of the processor: a machine that is busy with other things does not count


def read(data: bytes) -> list[Report | InputError]:
    started = time.process_time()
    outcomes = list(read_inputs(["-"], stdin=io.BytesIO(data)))
    assert time.process_time() - started < MAX_SECONDS
    for outcome in outcomes:
        if isinstance(outcome, InputError):
            assert "standard input" in outcome.source
        else:
            assert [s for s in outcome.sections if s.end > len(outcome.text)] == []
    return outcomes


WHOLE = {
    "zip": samples.make_zip({"1.txt": samples.TEXT.encode(), "2.txt": samples.TEXT.encode()}),
    "tar": samples.make_tar({"1.txt": samples.TEXT.encode()}),
    "gzip": gzip.compress(samples.PAGE.encode()),
    "docx": samples.make_docx("Market at Dogo burns", "It burned on Sunday."),
    "pdf": samples.make_pdf("Market at Dogo burns", "It burned on Sunday."),
    "warc": samples.make_warc({"https://v.example/1": samples.PAGE, "https://v.example/2": samples.PAGE}),
    "rss": samples.RSS.encode(),
    "message": samples.MESSAGE,
    "mhtml": samples.MHTML,
    "rtf": samples.RTF,
    "html": samples.PAGE.encode(),
    "lexis": samples.LEXIS.encode(),
    "nexis": samples.NEXIS.encode(),
    "factiva": samples.make_rtf(samples.FACTIVA),
    "factiva table": samples.make_rtf_table(samples.FACTIVA_CODED),
    "atom": samples.ATOM.encode(),
    "mailbox": b"From a@b Mon Mar  3 09:30:00 2014\r\n" + samples.MESSAGE,
    "warc.gz": gzip.compress(samples.make_warc({"https://v.example/1": samples.PAGE})),
    "bzip2": bz2.compress(samples.PAGE.encode()),
    "xz": lzma.compress(samples.TEXT.encode()),
    "json": json.dumps([{"text": "One man was held."}]).encode(),
    "jsonl": b'{"text": "One man was held."}\n{"text": "Two men were held."}',
    "csv": b'text,date\n"One man was held.",2014-01-01\n',
}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_cut_short(name: str, share: float) -> None:
    data = WHOLE[name]
    read(data[: int(len(data) * share)])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_bytes_changed(data: st.DataObject) -> None:
    whole = bytearray(WHOLE[data.draw(st.sampled_from(sorted(WHOLE)))])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    read(bytes(whole))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    read(data)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div", ">", "<script>", "</", "&#x0;", "<!--", "text ", "&amp", "\x00", "<b>"])
    )
)
def test_any_tags(pieces: list[str]) -> None:
    read(("<html><body>" + "".join(pieces)).encode())


def test_zip_bomb() -> None:
    (error,) = read(samples.make_zip({"bomb.txt": bytes(40 * 2**20)}))
    assert isinstance(error, InputError)
    assert "bomb" in error.reason


def test_gzip_bomb_stops_at_the_limit() -> None:
    (error,) = read(gzip.compress(b"word " * (16 * 2**20)))
    assert isinstance(error, InputError)
    assert "MB" in error.reason


def test_archives_all_the_way_down() -> None:
    data = samples.TEXT.encode()
    for _ in range(8):
        data = samples.make_zip({"inner.zip": data})
    (error,) = read(data)
    assert isinstance(error, InputError)


def test_damaged_member_of_a_zip() -> None:
    data = bytearray(samples.make_zip({"1.txt": samples.TEXT.encode() * 3, "2.txt": samples.TEXT.encode() * 2}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        offset = archive.infolist()[0].header_offset + 45
    data[offset : offset + 12] = b"\xff" * 12
    first, second = read(bytes(data))
    assert isinstance(first, InputError)
    assert isinstance(second, Report)


def test_a_million_characters_on_one_line() -> None:
    (report,) = read(b"Rebels left the town. " * 50_000)
    assert isinstance(report, Report)


def test_a_million_characters_without_a_space() -> None:
    read(b"a" * 1_000_000)
    read(b"A" * 1_000_000)
    read(("AB, " * 250_000).encode())


def test_deeply_nested_page() -> None:
    read(("<html><body>" + "<div>" * 30_000 + samples.PAGE).encode())
    read(b'{"text":' + b"[" * 100_000)


PARAGRAPH = "<p>Soldiers searched house number {} in the old town on Monday.</p>"


def test_large_page() -> None:
    (report,) = read(("<html><body><article>" + "".join(map(PARAGRAPH.format, range(3_000)))).encode())
    assert isinstance(report, Report)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><article>" + PARAGRAPH.format(7) * (50 * 2**20 // len(PARAGRAPH)),
        "<html><body>" + "<div><a href='/7'>Story 7</a> <b>and</b></div>" * 60_000,
        "<html><body><p>" + "word " * 2_000_000,
    ],
    ids=["50 MB", "60,000 links", "10 MB in a paragraph"],
)
def test_a_page_that_no_report_has_is_refused_soon(page: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (error,) = read(page.encode())
    assert isinstance(error, InputError)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500 * 1024  # kB


def test_broken_lengths_of_a_web_archive() -> None:
    good = samples.make_warc({f"https://v.example/{n}": samples.PAGE for n in range(3)})
    for wrong in (b"7", b"999999999", b"-1", b"x", b"99999999999999999999999"):
        at = good.index(b"Content-Length: ") + 16
        read(good[:at] + wrong + good[good.index(b"\r\n", at) :])


def test_control_characters_and_empty_files(tmp_path: Path) -> None:
    (report,) = read(b"Calm at Dogo\x07\n\nThe town was quiet\x1b[31m on Sunday, police said.")
    assert isinstance(report, Report)
    assert not [character for character in report.text if ord(character) < 32 and character != "\n"]
    (tmp_path / "empty.html").touch()
    (error,) = read_inputs([tmp_path])
    assert isinstance(error, InputError)
    assert "empty.html" in error.source


def test_one_bad_record_in_many_stops_nothing() -> None:
    rows = [json.dumps({"text": f"Report {n}. All was quiet."}) for n in range(2_000)]
    rows[777] = '{"text": "cut'
    outcomes = read("\n".join(rows).encode())
    assert [n for n, one in enumerate(outcomes) if isinstance(one, InputError)] == [777]
    assert len(outcomes) == 2_000


def test_wrong_charset_is_mended() -> None:
    page = samples.PAGE.replace("<head>", '<head><meta charset="ascii">').replace("Dogo", "Dogó")
    (utf8,) = read(page.encode())
    (latin,) = read(page.encode("latin-1"))
    assert isinstance(utf8, Report)
    assert isinstance(latin, Report)
    assert "Dogó" in utf8.text
    assert "Dogó" in latin.text


def test_direction_marks_and_scripts() -> None:
    page = samples.PAGE.replace("<p>Fire", "<p>\u202eFi\u200bre<script>alert('500 killed')</script>")
    (report,) = read(page.encode())
    assert isinstance(report, Report)
    assert "Fire" in report.text
    assert "500 killed" not in report.text
    assert "\u202e" not in report.text


def test_the_year_20013() -> None:
    page = samples.PAGE.replace("2014-03-02T10:00:00Z", "20013-03-02T10:00:00Z")
    (report,) = read(page.encode())
    assert isinstance(report, Report)
    assert report.published is None


def test_unreadable_file_and_folder(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "ok.txt").write_text(samples.TEXT)
    error, report = read_inputs([tmp_path])
    assert isinstance(error, InputError)
    assert isinstance(report, Report)
