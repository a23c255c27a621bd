"""`dateline explain`: each sentence with the parts marked, and why each was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from dateline.cli.clean import for_eyes
from dateline.cli.inputs import Failures, read_inputs
from dateline.cli.options import ColumnMap, ConfigFile, Inputs, Output, Published
from dateline.cli.output import PIPE_WIDTH, opened

if TYPE_CHECKING:
    from rich.text import Text

    from dateline.coder import Explanation
    from dateline.core.config import Config
    from dateline.records import Claim, Quote, Report

_STYLES = {
    "trigger": "bold red",
    "actor": "bold blue",
    "recipient": "bold magenta",
    "place": "green",
    "time": "cyan",
    "figure": "yellow",
    "source": "italic",
}


def explain(
    inputs: Inputs,
    published: Published = None,
    columns: ColumnMap = None,
    output: Output = None,
    config: ConfigFile = None,
    metadata: Annotated[
        bool, typer.Option("--metadata", help="Say instead where a saved page has its headline, dates and so on.")
    ] = False,
) -> None:
    """Show each sentence that tells of an event, with its parts marked, and say why each part was chosen.

    Examples:
        dateline explain report.txt --published 2013-01-12

        dateline explain --metadata page.html
    """
    from dateline.core.config import load_config

    failures = Failures()
    with opened(output) as target:
        if metadata:
            write_metadata(inputs, failures, target)
            failures.finish()
            return
        write_explanations(failures.split(read_inputs(inputs, published, columns)), load_config(config), target)
    failures.finish()


def write_metadata(pages: Iterable[str], failures: Failures, target: TextIO) -> None:
    """Write for each saved page what was taken for each field, from which source and why, and what else it offers."""
    from dateline.core.errors import InputError
    from dateline.ingest.html import explain_saved_page

    for page in pages:
        try:
            choices = explain_saved_page(Path(page))
        except InputError as error:
            failures.errors.append(error)
            continue
        print(for_eyes(page), file=target)
        for choice in choices:
            print(f"  {choice.field:<12}{for_eyes(choice.value)}  — {choice.reason}", file=target)
            for other in choice.others:
                print(f"  {'':<12}not {for_eyes(other.value)}  — {other.source}", file=target)


def write_explanations(reports: Iterable[Report], config: Config, target: TextIO) -> None:
    """Write the explanations of all claims of these reports."""
    from rich.console import Console

    from dateline import pipeline

    coder = pipeline.load_coder(config)
    console = Console(file=target, width=None if target.isatty() else PIPE_WIDTH, highlight=False, soft_wrap=True)
    for report in reports:
        for explanation in coder.explain(report):
            _print_one(console.print, explanation, report)


def _print_one(show: object, explanation: Explanation, report: Report) -> None:
    from rich.text import Text

    assert callable(show)
    claim = explanation.claim
    kind = f"{claim.type}/{claim.mode}" if claim.mode else claim.type
    show(Text(f"{kind}, {claim.status}, confidence {claim.confidence:.2f}  {claim.id}", style="bold"))
    show(marked_sentence(claim, report.text))
    for field, text, why in explanation.notes:
        show(Text.assemble("    ", (f"{field:<12}", "dim"), for_eyes(text), "  — ", for_eyes(why)))
    show("")


def marked_sentence(claim: Claim, text: str) -> Text:
    """Give the claim's sentence with every part in brackets with its name, and in its colour."""
    from rich.text import Text

    shown = Text("  ")
    at = claim.sentence.start
    for label, quote in _parts_inside(claim):
        if quote.start < at:
            continue  # parts may overlap; the first that begins is marked
        shown.append(for_eyes_keeping_ends(text[at : quote.start]))
        shown.append(f"[{for_eyes(text[quote.start : quote.end])}]", style=_STYLES[label])
        shown.append(f"{label}", style="dim")
        at = quote.end
    shown.append(for_eyes_keeping_ends(text[at : claim.sentence.end]))
    return shown


def for_eyes_keeping_ends(text: str) -> str:
    """Clean a piece from the middle of a sentence without losing the blanks at its ends."""
    body = for_eyes(text)
    if not body:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + body + (" " if text[-1].isspace() else "")


def _parts_inside(claim: Claim) -> list[tuple[str, Quote]]:
    parts: list[tuple[str, Quote]] = [("trigger", claim.trigger)]
    parts += [("actor", one) for one in claim.actors]
    parts += [("recipient", one) for one in claim.recipients]
    parts += [("figure", one) for one in claim.figures]
    parts += [("source", one) for one in claim.sources]
    parts += [("place", claim.place)] if claim.place else []
    parts += [("time", claim.time)] if claim.time else []
    inside = [part for part in parts if claim.sentence.start <= part[1].start and part[1].end <= claim.sentence.end]
    # Longest first among those that begin together, but never so that it hides the event word.
    return sorted(inside, key=lambda part: (part[1].start, part[0] != "trigger", -part[1].end))
