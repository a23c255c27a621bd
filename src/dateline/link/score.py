"""All evidence on a pair of claims, added up."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.link.evidence import (
    IMPOSSIBLE,
    Evidence,
    party_key,
    same_day,
    same_figures,
    same_kind,
    same_parties,
    same_place,
    same_status,
)
from dateline.link.mention import Mention
from dateline.records import Participant

PRIOR = -2.5
"""Log odds that two claims worth comparing are one event: about one pair in thirteen on the bundled reports."""
SAME_SENTENCE = -1.5
"""The coder kept them apart although they stand in one sentence; they mostly are apart."""
SAME_WORDING = 4.0
"""One text in two copies or versions tells one event twice."""
COMMON_PARTY, RARE_PARTY = 0.25, 20.0
"""Sharing a party that is in every second claim still tells a quarter of what sharing a rare one does; one that is in a
twentieth of the claims, or fewer, tells all."""

_COMPARISONS = (same_status, same_kind, same_day, same_place, same_figures)
_WORDS_SCALE, _WORDS_OFFSET, _SAME_STEM = 4.0, -0.5, 0.4


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims, the evidence on them, and its sum; above 0 they are likelier one event than two."""

    left: str
    right: str
    evidence: tuple[Evidence, ...]
    total: float


class Scorer:
    """Compares mentions; knows how rare each word is among them."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        known = list(mentions)
        counts: Counter[str] = Counter()
        sentences = {(one.claim.report_id, one.claim.sentence.start): one.words for one in known}
        for words in sentences.values():
            counts.update(words)
        self._rarity = {word: math.log((1 + len(sentences)) / count) for word, count in counts.items()}
        self._parties = Counter(key for one in known for key in _party_keys(one))
        self._claims = len(known)

    def compare(self, left: Mention, right: Mention) -> Comparison:
        """Weigh all evidence; stops where the two cannot be one event."""
        if right.id < left.id:
            left, right = right, left
        found: list[Evidence] = []
        for comparison in _COMPARISONS:
            found.append(comparison(left, right))
            if found[-1].weight == IMPOSSIBLE:
                return Comparison(left.id, right.id, tuple(found), IMPOSSIBLE)
        found.append(same_parties(left, right, self._party_rarity))
        found.append(self._same_words(left, right))
        # Summed in a fixed order, and rounded: a sum must not depend on the machine's last bit.
        return Comparison(left.id, right.id, tuple(found), round(PRIOR + sum(one.weight for one in found), 6))

    def _same_words(self, left: Mention, right: Mention) -> Evidence:
        shown = (left.claim.trigger.text, right.claim.trigger.text)
        if left.claim.report_id == right.claim.report_id and left.claim.sentence == right.claim.sentence:
            return Evidence("words", *shown, SAME_SENTENCE, "two events of one sentence")
        if left.family == right.family and left.claim.report_id != right.claim.report_id and _same_text(left, right):
            return Evidence("words", *shown, SAME_WORDING, "the same words in a copy or version of the text")
        common = sorted(left.words & right.words)
        share = self._mass(common) / math.sqrt(self._mass(left.words) * self._mass(right.words) or 1.0)
        weight = _WORDS_OFFSET + _WORDS_SCALE * share + (_SAME_STEM if left.stem == right.stem else 0.0)
        rarest = sorted(common, key=lambda word: (-self._rarity[word], word))[:3]
        return Evidence("words", *shown, weight, f"shared words: {', '.join(rarest)}" if rarest else "no shared words")

    def _party_rarity(self, one: Participant) -> float:
        share = self._claims / max(1, self._parties[party_key(one)])
        return min(1.0, max(COMMON_PARTY, math.log(share) / math.log(RARE_PARTY)))

    def _mass(self, words: Iterable[str]) -> float:
        return math.fsum(self._rarity[word] ** 2 for word in words)


def _party_keys(mention: Mention) -> set[str]:
    return {party_key(one) for one in (*mention.claim.actors, *mention.claim.recipients)}


def _same_text(left: Mention, right: Mention) -> bool:
    return left.claim.trigger.text == right.claim.trigger.text and left.words == right.words and bool(left.words)
