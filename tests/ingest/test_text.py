from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.errors import InputError, UsageError
from dateline.ingest import report_from_text
from dateline.records import Report

WIRE = """\
Rebels quit Tarrafal as army moves north

By Ines Cabral and Tom Ndege

TARRAFAL, Jan 9 (Reuters) - Government troops entered the port of Tarrafal on Wednesday after rebels left it
overnight, the defence ministry said.

"We met no resistance," Colonel Abdou Sane told reporters. The rebels' spokesman said 12 men had died.

A quiet night

Shops stayed shut on Thursday.

(Additional reporting by Maria Lopes in Praia; Editing by John Oduya)
"""


def kinds(report: Report) -> list[tuple[str, str]]:
    return [(section.kind, report.text[section.start : section.end]) for section in report.sections]


def test_wire_story() -> None:
    report = report_from_text(WIRE, published="2013-01-10")
    assert report.headline == "Rebels quit Tarrafal as army moves north"
    assert report.byline == ("Ines Cabral", "Tom Ndege")
    assert report.agencies == ("Reuters",)
    assert report.contributors == ("Maria Lopes", "John Oduya")
    assert report.dateline is not None
    assert (report.dateline.place, report.dateline.date) == ("TARRAFAL", "2013-01-09")
    assert report.language == "en"
    assert [kind for kind, _ in kinds(report)] == [
        "headline", "byline", "dateline", "body", "body", "subheading", "body", "contributors",
    ]  # fmt: skip
    assert kinds(report)[3][1].startswith(
        "Government troops entered the port of Tarrafal on Wednesday after rebels left it ov"
    )


def test_the_callers_date_wins_and_the_id_does_not_depend_on_it_nor_on_folders() -> None:
    text = "Clash in the hills\n\nKORAM, Kenya (Feb. 3, 2012) - Two men were killed.\n\nNobody else was hurt."
    found, given_ = (
        report_from_text(text, path="/a/x.txt"),
        report_from_text(text, path="/b/x.txt", published="2012-02-04"),
    )
    assert (found.published, given_.published) == ("2012-02-03", "2012-02-04")
    assert found.id == given_.id
    assert found.id != report_from_text(text, path="/a/y.txt").id


def test_page_copied_from_a_browser() -> None:
    report = report_from_text(
        "Share this:\n\nMinister: troops will stay in Ardo valley\n\nLena Okoro / Getty Images\n\n"
        "This photo released by the army shows trucks on the Ardo road.\n\n"
        "Updated at 9:05 a.m. GMT: The minister spoke on Monday.\n\nHe gave no date for the end of it.\n\n"
        "Agence France-Presse contributed to this report.\n\nRelated: What to know of Ardo"
    )
    assert report.headline == "Minister: troops will stay in Ardo valley"
    assert report.updated == "09:05 GMT"
    assert report.images[0].credit == "Lena Okoro / Getty Images"
    assert report.agencies == ("Getty Images", "AFP")
    assert [kind for kind, _ in kinds(report)] == [
        "boilerplate", "headline", "credit", "caption", "update_note", "body", "body", "contributors", "boilerplate",
    ]  # fmt: skip


def test_hard_wrapped_capitals() -> None:
    report = report_from_text(
        "XX-77 (ABCD)\n\n   LIMA, 12 APR 88 -- [TEXT] A GROUP OF ARMED MEN TODAY ENTERED THE TOWN\nOF SAN "
        "ROQUE AND BLEW UP THE BRIDGE.  POLICE SAID THAT NOBODY WAS HURT IN\nTHE BLAST.\n   A SECOND BRIDGE WAS "
        "DAMAGED IN THE NEIGHBORING VALLEY DURING THE SAME\nNIGHT, AND THE ROAD TO THE COAST WAS CLOSED FOR HOURS.\n"
    )
    assert report.published == "1988-04-12"
    assert [kind for kind, _ in kinds(report)] == ["boilerplate", "dateline", "body", "body"]
    assert kinds(report)[2][1].endswith("NOBODY WAS HURT IN THE BLAST.")
    assert report.language == "en"


def test_characters_that_nobody_sees_are_gone() -> None:
    report = report_from_text(
        "The of\ufb01\u00adcer said\u00a0the \u202earmy\u202c had\u200b left.\x07\r\nIt was\ttrue."
    )
    assert report.text == "The officer said the army had left.\n\nIt was true."


def test_no_words() -> None:
    with pytest.raises(InputError, match="no text"):
        report_from_text(" \n\t -- \n", path="empty.txt")


def test_no_such_day() -> None:
    with pytest.raises(UsageError, match="not a date"):
        report_from_text("Some words.", published="20013-01-12")


@given(st.text(min_size=1, max_size=400))
def test_sections_cover_the_text_in_order(text: str) -> None:
    try:
        report = report_from_text(text)
    except InputError:
        return
    at = 0
    for section in report.sections:
        assert report.text[at : section.start].strip() == ""
        assert section.start < section.end
        at = section.end
    assert at == len(report.text)
    assert report == report_from_text(text)
