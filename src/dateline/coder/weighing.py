"""Who takes part, as the rules and the encoder see it: each candidate of either is weighed by signs.

The rules err where syntax misleads them, the encoder where a sentence is of an unusual kind, seldom both. So neither
decides: how sure the encoder is, whether the rules agree, what kind of word it is and in which event, each adds to the
odds that it takes part. `participant_weights.yaml` holds what each sign adds, fitted by `training/fit_participants.py`
on claims that neither had seen.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from dateline.coder.confidence import Side, log_odds
from dateline.coder.participants import Named
from dateline.coder.predicates import Predicate
from dateline.coder.quantities import count_of
from dateline.coder.second_reader import SecondReader
from dateline.ontology.model import Role
from dateline.syntax import Word

SIDES: tuple[Side, Side] = ("actor", "recipient")
TAKES_PART = 0.5
"""A candidate that is likelier than this takes part; so does the likeliest, where all together are likelier: with "*the
army* said *it* had shot" each may be a little less. Of 6,712 sides of events, weighed with the others' weights, it puts
19 more right (training/fit_participants.py)."""
BASE = "base"
_NO_PARTY: tuple[Role, ...] = ("place", "destination", "origin", "instrument", "force", "none")
"""Roles of what is mostly no party: "sent *500 men* to *Somalia*", "*villagers* found two bodies"."""
_OF_WORDS = frozenset({"reject", "support", "agree", "concede", "cooperate", "consult"})
"""Types of acts that are as often about a thing as to a party: "rejected *a proposal*"."""

Weights = Mapping[str, float]
_OF_THINGS = "destroyed"
"""What befalls no people: of "killed two farmers and *burned* three huts" the encoder would have both burned."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may take part on one side of an event.

    Attributes:
        named: Who that is.
        by_rules: Whether the rules give it; else the encoder alone does.
        chance: What the encoder gives it on this side, 0 to 1; None for a word of another sentence.
        other: The same on the other side.
    """

    named: Named
    by_rules: bool
    chance: float | None
    other: float | None


class Weigher:
    """Weighs the candidates of one report's events.

    Args:
        second: The encoder's reading.
        is_person: Whether a noun names people.
    """

    def __init__(self, second: SecondReader, is_person: Callable[[Word], bool]) -> None:
        self._second = second
        self._is_person = is_person

    def weighed(
        self, predicate: Predicate, given: Mapping[Side, Sequence[Named]], found: Mapping[Side, Sequence[Named]]
    ) -> dict[Side, list[Named]]:
        """The participants by side, in text order; whom both sides claim is on the likelier one.

        Args:
            predicate: The event.
            given: Those of the rules, by side.
            found: Those that the encoder names beside them.
        """
        chances: dict[Side, dict[int, tuple[float, Named]]] = {side: {} for side in SIDES}
        doubted: list[tuple[Side, Candidate, float]] = []
        asked = self.candidates(predicate, given, found)
        for side in SIDES:
            rivals = [(one, chance_of(signs, weights()[side])) for of, one, signs in asked if of == side]
            counted = [self._is_counted(predicate, side, one) for one, _ in rivals]
            taken = taking_part([1.0 if sure else chance for sure, (_, chance) in zip(counted, rivals, strict=True)])
            for number, (candidate, chance) in enumerate(rivals):
                if number in taken:
                    told = _told(candidate, chance)
                    chances[side][candidate.named.head.index] = (1.0 if counted[number] else chance), told
                elif candidate.by_rules and (candidate.other or 0.0) >= TAKES_PART:
                    doubted.append((side, candidate, chance))
        for side, candidate, chance in doubted:  # who takes part on the other side, by the encoder, takes part
            if not any(candidate.named.head.index in taken for taken in chances.values()):
                chances[side][candidate.named.head.index] = chance, _told(candidate, chance)
        for index in chances["actor"].keys() & chances["recipient"].keys():
            lesser = min(SIDES, key=lambda side: chances[side][index][0])
            del chances[lesser][index]
        return {side: [taken[index][1] for index in sorted(taken)] for side, taken in chances.items()}

    def _is_counted(self, predicate: Predicate, side: Side, candidate: Candidate) -> bool:
        """Whether the event counts these people among the dead, hurt or held: with their figure they stay."""
        head = candidate.named.head
        counts = candidate.by_rules and side in predicate.frame.measure
        return counts and (self._is_person(head) or any(count.explicit for count in count_of(head)))

    def candidates(
        self, predicate: Predicate, given: Mapping[Side, Sequence[Named]], found: Mapping[Side, Sequence[Named]]
    ) -> list[tuple[Side, Candidate, dict[str, float]]]:
        """Each candidate with the signs that it bears."""
        nobody = not any(given.values())
        weighed = []
        for side, other in (SIDES, SIDES[::-1]):
            known = {item.head.index for item in given[side]}
            extra = [item for item in found[side] if item.head.index not in known]
            if known and predicate.frame.measure.get(side) == _OF_THINGS:
                extra = [item for item in extra if not self._is_person(item.head)]
            rivals = [self._candidate(predicate, side, one, by_rules=True) for one in given[side]]
            rivals += [self._candidate(predicate, side, one, by_rules=False) for one in extra]
            opposed = frozenset(item.head.index for item in given[other])
            for candidate in rivals:
                signs = {
                    **_signs_of_event(predicate, side, nobody=nobody, unlisted=self._second.found(predicate)),
                    **_signs_of_rivals(candidate, [one for one in rivals if one is not candidate]),
                    **_signs_of_word(candidate, opposed, predicate, person=self._is_person(candidate.named.head)),
                }
                prefix = "given" if candidate.by_rules else "found"
                weighed.append((side, candidate, {f"{prefix}: {name}": float(value) for name, value in signs.items()}))
        return weighed

    def _candidate(self, predicate: Predicate, side: Side, item: Named, *, by_rules: bool) -> Candidate:
        if item.head.sentence is not predicate.head.sentence:
            return Candidate(item, by_rules, None, None)
        other = SIDES[side == "actor"]
        chance, opposite = (self._second.chance_of(predicate, one, item.head) for one in (side, other))
        return Candidate(item, by_rules, chance, opposite)


def taking_part(chances: Sequence[float]) -> list[int]:
    """Which of the candidates of one side take part, by their chances."""
    sure = [number for number, chance in enumerate(chances) if chance >= TAKES_PART]
    return sure or ([chances.index(max(chances))] if sum(chances) >= TAKES_PART else [])


def chance_of(signs: Mapping[str, float], table: Weights) -> float:
    """The probability that these signs come to; a sign without a weight says nothing."""
    return 1 / (1 + math.exp(-sum(table.get(name, 0.0) * value for name, value in signs.items())))


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Weights]:
    """By side, what each sign adds to the log odds."""
    text = files("dateline").joinpath("coder", "participant_weights.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, float]] = yaml.safe_load(text)
    return loaded


def _signs_of_event(predicate: Predicate, side: Side, *, nobody: bool, unlisted: bool) -> dict[str, float]:
    return {
        BASE: 1,
        f"type {predicate.entry.type}": 1,
        "noun": predicate.is_nominal,
        "counted": side in predicate.frame.measure,
        "frame has the side": side in predicate.frame.slots.values(),
        "unlisted": unlisted,
        "nobody by the rules": nobody,
    }


def _signs_of_rivals(candidate: Candidate, rivals: Sequence[Candidate]) -> dict[str, float]:
    told = [one.chance for one in rivals if one.chance is not None]
    signs = {
        "rival": log_odds(max(told, default=0.0)),
        "another by the rules": float(any(one.by_rules for one in rivals)),
    }
    if candidate.chance is None or candidate.other is None:
        return {**signs, "elsewhere": 1.0}
    return {**signs, "chance": log_odds(candidate.chance), "other side": log_odds(candidate.other)}


def _signs_of_word(
    candidate: Candidate, opposed: frozenset[int], predicate: Predicate, *, person: bool
) -> dict[str, float]:
    """Signs of the word itself.

    Args:
        candidate: The candidate.
        opposed: Indexes of the heads that the rules put on the other side.
        predicate: The event.
        person: Whether it names people.
    """
    head, who = candidate.named.head, candidate.named.participant
    resolved = bool(who.name or who.sector or who.country)
    somebody = person or resolved or head.tag.startswith(("PRP", "NNP"))
    return {
        f"is {head.dep}": 1,
        "person": person,
        "resolved": resolved,
        f"nobody, {_kind(predicate.entry.type)}": not somebody,
        "of the pattern": head.index in {word.index for word in predicate.words},
        **{f"by the rules {role}": head in predicate.roles.get(role, ()) for role in _NO_PARTY},
        "pronoun": head.tag.startswith("PRP"),
        "proper name": head.tag.startswith("NNP"),
        "on the other side": head.index in opposed,
        "within the other side": any(one.index in opposed for one in (head, *head.ancestors())),
    }


def _kind(event_type: str) -> str:
    """A house may be burnt, an idea only be rejected: what of neither name nor people can take part depends on it."""
    return "of words" if event_type in _OF_WORDS else event_type if event_type == "assault" else "other"


def _told(candidate: Candidate, chance: float) -> Named:
    """The participant, with what the encoder says of it."""
    item = candidate.named
    seen = "in another sentence" if candidate.chance is None else f"encoder {candidate.chance:.2f}"
    by = "rules" if candidate.by_rules else "encoder alone"
    return Named(item.participant, item.head, f"{item.why}; by the {by}, {seen}, weighed {chance:.2f}")
