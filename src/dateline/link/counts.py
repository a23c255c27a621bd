"""Whose counts are the same count: the figures of an event's claims, sorted by measure and side, parts left out.

A side is an organised party (an army, a police force, an armed group) or civilians named as such. All other words for
people ("two men", "the victims", a person's name) count people of the event, and go under the side `None`.

One report tells a toll many times: the total in its headline, then one by one who they were. Of what it says of people
under one voice only the largest count stands for the toll; smaller ones are its parts, and neither update nor dispute
it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.link.mention import Mention
from dateline.link.several import tells_of_several
from dateline.link.survivors import Row, without_the_dead
from dateline.records import Figure, Participant, SourceKind

Key = tuple[str, str | None]

# PLOVER's sectors of parties that fight or hold power together: their losses are counted apart.
ORGANISED = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "CRM", "OPP", "PRE"})
# Words that set civilians apart from fighters; "people" or "residents" may be anybody.
_CIVILIANS = frozenset({"civilian", "civilians", "non-combatant", "noncombatant", "noncombatants", "non-combatants"})

_STATE = ("Military of ", "Police of ")
"""How the names of all the forces of a state begin (`actors/registry.py`)."""

_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "we", "us", "who", "one", "some", "others"})

# Who is in a position to count, best first; a practice of casualty recorders (Every Casualty Counts, "Standards for
# Casualty Recording", 2016): those who see the bodies before those who speak for a side.
AUTHORITY: tuple[SourceKind | None, ...] = (
    "document", "medical", "ngo", "official", "police", "military", "named", "media", None, "witness", "rebel",
    "anonymous",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of one mention; `figure` is the sum where the mention counts the people of one side one by one."""

    mention: Mention
    figure: Figure

    @property
    def kind(self) -> SourceKind | None:
        """The kind of the best placed of those who say so; None is the reporter."""
        kinds: list[SourceKind | None] = [source.kind for source in self.mention.claim.sources]
        return min(kinds or [None], key=AUTHORITY.index)

    @property
    def rank(self) -> tuple[int, str, str]:
        """Sorts the figure to believe last: authority first, then the later report."""
        return (-AUTHORITY.index(self.kind), self.mention.published, self.mention.id)

    @property
    def size(self) -> int:
        """The count that it stands for when counts are compared: its best, or else an end of its range."""
        return next((n for n in (self.figure.best, self.figure.low, self.figure.high) if n is not None), 0)


def counts_of(mentions: Sequence[Mention]) -> dict[Key, list[Count]]:
    """Sort the figures of an event's claims by measure and by whose they are; what is part of another is left out.

    Reports call one side "11 soldiers", "its soldiers" or by its name: a general word is taken for the one named side
    of its sector that the event has, if it has just one. What sums up several incidents counts only where nothing else
    does.
    """
    told = [(mention, figure, _party(mention, figure)) for mention in mentions for figure in mention.claim.figures]
    rows = without_the_dead(_of_this_event(told))
    names = _Names(party for _, _, party in rows if party is not None)
    sorted_out: dict[Key, list[tuple[Mention, Figure]]] = defaultdict(list)
    for (_, measure), given in _by_claim(rows).items():
        sides = [names.side(party) for _, _, party in given]
        for (mention, figure, _), side in zip(given, sides, strict=True):
            sorted_out[measure, side].append((mention, figure))
            if side is not None and None in sides:
                # "Two soldiers and three others died": the people of no side are five, soldiers among them.
                sorted_out[measure, None].append((mention, figure))
    return {key: list(_whole(given)) for key, given in sorted_out.items()}


def _of_this_event(rows: Sequence[Row]) -> Sequence[Row]:
    single = [row for row in rows if not tells_of_several(row[0].claim, row[0].report)]
    return single or rows


def _by_claim(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found[row[0].id, row[1].measure].append(row)
    return found


def _party(mention: Mention, figure: Figure) -> Participant | None:
    """The participant that a figure speaks of, by its words, name or id."""
    if figure.participant is None:
        return None
    everyone = (*mention.claim.recipients, *mention.claim.actors)
    return next((one for one in everyone if figure.participant in {one.text, one.name, one.id}), None)


class _Names:
    """What the sides of an event are called.

    A force of a state ("US Marine Corps") is counted with the state's forces where the event speaks of these too.
    """

    def __init__(self, parties: Iterable[Participant]) -> None:
        named = {(one.sector, one.country, one.name) for one in parties if one.name and one.sector}
        self._whole = {(sector, land): name for sector, land, name in sorted(named, key=str) if name.startswith(_STATE)}
        self._named: dict[str, set[str]] = defaultdict(set)
        for sector, land, name in named:
            self._named[sector].add(self._whole.get((sector, land), name))

    def side(self, party: Participant | None) -> str | None:
        """The side of who is counted; None where it is no side's people that are counted."""
        if party is None:
            return None
        head = (party.head or party.text).casefold()
        if head in _CIVILIANS:
            return "civilians"
        if party.sector not in ORGANISED:
            return None
        alike = self._named.get(party.sector, set())
        if party.name is None and len(alike) == 1:
            return next(iter(alike))
        if party.name is None:
            return None if head in _PRONOUNS else head
        return self._whole.get((party.sector, party.country), party.name)


def _whole(given: Sequence[tuple[Mention, Figure]]) -> Iterator[Count]:
    """The counts that are no part of a larger one in their own report."""
    told: dict[tuple[str, SourceKind | None], Count] = {}
    for count in _summed(given):
        voice = (count.mention.claim.report_id, count.kind)
        if voice not in told or count.size > told[voice].size:
            told[voice] = count
    for (report, kind), count in told.items():
        plain = told.get((report, None))
        # What the reporter vouches for is the toll; an official's lower count beside it is of some of these people.
        if kind is None or plain is None or count.size >= plain.size:
            yield count


def _summed(given: Sequence[tuple[Mention, Figure]]) -> Iterator[Count]:
    """Add up what one claim counts apart: "two women and a man". A count told twice is one."""
    of_claim: dict[str, tuple[Mention, list[Figure]]] = {}
    for mention, figure in given:
        _, figures = of_claim.setdefault(mention.id, (mention, []))
        if not any(_same_words(figure, other) for other in figures):
            figures.append(figure)
    for mention, figures in of_claim.values():
        yield Count(mention, figures[0] if len(figures) == 1 else _sum(figures))


def _same_words(one: Figure, other: Figure) -> bool:
    return one.start < other.end and other.start < one.end


def _sum(figures: Sequence[Figure]) -> Figure:
    """The sum; an end that one part leaves open stays open."""

    def total(values: Sequence[int | None]) -> int | None:
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == len(figures) else None

    return figures[0].model_copy(
        update={
            "low": total([one.low if one.low is not None else one.best for one in figures]),
            "best": total([one.best for one in figures]),
            "high": total([one.high if one.high is not None else one.best for one in figures]),
        }
    )
