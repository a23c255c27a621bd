"""Names to actors."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.actors import Registry, load_registry
from dateline.actors.loader import plural
from dateline.actors.text import name_key, slug, tokens
from dateline.core.countries import countries, country_of_name
from dateline.ontology import load_ontology
from dateline.syntax import Document

DATA = Path(__file__).parents[3] / "shared" / "data" / "ucdp"
Parse = Callable[[str], Document]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("AQIM", "reb-al-qaeda-in-the-islamic-maghreb"),
        ("al Shabab", "reb-al-shabaab"),
        ("Al-Shabaab", "reb-al-shabaab"),
        ("el-Shabab", "reb-al-shabaab"),
        ("the Taleban", "reb-taliban"),
        ("TALIBAN", "reb-taliban"),
        ("Jama'at Nusrat al-Islam wal-Muslimin", "reb-jamaat-nusrat-al-islam-wal-muslimin"),
        ("FARC", "reb-revolutionary-armed-forces-of-colombia"),
        ("U.N.", "igo-united-nations"),
        ("France", "gov-fra"),
        ("Government of Yemen (North Yemen)", "gov-yem"),
        ("the Kremlin", "gov-rus"),
        ("Quai d'Orsay", "gov-fra"),
        ("Pentagon", "mil-usa"),
        ("Paris", "gov-fra"),
        ("Reuters", "jrn-reuters"),
        ("Medecins Sans Frontieres", "soc-medecins-sans-frontieres"),
        ("Francois Hollande", "person-francois-hollande"),
    ],
)
def test_lookup_knows_spellings_and_metonyms(registry: Registry, name: str, actor: str) -> None:
    found = registry.lookup(name)
    assert found is not None
    assert found.id == actor


@pytest.mark.parametrize("name", ["", "  ", "the", "us", "is", "Nobody in Particular", "French"])
def test_lookup_gives_nothing_for_other_words(registry: Registry, name: str) -> None:
    assert registry.lookup(name) is None


def test_homonyms_are_told_apart_by_country(registry: Registry) -> None:
    chinese = registry.lookup("PLA", countries=["CHN"])
    indian = registry.lookup("PLA", countries=["IND"])
    assert chinese is not None
    assert indian is not None
    assert (chinese.country, indian.country) == ("CHN", "IND")


def test_a_short_acronym_is_not_taken_for_an_actor_of_another_country(registry: Registry) -> None:
    assert registry.lookup("CPC", countries=["USA"]) is None
    assert registry.lookup("CIA", countries=["MLI"]) is not None


@pytest.mark.parametrize(
    ("day", "sector"),
    [(dt.date(2010, 1, 1), None), (dt.date(2013, 1, 12), "GOV"), (dt.date(2019, 1, 1), "ELI")],
)
def test_offices_have_their_time(registry: Registry, day: dt.date, sector: str | None) -> None:
    found = registry.lookup("Francois Hollande", on=day)
    assert found is not None
    assert found.country == "FRA"
    assert found.sector == sector


def test_a_surname_means_whoever_is_in_office(registry: Registry) -> None:
    assert registry.lookup("Bush", countries=["USA"], on=dt.date(1990, 1, 1)) != registry.lookup(
        "Bush", countries=["USA"], on=dt.date(2003, 1, 1)
    )
    assert registry.lookup("Brown", countries=["USA"], on=dt.date(2008, 1, 1)) is None


def test_a_group_of_many_countries_is_of_none(registry: Registry) -> None:
    group = registry.lookup("Islamic State", countries=["NGA"])
    assert group is not None
    assert group.country is None


def test_every_country_has_its_government(registry: Registry) -> None:
    for country in countries():
        match = registry.lookup(f"Government of {country.name}")
        assert match is not None
        assert match.id == f"gov-{country.iso3.lower()}"


def test_sectors_are_those_of_the_ontology(registry: Registry) -> None:
    known = set(load_ontology().sectors) | {None}
    tables = registry.tables
    assert {entry.sector for entry in tables.entries.values()} <= known
    assert {noun.sector for noun in tables.nouns.values()} <= known
    assert {office.sector for entry in tables.entries.values() for office in entry.offices} <= known


def test_places_and_times_of_entries_are_sound(registry: Registry) -> None:
    codes = {country.iso3 for country in countries()}
    for entry in registry.tables.entries.values():
        assert set(entry.countries) <= codes, entry.name
        for office in entry.offices:
            assert office.first is None or office.last is None or office.first < office.last, entry.name


@pytest.mark.data
@pytest.mark.skipif(not DATA.exists(), reason="../shared/data/ucdp is not there")
def test_all_ucdp_actors_are_found_by_their_name(registry: Registry) -> None:
    missing = []
    with (DATA / "actors.tsv").open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            acts_in = [part.strip().rsplit(" ", 1)[0] for part in row["countries"].split(";")]
            codes = [code for name in acts_in if (code := country_of_name(name)) is not None]
            found = registry.lookup(row["name"], countries=codes)
            if found is None and row["name"] != "Civilians":
                missing.append(row["name"])
    assert missing == []


@given(st.text(max_size=40))
def test_normal_forms_are_stable(text: str) -> None:
    once = tokens(text)
    assert tokens(" ".join(once)) == once
    assert slug(text) == "-".join(once)


@given(st.text(max_size=40), st.lists(st.sampled_from(["FRA", "MLI", "USA"]), max_size=2))
def test_any_text_can_be_looked_up(text: str, codes: list[str]) -> None:
    first = load_registry().lookup(text, countries=codes)
    assert first == load_registry().lookup(text, countries=codes)


@pytest.mark.parametrize("name", ["al-Shabaab", "El Shabaab", "AL SHABAAB", "the al-Shabaab's"])
def test_spellings_meet(name: str) -> None:
    assert name_key(name) == ("al", "shabaab")


@pytest.mark.parametrize(
    ("one", "many"),
    [("army", "armies"), ("policeman", "policemen"), ("church", "churches"), ("aircraft", "aircraft"), ("boy", "boys")],
)
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many


def test_spans_take_the_longest_name_and_leave_places_out(registry: Registry, parse: Parse) -> None:
    document = parse("Al-Qaeda in the Islamic Maghreb fought in Mali near the al-Shabaab office of Reuters.")
    found = registry.spans(document)
    texts = [document.text[document.words[first].start : document.words[last].end] for first, last, _ in found]
    assert texts == ["Al-Qaeda in the Islamic Maghreb", "al-Shabaab", "Reuters"]
