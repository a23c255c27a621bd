"""Find the words that name events: the lexicon's patterns in the syntax tree."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Literal

from dateline.coder.parties import SPOKEN, agents
from dateline.coder.slots import Slots, slots_of
from dateline.coder.tree import SUBJECTS, is_infinitive, is_noun, is_number_of_people, is_verb, number_of_dead
from dateline.ontology import Frame, LexiconEntry, Ontology, pattern_words, patterns
from dateline.ontology.model import STOP, Condition, LightVerb, Role
from dateline.syntax import Document, Word

_INFINITIVE = "@INFINITIVE"
"""The class of all infinitives, asked for by the form and not by a list: "told them *to leave*"."""
_ANY = "@ANY"
"""The class of all words: that something stands in the slot is enough."""
_CLAUSE = "@CLAUSE"
"""The class of all clauses with a subject of their own: "insisted *that no shot was fired*"."""
_PEOPLE = frozenset({"@human", "@person"})
"""The classes that a number without a noun is of: "*twelve* were shot"."""
_ADJACENT = 2
"""An adverb may stand between a verb and its preposition."""
_ADJECTIVE_TAGS = ("JJ", "VBN", "VBG")
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_NAME_ENTITIES = frozenset({"DATE", "TIME", "ORG", "PERSON", "GPE", "FAC", "LOC", "PRODUCT", "WORK_OF_ART"})
"""Kinds of names; a name that holds an event word names no event. Wars and accords (EVENT, LAW) are kept."""
_GROUPS = frozenset(
    {
        "team", "group", "number", "column", "contingent", "band", "handful", "dozen", "hundred", "thousand", "score",
        "most", "many", "some", "part", "percent", "percentage", "share", "amount", "quantity", "tonne", "ton",
        "load", "batch", "worth", "sack", "bag", "crate", "box", "truckload", "shipload", "planeload", "shipment",
        "half", "all", "rest", "majority", "couple", "pair", "one", "several",
        "last", "younger", "elder", "older", "youngest", "eldest",
    }
)  # fmt: skip
"""Nouns that tell how many of what stands after "of"."""
_SERIES = frozenset(
    {"series", "wave", "string", "spate", "number", "dozen", "hundred", "score", "round", "spree", "barrage", "couple"}
)
"""Nouns that count events: "launched a *series* of strikes"."""
_CONTENT_TYPES = frozenset({"reject", "request", "threaten", "agree"})
"""PLOVER prefers these types to the type of what is refused, asked, threatened or promised."""
_PARTY_SLOTS = ("with", "against", "on", "to")
"""Where an event noun has the parties that it is about: "called for sanctions *against officials*"."""
_COLLAPSE = frozenset({"collapse", "break", "unravel", "fall", "fail", "founder"})
"""Verbs whose subject is what is given up: "the *truce* collapsed"."""
PartOfSpeech = Literal["verb", "noun", "adjective"]


@dataclass(slots=True, eq=False)
class Predicate:
    """One event word with its reading.

    `head` names the event, `words` are all words of its pattern; `anchor` is the verb of its clause: the head itself,
    or the light verb that lends a noun its arguments ("launched airstrikes"). `roles` are those of the whole event,
    `own` those that this word gave, which its measure counts.
    """

    head: Word
    words: tuple[Word, ...]
    entry: LexiconEntry
    frame: Frame
    slots: Slots
    anchor: Word
    light: LightVerb | None = None
    roles: dict[Role, list[Word]] = field(default_factory=dict)
    own: dict[Role, tuple[Word, ...]] = field(default_factory=dict)
    absorbed: list[Predicate] = field(default_factory=list)

    @property
    def is_nominal(self) -> bool:
        """Whether the event is named by a noun."""
        return is_noun(self.head)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of an entry, head apart from the further words."""

    head: str
    others: tuple[str, ...]
    part: PartOfSpeech
    entry: LexiconEntry


