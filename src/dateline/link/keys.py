"""Which tellings are worth comparing: those that share a key, of a place and days, or of rare words of their reports.

Keys are looked up, so that the work grows with what has something in common and not with the store. Where very many
share a key, not all of them are compared with each other but each with the `PIVOTS` first of them, in the order of
numbers drawn from their ids. So the work for a key grows with its owners and not with their square, and who is compared
with whom depends on the set of owners and not on the order of their arrival.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from itertools import combinations

from dateline.link.telling import HAPPENED, DaySpan, Telling, is_narrow
from dateline.link.traits import Traits

PIVOTS = 16
"""With this many, an event that makes up a fifth of a key's owners is left without one of them once in 35 keys."""
BIN_DAYS = 4
"""Width of the bins of days: with one day of overlap on either side, any two days up to two apart meet."""
MOST_BINS = 12
"""A telling that may lie anywhere within more bins than this is not looked up by its days."""
RARE_WORDS = 12
"""Words of a report that are keys by themselves, for the fortnight of its publication and the one beside it."""
PAIRED_WORDS = 6
"""Words of a report that are keys two by two, for all time: an event may be told again years later."""
NAMES = 8
"""Names of people that are keys, for all time. With them 95 of 100 pairs of gva reports of one incident that are
alike share a key, without them 89; more words instead of names cost four times the keys for the same."""
RUNS = 8
"""Hashes of a report's sketch that are keys: two texts of which two fifths are the same share none of them once in
sixty pairs."""
FORTNIGHT = 14


def number_of(record_id: str) -> int:
    """A number drawn from an id, below 2^63: it stands for the id in the index, and orders the owners of a key."""
    return hashed("n", record_id)


def hashed(*parts: object) -> int:
    """A number below 2^63 that stands for some values."""
    digest = blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def kind_of(telling: Telling) -> str:
    """What two tellings must have in common to be compared at all. What is denied is compared with what is said."""
    status = "said" if telling.status in HAPPENED or telling.status == "negated" else telling.status
    return f"{telling.type} {status}"


def telling_keys(telling: Telling) -> set[int]:
    """The keys of a telling: its places in the days when it can have happened."""
    kind = kind_of(telling)
    places = {spot.geonames_id or (spot.name or spot.text).casefold() for spot in telling.spots if is_narrow(spot)}
    bins = {one for span in telling.days for one in _bins(span)}
    found = {hashed("p", kind, place, one) for place in places for one in bins}
    exact = {first for first, last in telling.spans if first == last}
    found |= {hashed("d", kind, place, day, act) for place in places for day in exact for act in telling.acts}
    return found


def _bins(span: DaySpan) -> range:
    low, high = (span[0] - 1) // BIN_DAYS, (span[1] + 1) // BIN_DAYS
    return range(low, high + 1) if high - low < MOST_BINS else range(0)


def report_keys(traits: Traits) -> set[int]:
    """The keys of a report: its rarest words and names, what it is a version of, and parts of its sketch."""
    return {hashed(*key) for key in _report_keys(traits)}


def _report_keys(traits: Traits) -> Iterator[tuple[object, ...]]:
    words = sorted(traits.words, key=lambda word: (-traits.words[word], word))
    if traits.day is not None:
        fortnight = traits.day // FORTNIGHT
        for word in words[:RARE_WORDS]:
            yield "w", word, fortnight
            yield "w", word, fortnight + 1
    for pair in combinations(sorted(words[:PAIRED_WORDS]), 2):
        yield "ww", *pair
    for name in sorted(traits.names)[:NAMES]:
        yield "n", name
    for run in sorted(traits.sketch)[:RUNS]:
        yield "s", run
    for report_id in (traits.id, *traits.others):
        yield "v", report_id
    if traits.url is not None:
        yield "u", traits.url
