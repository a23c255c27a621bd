"""Find reports that repeat another report's text: wire stories under other headlines, trimmed, with a local lead.

Every body is reduced to the numbers of its five-word runs, a fixed quarter of them (the same quarter in every
report, so that the overlap of two samples estimates that of the texts; Broder 1997, "On the resemblance and
containment of documents"). The smallest few of these are the keys under which a report is looked up: a copy, even
a trimmed one, shares some of them. Time per report does not grow with the number of reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from dateline.core.shingles import run_hashes, words_of
from dateline.records import Report

SAMPLED: Final = 4  # one run in four is kept
KEYS: Final = 20  # per report
# Reports with fewer words of body are not compared: briefs resemble each other by form.
MIN_WORDS: Final = 40
# A key that this many originals have is a phrase of the trade ("anyone with information is asked to call …").
MAX_OWNERS: Final = 60
MAX_CANDIDATES: Final = 12
# Share of the shorter text that must lie in the other. Tuned on newspaper reports with repeated bodies
# (docs/explanation/copies.md): below it, reports that quote one statement begin to pass.
THRESHOLD: Final = 0.6
# Two reports that credit the same agency need less: the rest is what the editors changed.
THRESHOLD_SAME_AGENCY: Final = 0.5
# What two pages share may be a form ("subscribe to read on"). Up to this many sampled runs (some 160 words) the
# headlines must have a word in common too; real copies under other headlines are longer or still name the place.
SHORT: Final = 40
IDENTICAL: Final = 0.95  # of both texts: then the headlines do not matter
MIN_TITLE_WORD: Final = 4  # letters
MIN_SHARED: Final = 6  # sampled runs, some 24 in the text


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a report's body for comparison: sorted 63-bit numbers, agencies, headline words."""

    hashes: tuple[int, ...]
    agencies: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[int, ...]:
        """The numbers under which the report is looked up."""
        return self.hashes[:KEYS]


@dataclass(frozen=True, slots=True)
class Original:
    """A report that is no copy: its id and its fingerprint."""

    report_id: str
    mark: Fingerprint


@dataclass(frozen=True, slots=True)
class Copy:
    """A finding: the report whose text is repeated, and what share of the shorter text is common."""

    report_id: str
    share: float


class Originals(Protocol):
    """Where the originals are looked up: in memory, or in a store. They are numbered as they came."""

    def owners(self, keys: Sequence[int]) -> Mapping[int, Sequence[int]]:
        """The numbers of the originals that have each key; a key with more than `MAX_OWNERS` may be left out."""
        ...

    def originals(self, numbers: Sequence[int]) -> Mapping[int, Original]:
        """The originals of these numbers."""
        ...


def fingerprint(report: Report) -> Fingerprint:
    """Reduce a report to its fingerprint; one that is too short to compare has no hashes."""
    parts = [report.text[section.start : section.end] for section in report.sections if section.kind == "body"]
    bodies = parts if report.sections else [report.text]
    words = [word for body in bodies for word in words_of(body)]
    if len(words) < MIN_WORDS:
        return Fingerprint(())
    title = {word for word in words_of(report.headline or "") if len(word) >= MIN_TITLE_WORD}
    return Fingerprint(tuple(sorted(run_hashes(words, one_in=SAMPLED))), report.agencies, tuple(sorted(title)))


def find_copy(mark: Fingerprint, known: Originals) -> Copy | None:
    """The original that a report with this fingerprint repeats, or `None`."""
    if not mark.hashes:
        return None
    votes = Counter(
        number for owners in known.owners(mark.keys).values() if len(owners) <= MAX_OWNERS for number in owners
    )
    candidates = [number for number, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:MAX_CANDIDATES]]
    ours = set(mark.hashes)
    originals = known.originals(candidates)
    found = [(copy, number) for number in candidates if (copy := _compare(ours, mark, originals[number]))]
    # Among equals the first that came.
    best = min(found, key=lambda one: (-one[0].share, one[1]), default=None)
    return best[0] if best else None


def _compare(ours: set[int], mark: Fingerprint, other: Original) -> Copy | None:
    theirs = other.mark
    shared = len(ours.intersection(theirs.hashes))
    share = shared / min(len(ours), len(theirs.hashes))
    threshold = THRESHOLD if set(theirs.agencies).isdisjoint(mark.agencies) else THRESHOLD_SAME_AGENCY
    if shared < MIN_SHARED or share < threshold:
        return None
    whole = shared >= IDENTICAL * max(len(ours), len(theirs.hashes))
    if shared <= SHORT and not whole and theirs.headline and mark.headline:
        return None if set(theirs.headline).isdisjoint(mark.headline) else Copy(other.report_id, round(share, 3))
    return Copy(other.report_id, round(share, 3))


@dataclass(slots=True)
class CopyIndex:
    """Originals in memory. Not frozen: it learns with every report.

    The order of arrival decides which report is the original; a copy of a copy points to the original.
    """

    _originals: list[Original] = field(default_factory=list)
    _owners: dict[int, list[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._originals)

    def owners(self, keys: Sequence[int]) -> Mapping[int, Sequence[int]]:
        """The numbers of the originals that have each key."""
        return {key: self._owners[key] for key in keys if key in self._owners}

    def originals(self, numbers: Sequence[int]) -> Mapping[int, Original]:
        """The originals of these numbers."""
        return {number: self._originals[number] for number in numbers}

    def keep(self, original: Original) -> None:
        """Take an original in."""
        if not original.mark.hashes:
            return
        number = len(self._originals)
        self._originals.append(original)
        for key in original.mark.keys:
            owners = self._owners.setdefault(key, [])
            if len(owners) <= MAX_OWNERS:
                owners.append(number)


def mark_copies(reports: Iterable[Report], index: CopyIndex | None = None) -> Iterable[Report]:
    """Set `copy_of` on each report that repeats an earlier one; versions (`revises`) are left as they are."""
    index = CopyIndex() if index is None else index
    for report in reports:
        mark = fingerprint(report)
        copy = None if report.revises else find_copy(mark, index)
        if copy is None and not report.revises:
            index.keep(Original(report.id, mark))
        same = copy is None or copy.report_id == report.id
        yield report if same or copy is None else report.model_copy(update={"copy_of": copy.report_id})
