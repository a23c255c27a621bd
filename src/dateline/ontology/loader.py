"""Read, check and freeze the YAML files beside this module."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dateline.core.errors import InstallError
from dateline.ontology.checks import check, check_statuses
from dateline.ontology.files import (
    ENTRY_KEYS,
    BadFileError,
    check_keys,
    classes_of,
    entries_of,
    frozen,
    listed,
    mapping,
    named,
)
from dateline.ontology.model import EventType, Frame, LexiconEntry, LightVerb, Ontology, StatusWords
from dateline.ontology.own import with_own

DATA = Path(__file__).parent
VERSION = "plover/0.8+dateline.1"
"""PLOVER's manual is draft 0.8; the lexicon's own number follows."""


@lru_cache(maxsize=4)
def load_ontology(*own: Path) -> Ontology:
    """Load the ontology that ships with the package.

    Args:
        own: Files of the user's own, in the form of the files in ``lexicon/``, which may also add types, modes, frames
            and word classes (`own.with_own`). Their entries come before the package's.

    Raises:
        InstallError: A file of the package is missing or fails a check.
        UsageError: A file of the user's fails a check.
    """
    if own:
        return with_own(load_ontology(), own)
    try:
        return _assemble(DATA)
    except BadFileError as error:
        raise InstallError(f"the ontology is damaged: {error.message}", hint="Install Dateline again.") from error


def _assemble(folder: Path) -> Ontology:
    types = mapping(folder / "types.yaml")
    lexicon = [(path, entry) for path in sorted((folder / "lexicon").glob("*.yaml")) for entry in _entries(path)]
    ontology = frozen(
        Ontology,
        {
            "version": VERSION,
            "types": named(folder / "types.yaml", EventType, types.get("types")),
            "contexts": types.get("contexts"),
            "sectors": types.get("sectors"),
            "frames": named(folder / "frames.yaml", Frame, mapping(folder / "frames.yaml")),
            "classes": classes_of(folder / "classes.yaml", mapping(folder / "classes.yaml")),
            "lexicon": tuple(entry for _, entry in lexicon),
            "statuses": listed(folder / "status.yaml", StatusWords),
            "light_verbs": listed(folder / "light_verbs.yaml", LightVerb),
        },
        folder,
    )
    check(ontology, lexicon)
    check_statuses(folder / "status.yaml", ontology.statuses)
    return ontology


def _entries(path: Path) -> tuple[LexiconEntry, ...]:
    data = mapping(path)
    check_keys(path, data, ENTRY_KEYS)
    return entries_of(path, data)
