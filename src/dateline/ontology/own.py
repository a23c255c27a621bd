"""Files of the user's own: types, frames, word classes and lexicon entries that are added to the package's."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.core.errors import UsageError
from dateline.ontology.checks import check
from dateline.ontology.files import ENTRY_KEYS, BadFileError, check_keys, classes_of, entries_of, mapping, named
from dateline.ontology.model import EventType, Frame, Ontology

SECTIONS = ENTRY_KEYS | {"types", "frames", "classes"}
"""What a file may hold: a lexicon file's keys, and additions to the three other files."""
_TYPE_NAME = re.compile(r"[a-z][a-z-]*")
_DIGITS = 8
"""Hexadecimal digits that tell one set of own files from another."""


def with_own(ontology: Ontology, paths: Sequence[Path]) -> Ontology:
    """Add the user's files; entries of a later file stand before those of an earlier one, and all before the package's.

    The version then ends in ``+own.`` and a digest of the files, so that every claim tells which ontology it was
    coded by.

    Raises:
        UsageError: A file fails a check.
    """
    try:
        for path in paths:
            ontology = _with_file(ontology, path)
    except BadFileError as error:
        raise UsageError(error.message, hint="docs/how-to/own-lexicon.md shows what such a file holds.") from error
    return ontology.model_copy(update={"version": f"{ontology.version}+own.{digest_of(paths)}"})


def digest_of(paths: Sequence[Path]) -> str:
    """Tell files by their content; where they lie does not matter."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:_DIGITS]


def _with_file(ontology: Ontology, path: Path) -> Ontology:
    data = mapping(path)
    check_keys(path, data, SECTIONS)
    entries = entries_of(path, data)
    extended = ontology.model_copy(
        update={
            "types": _types(ontology.types, path, data.get("types")),
            "frames": ontology.frames
            | _new(ontology.frames, path, "frame", named(path, Frame, data.get("frames") or {})),
            "classes": _classes(ontology.classes, path, data.get("classes")),
            "lexicon": (*entries, *ontology.lexicon),
            "own": ontology.own + len(entries),
        }
    )
    check(extended, [(path, entry) for entry in entries])
    return extended


def _types(known: Mapping[str, EventType], path: Path, added: Any) -> dict[str, EventType]:
    """The types with new ones, and with new modes of those that there are."""
    types = dict(known)
    if not isinstance(added or {}, dict):
        raise BadFileError(f"{path}: types: a mapping of names is expected")
    for name, body in (added or {}).items():
        if not _TYPE_NAME.fullmatch(str(name)):
            raise BadFileError(f"{path}: types: {name!r} is not in lower-case letters and hyphens")
        if name in known:
            types[name] = _with_modes(known[name], path, body or {})
        else:
            types |= named(path, EventType, {name: body})
    return types


def _with_modes(known: EventType, path: Path, body: Mapping[str, Any]) -> EventType:
    if set(body) != {"modes"}:
        raise BadFileError(f"{path}: types: {known.name} is there already: only modes can be added to it")
    added = named(path, EventType, {known.name: {"covers": known.covers, **body}})[known.name].modes
    return known.model_copy(update={"modes": tuple(dict.fromkeys((*known.modes, *added)))})


def _classes(known: Mapping[str, frozenset[str]], path: Path, added: Any) -> dict[str, frozenset[str]]:
    """The word classes with new ones, and with new words in those that there are."""
    if not isinstance(added or {}, dict):
        raise BadFileError(f"{path}: classes: a mapping of names is expected")
    new = classes_of(path, added or {}, known)
    return {**known, **{name: known.get(name, frozenset()) | words for name, words in new.items()}}


def _new(known: Mapping[str, Frame], path: Path, what: str, added: dict[str, Frame]) -> dict[str, Frame]:
    for name in added:
        if name in known:
            raise BadFileError(f"{path}: {what} {name!r} is there already: give yours another name")
    return added
