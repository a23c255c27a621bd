"""What the page of an event shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.link.accord import Point, points_of
from dateline.link.independence import Teller, tellers_of
from dateline.link.related import Neighbour
from dateline.records import Claim, Event, Report, Stance
from dateline.web.views.figures import FigureTable, figure_tables
from dateline.web.views.marks import Segment, marks_of, segments


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim with its sentence, cut where its words have roles."""

    claim: Claim
    report: Report
    stance: Stance | None
    pieces: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One independent text: a card for the claims of its original, and the cards of its copies and versions."""

    teller: Teller
    cards: tuple[ClaimCard, ...]
    copies: tuple[ClaimCard, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with everything that its page shows."""

    event: Event
    tellings: tuple[Telling, ...]
    figures: tuple[FigureTable, ...]
    agreed: tuple[Point | FigureTable, ...]
    disputed: tuple[Point | FigureTable, ...]
    single: tuple[Point | FigureTable, ...]
    neighbours: tuple[Neighbour, ...]


def event_view(
    event: Event, claims: Sequence[Claim], reports: Mapping[str, Report], near: Sequence[Neighbour]
) -> EventView:
    """Put the page of an event together.

    Args:
        event: The event.
        claims: Its claims, as they stand.
        reports: Their reports by id.
        near: Events near it.
    """
    figures = figure_tables(event, claims, reports)
    points = points_of(claims, reports)
    stances = {one.claim_id: one.stance for one in event.claims}
    return EventView(
        event=event,
        tellings=tuple(_telling(teller, stances) for teller in tellers_of(claims, reports)),
        figures=figures,
        agreed=(
            *(one for one in points if one.verdict == "agreed"),
            *(one for one in figures if one.tellers > 1 and not one.disputed),
        ),
        disputed=(*(one for one in points if one.verdict == "disputed"), *(one for one in figures if one.disputed)),
        single=(
            *(one for one in points if one.verdict == "single"),
            *(one for one in figures if one.tellers <= 1 and not one.disputed),
        ),
        neighbours=tuple(near),
    )


def _telling(teller: Teller, stances: Mapping[str, Stance]) -> Telling:
    reports = {report.id: report for report in (teller.original, *teller.others)}
    cards = [claim_card(claim, reports[claim.report_id], stances.get(claim.id)) for claim in teller.claims]
    original = tuple(card for card in cards if card.report.id == teller.original.id)
    return Telling(teller, original, tuple(card for card in cards if card.report.id != teller.original.id))


def claim_card(claim: Claim, report: Report, stance: Stance | None = None) -> ClaimCard:
    """Show a claim in its sentence."""
    start, end = claim.sentence.start, claim.sentence.end
    return ClaimCard(claim, report, stance, segments(report.text, start, end, marks_of(claim)))
