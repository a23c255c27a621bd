"""Who is meant by "he", "the minister", "Hollande", "their" and "we", within one report.

One pass from the first word to the last: what was mentioned is kept, and every pronoun, surname and definite
description looks back for the nearest mention that fits. The speaker of each quotation is found first, because "we"
in it is the speaker's side.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from dateline.actors import ActorMatch, Registry
from dateline.actors.model import STATE_NAMES, state_match
from dateline.coder.attribution.lexicon import load_lexicon
from dateline.coder.attribution.quotations import Quotation, find_quotations
from dateline.syntax import Document, Sentence, Word

_SHE = frozenset({"she", "her", "hers", "herself"})
_HE = frozenset({"he", "him", "his", "himself"}) | _SHE
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves", "i", "me", "my", "mine", "myself"})
_WHO = frozenset({"who", "whom", "whose", "which", "that"})
_PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT"})
PRONOUNS = _HE | _IT | _THEY | _WE
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_INSIDE = frozenset({"compound", "amod", "nmod", "nummod", "det", "quantmod", "punct", "case"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_COLLECTIVE = frozenset(
    """army military government police force group movement party militia organization organisation coalition alliance
    navy ministry company agency council parliament court union regime junta network faction team unit battalion brigade
    family crowd
    country nation administration side gang cartel church committee""".split()
)
_GROUP_WORDS = frozenset(
    """group movement organization organisation militia network party faction insurgency guerrilla outfit cartel gang
    militants rebels insurgents guerrillas fighters extremists terrorists islamists jihadists separatists""".split()
)
_OWNING_VERBS = frozenset(
    """lose send deploy dispatch withdraw station have commit pull move contribute redeploy rush mobilize mobilise
    add scramble base pledge""".split()
)
_TIES = frozenset({"linked", "loyal", "allied", "affiliated", "tied", "close", "connected", "against"})
# "The socialist leader" is whoever of these was named.
_LEADERS = ("president", "premier", "minister", "chancellor", "king", "leader")
_SAYING = frozenset({"say", "tell", "add", "explain", "warn", "claim"})
_LONGEST_CHAIN = 20
_LOCAL = frozenset({"in", "near", "at", "into", "towards", "toward", "outside", "around"})
# How far back, in sentences, a pronoun and a description of a group look.
_PRONOUN_REACH = 3
_GROUP_REACH = 4
# A subject is preferred to another mention that is this many words nearer; a name to a description.
_SUBJECT_BONUS = 8
_PERSON_SUBJECT_BONUS = 25
_NAME_BONUS = 4


@dataclass(slots=True)
class _Mention:
    word: Word
    match: ActorMatch
    person: bool
    plural: bool


@dataclass(slots=True)
class Coreference:
    """The answers for one report: what stands for what, and who that is.

    Attributes:
        countries: ISO codes of the countries that the report names, the most frequent first.
    """

    document: Document
    registry: Registry
    countries: tuple[str, ...]
    on: dt.date | None
    _antecedents: dict[int, Word] = field(default_factory=dict)
    _speakers: dict[int, Word] = field(default_factory=dict)
    _matches: dict[int, ActorMatch] = field(default_factory=dict)
    _places: frozenset[str] = frozenset()
    _described: dict[int, ActorMatch] = field(default_factory=dict)

    def antecedent(self, word: Word) -> Word | None:
        """The earlier word (or, for "we" in a quotation, the speaker) that this one stands for."""
        return self._antecedents.get(word.index)

    def speaker(self, word: Word) -> Word | None:
        """The subject of the verb of saying of the quotation that the word stands in; None outside quotations."""
        return self._speakers.get(word.index)

    def match(self, word: Word) -> ActorMatch:
        """Who the phrase of this head word stands for, with the help of what it refers to."""
        known = self._matches.get(word.index)
        if known is None:
            self._matches[word.index] = ActorMatch()  # a chain that comes back to this word ends here
            known = self._matches[word.index] = self._resolve(word)
        return known

    def is_place(self, word: Word) -> bool:
        """Whether a name stands for a place somewhere in the report and is no actor that we know."""
        return word.pos == "PROPN" and word.lower in self._places and self.description(word).id is None

    def description(self, word: Word) -> ActorMatch:
        """Who the phrase stands for by its own words alone."""
        known = self._described.get(word.index)
        if known is None:
            known = self._described[word.index] = self.registry.describe(word, countries=self.countries, on=self.on)
        return known

    def _resolve(self, word: Word) -> ActorMatch:
        earlier = self.antecedent(word)
        if word.tag in _PRONOUN_TAGS and (word.lower in PRONOUNS or word.lower in _WHO):
            found = self.match(earlier) if earlier is not None else ActorMatch()
            return _side(found, self.registry) if word.lower in _WE else found
        if earlier is not None and word.pos == "PROPN" and earlier.pos == "PROPN":
            return self.match(earlier)  # "Brown" is the Michael Brown of before, whoever else is called so
        if self.is_place(word):
            return replace(self.description(word), name=None, sector=None)
        owner = self._owner(word)
        found = self.description(word) if owner is None else self._described_with(word, owner)
        return found if earlier is None else self._joined(found, self.match(earlier))

    def _joined(self, found: ActorMatch, before: ActorMatch) -> ActorMatch:
        """What a description says together with whom it stands for: "the minister" with the minister of before."""
        of_state = found.id is None or found.name == STATE_NAMES.get(found.sector or "", "").format(
            self.registry.country(found.country) if found.country else ""
        )
        if before.id is not None and before.id.startswith("person-"):
            return before if of_state and found.country in (None, before.country) else found
        if found.id is None and (found.sector in (None, before.sector, "UAF") or before.sector is None):
            return found.filled(before)
        return found

    def _described_with(self, word: Word, owner: ActorMatch) -> ActorMatch:
        return self.registry.describe(word, countries=self.countries, on=self.on, owner=owner)

    def _owner(self, word: Word) -> ActorMatch | None:
        """Whose: the possessor, or who sends or loses them."""
        possessor = word.child("poss")
        if possessor is not None:
            return self.match(possessor)
        verb = _governor(word)
        if verb is None or verb.lemma not in _OWNING_VERBS or _tells_owner(word):
            return None
        subject = _subject(verb)
        if subject is None or subject is word:
            return None
        owner = self.match(subject)
        return owner if owner.country is not None and owner.sector in STATE_NAMES else None


def _tells_owner(word: Word) -> bool:
    return any(child.dep == "prep" and child.lower in ("of", "from") for child in word.children)


def _governor(word: Word) -> Word | None:
    """The verb whose object the word is, through a coordination."""
    seen = word
    if seen.dep == "nsubj" and seen.head.dep == "conj" and _is_captive(seen.head):
        seen = seen.head  # "lost a soldier and an agent held hostage", where the agent was taken for a subject
        return seen.head if seen.head.child("dobj") is not None else None
    while seen.dep == "conj":
        seen = seen.head
    if seen.dep in ("dobj", "obj"):
        return seen.head
    return None


def _is_captive(verb: Word) -> bool:
    """Whether a verb is the participle of "held hostage": active, it would have an object besides."""
    return verb.lemma in ("hold", "take") and any(
        child.lower in ("hostage", "captive", "prisoner") and child.child("det") is None for child in verb.children
    )


def _subject(verb: Word) -> Word | None:
    """The subject of a verb, through coordination and infinitives."""
    for candidate in (verb, *verb.ancestors()):
        subject = candidate.child("nsubj")
        if subject is not None:
            return subject
        if candidate.dep not in ("conj", "xcomp"):
            return None
    return None


def _side(match: ActorMatch, registry: Registry) -> ActorMatch:
    """The side that somebody speaks for: a minister's "we" is the government."""
    if match.country is not None and match.sector in ("GOV", "MIL", "COP"):
        return state_match(match.sector, match.country, registry.country(match.country), f"side of {match.name}")
    return match


