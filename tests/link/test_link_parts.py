from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stub import day, make_claim, make_report, party, place

from dateline.core.shingles import resemblance, sketch_of
from dateline.link.cluster import MOST, UNCOMPARED, Pair, cluster
from dateline.link.copies import NEAR, families_of
from dateline.link.evidence import BLOW_AND_ANSWER, same_actors
from dateline.link.reading import read_claims
from dateline.link.stems import stem
from dateline.link.telling import Telling, packed, unpacked
from dateline.link.when import WEEKS, same_day, same_news
from dateline.link.where import distance_km, same_place
from dateline.records import Place, TimeSpan


def told(time: TimeSpan | None = None, where: Place | None = None, published: str = "2013-01-12") -> Telling:
    report = make_report("Rebels attacked.", published=published)
    (made,) = read_claims(report, [make_claim(report, "attacked", time=time, place=where)])
    assert unpacked(packed(made)) == made
    return made


@pytest.mark.parametrize(
    ("left", "right", "phrase"),
    [
        (day("2013-01-11"), day("2013-01-11"), "same day"),
        (day("2013-01-11"), day("2013-01-12"), "1 day apart"),
        (day("2013-01-11"), day("2013-01-20"), "9 days apart"),
        (day("2013-01-10", "2013-01-12", 2), day("2013-01-11"), "the spans overlap"),
        (None, day("2013-01-11"), "told in the same days"),
        (None, day("2012-01-11"), "360 days apart"),
    ],
)
def test_same_day_says_what_it_found(left: TimeSpan | None, right: TimeSpan | None, phrase: str) -> None:
    one, other = told(left), told(right)
    assert same_day(one, other).phrase == phrase
    assert same_day(one, other).weight == same_day(other, one).weight


def test_days_weigh_less_the_further_apart_they_are() -> None:
    weights = [same_day(told(day("2013-01-10")), told(day(f"2013-01-{10 + gap}"))).weight for gap in range(4)]
    assert weights == sorted(weights, reverse=True)
    assert weights[3] <= -5


def test_news_of_other_weeks_is_not_one_event_misdated() -> None:
    weeks = [told(day(f"2013-01-{10 + gap:02}"), published=f"2013-01-{11 + gap:02}") for gap in (0, WEEKS - 1, WEEKS)]
    undated, later = told(published="2013-01-12"), told(published="2013-03-12")
    background = told(day("2012-12-01"), published="2013-01-25")
    assert [same_news(weeks[0], other).weight < 0 for other in weeks] == [False, False, True]
    assert same_news(undated, later).weight < 0
    assert same_news(weeks[0], background).weight == 0
    assert same_news(undated, undated).weight == 0


@pytest.mark.parametrize(
    ("left", "right", "phrase"),
    [
        (place("Gao", geonames_id=1), place("Gawgaw", geonames_id=1), "same place"),
        (
            place("the north", geonames_id=1).model_copy(update={"name": "Gao"}),
            place("the old town", geonames_id=1).model_copy(update={"name": "Gao"}),
            "parts of one place, or what was taken for it",
        ),
        (place("Gao", precision=1), place("Hargeisa", country="SOM", precision=1), "different countries"),
        (place("Gao", admin1="Gao"), place("Konna", admin1="Mopti"), "different provinces"),
        (place("Gao"), place("Mali", precision=6), "same country"),
        (place("Gao"), place("Sahel", country=None), "one may lie in the other"),
        (place("Gao"), None, "one of them has no place"),
    ],
)
def test_same_place_says_what_it_found(left: Place | None, right: Place | None, phrase: str) -> None:
    assert same_place(told(where=left), told(where=right)).phrase == phrase
    assert same_place(told(where=right), told(where=left)).phrase == phrase


def test_two_exact_places_that_no_coordinates_tell_apart_are_not_the_same() -> None:
    def exact(name: str) -> Place:
        return Place(start=0, end=len(name), text=name, name=name, country="MLI", precision=1)

    found = same_place(told(where=exact("Gao")), told(where=exact("Konna")))
    assert found.phrase == "different places"
    assert found.weight < 0


def test_only_the_place_of_a_claims_own_sentence_is_its_own() -> None:
    report = make_report("Rebels attacked Gao.\nJets bombed a depot near the market.")
    gao = place("Gao", precision=1).model_copy(update={"start": 16, "end": 19})
    market = Place(text="the market", start=46, end=56)
    claims = [make_claim(report, "attacked", place=gao), make_claim(report, "bombed", place=gao)]
    assert [[(spot.text, spot.own) for spot in one.spots] for one in read_claims(report, claims)] == [
        [("Gao", True)],
        [("Gao", False)],
    ]
    claims[1] = make_claim(report, "bombed", place=market)  # words alone tell nothing apart
    assert [(spot.text, spot.own) for spot in read_claims(report, claims)[1].spots] == [("Gao", False)]


