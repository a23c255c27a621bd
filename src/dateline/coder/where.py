"""The place of an event as its own sentence tells it: a name that is known, else the words that say where.

With the encoder at hand, it decides among the names of a verb's own sentence (docs/decisions/0008): rules then give
only what they read off a direct argument. What other sentences say is weighed in `place_elsewhere`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.coder.attach import FAR, belongs, governor
from dateline.coder.beat import Located, find_beat
from dateline.coder.predicates import Predicate
from dateline.coder.reading import Reading
from dateline.coder.second_reader import SecondReader
from dateline.coder.settlements import PLACE_NOUNS, descriptions, in_words, last_named, town_in
from dateline.coder.tree import is_noun, phrase, prepositions
from dateline.neural import Span
from dateline.ontology import Ontology
from dateline.ontology.model import Role
from dateline.places import Toponym
from dateline.syntax import Word

_ARGUMENT_ROLES: tuple[Role, ...] = ("place", "destination", "recipient")
_AREA_NOUNS = frozenset(
    "north south east west northeast northwest southeast southwest centre center part area region province state "
    "territory border coast rest half outskirt side interior heart capital waters airspace soil".split()
)
_DIRECT = 1
"""Cost up to which a phrase hangs on the event's own words: there the rules may speak where the encoder is silent."""
_SURE = 0.8
"""Score from which a place that no gazetteer has stands before a name that hangs on other words of the sentence."""
_OF_WORDS = frozenset({"request", "accuse", "threaten", "support", "reject", "agree", "sanction"})
"""Types between two parties, where a place name stands for one of them."""
_ABROAD = frozenset(
    "troop soldier force marine paratrooper commando army navy jet plane warplane aircraft helicopter drone warship "
    "official officer diplomat envoy intelligence embassy consulate ambassador mission".split()
)
"""Who acts in other countries as often as at home: "*US* troops" tells whose they are, and not where."""
_LOCALS = frozenset(
    "resident villager inhabitant dweller local neighbour neighbor shopkeeper witness eyewitness survivor".split()
)
"""Who tells of what happens where they are."""
_OF_PARTIES = frozenset({"with", "against", "versus"})
"""Prepositions of whom one meets or fights: "told it in an interview with *Le Monde*"."""
_WHERE = frozenset({"in", "at", "near", "outside", "inside", "beside", "on", "behind", "around", "within"})
_IDIOMS = frozenset("base field front ground home land part position property structure".split())
"""Nouns that say where as seldom as not: "troops *on the ground*", "pressure *at home*"."""
_BY_SYNTAX = 0.5
"""Confidence of a place that syntax alone reads off."""
_BEFORE_NOUN = frozenset({"compound", "amod", "nummod", "nmod", "poss"})
_PARTY_ROLES: tuple[Role, ...] = ("actor", "recipient", "owner")


