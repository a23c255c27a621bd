"""A report's text cut into pieces, each with the roles that its words have in claims.

Offsets are code points of `report.text` throughout, so that words selected in the browser can be found again.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from dateline.records import Claim, Quote

Role = Literal["trigger", "actor", "recipient", "place", "time", "figure", "source"]

ROLES: Final[tuple[Role, ...]] = ("trigger", "actor", "recipient", "place", "time", "figure", "source")
"""In the order of the legend."""

# A browser drops NUL and turns a carriage return into a line feed; each is shown as one other character, so that
# counting characters in the page still gives the report's offsets.
_SHOWN: Final = {0x00: "\ufffd", 0x0C: " ", 0x0D: " "}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that have a role in a claim."""

    start: int
    end: int
    role: Role
    claim_id: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text and the marks that cover all of it, the shortest first."""

    text: str
    start: int
    marks: tuple[Mark, ...] = ()

    @property
    def role(self) -> Role | None:
        """The role that decides the colour: that of the event word, else of the shortest words around."""
        if any(mark.role == "trigger" for mark in self.marks):
            return "trigger"
        return self.marks[0].role if self.marks else None

    @property
    def claims(self) -> str:
        """The claims that these words belong to, as a list for an attribute."""
        return " ".join(dict.fromkeys(mark.claim_id for mark in self.marks))

    @property
    def trigger(self) -> str | None:
        """The claim whose event word starts here."""
        return next((one.claim_id for one in self.marks if one.role == "trigger" and one.start == self.start), None)


def marks_of(claim: Claim) -> tuple[Mark, ...]:
    """All the words that a claim's values were read from."""
    return tuple(Mark(quote.start, quote.end, role, claim.id) for role, quote in quotes_of(claim))


def quotes_of(claim: Claim) -> Iterator[tuple[Role, Quote]]:
    """Each quotation of a claim with its role, in the order of the legend; a quotation without words is left out."""
    listed: tuple[tuple[Role, Iterable[Quote | None]], ...] = (
        ("trigger", (claim.trigger,)),
        ("actor", claim.actors),
        ("recipient", claim.recipients),
        ("place", (claim.place,)),
        ("time", (claim.time,)),
        ("figure", claim.figures),
        ("source", claim.sources),
    )
    for role, quotes in listed:
        yield from ((role, quote) for quote in quotes if quote is not None and quote.end > quote.start)


def segments(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """Cut `text[start:end]` wherever a mark begins or ends.

    Args:
        text: The report's text.
        start: Where to begin, in code points.
        end: Where to end.
        marks: Marks anywhere in the text; those outside are passed over.

    Returns:
        Pieces that follow each other and together are the text, with control characters that a browser would change
        shown as one other character each.
    """
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end}
    cuts = [start, *sorted(edges), end]
    return tuple(
        Segment(shown(text[left:right]), left, _covering(inside, left, right))
        for left, right in itertools.pairwise(cuts)
        if left < right
    )


def shown(text: str) -> str:
    """The text as a browser can show it, character for character."""
    return text.translate(_SHOWN)


def _covering(marks: Iterable[Mark], start: int, end: int) -> tuple[Mark, ...]:
    found = (mark for mark in marks if mark.start <= start and end <= mark.end)
    return tuple(sorted(found, key=lambda one: (one.end - one.start, ROLES.index(one.role), one.claim_id)))
