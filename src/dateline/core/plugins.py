"""Plug-ins: what other packages add, found by entry point.

=====================  ====================================================================================
group                  what the entry point gives
=====================  ====================================================================================
`dateline.coders`      a function from `Config` to a coder (`pipeline.Coder`), chosen by `coder = "NAME"`
`dateline.readers`     a reader of one more kind of file (`ingest.plugins.Reader`)
`dateline.exporters`   one more format of `dateline export`
`dateline.gazetteers`  a function without arguments that gives the `Path` of a file of places
=====================  ====================================================================================
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from typing import Any, Literal

from dateline.core.errors import InstallError, UsageError

Group = Literal["dateline.coders", "dateline.readers", "dateline.exporters", "dateline.gazetteers"]


@lru_cache(maxsize=8)
def _found(group: Group) -> EntryPoints:
    """The entry points of a group; to find them, the metadata of every installed package is read (20 ms)."""
    return entry_points(group=group)


def forget() -> None:
    """Look for plug-ins anew when they are next asked for."""
    _found.cache_clear()


def plugin_names(group: Group) -> tuple[str, ...]:
    """List the plug-ins of a group, sorted."""
    return tuple(sorted(_found(group).names))


def load_plugin(group: Group, name: str) -> Any:
    """Import what an entry point names.

    Raises:
        UsageError: There is no plug-in of that name.
        InstallError: It cannot be imported.
    """
    found: EntryPoint | None = next(iter(_found(group).select(name=name)), None)
    if found is None:
        known = ", ".join(plugin_names(group)) or "none are installed"
        raise UsageError(f"no plug-in {name!r} in {group}", hint=f"Installed: {known}.")
    try:
        return found.load()
    except Exception as error:  # whatever a foreign package does when it is imported
        package = found.dist.name if found.dist else found.value
        raise InstallError(
            f"the plug-in {name!r} of {package} cannot be loaded: {type(error).__name__}: {error}",
            hint=f"Install {package} anew, or remove it.",
        ) from error
