"""indiapolice: what police did, by sentence (Halterman et al. 2021, "Corpus-level evaluation for event QA").

A report is one document, its sentences joined by a blank, so that "they" and "the force" can be resolved. A claim is
counted for the sentence that its trigger stands in. The mapping from claims to the five labels is `labels_of`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.evaluate.counts import Counts, compare_sets
from dateline.evaluate.mapping import has_sector, kills, word_list
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.offsets import offset_map
from dateline.evaluate.reading import files, json_lines
from dateline.evaluate.system import System
from dateline.records import Claim

LABELS = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")
POLICE = frozenset({"COP"})
# What police do to people, short of reporting on it: types whose claims with a police actor are actions.
ACTIONS = frozenset({"assault", "coerce", "mobilize", "cooperate", "aid", "retreat", "consult", "sanction", "protest"})
# Claims of these types against police say that they failed when a word of failing stands in the sentence.
BLAME = frozenset({"accuse", "protest", "reject", "request"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and its labels."""

    text: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Story:
    """One document."""

    key: str
    sentences: tuple[Sentence, ...]


def read(path: Path) -> list[Story]:
    """Read `sents.jsonl` (`{doc_id, sent_id, sent_labels, sent_text}`), given it or its folder."""
    sentences = [file for file in files(path, "*.jsonl") if file.name != "docs.jsonl"]
    stories: dict[str, list[Sentence]] = {}
    for row in json_lines(sentences, "doc_id", "sent_text"):
        labels = frozenset(row.get("sent_labels") or ())
        stories.setdefault(str(row["doc_id"]), []).append(Sentence(row["sent_text"], labels))
    return [Story(key, tuple(found)) for key, found in stories.items()]


def score(stories: Sequence[Story], system: System) -> Iterator[DocumentScore]:
    """Score the documents one by one."""
    for story in stories:
        yield score_story(story, label_sentences(story, system))


def score_story(story: Story, ours: Sequence[frozenset[str]]) -> DocumentScore:
    """Each label's counts over the sentences."""
    fields = {label: Counts() for label in LABELS}
    mistakes = []
    for number, (sentence, mine) in enumerate(zip(story.sentences, ours, strict=True)):
        for label in LABELS:
            fields[label] += compare_sets(sentence.labels & {label}, mine & {label})
            if (label in sentence.labels) != (label in mine):
                mistakes.append(
                    Mistake(f"{story.key}/{number}", label, label in sentence.labels, label in mine, sentence.text)
                )
    return DocumentScore(story.key, fields, tuple(mistakes))


def label_sentences(story: Story, system: System) -> list[frozenset[str]]:
    """Our labels of each sentence."""
    starts, text = [], ""
    for sentence in story.sentences:
        starts.append(len(text))
        text += sentence.text + " "
    report = system.report(text, None, None)
    back = offset_map(report.text, text)
    labels = [set[str]() for _ in story.sentences]
    for claim in system.code(report):
        at = bisect_right(starts, back(claim.trigger.start)) - 1
        labels[at] |= labels_of(claim, report.text[claim.sentence.start : claim.sentence.end])
    return [frozenset(found) for found in labels]


def labels_of(claim: Claim, sentence: str) -> set[str]:
    """The labels that one claim gives its sentence.

    An arrest without a named actor was made by police; force needs police as its actor.
    """
    police = has_sector(claim.actors, POLICE)
    if claim.status == "negated":
        return {"FAIL"} if police and claim.type in ACTIONS else set()
    if has_sector(claim.recipients, POLICE) and claim.type in BLAME and _fails(sentence):
        return {"FAIL"}
    if claim.status not in {"asserted", "historical"}:
        return set()
    arrest = claim.type == "coerce" and claim.mode == "arrest"
    if arrest and (police or not claim.actors):
        return {"ARREST", "ANY_ACTION"}
    if not police or claim.type not in ACTIONS:
        return set()
    if claim.type == "assault":
        return {"FORCE", "ANY_ACTION"} | ({"KILL"} if kills(claim) else set())
    return {"ANY_ACTION"}


def _fails(sentence: str) -> bool:
    lower = sentence.lower()
    return any(word in lower for word in word_list("failing"))


DATA_SET = DataSet(
    name="indiapolice",
    reads="sents.jsonl or the folder that holds it",
    read=read,
    key=lambda story: story.key,
    score=score,
    fields=LABELS,
)
