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
def find(
    name: Annotated[str, typer.Argument(help="A name, or what is written for it.", show_default=False)],
    country: Annotated[
        list[str] | None, typer.Option("--country", help="A country that the report speaks of.", show_default=False)
    ] = None,
) -> None:
    """List the places called so, the likeliest first, with why they rank so, as JSON Lines.

    Example: dateline gazetteer find Konna --country Mali
    """
    import json

    from dateline.cli.progress import note
    from dateline.places import load_gazetteer
    from dateline.places.ranking import rank

    entries = rank(name, load_gazetteer(), tuple(country or ()))
    for entry in entries:
        print(json.dumps(entry, ensure_ascii=False))
    if not entries:
        note(f"no place is called {name!r}, nor sounds like it")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="GeoNames dump, GNS file, CSV or GeoJSON.", show_default=False)],
) -> None:
    """Add places of your own: a GeoNames dump or alternate names, an NGA GNS file, a CSV or a GeoJSON.

    A CSV has a heading with name, lat, lon and, as far as known, admin1, admin2, country, aliases and kind.
    """
    import dataclasses
    import json

    from dateline.cli.progress import note
    from dateline.places import load_gazetteer
    from dateline.places.importer import import_places

    done = import_places(file, load_gazetteer(progress=note), progress=note)
    print(json.dumps(dataclasses.asdict(done), ensure_ascii=False))


@app.command()
def imports() -> None:
    """List the imports in force, as JSON Lines."""
    import json

    from dateline.places.importer import list_imports

    for entry in list_imports():
        print(json.dumps(entry, ensure_ascii=False))


@app.command()
def undo(
    import_id: Annotated[str, typer.Argument(help="As `dateline gazetteer imports` lists it.", show_default=False)],
) -> None:
    """Take an import away again."""
    from dateline.places.importer import undo_import

    undo_import(import_id)
    print(import_id)
