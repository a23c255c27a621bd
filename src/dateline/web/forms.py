"""From the fields of a form to the values that a person wants a record to have.

A field's name is the path of its value: ``place.country``, ``actors.0.sector``. Only what differs from the record is
a correction; what the form does not name is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import JsonValue

from dateline.core.errors import UsageError
from dateline.records import Claim, Event, Report

Form = Mapping[str, str]

_PLAIN: Final = ("type", "mode", "status", "first", "last", "date_precision")
_GROUPS: Final = ("place", "time")
_LISTS: Final = ("actors", "recipients", "figures", "sources", "sides")
_NUMBERS: Final = frozenset({"date_precision", "precision", "geonames_id", "low", "best", "high"})
_DEGREES: Final = frozenset({"latitude", "longitude"})
_ITEM: Final = re.compile(r"(\w+)\.(\d{1,3})\.(\w+)")
_NOWHERE: Final[Mapping[str, JsonValue]] = {"start": 0, "end": 0, "text": ""}
"""The quotation of what a person knows from elsewhere."""


def corrected(record: Claim | Event, form: Form, report: Report | None = None) -> dict[str, JsonValue]:
    """Read what a form changes in a record: field -> new value. Figures of an event are `corrected_figures`'.

    Args:
        record: As it stands.
        form: The fields as they were sent.
        report: That of a claim: new words are looked for in it.

    Raises:
        UsageError: A number is none.
    """
    document: dict[str, Any] = record.model_dump(mode="json")
    values: dict[str, JsonValue] = {name: _value(name, form[name]) for name in _PLAIN if name in form}
    for name in _GROUPS:
        if any(key.startswith(f"{name}.") for key in form):
            values[name] = _group(document.get(name), name, form, record, report)
    for name in _LISTS:
        if name in document and not (name == "figures" and isinstance(record, Event)) and _items(name, form):
            values[name] = _listed(document[name], name, form, record, report)
    return {name: value for name, value in values.items() if name in document and value != document[name]}


def corrected_figures(event: Event, form: Form) -> list[dict[str, JsonValue]]:
    """Read the figures of an event that a form changes or adds, each as one correction of ``figures``.

    Raises:
        UsageError: A number is none.
    """
    found: list[dict[str, JsonValue]] = []
    for number, fields in sorted(_items("figures", form).items()):
        values = {name: _value(name, text) for name, text in fields.items()}
        if number < len(event.figures):
            old = event.figures[number]
            values |= {"measure": old.measure, "side": old.side}
            if all(values.get(name) == getattr(old, name) for name in ("low", "best", "high")):
                continue
        if values.get("measure") and any(values.get(name) is not None for name in ("low", "best", "high")):
            found.append(values)
    return found


def added(form: Form) -> dict[str, JsonValue]:
    """Read a claim that a person adds; words are given by their offsets, ``actors.0`` = ``12-19``."""
    values: dict[str, JsonValue] = {name: form[name] for name in ("type", "mode", "status") if form.get(name)}
    lists: dict[str, list[JsonValue]] = defaultdict(list)
    for key, text in form.items():
        name, _, number = key.partition(".")
        span = re.fullmatch(r"(\d{1,9})-(\d{1,9})", text)
        if not span:
            continue
        quote: dict[str, JsonValue] = {"start": int(span[1]), "end": int(span[2])}
        if number.isdecimal() and name in _LISTS:
            prefix = f"{name}.{number}."
            more = {other.removeprefix(prefix): value for other, value in form.items() if other.startswith(prefix)}
            lists[name].append(quote | {field: _value(field, value) for field, value in more.items() if value})
        elif name in {"trigger", *_GROUPS}:
            values[name] = quote
    return values | dict(lists)


def _value(name: str, text: str) -> JsonValue:
    """Read one field; an empty one is null."""
    text = text.strip()
    if not text:
        return None
    try:
        return int(text) if name in _NUMBERS else float(text) if name in _DEGREES else text
    except ValueError as error:
        raise UsageError(f"{name}: {text!r} is no number") from error


def _items(name: str, form: Form) -> dict[int, dict[str, str]]:
    """The fields of a list, item by item."""
    items: dict[int, dict[str, str]] = defaultdict(dict)
    for key, text in form.items():
        found = _ITEM.fullmatch(key)
        if found and found[1] == name:
            items[int(found[2])][found[3]] = text
    return items


def _group(
    old: Mapping[str, JsonValue] | None, name: str, form: Form, record: Claim | Event, report: Report | None
) -> JsonValue:
    """A place or time; None where every field was emptied."""
    given = {
        key.partition(".")[2]: _value(key.partition(".")[2], text)
        for key, text in form.items()
        if key.startswith(f"{name}.")
    }
    if all(value is None for value in given.values()):
        return None
    words = str(given.get("name") or "")
    return {**(old or _words(words, record, report)), **given}


def _listed(
    old: list[dict[str, JsonValue]], name: str, form: Form, record: Claim | Event, report: Report | None
) -> list[JsonValue]:
    """A list of participants, figures or sources: items changed, taken out, and added at the end."""
    kept: list[JsonValue] = []
    items = _items(name, form)
    for number in sorted({*range(len(old)), *items}):
        fields = dict(items.get(number, {}))
        if fields.pop("remove", ""):
            continue
        words = fields.pop("text", "")
        given = {key: _value(key, text) for key, text in fields.items()}
        if number < len(old):
            kept.append({**old[number], **given})
        elif words.strip() or _says_something(given.values()):
            quote = {} if isinstance(record, Event) else _words(words, record, report)
            kept.append({**quote, **given, **({} if quote.get("text") or not words else {"name": words})})
    return kept


def _says_something(values: Iterable[JsonValue]) -> bool:
    return any(value is not None for value in values)


def _words(words: str, record: Claim | Event, report: Report | None) -> dict[str, JsonValue]:
    """Find words in a claim's sentence, or else in its report; what is nowhere in it is known from elsewhere."""
    if report is None or not isinstance(record, Claim) or not words.strip():
        return dict(_NOWHERE)
    words = words.strip()
    start = report.text.find(words, record.sentence.start, record.sentence.end)
    start = start if start >= 0 else report.text.find(words)
    return {"start": start, "end": start + len(words), "text": words} if start >= 0 else dict(_NOWHERE)
