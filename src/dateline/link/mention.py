"""A claim with its report, for merging."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.records import Claim, Report


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A claim and its report. `family` is shared by copies and versions of one text."""

    claim: Claim
    report: Report | None
    family: str
    published: str

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id


def mentions_of(claims: Iterable[Claim], reports: Mapping[str, Report], families: Mapping[str, str]) -> list[Mention]:
    """Put each claim with its report, in the order of their ids, so that nothing can depend on the order of arrival."""
    return [
        Mention(
            claim,
            report,
            families.get(claim.report_id, claim.report_id),
            (report.told_at(claim.sentence.start) if report else None) or "",
        )
        for claim in sorted(claims, key=lambda one: one.id)
        for report in [reports.get(claim.report_id)]
    ]
