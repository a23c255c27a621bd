"""Who did it and to whom: the words in an event's roles, of which some can play them, and what the encoder says."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.actors import ActorMatch
from dateline.coder.attribution import COUNTING, Attribution
from dateline.coder.confidence import Side
from dateline.coder.participants import Named, is_part_of_them, is_the_number, participants, taken_or_met
from dateline.coder.parties import ABOUT_ACTS, DEALINGS, behind, dealt_with, granted, lent_out, wielders
from dateline.coder.predicates import Lexicon, Predicate
from dateline.coder.reading import Reading
from dateline.coder.running_toll import running_toll
from dateline.coder.second_reader import SecondReader
from dateline.coder.slots import content_words
from dateline.coder.tree import is_noun
from dateline.coder.voices import Voices
from dateline.coder.weighing import SIDES, Weigher
from dateline.records import Participant
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
_NOBODY = frozenset("it itself which that what nothing sea ocean air sky".split())
"""Words that name nobody who suffers, nor anything struck: "fired into the *sea*". "*Nobody* was hurt" says who not."""
_ORDINALS = frozenset("first second third fourth fifth sixth last".split())
_GATHERINGS = frozenset(
    {"march", "rally", "sit-in", "roadblock", "demonstration", "procession", "parade", "jirga", "vigil"}
)
"""Nouns of events that may be struck themselves: "stormed the *sit-in*"."""
_GUNS = frozenset({"artillery", "tank", "battery", "armour", "armor", "howitzer", "drone", "uav", "gunship"})
"""Weapons that stand for those who serve them: "army *artillery* shelled the village"."""
_NO_ACTOR_CLASSES = ("weapon", "natural", "illness", "weather", "time")


_DENIALS = frozenset({"deny", "dispute", "refute", "rebut"})
_ABOUT_THINGS = frozenset({"reject", "support"})
"""Types of acts that are as often for or against a thing as a party."""


class PartyFinder:
    """Finds the participants of one report's events.

    Args:
        reading: The report.
        event_heads: Indexes of the words that name events, or were refused as such: no participants.
        lexicon: The words that name events, with the ontology.
        second: The encoder's reading; None without it.
    """

    def __init__(
        self, reading: Reading, event_heads: frozenset[int], lexicon: Lexicon, second: SecondReader | None
    ) -> None:
        self._reading = reading
        self._event_heads = event_heads
        words = reading.document.words
        self._counting = {  # "a nurse *counted* 19 bodies": she killed nobody
            said.head.index
            for said in reading.attributions
            if said.head is not None and words[said.cue[0]].lemma in COUNTING
        }
        self._named_places = frozenset(toponym.last for toponym in reading.toponyms)
        self._lexicon = lexicon
        self._second = second
        self._weigher = Weigher(second, self.is_person) if second is not None else None
        self._ontology = lexicon.ontology
        classes = lexicon.ontology.classes
        self._times = classes.get("time", frozenset())
        self._armed = classes.get("armed", frozenset())
        self._human = classes.get("human", frozenset())
        self._agents = self._human.union(*(classes.get(name, frozenset()) for name in _ACTING))
        self._abstract = classes.get("abstract", frozenset())
        self._parts = classes.get("body_part", frozenset()) | _WOUNDS
        self._not_actors = frozenset().union(*(classes.get(name, frozenset()) for name in _NO_ACTOR_CLASSES))

    def find(self, predicate: Predicate) -> tuple[list[Named], list[Named]]:
        """The actors and the recipients of an event."""
        if running_toll(predicate.head):
            return [], []  # "a guard died, bringing *the toll* to three": those told of, and more
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
        struck: Sequence[Word] = predicate.roles.get("recipient") or taken_or_met(predicate, content, self.is_person)
        if predicate.entry.type in ABOUT_ACTS:
            struck = behind(struck, self._is_party)
        elif predicate.entry.type in DEALINGS:
            struck = dealt_with(struck, self._is_party)
        if predicate.entry.type == "concede":
            struck = granted(struck, (*content, *predicate.words), self._is_party)
        struck = [head for head in struck if head.index not in taken]
        if predicate.entry.type != "coerce":  # "the seizure of *Gao*"
            struck = [head for head in struck if not self._is_site(head)]
        recipients = participants(
            struck, self._reading.document, self._reading.match, accept=self._suffers, country=country
        )
        if (
            not recipients
            and self._ontology.types[predicate.entry.type].between_parties
            and not predicate.frame.measure
        ):
            recipients = self._party_in_content(predicate, actors)
        actors, recipients = self._second_opinion(predicate, actors, recipients)
        actors = [item for item in actors if not (predicate.frame.measure and item.head.index in self._counting)]
        if not recipients and predicate.entry.type in _ABOUT_THINGS:
            recipients = self._thing(predicate)
        if actors:
            predicate.roles.setdefault("actor", [item.head for item in actors])
        return actors, recipients

    def _thing(self, predicate: Predicate) -> list[Named]:
        """What is refused or welcomed where nobody is named: "hailed *the coup*", "blocked a *statement*"."""
        if predicate.head.lemma in _DENIALS:
            return []  # what is denied is said of who denies it
        own = {word.index for word in predicate.words}
        objects = [head for head in predicate.slots.get("object", ()) if is_noun(head) and head.index not in own]
        heads = [head for head in objects if not any(_is_content(child) for child in head.children)]
        return participants(heads, self._reading.document, self._reading.match, accept=lambda *_: True)

    def own_side(self, said: Sequence[Attribution], voices: Voices) -> list[Named]:
        """Who deploys, when officials tell of a deployment without naming an actor."""
        for item in said:
            if item.head is None:
                continue
            match = self._reading.match(item.head)
            if match.sector in _OWN_SIDE and (match.name or match.country):
                text, start, end = voices.span(item)
                participant = Participant(
                    text=text, start=start, end=end, name=match.name, id=match.id,
                    country=match.country, sector=match.sector, head=item.head.text,
                )  # fmt: skip
                return [Named(participant, item.head, f"who says so speaks of the own side: {match.why}")]
        return []

    def _is_site(self, head: Word) -> bool:
        """Whether a noun after a preposition only says where: "an attack on *Gao*", "blocked the road to *Gao*"."""
        if head.dep != "pobj" or head.entity != "GPE" or head.index not in self._named_places:
            return False
        match = self._reading.match(head)
        return match.sector is None and match.country is None

    def is_force(self, head: Word) -> bool:
        """Whether a noun names armed people."""
        return head.lemma in self._armed

    def is_person(self, head: Word) -> bool:
        """Whether a noun names people."""
        return head.entity in {"PERSON", "NORP"} or head.lower in self._human or head.lemma in self._human

    def is_part(self, word: Word) -> bool:
        """Whether a noun names what people suffer, and not them."""
        return word.lemma in self._parts

    def _second_opinion(
        self, predicate: Predicate, actors: list[Named], recipients: list[Named]
    ) -> tuple[list[Named], list[Named]]:
        """The participants after the encoder has had its say; of a type of the user's own it knows nothing."""
        second = self._second
        if second is None or self._weigher is None or not second.knows(predicate.entry.type, predicate.head):
            return actors, recipients
        given: dict[Side, list[Named]] = {"actor": actors, "recipient": recipients}
        found = {side: self._seen(predicate, side, second) for side in SIDES}
        weighed = self._weigher.weighed(predicate, given, found)
        return weighed["actor"], weighed["recipient"]

    def _seen(self, predicate: Predicate, side: Side, second: SecondReader) -> list[Named]:
        """Whom the encoder names on one side; of a frame that nobody acts in, not who stands where nobody does.

        "*Villagers* found two bodies" tells of a killing, and does not say that they did it.
        """
        nobody = predicate.roles.get("none", ()) if side not in predicate.frame.slots.values() else ()
        heads = [head for head in second.named(predicate, side) if head not in nobody]
        return participants(heads, self._reading.document, self._reading.match, accept=lambda *_: True)

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
        if head.index in self._event_heads and head.lemma not in _GATHERINGS:
            return False
        if head.entity in {"DATE", "TIME"} or head.lemma in self._times:
            return _is_of_age(head)
        if head.dep == "compound" and self._lexicon.knows(head) and not (match.name or match.sector):
            return False  # "an *assassination* attempt"
        if (head.lemma in self._parts or (head.lemma in self._abstract and not match.name)) and not _is_meant(head):
            return False
        if head.tag.startswith("JJ") and not is_part_of_them(head) and head.lemma not in self._human:
            return bool(match.name or match.sector or match.country) or _is_of_age(head) or _is_one_of_them(head)
        return head.lower not in _NOBODY or bool(match.name or match.sector)


def _is_content(child: Word) -> bool:
    """Whether a clause tells what is said: "dismissed the claim *that he fled*"."""
    return child.dep == "acl" and child.child("mark") is not None


def _is_of_age(head: Word) -> bool:
    """As in "a *17-year-old*"."""
    return head.lower == "old" and head.child("npadvmod") is not None


def _is_one_of_them(head: Word) -> bool:
    """As in "*the second* was held"."""
    det = head.child("det")
    return head.lower in _ORDINALS and det is not None and det.lower == "the"


def _is_meant(head: Word) -> bool:
    """Whether a word of a part or an abstraction names more than that: "the *head* of the council", "steel *works*"."""
    if head.lower == "works":
        return head.child("compound") is not None
    return head.lower == "authorities" or (
        head.lower in {"head", "heads"} and any(child.lower == "of" for child in head.children)
    )
