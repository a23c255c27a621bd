"""From the events of one report to its claims: who, whom, where, when, how many, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.coder.attribution import Attribution
from dateline.coder.background import Background
from dateline.coder.beat import Located
from dateline.coder.confidence import Side, confidence_of
from dateline.coder.explanation import Explanation, Note
from dateline.coder.figures import Counted, figures_of, lives
from dateline.coder.participants import Named
from dateline.coder.predicates import Lexicon, Predicate
from dateline.coder.reading import Reading
from dateline.coder.second_reader import SecondReader
from dateline.coder.status import Explained, StatusReader
from dateline.coder.telling import happens, is_remote, mode, tells_of_own_side, trigger
from dateline.coder.times import TimeMention
from dateline.coder.told_after import told_after
from dateline.coder.toll import Setting, is_bare_toll, next_setting
from dateline.coder.tree import is_infinitive, is_verb
from dateline.coder.voices import Voices
from dateline.coder.when import event_time, until_now
from dateline.coder.where import PlaceFinder
from dateline.coder.who import PartyFinder
from dateline.core.ids import stable_id
from dateline.records import Claim, Quote, Span, Status
from dateline.syntax import Word


class Events:
    """The events of one report, and what their claims share.

    Args:
        reading: The report.
        events: Its events, roles assigned and folded.
        event_heads: Indexes of the words that name events, or were refused as such: no participants.
        lexicon: The words that name events, with the ontology.
        statuses: The reader of statuses.
        coder: Name and version, for the claims.
        second: The encoder's reading; None without it.
    """

    def __init__(
        self,
        reading: Reading,
        events: Sequence[Predicate],
        event_heads: frozenset[int],
        *,
        lexicon: Lexicon,
        statuses: StatusReader,
        coder: str,
        second: SecondReader | None,
    ) -> None:
        self._coder = coder
        self._ontology = lexicon.ontology
        self._statuses = statuses
        self._reading = reading
        self._voices = Voices(reading)
        self._places = PlaceFinder(reading, events, lexicon.ontology, second)
        self._second = second
        self._who = PartyFinder(reading, event_heads, lexicon, second)
        self._background = Background(reading, events)
        self._told_after = told_after(reading.document, events)
        self.nobody: list[tuple[Predicate, Counted]] = []
        self._attack: Setting | None = None
        self._event_words = frozenset(word.index for predicate in events for word in (predicate.head, predicate.anchor))

    def claim(self, predicate: Predicate) -> Explanation | None:
        """The claim of one event, or None where the codebook asks for a recipient and none is named."""
        reading = self._reading
        actors, recipients = self._who.find(predicate)
        said = self._voices.of(predicate)
        if not actors and tells_of_own_side(predicate):
            actors = self._who.own_side(said, self._voices)
        if not recipients and self._asks_for_recipient(predicate, told=bool(actors)):
            return None
        located, time = self._where_and_when(predicate, actors)
        status, status_why = self._status(predicate)
        denied = self._ontology.types[predicate.entry.type].denied
        if denied is not None and status == "negated" and not predicate.is_nominal:
            predicate, status = (
                replace(predicate, entry=predicate.entry.model_copy(update={"type": denied})),
                "asserted",
            )
        if time is not None and is_remote(time, reading.published):
            return None
        if status == "asserted":
            back = self._background.status(predicate, time) or self._remembered(predicate, time)
            status, status_why = back or (status, status_why)
        if time is not None and status != "historical":
            time = until_now(time, reading.entry_day(time.span.start) or reading.published)
        if predicate.entry.type == "assault" and status == "asserted":
            self._attack = next_setting(self._attack, Setting(predicate.head.sentence, located, time))
        counted = figures_of(
            predicate,
            reading.document,
            reading.quantities,
            self._event_words,
            is_force=self._who.is_force,
            is_person=self._who.is_person,
            is_part=self._who.is_part,
        )
        if status == "negated":
            # What did not happen has no count; that nobody was hurt is one of the event told before.
            self.nobody.extend((predicate, item) for item in counted if item.figure.high == 0)
            counted = []
        if not (actors or recipients or counted or located or happens(predicate, time) or self._is_seen(predicate)):
            return None  # nothing but a word that may name an event
        claim = self._assemble(predicate, status, actors, recipients, said).model_copy(
            update={
                "place": located.toponym.place if located else None,
                "time": time.span if time else None,
                "figures": tuple(item.figure for item in counted),
            }
        )
        notes = self._notes(claim, predicate, status_why, (actors, recipients), counted)
        if located:
            notes.append(("place", located.toponym.text, f"{located.why}; {located.toponym.why}"))
        if time:
            notes.append(("time", time.span.text, f"{time.relation}; stands with {predicate.head.text!r}"))
        scored, why = self._scored(claim, predicate, actors, recipients)
        return Explanation(scored, (*notes, why))

    def _status(self, predicate: Predicate) -> tuple[Status, str]:
        """The status that the words give the event, and why, after the encoder has had its say."""
        status, why = self._statuses.read(predicate, is_cue=self._reading.is_cue)
        if self._second is not None and (held := self._second.restated(predicate, status)) != status:
            return held, f"the encoder all but excludes {status!r}"
        return status, why

    def _remembered(self, predicate: Predicate, time: TimeMention | None) -> Explained | None:
        """The status of an event that no time tells to be news and that the encoder takes for background."""
        if self._second is None or not (time is None or self._background.is_old(time)):
            return None
        held = self._second.is_background(predicate)
        return ("historical", "the encoder all but excludes that it is news") if held else None

    def _scored(
        self, claim: Claim, predicate: Predicate, actors: Sequence[Named], recipients: Sequence[Named]
    ) -> tuple[Claim, Note]:
        """The claim with its confidence, and why it is that high."""
        view = None
        if self._second is not None:
            named: dict[Side, list[Word]] = {
                "actor": [item.head for item in actors],
                "recipient": [item.head for item in recipients],
            }
            view = self._second.view(predicate, claim.status, named)
        confidence, why = confidence_of(claim, predicate, view)
        return claim.model_copy(update={"confidence": confidence}), ("confidence", predicate.head.text, why)

    def _where_and_when(
        self, predicate: Predicate, actors: Sequence[Named]
    ) -> tuple[Located | None, TimeMention | None]:
        """Place and time, from the event's own words, a sentence after them, or the attack that a toll is of."""
        echo = self._told_after.get(predicate.head.index)
        time = self._time(predicate) or (self._time(echo) if echo else None)
        located = self._places.find(predicate) or (self._places.find(echo) if echo else None)
        if time is None and is_bare_toll(predicate, actors) and not self._is_here(located, predicate):
            located, time = self._setting(predicate, located)
        return located or self._places.said(predicate), time

    def _is_here(self, located: Located | None, predicate: Predicate) -> bool:
        """Whether the event's own sentence names the place."""
        words = self._reading.document.words
        if located is None or located.toponym.first < 0:
            return False
        return words[located.toponym.first].sentence is predicate.head.sentence

    def _setting(self, toll: Predicate, located: Located | None) -> tuple[Located | None, TimeMention | None]:
        """Where and when the attack was that a toll is of."""
        attack = self._attack
        if attack is None or not attack.goes_on_in(toll.head.sentence):
            return located, None
        return attack.located or located, attack.time

    def _asks_for_recipient(self, predicate: Predicate, *, told: bool) -> bool:
        """Whether the codebook drops the event without one; a verb with its actor tells of it all the same."""
        required = self._ontology.types[predicate.entry.type].recipient_required
        done = told and is_verb(predicate.head) and not is_infinitive(predicate.head)
        return required and not done and not lives(predicate)

    def _is_seen(self, predicate: Predicate) -> bool:
        """Whether the encoder is sure of an event of which nobody and nothing else is told."""
        return self._second is not None and self._second.is_sure_of(predicate)

    def _notes(
        self,
        claim: Claim,
        predicate: Predicate,
        status_why: str,
        sides: tuple[Sequence[Named], Sequence[Named]],
        counted: Sequence[Counted],
    ) -> list[Note]:
        actors, recipients = sides
        return [
            ("type", predicate.head.text, self._why_an_event(predicate)),
            ("status", status_why, claim.status),
            *(("actors", item.participant.text, item.why) for item in actors),
            *(("recipients", item.participant.text, item.why) for item in recipients),
            *(("figures", item.figure.text, item.why) for item in counted),
            *(("sources", source.text, f"{source.kind}, by the cue {source.cue!r}") for source in claim.sources),
        ]

    def _why_an_event(self, predicate: Predicate) -> str:
        kind = predicate.entry.type
        if self._second is not None and self._second.found(predicate):
            return f"the encoder takes {predicate.head.text!r} for {kind}, score {predicate.entry.weight:.2f}"
        words = " ".join(word.lemma for word in predicate.words)
        if self._second is not None and (former := self._second.former_type(predicate)) is not None:
            return f"lexicon: {words} is {former}; the encoder rules that out and takes it for {kind}"
        return f"lexicon: {words} is {kind}"

    def _time(self, predicate: Predicate) -> TimeMention | None:
        reading = self._reading
        return event_time(predicate, reading.times, reading.document, self._event_words, is_cue=reading.is_cue)

    def _assemble(
        self,
        predicate: Predicate,
        status: Status,
        actors: Sequence[Named],
        recipients: Sequence[Named],
        said: Sequence[Attribution],
    ) -> Claim:
        report = self._reading.report
        start, end = trigger(predicate)
        sentence = predicate.head.sentence
        return Claim(
            id=stable_id("c", report.id, self._coder, predicate.entry.type, start, end),
            report_id=report.id,
            sentence=Span(start=sentence.start, end=sentence.end),
            trigger=Quote(text=report.text[start:end], start=start, end=end),
            type=predicate.entry.type,
            mode=mode(predicate),
            contexts=predicate.entry.contexts,
            status=status,
            actors=tuple(item.participant for item in actors),
            recipients=tuple(item.participant for item in recipients),
            sources=self._voices.sources(said),
            confidence=predicate.entry.weight,
            coder=self._coder,
        )
