"""Why a claim says what it says."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import Claim

Note = tuple[str, str, str]
"""(field of the claim, the report's words, why they were taken)."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A claim and, for each of its values, the words and the reason."""

    claim: Claim
    notes: tuple[Note, ...]
