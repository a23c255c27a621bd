"""Gazetteers that other packages add: files of places, read once into overlays in the cache folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from dateline.core.errors import InstallError
from dateline.core.plugins import load_plugin, plugin_names
from dateline.places.gazetteer import Gazetteer
from dateline.places.importer import import_places

GROUP: Final = "dateline.gazetteers"


def plugin_overlays(gazetteer: Path, folder: Path, *, progress: Callable[[str], None] | None = None) -> list[Path]:
    """List the overlays of all plug-ins, making those that are not there yet.

    Args:
        gazetteer: The file that they are added to; it names the divisions.
        folder: Where the overlays are kept, one folder a plug-in and content.
        progress: Is told what is being done.

    Raises:
        InstallError: A plug-in cannot be loaded, or its file is not there.
        InputError: Its file is of no known layout.
    """
    return [_overlay(name, gazetteer, folder, progress) for name in plugin_names(GROUP)]


def _overlay(name: str, gazetteer: Path, folder: Path, progress: Callable[[str], None] | None) -> Path:
    source = Path(load_plugin(GROUP, name)())
    if not source.is_file():
        raise InstallError(f"the gazetteer plug-in {name!r} names {source}, which is not there")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:12]
    kept = folder / f"{name}-{digest}"
    if not (found := sorted(kept.glob("g-*.sqlite"))):
        with Gazetteer(gazetteer, overlays=()) as base:
            import_places(source, base, folder=kept, progress=progress)
        found = sorted(kept.glob("g-*.sqlite"))
    return found[0]
