"""Fit `coder/elsewhere_weights.yaml`, and say how well such weights hold on reports left out.

    python training/fit_elsewhere.py

Runs in the environment of Dateline itself, about two minutes. A conditional logistic regression with a penalty: of all
days (or places) that a report names and none at all, the one that its writer gave is to be the likeliest. On the marked
reports, and on the `dev` parts of three sets of the project's coded reports. Run it anew whenever the encoder is
trained anew.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from unittest import mock

import numpy as np
import yaml
from numpy.typing import NDArray

from dateline.coder import rules
from dateline.coder.day_elsewhere import DaysElsewhere, day_of, with_days
from dateline.coder.elsewhere import Asked, Signs
from dateline.coder.explanation import Explanation
from dateline.coder.place_elsewhere import PlacesElsewhere, spot_of, with_places
from dateline.coder.reading import Reading
from dateline.coder.times import TimeMention
from dateline.core.config import Config
from dateline.evaluate import own
from dateline.evaluate.offsets import offset_map
from dateline.evaluate.own_match import GoldClaim, answers, words
from dateline.evaluate.stages import load_system
from dateline.evaluate.system import System
from dateline.places import Toponym
from dateline.records import Claim, Report
from marked_reports import UNSAID, MarkedReport, ToldEvent, read_reports

ROOT = Path(__file__).parent.parent
OUT = ROOT / "src" / "dateline" / "coder" / "elsewhere_weights.yaml"
QUALITY = ("own4", "own5", "own6")
ASKED: tuple[Asked, Asked] = ("day", "place")
PENALTY, STEPS, RATE = 3.0, 600, 0.05
PARTS = 5
LIMITS = (0.4, 0.5, 0.6, 0.7, 0.8)
HEADER = "# What each sign adds to the log odds of a day or place told elsewhere; made by training/fit_elsewhere.py.\n"
Matrix: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Question:
    """One claim without a day (or place): those that its report names, their signs, and which of them are right.

    `unsaid` tells whether none is right as well.
    """

    source: str
    report: str
    named: Sequence[Hashable]
    signs: Sequence[Signs]
    right: Sequence[bool]
    unsaid: bool

    @property
    def can_be_answered(self) -> bool:
        """Whether the right day or place was read at all."""
        return self.unsaid or any(self.right)


@dataclass
class Watched:
    """What the coder asked of one report's claims without day or place, as it came to it."""

    days: DaysElsewhere | None = None
    places: PlacesElsewhere | None = None
    undated: dict[str, Claim] = field(default_factory=dict)
    unplaced: dict[str, Claim] = field(default_factory=dict)


def main() -> None:
    """Write the weights, and print what each limit takes and gets right when reports are left out."""
    system = load_system(Config())
    asked = [one for each in (_marked(system), _coded(system)) for one in each]
    tables: dict[Asked, dict[str, float]] = {}
    for what in ASKED:
        ours = [question for of, question in asked if of == what]
        names = sorted({name for one in ours for signs in one.signs for name in signs})
        chosen = [(one, *choice(one, names, weights)) for one, weights in _left_out(ours, names)]
        for source in dict.fromkeys(one.source for one in ours):
            for least in LIMITS:
                counts = Counter(_verdict(*of, least=least) for of in chosen if of[0].source == source)
                print(f"{what}, {source}, {least}: {dict(sorted(counts.items()))}")
        fit = fitted([one for one in ours if one.can_be_answered], names)
        tables[what] = {name: round(float(weight), 2) for name, weight in zip(names, fit, strict=True)}
    OUT.write_text(HEADER + yaml.safe_dump(tables, sort_keys=True), encoding="utf-8")


def _marked(system: System) -> Iterator[tuple[Asked, Question]]:
    """The claims of the marked reports that are events of theirs."""
    for number, report in enumerate(read_reports(ROOT / "training" / "sentences")):
        read = system.report(report.text, report.published, None)
        watched = Watched()
        claims = _watching(system, read, watched)
        key = f"{report.file}/{number}"
        for claim, event in _paired(report, claims):
            yield from _questions("marked", key, claim, watched, event)


def _coded(system: System) -> Iterator[tuple[Asked, Question]]:
    """The claims of coded reports that must be told."""
    for name in QUALITY:
        for report in own.read(ROOT / "quality" / name):
            if report.part == "dev":
                read = system.report(report.text, report.published, None)
                watched = Watched()
                claims = _watching(system, read, watched)
                for pair in own.pair(report.claims, claims, offset_map(read.text, report.text)):
                    if pair.gold.required:
                        yield from _questions(name, f"{name}/{report.key}", pair.ours, watched, pair.gold)


def _watching(system: System, read: Report, watched: Watched) -> Sequence[Claim]:
    """The claims of a report; notes on the way what was asked of the days and places of others."""

    def days(told: Sequence[Explanation], reading: Reading, material: frozenset[str]) -> list[Explanation]:
        watched.undated = {one.claim.id: one.claim for one in told}
        watched.days = DaysElsewhere([one.claim for one in told], reading, material)
        return with_days(told, reading, material)

    def places(told: Sequence[Explanation], reading: Reading, material: frozenset[str]) -> list[Explanation]:
        watched.unplaced = {one.claim.id: one.claim for one in told}
        watched.places = PlacesElsewhere([one.claim for one in told], reading, material)
        return with_places(told, reading, material)

    with mock.patch.object(rules, "with_days", days), mock.patch.object(rules, "with_places", places):
        return system.code(read)


