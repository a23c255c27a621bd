"""plv: sentences with a source, a target and a PLOVER root code (Hu et al. 2024, "Leveraging codebook knowledge").

The set marks source and target, and asks what the one does to the other. So the claim is taken whose participants
match the marked ones best. YIELD is concede and retreat together.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.core.countries import country_of_adjective
from dateline.core.errors import InputError
from dateline.evaluate.counts import answer
from dateline.evaluate.mapping import word_pattern
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.offsets import OffsetMap, offset_map
from dateline.evaluate.reading import files, text_of
from dateline.evaluate.spans import touch
from dateline.evaluate.system import Offsets, System
from dateline.records import Claim, Participant

ROOTS = {"concede": "YIELD", "retreat": "YIELD"}
# PLOVER prefers a type to another type with a status: a promise to act together is AGREE, a refusal to is REJECT.
FRIENDLY = frozenset({"agree", "consult", "cooperate", "aid", "concede", "retreat"})
OF_STATUS = {"future": "AGREE", "negated": "REJECT"}
# What the parties do to each other, so that who is source and who is target is a matter of word order.
MUTUAL = frozenset({"agree", "consult", "cooperate"})
PRONOUNS = frozenset({"it", "they", "he", "she", "them", "him", "her", "we", "us"})
# Words that many names have in common, so that they tell nobody from another.
OFFICES = frozenset(
    {"government", "of", "the", "president", "minister", "ministry", "army", "military", "police", "forces"}
)
_MARKS = ("<s>", "</s>", "<t>", "</t>")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its marked source and target."""

    key: str
    text: str
    source: Offsets | None
    target: Offsets | None
    root: str


def read(path: Path) -> list[Sentence]:
    """Read `*.tsv` with columns `sentence_id`, `marked_sentence` and `gold_root`."""
    return [_sentence(row, file) for file in files(path, "plv*.tsv") for row in _rows(file)]


def _rows(file: Path) -> Iterator[dict[str, str]]:
    # A field is never quoted over a line end in the published file, but quotation marks do stand in the sentences.
    return csv.DictReader(io.StringIO(text_of(file)), delimiter="\t")


def _sentence(row: dict[str, str], file: Path) -> Sentence:
    marked, root = row.get("marked_sentence"), row.get("gold_root")
    if marked is None or root is None:
        raise InputError("lacks the column marked_sentence or gold_root", source=str(file))
    text, at = unmark(marked)
    return Sentence(row.get("sentence_id") or text, text, at.get("s"), at.get("t"), root.strip().upper())


def unmark(marked: str) -> tuple[str, dict[str, Offsets]]:
    """Take the marks out; give the text and where `<s>` and `<t>` stood in it."""
    text, at, rest = "", dict[str, int](), marked
    while True:
        hits = [(rest.find(mark), mark) for mark in _MARKS if mark in rest]
        if not hits:
            break
        where, mark = min(hits)
        text += rest[:where]
        at.setdefault(mark, len(text))
        rest = rest[where + len(mark) :]
    text += rest
    spans = {name: (at[f"<{name}>"], at[f"</{name}>"]) for name in "st" if f"<{name}>" in at and f"</{name}>" in at}
    return text, spans


def score(sentences: Sequence[Sentence], system: System) -> Iterator[DocumentScore]:
    """Score the sentences one by one."""
    for sentence in sentences:
        report = system.report(sentence.text, None, None)
        back = offset_map(report.text, sentence.text)
        claim = best_claim(sentence, system.code(report), back)
        named = () if claim is None or claim.recipients else system.places(report)
        yield score_claim(sentence, claim, back, [back.span(one.start, one.end) for one in named])


def best_claim(sentence: Sentence, claims: Iterable[Claim], back: OffsetMap) -> Claim | None:
    """The claim that has most of the marked participants in their roles, then in any role; the surer one, the first."""

    def worth(claim: Claim) -> tuple[int, int, float, int]:
        actor, recipient = found(claim, sentence, back)
        crossed = _has(claim.recipients, sentence.source, back) + _has(claim.actors, sentence.target, back)
        return actor + recipient, crossed, claim.confidence, -claim.trigger.start

    return max(claims, key=worth, default=None)


