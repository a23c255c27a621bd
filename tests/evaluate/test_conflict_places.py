from __future__ import annotations

from pathlib import Path

import pytest
from evaluate_fakes import system

from dateline.core.errors import InputError
from dateline.evaluate.conflict_places import DATA_SET, read, same_division
from dateline.evaluate.system import Located

LIST = Path(__file__).parents[2] / "quality" / "places" / "conflict.tsv"


def test_the_list_is_200_places_of_25_countries() -> None:
    places = read(LIST)
    assert len(places) == len({place.name for place in places}) == 200
    assert len({place.country for place in places}) == 25
    assert all(place.name in place.with_country and place.name in place.without_country for place in places)


def test_a_place_counts_when_country_and_division_are_right(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text(
        "name\tcountry\tadmin1\twith_country\twithout_country\nGao\tMLI\tGao region|Gao\tGao, Mali.\tGao fell.\n",
        "utf-8",
    )
    put = Located(0, 3, 16.3, 0.0, "MLI", "Gao")
    fake = system(locate=lambda report, _: [put if "Mali" in report.text else Located(0, 3)], places=lambda _: [put])
    (score,) = DATA_SET.score(read(tmp_path), fake)
    shares = {name: counts.accuracy for name, counts in score.fields.items()}
    assert shares == {"country": 1, "admin1": 1, "found": 1, "country_unsaid": 0, "admin1_unsaid": 0, "found_unsaid": 1}
    assert [mistake.field for mistake in score.mistakes] == ["admin1_unsaid"]


def test_another_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text("name\tcountry\nGao\tMLI\n", "utf-8")
    with pytest.raises(InputError):
        read(tmp_path)


@pytest.mark.parametrize(
    ("ours", "names", "same"),
    [("Gao", ["Gao"], True), ("Mopti Region", ["Mopti"], True), ("Gao", ["Kidal"], False), (None, ["Gao"], False)],
)
def test_divisions_by_their_names(ours: str | None, names: list[str], same: bool) -> None:
    assert same_division(ours, names) is same
