"""The one tree of errors.

DatelineError
├── UsageError          the call itself is wrong: an option, a format, a name        exit 2
├── InputError          one input failed; the others are done and this one is listed  exit 1
│   └── UnreadableError     it cannot be opened or decoded
├── StoreError          the store cannot be opened, or is of another version           exit 3
│   └── NotFoundError       no record of that id
├── AccessError         who asks may not do this                                       exit 5
│   ├── SignInError         it is not known who asks
│   └── TooManyError        too many attempts in too short a time
├── ConflictError       the record is no longer what it was when it was read           exit 6
└── InstallError        a part of the installation is missing or damaged               exit 4

`InputError` says "this record failed": whoever drives the run notes it and goes on. Every other class
says "stop the run".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar


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

    @property
    def headers(self) -> dict[str, str]:
        """What an answer over HTTP carries beside the message."""
        return {}

    def __reduce__(self) -> tuple[Any, ...]:
        # An error travels from the worker process that met it to the one that lists it.
        return _restored, (type(self), self.args, self.__dict__)

    def __str__(self) -> str:
        return f"{self.message}\n  hint: {self.hint}" if self.hint else self.message


def _restored(kind: type[DatelineError], args: tuple[Any, ...], state: dict[str, Any]) -> DatelineError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class UsageError(DatelineError):
    """The call is wrong: an unknown option value, format or name."""

    code = "usage"
    http_status = 400
    exit_status = 2


@dataclass(frozen=True, slots=True)
class FailedRecord:
    """What failed, where it cannot be read from its source again: the bytes, and what was said about them outside."""

    data: bytes
    kind: str | None = None
    url: str | None = None


class InputError(DatelineError):
    """One input failed. The others are still done, and this one is listed.

    Args:
        message: What is wrong with it.
        source: The path, address or line that failed.
        hint: What the user can do about it.
        record: The input itself, if it cannot be read from its source again.
    """

    code = "input"
    http_status = 422
    exit_status = 1

    def __init__(
        self, message: str, *, source: str, hint: str | None = None, record: FailedRecord | None = None
    ) -> None:
        super().__init__(f"{source}: {message}", hint=hint)
        self.source = source
        self.reason = message
        self.record = record


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


class AccessError(DatelineError):
    """Who asks may not do this."""

    code = "access"
    http_status = 403
    exit_status = 5


class SignInError(AccessError):
    """It is not known who asks: no session or token, a wrong name or password."""

    code = "sign-in"
    http_status = 401

    @property
    def headers(self) -> dict[str, str]:
        """How to say who one is (RFC 9110, 11.6.1)."""
        return {"WWW-Authenticate": "Bearer"}


class TooManyError(AccessError):
    """Too many attempts in too short a time.

    Args:
        message: What was attempted.
        retry_after: Seconds after which it may be tried again.
        hint: What the user can do about it.
    """

    code = "too-many"
    http_status = 429

    def __init__(self, message: str, *, retry_after: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        """When to try again (RFC 9110, 10.2.3)."""
        return {"Retry-After": str(self.retry_after)}


class ConflictError(DatelineError):
    """The record is no longer what it was when it was read: somebody else has judged it since.

    Args:
        message: Which record.
        since: What was done since, as JSON values: the judgements that the caller has not seen.
        version: The record's version now.
        hint: What the user can do about it.
    """

    code = "conflict"
    http_status = 412
    exit_status = 6

    def __init__(
        self, message: str, *, since: Sequence[object] = (), version: str | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.since = tuple(since)
        self.version = version

    @property
    def conflict(self) -> dict[str, object]:
        """What changed meanwhile, for the body of an answer."""
        return {"since": list(self.since), "version": self.version}

    @property
    def headers(self) -> dict[str, str]:
        """The record's ETag now."""
        return {"ETag": f'"{self.version}"'} if self.version else {}


class InstallError(DatelineError):
    """A part of the installation is missing or damaged."""

    code = "install"
    exit_status = 4
