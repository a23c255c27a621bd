"""The place of an event that another sentence of its report tells: "Gunmen raided *Gao*. Two farmers were shot."."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.coder.beat import find_beat
from dateline.coder.elsewhere import Signs, Surroundings, likeliest, status_signs, told, weights
from dateline.coder.explanation import Explanation
from dateline.coder.reading import Reading
from dateline.coder.settlements import descriptions, in_words, last_named, town_in
from dateline.places import Toponym
from dateline.records import Claim, Place
from dateline.syntax import Word

LIKELY = 0.5
"""Chance from which a place is taken: `training/fit_elsewhere.py` prints what other limits take and get right; of three
sets of coded reports .6 takes half as many, and as many of those wrong."""
_WHERE = frozenset("in at near outside around inside on from into to across".split())
_PARTS = frozenset({"admin1", "admin2", "region"})

Spot = tuple[int | str, str | None]


def with_places(explained: Sequence[Explanation], reading: Reading, material: frozenset[str]) -> list[Explanation]:
    """Give events without a place the one that the rest of the report gives them.

    Args:
        explained: The claims of a report, in text order.
        reading: The report.
        material: The types of events that are deeds.
    """
    places = PlacesElsewhere([one.claim for one in explained], reading, material)
    return [_with(one, places) for one in explained]


def _with(one: Explanation, places: PlacesElsewhere) -> Explanation:
    found = places.of(one.claim)
    if found is None:
        return one
    toponym, why = found
    note = ("place", toponym.text, f"{why}; {toponym.why}")
    return replace(one, claim=one.claim.model_copy(update={"place": toponym.place}), notes=(*one.notes, note))


class PlacesElsewhere:
    """The places that a report names, as candidates for those of its claims that have none.

    Args:
        claims: The claims, in text order.
        reading: The report.
        material: The types of events that are deeds.
    """

    def __init__(self, claims: Sequence[Claim], reading: Reading, material: frozenset[str]) -> None:
        self._around = Surroundings(claims, reading, material)
        self._document = reading.document
        self._dateline = reading.dateline_town
        bodies = {index for first, last, _ in reading.actors for index in range(first, last + 1)}
        self._named = [one for one in reading.toponyms if one.place.precision is not None and one.last not in bodies]
        said = [one.place for one in claims if one.place is not None and not one.place.is_known]
        held = [self._document.words_between(place.start, place.end) for place in dict.fromkeys(said)]
        self._in_words = [in_words(words, reading.report.text, 0.0) for words in held if words]
        self._mentions = [*self._named, *self._in_words, *([self._dateline] if self._dateline is not None else [])]
        self._beat = find_beat(self._document, self._named)
        self._by_sentence: dict[int, list[Toponym]] = defaultdict(list)
        for one in self._named:
            self._by_sentence[self._around.sentence(one.start)].append(one)
        self._often = Counter(spot_of(one.place) for one in self._named)
        self._placed: dict[int, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.place is not None:
                self._placed[claim.place.start].append(claim)

    def of(self, claim: Claim) -> tuple[Toponym, str] | None:
        """The place of a claim that has none of its own, and why: by its signs, or for want of any by its police."""
        if not self.is_open(claim):
            return None
        found = list(self.candidates(claim))
        taken = likeliest(found, lambda one: spot_of(one.place), weights()["place"])
        if taken is not None and taken[1] >= LIKELY:
            toponym, signs = found[taken[0]]
            why = f"told in another sentence, chance {taken[1]:.2f}: {told(signs, weights()['place'])}"
            return town_in(toponym, self._mentions) or toponym, why
        words = self._document.words_between(claim.trigger.start, claim.trigger.end)
        named = [one for one in self._named if _is_in(one.start, claim)]
        located = self._beat.elsewhere(claim.type, words, named)
        return (town_in(located.toponym, self._mentions) or located.toponym, located.why) if located else None

    def is_open(self, claim: Claim) -> bool:
        """Whether a claim is to be given a place: who speaks of a deed may be anywhere."""
        return claim.place is None and self._around.is_deed(claim)

    def candidates(self, claim: Claim) -> Iterator[tuple[Toponym, Signs]]:
        """The places that a claim might have, each with its signs."""
        around = self._around
        placed = [one for one in around.before(claim) if one.place]
        alike = [one for one in placed if one.type == claim.type]
        at_home = [one for one in placed if one.place and _is_in(one.place.start, one)]
        described = self._described(claim)
        beside = {spot_of(one.place) for one in self._mentions if _is_in(one.start, claim)}
        for toponym in self._mentions:
            is_dateline = toponym is self._dateline
            if not is_dateline and around.sentence(toponym.start) == around.sentence(claim.trigger.start):
                continue  # syntax or the encoder would have given it
            spot = spot_of(toponym.place)
            with_it = self._placed.get(toponym.start, [])
            signs = {
                **around.standing(claim, toponym.start),
                **around.company(claim, with_it),
                **_days(claim, with_it),
                **status_signs(claim),
                **self._kind(toponym, is_dateline=is_dateline),
                "first sentence": around.sentence(toponym.start) == 0 and not is_dateline,
                "background of background": _is_past(claim) and any(_is_past(one) for one in with_it),
                "in headline": around.is_headline(toponym.start),
                "headline claim": around.is_headline(claim.trigger.start),
                "attack": claim.type == "assault",
                "described": spot in described,
                "place of the last": _spots(placed[-1:]) == [spot],
                "place of the last like it": _spots(alike[-1:]) == [spot],
                "place of the last that names one": _spots(at_home[-1:]) == [spot],
                "sentence names another": bool(beside - {spot}),
                "share of mentions": self._often[spot] / max(1, self._often.total()),
            }
            yield toponym, {name: float(value) for name, value in signs.items()}

    def _described(self, claim: Claim) -> set[Spot]:
        """The places named last for which a description in the claim's sentence may stand."""
        sentence = self._document.sentences[self._around.sentence(claim.trigger.start)]
        found = (last_named(noun, lambda number: self._by_sentence.get(number, [])) for noun in descriptions(sentence))
        return {spot_of(one.place) for one in found if one is not None}

    def _kind(self, toponym: Toponym, *, is_dateline: bool) -> dict[str, bool]:
        """What is named, and how."""
        word: Word | None = None if is_dateline else self._document.words[toponym.last]
        return {
            "dateline": is_dateline,
            "no gazetteer has it": not toponym.place.is_known,
            "country": toponym.kind == "country",
            "province": toponym.kind in _PARTS,
            "after a preposition of place": word is not None and word.dep == "pobj" and word.head.lower in _WHERE,
            "subject": word is not None and word.dep in {"nsubj", "nsubjpass"},
        }


def spot_of(place: Place) -> Spot:
    """What tells a place from others of its report."""
    return place.geonames_id or (place.name or place.text).casefold(), place.country


def _spots(claims: Sequence[Claim]) -> list[Spot]:
    return [spot_of(one.place) for one in claims if one.place]


def _is_in(offset: int, claim: Claim) -> bool:
    return claim.sentence.start <= offset < claim.sentence.end


def _is_past(claim: Claim) -> bool:
    return claim.status == "historical"


def _days(claim: Claim, others: Sequence[Claim]) -> dict[str, bool]:
    days = {(one.time.first, one.time.last) for one in others if one.time}
    own = (claim.time.first, claim.time.last) if claim.time else None
    return {
        "shares its day": own is not None and own in days,
        "another day": own is not None and bool(days) and own not in days,
    }
