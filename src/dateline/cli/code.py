"""`dateline code`: reports in, claims out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.inputs import Failures, read_inputs
from dateline.cli.options import ColumnMap, ConfigFile, FormatOption, Inputs, Output, Published, Quiet, Workers
from dateline.cli.output import opened, write_records
from dateline.cli.progress import tracked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.core.config import Config
    from dateline.records import Claim, Report


def code(
    inputs: Inputs,
    published: Published = None,
    columns: ColumnMap = None,
    form: FormatOption = "jsonl",
    output: Output = None,
    explain: Annotated[bool, typer.Option(help="Show each sentence with its parts marked, and why.")] = False,
    workers: Workers = None,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Code reports: claims go to standard output, one JSON object a line, with the fields of the claim record.

    No store is touched. An input that fails is listed at the end; the others are done, and the exit status is 1.

    Examples:
        dateline code report.txt --published 2013-01-12

        cat reports.jsonl | dateline code - --format table
    """
    from dateline.core.config import load_config
    from dateline.frames.flat import CLAIM_COLUMNS, flat_claim
    from dateline.frames.shown import CLAIM_TITLES, shown_claim

    settings = load_config(config, workers=workers)
    failures = Failures()
    with opened(output) as target:
        if explain:
            from dateline.cli.explain import write_explanations

            write_explanations(failures.split(read_inputs(inputs, published, columns)), settings, target)
        else:
            reports = failures.split(read_inputs(inputs, published, columns))
            claims = _claims(reports, settings, failures, quiet=quiet)
            write_records(
                claims,
                form,
                target,
                flat=(CLAIM_COLUMNS, flat_claim),
                shown=(CLAIM_TITLES, shown_claim),
            )
    failures.finish()


def _claims(reports: Iterator[Report], settings: Config, failures: Failures, *, quiet: bool) -> Iterator[Claim]:
    from dateline import pipeline

    for coded in tracked(pipeline.code_all(reports, config=settings), "coding", quiet=quiet):
        if coded.error is not None:
            failures.errors.append(coded.error)
        yield from coded.claims
