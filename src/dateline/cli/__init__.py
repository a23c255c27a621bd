"""The command line: one module per command; each parses its arguments, calls one function and prints."""

from dateline.cli.app import app, main

__all__ = ["app", "main"]
