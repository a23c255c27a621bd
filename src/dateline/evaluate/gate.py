"""The gate: measured floors in `quality/floors.json`, held against a new run on the same data.

The file keeps, for each check, the set, its file, the part (the held-aside fifth unless the whole file is held aside),
how many documents, and for each figure the floor and the value that it was set from; and a fingerprint of the data.
A figure below its floor fails. `--raise` writes better floors; `--lower FIELD... --reason TEXT` is the only way to a
lower one, and the reason stays in the file.

Run `python -m dateline.evaluate.gate` with `--fast` for the samples that `make test` takes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal

from dateline.core.errors import InputError, UsageError
from dateline.evaluate.reading import existing
from dateline.evaluate.result import Evaluation
from dateline.evaluate.run import Part, evaluate_set
from dateline.evaluate.system import System

Mode = Literal["fast", "whole"]
FLOORS = Path("quality/floors.json")
DATA = Path("../shared/data")
# A floor stands this far below the measured figure. On the whole part that is what rounding may cost; on a sample of a
# few dozen documents it is one or two of them, so that a change for the better elsewhere does not fail the sample.
SLACK: dict[Mode, float] = {"whole": 0.002, "fast": 0.03}


@dataclass(frozen=True, slots=True)
class Check:
    """One measurement with its floors.

    `limits` gives the number of documents by mode; null is all of them, and a mode that is absent is not run.
    `floors` and `reached` are figures by mode and field; `lowered` keeps the reasons of floors that were lowered.
    """

    set: str
    data: str
    part: Part
    limits: dict[str, int | None]
    floors: dict[str, dict[str, float]] = field(default_factory=dict)
    reached: dict[str, dict[str, float]] = field(default_factory=dict)
    fingerprint: str | None = None
    lowered: list[dict[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """For messages."""
        return f"{self.set} ({self.data})"


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure below its floor, or data that are not those that the floors were measured on."""

    check: str
    field: str
    floor: float | None
    figure: float | None

    def __str__(self) -> str:
        if self.floor is None:
            return f"{self.check}: {self.field}"
        figure = "nothing" if self.figure is None else f"{self.figure:.3f}"
        return f"{self.check}: {self.field} is {figure}, below the floor of {self.floor:.3f}"


def load(path: Path = FLOORS) -> list[Check]:
    """Read the floors.

    Raises:
        UsageError: There is no such file.
        InputError: It is not as it should be.
    """
    try:
        return [Check(**row) for row in json.loads(existing(path).read_text("utf-8"))["checks"]]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"no floors file: {error}", source=str(path)) from error


def save(checks: Iterable[Check], path: Path = FLOORS) -> None:
    """Write the floors."""
    rows = {"checks": [asdict(check) for check in checks]}
    path.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", "utf-8")


def fingerprint(path: Path) -> str:
    """SHA-256 over the names and contents of all files of a path, cut to 16 digits."""
    digest = hashlib.sha256()
    for file in sorted([path] if path.is_file() else (one for one in path.rglob("*") if one.is_file())):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def place_of(check: Check, data: Path = DATA) -> Path:
    """Where the documents of a check are: the project's own sets stand beside the floors."""
    return Path(check.data) if check.data.startswith(f"{FLOORS.parent}/") else data / check.data


def measure(check: Check, mode: Mode, system: System, data: Path = DATA) -> Evaluation:
    """Run one check."""
    return evaluate_set(check.set, place_of(check, data), system, part=check.part, limit=check.limits[mode])


def falls(check: Check, mode: Mode, result: Evaluation, data: Path = DATA) -> list[Fall]:
    """Which figures are below their floors; other data than the floors' is a fall of its own."""
    found = []
    if check.fingerprint is not None and fingerprint(place_of(check, data)) != check.fingerprint:
        found.append(Fall(check.name, "the data are not those that the floors were measured on", None, None))
    for name, floor in check.floors.get(mode, {}).items():
        figure = result.figure(name)
        if figure is None or figure < floor:
            found.append(Fall(check.name, name, floor, figure))
    return found


