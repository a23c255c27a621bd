"""Make the examples that the encoder is trained on: words, an event among them or none, and what is known of each word.

    python training/examples.py --data ../shared/data --out DIR

Runs in the environment of Dateline itself, so that sentences and words are those that the coder sees. Writes
`KIND-train.jsonl` and `KIND-choose.jsonl`, one object a line (see `Example`). Nothing of a document of a set's test
part is written; a tenth of the rest chooses thresholds.

Four kinds of examples: `place`, sentences whose annotators marked where an event happened (event_location); `own`, the
project's own marked sentences; `muc`, events of MUC messages with the fillers of their answer keys; and `rules`, what
the rules say of the texts of the other three (a teacher that is often wrong, so it counts less).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, field
from pathlib import Path

from dateline.actors import load_registry
from dateline.coder.attribution import find_attributions
from dateline.coder.hints import Hints
from dateline.coder.predicates import Lexicon
from dateline.coder.reading import Reading, name_entities
from dateline.coder.rules import RuleCoder
from dateline.evaluate import event_location, isaf, muc34_keys
from dateline.evaluate.mapping import plain
from dateline.evaluate.reading import HELD_ASIDE, is_held_aside
from dateline.ingest import report_from_text
from dateline.neural.heads import NO_EVENT, ROLES, VOICES
from dateline.ontology import load_ontology
from dateline.places import load_gazetteer
from dateline.records import Report
from dateline.syntax import Document, Paragraph, Sentence, Word, load_parser
from marks import STATUSES, Marked, MarkedEvent, Stretch, read_marked

ROOT = Path(__file__).parent.parent
REPORT_EVERY = 1000
SHARE_OF_SENTENCES, SHARE_OF_MESSAGES = 3, 6
SHARE_OF_FALSE_FRIENDS = 3
"""One in so many of these is used."""


@dataclass
class Example:
    """One sentence as the encoder reads it.

    Attributes:
        kind: `place`, `own`, `muc` or `rules`.
        words: The words of the sentence.
        hints: What is known of each word beside its letters (`neural.hints.Hint`).
        event: Index of the word that names the event; None where the sentence is read for its voices and events.
        spans: By role or voice the (first, last) words of each span; a role that is not there was not annotated.
        triggers: Without an event: [index, type] of each word that names one; None where that was not annotated.
        type: With an event: its type, "none" if the word names none; None where that was not annotated.
        status: With an event: its status, likewise.
    """

    kind: str
    words: list[str]
    hints: list[tuple[str, str, str, str]]
    event: int | None
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    triggers: list[tuple[int, str]] | None = None
    type: str | None = None
    status: str | None = None


class Maker:
    """Turns texts into examples with the parser and the rules of the coder."""

    def __init__(self) -> None:
        self._parser = load_parser()
        self._registry = load_registry()
        self._gazetteer = load_gazetteer()
        self.lexicon = Lexicon(load_ontology())
        self._coder = RuleCoder(self._parser, load_ontology(), self._registry, self._gazetteer)

    def read(self, report: Report, paragraphs: Sequence[Paragraph] = ()) -> tuple[Document, Hints]:
        """The words of a report, in one paragraph if none are given, and what is known of them."""
        parts = paragraphs or [Paragraph(0, len(report.text), "body")]
        reading = Reading(report, self._parser.parse(report.text, parts), self._registry, self._gazetteer)
        name_entities(reading)
        return reading.document, Hints.of(reading.document, self.lexicon)

    def places(self, text: str, verb: Stretch, places: Sequence[Stretch]) -> Iterator[Example]:
        """The example of a sentence whose place is known."""
        document, hints = self.read(report_from_text(text))
        head = next((word for word in document.words if word.end > verb[0]), None)
        if head is not None:
            words = head.sentence.words
            yield Example("place", *_marked(head, hints), {"place": _spans(words, places)})

    def own(self, sentence: Marked) -> Iterator[Example]:
        """All examples of a marked sentence: one without an event, one for each event, one for each false friend."""
        document, hints = self.read(report_from_text(sentence.text))
        named = {
            word.index: event
            for event in sentence.events.values()
            for stretch in event.triggers
            for word in _touched(document.words, [stretch])
        }
        for part in document.sentences:
            heads = _first_words(part, sentence.events.values())
            voices = {voice: _spans(part.words, sentence.voices[voice]) for voice in VOICES}
            triggers = [(_inside(word), event.type) for word, event in heads]
            yield Example("own", *_whole(part, hints), voices, triggers)
            for word, event in heads:
                yield _of_event("own", word, hints, event.roles, event.type, event.status)
            for word in part.words:
                if word.index not in named and self._is_false_friend(word):
                    yield Example("own", *_marked(word, hints), type=NO_EVENT)

    def _is_false_friend(self, word: Word) -> bool:
        """A word that the lexicon knows and that names no event here; a share of them is enough."""
        drawn = _number(f"{word.index} {word.sentence.start} {word.text}") % SHARE_OF_FALSE_FRIENDS == 0
        return drawn and word.pos in {"VERB", "NOUN", "ADJ"} and self.lexicon.knows(word)

    def taught(self, text: str, published: str | None = None) -> Iterator[Example]:
        """What the rules say of a text."""
        report = report_from_text(text, published=published)
        document, hints = self.read(report)
        claims = self._coder.code(report)
        said = find_attributions(document)
        for part in document.sentences:
            here = [claim for claim in claims if part.start <= claim.trigger.start < part.end]
            voices = {
                "source": [one.source for one in said if one.source is not None],
                "cue": [one.cue for one in said],
                "content": [stretch for one in said for stretch in one.content],
            }
            spans = {name: _of_sentence(part, found) for name, found in voices.items()}
            if here or spans["cue"]:
                yield Example("rules", *_whole(part, hints), spans)
            for claim in here:
                word = next(word for word in part.words if word.end > claim.trigger.start)
                roles = {
                    "actor": [(one.start, one.end) for one in claim.actors],
                    "recipient": [(one.start, one.end) for one in claim.recipients],
                }
                yield _of_event("rules", word, hints, roles, claim.type, claim.status)

    def keyed(self, message: muc34_keys.Text) -> Iterator[Example]:
        """The attacks of a message, with those fillers of its keys that stand in their sentences."""
        report = report_from_text(message.text, published=message.published)
        body = [Paragraph(part.start, part.end, part.kind) for part in report.sections if part.kind == "body"]
        document, hints = self.read(report, body)
        predicates = [one for one in self.lexicon.find(document) if one.entry.type in {"assault", "coerce"}]
        fillers = _fillers(message)
        for predicate in predicates:
            words = predicate.head.sentence.words
            roles = {role: _mentions(words, names) for role, names in fillers.items()}
            if roles["actor"] or roles["recipient"]:
                yield Example("muc", *_marked(predicate.head, hints), roles, type=predicate.entry.type)


def _fillers(message: muc34_keys.Text) -> dict[str, set[str]]:
    """The strings that fill a role in any template of a message."""
    roles = {
        "actor": ("perp_individual", "perp_organization"),
        "recipient": ("target", "victim"),
        "weapon": ("weapon",),
    }
    return {
        ours: {
            name
            for template in message.templates
            for role in theirs
            for filler in template.roles[role]
            for name in filler.names
        }
        for ours, theirs in roles.items()
    }


def _mentions(words: Sequence[Word], names: Iterable[str]) -> list[tuple[int, int]]:
    """Where a sentence has one of these strings; the longest ones, none within another."""
    plains = [plain(word.text) for word in words]
    found: set[int] = set()
    spans = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        parts = name.split()
        for first in range(len(words) - len(parts) + 1):
            last = first + len(parts) - 1
            if plains[first : last + 1] == parts and not found & set(range(first, last + 1)):
                found.update(range(first, last + 1))
                spans.append((first, last))
    return sorted(spans)


def _of_event(
    kind: str, word: Word, hints: Hints, roles: dict[str, list[Stretch]], event_type: str, status: str
) -> Example:
    words = word.sentence.words
    wanted = ROLES if kind == "own" else ("actor", "recipient")
    spans = {role: _spans(words, roles.get(role, [])) for role in wanted}
    return Example(kind, *_marked(word, hints), spans, type=event_type, status=status)


def _first_words(part: Sentence, events: Iterable[MarkedEvent]) -> list[tuple[Word, MarkedEvent]]:
    """The word of each event's trigger in a sentence that heads it; one for each stretch that is marked."""
    found = []
    for event in events:
        for stretch in event.triggers:
            touched = _touched(part.words, [stretch])
            if touched:
                found.append((min(touched, key=lambda word: (_depth(word), word.index)), event))
    return sorted(found, key=lambda pair: pair[0].index)