class Lexicon:
    """The ontology's patterns, indexed by head lemma; longest first, then the narrowest conditions."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        index: dict[str, list[tuple[tuple[bool, int, bool, int], Pattern]]] = defaultdict(list)
        for place, entry in enumerate(ontology.lexicon):
            for pattern in _patterns(entry):
                # The user's own words stand before ours, however narrow ours are.
                order = (entry.fallback, -len(pattern.others), place >= ontology.own, -_narrowness(entry))
                index[pattern.head].append((order, pattern))
        self._index = {
            lemma: tuple(pattern for _, pattern in sorted(found, key=lambda ordered: ordered[0]))
            for lemma, found in index.items()
        }
        self._light: dict[str, list[tuple[tuple[str, ...], LightVerb]]] = defaultdict(list)
        for light in ontology.light_verbs:
            for verb in light.verbs:
                lemma, *others = verb.split()
                self._light[lemma].append((tuple(others), light))

    def knows(self, word: Word) -> bool:
        """Whether some pattern has this word as its head."""
        return word.lemma in self._index

    def usual_mode(self, word: Word, kind: str) -> str | None:
        """The mode that a word has by itself wherever it names an event of a type; None where it has several or none.

        A word that needs certain company to name such an event ("*laid* mines") tells nothing by itself.
        """
        alone = [pattern.entry for pattern in self._index.get(word.lemma, ()) if not pattern.others]
        entries = [entry for entry in alone if entry.type == kind]
        modes = {entry.mode for entry in entries}
        return modes.pop() if len(modes) == 1 and any(map(_needs_nothing, entries)) else None

    def usual_measure(self, word: Word, kind: str) -> str | None:
        """What a word mostly counts of those that it befalls, where it names an event of a type; None for no people."""
        entries = [pattern.entry for pattern in self._index.get(word.lemma, ()) if not pattern.others]
        frames = [self.ontology.frames[entry.frame] for entry in entries if entry.type == kind]
        measures = Counter(frame.measure.get("recipient") for frame in frames)
        measure, times = measures.most_common(1)[0] if measures else (None, 0)
        return measure if 2 * times > len(frames) else None

    def find(self, document: Document) -> list[Predicate]:
        """All event words of the document, in text order; words inside a longer pattern name no event of their own."""
        return self.read(document)[0]

    def read(self, document: Document) -> tuple[list[Predicate], frozenset[int]]:
        """The same, and the indexes of words that are known to tell of no event as they stand."""
        found: list[Predicate] = []
        for word in document.words:
            lemma = self._lemma(word)
            if lemma is not None:
                predicate = self._read(word, lemma)
                if predicate is not None:
                    found.append(predicate)
        inner = {word.index for predicate in found for word in predicate.words if word is not predicate.head}
        events = [item for item in found if item.head.index not in inner and item.entry.type != STOP]
        verbs = {item.head.index: item for item in events if not item.is_nominal}
        stopped = frozenset(item.head.index for item in found if item.entry.type == STOP)
        return [item for item in events if not _taken_as_content(item, verbs)], stopped

    def _lemma(self, word: Word) -> str | None:
        """The key of a word's patterns: "the firing" is `firing` where the lexicon has it, else `fire`."""
        if word.tag == "VBG" and word.lower in self._index and is_noun(word):
            return word.lower
        return word.lemma if word.lemma in self._index else None

    def _read(self, word: Word, lemma: str) -> Predicate | None:
        """The reading of one word: the first pattern that fits."""
        part = _part(word)
        if part is None:
            return None
        slots: Slots | None = None
        for pattern in self._index[lemma]:
            if pattern.part != part and not (pattern.part == "adjective" and word.tag in _ADJECTIVE_TAGS):
                continue
            words = _match(word, pattern)
            if words is None:
                continue
            slots = slots or slots_of(word)
            if not all(self._holds(slot, condition, slots) for slot, condition in pattern.entry.when.items()):
                continue
            return self._predicate(word, words, pattern.entry, slots)
        return None

    def _predicate(self, word: Word, words: tuple[Word, ...], entry: LexiconEntry, slots: Slots) -> Predicate:
        frame = self.ontology.frames[entry.frame]
        predicate = Predicate(word, words, entry, frame, slots, word)
        if predicate.is_nominal:
            self._lighten(predicate)
        return predicate

    def _lighten(self, predicate: Predicate) -> None:
        """Give an event noun the arguments of the light verb that carries it, if there is one."""
        noun = predicate.head
        for verb, slot in _governors(noun):
            for others, light in self._light.get(verb.lemma, ()):
                if light.noun_slot != slot or not all(_has(verb, other) for other in others):
                    continue
                if light.types and not _is_of(predicate.entry, light.types):
                    continue
                predicate.anchor = verb
                predicate.light = light
                return

    def _holds(self, slot: str, condition: Condition, slots: Slots) -> bool:
        heads = slots.get(slot, ())
        if condition.any:
            if not heads:
                return condition.optional
            if not any(self._among(member, condition.any) for head in heads for member in _counted(head)):
                return False
        return not any(self._among(_member(head), condition.none) for head in heads)

    def _among(self, head: Word, names: tuple[str, ...]) -> bool:
        # "The firing" is no fire: a verb's noun is asked for by its own form.
        forms = {head.lower} if head.tag == "VBG" else {head.lemma, head.lower}
        for name in names:
            if name in _PEOPLE and is_number_of_people(head):
                return True
            if name.startswith("@") and name.isupper():
                if head.entity == name[1:] or _is_formed(head, name):
                    return True
            elif name.startswith("@"):
                members = self.ontology.classes[name[1:]]
                if not forms.isdisjoint(members) or not _compounds(head).isdisjoint(members):
                    return True
            elif name in forms or (" " in name and name in _compounds(head)):
                return True
        return False


