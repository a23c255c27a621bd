"""Place each report as it arrives: a new version of one that is known, a copy of one, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dateline.core.ids import stable_id
from dateline.ingest.copies import CopyIndex, Fingerprint, Original, Originals, find_copy, fingerprint
from dateline.ingest.versions import canonical_url, told_text
from dateline.records import Report


@dataclass(frozen=True, slots=True)
class Trace:
    """What must be kept of a report to place those that come after it.

    Attributes:
        report_id: Whose trace it is.
        address: The canonical address as an id; `None` without an address.
        digest: The words that are coded, as an id: a page whose furniture alone changed is no new version.
        mark: The body's fingerprint.
    """

    report_id: str
    address: str | None
    digest: str
    mark: Fingerprint


class Known(Originals, Protocol):
    """Where traces are looked up: in memory, or in a store."""

    def latest(self, address: str) -> tuple[str, str] | None:
        """Id and digest of the report that came last from an address."""
        ...


def trace(report: Report) -> Trace:
    """Reduce a report to its trace."""
    address = stable_id("a", canonical_url(report.url)) if report.url else None
    return Trace(report.id, address, digest(report), fingerprint(report))


def digest(report: Report) -> str:
    """The words that are coded, as an id."""
    return stable_id("t", told_text(report))


def place(report: Report, its: Trace, known: Known) -> Report:
    """Set `revises` or `copy_of` where they are due."""
    before = known.latest(its.address) if its.address else None
    if before is not None and before[0] != report.id and before[1] != its.digest:
        return report.model_copy(update={"revises": before[0]})
    if report.revises is None and report.copy_of is None:
        copy = find_copy(its.mark, known)
        if copy is not None and copy.report_id != report.id:
            return report.model_copy(update={"copy_of": copy.report_id})
    return report


def is_original(report: Report) -> bool:
    """Whether later reports may be copies of this one: a copy of a copy points to the original."""
    return report.revises is None and report.copy_of is None


@dataclass(slots=True)
class Arrivals:
    """Traces in memory: 2 kB and half a millisecond for each report, however many there are."""

    _latest: dict[str, tuple[str, str]] = field(default_factory=dict)
    _copies: CopyIndex = field(default_factory=CopyIndex)

    def latest(self, address: str) -> tuple[str, str] | None:
        """Id and digest of the report that came last from an address."""
        return self._latest.get(address)

    def owners(self, keys: Sequence[int]) -> Mapping[int, Sequence[int]]:
        """The numbers of the originals that have each key."""
        return self._copies.owners(keys)

    def originals(self, numbers: Sequence[int]) -> Mapping[int, Original]:
        """The originals of these numbers."""
        return self._copies.originals(numbers)

    def place(self, report: Report) -> Report:
        """Set `revises` or `copy_of` where they are due, and remember the report."""
        its = trace(report)
        placed = place(report, its, self)
        if its.address:
            self._latest[its.address] = (its.report_id, its.digest)
        if is_original(placed):
            self._copies.keep(Original(its.report_id, its.mark))
        return placed
