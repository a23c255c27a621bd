"""Run one measurement: read a set, take the part that is asked for, score it, write the mistakes."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from dateline.core.errors import UsageError
from dateline.evaluate import (
    conflict_places,
    event_location,
    geo,
    gva,
    gvdb,
    html,
    indiapolice,
    isaf,
    muc34,
    own,
    plv,
    polnear,
    re3d,
)
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.reading import is_held_aside
from dateline.evaluate.result import Evaluation, summarise
from dateline.evaluate.system import System

Part = Literal["all", "train", "test"]
# Which documents a limited run takes is drawn once, so that two runs compare.
SAMPLE_SEED = 404

_MODULES = (isaf, muc34, gva, gvdb, indiapolice, event_location, geo, polnear, plv, re3d, html, own, conflict_places)
SETS: dict[str, DataSet[Any]] = {module.DATA_SET.name: module.DATA_SET for module in _MODULES}


def evaluate_set(
    name: str,
    path: Path,
    system: System,
    *,
    part: Part = "all",
    limit: int | None = None,
    errors: Path | None = None,
) -> Evaluation:
    """Measure a system on a set.

    Args:
        name: One of `SETS`.
        path: The set's file or folder.
        system: What is measured.
        part: The held-aside fifth (`test`), the rest (`train`), or all.
        limit: At most so many documents, drawn by a fixed seed.
        errors: Where to write the mistakes as JSON Lines, with their texts.

    Raises:
        UsageError: There is no such set, or no data at `path`.
        InputError: A file is malformed.
    """
    data_set = named(name)
    documents = select(data_set, data_set.read(path), part, limit)
    if not documents:
        raise UsageError(f"no document of part {part!r} in {path}")
    start = time.perf_counter()
    scores = list(data_set.score(documents, system))
    seconds = time.perf_counter() - start
    if errors is not None:
        write_mistakes(errors, scores)
    return summarise(data_set, system.version, part, seconds, scores)


def named(name: str) -> DataSet[Any]:
    """The set of that name.

    Raises:
        UsageError: There is none.
    """
    if name not in SETS:
        raise UsageError(f"no data set {name!r}", hint=f"Available: {', '.join(sorted(SETS))}")
    return SETS[name]


def select(data_set: DataSet[Any], documents: Sequence[Any], part: Part, limit: int | None) -> list[Any]:
    """The documents of a part, at most `limit` of them, in the order of the file."""
    held = data_set.held or (lambda one: is_held_aside(data_set.key(one)))
    chosen = [one for one in documents if part == "all" or held(one) == (part == "test")]
    if limit is None or limit >= len(chosen):
        return chosen
    numbers = sorted(random.Random(SAMPLE_SEED).sample(range(len(chosen)), limit))  # noqa: S311 - not for secrets
    return [chosen[number] for number in numbers]


def write_mistakes(path: Path, scores: Iterable[DocumentScore]) -> None:
    """Write the mistakes as JSON Lines: document, field, gold, ours, text."""
    mistakes: Iterable[Mistake] = (mistake for score in scores for mistake in score.mistakes)
    with path.open("w", encoding="utf-8") as file:
        for mistake in mistakes:
            file.write(json.dumps(asdict(mistake), ensure_ascii=False) + "\n")
