"""`dateline evaluate`: measure against human-coded data sets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer


def evaluate(
    name: Annotated[
        str,
        typer.Argument(
            metavar="SET",
            help="isaf, muc34, gva, gvdb, indiapolice, event_location, geo, polnear, plv, re3d, html, own or "
            "conflict_places.",
            show_default=False,
        ),
    ],
    data: Annotated[Path, typer.Option(help="The set's file, or its folder where it has several.", show_default=False)],
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many documents, drawn by a fixed seed.", show_default=False)
    ] = None,
    part: Annotated[
        Literal["all", "train", "test"], typer.Option(help="The held-aside part (test), the rest (train), or all.")
    ] = "all",
    errors: Annotated[
        Path | None,
        typer.Option(help="Write the errors with their texts to this file, as JSON Lines.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")] = False,
) -> None:
    """Measure the coder against a data set that people have coded.

    Prints counts, precision, recall, F1 or accuracy by field with 95 % bootstrap intervals, beside a trivial
    competitor's figures and the best published ones.

    Examples:
        dateline evaluate isaf --data ../shared/data/isaf/dev.jsonl --part test

        dateline evaluate polnear --data ../shared/data/polnear/dev --limit 20 --errors errors.jsonl
    """
    from dateline.evaluate.reading import existing
    from dateline.evaluate.result import table
    from dateline.evaluate.run import evaluate_set, named
    from dateline.evaluate.stages import load_system

    named(name)
    existing(data)
    result = evaluate_set(name, data, load_system(), part=part, limit=limit, errors=errors)
    print(json.dumps(result.to_json(), ensure_ascii=False) if as_json else table(result))