def _paired(report: MarkedReport, claims: Sequence[Claim]) -> Iterator[tuple[Claim, ToldEvent]]:
    taken: set[int] = set()
    for claim in claims:
        at = next((n for n, one in enumerate(report.events) if n not in taken and _is_told(one, claim)), None)
        if at is not None:
            taken.add(at)
            yield claim, report.events[at]


def _is_told(event: ToldEvent, claim: Claim) -> bool:
    trigger = claim.trigger
    return event.type == claim.type and any(
        trigger.start < end and start < trigger.end for start, end in event.triggers
    )


def _questions(
    source: str, report: str, claim: Claim, watched: Watched, gold: ToldEvent | GoldClaim
) -> Iterator[tuple[Asked, Question]]:
    """What is asked of one claim: its day, its place, as far as its sentence gives none."""
    undated, unplaced = watched.undated.get(claim.id), watched.unplaced.get(claim.id)
    if watched.days is not None and undated is not None and watched.days.is_open(undated):
        found = list(watched.days.candidates(undated))
        right = [_is_day(mention, gold) for mention, _ in found]
        unsaid = gold.day == UNSAID if isinstance(gold, ToldEvent) else gold.date is None
        named: list[Hashable] = [day_of(mention) for mention, _ in found]
        yield "day", Question(source, report, named, [signs for _, signs in found], right, unsaid)
    if watched.places is not None and unplaced is not None and watched.places.is_open(unplaced):
        spots = list(watched.places.candidates(unplaced))
        right = [_is_place(toponym, gold) for toponym, _ in spots]
        unsaid = gold.place == UNSAID if isinstance(gold, ToldEvent) else gold.place is None or not gold.place.required
        named = [spot_of(toponym.place) for toponym, _ in spots]
        yield "place", Question(source, report, named, [signs for _, signs in spots], right, unsaid)


def _is_day(mention: TimeMention, gold: ToldEvent | GoldClaim) -> bool:
    if isinstance(gold, GoldClaim):
        return day_of(mention) == gold.date
    return _names(gold.day, mention.span.text)


def _is_place(toponym: Toponym, gold: ToldEvent | GoldClaim) -> bool:
    name = toponym.place.name or ""
    if isinstance(gold, ToldEvent):
        return _names(gold.place, toponym.text) or bool(name and _names(gold.place, name))
    return gold.place is not None and answers([gold.place], [words(f"{toponym.text} {name}")])


def _names(gold: str, told: str) -> bool:
    one, other = gold.casefold(), told.casefold()
    return gold != UNSAID and (one in other or other in one)


def fitted(asked: Sequence[Question], names: Sequence[str]) -> Matrix:
    """The weights that make the right answers likeliest, by gradient descent with momentum (Adam)."""
    tables = [_table(one, names) for one in asked]
    goals = [np.array([*one.right, one.unsaid], dtype=float) for one in asked]
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = PENALTY * weights
        for table, goal in zip(tables, goals, strict=True):
            chances = _chances(table @ weights)
            wanted = chances * goal
            slope -= table.T @ (wanted / wanted.sum() - chances)[:-1]
        slope /= len(asked)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def choice(one: Question, names: Sequence[str], weights: Matrix) -> tuple[Hashable, float]:
    """The likeliest day or place and its chance; mentions of one add up."""
    chances: dict[Hashable, float] = {}
    for named, chance in zip(one.named, _chances(_table(one, names) @ weights), strict=False):
        chances[named] = chances.get(named, 0.0) + float(chance)
    best = max(chances, key=lambda named: chances[named], default=None)
    return best, chances.get(best, 0.0)


def _table(one: Question, names: Sequence[str]) -> Matrix:
    return np.array([[signs[name] for name in names] for signs in one.signs]).reshape(len(one.signs), len(names))


def _chances(odds: Matrix) -> Matrix:
    """Of each day or place, and last of none."""
    raised = np.exp(np.append(odds, 0.0) - max(0.0, odds.max(initial=0.0)))
    return np.asarray(raised / raised.sum())


def _left_out(asked: Sequence[Question], names: Sequence[str]) -> Iterator[tuple[Question, Matrix]]:
    """Each question with weights that its report had no part in."""
    for part in range(PARTS):
        weights = fitted([one for one in asked if _part(one) != part and one.can_be_answered], names)
        yield from ((one, weights) for one in asked if _part(one) == part)


def _part(one: Question) -> int:
    return zlib.crc32(one.report.encode()) % PARTS


def _verdict(one: Question, named: Hashable, chance: float, *, least: float) -> str:
    told = "not told" if one.unsaid else "told"
    if named is None or chance < least:
        return f"{told}: left open"
    right = any(good and mine == named for mine, good in zip(one.named, one.right, strict=True))
    return f"{told}: {'right' if right else 'wrong'}"


if __name__ == "__main__":
    main()
