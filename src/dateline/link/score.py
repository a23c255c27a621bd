"""All evidence on a pair of claims, added up."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.link.evidence import (
    IMPOSSIBLE,
    Evidence,
    same_day,
    same_figures,
    same_kind,
    same_parties,
    same_place,
    same_status,
)
from dateline.link.mention import Mention

PRIOR = -2.2
"""Log odds that two claims worth comparing are one event: about one pair in ten on the bundled reports."""
SAME_SENTENCE = -2.5
"""The coder kept them apart although they stand in one sentence; they mostly are apart."""

_COMPARISONS = (same_status, same_kind, same_day, same_place, same_parties, same_figures)
_WORDS_SCALE, _WORDS_OFFSET = 4.0, -0.5


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
        counts: Counter[str] = Counter()
        sentences = {(one.claim.report_id, one.claim.sentence.start): one.words for one in mentions}
        for words in sentences.values():
            counts.update(words)
        self._rarity = {word: math.log((1 + len(sentences)) / count) for word, count in counts.items()}

    def compare(self, left: Mention, right: Mention) -> Comparison:
        """Weigh all evidence; stops where the two cannot be one event."""
        if right.id < left.id:
            left, right = right, left
        found: list[Evidence] = []
        for comparison in _COMPARISONS:
            found.append(comparison(left, right))
            if found[-1].weight == IMPOSSIBLE:
                return Comparison(left.id, right.id, tuple(found), IMPOSSIBLE)
        found.append(self._same_words(left, right))
        # Summed in a fixed order, and rounded: a sum must not depend on the machine's last bit.
        return Comparison(left.id, right.id, tuple(found), round(PRIOR + sum(one.weight for one in found), 6))

    def _same_words(self, left: Mention, right: Mention) -> Evidence:
        shown = (left.claim.trigger.text, right.claim.trigger.text)
        if left.claim.report_id == right.claim.report_id and left.claim.sentence == right.claim.sentence:
            return Evidence("words", *shown, SAME_SENTENCE, "two events of one sentence")
        common = sorted(left.words & right.words)
        share = self._mass(common) / math.sqrt(self._mass(left.words) * self._mass(right.words) or 1.0)
        weight = _WORDS_OFFSET + _WORDS_SCALE * share + (0.6 if left.stem == right.stem else 0.0)
        rarest = sorted(common, key=lambda word: (-self._rarity[word], word))[:3]
        return Evidence("words", *shown, weight, f"shared words: {', '.join(rarest)}" if rarest else "no shared words")

    def _mass(self, words: Iterable[str]) -> float:
        return math.fsum(self._rarity[word] ** 2 for word in words)
