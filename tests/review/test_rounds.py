from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stub import day, figure, make_claim, make_report, party, place

from dateline.core.errors import UsageError
from dateline.ontology import load_ontology
from dateline.records import Judgement
from dateline.review.rounds import (
    ADJUDICATION,
    NOT_AN_EVENT,
    Adjudication,
    Coded,
    Coding,
    adjudications,
    agreement,
    check,
    coding_of,
    disagreements,
    path_of,
    sample,
    settled,
)

REPORT = make_report("Rebels attacked Gao, killing 12.")
CLAIM = make_claim(
    REPORT,
    "attacked",
    place=place("Gao", precision=1),
    time=day("2013-01-10"),
    actors=(party("Rebels", sector="REB"),),
    figures=(figure("killed", 12, None, None),),
)


@given(st.sets(st.text(min_size=1), max_size=20), st.integers(0, 25))
def test_a_sample_depends_on_its_seed_alone(claims: set[str], size: int) -> None:
    drawn = sample(sorted(claims), size, "a")
    assert drawn == sample(sorted(claims, reverse=True), size, "a")
    assert len(drawn) == min(size, len(claims))
    assert set(drawn) <= claims
    assert drawn == sample(claims, len(claims), "a")[:size]


def test_a_machine_codes_by_its_claims() -> None:
    coding = coding_of(CLAIM)
    assert (coding.type, coding.place, coding.first, coding.killed) == ("assault", "Gao", "2013-01-10", 12)
    assert (coding.actors, coding.recipients, coding.wounded) == (("REB",), (), None)
    assert check(coding, load_ontology()) == coding


@pytest.mark.parametrize(
    "coding",
    [
        Coding(type="party"),
        Coding(type="assault", mode="nuclear"),
        Coding(type="assault", actors=("ARMY",)),
        Coding(type="assault", first="soon"),
        Coding(type=NOT_AN_EVENT, country="MLI"),
    ],
)
def test_codings_that_do_not_fit_are_refused(coding: Coding) -> None:
    with pytest.raises(UsageError):
        check(coding, load_ontology())


def coded(coder: str, *codings: Coding) -> list[Coded]:
    return [Coded(f"c-{number}", coder, coding) for number, coding in enumerate(codings)]


ASSAULT, PROTEST, NONE = Coding(type="assault"), Coding(type="protest"), Coding(type=NOT_AN_EVENT)


def test_agreement_is_measured_for_each_field() -> None:
    ann = coded("ann", ASSAULT, PROTEST, Coding(type="assault", killed=10, first="2013-01-10"))
    bob = coded("bob", ASSAULT, PROTEST, Coding(type="assault", killed=12, first="2013-01-12"))
    found = agreement(("type", "killed", "first", "actors"), [*ann, *bob])
    assert found["type"].alpha == 1
    assert (found["killed"].level, found["killed"].units) == ("ratio", 1)
    assert found["killed"].alpha is not None
    assert found["first"].level == "interval"
    assert found["actors"].alpha is None  # all empty


def test_not_told_is_a_value_of_a_category_and_missing_from_counts() -> None:
    ann = coded("ann", Coding(type="assault", country="MLI", killed=3), ASSAULT)
    bob = coded("bob", ASSAULT, ASSAULT)
    found = agreement(("country", "killed"), [*ann, *bob])
    assert found["country"].values == 4
    assert found["country"].alpha is not None
    assert found["country"].alpha < 1
    assert found["killed"].units == 0


def test_what_is_no_event_disagrees_once() -> None:
    ann, bob = coded("ann", Coding(type="assault", country="MLI")), coded("bob", NONE)
    assert [one.field for one in disagreements(("type", "country"), [*ann, *bob])] == ["type"]


def test_the_last_coding_of_a_unit_counts() -> None:
    said = [*coded("ann", PROTEST), *coded("bob", ASSAULT), *coded("ann", ASSAULT)]
    assert disagreements(("type",), said) == []


def test_disagreements_name_who_said_what() -> None:
    (one,) = disagreements(("type", "mode"), [*coded("bob", ASSAULT), *coded("ann", PROTEST)])
    assert (one.unit, one.field, dict(one.values)) == ("c-0", "type", {"ann": "protest", "bob": "assault"})


def test_what_was_settled_is_read_back() -> None:
    draft = settled(Adjudication("d-1", CLAIM.id, "type", "protest"), "By the codebook.")

    def said(number: int, value: object) -> Judgement:
        return Judgement.model_validate(
            {"id": f"j-{number}", "subject": CLAIM.id, "action": "comment", "field": ADJUDICATION, "value": value}
            | {"author": "ann", "at": f"2013-01-15T09:00:0{number}Z"}
        )

    first, second = said(1, draft.value), said(2, {"round": "d-1", "field": "type", "value": "assault"})
    other = said(3, {"round": "d-2", "field": "type", "value": "coerce"})
    assert adjudications([second, first, other], "d-1") == [Adjudication("d-1", CLAIM.id, "type", "assault")]


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("type", "type"),
        ("country", "place.country"),
        ("place_precision", "place.precision"),
        ("first", "time.first"),
        ("killed", "figures.0.best"),
        ("wounded", None),
        ("actors", None),
    ],
)
def test_where_a_claim_keeps_a_field(field: str, path: str | None) -> None:
    assert path_of(CLAIM, field) == path