def _depth(word: Word) -> int:
    return sum(1 for _ in word.ancestors())


def _touched(words: Sequence[Word], stretches: Sequence[Stretch]) -> list[Word]:
    return [word for word in words if any(word.start < end and start < word.end for start, end in stretches)]


def _spans(words: Sequence[Word], stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    spans = []
    for stretch in stretches:
        touched = _touched(words, [stretch])
        if touched:
            spans.append((_inside(touched[0]), _inside(touched[-1])))
    return spans


def _of_sentence(part: Sentence, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of the document's words, cut to a sentence."""
    first, last = part.words[0].index, part.words[-1].index
    return [(max(a, first) - first, min(b, last) - first) for a, b in spans if a <= last and b >= first]


def _inside(word: Word) -> int:
    return word.index - word.sentence.words[0].index


def _marked(word: Word, hints: Hints) -> tuple[list[str], list[tuple[str, str, str, str]], int]:
    """The words of a sentence, their hints, and which of them is the event's."""
    return _texts(word.sentence), list(map(astuple, hints.event(word))), _inside(word)


def _whole(part: Sentence, hints: Hints) -> tuple[list[str], list[tuple[str, str, str, str]], None]:
    """The same of a sentence in which no event is marked."""
    return _texts(part), list(map(astuple, hints.sentence(part))), None


def _texts(part: Sentence) -> list[str]:
    return [word.text for word in part.words]


def _marked_places(path: Path, maker: Maker) -> Iterator[tuple[str, Example]]:
    for sentence in event_location.read(path):
        if not is_held_aside(sentence.text) and sentence.verbs:
            for example in maker.places(sentence.text, sentence.verbs[0], sentence.places):
                yield sentence.text, example


def _own_sentences(folder: Path, maker: Maker) -> Iterator[tuple[str, Example]]:
    for sentence in read_marked(folder):
        for example in maker.own(sentence):
            yield sentence.text, example


def _messages(path: Path, maker: Maker) -> Iterator[tuple[str, Example]]:
    for message in muc34_keys.read(path):
        if not is_held_aside(message.key):
            for example in maker.keyed(message):
                yield message.key, example


def _lessons(data: Path, maker: Maker) -> Iterator[tuple[str, Example]]:
    """What the rules say of a share of the training parts: more than one epoch reads would be coded for nothing."""
    texts = [one.text for one in event_location.read(data / "event_location" / "dev.jsonl")]
    texts = [text for text in texts if _number(text) % SHARE_OF_SENTENCES == 0]
    texts += [one.text for one in muc34_keys.read(data / "muc34" / "dev") if _number(one.key) % SHARE_OF_MESSAGES == 0]
    texts += [one.text for one in isaf.read(data / "isaf" / "dev.jsonl")]
    for text in dict.fromkeys(texts):
        if not is_held_aside(text):
            for example in maker.taught(text):
                yield text, example


def _number(key: str) -> int:
    return int(hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest(), 16)


def is_chosen(key: str) -> bool:
    """Whether a document is of the tenth that chooses thresholds, and that heads are compared with rules on."""
    return _number(key) // HELD_ASIDE % 10 == 0


def main() -> None:
    """Make the examples of all sets, or of those that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--kinds", nargs="*", default=["place", "own", "muc", "rules"])
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    maker = Maker()
    names = {"types": [NO_EVENT, *load_ontology().types], "statuses": list(STATUSES)}
    (options.out / "heads.json").write_text(json.dumps(names), encoding="utf-8")
    makers = {
        "place": lambda: _marked_places(options.data / "event_location" / "dev.jsonl", maker),
        "own": lambda: _own_sentences(Path(__file__).parent / "sentences", maker),
        "muc": lambda: _messages(options.data / "muc34" / "dev", maker),
        "rules": lambda: _lessons(options.data, maker),
    }
    for kind in options.kinds:
        files = {
            part: (options.out / f"{kind}-{part}.jsonl").open("w", encoding="utf-8") for part in ("train", "choose")
        }
        for count, (key, example) in enumerate(makers[kind](), 1):
            files["choose" if is_chosen(key) else "train"].write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
            if count % REPORT_EVERY == 0:
                print(f"{kind}: {count} examples", flush=True)
        for file in files.values():
            file.close()


if __name__ == "__main__":
    main()
