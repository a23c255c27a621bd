"""Reading the ontology's YAML: every failure names the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from dateline.core.errors import DatelineError
from dateline.ontology.model import LexiconEntry

_M = TypeVar("_M", bound=BaseModel)
_ENTRIES = TypeAdapter(tuple[LexiconEntry, ...])
ENTRY_KEYS = frozenset({"type", "frame", "entries"})
"""What a lexicon file holds: its entries, and the type and frame of those that give none."""


class _Loader(yaml.CSafeLoader):
    """YAML with the booleans of version 1.2: ``on``, ``off``, ``yes`` and ``no`` are words, and prepositions."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:bool"]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))


class BadFileError(DatelineError):
    """A file that fails a check, before it is known whose file it is."""


def mapping(path: Path) -> dict[str, Any]:
    """Read a YAML file that holds a mapping; `BadFileError` otherwise."""
    data = _read(path)
    if not isinstance(data, dict):
        raise BadFileError(f"{path}: a mapping is expected")
    return data


def frozen(model: type[_M], data: object, where: object) -> _M:
    """Check and freeze what a file holds; `BadFileError` says where it fails."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise BadFileError(f"{where}: {_reason(error)}") from error


def _reason(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def named(path: Path, model: type[_M], data: object) -> dict[str, _M]:
    """Check and freeze a mapping of names to bodies."""
    if not isinstance(data, dict):
        raise BadFileError(f"{path}: a mapping of names is expected")
    return {name: frozen(model, {"name": name, **(body or {})}, f"{path}: {name}") for name, body in data.items()}


def listed(path: Path, model: type[_M]) -> tuple[_M, ...]:
    """Read a YAML file that holds a list."""
    data = _read(path)
    if not isinstance(data, list):
        raise BadFileError(f"{path}: a list is expected")
    return tuple(frozen(model, body, f"{path}: entry {number}") for number, body in enumerate(data, 1))


def _read(path: Path) -> Any:
    try:
        return yaml.load(path.read_bytes(), _Loader)  # noqa: S506 - a subclass of the safe loader
    except OSError as error:
        raise BadFileError(f"{path}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadFileError(f"{path}: {error}") from error


def classes_of(
    path: Path, data: Mapping[str, object], known: Mapping[str, frozenset[str]] | None = None
) -> dict[str, frozenset[str]]:
    """Classes as sets of lemmas; a class may name others (``@troops``): those known, and those above it in the file."""
    classes: dict[str, frozenset[str]] = {}
    above = dict(known or {})
    for name, words in data.items():
        listed_words = [" ".join(word.split()) for word in str(words or "").split(",") if word.strip()]
        missing = [word for word in listed_words if word.startswith("@") and word[1:] not in above]
        if missing:
            raise BadFileError(f"{path}: {name}: no class {missing[0]} above it")
        parts = (above[word[1:]] if word.startswith("@") else frozenset({word}) for word in listed_words)
        classes[name] = above[name] = frozenset().union(*parts)
    return classes


def entries_of(path: Path, data: Mapping[str, Any]) -> tuple[LexiconEntry, ...]:
    """The entries of one lexicon file; the file's `type` and `frame` are those of entries that give none."""
    defaults = {key: data[key] for key in ("type", "frame") if key in data}
    bodies = data.get("entries") or ()
    if not all(isinstance(body, dict) for body in bodies):
        raise BadFileError(f"{path}: entries: a list of mappings is expected")
    try:
        return _ENTRIES.validate_python([{**defaults, **body} for body in bodies])
    except ValidationError as error:
        number, *place = error.errors()[0]["loc"]
        said = f"{'.'.join(str(part) for part in place)}: {error.errors()[0]['msg']}"
        raise BadFileError(f"{path}: entry {int(number) + 1}: {said}") from error


def check_keys(path: Path, data: Mapping[str, Any], known: frozenset[str]) -> None:
    """Refuse what is not known."""
    if unknown := set(data) - known:
        raise BadFileError(f"{path}: unknown key {min(unknown)}")
