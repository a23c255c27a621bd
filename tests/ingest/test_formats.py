from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest
import samples

from dateline.core.errors import InputError
from dateline.ingest import read_inputs
from dateline.records import Report


def read(data: bytes) -> list[Report | InputError]:
    return list(read_inputs(["-"], stdin=io.BytesIO(data)))


def good(data: bytes) -> list[Report]:
    outcomes = read(data)
    assert not [outcome for outcome in outcomes if isinstance(outcome, InputError)]
    return [outcome for outcome in outcomes if isinstance(outcome, Report)]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_compressed(pack: object) -> None:
    (report,) = good(pack(samples.TEXT.encode()))  # type: ignore[operator]
    assert report.headline == "Market at Dogo burns"


@pytest.mark.parametrize("pack", [samples.make_zip, samples.make_tar])
def test_archives(pack: object) -> None:
    data = pack({"a/1.txt": samples.TEXT.encode(), "a/2": samples.PAGE.encode(), "__MACOSX/x": b"junk"})  # type: ignore[operator]
    first, second = good(data)
    assert (first.headline, second.headline) == ("Market at Dogo burns", "Market at Dogo burns")
    assert first.path == "a/1.txt"
    assert second.published == "2014-03-02T10:00:00+00:00"


def test_docx_and_docx_in_zip() -> None:
    document = samples.make_docx("Market at Dogo burns", "Fire destroyed it on Sunday.", "Nobody was hurt.")
    (report,) = good(document)
    (inner,) = good(samples.make_zip({"m.docx": document}))
    assert report.headline == inner.headline == "Market at Dogo burns"
    assert [section.kind for section in report.sections] == ["headline", "body", "body"]


def test_pdf() -> None:
    (report,) = good(
        samples.make_pdf("Market at Dogo burns", "Fire destroyed the market at Dogo on Sunday, police said.")
    )
    assert "Fire destroyed the market" in report.text


def test_rtf() -> None:
    (report,) = good(samples.RTF)
    assert report.headline == "Market at Dogo burns"
    assert "café owners" in report.text


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_warc(pack: object) -> None:
    data = samples.make_warc({"https://v.example/1": samples.PAGE, "https://v.example/2": samples.PAGE})
    first, second = good(pack(data))  # type: ignore[operator]
    assert (first.url, second.url) == ("https://v.example/1", "https://v.example/2")
    assert first.id != second.id
    assert not read(samples.make_warc({"https://v.example/1": samples.PAGE}, status=404))


def test_rss() -> None:
    report, error = read(samples.RSS.encode())
    assert isinstance(report, Report)
    assert isinstance(error, InputError)
    assert (report.headline, report.url) == ("Market burns", "https://valley.example/1")
    assert (report.published, report.publisher) == ("2014-03-02T10:00:00+00:00", "Valley News")
    assert report.text == "Market burns\n\nFire destroyed the market.\n\nNobody was hurt."


def test_atom() -> None:
    (report,) = good(samples.ATOM.encode())
    assert (report.headline, report.byline) == ("Road closed", ("Ana Pinto",))
    assert report.published == "2014-03-03T05:00:00+00:00"


def test_message_and_mailbox() -> None:
    (report,) = good(samples.MESSAGE)
    assert report.headline == "Two arrested at Koro"
    assert report.published == "2014-03-03T09:30:00+01:00"
    assert "near Ségou on Sunday" in report.text
    boxed = b"From press@army.example Mon Mar  3 09:30:00 2014\r\n" + samples.MESSAGE + b"\r\n"
    assert [found.text for found in good(boxed * 2)] == [report.text] * 2


def test_mhtml() -> None:
    (report,) = good(samples.MHTML)
    assert report.url == "https://valley.example/market"
    assert report.published == "2014-03-02T10:00:00+00:00"


EXPORTS = {"lexis": samples.LEXIS, "nexis": samples.NEXIS, "factiva": samples.FACTIVA, "coded": samples.FACTIVA_CODED}


def as_docx(text: str) -> bytes:
    return samples.make_docx(*(escape(line) for line in text.split("\n")))


FORMS: dict[str, Callable[[str], bytes]] = {"text": str.encode, "docx": as_docx, "rtf": samples.make_rtf}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EXPORTS)
def test_exports(name: str, form: str) -> None:
    check_export(FORMS[form](EXPORTS[name]))


@pytest.mark.parametrize("table", [samples.make_rtf_table, samples.make_docx_table])
def test_an_export_of_factiva_in_tables(table: Callable[[str], bytes]) -> None:
    check_export(table(samples.FACTIVA_CODED))


def test_exports_in_an_archive() -> None:
    check_export(gzip.compress(as_docx(samples.NEXIS)))
    reports = good(samples.make_zip({f"{name}.rtf": samples.make_rtf(text) for name, text in EXPORTS.items()}))
    assert len(reports) == 2 * len(EXPORTS)


def check_export(data: bytes) -> None:
    first, second = good(data)
    assert first.headline is not None
    assert first.headline.lower().startswith("army takes back port")
    assert first.publisher in {"The Harbour Times", "Harbour Times"}
    assert first.published == "2014-03-03"
    assert [part.lower() for part in first.byline] == ["lina ortega"]
    body = [first.text[section.start : section.end] for section in first.sections if section.kind == "body"]
    assert body[0].startswith("Soldiers took back the port on Sunday")
    assert any("men were killed." in text for text in body)
    assert not any("Copyright" in text or "words" in text or "gvio" in text for text in body)
    assert (second.headline, second.publisher, second.published) == ("Port reopens", "Coast Daily", "2014-03-04")
    assert second.language == "en"


def test_exports_with_datelines_and_addresses() -> None:
    first, _ = good(samples.LEXIS.encode())
    assert first.url == "http://www.harbour.example/port"
    assert first.dateline is not None
    assert first.dateline.place == "PORT EMIL"


def test_unknown_xml() -> None:
    (error,) = read(b"<?xml version='1.0'?><catalogue><cd>1</cd></catalogue>")
    assert isinstance(error, InputError)
