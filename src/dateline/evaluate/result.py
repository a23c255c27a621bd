"""The result of a measurement, its JSON object and its table."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import JsonValue

from dateline.evaluate.counts import Counts, intervals, sums, total
from dateline.evaluate.model import DataSet, DocumentScore

_WIDTHS = (22, 8, 8, 8, 6, 6, 6, 6, 13, 6, 9)
_TITLES = ("field", "gold", "ours", "right", "acc", "prec", "rec", "F1", "95 % interval", "floor", "published")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was measured on one set. `intervals` are 95 % bootstrap intervals of each field's main figure."""

    name: str
    version: str
    part: str
    documents: int
    seconds: float
    fields: Mapping[str, Counts]
    means: Mapping[str, float | None]
    f1: float | None
    intervals: Mapping[str, tuple[float, float]]

    def figure(self, field: str) -> float | None:
        """The main figure of a field: accuracy or F1; `f1` is the set's own."""
        if field == "f1":
            return self.f1
        return self.means[field] if field in self.means else self.fields.get(field, Counts()).main

    def to_json(self) -> dict[str, JsonValue]:
        """The object that `--json` prints; what does not apply is null."""
        fields: dict[str, JsonValue] = {name: _field(counts) for name, counts in self.fields.items()}
        for name, mean in self.means.items():
            fields[name] = {**_field(Counts()), "f1": mean}
        return {
            "set": self.name,
            "version": self.version,
            "documents": self.documents,
            "seconds": round(self.seconds, 3),
            "f1": self.f1,
            "fields": fields,
        }


def summarise(
    data_set: DataSet[Any], version: str, part: str, seconds: float, scores: Sequence[DocumentScore]
) -> Evaluation:
    """Sum the documents' counts. Every named field is there, also where no document had it."""
    documents = [one.fields for one in scores]
    summed = sums(documents)
    ordered = {field: summed.pop(field, Counts()) for field in data_set.fields if field not in data_set.means}
    counts = {**ordered, **summed}
    return Evaluation(
        name=data_set.name,
        version=version,
        part=part,
        documents=len(scores),
        seconds=seconds,
        fields=counts,
        means={field: _mean([counts[one].f1 for one in parts]) for field, parts in data_set.means.items()},
        f1=total(counts[field] for field in data_set.top).f1 if data_set.top else None,
        intervals=intervals(documents),
    )


def _mean(figures: Sequence[float | None]) -> float | None:
    known = [figure for figure in figures if figure is not None]
    return statistics.fmean(known) if len(known) == len(figures) else None


def _field(counts: Counts) -> dict[str, JsonValue]:
    """One field of the JSON object. Fractional sums (B³, CEAF) have no whole true and false positives."""
    whole = counts.p_num == counts.r_num and float(counts.p_num).is_integer() and float(counts.p_den).is_integer()
    listed = whole and bool(counts.p_den or counts.r_den)
    return {
        "correct": int(counts.correct) if counts.total else None,
        "total": int(counts.total) if counts.total else None,
        "accuracy": counts.accuracy,
        "tp": int(counts.p_num) if listed else None,
        "fp": int(counts.p_den - counts.p_num) if listed else None,
        "fn": int(counts.r_den - counts.r_num) if listed else None,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
    }


@lru_cache(maxsize=1)
def references() -> dict[str, Any]:
    """Per set: the floor competitor's and the best published figures, and whose they are."""
    loaded: dict[str, Any] = yaml.safe_load((files("dateline.evaluate") / "references.yaml").read_text("utf-8"))
    return loaded


def table(evaluation: Evaluation) -> str:
    """The table for eyes: counts, figures with intervals, the floor competitor and the best published figure."""
    known = references()[evaluation.name]
    rate = evaluation.documents / evaluation.seconds if evaluation.seconds else 0.0
    lines = [
        f"{evaluation.name} ({evaluation.part}), dateline {evaluation.version}",
        f"{evaluation.documents} documents in {evaluation.seconds:.1f} s, {rate:.2f}/s",
        "",
        _line(_TITLES),
        _line("-" * width for width in _WIDTHS),
    ]
    for name, counts in evaluation.fields.items():
        lines.append(_line(_row(name, counts, evaluation, known)))
    lines += [_line(_mean_row(name, "mean F1", mean, known)) for name, mean in evaluation.means.items()]
    if evaluation.f1 is not None:
        lines.append(_line(_mean_row("f1", "all", evaluation.f1, known)))
    lines += ["", f"floor: {known['floor_by']}; published: {known['published_by']}"]
    return "\n".join(lines)


def _row(name: str, counts: Counts, evaluation: Evaluation, known: Mapping[str, Any]) -> tuple[str, ...]:
    gold, ours, right = counts.r_den, counts.p_den, counts.p_num
    if counts.total:
        gold, ours, right = counts.total, counts.total, counts.correct
    low_high = evaluation.intervals.get(name)
    return (
        name,
        f"{gold:.0f}",
        f"{ours:.0f}",
        f"{right:.0f}",
        _share(counts.accuracy),
        _share(counts.precision),
        _share(counts.recall),
        _share(counts.f1),
        f"{low_high[0]:.3f}-{low_high[1]:.3f}" if low_high else "",
        _share(known["floor"].get(name)),
        _share(known["published"].get(name)),
    )


def _mean_row(name: str, what: str, figure: float | None, known: Mapping[str, Any]) -> tuple[str, ...]:
    floor, published = known["floor"].get(name), known["published"].get(name)
    return (name, what, "", "", "", "", "", _share(figure), "", _share(floor), _share(published))


def _share(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.3f}"


def _line(cells: Iterable[str]) -> str:
    padded = [
        cell.ljust(width) if column == 0 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    ]
    return " ".join(padded).rstrip()