class PlaceFinder:
    """Assigns the places of one report to its events.

    Args:
        reading: The report, with its places and voices.
        predicates: Its events, roles assigned.
        ontology: Types, and classes of words.
        second: The encoder's reading of the report; without it the rules decide alone.
    """

    def __init__(
        self,
        reading: Reading,
        predicates: Sequence[Predicate],
        ontology: Ontology,
        second: SecondReader | None = None,
    ) -> None:
        self._document = reading.document
        self._text = reading.report.text
        self._dateline = reading.dateline_town
        self._second = second
        self._times = {index for one in reading.times for index in range(one.first, one.last + 1)}
        self._event_words = frozenset(
            word.index for predicate in predicates for word in (predicate.head, predicate.anchor)
        )
        self._by_sentence: dict[int, list[tuple[Toponym, Word]]] = {}
        self._by_text: dict[str, Toponym] = {}
        self._in_bodies: dict[int, list[Toponym]] = {}  # part of an actor's name: no rule takes it for a place
        bodies = {index for first, last, _ in reading.actors for index in range(first, last + 1)}
        for toponym in reading.toponyms:
            if toponym.place.precision is None:
                continue  # a name that the gazetteer does not know
            words = self._document.words[toponym.first : toponym.last + 1]
            sentence = words[0].sentence.index
            self._by_text.setdefault(toponym.text.casefold(), toponym)
            if toponym.last in bodies:
                self._in_bodies.setdefault(sentence, []).append(toponym)
            else:
                self._by_sentence.setdefault(sentence, []).append((toponym, governor(words)))
        self._towns = [one for held in self._by_sentence.values() for one, _ in held]
        if self._dateline is not None:
            self._towns.append(self._dateline)
        self._parties = {
            word.index for predicate in predicates for role in _PARTY_ROLES for word in predicate.roles.get(role, ())
        } | {said.head.index for said in reading.attributions if said.head is not None}
        self._actors = {
            word.index
            for predicate in predicates
            for role in _speaking_roles(predicate)
            for word in predicate.roles.get(role, ())
        }
        self._beat = find_beat(self._document, [one for held in self._by_sentence.values() for one, _ in held])
        self._is_cue = reading.is_cue
        self._sites = (ontology.classes["building"] | ontology.classes["settlement"] | PLACE_NOUNS) - _IDIOMS
        self._people = ontology.classes["human"]
        self._types = ontology.types
        self._moved_to = {
            word.index: predicate
            for predicate in predicates
            for word in (*predicate.roles.get("destination", ()), *predicate.roles.get("origin", ()))
        }

    def find(self, predicate: Predicate) -> Located | None:
        """Where the event happened, or None where the report does not say."""
        verb = _verb(predicate)
        if self._second is None or verb is None or not self._here(predicate):
            found = self._by_rules(predicate)
        else:
            found = self._by_encoder(predicate, verb)
        if found is None:
            named = [one for one, _ in self._by_sentence.get(predicate.head.sentence.index, [])]
            found = self._at_the_dateline(predicate) or self._beat.here(predicate.entry.type, predicate.head, named)
        return self._narrowed(found) if found else None

    def _at_the_dateline(self, predicate: Predicate) -> Located | None:
        """As in "GENEVA - Envoys met *here* on Tuesday"."""
        if self._dateline is None:
            return None
        for word in predicate.head.sentence.words:
            if word.lower == "here" and word.dep == "advmod":
                cost = belongs(governor([word]), predicate, self._event_words)
                if cost is not None and cost <= _DIRECT:
                    return Located(self._dateline, f"'here' is {self._dateline.text}, the town of the dateline")
        return None

    def said(self, predicate: Predicate) -> Located | None:
        """The words by which the sentence says where, mostly of a place that no gazetteer has: "at *the town gate*"."""
        if self._second is None:
            return None
        sentence = predicate.head.sentence
        refused = [one for one, _ in self._by_sentence.get(sentence.index, [])]
        acting = _acting(predicate)
        for first, last, score in _surest_first(self._second.event(predicate.head).spans["place"]):
            words = _whole(sentence.words[first : last + 1])
            if any(_touches(one, words) for one in refused) or not any(is_noun(word) for word in words):
                continue
            if self._is_party(words) or self._times.issuperset(word.index for word in words):
                continue
            known = [one for one in self._in_bodies.get(sentence.index, []) if _touches(one, words)]
            if any(one.last in acting for one in known):
                continue
            toponym = known[0] if known else self._named_before(in_words(words, self._text, score))
            return Located(toponym, f"the encoder marks it as the place of {predicate.head.text!r}, score {score:.2f}")
        return self._site(predicate)

    @staticmethod
    def _is_party(words: Sequence[Word]) -> bool:
        """Whether the preposition before the words says that they are somebody: "handed two men *to* the Red Cross"."""
        first = words[0]
        before = first.sentence.words[first.index - first.sentence.words[0].index - 1].lower
        is_body = any(word.entity == "ORG" for word in words)
        return first is not first.sentence.words[0] and (before in _OF_PARTIES or (before == "to" and is_body))

    def _site(self, predicate: Predicate) -> Located | None:
        """What is no name and stands after a preposition of place by a deed: "were beaten *in the cells*"."""
        if not self._is_deed(predicate):
            return None
        refused = [one for one, _ in self._by_sentence.get(predicate.head.sentence.index, [])]
        for word in dict.fromkeys((predicate.head, predicate.anchor)):
            for preposition, noun in prepositions(word):
                if preposition in _WHERE and noun.lemma in self._sites and noun.index not in self._event_words:
                    words = _whole([noun])
                    if not any(_touches(one, words) for one in refused):
                        toponym = self._named_before(in_words(words, self._text, _BY_SYNTAX))
                        return Located(toponym, f"{noun.text!r} stands after {preposition!r} by {word.text!r}")
        return None

    def _is_deed(self, predicate: Predicate) -> bool:
        return self._types[predicate.entry.type].material

    def _named_before(self, words: Toponym) -> Toponym:
        """The place that the report names by the same words elsewhere, where the finder saw a name; else the words."""
        same = self._by_text.get(words.text.casefold())
        if same is None:
            return words
        place = same.place.model_copy(update={"text": words.text, "start": words.start, "end": words.end})
        return replace(same, start=words.start, end=words.end, first=words.first, last=words.last, place=place)

    def _narrowed(self, located: Located) -> Located:
        """The town of a county, where the report names just one that lies in it."""
        town = town_in(located.toponym, self._towns)
        if town is None:
            return located
        return Located(town, f"{town.text} is the one town of {located.toponym.text} that the report names")

    def _by_encoder(self, predicate: Predicate, verb: Word) -> Located | None:
        assert self._second is not None
        return (
            self._marked(predicate, self._second.event(verb).spans["place"])
            or self._argument(predicate)
            or self._described(predicate)
            or self._attached(predicate, _DIRECT)
            or self._of_locals(predicate)
        )

    def _by_rules(self, predicate: Predicate) -> Located | None:
        return self._argument(predicate) or self._described(predicate) or self._attached(predicate)

    def _marked(self, predicate: Predicate, spans: Sequence[Span]) -> Located | None:
        """The toponym that the encoder's surest span touches; of several the one with most of its words.

        Where it marks only what the gazetteer does not know, the sentence does say where: a name by the event's own
        words stands for it, else the marked words if they are sure, else any name.
        """
        offset = predicate.head.sentence.words[0].index
        for first, last, score in _surest_first(spans):
            start, end = first + offset, last + offset
            shared = [
                (min(end, one.last) - max(start, one.first), one)
                for one, holder in self._here(predicate)
                if not self._is_where_it_was_said(holder, predicate)
            ]
            more, toponym = max(shared, key=lambda entry: entry[0], default=(-1, None))
            if toponym is not None and more >= 0:
                text = " ".join(word.text for word in self._document.words[start : end + 1])
                why = f"the encoder marks {text!r} as the place of {predicate.head.text!r}, score {score:.2f}"
                return Located(toponym, why)
        if not spans:
            return None
        sure = max(score for _, _, score in spans) >= _SURE
        words = self.said(predicate) if sure else None
        return self._attached(predicate, _DIRECT) or words or self._attached(predicate)

    def _here(self, predicate: Predicate) -> list[tuple[Toponym, Word]]:
        found = self._by_sentence.get(predicate.head.sentence.index, [])
        acting = _acting(predicate)
        return [(one, holder) for one, holder in found if acting.isdisjoint(range(one.first, one.last + 1))]

    def _argument(self, predicate: Predicate) -> Located | None:
        """A place that is itself an argument: "retook Konna", "troops to Bamako"."""
        for role in _ARGUMENT_ROLES:
            for word in predicate.roles.get(role, ()):
                for toponym, _ in self._here(predicate):
                    names_party = role == "recipient" and toponym.kind == "country"
                    if toponym.first <= word.index <= toponym.last and not names_party:
                        return Located(toponym, f"{toponym.text} is the {role} of {predicate.head.text!r}")
        return None

    def _attached(self, predicate: Predicate, limit: int = FAR) -> Located | None:
        best: tuple[int, Toponym] | None = None
        for toponym, holder in self._here(predicate):
            if self._is_elsewhere(toponym, predicate) or self._is_where_it_was_said(holder, predicate):
                continue
            cost = belongs(holder, predicate, self._event_words)
            if cost is not None and cost <= limit and (best is None or cost < best[0]):
                best = (cost, toponym)
        return Located(best[1], f"{best[1].text} stands with {predicate.head.text!r}") if best else None

    def _of_locals(self, predicate: Predicate) -> Located | None:
        """As in "a resident of *Gao* said fighters had arrived": no other place is told, and he was there."""
        above = set(predicate.head.ancestors())
        for toponym, holder in self._here(predicate):
            if holder.lemma in _LOCALS and self._is_cue(holder.head) and holder.head in above:
                return Located(toponym, f"{holder.text} of {toponym.text} tells of {predicate.head.text!r}")
        return None

    def _is_where_it_was_said(self, holder: Word, predicate: Predicate) -> bool:
        """As in "told reporters *in Paris*": where somebody spoke is not where it happened."""
        if holder is predicate.head or holder is predicate.anchor:
            return False
        return self._is_cue(holder) or (holder.dep == "dobj" and self._is_cue(holder.head))

    def _is_elsewhere(self, toponym: Toponym, predicate: Predicate) -> bool:
        """Whether a place name is a party to an event, or where another movement leads."""
        words = range(toponym.first, toponym.last + 1)
        if self._is_home(toponym):
            return True
        if any(self._moved_to.get(index, predicate) is not predicate for index in words):
            return True
        if toponym.kind != "country":
            return any(index in self._actors for index in words)
        return any(index in self._parties for index in words) or self._names_a_party(toponym)

    def _is_home(self, toponym: Toponym) -> bool:
        """As in "four peacekeepers *from Chad* were killed": where people come from is not where they are."""
        word = self._document.words[toponym.last]
        people = word.head.head
        return word.dep == "pobj" and word.head.lower == "from" and is_noun(people) and people.lemma in self._people

    def _names_a_party(self, toponym: Toponym) -> bool:
        """As in "at the request *of France*", "*Mali's* army": a country that acts or owns, not where something is."""
        word = self._document.words[toponym.last]
        if word.dep == "poss":
            return word.head.lemma not in _AREA_NOUNS
        if word.dep == "pobj" and word.head.lower == "of":
            return word.head.head.lemma not in _AREA_NOUNS and word.head.head.lemma not in PLACE_NOUNS
        return False

    def _described(self, predicate: Predicate) -> Located | None:
        """As in "raided *the town*": the place named last before, where the event's own words describe one."""
        for word in descriptions(predicate.head.sentence):
            own = any(word in heads for heads in predicate.slots.values())
            if own or belongs(governor([word]), predicate, self._event_words) == 0:
                named = last_named(word, self._that_do_not_act)
                if named is not None:
                    return Located(named, f"{word.text!r} stands for {named.text}, named last")
        return None

    def _that_do_not_act(self, sentence: int) -> list[Toponym]:
        """The places that a sentence names, without towns that stand for people who act."""
        named = [one for one, _ in self._by_sentence.get(sentence, [])]
        return [one for one in named if one.kind == "country" or one.last not in self._actors]


