"""The rule coder: syntax, lexicon, gazetteer and registry, and the encoder after them, from a report to its claims."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from dateline._version import __version__
from dateline.actors import Registry, load_registry
from dateline.coder.day_elsewhere import with_days
from dateline.coder.events import Events
from dateline.coder.explanation import Explanation
from dateline.coder.hints import Hints
from dateline.coder.misread import without_misread
from dateline.coder.nobody_hurt import with_nobody_hurt
from dateline.coder.peacetime import without_peacetime
from dateline.coder.place_elsewhere import with_places
from dateline.coder.predicates import Lexicon, Predicate
from dateline.coder.reading import name_entities, read
from dateline.coder.roles import assign_roles, fold
from dateline.coder.second_reader import EVEN, SecondReader
from dateline.coder.status import StatusReader
from dateline.coder.worlds import is_of_another_world, tells_of_conflict
from dateline.neural import Encoder, load_encoder
from dateline.ontology import Ontology, load_ontology
from dateline.places import Gazetteer, load_gazetteer
from dateline.records import Claim, Report
from dateline.syntax import Parser, load_parser

NAME = f"rules/{__version__}"
NAME_WITH_ENCODER = f"rules+encoder/{__version__}"


class RuleCoder:
    """Codes reports by syntax and word lists.

    Args:
        parser: The language model.
        ontology: Types, frames and lexicon.
        registry: Known actors.
        gazetteer: Known places.
        encoder: The second reader; without it the rules decide alone.
    """

    def __init__(
        self,
        parser: Parser,
        ontology: Ontology,
        registry: Registry,
        gazetteer: Gazetteer,
        encoder: Encoder | None = None,
    ) -> None:
        _, own, digest = ontology.version.partition("+own.")
        self.name = f"{NAME if encoder is None else NAME_WITH_ENCODER}{own}{digest}"
        self.encoder = encoder
        self._parser = parser
        self._ontology = ontology
        self._registry = registry
        self._gazetteer = gazetteer
        self.lexicon = Lexicon(ontology)
        self._status = StatusReader(ontology)
        self._material = frozenset(name for name, kind in ontology.types.items() if kind.material)

    def code(self, report: Report) -> tuple[Claim, ...]:
        """The claims of a report, in text order."""
        return tuple(explanation.claim for explanation in self.explain(report))

    def explain(self, report: Report) -> list[Explanation]:
        """The claims of a report with the reason for each value."""
        reading = read(report, self._parser, self._registry, self._gazetteer)
        if not any(self.lexicon.knows(word) for word in reading.document.words):
            return []  # no trace of an event: the costly stages are spared
        name_entities(reading)
        if is_of_another_world(reading.document, self._ontology.classes):
            return []
        found, stopped = self.lexicon.read(reading.document)
        acting = self._ontology.classes["human"] | self._ontology.classes["bodies"]
        heads = {one.head.index for one in found if one.head.lemma not in acting}
        second = None
        if self.encoder is not None:
            hints = Hints(self.lexicon, found, stopped)
            second = SecondReader(self.encoder, reading.document, hints)
        if second is not None:
            found = self._reread(found, stopped, second, len(reading.document.sentences))
        if not found:
            return []
        assign_roles(found)
        found = without_peacetime(without_misread(found), self._ontology.classes)
        events = fold(found) if second is None else fold(found, second.tells)
        heads.update(predicate.head.index for predicate in found)
        context = Events(
            reading,
            events,
            frozenset(heads),
            lexicon=self.lexicon,
            statuses=self._status,
            coder=self.name,
            second=second,
        )
        drafted = (context.claim(predicate) for predicate in events)
        told = [explanation for explanation in drafted if explanation is not None]
        told = with_places(with_nobody_hurt(told, context.nobody), reading, self._material)
        return with_days(told, reading, self._material)

    def _reread(
        self, found: list[Predicate], stopped: frozenset[int], second: SecondReader, sentences: int
    ) -> list[Predicate]:
        """The events that the lexicon found, after the encoder refused some and gave others that no list has.

        It was trained on conflict and takes the words of elections for its own: there it gives none, and refuses more.
        """
        taken = stopped.union(word.index for predicate in found for word in predicate.words)
        kept = [second.retyped(predicate, self.lexicon) for predicate in found if not second.refuses(predicate)]
        deeds = sum(self._ontology.types[one.entry.type].material and second.sees(one) for one in kept)
        if tells_of_conflict(deeds, sentences):
            lent = frozenset(predicate.anchor.index for predicate in found)
            kept += second.further(taken | lent, self.lexicon, _carriers(found))
        else:
            kept = [predicate for predicate in kept if not second.refuses(predicate, EVEN)]
        return sorted(kept, key=lambda predicate: predicate.head.index)

    @property
    def ontology(self) -> Ontology:
        """The ontology that this coder reads by."""
        return self._ontology

    @property
    def statuses(self) -> StatusReader:
        """The reader of statuses."""
        return self._status


def _carriers(predicates: Iterable[Predicate]) -> frozenset[int]:
    """The verbs that carry event nouns, and mostly tell no event of their own: "*ordered* air strikes"."""
    nouns = [predicate.head for predicate in predicates if predicate.is_nominal]
    return frozenset(noun.head.index for noun in nouns if noun.dep in {"dobj", "nsubj", "nsubjpass", "attr"})


@lru_cache(maxsize=2)
def load_rule_coder(
    gazetteer: Path | None = None, *, encoder: bool = True, ontology: tuple[Path, ...] = ()
) -> RuleCoder:
    """Load model, lexicon, registry and gazetteer (about 3 s, once per process).

    Args:
        gazetteer: A gazetteer file of one's own, instead of the one that ships.
        encoder: Whether the encoder takes part.
        ontology: Files of one's own, added to the ontology; the coder's name then tells so.
    """
    model = load_encoder() if encoder else None
    return RuleCoder(load_parser(), load_ontology(*ontology), load_registry(), load_gazetteer(gazetteer), model)
