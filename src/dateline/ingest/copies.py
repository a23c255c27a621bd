"""Find reports that repeat another report's text: wire stories under other headlines, trimmed, with a local lead.

Every body is reduced to the hashes of its five-word runs, a fixed quarter of them (the same quarter in every
report, so that the overlap of two samples estimates that of the texts; Broder 1997, "On the resemblance and
containment of documents"). The smallest few of these are the keys under which a report is looked up: a copy, even
a trimmed one, shares some of them. Time and memory per report do not grow with the number of reports.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from dateline.records import Report

_WORD = re.compile(r"[^\W_]+")
RUN: Final = 5  # words; runs of five are rarely shared but by copying
SAMPLED: Final = 4  # one run in four is kept
KEYS: Final = 20  # per report
# Reports with fewer words of body are not compared: briefs resemble each other by form.
MIN_WORDS: Final = 40
# A key that this many originals have is a phrase of the trade ("anyone with information is asked to call …").
MAX_OWNERS: Final = 60
MAX_CANDIDATES: Final = 12
# Share of the shorter text that must lie in the other. Tuned on newspaper reports with repeated bodies
# (docs/ingest.md): below it, reports that quote one statement begin to pass.
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
    """What is kept of a report's body for comparison: sorted 64-bit hashes, agencies, headline words."""

    hashes: tuple[int, ...]
    agencies: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[int, ...]:
        """The hashes under which the report is looked up."""
        return self.hashes[:KEYS]


@dataclass(frozen=True, slots=True)
class Copy:
    """A finding: the report whose text is repeated, and what share of the shorter text is common."""

    report_id: str
    share: float


def body_words(report: Report) -> list[str]:
    """The words of the body, without headline, captions, credits and furniture."""
    bodies = (report.text[section.start : section.end] for section in report.sections if section.kind == "body")
    return [word for body in bodies for word in _WORD.findall(body.casefold())]


def fingerprint(report: Report) -> Fingerprint:
    """Reduce a report to its fingerprint; one that is too short to compare has no hashes."""
    words = body_words(report)
    if len(words) < MIN_WORDS:
        return Fingerprint(())
    runs = (" ".join(words[at : at + RUN]).encode("utf-8", "replace") for at in range(len(words) - RUN + 1))
    hashes = {_hash(run) for run in runs if zlib.crc32(run) % SAMPLED == 0}
    title = {word for word in _WORD.findall((report.headline or "").casefold()) if len(word) >= MIN_TITLE_WORD}
    return Fingerprint(tuple(sorted(hashes)), report.agencies, tuple(sorted(title)))


def _hash(run: bytes) -> int:
    return int.from_bytes(blake2b(run, digest_size=8).digest(), "big")


@dataclass(slots=True)
class CopyIndex:
    """Originals seen so far. Not frozen: it learns with every report.

    The order of arrival decides which report is the original; a copy of a copy points to the original.
    """

    _ids: list[str] = field(default_factory=list)
    _hashes: list[array[int]] = field(default_factory=list)
    _agencies: list[frozenset[str]] = field(default_factory=list)
    _headlines: list[frozenset[str]] = field(default_factory=list)
    _owners: dict[int, array[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._ids)

    def find(self, mark: Fingerprint) -> Copy | None:
        """The original that a report with this fingerprint repeats, or `None`."""
        if not mark.hashes:
            return None
        votes = Counter(
            number for key in mark.keys if len(owners := self._owners.get(key, ())) <= MAX_OWNERS for number in owners
        )
        ours = set(mark.hashes)
        # Ties go by id, not by the order of arrival: a run that was cut off and begun again must end the same.
        candidates = sorted(votes.items(), key=lambda vote: (-vote[1], self._ids[vote[0]]))[:MAX_CANDIDATES]
        found = [copy for number, _ in candidates if (copy := self._compare(ours, mark, number))]
        return min(found, key=lambda copy: (-copy.share, copy.report_id), default=None)

    def _compare(self, ours: set[int], mark: Fingerprint, number: int) -> Copy | None:
        theirs, titles = self._hashes[number], self._headlines[number]
        shared = len(ours.intersection(theirs))
        share = shared / min(len(ours), len(theirs))
        threshold = THRESHOLD_SAME_AGENCY if self._agencies[number].intersection(mark.agencies) else THRESHOLD
        if shared < MIN_SHARED or share < threshold:
            return None
        whole = shared >= IDENTICAL * max(len(ours), len(theirs))
        if shared <= SHORT and not whole and titles and mark.headline and titles.isdisjoint(mark.headline):
            return None
        return Copy(self._ids[number], round(share, 3))

    def add(self, report_id: str, mark: Fingerprint) -> Copy | None:
        """Look a report up and, if it is no copy, keep it as an original."""
        copy = self.find(mark)
        if copy is None and mark.hashes:
            number = len(self._ids)
            self._ids.append(report_id)
            self._hashes.append(array("Q", mark.hashes))
            self._agencies.append(frozenset(mark.agencies))
            self._headlines.append(frozenset(mark.headline))
            for key in mark.keys:
                self._owners.setdefault(key, array("L")).append(number)
        return copy


def mark_copies(reports: Iterable[Report], index: CopyIndex | None = None) -> Iterable[Report]:
    """Set `copy_of` on each report that repeats an earlier one; versions (`revises`) are left as they are."""
    index = CopyIndex() if index is None else index
    for report in reports:
        copy = None if report.revises else index.add(report.id, fingerprint(report))
        same = copy is None or copy.report_id == report.id
        yield report if same or copy is None else report.model_copy(update={"copy_of": copy.report_id})
