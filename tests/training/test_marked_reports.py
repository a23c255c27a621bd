from __future__ import annotations

from pathlib import Path

import pytest

from marked_reports import UNSAID, read_reports

_TWO = """\
# report: wire, Kenya, published 2019-05-17
<a1>Gunmen</> <e1 assault>shot</> <r1>a judge</> in <p1>Lamu</> on Monday.
#@ e1 place=Lamu; day=Monday
<s>The minister</> <c>said</> <q><a1>they</> had <e1 retreat>fled</></>.
#@ e1 place=-; day=Monday

# report: note without a day
The harvest was good.
"""


def test_a_report_has_its_events_with_where_and_when(tmp_path: Path) -> None:
    (tmp_path / "w.txt").write_text(_TWO, encoding="utf-8")
    first, second = read_reports(tmp_path)
    assert first.published == "2019-05-17"
    assert [(one.type, one.place, one.day) for one in first.events] == [
        ("assault", "Lamu", "Monday"),
        ("retreat", UNSAID, "Monday"),
    ]
    assert [first.text[slice(*one.triggers[0])] for one in first.events] == ["shot", "fled"]
    assert (second.published, second.text, second.events) == (None, "The harvest was good.", [])


def test_single_sentences_are_no_reports(tmp_path: Path) -> None:
    (tmp_path / "w.txt").write_text("# wires\n<a1>Gunmen</> <e1 assault>fired</>.\n", encoding="utf-8")
    assert list(read_reports(tmp_path)) == []


def test_facts_of_an_event_that_is_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "w.txt").write_text(_TWO.replace("#@ e1 place=Lamu", "#@ e2 place=Lamu"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"w\.txt:3"):
        list(read_reports(tmp_path))


def test_all_reports_of_the_project_can_be_read() -> None:
    reports = list(read_reports(Path(__file__).parents[2] / "training" / "sentences"))
    assert len(reports) > 200
    assert all(report.events or report.text for report in reports)
