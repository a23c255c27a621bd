"""How evidence is shown by `why` and `why-not`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.link import Comparison

EVIDENCE_TITLES = ("evidence", "one", "the other", "weight", "finding")


def evidence_rows(compared: Comparison) -> list[tuple[str, ...]]:
    """One row for each piece of evidence that says something, the weightiest first, and the sum."""
    telling = [one for one in compared.evidence if one.weight]
    ordered = sorted(telling, key=lambda one: (-abs(one.weight), one.name))
    rows = [(one.name, one.left, one.right, f"{one.weight:+.1f}", one.phrase) for one in ordered]
    return [*rows, ("sum", "", "", f"{compared.total:+.1f}", verdict(compared))]


def verdict(compared: Comparison) -> str:
    """The sum in words."""
    return "likelier one event" if compared.total > 0 else "likelier two events"


def evidence_json(compared: Comparison) -> dict[str, object]:
    """The comparison as a JSON object; a weight that rules out everything else is null."""
    return {
        "left": compared.left,
        "right": compared.right,
        "total": _finite(compared.total),
        "evidence": [
            {
                "name": one.name,
                "left": one.left,
                "right": one.right,
                "weight": _finite(one.weight),
                "phrase": one.phrase,
            }
            for one in compared.evidence
        ],
    }


def _finite(weight: float) -> float | None:
    return round(weight, 3) if abs(weight) != float("inf") else None
