from __future__ import annotations

from pathlib import Path

import pytest

from dateline.core.errors import InstallError
from dateline.places import Gazetteer
from dateline.places.build import write_rows
from dateline.places.sources import Row


def test_own_name_comes_before_alias(gazetteer: Gazetteer) -> None:
    first = gazetteer.candidates("Gao")[0]
    assert (first.name, first.country, first.exact) == ("Gao", "MLI", True)


@pytest.mark.parametrize("name", ["Konna", "Bulo Marer", "Diabaly", "Baga", "Eastern Ghouta", "Donbas", "Green Zone"])
def test_conflict_places_are_known(gazetteer: Gazetteer, name: str) -> None:
    assert any(one.latitude is not None for one in gazetteer.candidates(name))


def test_regions_are_vague_countries_and_seas_are_what_they_are(gazetteer: Gazetteer) -> None:
    assert next(one for one in gazetteer.candidates("Sahel") if one.kind == "region").precision == 5
    assert next(one for one in gazetteer.candidates("Mali") if one.kind == "country").precision == 6
    assert next(one for one in gazetteer.candidates("Gulf of Aden") if one.kind == "sea").precision == 7


def test_abbreviations_of_states(gazetteer: Gazetteer) -> None:
    assert [one.name for one in gazetteer.candidates("Calif.")] == ["California"]


def test_nothing_lies_at_zero(gazetteer: Gazetteer) -> None:
    for name in ("Mopti", "Kidal", "Andar", "Toribio"):
        assert all((one.latitude, one.longitude) != (0.0, 0.0) for one in gazetteer.candidates(name))


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    def rows() -> list[Row]:
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write_rows(tmp_path / "broken.sqlite", (row for row in rows()), {})
    assert list(tmp_path.iterdir()) == []


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_text("not a database at all, only text" * 100)
    with pytest.raises(InstallError):
        Gazetteer(tmp_path / "x.sqlite", overlays=())
