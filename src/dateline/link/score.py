"""All evidence on a pair of claims, added up."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from dateline.link.evidence import (
    IMPOSSIBLE,
    Evidence,
    near,
    party_key,
    same_act,
    same_actors,
    same_counts,
    same_figures,
    same_kind,
    same_parties,
    same_status,
    story_weight,
)
from dateline.link.mention import Mention
from dateline.link.story import Stories
from dateline.link.when import days_apart, same_day, same_day_within
from dateline.link.where import same_place
from dateline.records import Participant, Report

PRIOR = -1.5
"""Log odds that two tellings worth comparing are one event, before anything is compared: by trial on `examples/`."""
PRIOR_WITHIN = -1.2
"""The same for two claims of one report: lower would part a raid from its dead, higher would join two raids."""
SAME_PASSAGE = 0.8
"""Share of the words of the shorter of two passages that a later version keeps; names and numbers may change."""
HAPPENED = frozenset({"asserted", "historical"})
SAME_WORDING = 4.0
"""One text in two copies or versions tells one event twice."""
ALIKE, MISREAD = 0.25, 0.9
"""Likeness from which two reports that tell one thing each tell the same, and how much of what speaks against it is
then put down to misreading: one in six of the reports of one incident were placed or dated apart by the coder."""
UNLIKE = 0.12
"""Reports less alike than this share everyday words only; tellings in them are compared if they name one place."""
COMMON_PARTY, RARE_PARTY = 0.25, 20.0
"""Sharing a party that is in every second claim still tells a quarter of what sharing a rare one does; one that is in a
twentieth of the claims, or fewer, tells all."""

_COMPARISONS = (same_status, same_kind, same_act, same_day, same_place, same_figures)
_WITHIN = (same_status, same_kind, same_act, same_day_within, same_place, same_counts, near)
_WORDS_SCALE, _WORDS_OFFSET = 4.0, -0.5


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims, the evidence on them, and its sum; above 0 they are likelier one event than two."""

    left: str
    right: str
    evidence: tuple[Evidence, ...]
    total: float


class Scorer:
    """Compares mentions; knows how rare each word and party is among them."""

    def __init__(self, mentions: Iterable[Mention], reports: Iterable[Report] = (), *, explain: bool = False) -> None:
        self._explain = explain
        known = list(mentions)
        counts: Counter[str] = Counter()
        sentences = {(one.claim.report_id, one.claim.sentence.start): one.words for one in known}
        for words in sentences.values():
            counts.update(words)
        self._rarity = {word: math.log((1 + len(sentences)) / count) for word, count in counts.items()}
        self._parties = Counter(key for one in known for key in _party_keys(one))
        self._claims = len(known)
        self._stories = Stories(reports)

    def alike(self) -> list[tuple[str, str]]:
        """Pairs of reports that are alike enough for what they tell to be compared."""
        return self._stories.alike(UNLIKE)

    def compare(self, left: Mention, right: Mention) -> Comparison:
        """Weigh all evidence on two tellings of different reports; stops where they cannot be one event."""
        left, right = _ordered(left, right)
        found, possible = _weighed(_COMPARISONS, left, right)
        if not possible:
            return Comparison(left.id, right.id, found, IMPOSSIBLE)
        found = self._doubted(found, left, right)
        found += (same_parties(left, right, self._party_rarity), self._same_words(left, right))
        return _summed(left, right, (*found, self._same_story(left, right)), PRIOR)

    def _doubted(self, found: tuple[Evidence, ...], left: Mention, right: Mention) -> tuple[Evidence, ...]:
        """Where two reports are alike through and through, a day or place that differs is more likely misread."""
        here, there = left.claim.report_id, right.claim.report_id
        likeness = min(1.0, self._stories.likeness(here, there) / ALIKE) * self._stories.support(here, there)
        keep = 1 - MISREAD * likeness * min(left.share, right.share)
        return tuple(
            replace(one, weight=one.weight * keep) if one.name in {"time", "place"} and one.weight < 0 else one
            for one in found
        )

    def within(self, left: Mention, right: Mention) -> Comparison:
        """Weigh all evidence on two claims of one report."""
        left, right = _ordered(left, right)
        found, possible = _weighed(_WITHIN, left, right)
        if not possible:
            return Comparison(left.id, right.id, found, IMPOSSIBLE)
        return _summed(left, right, (*found, same_actors(left, right)), PRIOR_WITHIN)

    def _same_words(self, left: Mention, right: Mention) -> Evidence:
        shown = (left.claim.trigger.text, right.claim.trigger.text)
        if left.family == right.family and _same_text(left, right):
            return Evidence("words", *shown, SAME_WORDING, "the same words in a copy or version of the text")
        common = sorted(left.words & right.words)
        share = self._mass(common) / math.sqrt(self._mass(left.words) * self._mass(right.words) or 1.0)
        rarest = sorted(common, key=lambda word: (-self._rarity[word], word))[:3]
        weight = _WORDS_OFFSET + _WORDS_SCALE * share
        return Evidence("words", *shown, weight, f"shared words: {', '.join(rarest)}" if rarest else "no shared words")

    def _same_story(self, left: Mention, right: Mention) -> Evidence:
        here, there = left.claim.report_id, right.claim.report_id
        likeness = self._stories.likeness(here, there)
        share = min(left.share, right.share)
        weight = story_weight(likeness, days_apart(left, right)) * self._stories.support(here, there)
        shown = (f"{left.share:.0%} of its report", f"{right.share:.0%} of its report")
        words = ", ".join(self._stories.shared(here, there)) if self._explain else ""
        phrase = f"reports {likeness:.2f} alike" + (f": {words}" if words else "")
        return Evidence("report", *shown, weight * math.sqrt(share), phrase)

    def _party_rarity(self, one: Participant) -> float:
        share = self._claims / max(1, self._parties[party_key(one)])
        return min(1.0, max(COMMON_PARTY, math.log(share) / math.log(RARE_PARTY)))

    def _mass(self, words: Iterable[str]) -> float:
        return math.fsum(self._rarity[word] ** 2 for word in words)


def _ordered(left: Mention, right: Mention) -> tuple[Mention, Mention]:
    return (left, right) if left.id <= right.id else (right, left)


def _weighed(
    comparisons: Iterable[Callable[[Mention, Mention], Evidence]], left: Mention, right: Mention
) -> tuple[tuple[Evidence, ...], bool]:
    """The evidence as far as it was looked at, and whether the two can be one event at all."""
    found: list[Evidence] = []
    for comparison in comparisons:
        found.append(comparison(left, right))
        if found[-1].weight == IMPOSSIBLE:
            return tuple(found), False
    return tuple(found), True


def _summed(left: Mention, right: Mention, found: tuple[Evidence, ...], prior: float) -> Comparison:
    # Summed in a fixed order, and rounded: a sum must not depend on the machine's last bit.
    return Comparison(left.id, right.id, found, round(prior + sum(one.weight for one in found), 6))


def _party_keys(mention: Mention) -> set[str]:
    return {party_key(one) for one in (*mention.claim.actors, *mention.claim.recipients)}


def _same_text(left: Mention, right: Mention) -> bool:
    """Two versions of a passage: most of the words of the shorter are in the longer."""
    common = len(left.words & right.words)
    shorter = min(len(left.words), len(right.words))
    return bool(left.acts & right.acts or left.stem == right.stem) and shorter > 0 and common >= SAME_PASSAGE * shorter
