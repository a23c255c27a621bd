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
from dateline.evaluate.mapping import has_sector, kills, most, word_pattern
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
HARM = frozenset({"killed", "wounded", "casualties"})
HAPPENED = frozenset({"asserted", "historical"})
FORCES = frozenset({"assault", "coerce", "mobilize", "cooperate", "aid", "retreat", "consult", "sanction", "protest"})
# What they are blamed for leaving undone.
DUTIES = frozenset({"coerce", "mobilize", "aid"})
# Who else holds people; whoever else is said to arrest is the state, by a name that we do not know.
CAPTORS = frozenset({"REB", "UAF", "CRM"})
# Which force of theirs counts by its kind; of another kind it must have hurt somebody, or be fighting.
FORCE_MODES = frozenset({"beat", "crowd-control", "firearms", "explosives", "heavy-weapons", "primitive", "torture"})
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
    dead = any(kills(claim) for claim in [*unnamed, *filter(_by_police, happened)]) or _says("killing", sentence)
    killed = any(kills(claim) for claim in happened if _by_police(claim)) or (dead and _says("deadly", sentence))
    return {"FORCE", "ANY_ACTION", "KILL"} if killed else {"FORCE", "ANY_ACTION"}


def _says(words: str, sentence: str) -> bool:
    return word_pattern(words).search(sentence) is not None


def _by_nobody(claim: Claim) -> bool:
    """Whether no actor is named; a pronoun of which nobody knows whom it means names none."""
    return all(one.sector is None and one.name is None and one.text.lower() in PRONOUNS for one in claim.actors)


def _labels_of_claim(claim: Claim) -> set[str]:
    police = _by_police(claim)
    if claim.status == "negated":
        return {"FAIL"} if police and claim.type in DUTIES else set()
    if claim.status not in HAPPENED or claim.type not in FORCES:
        return set()
    if _arrests(claim):
        return {"ARREST", "ANY_ACTION"}
    if claim.mode == "crowd-control" or _is_fight_with_police(claim):
        return {"FORCE", "ANY_ACTION"}
    if not police and not (_by_nobody(claim) and claim.mode in THEIR_MODES):
        return set()
    if claim.type == "assault" and (claim.mode in FORCE_MODES or _hurts(claim)):
        return {"FORCE", "ANY_ACTION"}
    return {"ANY_ACTION"}


def _arrests(claim: Claim) -> bool:
    """Whether police hold somebody, or whoever does it by a word that is said of the state alone."""
    trigger = claim.trigger.text
    if claim.type != "coerce" or word_pattern("accused").search(trigger):
        return False
    if word_pattern("arresting").search(trigger):
        return not has_sector(claim.actors, CAPTORS)
    return claim.mode == "arrest" and (has_sector(claim.actors, POLICE | COURTS) or _by_nobody(claim))


def _is_fight_with_police(claim: Claim) -> bool:
    """As in "the crowd clashed with police": both sides of a fight use force."""
    sides = (*claim.actors, *claim.recipients)
    return word_pattern("fights").search(claim.trigger.text) is not None and has_sector(sides, POLICE)


def _hurts(claim: Claim) -> bool:
    return kills(claim) or any(figure.measure in HARM and most(figure) != 0 for figure in claim.figures)


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
