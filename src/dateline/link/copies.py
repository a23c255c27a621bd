"""Which reports are one text: versions, copies, and near copies under other headlines.

Near copies are found by the shares of five-word runs that two texts have in common, estimated from a sketch of each
(`core/shingles.py`), so that time grows with the number of reports and not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dateline.core.shingles import resemblance, sketch_of
from dateline.records import Report

NEAR = 0.4
"""Share from which a text is a copy: a wire story trimmed by a third still reaches it, two stories of the same
event by different hands stay below 0.1."""
COMMON = 200
"""A run found in more texts than this is page furniture, and joins nothing."""


def families_of(reports: Sequence[Report]) -> dict[str, str]:
    """Map each report's id to the smallest id in its family."""
    families = {report.id: report.id for report in reports}
    for left, right in sorted({*_declared(reports), *_same_address(reports), *_near_copies(reports)}):
        _join(families, left, right)
    return {report_id: _root(families, report_id) for report_id in families}


def _declared(reports: Iterable[Report]) -> set[tuple[str, str]]:
    known = {report.id for report in reports}
    links = ((report.id, other) for report in reports for other in (report.revises, report.copy_of) if other)
    return {pair for pair in links if pair[1] in known}


def _same_address(reports: Iterable[Report]) -> set[tuple[str, str]]:
    by_url: dict[str, str] = {}
    return {(report.id, by_url.setdefault(report.url, report.id)) for report in reports if report.url}


def _near_copies(reports: Iterable[Report]) -> set[tuple[str, str]]:
    sketches = {report.id: sketch_of(report.text) for report in reports}
    holders: dict[int, list[str]] = defaultdict(list)
    for report_id, sketch in sketches.items():
        for value in sketch:
            holders[value].append(report_id)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in holders.values():
        if len(ids) <= COMMON:
            shared.update((left, right) for left in ids for right in ids if left < right)
    return {pair for pair in shared if resemblance(sketches[pair[0]], sketches[pair[1]]) >= NEAR}


def _root(families: dict[str, str], member: str) -> str:
    while families[member] != member:
        member = families[member]
    return member


def _join(families: dict[str, str], left: str, right: str) -> None:
    first, second = sorted((_root(families, left), _root(families, right)))
    families[second] = first
