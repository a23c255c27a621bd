"""Train the weights of `dateline.coder.event_place` on `../shared/data/event_location`.

    python scripts/train_event_place.py [--data ../shared/data]

Texts whose SHA-1 is divisible by five are held aside: they are only used for the figure that is printed at the end.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline.coder.event_place import event_places, weights
from dateline.coder.place_features import features
from dateline.places import Gazetteer, Toponym, find_places, load_gazetteer
from dateline.syntax import Document, Paragraph, Word, load_parser

OUT = Path(__file__).parent.parent / "src" / "dateline" / "coder" / "place_weights.tsv"
EPOCHS, STEP, DECAY = 12, 0.3, 1e-3  # Adagrad; weight decay per example seen
SELDOM, NEGLIGIBLE = 3, 0.05  # features seen less often, and weights below, are left out


@dataclass(frozen=True, slots=True)
class Example:
    """A verb in its parsed sentence, the places found there, and the spans where its event happened."""

    held_aside: bool
    verb: Word
    document: Document
    toponyms: Sequence[Toponym]
    gold: frozenset[tuple[int, int]]


def main() -> None:
    """Read, train, write and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data: Path = parser.parse_args().data
    examples = list(read(data / "event_location" / "dev.jsonl", load_gazetteer()))
    model = train([example for example in examples if not example.held_aside])
    lines = [f"{name}\t{weight:.2f}" for name, weight in sorted(model.items()) if abs(weight) >= NEGLIGIBLE]
    OUT.write_text("feature\tweight\n" + "\n".join(lines) + "\n", "utf-8")
    weights.cache_clear()
    for part in (False, True):
        print("held aside" if part else "trained on", *measure([one for one in examples if one.held_aside is part]))


def read(path: Path, gazetteer: Gazetteer) -> Iterator[Example]:
    """All verbs of the file; a text that occurs several times is parsed once."""
    parser = load_parser()
    parsed: dict[str, tuple[Document, list[Toponym]]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = record["text"]
            if text not in parsed:
                document = parser.parse(text, [Paragraph(0, len(text.rstrip()), "body")])
                parsed[text] = document, find_places(document, gazetteer)
            document, toponyms = parsed[text]
            spans = [(span["label"], span["start"], span["end"]) for span in record["spans"]]
            start, end = next((start, end) for label, start, end in spans if label == "VERB")
            verb = next((word for word in document.words if word.start < end and start < word.end), None)
            if verb is not None:
                gold = frozenset((start, end) for label, start, end in spans if label == "LOCATION")
                held = int(hashlib.sha1(text.encode()).hexdigest(), 16) % 5 == 0  # noqa: S324 -- a split, no secret
                yield Example(held, verb, document, toponyms, gold)


def train(examples: Sequence[Example]) -> dict[str, float]:
    """Logistic regression by Adagrad, one example at a time."""
    rows, right = [], []
    for example in examples:
        near = [one for one in example.toponyms if document_sentence(one, example)]
        for one in near:
            rows.append(sorted(set(features(example.verb, one, near, example.document.words))))
            right.append(float(one.core in example.gold))
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= SELDOM)
    number = {name: position for position, name in enumerate(names)}
    indexes = [np.array([number[name] for name in row if name in number], dtype=int) for row in rows]
    learned, squares = np.zeros(len(names)), np.full(len(names), 1e-3)
    order = np.random.default_rng(0)
    for _ in range(EPOCHS):
        for position in order.permutation(len(indexes)):
            active = indexes[position]
            slope = 1 / (1 + np.exp(-learned[active].sum())) - right[position] + DECAY * learned[active]
            squares[active] += slope**2
            learned[active] -= STEP * slope / np.sqrt(squares[active])
    return dict(zip(names, map(float, learned), strict=True))


def document_sentence(one: Toponym, example: Example) -> bool:
    """Whether a place stands in the verb's sentence."""
    return example.verb.sentence.start <= one.start and one.end <= example.verb.sentence.end


def measure(examples: Sequence[Example]) -> tuple[str, str, str]:
    """Precision, recall and F1 of exact spans."""
    hits = given = wanted = 0
    for example in examples:
        found = {one.core for one in event_places(example.verb, example.toponyms, example.document)}
        hits += len(found & example.gold)
        given += len(found)
        wanted += len(example.gold)
    precision, recall = hits / max(1, given), hits / max(1, wanted)
    return f"P {precision:.3f}", f"R {recall:.3f}", f"F1 {2 * precision * recall / (precision + recall):.3f}"


if __name__ == "__main__":
    main()
