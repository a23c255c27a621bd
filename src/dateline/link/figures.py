"""From the counts that sources gave to one record of them: lowest, best and highest, with the reason for the best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dateline.link.counts import Count, Key, counts_of
from dateline.records import EventFigure, Figure
from dateline.records.event import Basis

__all__ = ["Count", "Key", "contradicts", "counts_of", "merged_figures"]


def merged_figures(counts: Mapping[Key, Sequence[Count]]) -> tuple[EventFigure, ...]:
    """Merge each measure and side; nothing that a source said falls outside low and high."""
    return tuple(_merged(key, counts[key]) for key in sorted(counts, key=lambda key: (key[0], key[1] or "")))


def _merged(key: Key, counts: Sequence[Count]) -> EventFigure:
    exact = [count for count in counts if count.figure.best is not None]
    chosen = _chosen(exact) if exact else None
    best = chosen.figure.best if chosen else None
    return EventFigure(
        measure=key[0],
        side=key[1],
        low=_lowest(counts),
        best=best,
        high=_highest(counts),
        basis=Basis(rule=_rule(chosen, exact), claims=tuple(sorted({count.mention.id for count in counts}))),
    )


def _chosen(exact: Sequence[Count]) -> Count:
    """The count that most independent sources give, each by its largest; of several the best placed source's.

    What one source counts beside its largest is of some of the people, or of the first hours.
    """
    votes = _votes(exact)
    return max(exact, key=lambda count: (votes[count.figure.best], count.rank))


def _votes(exact: Sequence[Count]) -> Counter[int | None]:
    largest: dict[str, int] = {}
    for count in exact:
        family = count.mention.family
        largest[family] = max(largest.get(family, 0), count.figure.best or 0)
    return Counter[int | None](largest.values())


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
    votes = _votes(exact)
    if votes[chosen.figure.best] > 1:
        return f"most independent sources ({votes[chosen.figure.best]} of {votes.total()}): claim {chosen.mention.id}"
    kinds = ", ".join(sorted({source.kind for source in chosen.mention.claim.sources})) or "the reporter"
    return f"most authoritative ({kinds}), then latest: claim {chosen.mention.id}"


def contradicts(figure: Figure, best: int | None) -> bool:
    """Tell whether a figure's range leaves the chosen count out."""
    if best is None:
        return False
    low, high = _first(figure.low, figure.best), _first(figure.high, figure.best)
    return (low is not None and best < low) or (high is not None and best > high)
