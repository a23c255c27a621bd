"""The four records: Report, Claim, Event, Judgement. Frozen, typed, without input or output.

Field names and meanings are the contract of `docs/reference/records.md`; JSON keys are the field names.
"""

from dateline.records.base import Quote, Record, Span
from dateline.records.claim import (
    Claim,
    Figure,
    Participant,
    Place,
    Source,
    SourceKind,
    Status,
    TimeSpan,
)
from dateline.records.event import Acled, Event, EventFigure, Side, Stance, StancedClaim, Toll, Ucdp, toll_of
from dateline.records.judgement import Action, Judgement
from dateline.records.report import CODED_SECTIONS, DatelineLine, Image, Report, Section, SectionKind

__all__ = [
    "CODED_SECTIONS",
    "Acled",
    "Action",
    "Claim",
    "DatelineLine",
    "Event",
    "EventFigure",
    "Figure",
    "Image",
    "Judgement",
    "Participant",
    "Place",
    "Quote",
    "Record",
    "Report",
    "Section",
    "SectionKind",
    "Side",
    "Source",
    "SourceKind",
    "Span",
    "Stance",
    "StancedClaim",
    "Status",
    "TimeSpan",
    "Toll",
    "Ucdp",
    "toll_of",
]