def resolve(
    document: Document, registry: Registry, *, on: dt.date | None = None, countries: Sequence[str] | None = None
) -> Coreference:
    """Find what the pronouns, surnames and descriptions of a report stand for.

    Args:
        document: The parsed report.
        registry: The actors.
        on: The day of the report, for office-holders.
        countries: ISO codes of the countries that the report speaks of, if they are known already.
    """
    spoken_of = _countries(document, registry) if countries is None else tuple(countries)
    found = Coreference(
        document, registry, spoken_of, on, _speakers=_speakers(document), _places=_place_names(document)
    )
    search = _Search(found)
    for sentence in document.sentences:
        search.read(sentence)
    return found


def _countries(document: Document, registry: Registry) -> tuple[str, ...]:
    """The countries that the report names, by how often, then by which comes first."""
    counted: Counter[str] = Counter()
    for sentence in document.sentences:
        for hit in registry.scan(sentence.words):
            if hit.entry.kind in ("country", "people", "capital") and hit.entry.home is not None:
                counted[hit.entry.home] += 1
    return tuple(code for code, _ in counted.most_common())


def _place_names(document: Document) -> frozenset[str]:
    """Names that the report uses as places; one that is tagged a person's elsewhere is still a place."""
    return frozenset(
        word.lower
        for word in document.words
        if word.pos == "PROPN"
        and (word.entity in ("GPE", "LOC", "FAC") or (word.dep == "pobj" and word.head.lower in _LOCAL))
    )


