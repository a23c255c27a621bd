"""re3d: documents on Syria and Iraq with entities (Dstl, Aleph Insights and Committed Software 2017).

Of the set's 14 types Dateline has five to offer: places, the participants of claims (persons, organisations and
military platforms, which the set keeps apart and we tell by sector and name) and times. A span of ours is right if it
has the same type and the same characters; `partial` lets them touch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.evaluate.counts import Counts
from dateline.evaluate.mapping import word_list
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.offsets import offset_map
from dateline.evaluate.reading import existing, files, json_lines
from dateline.evaluate.spans import exact, partial
from dateline.evaluate.system import Entity, Offsets, System
from dateline.records import Claim, Participant

TYPES = ("Organisation", "Location", "Person", "Temporal", "MilitaryPlatform")


@dataclass(frozen=True, slots=True)
class Document:
    """One document with its entities of the five types."""

    key: str
    text: str
    entities: frozenset[Entity]


def read(path: Path) -> list[Document]:
    """Read a folder with `documents.json` and `entities.json` (one object a line), or a folder of such folders."""
    result = []
    start = existing(path)
    for file in files(start.parent if start.is_file() else start, "documents.json"):
        entities: dict[str, set[Entity]] = {}
        for row in json_lines([existing(file.with_name("entities.json"))], "documentId", "begin", "end", "type"):
            if row["type"] in TYPES:
                found = entities.setdefault(row["documentId"], set())
                found.add(Entity(int(row["begin"]), int(row["end"]), row["type"]))
        for row in json_lines([file], "_id", "text"):
            result.append(Document(row["_id"], row["text"], frozenset(entities.get(row["_id"], ()))))  # noqa: PERF401
    return result


def score(documents: Sequence[Document], system: System) -> Iterator[DocumentScore]:
    """Score the documents one by one."""
    for document in documents:
        report = system.report(document.text, None, None)
        back = offset_map(report.text, document.text)
        ours = {
            Entity(*back.span(one.start, one.end), one.kind)
            for one in entities_of(system.code(report), [(one.start, one.end) for one in system.places(report)])
        }
        yield score_document(document, ours)


def entities_of(claims: Sequence[Claim], places: Sequence[Offsets]) -> set[Entity]:
    """The entities that the claims and the place names of a report give."""
    found = {Entity(start, end, "Location") for start, end in places}
    for claim in claims:
        found |= {Entity(one.start, one.end, kind_of(one)) for one in (*claim.actors, *claim.recipients)}
        found |= {Entity(one.start, one.end, "Person") for one in claim.sources if one.kind in {"named", "official"}}
        if claim.time is not None:
            found.add(Entity(claim.time.start, claim.time.end, "Temporal"))
    return found


def kind_of(one: Participant) -> str:
    """The set's type of a participant: by its head, else an organisation if it is known or has a sector."""
    head = (one.head or one.text.split()[-1]).lower()
    if head in word_list("platforms"):
        return "MilitaryPlatform"
    if head in word_list("persons"):
        return "Person"
    return "Organisation" if one.id or one.sector or one.country else "Person"


def score_document(document: Document, ours: set[Entity]) -> DocumentScore:
    """Strict and partial counts by type."""
    fields = {"strict": Counts(), "partial": Counts()}
    mistakes = []
    for kind in TYPES:
        gold, mine = _of(document.entities, kind), _of(ours, kind)
        fields[kind] = exact(gold, mine)
        fields["strict"] += fields[kind]
        fields["partial"] += partial(gold, mine)
        mistakes += [
            Mistake(document.key, kind, _words(document, gold - mine), _words(document, mine - gold), document.text)
        ]
    return DocumentScore(document.key, fields, tuple(mistakes))


def _of(entities: frozenset[Entity] | set[Entity], kind: str) -> set[Offsets]:
    return {(one.start, one.end) for one in entities if one.kind == kind}


def _words(document: Document, spans: set[Offsets]) -> list[str]:
    return [document.text[start:end] for start, end in sorted(spans)]


DATA_SET = DataSet(
    name="re3d",
    reads="the folder re3d, or one of its sources",
    read=read,
    key=lambda document: document.key,
    score=score,
    fields=("strict", "partial", *TYPES),
    top=("strict",),
)