def _is_formed(head: Word, name: str) -> bool:
    """Whether a word belongs to a class that is told by its form."""
    if name == _CLAUSE:
        return head.dep == "ccomp" and head.child(*SUBJECTS) is not None
    return name == _ANY or (name == _INFINITIVE and is_infinitive(head))


def _taken_as_content(predicate: Predicate, verbs: dict[int, Predicate]) -> bool:
    """Whether an event noun only names what a verb refuses, asks, threatens or promises: "ruled out *talks* with X".

    The verb then has the noun no more as a participant, but has those who are named with it.
    """
    outer = _outer_verb(predicate, verbs)
    if outer is None:
        return False
    for slot, heads in outer.slots.items():
        outer.slots[slot] = [head for head in heads if head is not predicate.head]
    for slot in _PARTY_SLOTS:
        parties = predicate.slots.get(slot, [])
        if parties and slot not in outer.frame.slots and not outer.slots.get("object"):
            outer.slots["object"] = parties  # "ruled out talks *with the rebels*"
        elif not outer.slots.get(slot):
            outer.slots[slot] = parties
    if outer.entry.type in {"reject", "request"} and not outer.slots.get("object"):
        outer.slots["object"] = own_side(predicate)
    return True


def own_side(predicate: Predicate) -> list[Word]:
    """Whose the act or word is that a noun names: "refused a request *by the union*", "the withdrawal *of X*"."""
    slots = [slot for slot in ("poss", "by", "from", "of") if predicate.frame.slots.get(slot) == "actor"]
    if predicate.head.lemma in SPOKEN:
        slots.append("of")  # "the appeal of two men"
    return [head for slot in slots for head in predicate.slots.get(slot, ())] or agents(predicate.head)


def _outer_verb(predicate: Predicate, verbs: dict[int, Predicate]) -> Predicate | None:
    noun = predicate.head
    if not predicate.is_nominal or noun.dep not in {"dobj", "pobj", "nsubj"}:
        return None
    verb = noun.head
    if noun.dep == "pobj":
        if verb.lower not in {"for", "to"} or verb.dep != "prep":
            return None
        verb = verb.head
    outer = verbs.get(verb.index)
    if outer is None or outer.entry.type not in _CONTENT_TYPES or outer.entry.type == predicate.entry.type:
        return None
    return outer if noun.dep != "nsubj" or verb.lemma in _COLLAPSE else None


def _is_of(entry: LexiconEntry, types: tuple[str, ...]) -> bool:
    return entry.type in types or f"{entry.type}/{entry.mode}" in types


def _narrowness(entry: LexiconEntry) -> int:
    """How much an entry asks for: slots that must hold one of its words, before those that only must not."""
    return 2 * sum(bool(condition.any) for condition in entry.when.values()) + bool(entry.when)


def _needs_nothing(entry: LexiconEntry) -> bool:
    """Whether no slot must hold certain words."""
    return not any(condition.any and not condition.optional for condition in entry.when.values())


def _patterns(entry: LexiconEntry) -> list[Pattern]:
    found = []
    for part, text in patterns(entry):
        head, *others = pattern_words(part, text)
        found.append(Pattern(head, tuple(others), part, entry))
    return found


def _part(word: Word) -> PartOfSpeech | None:
    if number_of_dead(word) is not None:
        return "noun"
    if word.tag == "VBN" and word.dep == "amod" and not word.children:
        return "adjective"  # "captured documents", "displaced persons": what they once were is no news
    if is_verb(word):
        if word.tag == "VBN" and word.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}:
            return None  # "the *wounded* were killed": it names people
        return None if word.dep in {"aux", "auxpass"} or _is_compound_modifier(word) else "verb"
    if word.tag in _NAME_TAGS and word.entity in _NAME_ENTITIES:
        return None  # "March 8", "the Downtown Alliance", "Customs and Border Protection"
    if is_noun(word) and word.tag != "CD":
        # A noun that only modifies another noun ("attack helicopters", "police") names no event.
        return None if word.dep in {"compound", "nmod", "npadvmod"} else "noun"
    return "adjective" if word.tag.startswith("JJ") else None


