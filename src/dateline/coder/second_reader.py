"""The encoder as a second reader of a report: what it says of the events that the rules found.

It may refuse a word that the lexicon takes for an event, and give or strike out participants. It has only heads for
this, no reasons: what it changes is told with its score. Each threshold was chosen on sentences that the encoder was
not trained on (docs/explanation/model-card.md has what each decision is worth).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from dateline.coder.confidence import SURE_WORD, SecondView, Side
from dateline.coder.predicates import Lexicon, Predicate
from dateline.coder.slots import slots_of
from dateline.coder.tree import is_noun, is_verb
from dateline.neural import EventReading, SentenceReading
from dateline.neural.heads import NO_EVENT
from dateline.ontology import Frame, LexiconEntry, Ontology
from dateline.syntax import Document, Sentence, Word

REFUSED = 0.8
"""A word that names no event with this probability, by both of the encoder's readings, is none."""
EVEN = 0.5
"""The same, in a report that does not tell of conflict."""
UNLISTED, LISTED = 0.4, 0.1
"""A word that the lexicon does not have names an event if it names none with at most this probability. A word that it
has, in a reading that its conditions exclude, needs more. On the 426 own sentences that nothing was trained on these
found 20 more events than .2 and .02, and 17 of them were right."""
CARRIER = 0.05
"""The same for a verb that carries an event noun ("*condemned* the raid"), which mostly tells of that event alone."""
SURE_TYPE = 0.7
"""Such a word needs a type that both readings give this chance ("*held* back the enemy" is no support). At .8 it missed
fifteen events of our dev reports and of 240 marked reports, and spared two false ones; at .65 it gains nothing more."""
SURE_EVENT = 0.2
"""An event without participants, place or day is told if it is none with at most this probability: of 51 such words of
our dev reports and of 240 marked reports 42 named an event that was not told by another word."""
ADDED = 0.75
"""A participant that the rules do not have needs this score: claim F1 of our dev reports .671, at .9 it was .666."""
LIKELY = 0.5
"""The participants of an event that the encoder found are those that it finds likelier than not."""
DOUBTED = 0.05
"""A recipient of the rules that is less likely than this is none: of 354 events on the same sentences 11 more
have their recipients right, net. Actors gain as much as they lose."""
_TOLD = frozenset({"nsubj", "nsubjpass", "dobj", "ROOT"})
"""Where a noun tells of an event by itself; after a preposition it is mostly the setting of another."""
READ = {"verb": "read-verb", "noun": "read-noun"}
"""The frames of words that the lexicon does not have, in `ontology/frames.yaml`."""


class Reads(Protocol):
    """What is asked of an encoder."""

    def event(self, sentence_words: Sequence[str], event_word: int) -> EventReading:
        """Read a sentence for one of its events."""

    def sentence(self, sentence_words: Sequence[str]) -> SentenceReading:
        """Read a sentence in which nothing is marked."""


