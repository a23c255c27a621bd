"""What ACLED and UCDP call an event, by the ontology's crosswalks."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ontology.crosswalk import acled_of, ucdp_of
from dateline.records import Acled, Claim, EventFigure, Side, Ucdp, toll_of

_HAPPENED = {"asserted", "historical"}


def classes_of(kind: Claim, sides: Sequence[Side], figures: Sequence[EventFigure]) -> tuple[Acled | None, Ucdp | None]:
    """Classify an event; both data sets record only what is said to have happened.

    Args:
        kind: The claim whose type, mode and contexts stand for the event's.
        sides: Who did it to whom.
        figures: The merged counts.
    """
    if kind.status not in _HAPPENED:
        return None, None
    actors = tuple(side.sector for side in sides if side.role == "actor" and side.sector)
    recipients = tuple(side.sector for side in sides if side.role == "recipient" and side.sector)
    measures = {figure.measure for figure in figures}
    acled = acled_of(kind.type, kind.mode, actors, recipients, contexts=kind.contexts, measures=measures)
    violence = ucdp_of(kind.type, kind.mode, actors, recipients, deaths=_deaths(figures))
    return (
        Acled(event_type=acled.event_type, sub_event_type=acled.sub_event_type) if acled else None,
        Ucdp(type_of_violence=violence) if violence else None,
    )


def _deaths(figures: Sequence[EventFigure]) -> int | None:
    """The least number of dead that the sources support."""
    toll = toll_of(figures, "killed")
    return None if toll is None else toll.best or toll.low or 0