def _speakers(document: Document) -> dict[int, Word]:
    """The speaker of each quoted word that a sentence of the quotation or beside it names."""
    found: dict[int, Word] = {}
    last: tuple[int, Word] | None = None
    verbs = load_lexicon().verbs
    for quotation in find_quotations(document):
        paragraph = document.words[quotation.first].sentence.paragraph
        speaker = _speaker(document, quotation, lambda word: word.lemma in verbs and "quote" in verbs[word.lemma].takes)
        if speaker is None and last is not None and last[0] == paragraph:
            speaker = last[1]  # the second half of a quotation that "he said" parts
        if speaker is not None:
            last = (paragraph, speaker)
            found.update(dict.fromkeys(range(quotation.first, quotation.last + 1), speaker))
    return found


def _speaker(document: Document, quotation: Quotation, says: Callable[[Word], bool]) -> Word | None:
    """The subject of the verb of saying after the quotation, else before it, in the sentences that it touches."""
    first, last = document.words[quotation.first].sentence, document.words[quotation.last].sentence
    after = [word for word in last.words if word.index > quotation.last]
    before = [word for word in first.words if word.index < quotation.first]
    for word in (*after, *reversed(before)):
        if word.pos == "VERB" and says(word):
            subject = word.child("nsubj")
            if subject is not None and subject.index not in range(quotation.first, quotation.last + 1):
                return subject
    return None


_Test = Callable[[_Mention], bool]


