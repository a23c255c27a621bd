"""Double coding: a round gives the same sample to several coders, each blind to the others, and compares them.

A unit is a claim: a coder sees the report with the event word marked and says what it tells. What the claim itself says
is one more coding, by the machine that made it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field, JsonValue

from dateline.core.errors import UsageError
from dateline.ontology import Ontology
from dateline.records import Claim, Judgement, Record
from dateline.review.agreement import Agreement, Level, Value, krippendorff
from dateline.review.current import history
from dateline.review.judging import Draft

ADJUDICATION = "adjudication"
"""The `field` of the comment that keeps what was settled; its value names round, field and value."""
NOT_AN_EVENT = "none"
"""What a coder says of a unit that is no event: its `type`; the other fields then have no value."""


class Coding(Record):
    """What one coder says about one unit. What is not known, or not told, is null."""

    type: str
    mode: str | None = None
    status: str | None = None
    country: str | None = None
    place: str | None = None
    place_precision: int | None = Field(default=None, ge=1, le=7)
    first: str | None = None
    last: str | None = None
    killed: int | None = Field(default=None, ge=0, lt=2**31)
    wounded: int | None = Field(default=None, ge=0, lt=2**31)
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


class Sample(Record):
    """A round: which units, for whom, and which fields are compared.

    `coders` are names of accounts; `machines` are names of coders such as ``rules/0.1.0`` whose claims take part.
    """

    units: tuple[str, ...]
    coders: tuple[str, ...]
    machines: tuple[str, ...] = ()
    fields: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """A coding with its coder, an account or a machine."""

    unit: str
    coder: str
    coding: Coding


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A unit and field on which coders differ: coder -> value."""

    unit: str
    field: str
    values: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What was settled about a unit and field of a round."""

    round_id: str
    unit: str
    field: str
    value: JsonValue


LEVELS: Mapping[str, Level] = {
    "type": "nominal",
    "mode": "nominal",
    "status": "nominal",
    "country": "nominal",
    "place": "nominal",
    "place_precision": "ordinal",
    "first": "interval",
    "last": "interval",
    "killed": "ratio",
    "wounded": "ratio",
    "actors": "set",
    "recipients": "set",
}
"""How each field is measured: precisions have an order, days a distance, counts a zero; parties are sets of sectors."""


def sample(claim_ids: Iterable[str], size: int, seed: str) -> tuple[str, ...]:
    """Draw units: the same seed draws the same from the same claims, whatever their order."""
    ranked = sorted(set(claim_ids), key=lambda one: hashlib.sha256(f"{seed}\x00{one}".encode()).digest())
    return tuple(ranked[:size])


def coding_of(claim: Claim) -> Coding:
    """What a claim says, as a coding."""
    place, time = claim.place, claim.time
    return Coding(
        type=claim.type,
        mode=claim.mode,
        status=claim.status,
        country=place.country if place else None,
        place=place.name if place else None,
        place_precision=place.precision if place else None,
        first=time.first if time else None,
        last=time.last if time else None,
        killed=_count(claim, "killed"),
        wounded=_count(claim, "wounded"),
        actors=_sectors(claim.actors),
        recipients=_sectors(claim.recipients),
    )


def _count(claim: Claim, measure: str) -> int | None:
    counts = [one.best if one.best is not None else one.low for one in claim.figures if one.measure == measure]
    given = [count for count in counts if count is not None]
    return sum(given) if given else None


def _sectors(parties: Iterable[object]) -> tuple[str, ...]:
    found = {getattr(one, "sector", None) for one in parties}
    return tuple(sorted(one for one in found if one))


def check(coding: Coding, ontology: Ontology) -> Coding:
    """Hold a coding against the ontology.

    Raises:
        UsageError: A value is not allowed.
    """
    if coding.type == NOT_AN_EVENT:
        if coding != Coding(type=NOT_AN_EVENT):
            raise UsageError("what is no event has no other values")
        return coding
    kind = ontology.types.get(coding.type)
    if kind is None:
        raise UsageError(f"no type {coding.type!r}", hint=f"Types: {', '.join(ontology.types)}; or {NOT_AN_EVENT}.")
    if coding.mode is not None and coding.mode not in kind.modes:
        raise UsageError(
            f"{coding.type} has no mode {coding.mode!r}", hint=f"Modes: {', '.join(kind.modes) or 'none'}."
        )
    unknown = {*coding.actors, *coding.recipients} - set(ontology.sectors)
    if unknown:
        raise UsageError(f"no sector {min(unknown)!r}", hint=f"Sectors: {', '.join(sorted(ontology.sectors))}.")
    for day in (coding.first, coding.last):
        _day(day)
    return coding


def agreement(fields: Sequence[str], coded: Iterable[Coded]) -> dict[str, Agreement]:
    """Compute alpha for each field.

    A unit that a coder calls no event has no values but its type; where the others give one, that disagreement is
    counted once, as the type's.
    """
    values = _by_unit(coded)
    return {
        field: krippendorff([_values(field, given) for given in values.values()], LEVELS[field]) for field in fields
    }


def disagreements(fields: Sequence[str], coded: Iterable[Coded]) -> list[Disagreement]:
    """List where coders differ: unit by unit, in the order of the fields."""
    found = []
    for unit, given in _by_unit(coded).items():
        for field in fields:
            told = {coder: coding for coder, coding in given.items() if field == "type" or coding.type != NOT_AN_EVENT}
            values = {coder: getattr(coding, field) for coder, coding in sorted(told.items())}
            if len(set(values.values())) > 1:
                shown = {coder: list(one) if isinstance(one, tuple) else one for coder, one in values.items()}
                found.append(Disagreement(unit, field, shown))
    return found


# ---- settling


def adjudications(judgements: Iterable[Judgement], round_id: str) -> list[Adjudication]:
    """List what was settled in a round; of several words on one unit and field the last."""
    found: dict[tuple[str, str], Adjudication] = {}
    for entry in history(judgements):
        value = entry.judgement.value
        if entry.judgement.field != ADJUDICATION or entry.undone_by is not None or not isinstance(value, dict):
            continue
        if value.get("round") == round_id:
            unit, field = entry.judgement.subject, str(value.get("field"))
            found[unit, field] = Adjudication(round_id, unit, field, value.get("value"))
    return list(found.values())


def settled(adjudication: Adjudication, text: str | None) -> Draft:
    """Draft the comment that keeps what was settled."""
    value: JsonValue = {"round": adjudication.round_id, "field": adjudication.field, "value": adjudication.value}
    return Draft(subject=adjudication.unit, action="comment", field=ADJUDICATION, value=value, text=text)


def path_of(claim: Claim, field: str) -> str | None:
    """Find where a claim keeps a field of a coding; None where it is no single value, or the claim has none."""
    if field in {"type", "mode", "status"}:
        return field
    if field in {"country", "place_precision"} and claim.place:
        return {"country": "place.country", "place_precision": "place.precision"}[field]
    if field in {"first", "last"} and claim.time:
        return f"time.{field}"
    numbers = [number for number, one in enumerate(claim.figures) if one.measure == field]
    return f"figures.{numbers[0]}.best" if len(numbers) == 1 else None


def _by_unit(coded: Iterable[Coded]) -> dict[str, dict[str, Coding]]:
    """Unit -> coder -> the last coding by that coder."""
    found: dict[str, dict[str, Coding]] = defaultdict(dict)
    for one in coded:
        found[one.unit][one.coder] = one.coding
    return found


def _values(field: str, given: Mapping[str, Coding]) -> list[Value]:
    read = _READ.get(LEVELS[field], _number)
    told = (coding for coding in given.values() if field == "type" or coding.type != NOT_AN_EVENT)
    return [value for coding in told if (value := read(getattr(coding, field))) is not None]


def _category(value: Value) -> Value | None:
    """Of a category, "not told" is one more: that one coder finds none where another does is a disagreement."""
    return ("not told",) if value is None else value


def _number(value: Value) -> Value | None:
    return value


def _days(value: Value) -> Value | None:
    return _day(value).toordinal() if isinstance(value, str) else None


def _as_set(value: Value) -> Value | None:
    return frozenset(value) if isinstance(value, tuple) else None


def _day(value: str | None) -> dt.date:
    if value is None:
        return dt.date.min
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"no day {value!r}", hint="Write YYYY-MM-DD.") from error


_READ: Mapping[str, Callable[[Value], Value | None]] = {"nominal": _category, "interval": _days, "set": _as_set}
