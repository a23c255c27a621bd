"""A claim with its report, for merging."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.link.telling import Telling
from dateline.records import Claim, Place, Report


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A claim and its report. `family` is shared by copies and versions of one text.

    `ground` is the place that the report spoke of before, where the claim gives none; `scene` where most of what the
    report tells happened, and `share` how much of that the claim belongs to.
    """

    claim: Claim
    report: Report | None
    family: str
    published: str
    ground: Place | None = None
    scene: Place | None = None
    share: float = 0.0

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id


def mentions_of(
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    families: Mapping[str, str],
    tellings: Iterable[Telling] = (),
) -> list[Mention]:
    """Put each claim with its report, in the order of their ids, so that nothing can depend on the order of arrival."""
    told = {claim: one for one in tellings for claim in one.members}
    return [_mention(claim, reports, families, told) for claim in sorted(claims, key=lambda one: one.id)]


def _mention(
    claim: Claim, reports: Mapping[str, Report], families: Mapping[str, str], told: Mapping[str, Telling]
) -> Mention:
    report = reports.get(claim.report_id)
    family = families.get(claim.report_id, claim.report_id)
    published = (report.told_at(claim.sentence.start) if report else None) or ""
    telling = told.get(claim.id)
    if telling is None:
        return Mention(claim, report, family, published)
    before = next((spot.place for spot in telling.spots if not spot.own), None)
    scene = telling.scene.place if telling.scene else None
    return Mention(claim, report, family, published, before, scene, telling.share)
