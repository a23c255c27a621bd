"""A record as it stands: what was read, after all that people said about it and did not take back.

Judgements are never changed. One is taken back by an `undo` whose `reply_to` names it, and an undo by another. What
was judged in one go is one step: the later parts name the first in `reply_to`, and are taken back with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from dateline.records import Claim, Event, Judgement
from dateline.review.paths import amended

State = Literal["unreviewed", "confirmed", "corrected", "rejected"]
RecordT = TypeVar("RecordT", bound=Claim | Event)

ADDED = "added"
"""The `field` of the judgement by which a person added a claim; taking it back takes the claim out."""

_STATES: Mapping[str, State] = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One judgement in a history, and the undo that took it back, if any."""

    judgement: Judgement
    undone_by: Judgement | None


@dataclass(frozen=True, slots=True)
class Standing(Generic[RecordT]):
    """A record as it stands: `read` as the coder or the linker gave it, `record` after corrections."""

    read: RecordT
    record: RecordT
    state: State
    history: tuple[Entry, ...]


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Sort judgements: the first made first."""
    return sorted(judgements, key=lambda one: (one.at, one.id))


def history(judgements: Iterable[Judgement]) -> tuple[Entry, ...]:
    """Put judgements in order, each with what took it back."""
    ordered = in_order(judgements)
    undone = _undone(ordered)
    return tuple(Entry(one, undone.get(one.id)) for one in ordered)


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that count, in order: none that was taken back, no undo and no comment."""
    return _counted(history(judgements))


def _counted(entries: Iterable[Entry]) -> list[Judgement]:
    return [
        entry.judgement
        for entry in entries
        if entry.undone_by is None and entry.judgement.action not in {"undo", "comment"}
    ]


def _undone(ordered: Sequence[Judgement]) -> dict[str, Judgement]:
    """Map what was taken back to its undo. Read from the end: an undo counts unless a later one took it back."""
    undone: dict[str, Judgement] = {}
    for one in reversed(ordered):
        if one.action == "undo" and one.reply_to is not None and one.id not in undone:
            undone.setdefault(one.reply_to, one)
    heads = {one.id for one in ordered if one.action not in {"undo", "comment"}}
    for one in ordered:
        if one.action not in {"undo", "comment"} and one.reply_to in heads & undone.keys():
            undone.setdefault(one.id, undone[one.reply_to])
    return undone


def state_of(judgements: Iterable[Judgement]) -> State:
    """What the judgements about one record make of it.

    The last word on whether it holds decides between rejected and not; a record with a correction that stands is
    corrected, confirmed or not.
    """
    entries = history(judgements)
    if any(entry.judgement.field == ADDED and entry.undone_by for entry in entries):
        return "rejected"
    counted = [one for one in _counted(entries) if one.action in _STATES]
    if not counted:
        return "unreviewed"
    if counted[-1].action == "reject":
        return "rejected"
    return "corrected" if any(one.action == "correct" for one in counted) else "confirmed"


def standing(record: RecordT, judgements: Iterable[Judgement]) -> Standing[RecordT]:
    """Give a claim or event as it stands.

    Args:
        record: As it was read or linked.
        judgements: Those about it (and, for an event, about any id that it had).
    """
    kept = history(judgements)
    said = [entry.judgement for entry in kept]
    return Standing(record, _corrected(record, in_force(said)), state_of(said), kept)


def _corrected(record: RecordT, counted: Sequence[Judgement]) -> RecordT:
    for one in counted:
        if one.action == "correct" and one.field is not None:
            record = amended(record, one.field, one.value)
    return record


# ---- for linking


def standing_claims(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> list[Claim]:
    """The claims that events are made from: corrected as people said, without the rejected ones."""
    about = _by_subject(judgements)
    kept = []
    for claim in claims:
        said = about.get(claim.id)
        if said is None:
            kept.append(claim)
        elif state_of(said) != "rejected":
            kept.append(_corrected(claim, in_force(said)))
    return kept


def standing_events(events: Iterable[Event], judgements: Iterable[Judgement]) -> list[Event]:
    """Events after the corrections that people made to them.

    A correction holds for whichever event has the claim that the corrected event's id was made from. So it outlives
    a linking that gives the event another id.
    """
    about = _by_subject(one for one in judgements if one.subject.startswith("e-"))
    if not about:
        return list(events)
    return [_corrected(event, in_force(_of_event(event, about))) for event in events]


def _of_event(event: Event, about: Mapping[str, Sequence[Judgement]]) -> list[Judgement]:
    names = {event.id, *("e" + stanced.claim_id.removeprefix("c") for stanced in event.claims)}
    return [one for name in sorted(names) for one in about.get(name, ())]


def _by_subject(judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    about: dict[str, list[Judgement]] = defaultdict(list)
    for one in judgements:
        about[one.subject].append(one)
    return about
