"""`dateline gazetteer`: build it, ask it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Build and ask the gazetteer: the names of places with their coordinates and divisions.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def build(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to.", show_default=False)] = None,
) -> None:
    """Build the gazetteer from its installed sources (about 15 s); without it, that happens when it is first used."""
    from dateline.cli.progress import note
    from dateline.places import load_gazetteer
    from dateline.places.build import build as build_file

    if output is not None:
        build_file(output, progress=note)
    print(output or load_gazetteer(progress=note).path)


@app.command()
def info() -> None:
    """Say where the gazetteer is, what it is made from, and under which licence."""
    from dateline.places import load_gazetteer

    gazetteer = load_gazetteer()
    print(f"path: {gazetteer.path}")
    for key, value in gazetteer.info.items():
        print(f"{key}: {value}")


@app.command()
def find(name: Annotated[str, typer.Argument(help="A name, or what is written for it.", show_default=False)]) -> None:
    """List the places called so, the likeliest first, as JSON Lines."""
    import dataclasses
    import json

    from dateline.places import load_gazetteer

    for candidate in load_gazetteer().candidates(name):
        print(json.dumps(dataclasses.asdict(candidate), ensure_ascii=False, default=list))
