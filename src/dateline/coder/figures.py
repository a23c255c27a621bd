"""Figures of an event: the counts of those who play a counted role, by the frame's measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dateline.coder.attach import belongs, governor
from dateline.coder.own_death import own_death
from dateline.coder.participants import quote_of, semantic_head
from dateline.coder.predicates import Predicate
from dateline.coder.quantities import Quantity, count_of
from dateline.coder.running_toll import number_of_such, running_toll
from dateline.coder.tree import phrase
from dateline.records import Figure
from dateline.syntax import Document, Word

_NEAR = 5
"""A count elsewhere in the clause ("in an operation involving several hundred soldiers") counts the force that was
moved when it is at most this many steps away; farther ones belong to other events (tests/coder/test_figures.py)."""
_COUNTED_ONE_BY_ONE = frozenset({"recipient"})
"""A single victim is a count; a single jet or a single protester that moves is not a report of numbers."""
_FATES = {
    "dead": "killed", "killed": "killed", "injured": "wounded", "wounded": "wounded", "hurt": "wounded",
    "hospitalized": "wounded", "hospitalised": "wounded", "missing": "missing",
}  # fmt: skip
"""What became of those told after the word of the event: "left one dead and *three others injured*"."""
_HARMED = frozenset(_FATES.values())
_LIFE = "life"
_OF_THINGS = frozenset({"destroyed"})
"""Measures of things; all others count people."""
_ALL = frozenset({"every", "each", "any"})
"""What stands before a singular that is not one: "burned *every* hut"."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure and the words that made it."""

    figure: Figure
    why: str


def figures_of(
    predicate: Predicate,
    document: Document,
    quantities: Sequence[Quantity],
    event_words: frozenset[int],
    *,
    is_force: Callable[[Word], bool],
    is_person: Callable[[Word], bool],
    is_part: Callable[[Word], bool],
) -> list[Counted]:
    """The figures that an event carries, those of the words folded into it included; each count once.

    Args:
        predicate: The event word.
        document: Its report.
        quantities: The counts that the report writes as numbers.
        event_words: Indexes of all event words: a count near another one is not this one's.
        is_force: Tells words for troops.
        is_person: Tells words for people.
        is_part: Tells words for parts of a body and for wounds, which are not who was hurt.
    """
    found: list[Counted] = []
    seen: set[tuple[str, int, int]] = set()
    for part in (predicate, *predicate.absorbed):
        for measure, quantity in _counts(part, is_person):
            if quantity.high != 0 and quantity.head is not None and _is_wound(quantity.head, is_part):
                continue
            key = (measure, quantity.first, quantity.last)
            if key not in seen:
                seen.add(key)
                found.append(_counted(measure, quantity, document))
    if (dead := own_death(predicate)) is not None and any(item.figure.measure == "killed" for item in found):
        found.append(_killer(dead, predicate, document))
    if "force" in predicate.frame.measure and not found:
        found.extend(_forces(predicate, document, quantities, event_words, is_force))
    return _without_told_better(found)


def _without_told_better(found: list[Counted]) -> list[Counted]:
    """Without casualties of whom it is told, too, what became of them: "shot and *wounded three*"."""
    known = {(item.figure.start, item.figure.end) for item in found if item.figure.measure in _HARMED}
    return [
        item
        for item in found
        if item.figure.measure != "casualties" or (item.figure.start, item.figure.end) not in known
    ]


def _is_wound(head: Word, is_part: Callable[[Word], bool]) -> bool:
    """Whether a wound or limb is counted, and nobody: not "two of *the wounded*", nor lives."""
    return head.tag.startswith("NN") and head.lemma != _LIFE and is_part(head)


def _killer(dead: Word, predicate: Predicate, document: Document) -> Counted:
    """The death of who killed the others."""
    own = _counted("killed", Quantity(1, 1, 1, dead.index, dead.index, dead, explicit=dead.tag == "PRP"), document)
    killer = next(iter(predicate.roles.get("actor", ())), dead)
    figure = own.figure.model_copy(update={"participant": quote_of(semantic_head(killer), document)[0]})
    return Counted(figure, f"{figure.text!r} is of who killed the others")


def _counts(part: Predicate, is_person: Callable[[Word], bool]) -> Iterator[tuple[str, Quantity]]:
    if part.is_nominal:
        yield from running_toll(part.head)
    for role, measure in part.frame.measure.items():
        yield from ((measure, quantity) for quantity in number_of_such(part.head))
        if part.is_nominal:  # "432 arrests", "12 deaths"
            yield from ((measure, quantity) for quantity in count_of(part.head) if quantity.explicit)
        yield from ((measure, quantity) for quantity in lives(part))
        for head in part.own.get(role, ()):
            for quantity in count_of(head):
                one_by_one = role in _COUNTED_ONE_BY_ONE and _is_single(quantity.head, measure, is_person)
                if quantity.explicit or one_by_one:
                    yield _fate(part, quantity) or measure, quantity


def lives(predicate: Predicate) -> list[Quantity]:
    """The lives that the event's own words count: "claimed *seven* lives"."""
    counted = (quantity for word in predicate.words[1:] if word.lemma == _LIFE for quantity in count_of(word))
    return [quantity for quantity in counted if quantity.explicit]


def _fate(part: Predicate, quantity: Quantity) -> str | None:
    """The measure of those whose own fate is told after the event's: "left two dead and *a child wounded*"."""
    if len(part.words) < 2 or part.words[-1].lower not in _FATES or quantity.last < part.words[-1].index:  # noqa: PLR2004
        return None
    sentence = part.head.sentence.words
    following = sentence[quantity.last - sentence[0].index + 1 :]
    return next((_FATES[word.lower] for word in following if word.lower in _FATES), None)


def _is_single(head: Word | None, measure: str, is_person: Callable[[Word], bool]) -> bool:
    """Whether words without a number are a victim: "a pilot", "Omar Farah", "she"; or a thing: "his helicopter"."""
    if head is None or any(child.lower in _ALL for child in head.children):
        return False
    if measure in _OF_THINGS:
        return any(child.dep in {"det", "poss"} for child in head.children)
    return is_person(head) or _is_one_more(head)


def _is_one_more(head: Word) -> bool:
    """Whether an ordinal stands for one more of those told of before: "wounded a third"."""
    return head.entity == "ORDINAL" and head.child("det") is not None


def _forces(
    predicate: Predicate,
    document: Document,
    quantities: Sequence[Quantity],
    event_words: frozenset[int],
    is_force: Callable[[Word], bool],
) -> Iterator[Counted]:
    """The size of a force, told elsewhere in the clause."""
    for quantity in quantities:
        if quantity.head is None or not is_force(quantity.head):
            continue
        holder = governor(document.words[quantity.first : quantity.last + 1])
        cost = belongs(holder, predicate, event_words)
        if cost is not None and cost <= _NEAR:
            yield _counted(predicate.frame.measure["force"], quantity, document)
            return


def _counted(measure: str, quantity: Quantity, document: Document) -> Counted:
    first, last = document.words[quantity.first], document.words[quantity.last]
    if not quantity.explicit and quantity.head is not None:
        first, last = phrase(quantity.head)
    text = document.text[first.start : last.end]
    whose = quote_of(semantic_head(quantity.head), document)[0] if quantity.head is not None else None
    figure = Figure(
        measure=measure,
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        text=text,
        start=first.start,
        end=last.end,
        participant=whose,
    )
    return Counted(figure, f"{text!r} counts who was {measure}")
