"""Claims in, events out: the stages of linking in their order."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.link.block import candidate_pairs
from dateline.link.cluster import Pair, cluster
from dateline.link.copies import families_of
from dateline.link.evidence import IMPOSSIBLE
from dateline.link.judged import Rulings, rulings_of
from dateline.link.mention import Mention, mentions_of
from dateline.link.merge import merge
from dateline.link.score import Scorer
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
    families = families_of(sorted(reports, key=lambda one: one.id))
    mentions = mentions_of(claims, {report.id: report for report in reports}, families)
    rulings = rulings_of(judgements, (mention.id for mention in mentions))
    groups = _groups(mentions, reports, rulings)
    by_id = {mention.id: mention for mention in mentions}
    events = (merge([by_id[member] for member in group]) for group in groups)
    return tuple(sorted(events, key=lambda event: (event.first or "9999", event.last or "9999", event.id)))


def _groups(mentions: Sequence[Mention], reports: Sequence[Report], rulings: Rulings) -> list[tuple[str, ...]]:
    """Group claims: first those of one report, then what reports tell."""
    scorer = Scorer(mentions, sorted(reports, key=lambda one: one.id))
    ruled = {claim_id for pair in (*rulings.together, *rulings.apart) for claim_id in pair}
    tellings = tellings_of(mentions, scorer.within, alone=ruled)
    scores: dict[Pair, float] = {}
    for left, right in candidate_pairs(tellings):
        compared = (
            scorer.within(left, right) if left.claim.report_id == right.claim.report_id else scorer.compare(left, right)
        )
        scores[compared.left, compared.right] = compared.total
    scores.update(dict.fromkeys(rulings.apart, IMPOSSIBLE))
    members = {telling.id: telling.members for telling in tellings}
    return [
        tuple(sorted(claim for telling in group for claim in members[telling]))
        for group in cluster(list(members), scores, rulings.together)
    ]
