"""What a person may put into a claim or event: checked against the ontology, the countries and the report's words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import JsonValue, ValidationError

from dateline.core.countries import countries_by_code
from dateline.core.errors import UsageError
from dateline.core.ids import stable_id
from dateline.ontology import Ontology
from dateline.records import Claim, Event, Quote, Record, Report, Span
from dateline.review.judging import Draft, correct
from dateline.review.paths import amended

RecordT = TypeVar("RecordT", bound=Record)

HUMAN = "human:"
"""Before the account's name in the `coder` of a claim that a person added."""
_QUOTES = ("trigger", "place", "time")
_LISTS_OF_QUOTES = ("actors", "recipients", "figures", "sources")
_SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s+|\n+")


def corrections(
    record: Claim | Event, values: Mapping[str, JsonValue], ontology: Ontology, report: Report | None, text: str | None
) -> list[Draft]:
    """Draft the corrections that a person makes to a record in one step.

    A correction of the type that leaves a mode of the old type empties the mode too.

    Args:
        record: As it stands.
        values: Path -> new value.
        ontology: Types and modes.
        report: That of a claim: words that are named by `start` and `end` are read from it. None for an event.
        text: Why.

    Raises:
        UsageError: A value is not allowed, or is no change.
    """
    drafts: list[Draft] = []
    before = record
    wanted = dict(values)
    mode = ontology.types.get(str(wanted.get("type")))
    if mode is not None and "mode" not in wanted and record.mode is not None and record.mode not in mode.modes:
        wanted["mode"] = None
    for path, value in wanted.items():
        draft = correct(record, path, _filled(path, value, report), text if not drafts else None)
        record = amended(record, path, draft.value)
        drafts.append(draft)
    check(record, ontology, report, before=before)
    return drafts


def check(
    record: Claim | Event, ontology: Ontology, report: Report | None = None, *, before: Claim | Event | None = None
) -> None:
    """Hold a record against the ontology, the calendar, the list of countries and the words of its report.

    Args:
        record: As it is to be.
        ontology: Types, modes, sectors.
        report: That of a claim.
        before: As it was: what did not change is not held against the person who corrects something else.

    Raises:
        UsageError: Something does not fit.
    """
    _check_kind(record, ontology)
    document = record.model_dump(mode="json")
    known = before.model_dump(mode="json") if before else {}
    old = list(_leaves(known))
    for path, name, value in _leaves(document):
        if (path, name, value) in old:
            continue
        if name == "country" and value not in countries_by_code():
            raise UsageError(f"{path}: no country {value!r}", hint="ISO 3166-1 alpha-3, such as MLI.")
        if name == "sector" and value not in ontology.sectors:
            hint = f"Sectors: {', '.join(sorted(ontology.sectors))}."
            raise UsageError(f"{path}: no sector {value!r}", hint=hint)
        if name in {"first", "last"}:
            _check_day(path, value)
    for one in _spans_of_time(document):
        if one.get("first") and one.get("last") and one["first"] > one["last"]:
            raise UsageError("the first day is after the last")
    if report is not None:
        _check_words(_quotes(document), _quotes(known), report)


def _check_kind(record: Claim | Event, ontology: Ontology) -> None:
    kind = ontology.types.get(record.type)
    if kind is None:
        raise UsageError(f"no type {record.type!r}", hint=f"Types: {', '.join(ontology.types)}.")
    if record.mode is not None and record.mode not in kind.modes:
        raise UsageError(
            f"{record.type} has no mode {record.mode!r}", hint=f"Modes: {', '.join(kind.modes) or 'none'}."
        )
    if isinstance(record, Claim) and (unknown := set(record.contexts) - set(ontology.contexts)):
        raise UsageError(f"no context {min(unknown)!r}", hint=f"Contexts: {', '.join(ontology.contexts)}.")
    for figure in record.figures:
        bounds = [value for value in (figure.low, figure.best, figure.high) if value is not None]
        if not re.fullmatch(r"[a-z][a-z_]{0,39}", figure.measure) or bounds != sorted(bounds):
            raise UsageError(f"figure {figure.measure!r}: low, best and high do not rise")


