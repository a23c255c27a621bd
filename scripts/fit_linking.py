"""Print what each comparison of the linker is worth beside the others, fitted on pairs of newspaper reports.

Pairs of gva dev that share a key are coded and weighed as linking weighs them; a logistic regression then finds the
factor by which each comparison's weight tells whether two reports are of one incident. A factor near one: the weight
is right. Far below: the others have told it already (`TOLD` in `link/score.py`). What names, ages and days weigh was
read off the same way, by the number shared. gva is for measuring: nothing of it but these few numbers is used.

    python scripts/fit_linking.py ../shared/data [--limit 300]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.evaluate import gva
from dateline.evaluate.run import select
from dateline.evaluate.stages import load_system
from dateline.link.batch import Batch
from dateline.link.keys import kind_of
from dateline.link.linker import Linking
from dateline.link.score import across, kinship
from dateline.link.telling import Telling
from dateline.link.traits import Traits, traits_of
from dateline.records import Claim, Report

SHARE = 0.3
"""Share of its report from which a telling is taken for what the report is about."""
PRIOR_WEIGHT = 3.0
"""How strongly factors are drawn to zero (ridge), in pairs."""
STEPS = 30

Row = tuple[dict[str, float], bool]


def pairs(data: Path, limit: int | None) -> Iterator[Row]:
    """The weights of each pair, and whether the two are of one incident."""
    system = load_system()
    incidents = select(gva.DATA_SET, gva.read(data / "gva" / "dev.jsonl"), "train", limit)
    reports: dict[str, Report] = {}
    claims: list[Claim] = []
    homes: dict[str, set[str]] = {}
    for incident in incidents:
        for article in incident.articles:
            report = system.report(article.text, article.published, article.title)
            homes.setdefault(report.id, set()).add(incident.key)
            if report.id not in reports:
                reports[report.id] = report
                claims += system.code(report)
    linking = Linking(claims, reports.values())
    traits = {one.id: traits_of(one) for one in reports.values()}
    for left, right in _candidates(linking, traits):
        yield _weights(left, right, traits), bool(homes[left.report_id] & homes[right.report_id])


def _candidates(linking: Linking, traits: dict[str, Traits]) -> Iterator[tuple[Telling, Telling]]:
    tellings = linking.tellings
    for code in Batch.of(tellings, list(traits.values()), linking.rulings).candidates().tolist():
        left, right = tellings[code // len(tellings)], tellings[code % len(tellings)]
        mainly = min(left.share, right.share) >= SHARE
        if mainly and left.report_id != right.report_id and kind_of(left) == kind_of(right):
            yield left, right


def _weights(left: Telling, right: Telling, traits: dict[str, Traits]) -> dict[str, float]:
    found = across(left, right, kinship(traits[left.report_id], traits[right.report_id]))
    signed = {}
    for name, one in found.items():
        signed[f"{name} {'for' if one.weight > 0 else 'against'}"] = max(-15.0, one.weight)
    return signed


def fit(table: NDArray[np.float64], same: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression with a ridge, by Newton's method; the last value is the constant."""
    rows = np.c_[table, np.ones(len(table))]
    ridge = np.eye(rows.shape[1]) * PRIOR_WEIGHT
    ridge[-1, -1] = 1e-6
    factors = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ factors))
        slope = rows.T @ (same - chance) - ridge @ factors
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge
        factors += np.linalg.solve(bend, slope)
    return factors


def main() -> None:
    """Print the factors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    rows = list(pairs(given.data, given.limit))
    names = sorted({name for weights, _ in rows for name in weights})
    table = np.array([[weights.get(name, 0.0) for name in names] for weights, _ in rows])
    same = np.array([float(one) for _, one in rows])
    print(f"{len(rows)} pairs, {same.sum():.0f} of one incident")
    for name, factor, number in zip(
        [*names, "constant"], fit(table, same), [*(table != 0).sum(axis=0), len(rows)], strict=True
    ):
        print(f"{name:20} {factor:+.2f}  ({number} pairs)")


if __name__ == "__main__":
    main()