def _is_compound_modifier(verb: Word) -> bool:
    """Whether a participle is the second half of a modifier: "Iran-backed", "rebel-held", "life-threatening"."""
    return verb.dep == "amod" and any(child.text == "-" and child.index == verb.index - 1 for child in verb.children)


def _match(head: Word, pattern: Pattern) -> tuple[Word, ...] | None:
    """The words of a pattern, each a dependent of one already matched."""
    matched = [head]
    waiting = list(pattern.others)
    while waiting:
        # A noun's modifier stands before it in the pattern and hangs on it in the tree: "burst teargas shells".
        lemma, word = next(((one, found) for one in waiting if (found := _dependent(matched, one))), (None, None))
        if lemma is None or word is None or (len(pattern.others) == 1 and _is_stray(head, word)):
            return None
        waiting.remove(lemma)
        matched.append(word)
    return tuple(matched)


def _is_stray(verb: Word, preposition: Word) -> bool:
    """Whether a preposition is too far off to make one verb with it: "seize on a chance", not "seized … on Monday"."""
    return preposition.dep == "prep" and is_verb(verb) and preposition.index - verb.index > _ADJACENT


def _dependent(matched: list[Word], lemma: str) -> Word | None:
    for parent in matched:
        for child in parent.children:
            acts = child.dep == "nsubj" and is_verb(parent)  # "the *talks* ended": nobody ended them
            clause = child.dep == "conj" and is_verb(child) and child.child(*SUBJECTS) is not None
            marker = child.tag == "TO" and child.dep == "aux" and parent is matched[0]  # "*to* go" is not "go to"
            if lemma in (child.lemma, child.lower) and child not in matched and not (acts or clause or marker):
                return child
    return None


def _has(word: Word, lemma: str) -> bool:
    return any(lemma in (child.lemma, child.lower) for child in word.children)


def _counted(head: Word) -> tuple[Word, ...]:
    """A head with what it is a number or a group of: "71 of the *hostages*", "a team of *marines*"."""
    if head.tag == "CD" or not _GROUPS.isdisjoint((head.lemma, head.lower)):
        inner = (noun for child in head.children if child.lower == "of" for noun in child.children)
        return (head, *(noun for noun in inner if noun.dep == "pobj"))
    return (head,)


def _member(head: Word) -> Word:
    """Who a group consists of, where it is said: "a team of *officers*" is no team of players."""
    return _counted(head)[-1]


def _compounds(head: Word) -> frozenset[str]:
    """A noun with the modifier right before it, which may be listed as it stands: "special force", "arms fire"."""
    own = head.lower if head.tag == "VBG" else head.lemma
    before = [child for child in head.children if child.dep in {"compound", "amod"} and child.index == head.index - 1]
    return frozenset(f"{form} {own}" for child in before for form in (child.lemma, child.lower))


def _governors(noun: Word) -> list[tuple[Word, str]]:
    """The verbs that may carry an event noun, with the slot in which they hold it."""
    top = noun
    while top.dep == "conj" and top.head is not top:
        top = top.head
    found: list[tuple[Word, str]] = []
    if top.dep == "pobj" and top.head.lower == "of" and top.head.head.lemma in _SERIES:
        top = top.head.head
    if top.dep in {"dobj", "attr", "oprd", "nsubjpass"}:
        found.append((top.head, "object"))
    elif top.dep == "nsubj":
        found.append((top.head, "subject"))
    elif top.dep == "pobj" and top.head.dep in {"prep", "agent"}:
        found.append((top.head.head, top.head.lower))
        if top.head.head.dep == "dobj" and top.head.lower in {"of", "for"}:  # "accused the rebels of an attack"
            found.append((top.head.head.head, top.head.lower))
    for child in noun.children:
        if child.dep == "acl" and child.tag == "VBN":
            found.append((child, "object"))
        elif child.dep == "relcl" and is_verb(child):
            found.append((child, _relative_slot(child)))
    return found


def _relative_slot(verb: Word) -> str:
    """What the antecedent is to the verb of its relative clause."""
    for child in verb.children:
        if child.tag in {"WDT", "WP", "IN"} and child.dep in {"nsubj", "nsubjpass", "dobj"}:
            return "subject" if child.dep == "nsubj" else "object"
    return "object"
