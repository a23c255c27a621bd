"""event_location: sentences with one event verb and the place where that event happened, or none.

The report is the sentence alone; the predicate is given by the gold, so that only the place is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.offsets import offset_map
from dateline.evaluate.reading import files, json_lines
from dateline.evaluate.spans import exact
from dateline.evaluate.system import Offsets, System

# In small letters only: "southern Lebanon" is Lebanon, but "West Bank" is a name.
_DIRECTION = re.compile(
    r"(?:(?:north|south)?-?(?:north|south|east|west)(?:ern|ward|wards)?(?: of)?|central|near|outside) (?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `verbs` nearly always holds one."""

    text: str
    verbs: tuple[Offsets, ...]
    places: tuple[Offsets, ...]


def read(path: Path) -> list[Sentence]:
    """Read `*.jsonl`: `{text, spans: [{start, end, label}]}`, label VERB or LOCATION."""
    return [
        Sentence(row["text"], _labelled(row["spans"], "VERB"), _labelled(row["spans"], "LOCATION"))
        for row in json_lines(files(path, "*.jsonl"), "text", "spans")
    ]


def _labelled(spans: Sequence[dict[str, object]], label: str) -> tuple[Offsets, ...]:
    return tuple((int(str(one["start"])), int(str(one["end"]))) for one in spans if one["label"] == label)


def score(sentences: Sequence[Sentence], system: System) -> Iterator[DocumentScore]:
    """Exact spans, empty ones included: a sentence without a place counts only if we give one."""
    for number, sentence in enumerate(sentences):
        ours = places(sentence, system)
        mistakes = []
        if set(ours) != set(sentence.places):
            gold, mine = _words(sentence, sentence.places), _words(sentence, ours)
            verb = _words(sentence, sentence.verbs)
            mistakes.append(Mistake(str(number), "location", gold, mine, f"{verb}: {sentence.text}"))
        yield DocumentScore(str(number), {"location": exact(sentence.places, ours)}, tuple(mistakes))


def places(sentence: Sentence, system: System) -> list[Offsets]:
    """The spans that the system gives for the sentence's verb, in the sentence's own offsets."""
    report = system.report(sentence.text, None, None)
    there, back = offset_map(sentence.text, report.text), offset_map(report.text, sentence.text)
    found = [place for verb in sentence.verbs for place in system.event_place(report, there.span(*verb))]
    return list(dict.fromkeys(_bare(sentence.text, back.span(*place)) for place in found))


def _bare(text: str, place: Offsets) -> Offsets:
    """The name alone: the set's spans leave out "southern" and "north of"."""
    match = _DIRECTION.match(text, *place)
    return (match.end(), place[1]) if match is not None and match.end() < place[1] else place


def _words(sentence: Sentence, spans: Sequence[Offsets]) -> list[str]:
    return [sentence.text[start:end] for start, end in spans]


DATA_SET = DataSet(
    name="event_location",
    reads="dev.jsonl, or another part in the same format",
    read=read,
    key=lambda sentence: sentence.text,
    score=score,
    fields=("location",),
    top=("location",),
)