class _Search:
    """The pass over the report: mentions so far, and the choice among them."""

    def __init__(self, found: Coreference) -> None:
        self._found = found
        self._mentions: list[_Mention] = []
        self._persons: dict[str, Word] = {}
        self._titles: dict[str, Word] = {}
        self._heads: dict[str, Word] = {}
        self._last_speaker: Word | None = None
        self._genders: dict[Word | None, str] = {}

    def read(self, sentence: Sentence) -> None:
        for word in sentence.words:
            lower = word.lower
            if lower in PRONOUNS and word.tag in _PRONOUN_TAGS:
                self._link(word, self._for_pronoun(word))
            elif lower in _WHO and word.tag in _PRONOUN_TAGS and word.head.dep in ("relcl", "acl"):
                self._link(word, word.head.head)
            elif word.pos in ("NOUN", "PROPN") and word.dep not in _INSIDE and not self._found.is_place(word):
                self._nominal(word)
        self._note_speaker(sentence)

    def _link(self, word: Word, target: Word | None) -> None:
        if target is not None and target is not word:
            self._found._antecedents[word.index] = target  # noqa: SLF001 - built here, read there

    def _note_speaker(self, sentence: Sentence) -> None:
        for word in sentence.words:
            if word.dep == "nsubj" and word.head.lemma in _SAYING:
                speaker = self._found.antecedent(word) if word.lower in PRONOUNS else word
                if speaker is not None and self._names_person(speaker):
                    self._last_speaker = speaker

    def _names_person(self, word: Word) -> bool:
        return _is_person(word, self._found.description(word), self._found.registry)

    # Pronouns

    def _for_pronoun(self, word: Word) -> Word | None:
        if word.lower in _WE:
            return self._found.speaker(word)
        if word.lower in _HE:
            return self._for_person(word)
        if word.lower in _IT:
            return None if _empty(word) else self._nearest(word, _one_body, _SUBJECT_BONUS)
        return self._nearest(word, self._several, _SUBJECT_BONUS)

    def _for_person(self, word: Word) -> Word | None:
        other = "male" if word.lower in _SHE else "female"
        speaker = self._last_speaker
        says = word.lower in ("he", "she") and word.head.lemma in _SAYING
        if says and speaker is not None and self._gender(speaker) != other:
            return speaker
        quoted = self._person(self._mentioned(self._found.speaker(word)))
        found = self._nearest(
            word,
            lambda mention: (
                mention.person
                and not mention.plural
                and self._gender(mention.word) != other
                and (quoted is None or self._person(mention.word) is not quoted)
            ),
            _PERSON_SUBJECT_BONUS,
        )
        if found is not None:
            self._genders.setdefault(self._person(found), "female" if word.lower in _SHE else "male")
        return found

    def _mentioned(self, speaker: Word | None) -> Word | None:
        """A speaker who is named after the quotation, where he was named before it, too."""
        return self._persons.get(speaker.lower, speaker) if speaker is not None else None

    def _person(self, word: Word | None) -> Word | None:
        """The first mention of the person."""
        seen = word
        for _ in range(_LONGEST_CHAIN):
            earlier = self._found.antecedent(seen) if seen is not None else None
            if earlier is None:
                break
            seen = earlier
        return seen

    def _gender(self, word: Word) -> str | None:
        """What the name or the noun tells, else what a pronoun before told."""
        first = self._person(word) or word
        told = self._found.registry.gender(first) or self._found.registry.gender(word)
        return told or self._genders.get(first)

    def _several(self, mention: _Mention) -> bool:
        """Whether "they" can mean it: people, or a body of them."""
        people = mention.match.name is not None or not self._found.registry.is_thing(mention.word)
        return people and (mention.plural or _collective(mention.word))

    def _nearest(self, word: Word, fits: _Test, subject_bonus: int) -> Word | None:
        best: Word | None = None
        best_score = 0
        here = word.sentence.index
        for mention in reversed(self._mentions):
            distance = here - mention.word.sentence.index
            if distance > _PRONOUN_REACH:
                break
            if not fits(mention) or _governs(mention.word, word):
                continue
            score = 1000 - (word.index - mention.word.index) - 20 * distance
            score += subject_bonus * (mention.word.dep in _SUBJECTS) + _NAME_BONUS * (mention.match.name is not None)
            if score > best_score:
                best, best_score = mention.word, score
        return best

    # Names and descriptions

    def _nominal(self, word: Word) -> None:
        earlier = self._surname(word) if word.pos == "PROPN" else self._description(word)
        self._link(word, earlier)
        match = self._found.description(word)
        if not self._found.registry.knows(word) and (match.name is None or word.pos == "NOUN"):
            self._heads[word.lemma] = word
            return
        person = _is_person(word, match, self._found.registry)
        plural = word.tag in ("NNS", "NNPS") or word.child("conj") is not None
        if not _tied(word):
            self._mentions.append(_Mention(word, match, person, plural))
        self._heads[word.lemma] = word
        if person and word.pos == "PROPN":
            self._note_person(word)

    def _note_person(self, word: Word) -> None:
        has_first_name = any(child.pos == "PROPN" and child.index < word.index for child in word.children)
        if has_first_name or word.lower not in self._persons:
            self._persons[word.lower] = word
        for other in (*word.children, *(child for part in word.children if part.dep == "appos" for child in (part,))):
            if other.dep in ("compound", "nmod", "amod", "appos") and other.pos in ("NOUN", "PROPN"):
                self._titles[other.lower] = word
        if word.dep == "appos" and word.head.pos == "NOUN":
            self._titles[word.head.lower] = word

    def _surname(self, word: Word) -> Word | None:
        if any(
            child.pos == "PROPN" and child.dep == "compound" and child.entity == "PERSON" for child in word.children
        ):
            return None
        return self._persons.get(word.lower)

    def _description(self, word: Word) -> Word | None:
        det = word.child("det", "poss")
        if det is None or (det.dep == "det" and det.lower not in _DEFINITE):
            return None
        for title in _LEADERS if word.lower == "leader" else (word.lower,):
            if word.tag == "NN" and title in self._titles:
                return self._agreeing(word, self._titles[title])
        if det.dep == "poss":
            return None
        if word.lower in _GROUP_WORDS:
            named = self._named_group(word)
            if named is not None:
                return named
        return self._heads.get(word.lemma)

    def _agreeing(self, word: Word, person: Word) -> Word | None:
        """The person of that title, unless the description is of another country."""
        own = self._found.description(word).country
        theirs = self._found.description(person).country
        return person if own is None or theirs is None or own == theirs else None

    def _named_group(self, word: Word) -> Word | None:
        """The group that "the group" means: the only one named, or for a collective noun the last one near."""
        named = [
            mention
            for mention in self._mentions
            if mention.match.id is not None and mention.match.sector in ("REB", "CRM", "PRM", "UAF", "PTY", "PRE")
        ]
        if not named:
            return None
        if len({mention.match.id for mention in named}) == 1:
            return named[-1].word
        near = word.sentence.index - named[-1].word.sentence.index <= _GROUP_REACH
        return named[-1].word if near and word.tag == "NN" else None


