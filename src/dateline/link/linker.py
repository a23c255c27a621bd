"""Claims in, events out: the stages of linking in their order."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from dateline.core.errors import NotFoundError
from dateline.link.block import candidate_pairs
from dateline.link.cluster import Pair, cluster
from dateline.link.copies import families_of
from dateline.link.evidence import IMPOSSIBLE
from dateline.link.judged import rulings_of
from dateline.link.mention import Mention, mentions_of
from dateline.link.merge import merge
from dateline.link.score import Comparison, Scorer
from dateline.link.telling import tellings_of
from dateline.records import Claim, Event, Judgement, Report

NAME = "linker/0.2.0"


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
    """One linking run: its claims made ready for comparing, what each report tells, and how pairs compare."""

    def __init__(
        self,
        claims: Sequence[Claim],
        reports: Sequence[Report],
        judgements: Sequence[Judgement] = (),
        *,
        explain: bool = False,
    ) -> None:
        ordered = sorted(reports, key=lambda one: one.id)
        mentions = mentions_of(claims, {report.id: report for report in ordered}, families_of(ordered))
        self.rulings = rulings_of(judgements, (mention.id for mention in mentions))
        self._mentions = {mention.id: mention for mention in mentions}
        self._scorer = Scorer(mentions, ordered, explain=explain)

    @cached_property
    def tellings(self) -> list[Mention]:
        """What each report tells of each event."""
        ruled = {claim_id for pair in (*self.rulings.together, *self.rulings.apart) for claim_id in pair}
        return tellings_of(self._mentions.values(), self._scorer.within, alone=ruled)

    def events(self) -> tuple[Event, ...]:
        """The events, sorted by first day and id."""
        events = (merge([self._mentions[member] for member in group]) for group in self._groups())
        return tuple(sorted(events, key=lambda event: (event.first or "9999", event.last or "9999", event.id)))

    def compare(self, left: Mention, right: Mention) -> Comparison:
        """Weigh two tellings, of one report or of two."""
        same = left.claim.report_id == right.claim.report_id
        return self._scorer.within(left, right) if same else self._scorer.compare(left, right)

    def compare_claims(self, left: str, right: str) -> Comparison:
        """Weigh what two claims are part of; two claims of one telling are weighed singly.

        Raises:
            NotFoundError: There is no such claim.
        """
        mine, other = self._telling_of(left), self._telling_of(right)
        if mine is other:
            mine, other = self._mentions[left], self._mentions[right]
        return self.compare(mine, other)

    def _telling_of(self, claim_id: str) -> Mention:
        found = next((one for one in self.tellings if claim_id in one.members), None)
        if found is None:
            raise NotFoundError(f"no claim {claim_id!r}", hint="`dateline claims --format jsonl` lists them.")
        return found

    def _groups(self) -> list[tuple[str, ...]]:
        """Group claims: first those of one report, then what reports tell."""
        near = [*self._scorer.alike(), *_same_family(self._mentions.values())]
        compared = (self.compare(left, right) for left, right in candidate_pairs(self.tellings, near))
        scores = {(one.left, one.right): one.total for one in compared}
        scores.update(dict.fromkeys(self.rulings.apart, IMPOSSIBLE))
        members = {telling.id: telling.members for telling in self.tellings}
        groups = cluster(list(members), scores, self.rulings.together)
        return [tuple(sorted(claim for telling in group for claim in members[telling])) for group in groups]


def _same_family(mentions: Iterable[Mention]) -> set[Pair]:
    """Pairs of reports that are copies or versions of one text."""
    families: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        families[mention.family].add(mention.claim.report_id)
    return {pair for members in families.values() for pair in itertools.combinations(sorted(members), 2)}
