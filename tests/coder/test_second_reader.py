"""What the coder makes of the encoder's word, with an encoder that says what the test wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from dateline.coder import second_reader
from dateline.coder.hints import Hints
from dateline.coder.predicates import Lexicon
from dateline.coder.second_reader import SecondReader
from dateline.neural import EventReading, Hint, SentenceReading
from dateline.neural.heads import ROLES, VOICES
from dateline.ontology import load_ontology
from dateline.records import Status
from dateline.syntax import Document

Parse = Callable[[str], Document]
_TYPES = ("none", "assault", "protest")


class Told:
    """An encoder that gives each word the type it was told, with this probability, and each role its spans."""

    def __init__(
        self,
        types: Mapping[str, str],
        spans: Mapping[str, tuple[str, float]] | None = None,
        chance: float = 0.97,
        statuses: Mapping[str, float] | None = None,
    ) -> None:
        self._types = types
        self._spans = spans or {}
        self._chance = chance
        self._statuses = statuses or {"asserted": 1.0}
        self.asked = 0

    def event(self, sentence_words: Sequence[str], event_word: int, hints: Sequence[Hint]) -> EventReading:
        self.asked += 1
        assert len(hints) == len(sentence_words)
        words = list(sentence_words)
        spans = {
            role: ((words.index(self._spans[role][0]), words.index(self._spans[role][0]), self._spans[role][1]),)
            if role in self._spans
            else ()
            for role in ROLES
        }
        chances = {
            role: tuple(float(any(a <= at <= b for a, b, _ in spans[role])) for at in range(len(words)))
            for role in ROLES
        }
        return EventReading(spans, chances, self._row(words[event_word]), self._statuses)

    def sentence(self, sentence_words: Sequence[str], hints: Sequence[Hint]) -> SentenceReading:
        self.asked += 1
        assert len(hints) == len(sentence_words)
        return SentenceReading(dict.fromkeys(VOICES, ()), tuple(self._row(word) for word in sentence_words))

    def _row(self, word: str) -> dict[str, float]:
        said = self._types.get(word, "none")
        return {name: self._chance if name == said else (1 - self._chance) / 2 for name in _TYPES}


def _reader(document: Document, encoder: Told) -> SecondReader:
    return SecondReader(encoder, document, Hints.of(document, Lexicon(load_ontology())))


def test_a_word_that_surely_names_no_event_is_refused(parse: Parse) -> None:
    document = parse("Critics bombed the plan.")
    (predicate,) = Lexicon(load_ontology()).find(document)
    told = predicate.head.text
    assert _reader(document, Told({})).refuses(predicate)
    assert not _reader(document, Told({told: "assault"})).refuses(predicate)
    assert not _reader(document, Told({}, chance=second_reader.REFUSED - 0.01)).refuses(predicate)


def test_it_sees_an_event_where_both_readings_see_the_type(parse: Parse) -> None:
    document = parse("Rebels bombed a convoy.")
    (predicate,) = Lexicon(load_ontology()).find(document)

    def seen(told: dict[str, str]) -> float:
        return _reader(document, Told(told)).view(predicate, "asserted", {"actor": [], "recipient": []}).event

    assert seen({"bombed": "assault"}) > 0.9
    assert seen({"bombed": "protest"}) < 0.6
    assert seen({}) < 0.1


def test_a_word_that_the_lexicon_lacks_may_name_an_event(parse: Parse) -> None:
    document = parse("Villagers bushwhacked a convoy.")
    (found,) = _reader(document, Told({"bushwhacked": "assault"})).further(
        frozenset(), Lexicon(load_ontology()), frozenset()
    )
    assert (found.head.text, found.entry.type) == ("bushwhacked", "assault")
    assert {slot: [word.text for word in words] for slot, words in found.slots.items()} == {
        "subject": ["Villagers"],
        "object": ["convoy"],
    }


def test_a_word_in_a_reading_that_the_lexicon_excludes_has_its_usual_mode(parse: Parse) -> None:
    lexicon = Lexicon(load_ontology())
    document = parse("Storms decapitated palms and attacked walls.")
    decapitated, attacked = document.words[1], document.words[4]
    assert lexicon.usual_mode(decapitated, "assault") == "primitive"
    assert lexicon.usual_mode(decapitated, "protest") is None
    assert lexicon.usual_mode(attacked, "assault") is None  # it has several


def test_words_that_were_read_already_are_left_alone(parse: Parse) -> None:
    document = parse("Villagers bushwhacked a convoy.")
    reader = _reader(document, Told({"bushwhacked": "assault"}))
    assert reader.further(frozenset({1}), Lexicon(load_ontology()), frozenset()) == []


@pytest.mark.parametrize(("none", "wanted"), [(0.01, ["bewailed"]), (second_reader.CARRIER + 0.01, [])])
def test_a_verb_that_carries_an_event_noun_must_be_surer(parse: Parse, none: float, wanted: list[str]) -> None:
    document = parse("The league bewailed the raids.")
    reader = _reader(document, Told({"bewailed": "protest"}, chance=1 - 2 * none))
    found = reader.further(frozenset(), Lexicon(load_ontology()), frozenset({2}))
    assert [one.head.text for one in found] == wanted


def test_it_names_heads_of_phrases_but_not_the_event_itself(parse: Parse) -> None:
    document = parse("Shots were fired at the mayor, and some of the rebels fled.")
    predicate = Lexicon(load_ontology()).find(document)[0]
    heads = {
        word: [head.text for head in _reader(document, Told({}, {"actor": (word, 0.9)})).named(predicate, "actor")]
        for word in ("rebels", "some", predicate.head.text, "and")
    }
    assert heads == {"rebels": ["rebels"], "some": ["some"], predicate.head.text: [], "and": []}


def test_a_span_may_hold_several_or_be_headed_by_no_noun(parse: Parse) -> None:
    def heads(text: str) -> list[str]:
        return [word.text for word in second_reader.heads_of(parse(text).words[:-1])]

    assert heads("Sixty relatives and pupils.") == ["relatives", "pupils"]
    assert heads("Suspected of murder.") == ["murder"]
    assert heads("And then.") == []
    fourth = parse("A fourth was held by police.").words[:2]
    assert [word.text for word in second_reader.heads_of(fourth)] == ["fourth"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tehran denied the raid.", True),
        ("Aid workers fear further raids.", True),
        ("The list tells of raids.", False),
        ("The army has not confirmed the raid.", False),
    ],
)
def test_a_bare_noun_is_told_where_it_is_sure_of_it(parse: Parse, text: str, told: bool) -> None:
    document = parse(text)
    (raid,) = (one for one in Lexicon(load_ontology()).find(document) if one.head.lemma == "raid")
    assert _reader(document, Told({raid.head.text: "assault"})).tells(raid) == told
    assert not _reader(document, Told({raid.head.text: "assault"}, chance=0.85)).tells(raid)
    assert not _reader(document, Told({})).tells(raid)


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        ({"asserted": 0.01, "historical": 0.98}, True),
        ({"asserted": 0.1, "historical": 0.9}, False),
        ({"asserted": 0.01, "negated": 0.98, "historical": 0.01}, False),
    ],
)
def test_what_it_all_but_excludes_to_be_news_is_background(
    parse: Parse,
    statuses: dict[str, float],
    told: bool,
) -> None:
    document = parse("Rebels bombed a convoy.")
    (predicate,) = Lexicon(load_ontology()).find(document)
    assert _reader(document, Told({"bombed": "assault"}, statuses=statuses)).is_background(predicate) == told


def test_a_type_that_both_readings_rule_out_gives_way_to_a_sure_one(parse: Parse) -> None:
    lexicon = Lexicon(load_ontology())
    document = parse("Rebels bombed a convoy.")
    (predicate,) = lexicon.find(document)
    reader = _reader(document, Told({"bombed": "protest"}))
    taken = reader.retyped(predicate, lexicon)
    assert (taken.entry.type, taken.entry.mode, taken.head) == ("protest", None, predicate.head)
    assert reader.former_type(taken) == "assault"


def test_words_that_count_people_are_not_refused(parse: Parse) -> None:
    document = parse("Rebels killed a judge and ambushed a convoy.")
    reader = _reader(document, Told({}))
    assert [reader.refuses(predicate) for predicate in Lexicon(load_ontology()).find(document)] == [False, True]


@pytest.mark.parametrize(
    ("text", "told", "chance"),
    [
        ("Rebels bombed a convoy.", "assault", 0.97),
        ("Rebels bombed a convoy.", "protest", second_reader.SURE_OTHER - 0.01),
        ("Rebels captured a convoy guard.", "protest", 0.97),  # counts people
    ],
)
def test_else_a_type_stands(parse: Parse, text: str, told: str, chance: float) -> None:
    lexicon = Lexicon(load_ontology())
    document = parse(text)
    (predicate,) = lexicon.find(document)
    reader = _reader(document, Told({predicate.head.text: told}, chance=chance))
    assert reader.retyped(predicate, lexicon) is predicate
    assert reader.former_type(predicate) is None


def test_of_types_of_the_users_own_it_knows_nothing(parse: Parse) -> None:
    document = parse("Rebels bombed a convoy.")
    (predicate,) = Lexicon(load_ontology()).find(document)
    own = replace(predicate, entry=predicate.entry.model_copy(update={"type": "ransom"}))
    reader = _reader(document, Told({}))
    assert reader.refuses(predicate)
    assert not reader.refuses(own)
    assert not reader.knows("ransom", own.head)


def test_of_several_words_that_tell_of_an_event_the_surest_speaks(parse: Parse) -> None:
    document = parse("Troops arrested a leader and detained two men.")
    arrested, detained = Lexicon(load_ontology()).find(document)
    men = document.words[-2]

    class ByEvent(Told):
        def event(self, sentence_words: Sequence[str], event_word: int, hints: Sequence[Hint]) -> EventReading:
            reading = super().event(sentence_words, event_word, hints)
            share = 0.9 if sentence_words[event_word] == "detained" else 0.1
            return replace(reading, chances={role: (share,) * len(sentence_words) for role in reading.chances})

    reader = _reader(document, ByEvent({}))
    assert reader.chance_of(arrested, "recipient", men) == pytest.approx(0.1)
    both = replace(arrested, absorbed=[detained])
    assert reader.chance_of(both, "recipient", men) == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("text", "status", "wanted"),
    [
        ("Rebels bombed a convoy.", "asserted", "negated"),
        ("Rebels bombed a convoy.", "historical", "historical"),
        ("Jets were on standby.", "future", "future"),
    ],
)
def test_a_status_that_it_all_but_excludes_gives_way(parse: Parse, text: str, status: Status, wanted: Status) -> None:
    document = parse(text)
    (predicate,) = Lexicon(load_ontology()).find(document)
    assert (
        _reader(document, Told({}, statuses={"asserted": 0.01, "negated": 0.99})).restated(predicate, status) == wanted
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Rebels came to bomb a convoy.", "future"), ("The president ordered air strikes.", "asserted")],
)
def test_of_what_is_meant_it_makes_no_fact(parse: Parse, text: str, wanted: Status) -> None:
    document = parse(text)
    predicate = Lexicon(load_ontology()).find(document)[-1]
    reader = _reader(document, Told({}, statuses={"asserted": 0.99, "future": 0.01}))
    assert reader.restated(predicate, "future") == wanted


def test_a_status_that_may_be_stands(parse: Parse) -> None:
    document = parse("Rebels bombed a convoy.")
    (predicate,) = Lexicon(load_ontology()).find(document)
    share = second_reader.UNLIKELY_STATUS + 0.01
    reader = _reader(document, Told({}, statuses={"asserted": share, "negated": 1 - share}))
    assert reader.restated(predicate, "asserted") == "asserted"


@pytest.mark.parametrize(("none", "sure"), [(0.01, True), (second_reader.SURE_EVENT + 0.01, False)])
def test_it_is_sure_of_what_both_readings_hardly_hold_for_none(parse: Parse, none: float, sure: bool) -> None:
    document = parse("Rebels bombed a convoy.")
    (predicate,) = Lexicon(load_ontology()).find(document)
    assert _reader(document, Told({"bombed": "assault"}, chance=1 - 2 * none)).is_sure_of(predicate) is sure


def test_each_sentence_and_event_is_read_once(parse: Parse) -> None:
    document = parse("Officials press for a new bridge.")
    (predicate,) = Lexicon(load_ontology()).find(document)
    encoder = Told({})
    reader = _reader(document, encoder)
    for _ in range(3):
        reader.refuses(predicate)
        reader.named(predicate, "actor")
    assert encoder.asked == 2


def test_it_tells_which_participants_it_doubts_and_misses(parse: Parse) -> None:
    document = parse("Rebels bombed a convoy.")
    (predicate,) = Lexicon(load_ontology()).find(document)
    rebels, convoy = document.words[0], document.words[3]
    reader = _reader(document, Told({"bombed": "assault"}, {"actor": ("Rebels", 0.9)}))
    agreed = reader.view(predicate, "asserted", {"actor": [rebels], "recipient": [convoy]})
    assert agreed.least == {"actor": 1.0, "recipient": 0.0}
    assert agreed.missed == {"actor": 0.0, "recipient": 0.0}
    without = reader.view(predicate, "negated", {"actor": [], "recipient": []})
    assert without.missed == {"actor": 0.9, "recipient": 0.0}
    assert (agreed.status, without.status) == (1.0, 0.0)
