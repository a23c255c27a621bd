"""From what the user named to reports, and from a run to its exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import typer

from dateline.core.errors import InputError, UsageError

if TYPE_CHECKING:
    from dateline.records import Report


def read_inputs(
    inputs: list[str], published: str | None, columns: list[str] | None = None
) -> Iterator[Report | InputError]:
    """Read the inputs one after the other; one that fails comes as its error, in its place."""
    from dateline import pipeline

    return pipeline.read_all(inputs, published=checked_day(published, "--published"), mapping=column_map(columns))


def column_map(given: list[str] | None) -> dict[str, str] | None:
    """Read ``text=body,published=date``; the name of a column may hold anything but a comma.

    Raises:
        UsageError: It is not written so, or names a field twice.
    """
    pairs = [pair.partition("=") for one in given or () for pair in one.split(",")]
    mapping = {field.strip(): column.strip() for field, _, column in pairs}
    if not all(field.strip() and column.strip() for field, _, column in pairs) or len(mapping) < len(pairs):
        raise UsageError(f"--map: cannot be read: {','.join(given or ())!r}", hint="Write text=body,published=date.")
    return mapping or None


def checked_day(value: str | None, option: str) -> str | None:
    """Let an ISO date pass.

    Raises:
        UsageError: It is none.
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise UsageError(f"{option}: not a date: {value!r}", hint="Write it as 2013-01-12.") from error


class Failures:
    """Inputs that failed, listed at the end of a run."""

    def __init__(self) -> None:
        self.errors: list[InputError] = []

    def split(self, items: Iterable[Report | InputError]) -> Iterator[Report]:
        """Let reports pass and keep the errors."""
        for item in items:
            if isinstance(item, InputError):
                self.errors.append(item)
            else:
                yield item

    def finish(self) -> None:
        """Print what failed, and end the run with exit status 1 if anything did."""
        for error in self.errors:
            print(f"failed: {error.message}", file=sys.stderr)
            if error.hint:
                print(f"  hint: {error.hint}", file=sys.stderr)
        if self.errors:
            count = len(self.errors)
            print(f"{count} input{'s' if count > 1 else ''} failed; the others are done.", file=sys.stderr)
            raise typer.Exit(InputError.exit_status)
