"""Fit the weights of `coder/confidence.py` on hand-coded reports and say how well they hold on others.

Run: .venv/bin/python scripts/fit_confidence.py   (about a minute)

A logistic regression with a penalty, over the signs that a claim bears. Only whether a claim is right is looked at, and
no text. `--coder rules` does the same for the weights of the rules alone.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from unittest import mock

import numpy as np

from dateline import pipeline
from dateline.coder import events
from dateline.coder.confidence import BASE, WEIGHTS, WEIGHTS_READ, SecondView, chance, confidence_of, signs_of
from dateline.coder.predicates import Predicate
from dateline.core.config import Config
from dateline.evaluate import own
from dateline.evaluate.offsets import offset_map
from dateline.evaluate.own_match import exact
from dateline.evaluate.stages import load_system
from dateline.evaluate.system import System
from dateline.records import Claim

QUALITY = Path(__file__).parents[1] / "quality"
PENALTY = 3.0
"""On the square of each weight but the base's. 1 and 10 rank the claims held aside no better (area .66 for all)."""
DRAWS = 200
BINS = 8
"""Of equally many claims, for the reliability table."""

Signs = Mapping[str, float]
Scored = tuple[Signs, bool]

FITTED = ["own:test", "own2:dev", "own2:test", "own4:dev", "own5:dev", "own6:dev"]
"""The rules were fitted to the dev parts and are a little too right on them; without these half the claims are left."""


def main() -> None:
    """Print the fitted weights and, with those that are in the code, how reliable they are on other claims."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", nargs="+", default=FITTED, help="set:part to fit on")
    parser.add_argument("--measure", nargs="+", default=["own3:test", "own6:test"], help="set:part to measure on")
    parser.add_argument("--coder", choices=pipeline.CODERS, default=pipeline.CODERS[0])
    args = parser.parse_args()
    system, kept = load_system(Config(coder=args.coder)), WEIGHTS if args.coder == "rules" else WEIGHTS_READ
    weights = fitted([one for where in args.fit for one in scored(where, system)])
    measured = [one for where in args.measure for one in scored(where, system)]
    print(f"fitted on {' and '.join(args.fit)}:")
    for name, weight in weights.items():
        print(f'    "{name}": {weight:.2f},')
    for name, table in (("fitted", weights), ("in the code", kept)):
        _print_reliability(
            name, " and ".join(args.measure), [(chance(signs, table), right) for signs, right in measured]
        )


def fitted(claims: Sequence[Scored]) -> dict[str, float]:
    """The weight of each sign, to a hundredth, by Newton's method on the penalised likelihood."""
    names = list(claims[0][0])
    signs = np.array([[one[name] for name in names] for one, _ in claims])
    right = np.array([float(one) for _, one in claims])
    penalty = np.array([0.0 if name == BASE else PENALTY for name in names])
    weights = np.zeros(len(names))
    for _ in range(30):
        expected = 1 / (1 + np.exp(-signs @ weights))
        curve = (signs * (expected * (1 - expected))[:, None]).T @ signs + np.diag(penalty + 1e-9)
        weights -= np.linalg.solve(curve, signs.T @ (expected - right) + penalty * weights)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def reliability(pairs: Sequence[tuple[float, bool]]) -> tuple[list[tuple[int, float, float]], float]:
    """Of bins of equally many claims, the least sure first: how many, mean confidence, share right.

    Returns:
        The bins, and the expected calibration error.
    """
    ordered = sorted(pairs, key=itemgetter(0))
    bounds = [len(ordered) * part // BINS for part in range(BINS + 1)]
    bins = []
    for start, end in pairwise(bounds):
        told = ordered[start:end]
        if told:
            bins.append(
                (len(told), sum(sure for sure, _ in told) / len(told), sum(right for _, right in told) / len(told))
            )
    return bins, sum(size * abs(sure - share) for size, sure, share in bins) / len(pairs)


def ranking(pairs: Sequence[tuple[float, bool]]) -> float:
    """How often a right claim stands above a wrong one; half for those that stand alike."""
    right, wrong = ([sure for sure, good in pairs if good is wanted] for wanted in (True, False))
    above = sum((one > other) + (one == other) / 2 for one in right for other in wrong)
    return above / (len(right) * len(wrong))


def scored(where: str, system: System) -> Iterator[Scored]:
    """The signs and the rightness of each claim of ours that the gold requires or lacks."""
    name, part = where.split(":")
    borne: dict[str, Signs] = {}

    def watched(claim: Claim, predicate: Predicate, view: SecondView | None = None) -> tuple[float, str]:
        borne[claim.id] = signs_of(claim, predicate, view)
        return confidence_of(claim, predicate, view)

    with mock.patch.object(events, "confidence_of", watched):
        for report in own.read(QUALITY / name):
            if report.part != part:
                continue
            read = system.report(report.text, report.published, None)
            claims = system.code(read)
            told = {one.ours.id: one for one in own.pair(report.claims, claims, offset_map(read.text, report.text))}
            for claim in claims:
                pair = told.get(claim.id)
                if pair is None or pair.gold.required:
                    yield borne[claim.id], pair is not None and exact(dict(pair.columns))


def by_chance(pairs: Sequence[tuple[float, bool]]) -> float:
    """The calibration error that a perfect confidence would show on so few claims: the mean of many draws."""
    dice = random.Random(1)  # noqa: S311
    draws = ([(sure, dice.random() < sure) for sure, _ in pairs] for _ in range(DRAWS))
    return sum(reliability(drawn)[1] for drawn in draws) / DRAWS


def _print_reliability(name: str, where: str, pairs: Sequence[tuple[float, bool]]) -> None:
    bins, error = reliability(pairs)
    print(
        f"\nreliability of the weights {name} on {where}: {len(pairs)} claims, expected calibration error {error:.3f}"
    )
    print(f"(a perfect confidence would show {by_chance(pairs):.3f} on so few)")
    print(f"a right claim stands above a wrong one in {ranking(pairs):.3f} of the pairs\n")
    print("| claims | confidence | share right |\n| --- | --- | --- |")
    for size, sure, share in bins:
        print(f"| {size} | {sure:.2f} | {share:.2f} |")


if __name__ == "__main__":
    main()
