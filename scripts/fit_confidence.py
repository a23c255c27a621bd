"""Fit the table of `coder/confidence.py` on hand-coded reports and say how well it holds on others.

Run: .venv/bin/python scripts/fit_confidence.py   (about two minutes)

It is fitted on the test half of `quality/own` and the dev half of `quality/own2`, and measured on the test half of
`quality/own2`, which it was not fitted on. Only whether a claim is right is looked at, and no text. `--coder rules`
does the same for the table of the rules alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from unittest import mock

from dateline import pipeline
from dateline.coder import events
from dateline.coder.confidence import CALIBRATION, CALIBRATION_READ, calibrated, raw_score
from dateline.core.config import Config
from dateline.evaluate import own
from dateline.evaluate.offsets import offset_map
from dateline.evaluate.own_match import exact
from dateline.evaluate.stages import load_system
from dateline.evaluate.system import System

QUALITY = Path(__file__).parents[1] / "quality"
FEWEST = 20
"""Claims in a step of the table: with fewer its share is known to no better than a quarter."""

Scored = tuple[float, bool]


def main() -> None:
    """Print the fitted steps and, with the table that is in the code, its reliability."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", nargs="+", default=["own:test", "own2:dev"], help="set:part to fit on")
    parser.add_argument("--measure", nargs="+", default=["own2:test"], help="set:part to measure on")
    parser.add_argument("--coder", choices=pipeline.CODERS, default=pipeline.CODERS[0])
    args = parser.parse_args()
    system, table = load_system(Config(coder=args.coder)), CALIBRATION if args.coder == "rules" else CALIBRATION_READ
    with mock.patch.object(events, "confidence_of", raw_score):  # claims bear the score that ranks them
        fitted = steps(sorted(one for where in args.fit for one in _scores(where, system)))
        measured = [one for where in args.measure for one in _scores(where, system)]
    print(f"fitted on {' and '.join(args.fit)}:")
    for least, share, count in fitted:
        print(f"    ({least:.2f}, {share:.2f}),  # {count} claims")
    for name, steps_told in (("fitted", [(least, share) for least, share, _ in fitted]), ("in the code", table)):
        pairs = [(calibrated(score, steps_told), right) for score, right in measured]
        _print_reliability(name, " and ".join(args.measure), pairs)


def steps(scored: Sequence[Scored]) -> list[tuple[float, float, int]]:
    """Isotonic steps: from a raw score on, the share right (one added to either side), and of how many claims."""
    blocks: list[tuple[float, int, int]] = []  # from which score on, how many right, how many
    for score in sorted({score for score, _ in scored}):
        told = [right for each, right in scored if each == score]
        blocks.append((score, sum(told), len(told)))
    while (at := _out_of_order(blocks)) is not None:
        (least, right, count), (_, more, further) = blocks[at : at + 2]
        blocks[at : at + 2] = [(least, right + more, count + further)]
    first, *others = blocks
    return [(least, (right + 1) / (count + 2), count) for least, right, count in ((0.0, *first[1:]), *others)]


def _out_of_order(blocks: Sequence[tuple[float, int, int]]) -> int | None:
    """The first of two neighbours to be put together: the later is right less often, or one of them is too small."""
    for at, ((_, right, count), (_, more, further)) in enumerate(pairwise(blocks)):
        if min(count, further) < FEWEST or right / count >= more / further:
            return at
    return None


def expected_error(pairs: Sequence[tuple[float, bool]]) -> tuple[list[tuple[int, float, float]], float]:
    """For each confidence given its claims (how many, it, share right), and the expected calibration error."""
    bins = []
    for sure in sorted({sure for sure, _ in pairs}):
        told = [right for each, right in pairs if each == sure]
        bins.append((len(told), sure, sum(told) / len(told)))
    return bins, sum(size * abs(sure - right) for size, sure, right in bins) / len(pairs)


def _scores(where: str, system: System) -> Iterator[Scored]:
    """Raw score and rightness of each claim of ours that the gold requires or lacks."""
    name, part = where.split(":")
    for report in own.read(QUALITY / name):
        if report.part != part:
            continue
        read = system.report(report.text, report.published, None)
        claims = system.code(read)
        told = {one.ours.id: one for one in own.pair(report.claims, claims, offset_map(read.text, report.text))}
        for claim in claims:
            pair = told.get(claim.id)
            if pair is None or pair.gold.required:
                yield claim.confidence, pair is not None and exact(dict(pair.columns))


def _print_reliability(name: str, where: str, pairs: Sequence[tuple[float, bool]]) -> None:
    bins, error = expected_error(pairs)
    print(f"\nreliability of the table {name} on {where}: {len(pairs)} claims, expected calibration error {error:.3f}")
    print("| claims | confidence | share right |\n| --- | --- | --- |")
    for size, sure, right in bins:
        print(f"| {size} | {sure:.2f} | {right:.2f} |")


if __name__ == "__main__":
    main()
