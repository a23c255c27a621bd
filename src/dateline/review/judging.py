"""What a person wants to say about a record, before it has a time and an author."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pydantic import JsonValue

from dateline.core.errors import UsageError
from dateline.core.ids import stable_id
from dateline.records import Action, Claim, Event, Judgement
from dateline.review.paths import amended, value_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A judgement without id, time and author. `about` names all records in whose history it belongs."""

    subject: str
    action: Action
    field: str | None = None
    value: JsonValue = None
    previous: JsonValue = None
    text: str | None = None
    reply_to: str | None = None
    about: tuple[str, ...] = ()

    @property
    def records(self) -> tuple[str, ...]:
        """All records that it is about, the subject first."""
        return tuple(dict.fromkeys((self.subject, *self.about)))


def signed(draft: Draft, *, author: str, at: str, key: str | None = None) -> Judgement:
    """Make the judgement; its id is a hash of what was said, by whom and when, or of the sender's own key."""
    parts = (draft.subject, draft.action, draft.field, repr(draft.value), author, at)
    return Judgement(
        id=stable_id("j", author, key) if key else stable_id("j", *parts),
        subject=draft.subject,
        action=draft.action,
        field=draft.field,
        value=draft.value,
        previous=draft.previous,
        author=author,
        at=at,
        text=draft.text,
        reply_to=draft.reply_to,
    )


def about(judgement: Judgement) -> tuple[str, ...]:
    """The records that a judgement names: its subject, and what a merge or split has as its value."""
    named = judgement.value if isinstance(judgement.value, list) else [judgement.value]
    others = [one for one in named if isinstance(one, str)] if judgement.action in {"merge", "split"} else []
    return tuple(dict.fromkeys((judgement.subject, *others)))


def confirm(record_id: str, text: str | None = None) -> Draft:
    """The record is right as it stands."""
    return Draft(subject=record_id, action="confirm", text=text)


def reject(record_id: str, text: str | None = None) -> Draft:
    """The record is no event of the kind that is kept, or none at all."""
    return Draft(subject=record_id, action="reject", text=text)


def correct(record: Claim | Event, field: str, value: JsonValue, text: str | None = None) -> Draft:
    """A value should be another.

    Args:
        record: As it stands.
        field: Path of the value, as in `dateline.review.paths`.
        value: The right one.
        text: Why.

    Raises:
        UsageError: There is no such field, it cannot hold the value, or holds it already.
    """
    changed = amended(record, field, value)
    if changed == record:
        raise UsageError(f"{field} is that already")
    previous = _figure_like(record, value) if isinstance(record, Event) and field == "figures" else None
    if previous is None and not (isinstance(record, Event) and field == "figures"):
        previous = value_at(record, field)
    return Draft(subject=record.id, action="correct", field=field, value=value, previous=previous, text=text)


def _figure_like(event: Event, value: JsonValue) -> JsonValue:
    if not isinstance(value, dict):
        return None
    key = (value.get("measure"), value.get("side"))
    same = (one for one in event.figures if (one.measure, one.side) == key)
    return next((one.model_dump(mode="json") for one in same), None)


def merge(events: Sequence[Event], text: str | None = None) -> list[Draft]:
    """Events are one: each claim of the others, and of the first, belongs with the first event's first claim.

    Raises:
        UsageError: There are fewer than two events.
    """
    claims = list(dict.fromkeys(one.claim_id for event in events for one in event.claims))
    ids = tuple(event.id for event in events)
    if len(set(ids)) < 2:  # noqa: PLR2004  # a merge takes two
        raise UsageError("a merge takes at least two events")
    return [
        Draft(subject=claims[0], action="merge", value=list[JsonValue](claims[1:]), text=text, about=(*ids, *claims))
    ]


def split(event: Event, off: Iterable[str], text: str | None = None) -> list[Draft]:
    """Claims are no part of the event: each is to be apart from every claim that stays.

    Args:
        event: As it stands.
        off: Ids of the claims to part from it; they may still be one event among themselves.
        text: Why.

    Raises:
        UsageError: One is not in the event, or none would stay, or none is named.
    """
    here = [one.claim_id for one in event.claims]
    parted = list(dict.fromkeys(off))
    staying = [one for one in here if one not in parted]
    if not parted or not staying or not set(parted) <= set(here):
        raise UsageError("a split names some claims of the event, and not all", hint=f"Claims: {', '.join(here)}.")
    value: list[JsonValue] = list(staying)
    first = Draft(subject=parted[0], action="split", value=value, text=text, about=(event.id, *staying))
    return [first, *(replace(first, subject=one, text=None) for one in parted[1:])]


def undo(judgement: Judgement, records: Iterable[str], text: str | None = None) -> Draft:
    """Take a judgement back. An undo may be taken back too.

    Args:
        judgement: What is taken back; of a step of several, the first.
        records: What the judgement was about.
        text: Why.
    """
    return Draft(subject=judgement.subject, action="undo", reply_to=judgement.id, text=text, about=tuple(records))
