"""Measure every set on its own test part and write `docs/explanation/accuracy.md`'s table.

Run: .venv/bin/python scripts/make_accuracy.py ../shared/data   (about ten minutes)
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

from dateline.evaluate.result import references

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "explanation" / "accuracy.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
# Set, path below the data folder (or in the project), part, most documents: what is slow is sampled, and says so.
RUNS: tuple[tuple[str, str, str, int | None], ...] = (
    ("isaf", "isaf/dev.jsonl", "test", None),
    ("muc34", "muc34/tst1", "all", None),
    ("muc34", "muc34/tst2", "all", None),
    ("indiapolice", "indiapolice", "test", None),
    ("polnear", "polnear/dev", "all", None),
    ("plv", "plover/plv_train.tsv", "test", None),
    ("event_location", "event_location/dev.jsonl", "test", None),
    ("geo", "geo/lgl.xml", "test", None),
    ("geo", "geo/GeoVirus.xml", "test", None),
    ("gvdb", "gvdb/dev.jsonl", "test", 60),
    ("re3d", "re3d", "test", None),
    ("html", "html", "all", None),
    ("own", "quality/own", "test", None),
    ("own", "quality/own2", "test", None),
    ("own", "quality/own3", "test", None),
    ("own", "quality/own6", "test", None),
    ("conflict_places", "quality/places", "all", None),
)


def main(data: Path) -> None:
    """Run all measurements and put their table into the page."""
    rows = [row for run in RUNS for row in _rows(run, data)]
    day = dt.datetime.now(tz=dt.UTC).date().isoformat()
    table = "\n".join(
        [
            f"Measured on {day}.",
            "",
            "| set | part | documents | field | counted | figure | floor competitor | best published |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
            *rows,
        ]
    )
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n{table}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def _rows(run: tuple[str, str, str, int | None], data: Path) -> list[str]:
    name, path, part, limit = run
    where = ROOT / path if path.startswith("quality") else data / path
    command = [sys.executable, "-m", "dateline.cli", "evaluate", name, "--data", str(where), "--part", part, "--json"]
    if limit is not None:
        command += ["--limit", str(limit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        return [f"| {name} | {path}, {part} | | failed | | {done.stderr.strip().splitlines()[-1]} | | |"]
    result = json.loads(done.stdout)
    print(name, path, result["f1"], flush=True)
    return [_row(result, f"{path}, {part}", field, counts) for field, counts in result["fields"].items()]


def _row(result: dict[str, object], where: str, field: str, counts: dict[str, float | None]) -> str:
    known = references()[str(result["set"])]
    floor, published = known["floor"].get(field), known["published"].get(field)
    accuracy, f1 = counts["accuracy"], counts["f1"]
    if f1 is not None:
        figure = f"F1 {f1:.3f} (P {counts['precision'] or 0:.3f}, R {counts['recall'] or 0:.3f})"
        counted = "" if counts["tp"] is None else "{tp:g} right, {fp:g} wrong, {fn:g} missed".format_map(counts)
    else:
        figure = "" if accuracy is None else f"{accuracy:.3f}"
        counted = f"{counts['correct'] or 0:g} of {counts['total'] or 0:g}"
    cells = (result["set"], where, result["documents"], f"`{field}`", counted, figure, _show(floor), _show(published))
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _show(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
