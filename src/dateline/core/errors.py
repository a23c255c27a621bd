"""The one tree of errors.

DatelineError
├── UsageError          the call itself is wrong: an option, a format, a name        exit 2
├── InputError          one input failed; the others are done and this one is listed  exit 1
│   └── UnreadableError     it cannot be opened or decoded
├── StoreError          the store cannot be opened, or is of another version           exit 3
│   └── NotFoundError       no record of that id
└── InstallError        a part of the installation is missing or damaged               exit 4

`InputError` says "this record failed": whoever drives the run notes it and goes on. Every other class
says "stop the run".
"""

from __future__ import annotations

from typing import ClassVar


class DatelineError(Exception):
    """Root of all errors that Dateline raises on purpose.

    Args:
        message: What went wrong, naming the input.
        hint: What the user can do about it.
    """

    code: ClassVar[str] = "error"
    http_status: ClassVar[int] = 500
    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  hint: {self.hint}" if self.hint else self.message


class UsageError(DatelineError):
    """The call is wrong: an unknown option value, format or name."""

    code = "usage"
    http_status = 400
    exit_status = 2


class InputError(DatelineError):
    """One input failed. The others are still done, and this one is listed.

    Args:
        message: What is wrong with it.
        source: The path, address or line that failed.
        hint: What the user can do about it.
    """

    code = "input"
    http_status = 422
    exit_status = 1

    def __init__(self, message: str, *, source: str, hint: str | None = None) -> None:
        super().__init__(f"{source}: {message}", hint=hint)
        self.source = source
        self.reason = message


class UnreadableError(InputError):
    """The input cannot be opened or decoded."""

    code = "unreadable"


class StoreError(DatelineError):
    """The store cannot be opened, is locked, or is of another version."""

    code = "store"
    http_status = 503
    exit_status = 3


class NotFoundError(StoreError):
    """The store has no record of that id."""

    code = "not-found"
    http_status = 404


class InstallError(DatelineError):
    """A part of the installation is missing or damaged."""

    code = "install"
    exit_status = 4
