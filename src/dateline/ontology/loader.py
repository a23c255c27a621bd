"""Read, check and freeze the YAML files beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from dateline.core.errors import DatelineError, InstallError, UsageError
from dateline.ontology.model import STOP, EventType, Frame, LexiconEntry, LightVerb, Ontology, StatusWords
from dateline.ontology.patterns import pattern_words, patterns

DATA = Path(__file__).parent
VERSION = "plover/0.8+dateline.1"
"""PLOVER's manual is draft 0.8; the lexicon's own number follows."""

_M = TypeVar("_M", bound=BaseModel)


class _Loader(yaml.CSafeLoader):
    """YAML with the booleans of version 1.2: ``on``, ``off``, ``yes`` and ``no`` are words, and prepositions."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:bool"]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))


@lru_cache(maxsize=4)
def load_ontology(extra: Path | None = None) -> Ontology:
    """Load the ontology that ships with the package.

    Args:
        extra: A lexicon file of the user's own, in the form of the files in ``lexicon/``. Its entries come
            before the package's.

    Raises:
        InstallError: A file of the package is missing or fails a check.
        UsageError: The user's file fails a check.
    """
    if extra is not None:
        return _with_extra(load_ontology(), extra)
    try:
        return _assemble(DATA)
    except BadFileError as error:
        raise InstallError(f"the ontology is damaged: {error.message}", hint="Install Dateline again.") from error


class BadFileError(DatelineError):
    """A file that fails a check, before it is known whose file it is."""


def _assemble(folder: Path) -> Ontology:
    types = mapping(folder / "types.yaml")
    lexicon = [(path, entry) for path in sorted((folder / "lexicon").glob("*.yaml")) for entry in _entries(path)]
    ontology = frozen(
        Ontology,
        {
            "version": VERSION,
            "types": _named(folder / "types.yaml", EventType, types.get("types")),
            "contexts": types.get("contexts"),
            "sectors": types.get("sectors"),
            "frames": _named(folder / "frames.yaml", Frame, mapping(folder / "frames.yaml")),
            "classes": _classes(folder / "classes.yaml"),
            "lexicon": tuple(entry for _, entry in lexicon),
            "statuses": _list(folder / "status.yaml", StatusWords),
            "light_verbs": _list(folder / "light_verbs.yaml", LightVerb),
        },
        folder,
    )
    _check(ontology, lexicon)
    _check_statuses(folder / "status.yaml", ontology.statuses)
    return ontology


def _with_extra(ontology: Ontology, path: Path) -> Ontology:
    try:
        entries = _entries(path)
        _check(ontology, [(path, entry) for entry in entries])
    except BadFileError as error:
        raise UsageError(error.message, hint="docs: the lexicon files in dateline/ontology/lexicon") from error
    return ontology.model_copy(update={"lexicon": (*entries, *ontology.lexicon)})


def _read(path: Path) -> Any:
    try:
        return yaml.load(path.read_bytes(), _Loader)  # noqa: S506 - a subclass of the safe loader
    except OSError as error:
        raise BadFileError(f"{path}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadFileError(f"{path}: {error}") from error


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


def _named(path: Path, model: type[_M], data: object) -> dict[str, _M]:
    if not isinstance(data, dict):
        raise BadFileError(f"{path}: a mapping of names is expected")
    return {name: frozen(model, {"name": name, **(body or {})}, f"{path}: {name}") for name, body in data.items()}


def _list(path: Path, model: type[_M]) -> tuple[_M, ...]:
    data = _read(path)
    if not isinstance(data, list):
        raise BadFileError(f"{path}: a list is expected")
    return tuple(frozen(model, body, f"{path}: entry {number}") for number, body in enumerate(data, 1))


def _classes(path: Path) -> dict[str, frozenset[str]]:
    """Classes as sets of lemmas; a class may name others (``@troops``) that stand above it in the file."""
    classes: dict[str, frozenset[str]] = {}
    for name, words in mapping(path).items():
        listed = [" ".join(word.split()) for word in str(words or "").split(",") if word.strip()]
        missing = [word for word in listed if word.startswith("@") and word[1:] not in classes]
        if missing:
            raise BadFileError(f"{path}: {name}: no class {missing[0]} above it")
        named = (classes[word[1:]] if word.startswith("@") else frozenset({word}) for word in listed)
        classes[name] = frozenset().union(*named)
    return classes


_ENTRIES = TypeAdapter(tuple[LexiconEntry, ...])


def _entries(path: Path) -> tuple[LexiconEntry, ...]:
    """The entries of one lexicon file; the file's `type` and `frame` are those of entries that give none."""
    data = mapping(path)
    unknown = set(data) - {"type", "frame", "entries"}
    if unknown:
        raise BadFileError(f"{path}: unknown key {min(unknown)}")
    defaults = {key: data[key] for key in ("type", "frame") if key in data}
    bodies = [{**defaults, **body} for body in data.get("entries") or ()]
    try:
        return _ENTRIES.validate_python(bodies)
    except ValidationError as error:
        number, *place = error.errors()[0]["loc"]
        said = f"{'.'.join(str(part) for part in place)}: {error.errors()[0]['msg']}"
        raise BadFileError(f"{path}: entry {int(number) + 1}: {said}") from error


def _check(ontology: Ontology, lexicon: Iterable[tuple[Path, LexiconEntry]]) -> None:
    """Check every cross reference; the message names the file and the entry's first pattern."""
    seen: dict[tuple[str, tuple[str, ...], str], Path] = {}
    for path, entry in lexicon:
        where = f"{path}: {first_pattern(entry)}"
        for problem in _problems(ontology, entry):
            raise BadFileError(f"{where}: {problem}")
        conditions = repr(sorted(entry.when.items()))
        for part, pattern in patterns(entry):
            key = (part, pattern_words(part, pattern), conditions)
            if key in seen:
                raise BadFileError(f"{where}: {part} {pattern!r} stands already in {seen[key].name}")
            seen[key] = path


def _check_statuses(path: Path, statuses: Iterable[StatusWords]) -> None:
    """A word has one status: which of two would apply could not be told."""
    seen: dict[tuple[str, str], str] = {}
    for words in statuses:
        for part in ("verbs", "nouns", "adjectives", "adverbs"):
            for word in getattr(words, part):
                if seen.setdefault((part, word), words.status) != words.status:
                    raise BadFileError(f"{path}: {part}: {word!r} is {seen[part, word]} and {words.status}")


def _problems(ontology: Ontology, entry: LexiconEntry) -> Iterator[str]:
    known = ontology.types.get(entry.type)
    if known is None and entry.type != STOP:
        yield f"no type {entry.type!r}"
    if entry.mode is not None and (known is None or entry.mode not in known.modes):
        yield f"{entry.type} has no mode {entry.mode!r}"
    if entry.frame not in ontology.frames:
        yield f"no frame {entry.frame!r}"
    yield from (f"no context {name!r}" for name in entry.contexts if name not in ontology.contexts)
    if not (entry.verbs or entry.nouns or entry.adjectives):
        yield "no words"
    for slot, condition in entry.when.items():
        for word in (*condition.any, *condition.none):
            if word.startswith("@") and word[1:] not in ontology.classes:
                yield f"{slot}: no class {word}"


def first_pattern(entry: LexiconEntry) -> str:
    """What an entry is called in messages."""
    return next((pattern for _, pattern in patterns(entry)), "an entry without words")
