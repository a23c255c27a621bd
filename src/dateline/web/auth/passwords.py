"""Passwords: argon2id, and never so many at once that the machine runs out of memory."""

from __future__ import annotations

import secrets
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dateline.core.errors import UsageError

MIN_LENGTH = 12
"""OWASP ASVS 4.0.3, 2.1.1."""
MAX_LENGTH = 128
"""OWASP ASVS 4.0.3, 2.1.2: longer ones only make the server work."""
AT_ONCE = 2
"""Each hash takes 64 MiB and 4 threads (RFC 9106's second choice); more at once would only wait for each other."""


class Passwords:
    """Makes and checks hashes.

    Args:
        quick: Least work, for tests that sign in often.
    """

    def __init__(self, *, quick: bool = False) -> None:
        self._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if quick else PasswordHasher()
        self._turn = BoundedSemaphore(AT_ONCE)
        # Checked when the account is not known, so that the answer takes as long as for one that is.
        self._nobody = self._hasher.hash(secrets.token_hex())

    def hash(self, password: str) -> str:
        """Hash a new password.

        Raises:
            UsageError: It is too short or too long.
        """
        if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
            raise UsageError(f"a password has {MIN_LENGTH} to {MAX_LENGTH} characters", hint="Several words are good.")
        with self._turn:
            return self._hasher.hash(password)

    def fits(self, password_hash: str | None, password: str) -> bool:
        """Tell whether this is the password; with no hash it never is, after the same work."""
        with self._turn:
            try:
                self._hasher.verify(password_hash or self._nobody, password[:MAX_LENGTH])
            except (VerificationError, InvalidHashError):
                return False
        return password_hash is not None and len(password) <= MAX_LENGTH

    def outdated(self, password_hash: str) -> bool:
        """Tell whether the hash was made with other settings than today's."""
        return self._hasher.check_needs_rehash(password_hash)


@lru_cache(maxsize=2)
def passwords(*, quick: bool = False) -> Passwords:
    """Get the one of this process, since the limit on how many work at once is for all."""
    return Passwords(quick=quick)
