"""Who says so, as a claim records it: the words of the source, its kind, and whom a pronoun stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.coder.attribution import COUNTING, Attribution, load_lexicon, sources_of
from dateline.coder.participants import quote_of
from dateline.coder.predicates import Predicate
from dateline.coder.reading import Reading
from dateline.records import Source, SourceKind
from dateline.syntax import Word


@dataclass(frozen=True, slots=True)
class Voices:
    """The sources of one report."""

    reading: Reading

    def of(self, predicate: Predicate) -> list[Attribution]:
        """Who tells of an event. A word that is itself the cue does not attribute its own claim, unless it counts."""
        head, attributions = predicate.head, self.reading.attributions
        told = [item for item in sources_of(head, attributions) if not item.cue[0] <= head.index <= item.cue[1]]
        counts = bool(predicate.frame.measure) and head.lemma in COUNTING  # "a nurse *counted* 19 bodies"
        return [*told, *(item for item in attributions if counts and item.cue == (head.index, head.index))]

    def span(self, item: Attribution) -> tuple[str, int, int]:
        """Text and offsets of a source that is named."""
        assert item.source is not None
        words = self.reading.document.words
        start, end = words[item.source[0]].start, words[item.source[1]].end
        return self.reading.document.text[start:end], start, end

    def sources(self, said: Sequence[Attribution]) -> tuple[Source, ...]:
        """The sources as a claim's field."""
        return tuple(self._source(item) for item in said)

    def _source(self, item: Attribution) -> Source:
        words = self.reading.document.words
        cue_start, cue_end = words[item.cue[0]].start, words[item.cue[1]].end
        cue = self.reading.document.text[cue_start:cue_end]
        if item.source is None:
            return Source(text=cue, start=cue_start, end=cue_end, kind=item.kind, cue=cue)
        text, start, end = self.span(item)
        meant = self._meant(item.head)
        name = quote_of(meant, self.reading.document)[0] if meant is not None else None
        return Source(text=text, start=start, end=end, kind=self._kind(item, meant), cue=cue, name=name)

    def _meant(self, head: Word | None) -> Word | None:
        """Whom a pronoun or description that says something stands for."""
        if head is None or head.tag in {"NNP", "NNPS"}:
            return None
        return self.reading.coreference.antecedent(head)

    def _kind(self, item: Attribution, meant: Word | None) -> SourceKind:
        """The kind of a source; a pronoun's is that of whom it stands for, where he is known."""
        if item.head is None or meant is None or item.head.pos != "PRON":
            return item.kind
        return load_lexicon().sectors.get(self.reading.match(meant).sector or "", item.kind)
