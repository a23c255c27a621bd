"""The formats: those of the package as data, and those of plug-ins by the entry-point group `dateline.exporters`."""

from __future__ import annotations

import importlib
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from typing import Any

import yaml
from pydantic import ValidationError

from dateline.core.errors import InstallError, UsageError
from dateline.export.model import Exporter, Format, Reader

GROUP = "dateline.exporters"
"""An entry point of this group has the format's name and leads to its `Format`."""


@lru_cache(maxsize=1)
def built_in() -> dict[str, Format]:
    """The package's own formats by name, in the order of `formats.yaml`.

    Raises:
        InstallError: The file is damaged.
    """
    text = (files("dateline.export") / "formats.yaml").read_text("utf-8")
    try:
        listed = [Format.model_validate({"name": name, **entry}) for name, entry in yaml.safe_load(text).items()]
    except (ValidationError, yaml.YAMLError, TypeError) as error:
        raise InstallError(f"formats.yaml is damaged: {error}", hint="Install Dateline again.") from error
    return {one.name: one for one in listed}


def format_names() -> tuple[str, ...]:
    """All names, the package's own first; nothing of a plug-in is imported."""
    return (*built_in(), *sorted(set(_plug_ins()) - set(built_in())))


def format_named(name: str) -> Format:
    """Find a format.

    Raises:
        UsageError: There is none of that name.
        InstallError: A plug-in offers it and cannot be loaded.
    """
    if name in built_in():
        return built_in()[name]
    entry = _plug_ins().get(name)
    if entry is None:
        raise UsageError(f"no format {name!r}", hint=f"Available: {', '.join(format_names())}.")
    try:
        found = entry.load()
    except Exception as error:  # a plug-in is foreign code: whatever it raises, the user must learn whose fault it is
        raise InstallError(f"the plug-in {entry.value} for format {name!r} cannot be loaded: {error}") from error
    if not isinstance(found, Format):
        raise InstallError(f"the plug-in {entry.value} is no `dateline.export.Format`")
    return found


def writer_of(form: Format) -> Exporter:
    """Import the function that writes a format."""
    writer: Exporter = _imported(form.writer)
    return writer


def reader_of(form: Format) -> Reader:
    """Import the function that reads a format back.

    Raises:
        UsageError: The format is not lossless.
    """
    if form.reader is None:
        raise UsageError(f"{form.name} cannot be read back: it does not hold whole records")
    reader: Reader = _imported(form.reader)
    return reader


def _plug_ins() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _imported(target: str) -> Any:
    module, _, name = target.partition(":")
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise InstallError(f"{target} cannot be imported: {error}", hint="Install Dateline again.") from error