def _one_body(mention: _Mention) -> bool:
    """Whether "it" can mean it: a state, a body or a thing, but no bare name of which nothing is known."""
    match = mention.match
    known = match.sector is not None or match.country is not None or mention.word.pos == "NOUN"
    return known and not mention.person and not mention.plural


def _empty(word: Word) -> bool:
    """Whether "it" stands for nothing: "it is hard to say", "it was clear that"."""
    verb = word.head
    if word.dep not in _SUBJECTS or verb.lemma != "be":
        return False
    said = [child for child in verb.children if child.dep in ("acomp", "attr", "oprd")]
    return bool(said) and any(child.dep in ("xcomp", "ccomp", "advcl") for child in (*verb.children, *said[0].children))


def _collective(word: Word) -> bool:
    return word.lower in _COLLECTIVE or word.entity in ("ORG", "NORP")


def _governs(mention: Word, pronoun: Word) -> bool:
    """Whether the pronoun stands inside the mention's own phrase ("his" in "the man and his son" does not count)."""
    return pronoun.head is mention and pronoun.dep == "poss"


def _is_person(word: Word, match: ActorMatch, registry: Registry) -> bool:
    if match.id is not None and match.id.startswith("person-"):
        return True
    if word.pos == "PROPN":
        return word.entity == "PERSON"
    return (
        word.tag == "NN" and match.sector is not None and word.lower not in _COLLECTIVE and not registry.is_thing(word)
    )


def _tied(word: Word) -> bool:
    """Whether the word only names whom another is linked to ("groups linked to al Qaeda")."""
    return word.dep == "pobj" and (word.head.head.lower in _TIES or word.head.lower in _TIES)
