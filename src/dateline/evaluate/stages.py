"""The real stages, as `evaluate` needs them; each is loaded when a set first asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import pipeline
from dateline._version import __version__
from dateline.core.config import Config
from dateline.core.countries import countries_by_code, country_of_adjective
from dateline.core.errors import InputError
from dateline.core.ids import stable_id
from dateline.evaluate.marked_name import marked_names
from dateline.evaluate.polnear_cue import wide_cue
from dateline.evaluate.spans import touch
from dateline.evaluate.system import Located, Offsets, Said, System
from dateline.records import Claim, Report
from dateline.syntax import Document, Word, load_parser

if TYPE_CHECKING:
    from dateline.coder.attribution import Attribution
    from dateline.coder.hints import Hints
    from dateline.coder.predicates import Lexicon, Predicate
    from dateline.coder.reading import Reading
    from dateline.ontology import Ontology
    from dateline.places import Gazetteer, Toponym


def load_system(config: Config | None = None) -> System:
    """The configured coder and the stages that it is made of."""
    settings = config or Config()
    stages = _Stages(encoder=settings.coder == "rules+encoder")

    def code(report: Report) -> Sequence[Claim]:
        return pipeline.code(report, config=settings)

    return System(
        version=__version__,
        report=report_of,
        page=page_of,
        code=code,
        places=stages.places,
        locate=stages.locate,
        attributions=stages.attributions,
        event_place=stages.event_place,
        link=pipeline.link,
    )


def report_of(text: str, published: str | None, headline: str | None) -> Report:
    """A report of plain text; one that cannot be read as such has no sections, and so no claims."""
    from dateline.ingest import report_from_text

    return _or_empty(lambda: report_from_text(text, published=published, headline=headline), text)


def page_of(path: Path) -> Report:
    """A report of a page, gzipped or not; a page without an article has no body."""
    from dateline.ingest import read_report

    return _or_empty(lambda: read_report(path), "")


def _or_empty(make: Callable[[], Report], text: str) -> Report:
    try:
        return make()
    except InputError:
        return Report(id=stable_id("r", text), text=text)


class _Stages:
    """Single stages of the coder, asked for one report at a time; the last reading is kept."""

    def __init__(self, *, encoder: bool = True) -> None:
        self._last: Reading | None = None
        self._encoder = encoder

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        from dateline.places import load_gazetteer

        return load_gazetteer()

    @cached_property
    def _ontology(self) -> Ontology:
        from dateline.ontology import load_ontology

        return load_ontology()

    @cached_property
    def _lexicon(self) -> Lexicon:
        from dateline.coder.predicates import Lexicon

        return Lexicon(self._ontology)

    def _reading(self, report: Report) -> Reading:
        from dateline.actors import load_registry
        from dateline.coder.reading import name_entities, read

        if self._last is None or self._last.report is not report:
            self._last = read(report, load_parser(), load_registry(), self._gazetteer)
            name_entities(self._last)
        return self._last

    def places(self, report: Report) -> list[Located]:
        return [_located(one) for one in self._reading(report).toponyms]

    def locate(self, report: Report, names: Sequence[Offsets]) -> list[Located]:
        from dateline.places import resolve_names

        line = report.dateline
        document = self._reading(report).document
        place = line.place if line else None
        given = resolve_names(document, names, self._gazetteer, dateline_place=place, url=report.url)
        return [
            _country(report.text, span) if one is None else _located(one)
            for span, one in zip(names, given, strict=True)
        ]

    def attributions(self, report: Report) -> list[Said]:
        from dateline.coder.attribution import find_attributions

        reading = self._reading(report)
        found = find_attributions(reading.document, describe=reading.match, attitudes=True)
        return [_said(reading.document, one) for one in found if one.parent is None]

    def event_place(self, report: Report, event: Offsets) -> list[Offsets]:
        """Where the event named by these words happened, as the coder would place it.

        With the encoder: the words that it marks, whether or not the gazetteer knows them.
        """
        from dateline.coder.hints import Hints
        from dateline.coder.roles import assign_roles, fold
        from dateline.coder.where import PlaceFinder

        reading = self._reading(report)
        head = _head_of(reading.document.words, event)
        if head is None:
            return []
        if self._encoder:
            return _marked(head, Hints.of(reading.document, self._lexicon))
        found = self._lexicon.find(reading.document)
        assign_roles(found)
        events = fold(found)
        predicate = _at(head, events) or _plain_predicate(head, self._ontology)
        if predicate not in events:
            events.append(predicate)
        located = PlaceFinder(reading, events, self._ontology).find(predicate)
        return [] if located is None else _with_coordinates(reading, located.toponym)


def _marked(event: Word, hints: Hints) -> list[Offsets]:
    """The names that the encoder marks as the place of an event."""
    from dateline.neural import load_encoder

    words = event.sentence.words
    spans = load_encoder().places([word.text for word in words], event.index - words[0].index, hints.event(event))
    return [(words[first].start, words[last].end) for first, last in marked_names(words, spans)]


def _with_coordinates(reading: Reading, chosen: Toponym) -> list[Offsets]:
    """The place and those coordinated with it ("in Gao, Kidal and Timbuktu")."""
    from dateline.coder.tree import conjuncts, first_conjunct

    words = reading.document.words
    heads = {
        item.index
        for index in range(chosen.first, chosen.last + 1)
        for item in (words[index], *conjuncts(first_conjunct(words[index])))
    }
    return [
        (one.start, one.end)
        for one in reading.toponyms
        if one is chosen or any(index in heads for index in range(one.first, one.last + 1))
    ]


def _country(text: str, span: Offsets) -> Located:
    """A people or an adjective given as a toponym ("Syrians") is its country; anything else stays unplaced."""
    country = countries_by_code().get(country_of_adjective(text[slice(*span)]) or "")
    if country is None:
        return Located(*span)
    return Located(*span, country.latitude, country.longitude, country.iso3)


def _located(one: Toponym) -> Located:
    place = one.place
    return Located(one.start, one.end, place.latitude, place.longitude, place.country, place.admin1)


def _said(document: Document, one: Attribution) -> Said:
    def chars(first: int, last: int) -> Offsets:
        return document.words[first].start, document.words[last].end

    return Said(
        source=() if one.source is None else (chars(*one.source),),
        cue=(chars(*wide_cue(document, one)),),
        content=tuple(chars(*part) for part in one.content),
    )


def _head_of(words: Iterable[Word], span: Offsets) -> Word | None:
    """The highest word of those that touch the span."""
    inside = [word for word in words if touch((word.start, word.end), span)]
    indexes = {word.index for word in inside}
    return next((word for word in inside if word.head is word or word.head.index not in indexes), None)


def _at(head: Word, events: Iterable[Predicate]) -> Predicate | None:
    """The event that the word names, or was folded into."""
    for event in events:
        words = {event.head.index, event.anchor.index, *(word.index for word in event.words)}
        if head.index in words or any(head.index == inner.head.index for inner in event.absorbed):
            return event
    return None


def _plain_predicate(head: Word, ontology: Ontology) -> Predicate:
    """An event word that the lexicon does not have: its place is told by syntax alone."""
    from dateline.coder.predicates import Predicate
    from dateline.coder.slots import slots_of
    from dateline.ontology import Frame, LexiconEntry

    frame = Frame(name="plain", slots={"subject": "actor", "object": "recipient"})
    entry = LexiconEntry(type=next(iter(ontology.types)), frame=frame.name)
    return Predicate(head=head, words=(head,), entry=entry, frame=frame, slots=slots_of(head), anchor=head)
