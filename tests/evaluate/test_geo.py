from __future__ import annotations

from pathlib import Path

import pytest
from evaluate_fakes import system

from dateline.evaluate.geo import DATA_SET, distance_km, found_counts, read
from dateline.evaluate.system import Located

LGL = """<?xml version="1.0"?><articles><article docid="7"><dltime>2009-03-20 12:24</dltime>
<text><![CDATA[From Gao to Mopti & Xanadu.]]></text><toponyms>
<toponym><start>5</start><end>8</end><phrase>Gao</phrase><gaztag><lat>16.27</lat><lon>-0.04</lon><country>Mali</country></gaztag></toponym>
<toponym><start>12</start><end>17</end><phrase>Mopti</phrase><gaztag><lat>14.49</lat><lon>-4.19</lon><country>Mali</country></gaztag></toponym>
<toponym><start>20</start><end>26</end><phrase>Xanadu</phrase></toponym>
</toponyms></article></articles>"""
VIRUS = """<articles><article><source>x</source><text>From Gao.</text><locations>
<location><name>Gao</name><start>6</start><end>9</end><lat>16.27</lat><lon>-0.04</lon></location>
</locations></article></articles>"""


def test_both_formats_are_read(tmp_path: Path) -> None:
    (tmp_path / "lgl.xml").write_text(LGL, "utf-8")
    (tmp_path / "GeoVirus.xml").write_text(VIRUS, "utf-8")
    virus, lgl = read(tmp_path)
    assert (lgl.key, lgl.published, len(lgl.toponyms)) == ("7", "2009-03-20", 3)
    assert (lgl.toponyms[1].country, lgl.toponyms[2].latitude) == ("MLI", None)
    assert virus.text[virus.toponyms[0].start : virus.toponyms[0].end] == "Gao"  # counted from one in the file
    assert virus.toponyms[0].country == "MLI"  # of the nearest city
    assert read(tmp_path / "lgl.xml") == [lgl]


@pytest.mark.parametrize(
    ("name", "latitude", "longitude", "country"),
    [
        ("Georgia", 42.0, 43.5, "GEO"),
        ("Georgia", 33.0, -83.0, "USA"),  # far from the country of that name
        ("Africa", 7.0, 21.0, None),
        ("Black Sea", 43.0, 34.0, None),
    ],
)
def test_country_of_a_toponym_of_which_the_set_gives_none(
    tmp_path: Path, name: str, latitude: float, longitude: float, country: str | None
) -> None:
    changed = VIRUS.replace("16.27", str(latitude)).replace("-0.04", str(longitude)).replace("Gao", name)
    (tmp_path / "v.xml").write_text(changed, "utf-8")
    assert read(tmp_path)[0].toponyms[0].country == country


def test_distance() -> None:
    assert distance_km((0, 0), (0, 1)) == pytest.approx(111.2, abs=0.1)
    assert distance_km((0, 179.5), (0, -179.5)) == pytest.approx(111.2, abs=0.1)


def test_found_by_hand(tmp_path: Path) -> None:
    (tmp_path / "lgl.xml").write_text(LGL, "utf-8")
    (article,) = read(tmp_path)
    ours = [
        Located(5, 8, 16.0, 0.0, "MLI"),  # right
        Located(12, 17, 40.0, 20.0, "ALB"),  # found, wrong place
        Located(20, 26, 1.0, 1.0, None),  # the gold has no coordinates: left out
        Located(0, 4, 9.0, 9.0, None),  # no toponym
    ]
    counts = found_counts(article, ours)
    assert (counts["found"].p_num, counts["found"].p_den, counts["found"].r_den) == (1, 3, 2)
    assert (counts["named"].p_num, counts["named"].p_den, counts["named"].r_den) == (2, 3, 2)


def test_given_toponyms(tmp_path: Path) -> None:
    (tmp_path / "lgl.xml").write_text(LGL, "utf-8")
    resolved = [Located(5, 8, 16.0, 0.0, "MLI"), Located(12, 17)]
    fake = system(locate=lambda _, names: resolved if len(names) == 2 else [])
    (score,) = DATA_SET.score(read(tmp_path), fake)
    assert score.fields["within_161km"].accuracy == 0.5
    assert score.fields["country"].accuracy == 0.5
    assert [mistake.field for mistake in score.mistakes] == ["within_161km"]
