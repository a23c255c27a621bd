"""Attribution without a verb: "according to X", "reportedly", "X's claim that", "Minister: …", "the toll given by"."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from dateline.coder.attribution.lexicon import PREPOSITIONS, Lexicon
from dateline.coder.attribution.model import Finding
from dateline.coder.attribution.syntax import agents, below, clause, clause_head, is_that_clause, speakers, told_in
from dateline.coder.tree import conjuncts, is_noun, is_passive, is_verb
from dateline.core.countries import country_of_name
from dateline.syntax import Sentence, Word

_BREAKS = frozenset(",;-\u2013\u2014") | {"--"}
_DEMONSTRATIVES = frozenset({"that", "this", "these", "those", "the"})
TOPICS = PREPOSITIONS | {"over", "toward", "towards"}
COUNTING = frozenset({"count", "put", "tally", "estimate", "give", "record", "register", "list", "document"})
"""Verbs of those who tell how many there were."""
_COUNTED = frozenset(
    "body casualty dead death deaths fatality fatalities injured killed loss losses toll victim victims wounded".split()
)
_VERBLESS = frozenset({"ROOT", "nsubj", "dep", "npadvmod", "dobj"})
# A headline's speaker before a colon or after a dash is short.
LABEL_WORDS = 8
# A speaker behind the colon ("five killed in Gao: police") is shorter still.
TAIL_WORDS = 5


def from_phrase(word: Word, lexicon: Lexicon) -> list[Finding]:
    """What an "according to", an adverb or an adjective of hearsay attributes."""
    if word.lower in lexicon.according and word.dep in {"prep", "advcl", "ROOT", "acl", "pcomp", "advmod"}:
        return _according(word)
    if word.lower in lexicon.adverbs and word.head is not word:
        return [Finding(word, (), (word.index, word.index), clause(word.head) - {word.index})]
    if word.lower in lexicon.adjectives and word.dep == "amod" and word.head is not word:
        return [Finding(word, (), (word.index, word.index), below(word.head) - {word.index})]
    return []


def _according(word: Word) -> list[Finding]:
    bridge, last = word, word.index
    if word.lower == "according":
        to = word.child("prep")
        if to is None or to.lower != "to":
            return []
        bridge, last = to, to.index
    noun = bridge.child("pobj")
    if noun is None or (word.lower == "per" and noun.tag == "NN" and noun.child("det", "poss") is None):
        return []  # "per cent", "per day"
    sources = tuple(conjuncts(noun))
    return [Finding(word, sources, (word.index, last), _clause_around(word) - below(word))]


def _clause_around(word: Word) -> set[int]:
    """The clause that "according to" speaks of: the whole sentence if it stands at its end behind a comma."""
    head = clause_head(word.head if word.head is not word else word)
    sentence = word.sentence
    if head is word:
        return {other.index for other in sentence.words}
    behind = word.index > sentence.words[0].index and _previous(word).text in _BREAKS
    ends = word.subtree()[-1].index >= sentence.words[-1].index - 2
    if behind and ends:
        while head.head is not head and head.dep not in {"ccomp", "parataxis"}:
            head = clause_head(head.head)
    return clause(head)


def _previous(word: Word) -> Word:
    return word.sentence.words[max(0, word.index - word.sentence.words[0].index - 1)]


def from_noun(word: Word, lexicon: Lexicon, *, attitudes: bool) -> list[Finding]:
    """Nouns of saying: "X's claim that …", "reports that …", "a warning by X that …"."""
    vouches = word.lemma in lexicon.nouns
    if not (vouches or (attitudes and word.lemma in lexicon.attitude_nouns)) or not is_noun(word):
        return []
    if told_in(word, lexicon.says):
        return []
    sources = _owners(word, lexicon.carriers | lexicon.bearing if attitudes else lexicon.carriers)
    topics = TOPICS if attitudes else {"of"}
    content: set[int] = set()
    last = word.index
    for child in word.children:
        if is_that_clause(child) or (attitudes and child.dep in {"acl", "relcl"} and _is_infinitive(child)):
            content |= below(child)
        elif sources and child.dep == "prep" and child.index == last + 1 and child.lower in topics:
            content |= below(child) - {child.index}
            last = child.index
    if not content or not (sources or attitudes or word.lemma in lexicon.hearsay):
        return []
    return [Finding(word, sources, (word.index, last), content - below(*sources), vouches=vouches)]


def _is_infinitive(child: Word) -> bool:
    return any(part.tag == "TO" for part in child.children)


def _owners(noun: Word, carriers: AbstractSet[str]) -> tuple[Word, ...]:
    """Whose statement it is: "X's", "by X", or who makes, issues or denies it."""
    owner = noun.child("poss")
    if owner is not None:
        return tuple(conjuncts(owner))
    if found := agents(noun):
        return found
    verb = noun.head
    if noun.dep == "dobj" and verb.lemma in carriers:
        return speakers(verb)
    return ()


def from_colon(sentence: Sentence, lexicon: Lexicon, speakers: AbstractSet[str]) -> list[Finding]:
    """Headlines: "Hollande: France will go on", "Five killed in Gao: police".

    `speakers` are the heads of all that speak elsewhere in the report: they tell a surname from a place.
    """
    words = sentence.words
    place = next((place for place, word in enumerate(words) if word.text == ":"), None)
    if place is None:
        return []
    before, after, cue = words[:place], words[place + 1 :], (words[place].index, words[place].index)
    if len(before) <= LABEL_WORDS and any(is_verb(word) for word in after):
        head = _speaker(before, lexicon, speakers)
        if head is not None:
            return [Finding(words[place], (head,), cue, {word.index for word in after}, quotes=True)]
    if len(before) > 1 and len(after) <= TAIL_WORDS:
        head = _speaker(after, lexicon, speakers)
        if head is not None:
            return [Finding(words[place], (head,), cue, {word.index for word in before})]
    return []


def _speaker(words: list[Word], lexicon: Lexicon, speakers: AbstractSet[str]) -> Word | None:
    """The head of a stretch that is nothing but the name or the description of somebody who can speak."""
    words = [word for word in words if word.text not in {".", '"'}]
    if not words or any(is_verb(word) for word in words) or words[0].lower in lexicon.labels:
        return None
    if country_of_name(" ".join(word.text for word in words)) is not None:
        return None  # "Syria: 14 killed in air strike" says where
    inside = {word.index for word in words}
    tops = [word for word in words if word.head is word or word.head.index not in inside]
    head = tops[0] if len(tops) == 1 else words[-1]
    if not is_noun(head):
        return None
    known = head.lemma in lexicon.kinds or head.lower in lexicon.kinds
    place = head.entity in {"GPE", "LOC", "FAC", "DATE", "TIME"}
    name = head.tag.startswith("NNP") or (len(words) == 1 and head.text[0].isupper())
    return head if known or head.text in speakers or (name and not place) else None


def from_count(word: Word) -> list[Finding]:
    """Who counts the dead says how many: "the Red Cross *counted* 16 bodies", "police *put* the toll at nine"."""
    counted = word.child("dobj")
    if word.lemma not in COUNTING or not is_verb(word) or counted is None or is_passive(word):
        return []
    told = [counted, *(child for child in counted.subtree() if child.dep in {"pobj", "amod", "acl"})]
    if all(one.lemma not in _COUNTED and one.lower not in _COUNTED for one in told):
        return []
    sources = speakers(word)
    return [Finding(word, sources, (word.index, word.index), below(word) - below(*sources))] if sources else []


def from_picture(word: Word, lexicon: Lexicon) -> list[Finding]:
    """Captions: "This picture released by X shows …": who released the picture says what it shows."""
    if word.lemma not in {"show", "depict", "capture", "see"} or not is_verb(word):
        return []
    picture = word.child("nsubj")
    if picture is None or picture.lemma not in lexicon.pictures:
        return []
    shown = [child for child in word.children if child.dep in {"dobj", "ccomp", "xcomp", "prep", "advcl", "npadvmod"}]
    if not shown:
        return []
    sources: tuple[Word, ...] = ()
    for part in picture.children:
        if part.dep == "acl" and part.lemma in lexicon.released:
            sources = sources or agents(part)
    return [Finding(word, sources or (picture,), (word.index, word.index), below(*shown))]


def from_account(sentence: Sentence, before: Sentence | None, lexicon: Lexicon) -> list[Finding]:
    """A sentence that says who told the one before: "Twelve died. That was the toll given by police."."""
    root = sentence.root
    if before is None or before.paragraph != sentence.paragraph:
        return []
    subject = root.child("nsubj", "nsubjpass")
    if subject is None or not _points_back(subject, lexicon):
        return []
    attribute = root.child("attr") if root.lemma == "be" else None
    cue, sources = _giver(root, attribute, lexicon)
    if cue is None or not sources:
        return []
    return [Finding(cue, sources, (cue.index, cue.index), {word.index for word in before.words})]


def _points_back(subject: Word, lexicon: Lexicon) -> bool:
    if subject.lower in {"that", "this", "these", "those"}:
        return True
    return subject.lemma in lexicon.accounts and any(
        child.dep == "det" and child.lower in _DEMONSTRATIVES for child in subject.children
    )


def _giver(root: Word, attribute: Word | None, lexicon: Lexicon) -> tuple[Word | None, tuple[Word, ...]]:
    """The word that tells who gave it, and the givers."""
    if attribute is not None:
        return _giver_of(attribute, lexicon) if attribute.lemma in lexicon.accounts else (None, ())
    if root.lemma in lexicon.given:
        return root, agents(root)
    for child in root.children:
        if root.lemma == "come" and child.lower == "from":
            return root, _objects_of(child)
        if root.lemma == "be" and child.lower == "according":
            return child, _objects_of(child.child("prep"))
    return None, ()


def _giver_of(attribute: Word, lexicon: Lexicon) -> tuple[Word, tuple[Word, ...]]:
    for child in attribute.children:
        if child.dep == "acl" and child.lemma in lexicon.given and (found := agents(child)):
            return child, found
    return attribute, _owners(attribute, lexicon.carriers)


def _objects_of(preposition: Word | None) -> tuple[Word, ...]:
    noun = preposition.child("pobj") if preposition is not None else None
    return tuple(conjuncts(noun)) if noun is not None else ()


def from_missing_verb(word: Word, lexicon: Lexicon) -> list[Finding]:
    """A person, "that" and a clause, the verb lost: "President Smith that troops will stay"."""
    if word.entity != "PERSON" or word.dep not in _VERBLESS or word.head.lemma in lexicon.verbs:
        return []  # "told President Smith that …": he is told
    for child in word.children:
        if child.dep in {"relcl", "acl", "ccomp"} and is_that_clause(child):
            mark = next(part for part in child.children if part.lower == "that")
            return [Finding(word, (word,), (mark.index, mark.index), below(child) - {mark.index})]
    return []
