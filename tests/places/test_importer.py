from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from dateline.core.errors import InputError, UsageError
from dateline.places import Gazetteer
from dateline.places.importer import import_places, list_imports, undo_import

CSV = """name,lat,lon,admin1,country,aliases
Zzorgo,14.1,-3.2,Mopti,Mali,Zorgho|Zurgo
Nowhere,,,Mopti,Mali,
Zero,0,0,,Mali,
"""
GEONAMES = "9\tZzabré\tZzabre\tZabray\t13.1\t-4.1\tP\tPPL\tML\t\t04\t\t\t\t12\t\t1\t\tx"
GNS = "RC\tUFI\tLAT\tLONG\tFC\tCC1\tADM1\tFULL_NAME_RO\n1\t77\t33.5\t36.4\tP\tSY\t08\tZzamalka\n"
GEOJSON = """{"type": "FeatureCollection", "features": [{
  "type": "Feature", "properties": {"name": "Zzone", "country": "SYR", "kind": "region"},
  "geometry": {"type": "Polygon", "coordinates": [[[36, 33], [37, 33], [37, 34], [36, 34]]]}}]}"""


def test_csv_is_added_reported_and_undone(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "own.csv").write_text(CSV)
    done = import_places(tmp_path / "own.csv", gazetteer, folder=tmp_path / "kept")
    assert (done.format, done.places, done.names, done.skipped) == ("csv", 1, 3, 2)
    assert "line 3" in done.complaints[0]
    (entry,) = list_imports(tmp_path / "kept")
    assert entry["id"] == done.id
    overlays = sorted((tmp_path / "kept").glob("*.sqlite"))
    with Gazetteer(gazetteer.path, overlays=overlays) as wider:
        assert wider.candidates("Zurgo")[0].admin1 == "Mopti"
        assert wider.knows("Zorgho")
    undo_import(done.id, tmp_path / "kept")
    assert list_imports(tmp_path / "kept") == []


@pytest.mark.parametrize(
    ("file", "content", "layout", "name", "country"),
    [
        ("ML.txt", GEONAMES, "geonames", "Zabray", "MLI"),
        ("sy.txt", GNS, "gns", "Zzamalka", "SYR"),
        ("own.geojson", GEOJSON, "geojson", "Zzone", "SYR"),
    ],
)
def test_layouts(
    tmp_path: Path, gazetteer: Gazetteer, file: str, content: str, layout: str, name: str, country: str
) -> None:
    (tmp_path / file).write_text(content)
    done = import_places(tmp_path / file, gazetteer, folder=tmp_path / "kept")
    assert done.format == layout
    with Gazetteer(gazetteer.path, overlays=sorted((tmp_path / "kept").glob("*.sqlite"))) as wider:
        (one,) = wider.candidates(name)
        assert one.country == country
        assert one.latitude is not None


def test_archives(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with gzip.open(tmp_path / "ML.txt.gz", "wt") as stream:
        stream.write(GEONAMES)
    with zipfile.ZipFile(tmp_path / "ML.zip", "w") as archive:
        archive.writestr("readme.txt", "x" * 10_000)
        archive.writestr("ML.txt", GEONAMES)
    for name in ("ML.txt.gz", "ML.zip"):
        assert import_places(tmp_path / name, gazetteer, folder=tmp_path / "kept").places == 1


def test_alternate_names_of_known_places(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "alternateNamesV2.txt").write_text(
        "1\t2453348\tff\tZzMoptii\t\t\t\t\t\t\n2\t2453348\tlink\thttp://x\t\t\t\t\t\t\n"
    )
    import_places(tmp_path / "alternateNamesV2.txt", gazetteer, folder=tmp_path / "kept")
    with Gazetteer(gazetteer.path, overlays=sorted((tmp_path / "kept").glob("*.sqlite"))) as wider:
        assert wider.candidates("ZzMoptii")[0].geonames_id == 2453348
        assert len([one for one in wider.candidates("Mopti") if one.geonames_id == 2453348]) == 1


def test_what_is_no_list_of_places_is_refused(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "x.csv").write_text("colour,size\nred,3\n")
    with pytest.raises(InputError, match="name, lat, lon"):
        import_places(tmp_path / "x.csv", gazetteer, folder=tmp_path / "kept")
    assert list_imports(tmp_path / "kept") == []


@pytest.mark.parametrize(
    "feature",
    [
        '{"geometry": {"type": "Point", "coordinates": [1, "x"]}, "properties": {"name": "Zzodd"}}',
        '{"geometry": "here", "properties": {"name": "Zzodd"}}',
        '{"geometry": {"coordinates": [7]}, "properties": ["name"]}',
        '"Zzodd"',
    ],
)
def test_a_feature_that_is_none_is_a_complaint(tmp_path: Path, gazetteer: Gazetteer, feature: str) -> None:
    good = '{"geometry": {"coordinates": [36.3, 33.5]}, "properties": {"name": "Zzgood", "country": "Syria"}}'
    (tmp_path / "x.geojson").write_text(f'{{"type": "FeatureCollection", "features": [{feature}, {good}]}}')
    done = import_places(tmp_path / "x.geojson", gazetteer, folder=tmp_path / "kept")
    assert (done.places, done.skipped) == (1, 1)


def test_features_that_are_no_list_are_refused(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "x.geojson").write_text('{"type": "FeatureCollection", "features": 3}')
    with pytest.raises(InputError, match="GeoJSON"):
        import_places(tmp_path / "x.geojson", gazetteer, folder=tmp_path / "kept")


def test_undoing_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        undo_import("g-nothing", tmp_path)