def test_an_air_strike_on_those_who_attacked_is_another_act() -> None:
    report = make_report("Rebels attacked a post.\nJets bombed the rebels.\nSoldiers shot rebels.")
    rebels, jets, soldiers = (
        party("rebels", sector="REB", head="rebels"),
        party("jets", sector="MIL", head="jets"),
        party("soldiers", sector="MIL", head="soldiers"),
    )
    attacked, bombed, shot = read_claims(
        report,
        [
            make_claim(report, "attacked", actors=(rebels,)),
            make_claim(report, "bombed", mode="aerial", actors=(jets,), recipients=(rebels,)),
            make_claim(report, "shot", mode="firearms", actors=(soldiers,), recipients=(rebels,)),
        ],
    )
    assert same_actors(attacked, bombed).weight == same_actors(bombed, attacked).weight == BLOW_AND_ANSWER
    assert BLOW_AND_ANSWER < same_actors(attacked, shot).weight < 0


def test_distance() -> None:
    paris = place("Paris", latitude=48.8566, longitude=2.3522)
    london = place("London", latitude=51.5074, longitude=-0.1278)
    assert distance_km(paris, london) == pytest.approx(343.6, abs=1)
    assert distance_km(paris, place("Konna")) is None


def test_a_place_is_carried_on_within_a_report() -> None:
    report = make_report("Jets bombed Gao. Two were killed there.")
    first = make_claim(report, "bombed", place=place("Gao"))
    second = make_claim(report, "killed")
    found = {one.id: one for one in read_claims(report, [second, first])}
    (spot,) = found[second.id].spots
    assert (spot.name, spot.own) == ("Gao", False)


@pytest.mark.parametrize("word", ["attack", "attacks", "attacked", "attacking"])
def test_stem(word: str) -> None:
    assert stem(word) == "attack"


# ---- clustering


def grouped(ids: Iterable[str], scores: Mapping[Pair, float], together: Iterable[Pair] = ()) -> list[tuple[str, ...]]:
    edges = {pair: score for pair, score in scores.items() if score > 0}
    return cluster(ids, edges, lambda left, right: scores.get((left, right), UNCOMPARED), together)


def test_a_chain_does_not_hold_together() -> None:
    scores = {("a", "b"): 2.0, ("b", "c"): 1.0, ("a", "c"): -4.0}
    assert grouped("abc", scores) == [("a", "b"), ("c",)]


def test_impossible_pairs_are_never_together() -> None:
    scores = {("a", "b"): 9.0, ("b", "c"): 9.0, ("a", "c"): -math.inf}
    assert all(not {"a", "c"} <= set(group) for group in grouped("abc", scores))


def test_told_pairs_are_together_whatever_their_score() -> None:
    assert grouped("abc", {("a", "b"): -math.inf}, [("a", "b")]) == [("a", "b"), ("c",)]


def test_a_component_that_is_too_large_is_parted_where_it_is_weakest() -> None:
    one, other = ([f"{letter}{number:02}" for number in range(MOST - 10)] for letter in "ab")
    strong = {(left, right): 3.0 for group in (one, other) for left in group for right in group if left < right}
    assert grouped([*one, *other], strong | {("a00", "b00"): 0.5}) == [tuple(one), tuple(other)]


def test_hundreds_that_agree_throughout_are_one_group() -> None:
    ids = [f"{number:03}" for number in range(3 * MOST)]
    scores = {(left, right): 9.0 for left in ids for right in ids if left < right}
    assert grouped(ids, scores) == [tuple(ids)]
    assert len(grouped(ids, scores | {(ids[0], ids[-1]): -math.inf})) == 2


PAIRS = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([-math.inf, -4.0, -1.0, 0.5, 1.0, 3.0]),
)


@given(PAIRS, st.permutations("abcdef"))
def test_groups_part_the_ids_agree_on_average_and_ignore_order(
    scores: dict[tuple[str, str], float], ids: list[str]
) -> None:
    found = grouped(ids, scores)
    assert sorted(member for group in found for member in group) == list("abcdef")
    assert found == grouped("abcdef", dict(sorted(scores.items(), reverse=True)))
    for group in found:
        inside = [scores.get((left, right), UNCOMPARED) for left in group for right in group if left < right]
        assert not inside or sum(inside) > 0


# ---- copies

TEXT = " ".join(f"word{number}" for number in range(120))


def test_copies_are_found_and_strangers_are_not() -> None:
    whole, trimmed = sketch_of(TEXT), sketch_of(" ".join(TEXT.split()[:80]) + " and some words of the editor")
    assert resemblance(whole, whole) == 1.0
    assert resemblance(whole, trimmed) >= NEAR
    assert resemblance(whole, sketch_of("other words altogether in this one " * 9)) == 0.0
    assert resemblance(whole, sketch_of("")) == 0.0


def test_families_join_versions_copies_and_near_copies() -> None:
    first = make_report(TEXT, url="a")
    version = make_report("short", url="a")
    copy = make_report("A headline. " + TEXT, url="b")
    declared = make_report("nothing alike", url="c", copy_of=copy.id)
    other = make_report("something else", url="d", revises="r-not-here")
    families = families_of([first, version, copy, declared, other])
    assert len({families[report.id] for report in (first, version, copy, declared)}) == 1
    assert families[other.id] == other.id
