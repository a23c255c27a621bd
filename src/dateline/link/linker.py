"""Claims in, events out: the stages of linking in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from dateline.core.errors import NotFoundError
from dateline.link.batch import Batch
from dateline.link.copies import families_among
from dateline.link.judged import rulings_of
from dateline.link.mention import mentions_of
from dateline.link.merge import merge
from dateline.link.reading import read_claims
from dateline.link.score import Comparison, Scorer
from dateline.link.telling import Telling
from dateline.link.traits import Traits, traits_of
from dateline.link.within import tellings_of
from dateline.records import Claim, Event, Judgement, Report

NAME = "linker/0.6.0"
FORM = 9
"""Number of the form of what is kept for comparing: raise it when tellings, traits, keys or weights change, so that
stores are linked anew."""


def link(claims: Sequence[Claim], reports: Sequence[Report], judgements: Sequence[Judgement] = ()) -> tuple[Event, ...]:
    """Put claims together to events.

    The result is the same for any order of the claims, reports and judgements. Every claim is in one event.

    Args:
        claims: All claims.
        reports: Their reports; a claim whose report is missing is linked without its words and date of publication.
        judgements: What people said; merges and splits are obeyed.

    Returns:
        The events, sorted by first day and id.
    """
    return Linking(claims, reports, judgements).events()


class Linking:
    """One linking run: what each report tells, and how pairs compare."""

    def __init__(
        self, claims: Iterable[Claim], reports: Iterable[Report], judgements: Iterable[Judgement] = ()
    ) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._reports = {report.id: report for report in reports}
        self._traits = {report.id: traits_of(report) for report in self._reports.values()}
        self.rulings = rulings_of(judgements)
        self._scorer = Scorer(self._traits)

    @cached_property
    def tellings(self) -> list[Telling]:
        """What each report tells of each event."""
        return [
            telling
            for report_id, claims in sorted(by_report(self._claims.values()).items())
            for telling in tellings_of(self._reports.get(report_id), claims, alone=self.rulings.claims)
        ]

    def events(self) -> tuple[Event, ...]:
        """The events, sorted by first day and id."""
        by_id = {telling.id: telling for telling in self.tellings}
        batch = Batch.of(self.tellings, list(self._traits.values()), self.rulings)
        groups = batch.groups(batch.edges())
        events = (self._event([by_id[one] for one in group]) for group in groups)
        return tuple(sorted(events, key=lambda event: (event.first or "9999", event.last or "9999", event.id)))

    def _event(self, group: Sequence[Telling]) -> Event:
        claims = [self._claims[one] for telling in group for one in telling.members]
        return event_of(claims, self._reports, self._traits, group)

    def compare(self, left: Telling, right: Telling) -> Comparison:
        """Weigh two tellings, of one report or of two."""
        return self._scorer.compare(left, right)

    def compare_claims(self, left: str, right: str) -> Comparison:
        """Weigh what two claims are part of; two claims of one telling are weighed singly.

        Raises:
            NotFoundError: There is no such claim.
        """
        mine, other = self._telling_of(left), self._telling_of(right)
        if mine is other:
            report_id = mine.report_id
            read = read_claims(self._reports.get(report_id), by_report(self._claims.values())[report_id])
            single = {one.id: one for one in read}
            mine, other = single[left], single[right]
        return self.compare(mine, other)

    def _telling_of(self, claim_id: str) -> Telling:
        found = next((one for one in self.tellings if claim_id in one.members), None)
        if found is None:
            raise NotFoundError(f"no claim {claim_id!r}", hint="`dateline claims --format jsonl` lists them.")
        return found


def by_report(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Sort claims by their reports."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.report_id].append(claim)
    return found


def event_of(
    claims: Sequence[Claim], reports: Mapping[str, Report], traits: Mapping[str, Traits], tellings: Iterable[Telling]
) -> Event:
    """Put one event together.

    Args:
        claims: Its claims.
        reports: Their reports, as far as they are known.
        traits: The traits of these.
        tellings: What the reports tell of it; they know which places the reports spoke of before.
    """
    homes = {claim.report_id for claim in claims}
    families = families_among(traits[home] for home in homes if home in traits)
    return merge(mentions_of(claims, reports, families, tellings))