def _check_day(path: str, value: object) -> None:
    try:
        dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise UsageError(f"{path}: no day {value!r}", hint="Write YYYY-MM-DD.") from error


def _spans_of_time(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [document, *([document["time"]] if document.get("time") else [])]


def _leaves(value: JsonValue, path: str = "") -> Iterator[tuple[str, str, JsonValue]]:
    """Every value that is not null with its path and the last name in it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{path}.{number}")
    elif value is not None:
        yield path, path.rpartition(".")[2], value


def _quotes(document: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    quotes = [document[name] for name in _QUOTES if document.get(name)]
    quotes += [one for name in _LISTS_OF_QUOTES for one in document.get(name, ())]
    return [(one["start"], one["end"], one["text"]) for one in quotes]


def _check_words(quotes: Sequence[tuple[int, int, str]], old: Sequence[tuple[int, int, str]], report: Report) -> None:
    for start, end, words in quotes:
        if (start, end, words) not in old and report.text[start:end] != words:
            hint = "start and end count characters of the report's text; leave `text` out to have it read from there."
            raise UsageError(f"the report does not have {words!r} there", hint=hint)


# ---- words


def _filled(path: str, value: JsonValue, report: Report | None) -> JsonValue:
    """Put the words in that `start` and `end` name.

    What a person knows from elsewhere has no words in the report: its quote is empty, at the start of the text.
    """
    if path in _QUOTES and isinstance(value, dict):
        return _quoted(value, report)
    if path in _LISTS_OF_QUOTES and isinstance(value, list) and report is not None:
        return [_quoted(one, report) if isinstance(one, dict) else one for one in value]
    step = path.split(".")
    if step[0] in _LISTS_OF_QUOTES and len(step) == 2 and isinstance(value, dict) and report is not None:  # noqa: PLR2004  # name and number
        return _quoted(value, report)
    return value


def _quoted(value: Mapping[str, JsonValue], report: Report | None) -> JsonValue:
    start, end = value.get("start"), value.get("end")
    if report is None or not isinstance(start, int) or not isinstance(end, int):
        return {"start": 0, "end": 0, "text": "", **value}
    return {**value, "text": report.text[start:end]}


# ---- a claim that the coder missed


def added_claim(report: Report, values: Mapping[str, JsonValue], ontology: Ontology, account: str) -> Claim:
    """Make the claim that a person adds by selecting the words that name the event.

    Args:
        report: The report.
        values: The claim's fields; `trigger` with `start` and `end` and `type` at least. Words need only their
            `start` and `end`. Without `sentence` it is the one around the trigger.
        ontology: Types and modes.
        account: Who adds it.

    Raises:
        UsageError: A value is missing or not allowed.
    """
    given = {path: _filled(path, value, report) for path, value in values.items()}
    trigger = _valid(Quote, given.get("trigger"), "trigger")
    if not trigger.text.strip():
        raise UsageError("no words are selected that name the event")
    sentence = given.get("sentence") or sentence_around(report.text, trigger).model_dump()
    coder = HUMAN + account
    fixed = {
        "id": stable_id("c", report.id, coder, str(given.get("type")), trigger.start, trigger.end),
        "report_id": report.id,
        "sentence": sentence,
        "confidence": 1.0,  # a person vouches for it
        "coder": coder,
    }
    claim = _valid(Claim, {"status": "asserted", **given, **fixed}, "claim")
    check(claim, ontology, report)
    return claim


def sentence_around(text: str, words: Span) -> Span:
    """Find the sentence around words: from the last full stop or line end before to the first one after them."""
    start = max((found.end() for found in _SENTENCE_END.finditer(text, 0, words.start)), default=0)
    following = _SENTENCE_END.search(text, words.end)
    end = following.start() + len(following.group().rstrip()) if following else len(text)
    return Span(start=start, end=max(end, words.end))


def _valid(kind: type[RecordT], value: object, where: str) -> RecordT:
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        problem = error.errors()[0]
        path = ".".join(str(part) for part in (where, *problem["loc"]))
        raise UsageError(f"{path}: {problem['msg']}") from error
