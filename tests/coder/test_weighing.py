"""Participants weighed: what rules and encoder say of each candidate, with weights made up or as shipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from unittest import mock

import hypothesis
import pytest
from hypothesis import strategies as st

from dateline.actors import ActorMatch
from dateline.coder import weighing
from dateline.coder.confidence import Side
from dateline.coder.hints import Hints
from dateline.coder.participants import Named, participants
from dateline.coder.predicates import Lexicon, Predicate
from dateline.coder.second_reader import SecondReader
from dateline.coder.weighing import BASE, SIDES, TAKES_PART, Weigher, chance_of, taking_part, weights
from dateline.neural import EventReading, Hint, SentenceReading
from dateline.neural.heads import ROLES, VOICES
from dateline.ontology import load_ontology
from dateline.syntax import Document

Parse = Callable[[str], Document]


class Sure:
    """An encoder that gives each word the chances it was told, by side, and takes every word for an assault."""

    def __init__(self, chances: Mapping[str, Mapping[str, float]]) -> None:
        self._chances = chances

    def event(self, sentence_words: Sequence[str], event_word: int, hints: Sequence[Hint]) -> EventReading:  # noqa: ARG002
        rows = {role: tuple(self._chances.get(role, {}).get(word, 0.0) for word in sentence_words) for role in ROLES}
        return EventReading(dict.fromkeys(ROLES, ()), rows, self._row(), {"asserted": 1.0})

    def sentence(self, sentence_words: Sequence[str], hints: Sequence[Hint]) -> SentenceReading:  # noqa: ARG002
        return SentenceReading(dict.fromkeys(VOICES, ()), tuple(self._row() for _ in sentence_words))

    @staticmethod
    def _row() -> dict[str, float]:
        return {"none": 0.1, "assault": 0.9}


def _weigher(document: Document, chances: Mapping[str, Mapping[str, float]], people: Sequence[str] = ()) -> Weigher:
    hints = Hints.of(document, Lexicon(load_ontology()))
    return Weigher(SecondReader(Sure(chances), document, hints), lambda word: word.text in people)


def _named(document: Document, *texts: str) -> list[Named]:
    heads = [word for text in texts for word in document.words if word.text == text]
    return participants(heads, document, lambda _: ActorMatch(why="as it stands"), accept=lambda *_: True)


def _event(document: Document) -> Predicate:
    return Lexicon(load_ontology()).find(document)[0]


def _heads(items: Sequence[Named]) -> list[str]:
    return [item.head.text for item in items]


NOBODY: Mapping[Side, Sequence[Named]] = {"actor": [], "recipient": []}
BY_CHANCE = {
    side: {f"given: {BASE}": 1.0, "given: chance": 1.0, f"found: {BASE}": -1.0, "found: chance": 1.0} for side in SIDES
}
"""Made-up weights: what the encoder gives, and a little more to what the rules give."""


@pytest.fixture
def by_chance() -> Iterator[None]:
    with mock.patch.object(weighing, "weights", return_value=BY_CHANCE):
        yield


@pytest.mark.usefixtures("by_chance")
def test_what_the_encoder_all_but_excludes_is_struck_out(parse: Parse) -> None:
    document = parse("Rebels bombed a convoy near the bridge.")
    weigher = _weigher(document, {"actor": {"Rebels": 0.9}, "recipient": {"convoy": 0.4, "bridge": 0.05}})
    given: dict[Side, list[Named]] = {
        "actor": _named(document, "Rebels"),
        "recipient": _named(document, "convoy", "bridge"),
    }
    taken = weigher.weighed(_event(document), given, NOBODY)
    assert {side: _heads(items) for side, items in taken.items()} == {"actor": ["Rebels"], "recipient": ["convoy"]}


@pytest.mark.usefixtures("by_chance")
@pytest.mark.parametrize(("chance", "wanted"), [(0.6, []), (0.8, ["rebels"])])
def test_whom_the_encoder_alone_names_needs_more(parse: Parse, chance: float, wanted: list[str]) -> None:
    document = parse("Shots were fired at the mayor, and rebels fled.")
    weigher = _weigher(document, {"actor": {"rebels": chance}})
    taken = weigher.weighed(_event(document), NOBODY, {"actor": _named(document, "rebels"), "recipient": []})
    assert _heads(taken["actor"]) == wanted


@pytest.mark.usefixtures("by_chance")
def test_nobody_is_on_both_sides(parse: Parse) -> None:
    document = parse("A crowd clashed with police.")
    weigher = _weigher(document, {"actor": {"crowd": 0.9, "police": 0.9}, "recipient": {"police": 0.7}})
    given: dict[Side, list[Named]] = {"actor": _named(document, "crowd"), "recipient": _named(document, "police")}
    taken = weigher.weighed(_event(document), given, {"actor": _named(document, "police"), "recipient": []})
    assert {side: _heads(items) for side, items in taken.items()} == {"actor": ["crowd"], "recipient": ["police"]}


@pytest.mark.usefixtures("by_chance")
def test_people_whom_the_event_counts_stay(parse: Parse) -> None:
    document = parse("Rebels killed two judges near a bridge.")
    given: dict[Side, list[Named]] = {"actor": [], "recipient": _named(document, "judges", "bridge")}
    taken = _weigher(document, {}, people=["judges"]).weighed(_event(document), given, NOBODY)
    assert _heads(taken["recipient"]) == ["judges"]


@pytest.mark.usefixtures("by_chance")
def test_whom_the_event_counts_stays_on_that_side(parse: Parse) -> None:
    document = parse("Rebels killed thousands.")
    weigher = _weigher(document, {"actor": {"thousands": 0.9}})
    given: dict[Side, list[Named]] = {"actor": [], "recipient": _named(document, "thousands")}
    taken = weigher.weighed(_event(document), given, {"actor": _named(document, "thousands"), "recipient": []})
    assert {side: _heads(items) for side, items in taken.items()} == {"actor": [], "recipient": ["thousands"]}


@pytest.mark.usefixtures("by_chance")
def test_it_says_why(parse: Parse) -> None:
    document = parse("Rebels bombed a convoy.")
    weigher = _weigher(document, {"recipient": {"convoy": 0.9}})
    taken = weigher.weighed(_event(document), {"actor": [], "recipient": _named(document, "convoy")}, NOBODY)
    (convoy,) = taken["recipient"]
    assert convoy.why == "as it stands; by the rules, encoder 0.90, weighed 0.96"


def test_a_word_of_another_sentence_bears_no_chance(parse: Parse) -> None:
    document = parse("Rebels came at dawn. They bombed a convoy.")
    event = next(one for one in Lexicon(load_ontology()).find(document) if one.head.text == "bombed")
    given: dict[Side, list[Named]] = {"actor": _named(document, "Rebels"), "recipient": []}
    ((side, candidate, signs),) = _weigher(document, {}).candidates(event, given, NOBODY)
    assert (side, candidate.chance) == ("actor", None)
    assert signs["given: elsewhere"] == 1
    assert "given: chance" not in signs


def test_signs_tell_of_rivals_and_of_the_other_side(parse: Parse) -> None:
    document = parse("Rebels bombed a convoy of soldiers.")
    weigher = _weigher(document, {"recipient": {"convoy": 0.9, "soldiers": 0.2}}, people=["soldiers"])
    given: dict[Side, list[Named]] = {"actor": _named(document, "convoy"), "recipient": []}
    found: dict[Side, list[Named]] = {"actor": [], "recipient": _named(document, "convoy", "soldiers")}
    weighed = weigher.candidates(_event(document), given, found)
    signs = {(side, one.named.head.text): signs for side, one, signs in weighed}
    soldiers, convoy = signs["recipient", "soldiers"], signs["recipient", "convoy"]
    assert soldiers["found: rival"] > 2 > convoy["found: rival"]
    assert (convoy["found: on the other side"], soldiers["found: on the other side"]) == (1, 0)
    assert soldiers["found: within the other side"] == 1
    assert (convoy["found: person"], soldiers["found: person"]) == (0, 1)
    assert signs["actor", "convoy"]["given: base"] == 1


def test_whom_rules_and_encoder_both_name_is_one_candidate(parse: Parse) -> None:
    document = parse("Rebels bombed a convoy.")
    both: dict[Side, list[Named]] = {"actor": _named(document, "Rebels"), "recipient": []}
    (candidate,) = (one for _, one, _ in _weigher(document, {}).candidates(_event(document), both, both))
    assert candidate.by_rules


def test_a_sign_without_a_weight_says_nothing() -> None:
    assert chance_of({"given: base": 1.0, "given: is xcomp": 1.0}, {"given: base": 0.0}) == pytest.approx(0.5)


@pytest.mark.parametrize("side", SIDES)
def test_the_weights_that_ship_trust_the_encoder_and_the_rules(side: Side) -> None:
    table = weights()[side]
    assert table["given: chance"] > 0 < table["found: chance"]
    assert table[f"given: {BASE}"] > table[f"found: {BASE}"]
    assert {name.partition(": ")[0] for name in table} == {"given", "found"}


@pytest.mark.parametrize(
    ("chances", "taken"),
    [([], []), ([0.4], []), ([0.3, 0.35], [1]), ([0.2, 0.2], []), ([0.6, 0.4], [0]), ([0.6, 0.9, 0.1], [0, 1])],
)
def test_the_likeliest_takes_part_where_somebody_does(chances: list[float], taken: list[int]) -> None:
    assert taking_part(chances) == taken


@hypothesis.given(st.lists(st.floats(0, 1)))
def test_whoever_is_likelier_takes_part_too(chances: list[float]) -> None:
    taken = taking_part(chances)
    assert all(number in taken for number, chance in enumerate(chances) if chance >= TAKES_PART)
    least = min((chances[number] for number in taken), default=1.0)
    assert all(chance <= least for number, chance in enumerate(chances) if number not in taken)