def raised(check: Check, mode: Mode, result: Evaluation, data: Path = DATA) -> Check:
    """The check with floors lifted to what was reached; none is ever lowered here."""
    figures = {name: result.figure(name) for name in check.floors.get(mode, {})}
    reached = {name: round(figure, 4) for name, figure in figures.items() if figure is not None}
    floors = {
        name: max(floor, _floor(reached[name], mode)) if name in reached else floor
        for name, floor in check.floors.get(mode, {}).items()
    }
    return replace(
        check,
        floors={**check.floors, mode: floors},
        reached={**check.reached, mode: reached},
        fingerprint=fingerprint(place_of(check, data)),
    )


def lowered(check: Check, mode: Mode, result: Evaluation, fields: Sequence[str], reason: str) -> Check:
    """The check with the named floors set to what was reached, and the reason kept.

    Raises:
        UsageError: No reason is given.
    """
    if not reason.strip():
        raise UsageError("a floor is lowered only with a reason", hint='Add --reason "...".')
    floors = dict(check.floors.get(mode, {}))
    notes = list(check.lowered)
    for name in fields:
        figure = result.figure(name)
        if name in floors and figure is not None and _floor(figure, mode) < floors[name]:
            notes.append({"field": name, "mode": mode, "from": str(floors[name]), "reason": reason})
            floors[name] = _floor(figure, mode)
    return replace(check, floors={**check.floors, mode: floors}, lowered=notes)


def _floor(figure: float, mode: Mode) -> float:
    return max(0.0, math.floor((figure - SLACK[mode]) * 1000) / 1000)


def run(
    mode: Mode,
    system: System,
    *,
    say: Callable[[str], None],
    change: Callable[[Check, Evaluation], Check] | None = None,
    floors: Path = FLOORS,
    data: Path = DATA,
) -> list[Fall]:
    """Run all checks of a mode; with `change`, write the file as it makes it."""
    found: list[Fall] = []
    kept = []
    for check in load(floors):
        if mode not in check.limits:
            kept.append(check)
            continue
        result = measure(check, mode, system, data)
        after = change(check, result) if change else check
        kept.append(after)
        found += falls(after, mode, result, data)
        say(_line(after, mode, result))
    if change is not None:
        save(kept, floors)
    return found


def _line(check: Check, mode: Mode, result: Evaluation) -> str:
    figures = []
    for name, floor in check.floors.get(mode, {}).items():
        figure = result.figure(name)
        figures.append(f"{name} {'-' if figure is None else f'{figure:.3f}'} (floor {floor:.3f})")
    return f"{check.name}: {result.documents} documents, {result.seconds:.1f} s: {', '.join(figures)}"


def main() -> int:
    """The command line of the gate; gives the exit status."""
    from dateline.evaluate.stages import load_system

    parser = argparse.ArgumentParser(description="Hold the measured figures against the floors of quality/floors.json.")
    parser.add_argument("--fast", action="store_true", help="samples only, under three minutes")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift floors to what is reached")
    parser.add_argument("--lower", nargs="+", metavar="SET.FIELD", help="set these floors to what is reached")
    parser.add_argument("--reason", default="", help="why a floor is lowered; kept in the file")
    options = parser.parse_args()
    mode: Mode = "fast" if options.fast else "whole"
    change = _change(mode, options.lift, options.lower, options.reason)
    found = run(mode, load_system(), say=_say, change=change)
    for fall in found:
        sys.stderr.write(f"FALL {fall}\n")
    return 1 if found else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _change(
    mode: Mode, lift: bool, lower: Sequence[str] | None, reason: str
) -> Callable[[Check, Evaluation], Check] | None:
    """What the options make of a check after its run."""
    if lower:

        def lowering(check: Check, result: Evaluation) -> Check:
            names = [name.partition(".")[2] for name in lower if name.partition(".")[0] == check.set]
            return lowered(check, mode, result, names, reason)

        return lowering
    if lift:
        return lambda check, result: raised(check, mode, result)
    return None


if __name__ == "__main__":
    sys.exit(main())
