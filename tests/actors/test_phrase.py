"""Noun phrases to actors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from dateline.actors import ActorMatch, Registry, load_registry
from dateline.syntax import Document

Parse = Callable[[str], Document]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def described(
    registry: Registry, document: Document, word: str, countries: tuple[str, ...] = (), on: dt.date | None = None
) -> ActorMatch:
    head = next(item for item in document.words if item.text == word)
    return registry.describe(head, countries=countries, on=on)


@pytest.mark.parametrize(
    ("text", "head", "actor", "country", "sector"),
    [
        ("French aircraft bombed the town.", "aircraft", "mil-fra", "FRA", "MIL"),
        ("The Malian army fled.", "army", "mil-mli", "MLI", "MIL"),
        ("Mali's army fled.", "army", "mil-mli", "MLI", "MIL"),
        ("The army of Mali fled.", "army", "mil-mli", "MLI", "MIL"),
        ("Government soldiers fired on the crowd.", "soldiers", None, None, "MIL"),
        ("Rebel fighters took the town.", "fighters", None, None, "REB"),
        ("Islamist rebels took the town.", "rebels", None, None, "REB"),
        ("Military planes circled above.", "planes", None, None, "MIL"),
        ("An aircraft crashed.", "aircraft", None, None, None),
        ("Police officers in India beat the students.", "officers", "cop-ind", "IND", "COP"),
        ("Police officers in India beat the students.", "students", None, None, "EDU"),
        ("Members of the Taliban attacked the post.", "Members", "reb-taliban", "AFG", "REB"),
        ("Army men beat the students.", "men", None, None, "MIL"),
        ("Village men beat the students.", "men", None, None, "CVL"),
        ("Communal forces won.", "forces", None, None, None),
        ("Taliban fighters attacked the post.", "fighters", "reb-taliban", "AFG", "REB"),
        ("The militant group Boko Haram attacked the village.", "Haram", "reb-boko-haram", "NGA", "REB"),
        ("Boko Haram, an Islamist group, attacked the village.", "Haram", "reb-boko-haram", "NGA", "REB"),
        ("U.S. troops left the base.", "troops", "mil-usa", "USA", "MIL"),
        ("UN peacekeepers were attacked.", "peacekeepers", "igo-united-nations", None, "MIL"),
        ("Gunmen killed two aid workers.", "Gunmen", None, None, "UAF"),
        ("Gunmen killed two aid workers.", "workers", None, None, "SOC"),
        ("Residents fled.", "Residents", None, None, "CVL"),
        ("The French attacked at dawn.", "French", "gov-fra", "FRA", "GOV"),
        ("Malians fled.", "Malians", None, "MLI", "CVL"),
        ("A union leader was shot.", "leader", None, None, "LAB"),
        ("The rebel leader was shot.", "leader", None, None, "REB"),
        ("A police official was shot.", "official", None, None, "COP"),
        ("Mutinous soldiers took the palace.", "soldiers", None, None, "REB"),
        ("Iranian intelligence officers arrested him.", "officers", "spy-irn", "IRN", "SPY"),
        ("Groups linked to al-Qaeda hold the north.", "Groups", None, None, "REB"),
        ("Iran-backed militias fired rockets.", "militias", None, None, "PRM"),
        ("Anti-terrorist measures were announced.", "measures", None, None, None),
        ("Our enemies are weak.", "enemies", None, None, None),
        ("The Organization of African Unity met on Monday.", "Organization", "igo-african-union", None, None),
        ("The Israeli military fired rockets.", "military", "mil-isr", "ISR", "MIL"),
        ("Former Prime Minister Ehud Olmert spoke.", "Olmert", "person-ehud-olmert", "ISR", "ELI"),
        ("Results of the Taliban talks came late.", "Results", None, None, None),
        ("The Indian farmers marched on the capital.", "farmers", None, "IND", "AGR"),
    ],
)
def test_phrases(
    registry: Registry, parse: Parse, text: str, head: str, actor: str | None, country: str | None, sector: str | None
) -> None:
    match = described(registry, parse(text), head)
    assert (match.id, match.country, match.sector) == (actor, country, sector)


def test_an_unnamed_actor_has_no_name(registry: Registry, parse: Parse) -> None:
    assert described(registry, parse("Gunmen killed two people."), "Gunmen").name is None


def test_a_title_and_a_country_describe_an_unknown_person(registry: Registry, parse: Parse) -> None:
    match = described(registry, parse("French Defense Minister Paul Dupont-Martinet spoke on Monday."), "Martinet")
    assert (match.name, match.id, match.country, match.sector) == ("Paul Dupont-Martinet", None, "FRA", "GOV")


def test_an_apposition_tells_the_sector(registry: Registry, parse: Parse) -> None:
    match = described(registry, parse("Adama Keita, a Malian farmer, was shot."), "Keita")
    assert (match.name, match.country, match.sector) == ("Adama Keita", "MLI", "AGR")


def test_an_office_holder_by_name(registry: Registry, parse: Parse) -> None:
    document = parse("President Francois Hollande said the troops would stay.")
    match = described(registry, document, "Hollande", on=dt.date(2013, 1, 12))
    assert (match.id, match.sector) == ("person-francois-hollande", "GOV")


def test_the_army_is_that_of_the_only_country(registry: Registry, parse: Parse) -> None:
    document = parse("The army attacked the village. Government soldiers fled.")
    assert described(registry, document, "army", ("MLI",)).id == "mil-mli"
    assert described(registry, document, "soldiers", ("MLI",)).id == "mil-mli"
    assert described(registry, document, "army", ("MLI", "FRA")).country is None


def test_a_name_that_is_also_a_noun_is_a_name(registry: Registry, parse: Parse) -> None:
    match = described(registry, parse("Major John Cook was hit near the bridge."), "Cook")
    assert (match.name, match.sector) == ("John Cook", "MIL")


def test_what_an_owner_adds(registry: Registry, parse: Parse) -> None:
    document = parse("His helicopter was shot down.")
    helicopter = next(word for word in document.words if word.text == "helicopter")
    owner = ActorMatch("Military of France", "mil-fra", "FRA", "MIL", "French pilot")
    assert registry.describe(helicopter, owner=owner).id == "mil-fra"


def test_why_names_the_words(registry: Registry, parse: Parse) -> None:
    assert described(registry, parse("The Malian army fled."), "army").why == "Malian + army"


def test_every_word_can_be_described(registry: Registry, parse: Parse) -> None:
    document = parse('In a move -- "bold", he said (1,200 dead) -- U.N.-backed forces took al-Hasakah; 5% fled.')
    for word in document.words:
        assert isinstance(registry.describe(word), ActorMatch)
