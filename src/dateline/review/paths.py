"""Values inside a record by path: ``type``, ``place.country``, ``figures.0.best``."""

from __future__ import annotations

from typing import TypeVar, cast

from pydantic import BaseModel, JsonValue, ValidationError

from dateline.core.errors import UsageError
from dateline.records import Claim, Event

RecordT = TypeVar("RecordT", bound=Claim | Event)

CLAIM_FIELDS = frozenset(
    "trigger sentence type mode contexts status actors recipients place time figures sources".split()
)
EVENT_FIELDS = frozenset("type mode status first last date_precision place sides figures".split())
JUDGED = "judgement"
"""The rule named behind an event's figure that a person gave."""


def value_at(record: Claim | Event, path: str) -> JsonValue:
    """Read the value at a path; for an event's figure, see `amended`.

    Raises:
        UsageError: There is no such field.
    """
    value: JsonValue = _document(record)
    for step in _steps(record, path):
        value = _inside(value, step, path)
    return value


def amended(record: RecordT, path: str, value: JsonValue) -> RecordT:
    """Give the record with another value at a path.

    The field ``figures`` of an event takes one figure, which replaces that of the same measure and side, since which
    claims an event has, and so the order of its figures, may change.

    Raises:
        UsageError: There is no such field, or it cannot hold the value.
    """
    document = _document(record)
    steps = _steps(record, path)
    if path == "figures" and "claims" in document:  # only an event has claims
        document["figures"] = _with_figure(document, value)
    else:
        _put(document, steps, value, path)
    try:
        return cast("RecordT", type(record).model_validate(document))
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise UsageError(f"{where}: {problem['msg']}", hint=f"`{path}` cannot hold this value.") from error


def _document(record: BaseModel) -> dict[str, JsonValue]:
    document: dict[str, JsonValue] = record.model_dump(mode="json")
    return document


def _steps(record: Claim | Event, path: str) -> list[str]:
    fields = CLAIM_FIELDS if isinstance(record, Claim) else EVENT_FIELDS
    steps = path.split(".")
    if steps[0] not in fields:
        raise UsageError(f"no field {path!r} that can be corrected", hint=f"Fields: {', '.join(sorted(fields))}.")
    return steps


def _inside(value: JsonValue, step: str, path: str) -> JsonValue:
    if isinstance(value, dict) and step in value:
        return value[step]
    if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
        return value[int(step)]
    raise UsageError(f"no field {path!r}", hint="Write `place.country` or `figures.0.best`; counting starts at 0.")


def _put(document: JsonValue, steps: list[str], value: JsonValue, path: str) -> None:
    for step in steps[:-1]:
        document = _inside(document, step, path)
    _inside(document, steps[-1], path)
    if isinstance(document, dict):
        document[steps[-1]] = value
    elif isinstance(document, list):
        document[int(steps[-1])] = value


def _with_figure(document: dict[str, JsonValue], value: JsonValue) -> list[JsonValue]:
    figures = document["figures"]
    if not isinstance(value, dict) or not isinstance(figures, list):
        raise UsageError("figures: one figure is expected", hint='Such as {"measure": "killed", "best": 12}.')
    key = (value.get("measure"), value.get("side"))
    same = [isinstance(one, dict) and (one.get("measure"), one.get("side")) == key for one in figures]
    given = {"low": None, "best": None, "high": None, "side": None} | value
    given["basis"] = {"rule": JUDGED, "claims": _basis_claims(figures[same.index(True)]) if any(same) else []}
    return [given if hit else one for one, hit in zip(figures, same, strict=True)] + ([] if any(same) else [given])


def _basis_claims(figure: JsonValue) -> JsonValue:
    basis = figure.get("basis") if isinstance(figure, dict) else None
    return basis.get("claims") if isinstance(basis, dict) else []
