"""Place each report as it arrives: a new version of one that is known, a copy of one, or neither."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from dateline.ingest.copies import CopyIndex, fingerprint
from dateline.ingest.versions import canonical_url, told_text
from dateline.records import Report


@dataclass(slots=True)
class Arrivals:
    """What is known of the reports so far: the latest version at every address, and the originals.

    Takes some 2 kB and half a millisecond for each report, however many there are.
    """

    _latest: dict[str, tuple[str, str]] = field(default_factory=dict)
    _copies: CopyIndex = field(default_factory=CopyIndex)

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Self:
        """Begin with reports that are known already, in any order: what no other replaces is the latest version."""
        arrivals = cls()
        replaced: set[str] = set()
        versions_at: dict[str, list[tuple[str, str]]] = {}
        for report in reports:
            arrivals._keep(report)
            replaced.update(filter(None, [report.revises]))
            if report.url:
                versions_at.setdefault(canonical_url(report.url), []).append((report.id, _digest(report)))
        for address, versions in versions_at.items():
            latest = [version for version in versions if version[0] not in replaced]
            arrivals._latest[address] = max(latest or versions)
        return arrivals

    def place(self, report: Report) -> Report:
        """Set `revises` or `copy_of` where they are due, and remember the report."""
        placed = self._revised(report)
        if placed.revises is None and placed.copy_of is None:
            copy = self._copies.find(fingerprint(placed))
            if copy is not None and copy.report_id != placed.id:
                placed = placed.model_copy(update={"copy_of": copy.report_id})
        self._keep(placed)
        return placed

    def _revised(self, report: Report) -> Report:
        known = self._latest.get(canonical_url(report.url)) if report.url else None
        if known is None or known[0] == report.id or known[1] == _digest(report):
            return report
        return report.model_copy(update={"revises": known[0]})

    def _keep(self, report: Report) -> None:
        if report.url:
            self._latest[canonical_url(report.url)] = (report.id, _digest(report))
        if report.revises is None and report.copy_of is None:
            self._copies.add(report.id, fingerprint(report))


def _digest(report: Report) -> str:
    from dateline.core.ids import stable_id

    return stable_id("t", told_text(report))
