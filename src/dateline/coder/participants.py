"""From argument words to participants: the whole phrase, its head, and who that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.actors import ActorMatch
from dateline.coder.predicates import Predicate
from dateline.coder.tree import conjuncts, is_noun, is_number_of_people, phrase
from dateline.records import Participant
from dateline.syntax import Document, Word

_GENERIC = frozenset({"people", "person", "victim", "individual", "other", "member", "dead", "casualty", "personnel"})
"""Heads that name nobody by themselves: what follows "including" says who they are, where it names all."""
_CONTAINERS = frozenset(
    "group number dozen hundred thousand score lot series couple handful majority total band string crowd party "
    "contingent column team squad pair trio bunch wave million rest most many several some part all half both one two "
    "three four five six seven eight nine ten none least wing faction cell younger elder older eldest youngest "
    "oldest body corpse".split()
)
"""Nouns that count or gather what stands after their "of": "a group of gunmen" is gunmen."""
_MET = frozenset({"give", "give-back", "promise", "yield", "halt"})
"""Frames whose thing may be people, who then are the recipient."""
_FOUND = frozenset({"find", "discover", "uncover", "unearth"})
"""Words of the seizure of what nobody is said to have had."""


@dataclass(frozen=True, slots=True)
class Named:
    """A participant and why it was resolved so."""

    participant: Participant
    head: Word
    why: str


def semantic_head(word: Word) -> Word:
    """The noun that a phrase is about: "gunmen" for "a group of gunmen"."""
    for _ in range(3):
        if _CONTAINERS.isdisjoint((word.lemma, word.lower)) and word.tag != "CD":
            return word
        inner = next(
            (deep for child in word.children if child.lower == "of" for deep in child.children if deep.dep == "pobj"),
            None,
        )
        if inner is None or inner.tag in {"PRP", "CD"}:  # "some of *them*", "a crowd of *3,000*"
            return word
        word = inner
    return word


def members(word: Word) -> list[Word]:
    """Who a generic head stands for: "100 people including rebels and soldiers" is rebels and soldiers."""
    if word.lemma not in _GENERIC:
        return [word]
    for child in word.children:
        if child.lower in {"including", "includes", "comprising"} or child.text in {"--", "—", "–", ":"}:
            named = [noun for inner in child.children if inner.dep == "pobj" for noun in conjuncts(inner)]
            if len(named) > 1 and not any(noun.child("nummod") for noun in named):
                return named
    return [word]


def quote_of(head: Word, document: Document) -> tuple[str, int, int]:
    """Text and offsets of the noun phrase of `head`."""
    first, last = phrase(head)
    return document.text[first.start : last.end], first.start, last.end


def participants(
    heads: Sequence[Word],
    document: Document,
    match: Callable[[Word], ActorMatch],
    *,
    accept: Callable[[Word, ActorMatch], bool],
    country: str | None = None,
) -> list[Named]:
    """The participants that stand in one role, each phrase once.

    Args:
        heads: Head words of the arguments.
        document: The parsed report.
        match: Resolves a head within the report.
        accept: Refuses what cannot play the role, such as a bomb as an actor.
        country: Country of those that have none of their own, where the sentence gives it ("France lost a pilot").
    """
    found: list[Named] = []
    seen: set[int] = set()
    for argument in heads:
        for head in members(semantic_head(argument)):
            if head.index in seen or not _can_name(head) or _is_cut_name(head, heads):
                continue
            seen.add(head.index)
            actor = match(head)
            if accept(head, actor):
                found.append(Named(_participant(head, actor, document, country), head, actor.why))
    # "Killed two men and wounded *five*": beside those who are named a bare number is only a count.
    return [one for one in found if not _is_bare_number(one.head)] or found


def _is_cut_name(head: Word, heads: Sequence[Word]) -> bool:
    """Whether the parser cut a hyphenated name in two, and the head of the rest stands in the same role."""
    words = head.sentence.words
    following = words[head.index - words[0].index + 1 :][:2]
    return len(following) > 1 and following[0].text == "-" and following[1] in heads


def taken_or_met(predicate: Predicate, content: Sequence[Word], is_person: Callable[[Word], bool]) -> list[Word]:
    """What is seized, and people where a frame asks for a thing: "sheltered *refugees*", "returned *two boys*"."""
    if predicate.entry.frame == "seize":
        return [] if predicate.head.lemma in _FOUND else list(content)
    met = predicate.entry.frame in _MET and not predicate.is_nominal
    return [head for head in content if met and is_person(semantic_head(head))]


def is_the_number(head: Word) -> bool:
    """Whether a number stands for those named before: "*the two* were held"."""
    return head.tag == "CD" and any(child.dep == "det" and child.lower == "the" for child in head.children)


def is_part_of_them(head: Word) -> bool:
    """Whether a word of number stands for people named before: "*several* of them", "*those* who fled"."""
    if head.lower == "those":
        return any(child.dep == "relcl" for child in head.children)
    of_them = (deep for child in head.children if child.lower == "of" for deep in child.children)
    return any(deep.lower in {"them", "us", "whom"} for deep in of_them)


def _is_bare_number(head: Word) -> bool:
    """Whether a number neither points back nor tells of whom it counts some: not "*the two*", nor "*two* of them"."""
    return head.tag == "CD" and not (is_the_number(head) or any(child.lower == "of" for child in head.children))


def _can_name(head: Word) -> bool:
    if not any(map(str.isalnum, head.text)) or head.dep == "punct":
        return False  # the hyphen of "ex-minister"
    if head.tag == "CD":
        return not _is_bare_number(head) or is_number_of_people(head)
    if is_noun(head) or head.tag in {"PRP", "PRP$", "WP"}:
        return True
    if head.tag == "VBN" and head.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return True  # "six *wounded* were killed"
    # Adjectives that stand for people or their country: "the French", "the wounded", "*French* air strikes".
    return head.tag.startswith("JJ") or head.pos in {"PROPN", "ADJ", "PRON"}


def _participant(head: Word, actor: ActorMatch, document: Document, country: str | None) -> Participant:
    text, start, end = quote_of(head, document)
    return Participant(
        text=text,
        start=start,
        end=end,
        name=actor.name,
        id=actor.id,
        country=actor.country or country,
        sector=actor.sector,
        head=document.text[head.start : head.end],
    )
