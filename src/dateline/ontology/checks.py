"""Cross references between the ontology's files: types, modes, frames, contexts, classes; nothing stands twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.ontology.files import BadFileError
from dateline.ontology.model import STOP, LexiconEntry, Ontology, StatusWords
from dateline.ontology.patterns import pattern_words, patterns


def check(ontology: Ontology, lexicon: Iterable[tuple[Path, LexiconEntry]]) -> None:
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


def check_statuses(path: Path, statuses: Iterable[StatusWords]) -> None:
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
