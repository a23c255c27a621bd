"""The encoder as a second reader of a report: what it says of the events that the rules found.

It may refuse a word that the lexicon takes for an event, and give or strike out participants. It has only heads for
this, no reasons: what it changes is told with its score. Each threshold was chosen on sentences that the encoder was
not trained on (docs/explanation/model-card.md has what each decision is worth).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol, cast

from dateline.coder.confidence import SecondView, Side
from dateline.coder.harm import HARM
from dateline.coder.hints import Hints
from dateline.coder.predicates import Lexicon, Predicate
from dateline.coder.tree import conjuncts, heads_noun, is_infinitive, is_noun, negated
from dateline.coder.unlisted import READ, tells_by_itself, unlisted
from dateline.neural import EventReading, Hint, SentenceReading
from dateline.neural.heads import NO_EVENT
from dateline.records import Status
from dateline.syntax import Document, Sentence, Word

REFUSED = 0.7
"""A word that names no event with this probability, by both of the encoder's readings, is none. Claim F1 of reports
that no rule was fitted to .756 (at .8 .754), of our other dev reports .714, .621 and .611 (.714, .619 and .609). Words
that count people are not asked about: that would be worth .003 more, and lose who "*counted* 148 bodies"."""
EVEN = 0.5
"""The same, in a report that does not tell of conflict."""
UNLISTED, LISTED = 0.4, 0.1
"""A word that the lexicon does not have names an event if it names none with at most this probability. A word that it
has, in a reading that its conditions exclude, needs more. On the 426 own sentences that nothing was trained on these
found 20 more events than .2 and .02, and 17 of them were right."""
BARE, BARE_MARKED = 0.3, 0.05
"""A noun of the lexicon that has no participants tells of an event if it names none with at most these probabilities,
by its sentence and marked: of 77 such nouns of our dev reports 61 are events of their gold that no other word told, of
67 of marked sentences that nothing was trained on 41; of those that it is less sure of, half as many."""
CARRIER = 0.05
"""The same for a verb that carries an event noun ("*condemned* the raid"), which mostly tells of that event alone."""
SURE_TYPE = 0.7
"""Such a word needs a type that both readings give this chance ("*held* back the enemy" is no support). At .8 it missed
fifteen events of our dev reports and of 240 marked reports, and spared two false ones; at .65 it gains nothing more."""
UNLIKELY_STATUS = 0.02
"""A status of the rules that is less likely than this gives way: of 906 events of marked sentences that nothing was
trained on nine more have theirs right, of our dev reports two more. At .05 it is twelve more, and six fewer. What it
takes for background is, in nine of nine; of background that it takes for news ten were right as they were, of 15."""
_PART_OF = frozenset({"of", "including"})
_ASKING = frozenset({"WRB", "WP"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
BACKGROUND: Status = "historical"
SURE_EVENT = 0.2
"""An event without participants, place or day is told if it is none with at most this probability: of 51 such words of
our dev reports and of 240 marked reports 42 named an event that was not told by another word."""


RULED_OUT, SURE_OTHER = 0.05, 0.7
"""A type of the rules that the two readings together give no more than the one chance gives way to another that they
give at least the other: of 1,959 events of marked sentences that nothing was trained on 19 more have theirs right, of
601 events of reports that no rule was fitted to seven more, of our other dev reports one more."""


class Reads(Protocol):
    """What is asked of an encoder."""

    def event(self, sentence_words: Sequence[str], event_word: int, hints: Sequence[Hint]) -> EventReading:
        """Read a sentence for one of its events."""

    def sentence(self, sentence_words: Sequence[str], hints: Sequence[Hint]) -> SentenceReading:
        """Read a sentence in which nothing is marked."""


class SecondReader:
    """Reads each sentence and event of one report once, when it is first asked for.

    Args:
        encoder: The encoder.
        document: The report's words.
        hints: What it is told beside them.
    """

    def __init__(self, encoder: Reads, document: Document, hints: Hints) -> None:
        self._encoder = encoder
        self._hints = hints
        self._document = document
        self._events: dict[int, EventReading] = {}
        self._sentences: dict[int, SentenceReading] = {}
        self._retyped: dict[int, str] = {}

    def event(self, word: Word) -> EventReading:
        """What is said of one event word."""
        if word.index not in self._events:
            words = word.sentence.words
            hints = self._hints.event(word)
            self._events[word.index] = self._encoder.event(_texts(words), word.index - words[0].index, hints)
        return self._events[word.index]

    def sentence(self, sentence: Sentence) -> SentenceReading:
        """What is said of one sentence."""
        if sentence.index not in self._sentences:
            hints = self._hints.sentence(sentence)
            self._sentences[sentence.index] = self._encoder.sentence(_texts(sentence.words), hints)
        return self._sentences[sentence.index]

    def _row(self, word: Word) -> Mapping[str, float]:
        """By type, how likely the word names an event, by the reading of its sentence alone."""
        return self.sentence(word.sentence).triggers[word.index - word.sentence.words[0].index]

    def chance_of_none(self, word: Word) -> float:
        """How likely the word names no event: the lower of what its sentence and it by itself say."""
        row = self._row(word)
        return row[NO_EVENT] if row[NO_EVENT] < REFUSED else min(row[NO_EVENT], self.event(word).types[NO_EVENT])

    def retyped(self, predicate: Predicate, lexicon: Lexicon) -> Predicate:
        """The event, with another type where both readings rule its own out for that one.

        Args:
            predicate: The event.
            lexicon: What the rules know.
        """
        head, own = predicate.head, predicate.entry.type
        row = self._row(head)
        types = self.event(head).types
        chances = {kind: (row[kind] + types[kind]) / 2 for kind in types if kind != NO_EVENT}
        held = max(chances, key=chances.__getitem__)
        counts = bool(predicate.frame.measure)  # "captured" counts people, of whichever type it is
        if counts or chances.get(own, 1.0) > RULED_OUT or chances[held] < SURE_OTHER:
            return predicate
        self._retyped[head.index] = own
        entry = predicate.entry.model_copy(update={"type": held, "mode": lexicon.usual_mode(head, held)})
        return replace(predicate, entry=entry)

    def former_type(self, predicate: Predicate) -> str | None:
        """The type that `retyped` took from an event."""
        return self._retyped.get(predicate.head.index)

    def restated(self, predicate: Predicate, status: Status) -> Status:
        """The status, or the one that it holds for likelier where it all but excludes this one.

        It has no say where the lexicon tells the status ("on standby"), and makes no fact of what the words say is
        meant ("an operation *to capture* him"), and denies nothing that is only asked about ("could not say *how many*
        were killed"). What is background depends on when it was, too (`is_background`).
        """
        statuses = self.event(predicate.head).statuses
        held = cast("Status", max(statuses, key=statuses.__getitem__))
        excluded = statuses.get(status, 1.0) <= UNLIKELY_STATUS
        told = predicate.entry.status is not None or BACKGROUND in {status, held}
        meant = (status, held) == ("future", "asserted") and is_infinitive(predicate.head)
        denied = held == "negated" and _is_asked(predicate.head)
        return held if excluded and not (told or meant or denied) else status

    def is_background(self, predicate: Predicate) -> bool:
        """Whether it all but excludes that an event which the words assert is news, and takes it for background.

        Of when it was it knows nothing, and of background it cannot say that it is news.
        """
        statuses = self.event(predicate.head).statuses
        held = max(statuses, key=statuses.__getitem__)
        return held == BACKGROUND and statuses["asserted"] <= UNLIKELY_STATUS and predicate.entry.status is None

    def view(self, predicate: Predicate, status: str, named: Mapping[Side, Sequence[Word]]) -> SecondView:
        """What it holds of a claim.

        Of a type of the user's own, which it does not know, it can only say whether the word names any event.

        Args:
            predicate: The event.
            status: The status given.
            named: By side the head words of the participants given.
        """
        head = predicate.head
        row = self._row(head)
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
        """Whether the word is no event; of a type of the user's own it knows nothing.

        Words that count people are not asked about.

        Args:
            predicate: The event.
            limit: The probability of naming none from which a word is refused.
        """
        asked = not predicate.frame.measure and self.knows(predicate.entry.type, predicate.head)
        return asked and self.chance_of_none(predicate.head) >= limit

    def sees(self, predicate: Predicate) -> bool:
        """Whether it holds that the word rather names an event than none."""
        return self.chance_of_none(predicate.head) < EVEN

    def is_sure_of(self, predicate: Predicate) -> bool:
        """Whether both of its readings hold that the word names an event, however little is told of it."""
        head = predicate.head
        row = self._row(head)
        return max(row[NO_EVENT], self.event(head).types[NO_EVENT]) <= SURE_EVENT

    def tells(self, predicate: Predicate) -> bool:
        """Whether a noun without participants tells of an event, and does not only set the scene of another.

        Of a type of the user's own, which it does not know, it cannot say. "Spoke *of* arrests" and "acts *including*
        arrests" are left out: of 24 such nouns that it took for events 13 were none; and so is what a denied verb is
        about ("has *not* reported deaths"), of which nobody says whether it was.
        """
        kind, head = predicate.entry.type, predicate.head
        if not self.knows(kind, head) or self._row(head)[NO_EVENT] > BARE:
            return False
        if (head.dep == "pobj" and head.head.lower in _PART_OF) or (head.dep == "dobj" and negated(head.head)):
            return False
        return self.event(head).types[NO_EVENT] <= BARE_MARKED

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
                kind = max(row, key=row.__getitem__)
                if kind == NO_EVENT or not (tells_by_itself(word) or row[NO_EVENT] <= LISTED):
                    continue
                if min(row[kind], self.event(word).types[kind]) >= SURE_TYPE:
                    mode, weight = lexicon.usual_mode(word, kind), 1 - row[NO_EVENT]
                    counted = lexicon.usual_measure(word, kind)
                    # Who is searched or questioned, as the lexicon counts them, need not be held.
                    measure = counted if counted in HARM else None
                    event = unlisted(word, kind, lexicon.ontology, mode=mode, measure=measure, weight=weight)
                    found += [event] if event is not None else []
        return found

    @staticmethod
    def found(predicate: Predicate) -> bool:
        """Whether the event is one of `further`, whose frame guesses."""
        return predicate.entry.frame in READ.values()

    def named(self, predicate: Predicate, side: Side) -> list[Word]:
        """The head words of the participants that it names, in text order."""
        words = predicate.head.sentence.words
        spans = [words[first : last + 1] for first, last, _ in self.event(predicate.head).spans[side]]
        return [head for span in spans for head in heads_of(span) if head is not predicate.head]

    def knows(self, kind: str, head: Word) -> bool:
        """Whether it was trained on events of this type."""
        return kind in self._row(head)

    def chance_of(self, predicate: Predicate, side: Side, head: Word) -> float:
        """How likely a word of the event's sentence belongs to a participant; 1 for a word of another sentence.

        Of several words that tell of the event ("arrested a man and *detained* two") the one that is surest of it.
        """
        if head.sentence is not predicate.head.sentence:
            return 1.0
        place = head.index - head.sentence.words[0].index
        return max(self.event(event).chances[side][place] for event in _words_of(predicate))


def _is_asked(verb: Word) -> bool:
    """Whether a clause is what somebody asks or cannot say: "*how many* had been killed"."""
    return verb.dep == "ccomp" and verb.subtree()[0].tag in _ASKING


def _words_of(predicate: Predicate) -> list[Word]:
    """The words of an event's sentence that tell of it."""
    heads = (one.head for one in (predicate, *predicate.absorbed))
    return [head for head in dict.fromkeys(heads) if head.sentence is predicate.head.sentence]


def _texts(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words]


def heads_of(words: Sequence[Word]) -> list[Word]:
    """The nouns that a span is about: its head and what is coordinated with it; where no noun heads it, its first."""
    head = head_of(words) or next(filter(is_noun, words), None) or next(filter(_stands_for_noun, words), None)
    if head is None:
        return []
    inside = {word.index for word in words}
    return [one for one in conjuncts(head) if one.index in inside]


def _stands_for_noun(word: Word) -> bool:
    """Whether another word is where a noun would be: "*a fourth* was held"."""
    return word.tag.startswith("JJ") and word.dep in _NOMINAL


def head_of(words: Sequence[Word]) -> Word | None:
    """The noun of a span on which its other words hang."""
    inside = {word.index for word in words}
    tops = [word for word in words if word.head is word or word.head.index not in inside]
    return next((word for word in tops if heads_noun(word) or word.tag in {"PRP", "WP"} or word.pos == "PROPN"), None)
