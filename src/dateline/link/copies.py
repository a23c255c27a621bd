"""Which reports are one text: versions, copies, and near copies under other headlines.

Near copies are found by the shares of five-word runs that two texts have in common, estimated from a sketch of each
(`core/shingles.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.core.shingles import resemblance
from dateline.link.traits import Traits, traits_of
from dateline.records import Report

NEAR = 0.4
"""Share from which a text is a copy: a wire story trimmed by a third still reaches it, two stories of the same
event by different hands stay below 0.1."""


def is_copy(left: Traits, right: Traits) -> bool:
    """Tell whether two reports are versions or copies of one text."""
    if left.id in right.others or right.id in left.others or (left.url is not None and left.url == right.url):
        return True
    return not left.sketch.isdisjoint(right.sketch) and resemblance(left.sketch, right.sketch) >= NEAR


def families_of(reports: Iterable[Report]) -> dict[str, str]:
    """Map each report's id to the smallest id of those that are, step by step, copies or versions of it."""
    return families_among(traits_of(report) for report in reports)


def families_among(reports: Iterable[Traits]) -> dict[str, str]:
    """As `families_of`, where the traits are known already."""
    ordered = sorted(reports, key=lambda one: one.id)
    families = {one.id: one.id for one in ordered}
    for position, left in enumerate(ordered):
        for right in ordered[position + 1 :]:
            first, second = sorted((_root(families, left.id), _root(families, right.id)))
            if first != second and is_copy(left, right):
                families[second] = first
    return {one: _root(families, one) for one in families}


def _root(families: Mapping[str, str], member: str) -> str:
    while families[member] != member:
        member = families[member]
    return member
