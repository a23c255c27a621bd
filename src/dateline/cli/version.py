"""`dateline version`."""

from __future__ import annotations


def version() -> None:
    """Print the version."""
    from dateline import __version__

    print(f"dateline {__version__}")
