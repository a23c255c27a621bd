"""The marked sentences that nothing was trained on, each a report of its own with its claims, as `evaluate own` has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.coder.second_reader import head_of
from dateline.coder.segment import paragraphs
from dateline.evaluate.own import OwnReport
from dateline.evaluate.own_match import GoldClaim, Wanted
from dateline.ingest import report_from_text
from dateline.syntax import Document, load_parser
from examples import is_chosen
from marks import Marked, MarkedEvent, Stretch, read_marked

PUBLISHED = "2020-01-01"
"""No day is asked for."""


def chosen_reports(folder: Path) -> Iterator[OwnReport]:
    """Those sentences of a folder of marked ones that hold an event, in order."""
    for number, sentence in enumerate(read_marked(folder)):
        if sentence.events and is_chosen(sentence.text):
            report = report_from_text(sentence.text)
            if report.text == sentence.text:  # else the offsets of the marks are not those of the report
                document = load_parser().parse(report.text, paragraphs(report))
                yield OwnReport(f"marked-{number}", PUBLISHED, "dev", sentence.text, _claims(sentence, document))


def _claims(sentence: Marked, document: Document) -> tuple[GoldClaim, ...]:
    return tuple(_claim(event, sentence.text, document) for event in sentence.events.values())


def _claim(event: MarkedEvent, text: str, document: Document) -> GoldClaim:
    start, end = event.triggers[0]
    sides = {
        side: tuple(Wanted(_heads(stretch, document)) for stretch in event.roles.get(side, ()))
        for side in ("actor", "recipient")
    }
    return GoldClaim(
        type=event.type,
        mode=None,
        status=event.status,
        trigger=(start, end),
        word=text[start:end],
        actors=sides["actor"],
        recipients=sides["recipient"],
    )


def _heads(stretch: Stretch, document: Document) -> tuple[str, ...]:
    """The head of the phrase; each of its words where it has none that can be a participant."""
    words = [word for word in document.words if word.start < stretch[1] and word.end > stretch[0]]
    head = head_of(words)
    return (head.text,) if head is not None else tuple(word.text for word in words)
