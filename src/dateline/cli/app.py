"""The `dateline` command: its sub-commands, and what happens to errors.

Sub-commands are named here and imported when they are called for, so that `dateline --help` stays quick.
"""

from __future__ import annotations

import importlib
import sys
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from dateline.core.errors import DatelineError


class Entry(NamedTuple):
    """A sub-command: where its function or Typer application is, its line in the list of commands, its panel."""

    target: str
    summary: str
    panel: str


_READ, _LOOK, _HOUSE = "Reports to records", "Looking things up", "The installation"

COMMANDS: dict[str, Entry] = {
    "demo": Entry("dateline.cli.demo:demo", "Code the bundled reports and show the events.", _READ),
    "code": Entry("dateline.cli.code:code", "Code reports; claims to standard output, no store touched.", _READ),
    "explain": Entry("dateline.cli.explain:explain", "Show what was chosen in each sentence, and why.", _READ),
    "add": Entry("dateline.cli.add:add", "Read, code, store and link reports.", _READ),
    "fetch": Entry("dateline.cli.fetch:fetch", "Fetch pages from the web and make reports of them.", _READ),
    "watch": Entry("dateline.cli.watch:watch", "Watch feeds and print or add what is new.", _READ),
    "quarantine": Entry("dateline.cli.quarantine:quarantine", "List inputs that failed, or try them again.", _READ),
    "link": Entry("dateline.cli.link:link", "Put the claims of a store together to events anew.", _READ),
    "events": Entry("dateline.cli.events:events", "List events of a store.", _LOOK),
    "claims": Entry("dateline.cli.claims:claims", "List claims of a store.", _LOOK),
    "report": Entry("dateline.cli.report:report", "Show one report of a store.", _LOOK),
    "reports": Entry("dateline.cli.report:reports", "List reports of a store.", _LOOK),
    "changes": Entry("dateline.cli.changes:changes", "Show what a new version of a report changed.", _LOOK),
    "disputes": Entry("dateline.cli.disputes:disputes", "List what sources contradict each other on.", _LOOK),
    "why": Entry("dateline.cli.why:why", "Show the evidence that an event was put together by.", _LOOK),
    "why-not": Entry("dateline.cli.why_not:why_not", "Show the evidence on two claims.", _LOOK),
    "export": Entry("dateline.cli.export:export", "Write events or claims in the format of another program.", _LOOK),
    "stats": Entry("dateline.cli.stats:stats", "Count events and fatalities, and draw them.", _LOOK),
    "compare": Entry("dateline.cli.compare:compare", "Hold two codings against each other.", _LOOK),
    "account": Entry("dateline.cli.account:app", "Add and change the accounts of the workbench.", _LOOK),
    "serve": Entry("dateline.cli.serve:serve", "Read, check and discuss in a browser.", _LOOK),
    "schema": Entry("dateline.cli.schema:schema", "Print the JSON Schema of a record.", _HOUSE),
    "doctor": Entry("dateline.cli.doctor:doctor", "Say what is installed, and what is missing.", _HOUSE),
    "gazetteer": Entry("dateline.cli.gazetteer:app", "Build, extend and ask the gazetteer.", _HOUSE),
    "evaluate": Entry("dateline.cli.evaluate:evaluate", "Measure against human-coded data sets.", _HOUSE),
    "version": Entry("dateline.cli.version:version", "Print the version.", _HOUSE),
}


class _LazyGroup(TyperGroup):
    """Lists its commands from the table above, and imports the one that is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Replace the listed name by the real command."""
        name, listed, rest = super().resolve_command(ctx, args)
        return name, load_command(name) if name else listed, rest


app = typer.Typer(
    name="dateline",
    cls=_LazyGroup,
    help="Reads news reports of conflict and keeps the record: who did what to whom, where, when, how many, and who "
    "says so.\n\nStart with `dateline demo`, or `dateline code REPORT.txt --published 2013-01-12`.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _listed(summary: str) -> Any:
    def stand_in() -> None:
        """Never called: `resolve_command` puts the real command in its place."""

    stand_in.__doc__ = summary
    return stand_in


def _print_version(wanted: bool) -> None:
    if wanted:
        from dateline.cli.version import version

        version()
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Reads news reports of conflict and keeps the record."""


for _name, _entry in COMMANDS.items():
    app.command(_name, help=_entry.summary, rich_help_panel=_entry.panel)(_listed(_entry.summary))


def load_command(name: str) -> Any:
    """Import a sub-command and make it ready to be called."""
    module, _, attribute = COMMANDS[name].target.partition(":")
    target = getattr(importlib.import_module(module), attribute)
    if isinstance(target, typer.Typer):
        group = target
    else:
        group = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})
        group.command(name)(target)
    command = typer.main.get_command(group)
    command.name = name
    return command


def main() -> None:
    """Run the command line. Errors go to standard error as two lines, and their class decides the exit status."""
    try:
        app()
    except DatelineError as error:
        print(f"error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"hint: {error.hint}", file=sys.stderr)
        sys.exit(error.exit_status)
