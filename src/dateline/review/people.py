"""Who reviews: roles, identities, accounts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

IdentityKind = Literal["person", "desk"]


class Role(StrEnum):
    """What an account may do; each role may do all that the ones before it may."""

    READER = "reader"
    """Look at everything, speak in discussions."""
    CODER = "coder"
    """Judge records: confirm, reject, correct, add; code samples."""
    EDITOR = "editor"
    """Merge and split events, set up rounds of double coding and adjudicate them, undo what others did."""
    ADMIN = "admin"
    """Accounts and the audit log."""

    def covers(self, other: Role) -> bool:
        """Tell whether this role may do what `other` may."""
        return _RANK[self] >= _RANK[other]


_RANK = {role: rank for rank, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Identity:
    """A name under which an account speaks: a person's own, or that of a desk of an organisation."""

    id: str
    name: str
    kind: IdentityKind = "person"


@dataclass(frozen=True, slots=True)
class Account:
    """One who may sign in. `identities` are those in use, the first made first."""

    id: str
    name: str
    role: Role
    identities: tuple[Identity, ...]
    disabled: bool = False
