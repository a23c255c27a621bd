"""How fast a report is coded, and how much of it is the language model's time.

Run: .venv/bin/python bench/coding.py [FOLDER ...]      (without a folder: the bundled reports)

Prints the cold start to the first claim, words per second on one core, the time of spaCy alone on the same paragraphs,
our own part as a share of it (goal: under 15 %), and the peak memory. One frozen run stands in `bench/results.md`.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 5
FIRST = """
import time; started = time.perf_counter()
import dateline
report = dateline.read({path!r}, published="2013-01-12")
dateline.code(report)
print(time.perf_counter() - started)
"""


def main(folders: list[str]) -> None:
    """Measure and print."""
    inputs = folders or [str(ROOT / "examples")]
    print(f"cold start to the first claim: {_cold_start():.1f} s")
    from dateline.coder.rules import load_rule_coder
    from dateline.coder.segment import paragraphs
    from dateline.ingest import read_inputs
    from dateline.records import Report
    from dateline.syntax import load_parser

    coder = load_rule_coder()
    reports = [item for item in read_inputs(inputs) if isinstance(item, Report)]
    texts = [[report.text[part.start : part.end] for part in paragraphs(report)] for report in reports]
    parser = load_parser()
    words = sum(parser.count(views) for views in texts)
    for report in reports:
        coder.code(report)
    alone, whole = [], []
    for _ in range(ROUNDS):  # in turn, so that a machine that slows down slows both
        alone.append(_timed(lambda: [parser.count(views) for views in texts]))
        whole.append(_timed(lambda: [coder.code(report) for report in reports]))
    spacy, coded = min(alone), min(whole)
    print(f"{len(reports)} reports, {words} words")
    print(f"coded: {words / coded:,.0f} words/s; spaCy alone: {words / spacy:,.0f} words/s")
    print(f"our own part: {(coded - spacy) / spacy:.1%} of spaCy's time")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _cold_start() -> float:
    code = FIRST.format(path=str(ROOT / "examples" / "01-konna-falls.txt"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    return float(done.stdout)


def _timed(work: object) -> float:
    assert callable(work)
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main(sys.argv[1:])
