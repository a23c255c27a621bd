"""Laws that every claim of every report keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import read_inputs, report_from_text
from dateline.ontology import load_ontology
from dateline.records import Claim, Quote, Report

EXAMPLES = Path(__file__).parents[2] / "examples"
WIRE = """TEGUCIGALPA, 4 MAR 90 -- TWO POLICE OFFICERS WERE KILLED AND THREE OTHERS WERE WOUNDED ON 2 MARCH WHEN
GUERRILLAS AMBUSHED THEIR VEHICLE NEAR CHOLUTECA, THE ARMY REPORTED. NO ONE HAS CLAIMED RESPONSIBILITY."""


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [item for item in read_inputs([EXAMPLES]) if isinstance(item, Report)]


@pytest.fixture(scope="module")
def coded(reports: list[Report], coder: RuleCoder) -> list[tuple[Report, tuple[Claim, ...]]]:
    return [(report, coder.code(report)) for report in reports]


def quotes(claim: Claim) -> Iterator[Quote]:
    yield claim.trigger
    yield from claim.actors
    yield from claim.recipients
    yield from claim.figures
    yield from claim.sources
    if claim.place:
        yield claim.place
    if claim.time:
        yield claim.time


def test_every_value_points_at_its_words(coded: list[tuple[Report, tuple[Claim, ...]]]) -> None:
    for report, claims in coded:
        for claim in claims:
            for quote in quotes(claim):
                assert report.text[quote.start : quote.end] == quote.text
            assert claim.sentence.start <= claim.trigger.start <= claim.trigger.end <= claim.sentence.end


def test_codes_are_those_of_the_ontology(coded: list[tuple[Report, tuple[Claim, ...]]]) -> None:
    ontology = load_ontology()
    for _, claims in coded:
        for claim in claims:
            assert claim.mode is None or claim.mode in ontology.types[claim.type].modes
            assert {item.sector for item in (*claim.actors, *claim.recipients)} <= {None, *ontology.sectors}
            assert claim.place is None or (claim.place.latitude, claim.place.longitude) != (0, 0)
            for figure in claim.figures:
                bounds = [value for value in (figure.low, figure.best, figure.high) if value is not None]
                assert bounds == sorted(bounds)
                assert bounds


def test_each_report_gives_claims_with_ids_of_their_own(coded: list[tuple[Report, tuple[Claim, ...]]]) -> None:
    ids = [claim.id for _, claims in coded for claim in claims]
    assert len(ids) == len(set(ids))
    assert all(claims for _, claims in coded)


def test_the_same_report_gives_the_same_claims_whatever_was_coded_before(
    coded: list[tuple[Report, tuple[Claim, ...]]], coder: RuleCoder
) -> None:
    for report, claims in reversed(coded[:6]):
        assert coder.code(report) == claims


def test_upper_case_wires_are_read(coder: RuleCoder) -> None:
    report = report_from_text(WIRE)
    claims = coder.code(report)
    killed = next(claim for claim in claims if claim.trigger.text == "KILLED")
    assert [item.sector for item in killed.recipients][:1] == ["COP"]
    found = {(figure.measure, figure.best) for claim in claims for figure in claim.figures}
    assert found == {("killed", 2), ("wounded", 3)}
    ambush = next(claim for claim in claims if claim.trigger.text == "AMBUSHED")
    assert [item.sector for item in ambush.actors] == ["REB"]
    assert ambush.place is not None
    assert ambush.place.country == "HND"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Nothing.", "?" * 1000, "the the the", "1 2 3 4", "a" * 5000])
def test_text_without_events_gives_no_claims(text: str, coder: RuleCoder) -> None:
    report = Report(id="r-0", text=text)
    assert coder.code(report) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mexico said it would not support the coup.", [("reject", "asserted", ["it"], ["coup"])]),
        ("A march is planned for Sunday.", [("protest", "future", [], [])]),
        ("Reservists were called up.", [("mobilize", "asserted", [], [])]),
        ("The union has called a march for Sunday.", [("protest", "future", ["union"], [])]),
        ("Curfew in Leiden; 40 detained", [("coerce", "asserted", [], ["40"])]),
        ("The two were arrested.", [("coerce", "asserted", [], ["two"])]),
        ("The younger of two brothers was arrested.", [("coerce", "asserted", [], ["brothers"])]),
        ("The governor threatened to have the nuns arrested.", [("threaten", "asserted", ["governor"], ["nuns"])]),
        ("Oslo urged the rebels to stop shelling the port.", [("request", "asserted", ["Oslo"], ["rebels"])]),
        ("The envoy called on the president to resign.", [("request", "asserted", ["envoy"], ["president"])]),
        ("The delegation denied any role.", [("reject", "asserted", ["delegation"], [])]),
        ("Army artillery shelled the barracks.", [("assault", "asserted", ["artillery"], ["barracks"])]),
        ("A gang said it had kidnapped the consul.", [("assault", "asserted", ["it"], ["consul"])]),
        ("The same band killed the consul.", [("assault", "asserted", ["band"], ["consul"])]),
        (
            "A judge jailed two soldiers for the murder of a nun.",
            [("sanction", "asserted", ["judge"], ["soldiers"]), ("assault", "historical", ["soldiers"], ["nun"])],
        ),
    ],
)
def test_who_takes_part(text: str, told: list[tuple[str, str, list[str], list[str]]], coder: RuleCoder) -> None:
    claims = coder.code(report_from_text(text, published="2019-05-15"))
    heads = [([one.head for one in claim.actors], [one.head for one in claim.recipients]) for claim in claims]
    assert [(claim.type, claim.status, *both) for claim, both in zip(claims, heads, strict=True)] == told


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Police confiscated ninety rifles in Leiden.", ["rifles"]),
        ("Police found ninety rifles in Leiden.", []),
        ("Nuns sheltered forty refugees in Leiden.", ["refugees"]),
        ("Guards whipped several of them in Leiden.", ["several"]),
        ("Guards whipped forty in Leiden.", ["forty"]),
        ("Guards killed nine monks and wounded forty in Leiden.", ["monks"]),
        ("Guards whipped a 17-year-old in Leiden.", ["old"]),
        ("The deputy head of the council was killed in Leiden.", ["head"]),
        ("Nobody was killed in Leiden.", ["Nobody"]),
    ],
)
def test_who_is_met_by_it(text: str, heads: list[str], coder: RuleCoder) -> None:
    claims = coder.code(report_from_text(text, published="2024-05-03"))
    assert [[item.head for item in claim.recipients] for claim in claims] == [heads]


def test_what_happened_beyond_living_memory_is_history(coder: RuleCoder) -> None:
    report = report_from_text(
        "The clan attacked its rivals in 1912. Rebels raided the port in 2012.", published="2019-05-15"
    )
    assert [claim.trigger.text for claim in coder.code(report)] == ["raided"]


def test_who_speaks_after_a_semicolon_says_nothing_of_what_stands_before_it(coder: RuleCoder) -> None:
    text = "Rebels shelled the port; Oslo said it would not wait."
    claims = coder.code(report_from_text(text, published="2019-05-15"))
    assert [(claim.type, claim.sources) for claim in claims] == [("assault", ())]


def test_troops_abroad_tell_of_no_place(coder: RuleCoder) -> None:
    claims = coder.code(report_from_text("US troops have shot dead two armed men.", published="2019-05-15"))
    assert [claim.place for claim in claims] == [None]


def test_a_capital_that_acts_is_not_where_it_happened(coder: RuleCoder) -> None:
    claims = coder.code(report_from_text("Berlin urged Ankara to withdraw.", published="2019-05-15"))
    assert [claim.place for claim in claims] == [None]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("The boy was taken to a hospital in Gao.", False),
        ("The guard was taken in critical condition to a clinic.", False),
        ("Gunmen took the boy to the forest.", True),
    ],
)
def test_who_is_taken_to_hospital_is_not_held(rules: RuleCoder, text: str, taken: bool) -> None:
    assert bool(rules.code(report_from_text(text, published="2016-03-10"))) is taken


def test_who_counts_the_dead_says_so_and_did_not_kill_them(coder: RuleCoder) -> None:
    (claim,) = coder.code(
        report_from_text("A nurse in Gao counted 19 bodies after the raid on the camp.", published="2013-01-12")
    )[:1]
    assert claim.trigger.text == "counted"
    assert claim.actors == ()
    assert [(source.text, source.kind) for source in claim.sources] == [("A nurse in Gao", "medical")]


def test_the_number_of_the_dead_is_put_and_moves_nobody(coder: RuleCoder) -> None:
    claims = coder.code(report_from_text("The army put the number of rebels killed in Gao at 28."))
    assert [claim.type for claim in claims] == ["assault"]
