"""Fit the weights of `coder/elsewhere.py` on the marked reports, and say how well they hold on reports left out.

    python training/fit_days.py

Runs in the environment of Dateline itself, about two minutes. A conditional logistic regression with a penalty: of
all days that a report names and none at all, the one that its writer gave is to be the likeliest.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from dateline.coder import rules
from dateline.coder.elsewhere import DaysElsewhere
from dateline.coder.explanation import Explanation
from dateline.coder.reading import Reading
from dateline.coder.rules import load_rule_coder
from dateline.ingest import report_from_text
from dateline.records import Claim
from marked_reports import UNSAID, MarkedReport, ToldEvent, read_reports

PENALTY, STEPS, RATE = 1.0, 400, 0.05
PARTS = 5
THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8)
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Question:
    """One claim without a day: the days of its report with their signs, and which of them are right."""

    report: str
    days: Sequence[tuple[str, str]]
    signs: Sequence[dict[str, float]]
    right: Sequence[bool]


def main() -> None:
    """Print the weights, and what each threshold takes and gets right when reports are left out."""
    asked = [one for number, report in enumerate(read_reports(_SENTENCES)) for one in questions(report, number)]
    names = sorted({name for one in asked for signs in one.signs for name in signs})
    print(f"{len(asked)} claims without a day, of which the report gives one to {sum(any(one.right) for one in asked)}")
    chosen = [(one, *choice(one, names, weights)) for one, weights in _left_out(asked, names)]
    for least in THRESHOLDS:
        counts = Counter(_verdict(one, day, chance >= least) for one, day, chance in chosen)
        print(f"{least}: {dict(sorted(counts.items()))}")
    for name, weight in zip(names, fitted(asked, names), strict=True):
        print(f'    "{name}": {weight:.2f},')


def questions(report: MarkedReport, number: int) -> Iterator[Question]:
    """The claims of a report that have no day of their own and are events of the gold."""
    for claim, event, days in _open_claims(report):
        found = list(days.candidates(claim))
        right = [_names(event.day, mention.span.text) for mention, _ in found]
        if event.day != UNSAID and not any(right):
            continue  # the day is given in words that are not read as one
        spans = [(mention.span.first or "", mention.span.last or "") for mention, _ in found]
        yield Question(f"{report.file}/{number}", spans, [signs for _, signs in found], right)


def _open_claims(report: MarkedReport) -> Iterator[tuple[Claim, ToldEvent, DaysElsewhere]]:
    kept: list[DaysElsewhere] = []

    def watched(told: Sequence[Explanation], reading: Reading, material: frozenset[str]) -> list[Explanation]:
        kept.append(DaysElsewhere([one.claim for one in told], reading, material))
        return list(told)

    with mock.patch.object(rules, "with_days", watched):
        claims = load_rule_coder().code(report_from_text(report.text, published=report.published))
    taken: set[int] = set()
    for claim in claims:
        at = next((n for n, one in enumerate(report.events) if n not in taken and _is_told(one, claim)), None)
        if at is not None:
            taken.add(at)
            if kept[0].is_open(claim):
                yield claim, report.events[at], kept[0]


def _is_told(event: ToldEvent, claim: Claim) -> bool:
    trigger = claim.trigger
    return event.type == claim.type and any(
        trigger.start < end and start < trigger.end for start, end in event.triggers
    )


def _names(gold: str, words: str) -> bool:
    one, other = gold.casefold(), words.casefold()
    return gold != UNSAID and (one in other or other in one)


def fitted(asked: Sequence[Question], names: Sequence[str]) -> Matrix:
    """The weights that make the right answers likeliest, by gradient descent with momentum (Adam)."""
    tables = [_table(one, names) for one in asked]
    goals = [np.array([*one.right, not any(one.right)], dtype=float) for one in asked]
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


def choice(one: Question, names: Sequence[str], weights: Matrix) -> tuple[tuple[str, str] | None, float]:
    """The likeliest day and its chance; mentions of one day add up."""
    chances: Counter[tuple[str, str]] = Counter()
    for day, chance in zip(one.days, _chances(_table(one, names) @ weights), strict=False):
        chances[day] += float(chance)  # type: ignore[assignment]
    return chances.most_common(1)[0] if chances else (None, 0.0)


def _table(one: Question, names: Sequence[str]) -> Matrix:
    return np.array([[signs[name] for name in names] for signs in one.signs]).reshape(len(one.signs), len(names))


def _chances(odds: Matrix) -> Matrix:
    """Of each day, and last of none."""
    raised = np.exp(np.append(odds, 0.0) - max(0.0, odds.max(initial=0.0)))
    return np.asarray(raised / raised.sum())


def _left_out(asked: Sequence[Question], names: Sequence[str]) -> Iterator[tuple[Question, Matrix]]:
    for part in range(PARTS):
        weights = fitted([one for one in asked if _part(one) != part], names)
        yield from ((one, weights) for one in asked if _part(one) == part)


def _part(one: Question) -> int:
    return zlib.crc32(one.report.encode()) % PARTS


def _verdict(one: Question, day: tuple[str, str] | None, taken: bool) -> str:
    told = "told" if any(one.right) else "not told"
    if day is None or not taken:
        return f"{told}: left open"
    right = any(good and mine == day for mine, good in zip(one.days, one.right, strict=True))
    return f"{told}: {'right' if right else 'wrong'}"


_SENTENCES = Path(__file__).parent / "sentences"

if __name__ == "__main__":
    main()
