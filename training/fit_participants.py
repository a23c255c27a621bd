"""Fit `coder/participant_weights.yaml`, and say how well such weights hold on reports left out.

    python training/fit_participants.py

Runs in the environment of Dateline itself, about two minutes. A logistic regression with a penalty for each side, over
the candidates of the events that were found: on the marked sentences that the encoder was not trained on, and on the
`dev` parts of three sets of the project's coded reports. Run it anew whenever the encoder is trained anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
import yaml

from dateline.coder import weighing
from dateline.coder.confidence import Side
from dateline.coder.participants import Named
from dateline.coder.predicates import Predicate
from dateline.coder.telling import trigger
from dateline.coder.weighing import BASE, SIDES, Weigher, Weights, chance_of, taking_part
from dateline.core.config import Config
from dateline.evaluate import own
from dateline.evaluate.offsets import offset_map
from dateline.evaluate.own_match import GoldClaim, Wanted, answers, head_of
from dateline.evaluate.stages import load_system
from dateline.evaluate.system import System
from marked_claims import chosen_reports

ROOT = Path(__file__).parent.parent
OUT = ROOT / "src" / "dateline" / "coder" / "participant_weights.yaml"
QUALITY = ("own4", "own5", "own6")
PENALTY = 10.0
"""On the square of each weight but the bases'; 3 and 20 put as many right."""
LEAST = 0.005
"""Smaller weights are left out."""
PARTS = 5
HEADER = "# What each sign adds to the log odds that a candidate takes part; made by training/fit_participants.py.\n"


@dataclass(frozen=True)
class Weighed:
    """One candidate: its signs, the words that may stand for it, and whether the gold has it (None: it may)."""

    signs: Mapping[str, float]
    head: frozenset[str]
    right: bool | None


@dataclass(frozen=True)
class Question:
    """One side of one event of the gold, with the candidates."""

    report: str
    source: str
    side: Side
    wanted: Sequence[Wanted]
    candidates: Sequence[Weighed]

    def answered(self, table: Weights) -> bool:
        """Whether all that is wanted is taken, and nothing else."""
        taken = taking_part([chance_of(one.signs, table) for one in self.candidates])
        return answers(self.wanted, [self.candidates[number].head for number in taken])

    def answered_by_rules(self) -> bool:
        """Whether the rules alone have it right."""
        return answers(self.wanted, [one.head for one in self.candidates if f"given: {BASE}" in one.signs])


def main() -> None:
    """Write the weights, and print how many sides are right."""
    system = load_system(Config())
    asked = [one for source, reports in _sources() for one in questions(source, reports, system)]
    for side in SIDES:
        ours = [one for one in asked if one.side == side]
        left_out = list(_left_out(ours))
        for source in dict.fromkeys(one.source for one in ours):
            of_it = [(one, table) for one, table in left_out if one.source == source]
            rules = sum(one.answered_by_rules() for one, _ in of_it)
            weighed = sum(one.answered(table) for one, table in of_it)
            print(f"{source} {side}: of {len(of_it)} the rules have {rules} right, weighed with the others' {weighed}")
    tables = {side: fitted([one for one in asked if one.side == side]) for side in SIDES}
    OUT.write_text(HEADER + yaml.safe_dump(tables, sort_keys=True), encoding="utf-8")
    print(f"{OUT} written: {sum(map(len, tables.values()))} weights")


def _sources() -> Iterator[tuple[str, list[own.OwnReport]]]:
    for name in QUALITY:
        yield name, [report for report in own.read(ROOT / "quality" / name) if report.part == "dev"]
    yield "marked", list(chosen_reports(ROOT / "training" / "sentences"))


def questions(source: str, reports: Iterable[own.OwnReport], system: System) -> Iterator[Question]:
    """Both sides of each event of the gold that must be told and was found."""
    kept: dict[tuple[int, int], list[tuple[Side, weighing.Candidate, dict[str, float]]]] = {}
    weighed = Weigher.weighed

    def watched(
        self: Weigher,
        predicate: Predicate,
        given: Mapping[Side, Sequence[Named]],
        found: Mapping[Side, Sequence[Named]],
    ) -> dict[Side, list[Named]]:
        kept[trigger(predicate)] = self.candidates(predicate, given, found)
        return weighed(self, predicate, given, found)

    with mock.patch.object(Weigher, "weighed", watched):
        for report in reports:
            kept.clear()
            read = system.report(report.text, report.published, None)
            claims = system.code(read)
            for pair in own.pair(report.claims, claims, offset_map(read.text, report.text)):
                candidates = kept.get((pair.ours.trigger.start, pair.ours.trigger.end))
                if pair.gold.required and candidates is not None:
                    for side in SIDES:
                        yield _question(f"{source}/{report.key}", source, side, pair.gold, candidates)


def _question(
    report: str,
    source: str,
    side: Side,
    gold: GoldClaim,
    candidates: Sequence[tuple[Side, weighing.Candidate, dict[str, float]]],
) -> Question:
    wanted = gold.actors if side == "actor" else gold.recipients
    ours = [
        Weighed(signs, head_of(one.named.participant), _is_right(one, wanted))
        for of, one, signs in candidates
        if of == side
    ]
    return Question(report, source, side, wanted, ours)


def _is_right(candidate: weighing.Candidate, wanted: Sequence[Wanted]) -> bool | None:
    """Whether a candidate is one of those wanted; None for one that may be left out."""
    head = [head_of(candidate.named.participant)]
    hits = [one for one in wanted if answers([Wanted(one.heads)], head)]
    if not hits:
        return False
    return True if any(one.required for one in hits) else None


def fitted(asked: Sequence[Question]) -> dict[str, float]:
    """The weight of each sign, to a hundredth, by Newton's method on the penalised likelihood."""
    told = [(one.signs, one.right) for question in asked for one in question.candidates if one.right is not None]
    names = sorted({name for signs, _ in told for name in signs})
    signs = np.array([[one.get(name, 0.0) for name in names] for one, _ in told])
    right = np.array([float(answer) for _, answer in told])
    penalty = np.array([1e-3 if name.endswith(BASE) else PENALTY for name in names])
    weights = np.zeros(len(names))
    for _ in range(30):
        expected = 1 / (1 + np.exp(-signs @ weights))
        curve = (signs * (expected * (1 - expected))[:, None]).T @ signs + np.diag(penalty)
        weights -= np.linalg.solve(curve, signs.T @ (expected - right) + penalty * weights)
    found = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    return {name: weight for name, weight in found.items() if abs(weight) >= LEAST}


def _left_out(asked: Sequence[Question]) -> Iterator[tuple[Question, Weights]]:
    """Each question with weights that its report had no part in."""
    reports = sorted({one.report for one in asked})
    part_of = {report: number % PARTS for number, report in enumerate(reports)}
    for part in range(PARTS):
        table = fitted([one for one in asked if part_of[one.report] != part])
        yield from ((one, table) for one in asked if part_of[one.report] == part)


if __name__ == "__main__":
    main()
