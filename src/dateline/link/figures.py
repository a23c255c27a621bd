"""From the counts that sources gave to one record of them: lowest, best and highest, with the reason for the best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.link.mention import Mention
from dateline.records import EventFigure, Figure, Participant, SourceKind
from dateline.records.event import Basis

# Who is in a position to count, best first; a practice of casualty recorders (Every Casualty Counts, "Standards for
# Casualty Recording", 2016): those who see the bodies before those who speak for a side.
AUTHORITY: tuple[SourceKind | None, ...] = (
    "document", "medical", "ngo", "official", "police", "military", "named", "media", None, "witness", "rebel",
    "anonymous",
)  # fmt: skip

Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of one mention."""

    mention: Mention
    figure: Figure

    @property
    def rank(self) -> tuple[int, str, str]:
        """Sorts the figure to believe last: authority first, then the later report."""
        kinds: list[SourceKind | None] = [source.kind for source in self.mention.claim.sources]
        return (-min(AUTHORITY.index(kind) for kind in kinds or [None]), self.mention.published, self.mention.id)


def counts_of(mentions: Sequence[Mention]) -> dict[Key, list[Count]]:
    """Sort the figures of an event's claims by measure and by whose they are.

    Reports call one side "11 soldiers", "its soldiers" or by its name: a general word is taken for the one named side
    of its sector that the event has, if it has just one.
    """
    parties = [(mention, figure, _party(mention, figure)) for mention in mentions for figure in mention.claim.figures]
    named: dict[str, set[str]] = defaultdict(set)
    for _, _, party in parties:
        if party is not None and party.name and party.sector:
            named[party.sector].add(party.name)
    found: dict[Key, list[Count]] = defaultdict(list)
    for mention, figure, party in parties:
        found[figure.measure, _side_name(figure, party, named)].append(Count(mention, figure))
    return found


def _party(mention: Mention, figure: Figure) -> Participant | None:
    """The participant that a figure speaks of, by its words, name or id."""
    if figure.participant is None:
        return None
    everyone = (*mention.claim.recipients, *mention.claim.actors)
    return next((one for one in everyone if figure.participant in {one.text, one.name, one.id}), None)


def _side_name(figure: Figure, party: Participant | None, named: Mapping[str, set[str]]) -> str | None:
    if party is None:
        return figure.participant
    alike = named.get(party.sector or "", set())
    if party.name is None and len(alike) == 1:
        return next(iter(alike))
    return party.name or (party.head or party.text).casefold()


def merged_figures(counts: Mapping[Key, Sequence[Count]]) -> tuple[EventFigure, ...]:
    """Merge each measure and side; nothing that a source said falls outside low and high."""
    return tuple(_merged(key, counts[key]) for key in sorted(counts, key=lambda key: (key[0], key[1] or "")))


def _merged(key: Key, counts: Sequence[Count]) -> EventFigure:
    exact = [count for count in counts if count.figure.best is not None]
    chosen = max(exact, key=lambda count: count.rank) if exact else None
    best = chosen.figure.best if chosen else None
    return EventFigure(
        measure=key[0],
        side=key[1],
        low=_lowest(counts),
        best=best,
        high=_highest(counts),
        basis=Basis(rule=_rule(chosen, exact), claims=tuple(sorted({count.mention.id for count in counts}))),
    )


def _lowest(counts: Sequence[Count]) -> int | None:
    lows = [low for count in counts if (low := _first(count.figure.low, count.figure.best)) is not None]
    return min(lows, default=None)


def _highest(counts: Sequence[Count]) -> int | None:
    highs = [_first(count.figure.high, count.figure.best) for count in counts]
    known = [high for high in highs if high is not None]
    floor = max((count.figure.low or 0 for count in counts), default=0)
    # "More than 100" has no upper end: it leaves the highest open unless another source goes beyond it.
    return max(known) if known and max(known) >= floor else None


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)


def _rule(chosen: Count | None, exact: Sequence[Count]) -> str:
    if chosen is None:
        return "no source gives an exact count"
    if len({count.figure.best for count in exact}) == 1:
        return "all exact counts agree"
    kinds = ", ".join(sorted({source.kind for source in chosen.mention.claim.sources})) or "the reporter"
    return f"most authoritative ({kinds}), then latest: claim {chosen.mention.id}"


def contradicts(figure: Figure, best: int | None) -> bool:
    """Tell whether a figure's range leaves the chosen count out."""
    if best is None:
        return False
    low, high = _first(figure.low, figure.best), _first(figure.high, figure.best)
    return (low is not None and best < low) or (high is not None and best > high)