class SecondReader:
    """Reads each sentence and event of one report once, when it is first asked for.

    Args:
        encoder: The encoder.
        document: The report's words.
    """

    def __init__(self, encoder: Reads, document: Document) -> None:
        self._encoder = encoder
        self._document = document
        self._events: dict[int, EventReading] = {}
        self._sentences: dict[int, SentenceReading] = {}

    def event(self, word: Word) -> EventReading:
        """What is said of one event word."""
        if word.index not in self._events:
            words = word.sentence.words
            self._events[word.index] = self._encoder.event(_texts(words), word.index - words[0].index)
        return self._events[word.index]

    def sentence(self, sentence: Sentence) -> SentenceReading:
        """What is said of one sentence."""
        if sentence.index not in self._sentences:
            self._sentences[sentence.index] = self._encoder.sentence(_texts(sentence.words))
        return self._sentences[sentence.index]

    def chance_of_none(self, word: Word) -> float:
        """How likely the word names no event: the lower of what its sentence and it by itself say."""
        row = self.sentence(word.sentence).triggers[word.index - word.sentence.words[0].index]
        return row[NO_EVENT] if row[NO_EVENT] < REFUSED else min(row[NO_EVENT], self.event(word).types[NO_EVENT])

    def view(self, predicate: Predicate, status: str, named: Mapping[Side, Sequence[Word]]) -> SecondView:
        """What it holds of a claim.

        Of a type of the user's own, which it does not know, it can only say whether the word names any event.

        Args:
            predicate: The event.
            status: The status given.
            named: By side the head words of the participants given.
        """
        head = predicate.head
        row = self.sentence(head.sentence).triggers[head.index - head.sentence.words[0].index]
        reading = self.event(head)
        kind = reading.types.get(predicate.entry.type, 1 - reading.types[NO_EVENT])
        chances = {side: [self.chance_of(predicate, side, one) for one in heads] for side, heads in named.items()}
        return SecondView(
            event=(1 - row[NO_EVENT] + kind) / 2,
            type=kind,
            status=reading.statuses.get(status, 0.0),
            least={side: min(given, default=1.0) for side, given in chances.items()},
            missed={side: self._missed(predicate, side, heads) for side, heads in named.items()},
        )

    def _missed(self, predicate: Predicate, side: Side, named: Sequence[Word]) -> float:
        """The score of the surest participant that has none of these words."""
        start = predicate.head.sentence.words[0].index
        spans = self.event(predicate.head).spans[side]
        missed = (score for first, last, score in spans if not any(first <= one.index - start <= last for one in named))
        return max(missed, default=0.0)

    def refuses(self, predicate: Predicate, limit: float = REFUSED) -> bool:
        """Whether the word is no event; words that hardly ever misfire, or that count people, are not asked about.

        Args:
            predicate: The event.
            limit: The probability of naming none from which a word is refused.
        """
        asked = predicate.entry.weight < SURE_WORD and not predicate.frame.measure
        return asked and self.chance_of_none(predicate.head) >= limit

    def sees(self, predicate: Predicate) -> bool:
        """Whether it holds that the word rather names an event than none."""
        return self.chance_of_none(predicate.head) < EVEN

    def is_sure_of(self, predicate: Predicate) -> bool:
        """Whether both of its readings hold that the word names an event, however little is told of it."""
        head = predicate.head
        row = self.sentence(head.sentence).triggers[head.index - head.sentence.words[0].index]
        return max(row[NO_EVENT], self.event(head).types[NO_EVENT]) <= SURE_EVENT

    def further(self, taken: frozenset[int], lexicon: Lexicon, carriers: frozenset[int]) -> list[Predicate]:
        """Events that the rules do not have: words that both readings take for the same type of event.

        Args:
            taken: Indexes of words that the rules have read as events.
            lexicon: What the rules know.
            carriers: Indexes of verbs that have an event noun as an argument: mostly they tell of that event.
        """
        found = []
        for sentence in self._document.sentences:
            for word, row in zip(sentence.words, self.sentence(sentence).triggers, strict=True):
                limit = LISTED if lexicon.knows(word) else UNLISTED
                if word.index in carriers:
                    limit = CARRIER
                if row[NO_EVENT] > limit or word.index in taken:
                    continue
                frame, kind = _frame(word, lexicon.ontology), max(row, key=row.__getitem__)
                types = self.event(word).types
                if frame is not None and kind != NO_EVENT and min(row[kind], types[kind]) >= SURE_TYPE:
                    mode = lexicon.usual_mode(word, kind)
                    entry = LexiconEntry(type=kind, mode=mode, frame=frame.name, weight=1 - row[NO_EVENT])
                    found.append(Predicate(word, (word,), entry, frame, slots_of(word), word))
        return found

    @staticmethod
    def found(predicate: Predicate) -> bool:
        """Whether the event is one of `further`, whose frame guesses."""
        return predicate.entry.frame in READ.values()

    def named(self, predicate: Predicate, side: Side) -> list[tuple[Word, float]]:
        """The head words of the participants that it is sure of, with their scores, in text order."""
        words = predicate.head.sentence.words
        found = []
        for first, last, score in self.event(predicate.head).spans[side]:
            head = _head(words[first : last + 1])
            if (
                score >= (LIKELY if self.found(predicate) else ADDED)
                and head is not None
                and head is not predicate.head
            ):
                found.append((head, score))
        return found

    def doubts(self, predicate: Predicate, side: Side, head: Word) -> bool:
        """Whether a participant that the rules give is none; of a type of the user's own it knows nothing.

        Whom it holds for the other side takes part, at least: "a crowd clashed with *police*".
        """
        known = predicate.entry.type in self.event(predicate.head).types
        other: Side = "actor" if side == "recipient" else "recipient"
        return (
            known
            and self.chance_of(predicate, side, head) < DOUBTED
            and self.chance_of(predicate, other, head) < LIKELY
        )

    def chance_of(self, predicate: Predicate, side: Side, head: Word) -> float:
        """How likely a word of the event's sentence belongs to a participant; 1 for a word of another sentence."""
        if head.sentence is not predicate.head.sentence:
            return 1.0
        return self.event(predicate.head).chances[side][head.index - head.sentence.words[0].index]


def _frame(word: Word, ontology: Ontology) -> Frame | None:
    """How the arguments of a word are read that the lexicon does not have; None for what heads no phrase."""
    if is_verb(word):
        return None if word.dep in {"aux", "auxpass"} else ontology.frames[READ["verb"]]
    return ontology.frames[READ["noun"]] if is_noun(word) and word.dep in _TOLD else None


def _texts(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words]


def _head(words: Sequence[Word]) -> Word | None:
    """The noun of a span on which its other words hang."""
    inside = {word.index for word in words}
    tops = [word for word in words if word.head is word or word.head.index not in inside]
    return next((word for word in tops if is_noun(word) or word.tag in {"PRP", "WP"} or word.pos == "PROPN"), None)
