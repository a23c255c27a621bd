"""How many repeated bodies are found among newspaper reports, and how many of the pairs found are wrong.

Run: .venv/bin/python bench/copies.py [FILE ...]     (without a file: ../shared/data/gva/dev.jsonl and val.jsonl)

Repeated: the first 400 characters of the body, blanks apart, are those of an earlier report with another id, and half
of the runs of five words of the shorter of the two bodies are common, counted on the whole texts and not on samples
(pages that open with one gallery of pictures go on differently). Recall is the share of these that are marked. Right:
a pair found has half of its runs in common, counted in the same way. One frozen
run stands in `bench/results.md`.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.core.shingles import run_hashes, words_of
from dateline.ingest import report_from_text
from dateline.ingest.arrivals import Arrivals
from dateline.records import Report

FILES = tuple(Path(__file__).parents[2] / "shared" / "data" / "gva" / name for name in ("dev.jsonl", "val.jsonl"))
OPENING = 400
SAME = 0.5


def main(arguments: list[str]) -> None:
    """Measure and print."""
    for file in map(Path, arguments) if arguments else FILES:
        reports = list(read(file))
        started = time.process_time()
        arrivals = Arrivals()
        placed = [arrivals.place(report) for report in reports]
        took = time.process_time() - started
        print(f"{file.name}: {len(reports):,} reports, {1000 * took / len(reports):.2f} ms each")
        print(f"  repeated bodies found: {recall(placed)}")
        print(f"  pairs: {precision(placed)}")


def read(file: Path) -> Iterator[Report]:
    """The reports, each with an address of its own."""
    for line in file.read_text(encoding="utf-8").splitlines():
        for article in json.loads(line)["articles"]:
            if article["content"].strip():
                url = f"https://gva.example/{article['id']}"
                yield report_from_text(article["content"], headline=article["title"], url=url)


def recall(placed: Sequence[Report]) -> str:
    """Of the reports whose body repeats an earlier one's, how many are marked."""
    openings: dict[str, Report] = {}
    found = repeated = 0
    for report in placed:
        opening = re.sub(r"\s+", "", _body(report))[:OPENING]
        first = openings.setdefault(opening, report)
        if len(opening) == OPENING and first.id != report.id and common(first, report) >= SAME:
            repeated += 1
            found += bool(report.copy_of or report.revises)
    return f"{found} of {repeated}, recall {found / max(1, repeated):.3f}"


def common(one: Report, two: Report) -> float:
    """The share of the runs of the shorter body that the other has too."""
    left, right = (run_hashes(words_of(_body(report))) for report in (one, two))
    return len(left & right) / max(1, min(len(left), len(right)))


def precision(placed: Sequence[Report]) -> str:
    """Of the pairs found, how many have half of their words in common."""
    by_id = {report.id: report for report in placed}
    pairs = [(report.id, report.copy_of) for report in placed if report.copy_of]
    shares = {pair: common(by_id[pair[0]], by_id[pair[1]]) for pair in pairs}
    wrong = sorted((share, pair) for pair, share in shares.items() if share < SAME)
    told = "".join(f"\n    {share:.2f} {one} {two}" for share, (one, two) in wrong)
    return f"{len(pairs)}, wrong {len(wrong)}, precision {1 - len(wrong) / max(1, len(pairs)):.3f}{told}"


def _body(report: Report) -> str:
    return "\n".join(report.text[part.start : part.end] for part in report.sections if part.kind == "body")


if __name__ == "__main__":
    main(sys.argv[1:])
