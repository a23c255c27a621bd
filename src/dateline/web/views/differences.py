"""Two versions of a report as one text: what stayed, what went, what came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from dateline.ingest.versions import ClaimChange, claim_changes, word_changes
from dateline.records import Claim, Report
from dateline.web.views.marks import shown

AROUND: Final = 160
"""Characters of unchanged text shown on either side of a change: two lines, enough to know where one is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one or both versions; `skipped` characters of both are left out where nothing changed."""

    kind: Literal["kept", "removed", "added", "skipped"]
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a version changed: its words, and the claims read from them."""

    old: Report
    new: Report
    pieces: tuple[Piece, ...]
    claims: tuple[ClaimChange, ...]


def difference(old: Report, old_claims: list[Claim], new: Report, new_claims: list[Claim]) -> Difference:
    """Compare a version with the one that it replaces."""
    return Difference(old, new, pieces(old, new), claim_changes(old, old_claims, new, new_claims))


def pieces(old: Report, new: Report) -> tuple[Piece, ...]:
    """The new text with what went and what came, far stretches without a change left out; nothing if none changed."""
    found: list[Piece] = []
    at = 0
    changes = word_changes(old, new)
    for change in changes:
        found += _kept(new.text[at : change.new_start], first=at == 0, last=False)
        found += [Piece("removed", shown(change.old))] if change.old else []
        found += [Piece("added", shown(change.new))] if change.new else []
        at = change.new_end
    return (*found, *_kept(new.text[at:], first=False, last=True)) if changes else ()


def _kept(text: str, *, first: bool, last: bool) -> list[Piece]:
    before, after = (0 if first else AROUND), (0 if last else AROUND)
    if len(text) <= 2 * AROUND:
        return [Piece("kept", shown(text))] if text else []
    skipped = text[before : len(text) - after]
    parts = [Piece("kept", shown(text[:before])), Piece("skipped", str(len(skipped)))]
    return [part for part in (*parts, Piece("kept", shown(text[len(text) - after :] if after else ""))) if part.text]
