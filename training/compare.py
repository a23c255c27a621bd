"""Hold each head of the encoder against the rule that does the same, on the project's own sentences that neither saw.

    python training/compare.py [--encoder FILE.zip]

Runs in the environment of Dateline itself. Prints the table of `docs/explanation/model-card.md`: right, given and
wanted, and F1, for the rules and for the encoder. Participants and places are compared by the head words of their
phrases, for those events of the gold that the rules found; voices by word.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.coder.attribution import find_attributions
from dateline.coder.hints import Hints
from dateline.coder.rules import load_rule_coder
from dateline.ingest import report_from_text
from dateline.neural import Encoder, load_encoder
from dateline.neural.encoder import read_encoder
from dateline.neural.heads import VOICES
from dateline.records import Claim
from dateline.syntax import Document, Word
from examples import Maker, is_chosen
from marks import Marked, MarkedEvent, Stretch, read_marked

Spans = Iterable[tuple[int, int]]
HALF = 0.5


@dataclass
class Tally:
    """Right, given and wanted."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, ours: set[int], gold: set[int]) -> None:
        """Count one comparison of two sets."""
        self.right += len(ours & gold)
        self.given += len(ours)
        self.wanted += len(gold)

    def __str__(self) -> str:
        f1 = 2 * self.right / max(1, self.given + self.wanted)
        return f"{self.right} / {self.given} / {self.wanted} | {f1:.3f}"


@dataclass
class Table:
    """Tallies by what is compared."""

    rows: dict[str, Tally] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Tally:
        return self.rows.setdefault(name, Tally())


def compare(sentences: Iterable[Marked], encoder: Encoder) -> tuple[Table, Table]:
    """The rules' tallies and the encoder's."""
    coder, maker = load_rule_coder(encoder=False), Maker()
    rules, neural = Table(), Table()
    for sentence in sentences:
        report = report_from_text(sentence.text)
        document, hints = maker.read(report)
        claims = coder.code(report)
        _events(sentence, document, hints, claims, encoder, rules, neural)
        _voices(sentence, document, hints, encoder, rules, neural)
    return rules, neural


def _events(
    sentence: Marked,
    document: Document,
    hints: Hints,
    claims: Sequence[Claim],
    encoder: Encoder,
    rules: Table,
    neural: Table,
) -> None:
    gold = {word.index for event in sentence.events.values() for word in _words(document, event.triggers)}
    told = {word.index for claim in claims for word in _words(document, [(claim.trigger.start, claim.trigger.end)])}
    marked: set[int] = set()
    for part in document.sentences:
        reading = encoder.sentence([word.text for word in part.words], hints.sentence(part))
        marked |= {word.index for word, row in zip(part.words, reading.triggers, strict=True) if row["none"] < HALF}
    # Nobody asks for the second word of one event: it is right, and not missed.
    firsts = {min(word.index for word in _words(document, event.triggers)) for event in sentence.events.values()}
    for table, ours in ((rules, told), (neural, marked)):
        table["event"].add(ours, (gold & ours) | {one for one in firsts if not _known(one, ours, sentence, document)})
    for event in sentence.events.values():
        claim = next((one for one in claims if _touch(one, event)), None)
        if claim is not None:
            _roles(event, claim, document, hints, encoder, rules, neural)


def _known(first: int, ours: set[int], sentence: Marked, document: Document) -> bool:
    """Whether some word of the event that this one is the first of is among ours."""
    for event in sentence.events.values():
        words = {word.index for word in _words(document, event.triggers)}
        if first in words:
            return bool(words & ours)
    return False


def _roles(
    event: MarkedEvent, claim: Claim, document: Document, hints: Hints, encoder: Encoder, rules: Table, neural: Table
) -> None:
    head = _words(document, [(claim.trigger.start, claim.trigger.end)])[0]
    words, offset = head.sentence.words, head.sentence.words[0].index
    reading = encoder.event([word.text for word in words], head.index - offset, hints.event(head))
    given = {
        "actor": [(one.start, one.end) for one in claim.actors],
        "recipient": [(one.start, one.end) for one in claim.recipients],
        "place": [(claim.place.start, claim.place.end)] if claim.place else [],
    }
    for role, stretches in given.items():
        gold = _heads(words, event.roles.get(role, []))
        rules[role].add(_heads(words, stretches), gold)
        spans = reading.spans[role]
        neural[role].add(_heads(words, [(words[a].start, words[b].end) for a, b, _ in spans]), gold)
    rules["type"].add({claim.type == event.type}, {True})
    neural["type"].add({max(reading.types, key=reading.types.__getitem__) == event.type}, {True})
    rules["status"].add({claim.status == event.status}, {True})
    neural["status"].add({max(reading.statuses, key=reading.statuses.__getitem__) == event.status}, {True})


def _voices(sentence: Marked, document: Document, hints: Hints, encoder: Encoder, rules: Table, neural: Table) -> None:
    said = find_attributions(document)
    ruled: dict[str, Spans] = {
        "source": [one.source for one in said if one.source is not None],
        "cue": [one.cue for one in said],
        "content": [stretch for one in said for stretch in one.content],
    }
    for voice in VOICES:
        gold = {word.index for word in _words(document, sentence.voices[voice])}
        rules[voice].add({index for first, last in ruled[voice] for index in range(first, last + 1)}, gold)
        ours: set[int] = set()
        for part in document.sentences:
            reading = encoder.sentence([word.text for word in part.words], hints.sentence(part))
            offset = part.words[0].index
            ours |= {i + offset for first, last, _ in reading.spans[voice] for i in range(first, last + 1)}
        neural[voice].add(ours, gold)


def _touch(claim: Claim, event: MarkedEvent) -> bool:
    return any(claim.trigger.start < end and start < claim.trigger.end for start, end in event.triggers)


def _words(document: Document, stretches: Iterable[Stretch]) -> list[Word]:
    return [word for word in document.words if any(word.start < end and start < word.end for start, end in stretches)]


def _heads(words: Sequence[Word], stretches: Iterable[Stretch]) -> set[int]:
    """The word of each stretch on which its others hang."""
    found = set()
    for start, end in stretches:
        inside = [word for word in words if word.start < end and start < word.end]
        indexes = {word.index for word in inside}
        found |= {word.index for word in inside if word.head.index not in indexes or word.head is word}
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path)
    options = parser.parse_args()
    encoder = (
        read_encoder(options.encoder, options.encoder.with_suffix(".sha256")) if options.encoder else load_encoder()
    )
    chosen = [one for one in read_marked(Path(__file__).parent / "sentences") if is_chosen(one.text)]
    rules, neural = compare(chosen, encoder)
    print(f"{len(chosen)} sentences")
    print("| | rules: right / given / wanted | F1 | encoder | F1 |\n| --- | --- | --- | --- | --- |")
    for name, tally in rules.rows.items():
        print(f"| {name} | {tally} | {neural[name]} |")


if __name__ == "__main__":
    main()
