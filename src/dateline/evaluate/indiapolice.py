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
from dateline.evaluate.inaction import tells_of_inaction
from dateline.evaluate.mapping import has_sector, kills, word_pattern
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.offsets import offset_map
from dateline.evaluate.reading import files, json_lines
from dateline.evaluate.system import System
from dateline.records import Claim

LABELS = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")
# The set counts soldiers and paramilitary forces that keep order as police.
POLICE = frozenset({"COP", "MIL", "PRM", "SPY"})
# Who else has somebody held: the state, and the courts that remand.
COURTS = frozenset({"JUD", "GOV"})
PRONOUNS = frozenset({"they", "he", "she", "it", "we", "who", "them"})
HAPPENED = frozenset({"asserted", "historical"})
FORCES = frozenset({"assault", "coerce", "mobilize", "cooperate", "aid", "retreat", "consult", "sanction", "protest"})
# What they are blamed for leaving undone.
DUTIES = frozenset({"assault", "coerce", "mobilize", "aid"})
# What only forces of order do, so that it is theirs also where nobody is named.
THEIR_MODES = frozenset({"arrest", "curfew", "restrict", "seize", "crowd-control", "troops", "police"})


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
    told: list[list[Claim]] = [[] for _ in story.sentences]
    for claim in system.code(report):
        told[bisect_right(starts, back(claim.trigger.start)) - 1].append(claim)
    labelled, police_last = [], False
    for claims, one in zip(told, story.sentences, strict=True):
        labelled.append(frozenset(labels_of(claims, one.text, police_last=police_last)))
        named = [claim for claim in claims if claim.type == "assault" and claim.actors]
        police_last = any(map(_by_police, named)) if named else police_last
    return labelled


def labels_of(claims: Sequence[Claim], sentence: str, *, police_last: bool = False) -> set[str]:
    """The labels that the claims of one sentence give it.

    Police failed where what they did is negated, or where a word for them and a word of failing stand.

    Args:
        claims: Those whose trigger stands in the sentence.
        sentence: Its text.
        police_last: Whether police used the last force before it that has an actor.
    """
    labels = {label for claim in claims for label in _labels_of_claim(claim)}
    told = "FORCE" in labels or word_pattern("police_force").search(sentence) is not None
    labels |= _of_nobody(claims, sentence, told=told, police_last=police_last)
    if word_pattern("arrests").search(sentence):
        labels |= {"ARREST", "ANY_ACTION"}
    if tells_of_inaction(sentence):
        labels.add("FAIL")
    return labels


def _of_nobody(claims: Sequence[Claim], sentence: str, *, told: bool, police_last: bool) -> set[str]:
    """What the force that nobody named used adds: "two died in police firing", "12 were hurt in the firing".

    It is that of police where the sentence tells of their force, or where it tells again of firing that was theirs.
    """
    happened = [claim for claim in claims if claim.type == "assault" and claim.status in HAPPENED]
    unnamed = [claim for claim in happened if _by_nobody(claim)]
    again = police_last and word_pattern("firing").search(sentence) is not None
    if not told and not (unnamed and again):
        return set()
    killed = any(kills(claim) for claim in [*unnamed, *filter(_by_police, happened)]) or _killed_by_firing(sentence)
    return {"FORCE", "ANY_ACTION", "KILL"} if killed else {"FORCE", "ANY_ACTION"}


def _killed_by_firing(sentence: str) -> bool:
    """As in "one died in stone-throwing and another *in police firing*"."""
    return all(word_pattern(name).search(sentence) for name in ("police_firing", "killing"))


def _by_nobody(claim: Claim) -> bool:
    """Whether no actor is named; a pronoun of which nobody knows whom it means names none."""
    return all(one.sector is None and one.name is None and one.text.lower() in PRONOUNS for one in claim.actors)


def _labels_of_claim(claim: Claim) -> set[str]:
    police = _by_police(claim)
    if claim.status == "negated":
        return {"FAIL"} if police and claim.type in DUTIES else set()
    if claim.status not in HAPPENED or claim.type not in FORCES:
        return set()
    if _arrests(claim) and has_sector(claim.actors, COURTS):
        return {"ARREST", "ANY_ACTION"}
    if not police and not (_by_nobody(claim) and claim.mode in THEIR_MODES):
        return set()
    if _arrests(claim):
        return {"ARREST", "ANY_ACTION"}
    if claim.type == "assault":
        return {"FORCE", "ANY_ACTION"}
    return {"ANY_ACTION"}


def _arrests(claim: Claim) -> bool:
    held = claim.type == "coerce" and claim.mode == "arrest"
    return held and word_pattern("accused").search(claim.trigger.text) is None


def _by_police(claim: Claim) -> bool:
    return has_sector(claim.actors, POLICE)


DATA_SET = DataSet(
    name="indiapolice",
    reads="sents.jsonl or the folder that holds it",
    read=read,
    key=lambda story: story.key,
    score=score,
    fields=LABELS,
)
