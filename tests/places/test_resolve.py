from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.places import Gazetteer, Toponym, resolve_names
from dateline.places.areas import containers
from dateline.places.model import Mention
from dateline.places.options import options_of
from dateline.places.scoring import weights
from dateline.syntax import Document

Parse = Callable[[str], Document]


@pytest.fixture
def resolved(parse: Parse, gazetteer: Gazetteer) -> Callable[[str, str], Toponym | None]:
    def one(text: str, name: str) -> Toponym | None:
        start = text.index(name)
        (found,) = resolve_names(parse(text), [(start, start + len(name))], gazetteer)
        return found

    return one


Resolved = Callable[[str, str], Toponym | None]


def _mention(name: str, start: int = 0) -> Mention:
    return Mention(start, start + len(name), 0, 0, name, None, 1.0)


def test_in_a_list_of_states_none_lies_in_the_next(gazetteer: Gazetteer) -> None:
    text = "Washington, Georgia, Illinois and Wyoming"
    mentions = [_mention(name, text.index(name)) for name in ("Washington", "Georgia", "Illinois", "Wyoming")]
    options = [options_of(mention, gazetteer) for mention in mentions]
    assert not any(containers(mentions, options, text))
    assert containers(mentions[:2], options[:2], text[:19])[0]  # Washington, Georgia is a town


@pytest.mark.parametrize(
    ("name", "country", "means"),
    [
        ("Ohioans", "USA", "Ohio"),
        ("Darfuri", "SDN", "Darfur"),
        ("N.J", "USA", "New Jersey"),  # its full stop taken for the sentence's
        ("Harris Co.", "USA", "Harris County"),
        ("Malians", "MLI", "Mali"),
    ],
)
def test_people_and_short_forms(gazetteer: Gazetteer, name: str, country: str, means: str) -> None:
    assert (country, means) in {(one.country, one.name) for one in options_of(_mention(name), gazetteer)}


def test_a_village_that_no_source_has_lies_in_the_country_of_the_report(resolved: Resolved) -> None:
    one = resolved("Malian soldiers found weapons in Qzorbanak, and others in Gao, Mali.", "Qzorbanak")
    assert one is not None
    assert (one.place.country, one.place.precision, one.place.latitude) == ("MLI", 6, None)


def test_where_several_countries_are_named_a_village_lies_in_none(resolved: Resolved) -> None:
    one = resolved("Talks in Qzorbanak brought Malians, Nigeriens and Chadians together.", "Qzorbanak")
    assert one is None


def test_the_other_names_of_the_report_count(resolved: Resolved) -> None:
    alone = resolved("A bus burned in Chora.", "Chora")
    there = resolved("A bus burned in Chora, and another in Kandahar, officials in Afghanistan said.", "Chora")
    assert alone is not None
    assert there is not None
    assert there.place.country == "AFG"
    assert there.confidence > alone.confidence or alone.place.country != "AFG"


def test_every_weight_is_of_a_feature_and_signs_are_as_they_should() -> None:
    held = weights()
    assert held["country spoken of"] > 0
    assert held["inside the area beside it"] > 0
    assert held["unthinkable"] < 0