def _whole(words: Sequence[Word]) -> Sequence[Word]:
    """The words with the whole phrase of their last noun: "the *Supreme* Court", "the *feet* of a magistrate"."""
    last = next((word for word in reversed(words) if is_noun(word) or word.dep in _BEFORE_NOUN), None)
    if last is None:
        return words
    while last.dep in _BEFORE_NOUN and last.head.index > last.index:
        last = last.head
    start, end = phrase(last)
    sentence = last.sentence.words
    offset = sentence[0].index
    return sentence[min(words[0].index, start.index) - offset : max(last.index, end.index) - offset + 1]


def _touches(toponym: Toponym, words: Sequence[Word]) -> bool:
    return toponym.first <= words[-1].index and words[0].index <= toponym.last


def _surest_first(spans: Sequence[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: (-span[2], span[0]))


def _acting(predicate: Predicate) -> set[int]:
    """Words of those who act, whose they are, and of those spoken to or of.

    "*Berlin* urged *Ankara* to act" happens in neither, "*Kyiv's* grid operator cut the flow" not in Kyiv.
    """
    heads = [word for role in _speaking_roles(predicate) for word in predicate.roles.get(role, ())]
    owners = [child for head in heads for child in head.children if child.dep == "poss" or (_goes_abroad(head, child))]
    struck = predicate.roles.get("recipient", ())
    # "Downed a *US* drone" tells whose it was.
    owners += [child for head in struck for child in head.children if _goes_abroad(head, child)]
    return {word.index for word in (*heads, *owners)}


def _speaking_roles(predicate: Predicate) -> tuple[Role, ...]:
    """The roles of those who act, or who speak and are spoken to: a town there stands for people."""
    return ("actor", "recipient") if predicate.entry.type in _OF_WORDS else ("actor",)


def _goes_abroad(head: Word, modifier: Word) -> bool:
    return head.lemma in _ABROAD and modifier.dep in {"compound", "nmod", "amod"}


def _verb(predicate: Predicate) -> Word | None:
    """The event's verb, which is what the encoder was trained on; None for an event that only a noun names."""
    return next((word for word in (predicate.head, predicate.anchor) if word.pos == "VERB"), None)