def found(claim: Claim, sentence: Sentence, back: OffsetMap, places: Sequence[Offsets] = ()) -> tuple[bool, bool]:
    """Whether the claim has the marked source as an actor, and the marked target as a recipient.

    The parties of what is mutual are both. A claim without another side is done to a place ("a curfew on Basra",
    "agreed to build a clinic in Basra").

    Args:
        claim: Ours.
        sentence: With the marks.
        back: From the report's text to the sentence's.
        places: Names of places in the sentence.
    """
    sources, targets = claim.actors, claim.recipients
    if claim.type in MUTUAL:
        sources = targets = (*claim.actors, *claim.recipients)
    alone = not claim.recipients and not (claim.type in MUTUAL and len(targets) > 1)
    where = _done_to(claim, back, places) if alone else None
    there = where is not None and sentence.target is not None and touch(where, sentence.target)
    source = _has(sources, sentence.source, back) or _stands_for(sources, _words(sentence, sentence.source))
    target = _has(targets, sentence.target, back) or _stands_for(targets, _words(sentence, sentence.target))
    return source, target or there


def _done_to(claim: Claim, back: OffsetMap, places: Iterable[Offsets]) -> Offsets | None:
    """The place that a claim is done to: the first one named after its word that is no part of an actor, or its own."""
    end = back.span(claim.trigger.start, claim.trigger.end)[1]
    actors = [back.span(one.start, one.end) for one in claim.actors]
    after = (place for place in places if place[0] >= end and not any(touch(place, one) for one in actors))
    own = None if claim.place is None else back.span(claim.place.start, claim.place.end)
    return min(after, default=own)


def root_of(claim: Claim) -> str:
    """The set's root code of a claim.

    As in the published table from CAMEO to PLOVER, to sign an agreement is SUPPORT (057) and an embargo COERCE (163).
    """
    if claim.type in FRIENDLY and claim.status in OF_STATUS:
        return OF_STATUS[claim.status]
    if claim.type == "agree" and word_pattern("signing").search(claim.trigger.text):
        return "SUPPORT"
    if claim.type == "sanction" and word_pattern("embargo").search(claim.trigger.text):
        return "COERCE"
    return ROOTS.get(claim.type, claim.type.upper())


def _has(participants: Iterable[Participant], marked: Offsets | None, back: OffsetMap) -> bool:
    """Whether the head of one of the participants stands in the marked span."""
    return marked is not None and any(touch(back.span(*_head(one)), marked) for one in participants)


def _stands_for(participants: Iterable[Participant], marked: str) -> bool:
    """Whether a pronoun among the participants was resolved to the marked one: "it" to "the Malian army"."""
    words = {word for word in re.findall(r"[\w-]+", marked) if word.lower() not in OFFICES}
    names = [one for one in participants if one.name and one.text.lower() in PRONOUNS]
    return any(
        word in re.findall(r"[\w-]+", one.name or "") or (one.country and country_of_adjective(word) == one.country)
        for one in names
        for word in words
    )


def _head(participant: Participant) -> Offsets:
    """Where the head word stands; the whole phrase if it is not in it as it is."""
    at = participant.text.rfind(participant.head or "")
    if not participant.head or at < 0:
        return participant.start, participant.end
    return participant.start + at, participant.start + at + len(participant.head)


def score_claim(
    sentence: Sentence, claim: Claim | None, back: OffsetMap, places: Sequence[Offsets] = ()
) -> DocumentScore:
    """Root, actor and recipient, right or not; no claim is wrong in all."""
    root = None if claim is None else root_of(claim)
    actor, recipient = (False, False) if claim is None else found(claim, sentence, back, places)
    rights = {"root": root == sentence.root, "actor": actor, "recipient": recipient}
    gold = {"root": sentence.root, "actor": _words(sentence, sentence.source)}
    gold["recipient"] = _words(sentence, sentence.target)
    ours = {
        "root": root,
        "actor": _names(claim.actors if claim else ()),
        "recipient": _names(claim.recipients if claim else ()),
    }
    trigger = claim.trigger.text if claim else None
    mistakes = tuple(
        Mistake(sentence.key, name, gold[name], ours[name], f"[{trigger}] {sentence.text}")
        for name, right in rights.items()
        if not right
    )
    asked = {"root": True, "actor": sentence.source is not None, "recipient": sentence.target is not None}
    fields = {name: answer(right=right) for name, right in rights.items() if asked[name]}
    return DocumentScore(sentence.key, fields, mistakes)


def _words(sentence: Sentence, span: Offsets | None) -> str:
    return sentence.text[slice(*span)] if span else ""


def _names(participants: Sequence[Participant]) -> str:
    return " + ".join(one.text for one in participants)


DATA_SET = DataSet(
    name="plv",
    reads="plv_train.tsv, or another part in the same format",
    read=read,
    key=lambda sentence: sentence.text,
    score=score,
    fields=("root", "actor", "recipient"),
)
