"""One report as the coder sees it: parsed, with its places, actors, times, counts and voices found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.actors import ActorMatch, Registry
from dateline.coder.attribution import Attribution, find_attributions
from dateline.coder.coreference import Coreference, resolve
from dateline.coder.quantities import Quantity, find_quantities
from dateline.coder.segment import paragraphs
from dateline.coder.times import TimeMention, find_times
from dateline.core.countries import country_of_adjective
from dateline.ontology import load_ontology
from dateline.places import Gazetteer, Toponym, find_with_dateline
from dateline.records import Report
from dateline.syntax import Document, Parser, Word

_MADE = ("aircraft", "vehicle", "armoured", "ship", "weapon")
"""Word classes of things that bear names of makes."""


@dataclass(frozen=True)
class Reading:
    """A report and what was found in it, each on first use."""

    report: Report
    document: Document
    registry: Registry
    gazetteer: Gazetteer

    @cached_property
    def published(self) -> dt.date | None:
        """The day of publication, where it is known."""
        return _day(self.report.published)

    def entry_day(self, offset: int) -> dt.date | None:
        """The day of the live-blog entry that holds these words; `None` outside of one."""
        own = self.report.told_at(offset)
        return _day(own) if own != self.report.published else None

    @cached_property
    def actors(self) -> list[tuple[int, int, ActorMatch]]:
        """Names of known actors: first and last word (inclusive) and who it is."""
        return self.registry.spans(self.document)

    @cached_property
    def toponyms(self) -> list[Toponym]:
        """Places named, resolved together."""
        return [toponym for toponym in self._places[0] if not self._names_a_thing(toponym)]

    @property
    def dateline_town(self) -> Toponym | None:
        """The town that the report is dated from."""
        return self._places[1]

    @cached_property
    def _places(self) -> tuple[list[Toponym], Toponym | None]:
        line = self.report.dateline
        place, url = line.place if line else None, self.report.url
        return find_with_dateline(self.document, self.gazetteer, dateline_place=place, url=url)

    def _names_a_thing(self, toponym: Toponym) -> bool:
        """As "Gazelle" in "a Gazelle helicopter": the name of a make, not of a place."""
        word = self.document.words[toponym.last]
        if word.tag == "CD":
            return True  # "*Five* gunmen", with the capital of a sentence's first word
        return toponym.kind == "place" and word.dep in {"compound", "nmod"} and word.head.lemma in self._makes

    @cached_property
    def _makes(self) -> frozenset[str]:
        classes = load_ontology().classes
        return frozenset().union(*(classes[name] for name in _MADE))

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """ISO codes of the countries that the report speaks of, most mentioned first."""
        counts: dict[str, int] = {}
        for toponym in self.toponyms:
            if toponym.place.country:
                counts[toponym.place.country] = counts.get(toponym.place.country, 0) + 1
        for word in self.document.words:
            if word.text[:1].isupper() and word.tag in {"JJ", "NNP", "NNPS"}:
                code = country_of_adjective(word.text)
                if code:
                    counts[code] = counts.get(code, 0) + 1
        return tuple(sorted(counts, key=lambda code: (-counts[code], code)))

    @cached_property
    def coreference(self) -> Coreference:
        """Who pronouns and descriptions stand for."""
        return resolve(self.document, self.registry, on=self.published, countries=self.countries)

    @cached_property
    def times(self) -> list[TimeMention]:
        """Time expressions."""
        line = self.report.dateline
        day = _day(line.date) if line else None
        return find_times(self.document, published=self.published, dateline_date=day, entry_day=self.entry_day)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Counts."""
        return find_quantities(self.document)

    @cached_property
    def attributions(self) -> Sequence[Attribution]:
        """Who says what."""
        return find_attributions(self.document, describe=self.match)

    @cached_property
    def cues(self) -> frozenset[int]:
        """Indexes of the words of saying."""
        return frozenset(
            index for said in self.attributions if said.source for index in range(said.cue[0], said.cue[1] + 1)
        )

    def match(self, head: Word) -> ActorMatch:
        """Who a noun phrase or pronoun names."""
        return self.coreference.match(head)

    def is_cue(self, word: Word) -> bool:
        """Whether the word is one of saying."""
        return word.index in self.cues


def read(report: Report, parser: Parser, registry: Registry, gazetteer: Gazetteer) -> Reading:
    """Parse the coded parts of a report."""
    return Reading(report, parser.parse(report.text, paragraphs(report)), registry, gazetteer)


def name_entities(reading: Reading) -> None:
    """Let gazetteer and registry outvote the model on what is a name of what."""
    words = reading.document.words
    for first, last, actor in reading.actors:
        person = actor.id is not None and actor.id.startswith("person-")
        _label(words[first : last + 1], "PERSON" if person else "ORG")
    for toponym in reading.toponyms:
        _label(words[toponym.first : toponym.last + 1], "GPE")


def _label(words: Sequence[Word], entity: str) -> None:
    for word in words:
        if word.tag in {"NNP", "NNPS"} and word.entity != "NORP":
            word.entity = entity


def _day(text: str | None) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
