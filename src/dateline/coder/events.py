"""From the events of one report to its claims: who, whom, where, when, how many, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.actors import ActorMatch
from dateline.coder.attribution import Attribution
from dateline.coder.confidence import Side, confidence_of
from dateline.coder.explanation import Explanation, Note
from dateline.coder.figures import Counted, figures_of
from dateline.coder.participants import Named, is_part_of_them, is_the_number, participants, taken_or_met
from dateline.coder.parties import ABOUT_ACTS, DEALINGS, behind, dealt_with, lent_out, wielders
from dateline.coder.predicates import Lexicon, Predicate
from dateline.coder.reading import Reading
from dateline.coder.second_reader import LIKELY, SecondReader
from dateline.coder.slots import content_words
from dateline.coder.status import StatusReader
from dateline.coder.telling import happens, is_background, is_remote, mode, tells_of_own_side, trigger
from dateline.coder.times import TimeMention
from dateline.coder.told_after import told_after
from dateline.coder.toll import Setting, is_bare_toll, next_setting
from dateline.coder.tree import is_infinitive, is_verb
from dateline.coder.voices import Voices
from dateline.coder.when import event_time, until_now
from dateline.coder.where import Located, PlaceFinder
from dateline.core.ids import stable_id
from dateline.ontology.model import Role
from dateline.records import Claim, Participant, Quote, Span, Status
from dateline.syntax import Word

_OWN_SIDE = frozenset({"GOV", "MIL", "COP", "SPY", "REB", "PRM"})
"""Sectors whose speakers, when they tell of deployments without an actor, tell of their own side's."""
_FORCES = (_OWN_SIDE | {"UAF"}) - {"GOV"}
_SPEAKERS = frozenset({"we", "our"})
"""In a communiqué these are its author, even where nobody else in it names him."""
_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
_CROWDS = frozenset({"thousand", "hundred", "dozen", "score", "million"})
"""Counts that stand for people: "thousands chanted"."""
# What is suffered, not who suffers it: "multiple gunshot wounds", "two counts of murder".
_WOUNDS = frozenset({"wound", "injury", "burn", "bruise", "count", "charge", "life"})
_ACTING = ("aircraft", "ship", "side", "bodies")
"""Classes, beside people, of what acts: craft for those who steer them, and "the two sides"."""
_NOBODY = frozenset("it itself which that what nobody nothing none sea ocean air sky".split())
"""Words that name nobody who suffers, nor anything struck: "fired missiles into the *sea*", "hurt *nobody*"."""
_GUNS = frozenset({"artillery", "tank", "battery", "armour", "armor", "howitzer"})
"""Weapons that stand for those who serve them: "army *artillery* shelled the village"."""
_NO_PARTY: tuple[Role, ...] = ("place", "destination", "origin", "instrument", "force")
"""Roles of what is no party, whatever the encoder says: "sent *500 men* to *Somalia*"."""
_NO_ACTOR_CLASSES = ("weapon", "natural", "illness", "weather", "time")


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
        self._lexicon = lexicon
        self._ontology = ontology = lexicon.ontology
        self._statuses = statuses
        self._reading = reading
        self._voices = Voices(reading)
        self._places = PlaceFinder(reading, events, second)
        self._second = second
        self._event_heads = event_heads
        self._told_after = told_after(reading.document, events)
        self.nobody: list[tuple[Predicate, Counted]] = []
        self._attack: Setting | None = None
        self._event_words = frozenset(word.index for predicate in events for word in (predicate.head, predicate.anchor))
        self._times = ontology.classes.get("time", frozenset())
        self._armed = ontology.classes.get("armed", frozenset())
        self._human = ontology.classes.get("human", frozenset())
        self._agents = self._human.union(*(ontology.classes.get(name, frozenset()) for name in _ACTING))
        self._abstract = ontology.classes.get("abstract", frozenset())
        self._parts = ontology.classes.get("body_part", frozenset()) | _WOUNDS
        self._not_actors = frozenset().union(*(ontology.classes.get(name, frozenset()) for name in _NO_ACTOR_CLASSES))

    def claim(self, predicate: Predicate) -> Explanation | None:
        """The claim of one event, or None where the codebook asks for a recipient and none is named."""
        reading = self._reading
        actors, recipients = self._participants(predicate)
        said = self._voices.of(predicate)
        if not actors and tells_of_own_side(predicate):
            actors = self._own_side(said)
        if not recipients and self._asks_for_recipient(predicate, told=bool(actors)):
            return None
        located, time = self._where_and_when(predicate, actors)
        status, status_why = self._statuses.read(predicate, is_cue=reading.is_cue)
        denied = self._ontology.types[predicate.entry.type].denied
        if denied is not None and status == "negated" and not predicate.is_nominal:
            predicate, status = (
                replace(predicate, entry=predicate.entry.model_copy(update={"type": denied})),
                "asserted",
            )
        if time is not None and is_remote(time, reading.published):
            return None
        if status == "asserted" and time is not None and is_background(time):
            status, status_why = "historical", time.span.text
        elif time is not None:
            time = until_now(time, reading.entry_day(time.span.start) or reading.published)
        if predicate.entry.type == "assault" and status == "asserted":
            self._attack = next_setting(self._attack, Setting(predicate.head.sentence, located, time))
        counted = figures_of(
            predicate,
            reading.document,
            reading.quantities,
            self._event_words,
            is_force=self._is_force,
            is_person=self._is_person,
            is_part=lambda word: word.lemma in self._parts,
        )
        if status == "negated":
            # What did not happen has no count; that nobody was hurt is one of the event told before.
            self.nobody.extend((predicate, item) for item in counted if item.figure.high == 0)
            counted = []
        if not (actors or recipients or counted or located or happens(predicate, time)):
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
            return self._setting(predicate, located)
        return located, time

    def _is_here(self, located: Located | None, predicate: Predicate) -> bool:
        """Whether the event's own sentence names the place."""
        words = self._reading.document.words
        return located is not None and words[located.toponym.first].sentence is predicate.head.sentence

    def _setting(self, toll: Predicate, located: Located | None) -> tuple[Located | None, TimeMention | None]:
        """Where and when the attack was that a toll is of."""
        attack = self._attack
        if attack is None or not attack.goes_on_in(toll.head.sentence):
            return located, None
        return attack.located or located, attack.time

    def _asks_for_recipient(self, predicate: Predicate, *, told: bool) -> bool:
        """Whether the codebook drops the event without one; a verb with its actor tells of it all the same."""
        required = self._ontology.types[predicate.entry.type].recipient_required
        return required and not (told and is_verb(predicate.head) and not is_infinitive(predicate.head))

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
        return f"lexicon: {' '.join(word.lemma for word in predicate.words)} is {kind}"

    def _time(self, predicate: Predicate) -> TimeMention | None:
        reading = self._reading
        return event_time(predicate, reading.times, reading.document, self._event_words, is_cue=reading.is_cue)

    def _participants(self, predicate: Predicate) -> tuple[list[Named], list[Named]]:
        owners = [self._reading.match(head) for head in predicate.roles.get("owner", ())]
        country = next((owner.country for owner in owners if owner.country), None)
        actors = participants(
            predicate.roles.get("actor", ()), self._reading.document, self._reading.match, accept=self._acts
        )
        if not actors:
            actors = participants(
                wielders([*predicate.roles.get("instrument", ()), *predicate.roles.get("actor", ())]),
                self._reading.document,
                self._reading.match,
                accept=self._wields,
            )
        taken = {item.head.index for item in actors}
        content = predicate.roles.get("content", ())
        struck: Sequence[Word] = predicate.roles.get("recipient") or taken_or_met(predicate, content, self._is_person)
        if predicate.entry.type in ABOUT_ACTS:
            struck = behind(struck, self._is_party)
        elif predicate.entry.type in DEALINGS:
            struck = dealt_with(struck, self._is_party)
        recipients = participants(
            [head for head in struck if head.index not in taken],
            self._reading.document,
            self._reading.match,
            accept=self._suffers,
            country=country,
        )
        if (
            not recipients
            and self._ontology.types[predicate.entry.type].between_parties
            and not predicate.frame.measure
        ):
            recipients = self._party_in_content(predicate, actors)
        if self._second is not None and (actors or recipients or not predicate.is_nominal):
            # A noun of which the rules know nobody is the setting of an event told by another word.
            actors = self._second_opinion(predicate, "actor", actors, recipients)
            recipients = self._second_opinion(predicate, "recipient", recipients, actors)
        if actors:
            predicate.roles.setdefault("actor", [item.head for item in actors])
        return actors, recipients

    def _second_opinion(self, predicate: Predicate, side: Side, ours: list[Named], others: list[Named]) -> list[Named]:
        """The participants of one side after the encoder has had its say.

        Args:
            predicate: The event.
            side: Which side.
            ours: Those that the rules gave it.
            others: Those of the other side; nobody is on both.
        """
        assert self._second is not None
        if self._second.found(predicate):
            ours = [item for item in ours if self._second.chance_of(predicate, side, item.head) >= LIKELY]
        if side == "recipient":
            ours = [item for item in ours if not self._second.doubts(predicate, side, item.head)]
        if ours or side not in predicate.frame.slots.values():
            return ours  # who counts the dead, or dies, has nobody on the other side
        inside = {
            word.index for item in others for word in item.head.subtree()
        }  # "areas held by *rebels*" are no rebels
        own = {word.index for role in _NO_PARTY for word in predicate.roles.get(role, ())}
        own.update(word.index for word in predicate.words)
        taken = inside | own | self._event_heads
        found: list[Named] = []
        for head, score in self._second.named(predicate, side):
            if head.index not in taken and not self._lexicon.knows(head):
                why = f"the encoder names {head.text!r} as {side} of {predicate.head.text!r}, score {score:.2f}"
                named = participants([head], self._reading.document, self._reading.match, accept=self._acts)
                found += [Named(item.participant, item.head, f"{why}; {item.why}") for item in named]
        return found

    def _party_in_content(self, predicate: Predicate, actors: Sequence[Named]) -> list[Named]:
        """Whom it is about, where no argument says so: "agreed to share data with *France*"."""
        own = {item.head.index for item in actors}
        known = {item.participant.id for item in actors if item.participant.id}
        for word in dict.fromkeys((predicate.anchor, predicate.head)):
            for head in content_words(word):
                if head.index in own or head.index in self._event_heads or not self._is_party(head):
                    continue
                match = self._reading.match(head)
                if (match.id and match.id in known) or lent_out(head, match.sector):
                    continue
                why = f"the first party named in what {predicate.head.text!r} is about"
                found = participants([head], self._reading.document, self._reading.match, accept=self._suffers)
                return [Named(item.participant, item.head, f"{why}; {item.why}") for item in found]
        return []

    def _is_party(self, head: Word) -> bool:
        match = self._reading.match(head)
        if any(child.dep == "poss" and child.lower in _OWN for child in head.children):
            return False  # "its troops" are the actor's own
        if head.lemma in self._abstract and head.tag not in {"NNP", "NNPS"}:
            return False  # "*the president's decision*" has his name, and is not he
        named = head.tag in {"NNP", "NNPS"} and head.entity in {"ORG", "GPE", "NORP", "PERSON"}
        return named or bool(match.sector or (match.name and match.country))

    def _acts(self, head: Word, match: ActorMatch) -> bool:
        """Whether this can be an actor: somebody, not a weapon, an event or an abstraction."""
        if head.index in self._event_heads or (head.lemma in self._not_actors and head.lemma not in _GUNS):
            return False
        if head.lower == "it":
            return self._speaks_of_actor(head)
        known = match.name or match.sector or match.country or head.lower in _SPEAKERS or head.lemma in _CROWDS
        known = known or head.lemma in self._agents or head.lemma in _GUNS
        known = known or is_the_number(head) or is_part_of_them(head)
        return bool(known) or head.entity in {"PERSON", "ORG", "GPE", "NORP"} or head.tag in {"NNP", "NNPS"}

    def _wields(self, head: Word, match: ActorMatch) -> bool:
        """Whether whose weapon it is says who used it: a force, or a country."""
        return match.sector in _FORCES or head.entity in {"GPE", "NORP"}

    def _speaks_of_actor(self, pronoun: Word) -> bool:
        """Whether "it" stands for one who acts: who said so where nothing else is known ("a group said *it* had")."""
        meant = self._reading.coreference.antecedent(pronoun)
        if meant is None and pronoun.head.dep == "ccomp":
            meant = pronoun.head.head.child("nsubj")
        return meant is not None and meant.lower != "it" and self._acts(meant, self._reading.match(meant))

    def _suffers(self, head: Word, match: ActorMatch) -> bool:
        if head.index in self._event_heads or head.entity in {"DATE", "TIME"} or head.lemma in self._times:
            return False
        if head.dep == "compound" and self._lexicon.knows(head) and not (match.name or match.sector):
            return False  # "an *assassination* attempt"
        if head.lemma in self._parts or (head.lemma in self._abstract and not match.name):
            return False
        if head.tag.startswith("JJ") and not is_part_of_them(head) and head.lemma not in self._human:
            return bool(match.name or match.sector or match.country)
        return head.lower not in _NOBODY or bool(match.name or match.sector)

    def _is_force(self, head: Word) -> bool:
        return head.lemma in self._armed

    def _is_person(self, head: Word) -> bool:
        return head.entity in {"PERSON", "NORP"} or head.lower in self._human or head.lemma in self._human

    def _own_side(self, said: Sequence[Attribution]) -> list[Named]:
        """Who deploys, when officials tell of a deployment without naming an actor."""
        for item in said:
            if item.head is None:
                continue
            match = self._reading.match(item.head)
            if match.sector in _OWN_SIDE and (match.name or match.country):
                text, start, end = self._voices.span(item)
                participant = Participant(
                    text=text, start=start, end=end, name=match.name, id=match.id,
                    country=match.country, sector=match.sector, head=item.head.text,
                )  # fmt: skip
                return [Named(participant, item.head, f"who says so speaks of the own side: {match.why}")]
        return []

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
