"""Dateline reads news reports of conflict and keeps the record."""

from dateline._version import __version__

__all__ = ["__version__"]
