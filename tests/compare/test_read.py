from __future__ import annotations

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest
from codings import ACLED, POLECAT, UCDP, acled, gdelt, polecat, table, ucdp
from stub import StubCoder, day, figure, make_claim, make_report, party, place

import dateline
from dateline.compare import read_coding
from dateline.core.errors import UnreadableError, UsageError
from dateline.store import Store

REPORT = make_report("Rebels attacked Gao. Rebels attacked Kidal.")
DAY = date(2013, 1, 11)


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "coding.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_acled(tmp_path: Path) -> None:
    rows = (acled(), acled(2, "12 January 2013", sub_event_type="Other", geo_precision=3), acled(3, "soon"))
    coding = read_coding(written(tmp_path, table(ACLED, *rows)))
    first, second = coding.rows
    assert (first.id, first.first, first.type, first.mode) == ("MLI1", DAY, "assault", "aerial")
    assert (first.country, first.admin1, first.killed, first.precision) == ("MLI", "Mopti", 10, 1)
    assert first.names == {"france", "ansar", "dine"}
    assert (second.first, second.type, second.label, second.precision) == (date(2013, 1, 12), None, "Other", 4)
    assert coding.skipped == {"no date": 1}
    assert coding.layout.types is not None
    assert "assault" in coding.layout.types


def test_ucdp(tmp_path: Path) -> None:
    coding = read_coding(written(tmp_path, table(UCDP, ucdp(country="DR Congo (Zaire)", date_end="2013-01-14"))))
    (row,) = coding.rows
    assert (row.first, row.last, row.type, row.label) == (DAY, date(2013, 1, 14), "assault", "state-based")
    assert (row.country, row.killed, row.latitude) == ("COD", 12, 14.943)
    assert coding.layout.lethal


def test_polecat(tmp_path: Path) -> None:
    rows = (polecat(), polecat(2, City="None", Province="", Latitude="None", **{"Event Type": "MOBILIZE"}))
    first, second = read_coding(written(tmp_path, table(POLECAT, *rows, mark="\t"))).rows
    assert (first.type, first.mode, first.country, first.precision) == ("assault", "heavy-weapons", "MLI", 1)
    assert first.names == {"france"}
    assert (second.type, second.mode, second.latitude, second.precision) == ("mobilize", None, None, 6)


@pytest.mark.parametrize("version", [1, 2])
def test_gdelt(tmp_path: Path, version: int) -> None:
    text = gdelt(version=version) + gdelt(2, version=version, code="036", geo="1") + "cut\toff\n"
    coding = read_coding(written(tmp_path, text))
    first, second = coding.rows
    assert (first.id, first.first, first.country, first.place) == ("1", DAY, "MLI", "Konna")
    assert (first.latitude, first.longitude, first.precision) == (14.95, -3.89, 1)
    assert (first.type, first.mode, first.label) == ("assault", "heavy-weapons", "194")
    assert first.names == {"france"}
    assert (second.type, second.precision) == ("agree", 6)
    assert coding.skipped == {"2 columns": 1}


def test_packed_files(tmp_path: Path) -> None:
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress(table(ACLED, acled()).encode()))
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("20130111.export.CSV", gdelt())
    assert read_coding(str(packed)).layout.name == "ACLED"
    assert read_coding(str(archive)).layout.name == "GDELT"
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr("second.CSV", gdelt())
    with pytest.raises(UsageError, match="an archive of 2 files"):
        read_coding(str(archive))


def test_claims_and_events_of_ours(tmp_path: Path) -> None:
    claim = make_claim(
        REPORT,
        "attacked",
        actors=(party("Rebels", name="Ansar Dine"),),
        place=place("Gao", latitude=16.2, longitude=-0.05, precision=1),
        time=day("2013-01-11"),
        figures=(figure("killed", 3, 3, 3),),
    )
    future = make_claim(REPORT, "Kidal", status="future")
    (row, _) = read_coding(written(tmp_path, f"{claim.model_dump_json()}\n{future.model_dump_json()}\n")).rows
    assert (row.first, row.killed) == (DAY, 3)
    assert row.names == {"ansar", "dine"}
    assert row.anchor == (REPORT.id, 0, len(REPORT.text))
    events = dateline.link((claim, future), [REPORT])
    coding = read_coding(written(tmp_path, "".join(event.model_dump_json() + "\n" for event in events)))
    assert [(one.country, one.killed) for one in coding.rows] == [("MLI", 3)]
    assert coding.skipped == {"status future": 1}


def test_a_store_gives_its_events_or_its_claims(tmp_path: Path) -> None:
    location = str(tmp_path / "s.sqlite")
    with Store.open(location) as store:
        claims = StubCoder().code(REPORT)
        store.add(REPORT, claims)
        store.replace_events(dateline.link(claims, [REPORT]))
    assert {row.id[0] for row in read_coding(location).rows} == {"e"}
    assert {row.id[0] for row in read_coding(location, claims=True).rows} == {"c"}


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", '{"x": 1}\n', "plain text\n"])
def test_what_is_no_coding_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_coding(written(tmp_path, text))
    assert "POLECAT" in str(caught.value)


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"none\.csv"):
        read_coding(str(tmp_path / "none.csv"))
    with pytest.raises(UnreadableError, match="not JSON"):
        read_coding(written(tmp_path, "{broken\n"))
