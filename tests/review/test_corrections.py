from __future__ import annotations

from typing import Any

import pytest
from stub import day, make_claim, make_report, party, place

from dateline.core.errors import UsageError
from dateline.ontology import Ontology, load_ontology
from dateline.records import Claim
from dateline.review.corrections import HUMAN, added_claim, check, corrections, sentence_around
from dateline.review.suggestions import suggest

REPORT = make_report("Rebels attacked Gao on Thursday. Two were hurt.\nPlanes bombed Konna.")


def words(text: str) -> dict[str, Any]:
    start = REPORT.text.index(text)
    return {"start": start, "end": start + len(text)}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture
def claim() -> Claim:
    quoted = words("Gao") | {"text": "Gao", "name": "Gao", "country": "MLI"}
    claim = make_claim(REPORT, "bombed", mode="aerial")
    return claim.model_validate(claim.model_dump() | {"place": quoted})


def test_the_mode_goes_with_its_type(claim: Claim, ontology: Ontology) -> None:
    drafts = corrections(claim, {"type": "protest"}, ontology, REPORT, "It was a march.")
    assert [(one.field, one.value, one.previous, one.text) for one in drafts] == [
        ("type", "protest", "assault", "It was a march."),
        ("mode", None, "aerial", None),
    ]


def test_words_are_read_from_the_report(claim: Claim, ontology: Ontology) -> None:
    value = {**words("Konna"), "name": "Konna", "country": "MLI"}
    (draft,) = corrections(claim, {"place": value}, ontology, REPORT, None)
    assert isinstance(draft.value, dict)
    assert draft.value["text"] == "Konna"


def test_what_is_known_from_elsewhere_quotes_nothing(claim: Claim, ontology: Ontology) -> None:
    (draft,) = corrections(claim, {"time": {"first": "2013-01-10", "last": "2013-01-10"}}, ontology, REPORT, None)
    assert isinstance(draft.value, dict)
    assert (draft.value["start"], draft.value["end"], draft.value["text"]) == (0, 0, "")


@pytest.mark.parametrize(
    "values",
    [
        {"type": "party"},
        {"mode": "nuclear"},
        {"contexts": ["football"]},
        {"place.country": "XXX"},
        {"place.text": "Timbuktu"},
        {"time": {"first": "yesterday"}},
        {"time": {"first": "2013-01-12", "last": "2013-01-10"}},
        {"actors": [{"start": 0, "end": 6, "sector": "ARMY"}]},
        {"figures": [{"measure": "killed", "low": 9, "best": 3}]},
        {"figures": [{"measure": "KILLED!", "best": 3}]},
    ],
)
def test_values_that_do_not_fit_are_refused(claim: Claim, ontology: Ontology, values: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        corrections(claim, values, ontology, REPORT, None)


def test_a_missed_claim_is_added_by_its_words(ontology: Ontology) -> None:
    values: dict[str, Any] = {
        "trigger": words("hurt"),
        "type": "assault",
        "figures": [{**words("Two"), "measure": "wounded", "low": 2, "best": 2, "high": 2}],
    }
    claim = added_claim(REPORT, values, ontology, "ann")
    assert (claim.coder, claim.trigger.text, claim.figures[0].text) == (f"{HUMAN}ann", "hurt", "Two")
    assert REPORT.text[claim.sentence.start : claim.sentence.end] == "Two were hurt."
    assert claim == added_claim(REPORT, values, ontology, "ann")
    assert claim.id != added_claim(REPORT, values, ontology, "bob").id


@pytest.mark.parametrize(
    "values",
    [
        {"type": "assault"},
        {"trigger": {"start": 3, "end": 3}, "type": "assault"},
        {"trigger": {"start": 900, "end": 910}, "type": "assault"},
        {"trigger": {"start": 0, "end": 6}},
        {"trigger": {"start": 0, "end": 6}, "type": "assault", "color": "red"},
    ],
)
def test_a_claim_without_words_or_type_is_refused(ontology: Ontology, values: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        added_claim(REPORT, values, ontology, "ann")


@pytest.mark.parametrize(
    ("trigger", "sentence"),
    [
        ("attacked", "Rebels attacked Gao on Thursday."),
        ("hurt", "Two were hurt."),
        ("bombed", "Planes bombed Konna."),
    ],
)
def test_the_sentence_is_the_one_around_the_words(trigger: str, sentence: str) -> None:
    found = sentence_around(REPORT.text, make_claim(REPORT, trigger).trigger)
    assert REPORT.text[found.start : found.end] == sentence


def test_every_claim_of_a_coder_passes(ontology: Ontology) -> None:
    check(
        make_claim(
            REPORT, "attacked", actors=(party("Rebels", sector="REB"),), place=place("Gao"), time=day("2013-01-10")
        ),
        ontology,
    )


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("type", "prot", "protest"),
        ("mode", "aer", "aerial"),
        ("place.country", "mali", "MLI"),
        ("actors.0.sector", "reb", "REB"),
        ("place.precision", "exact", 1),
        ("time.precision", "month", 4),
        ("status", "neg", "negated"),
        ("figures.0.measure", "wou", "wounded"),
        ("sources.0.kind", "pol", "police"),
    ],
)
def test_suggestions(claim: Claim, field: str, text: str, value: object) -> None:
    assert suggest(field, text, claim)[0].value == value


def test_suggestions_of_places_and_actors(claim: Claim) -> None:
    first = suggest("place", "Mopt", claim)[0]
    assert (first.label, first.detail) == ("Mopti", "Mopti, Mali")
    assert suggest("place", "", claim) == []
    assert suggest("actors.0", "boko", claim)[0].value == {
        "name": "Boko Haram",
        "id": "reb-boko-haram",
        "country": "NGA",
        "sector": "REB",
    }
    assert suggest("nowhere", "x", claim) == []
