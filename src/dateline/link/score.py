"""All evidence on a pair of tellings, added up.

The sum depends on the two tellings and their reports alone, never on what else is in the store: so it is the same
whatever came first, and need not be worked out again when something comes.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dateline.link.copies import is_copy
from dateline.link.evidence import (
    IMPOSSIBLE,
    Finding,
    near,
    same_act,
    same_actors,
    same_counts,
    same_denial,
    same_figures,
    same_kind,
    same_parties,
    same_status,
)
from dateline.link.rarity import mass, rarity
from dateline.link.several import same_scope
from dateline.link.telling import Party, Telling
from dateline.link.traits import Traits, likeness, shared_words
from dateline.link.when import days_apart, days_shown, same_day, same_day_within, same_news
from dateline.link.where import place_shown, same_place, same_place_within

PRIOR = -0.2
"""Log odds that two tellings worth comparing are one event, before anything is compared."""
PRIOR_WITHIN = 0.0
"""The same for two claims of one report. Both by trial on gva dev, as high as the reports in `examples/` bear without
two of their events being mixed. Lower ones part a raid from its dead, higher ones join two raids."""
SAME_PASSAGE = 0.8
"""Share of the words of the shorter of two passages that a later version keeps; names and numbers may change."""
SAME_WORDING, ELSEWHERE = 4.0, -3.0
"""One text in two copies or versions tells one event twice, unless days or places weigh this much against it: a desk's
standing phrases with another weekday or town are other news."""
ALIKE, MISREAD = 0.25, 0.7
"""Likeness from which two reports that tell one thing each tell the same, and how much of what speaks against it is
then put down to misreading: coders date and place one claim in six wrongly (`docs/explanation/accuracy.md`)."""
ENOUGH = 30
"""Different words from which the likeness of a text is taken at its value: of two texts of six words, the one that
differs may be what matters."""
UNLIKE = 0.12
"""Reports less alike than this share everyday words only; tellings in them are compared if they name one place."""

TOLD = {"kind": 0.5, "act": 0.5, "parties": 0.5, "place": 0.6}
"""What is left of what speaks for a pair, by comparison: reports of one town and kind of event share these, and the
words for them, for that alone. Fitted on gva dev by `scripts/fit_linking.py`, which gives a fifth of each and less;
those are reports of one kind of event, so more is kept."""

Comparator = Callable[[Telling, Telling], Finding]
ACROSS: Mapping[str, Comparator] = {
    "status": same_status,
    "scope": same_scope,
    "kind": same_kind,
    "act": same_act,
    "denial": same_denial,
    "time": same_day,
    "news": same_news,
    "place": same_place,
    "figures": same_figures,
    "parties": same_parties,
}
_WITHIN: Mapping[str, Comparator] = {
    "status": same_status,
    "scope": same_scope,
    "kind": same_kind,
    "act": same_act,
    "denial": same_denial,
    "time": same_day_within,
    "place": same_place_within,
    "figures": same_counts,
    "distance": near,
    "actors": same_actors,
}
WORDS_SCALE, WORDS_OFFSET = 4.0, -0.5

Findings = dict[str, Finding]


@dataclass(frozen=True, slots=True)
class Kinship:
    """How two reports stand to each other.

    `likeness` is the cosine of their vectors, 0 to 1; `support` how far that can be trusted, 0 to 1: two texts of a few
    words say little by being alike or unlike. `copy` tells whether they are versions or copies of one text. `names` and
    `ages` are how many they share of each; None where one of them has none.
    """

    likeness: float
    support: float
    copy: bool
    names: int | None = None
    ages: int | None = None


STRANGERS = Kinship(0.0, 0.0, copy=False)


def kinship(left: Traits, right: Traits) -> Kinship:
    """Compare two reports."""
    support = min(1.0, min(left.size, right.size) / ENOUGH)
    names, ages = _common(left.names, right.names), _common(left.ages, right.ages)
    return Kinship(likeness(left, right), support, is_copy(left, right), names, ages)


def _common(here: AbstractSet[str], there: AbstractSet[str]) -> int | None:
    return len(here & there) if here and there else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison: what was compared, both values as words, the weight, and a phrase for people."""

    name: str
    left: str
    right: str
    weight: float
    phrase: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims, the evidence on them, and its sum; above 0 they are likelier one event than two."""

    left: str
    right: str
    evidence: tuple[Evidence, ...]
    total: float


class Scorer:
    """Compares tellings of reports whose traits it is given."""

    def __init__(self, reports: Mapping[str, Traits]) -> None:
        self._reports = reports
        self._last: tuple[str, str, Kinship] = ("", "", STRANGERS)

    def total(self, left: Telling, right: Telling) -> float:
        """The sum of the evidence; above 0 they are likelier one event than two."""
        left, right = _ordered(left, right)
        if left.report_id == right.report_id:
            return within_total(left, right)
        return _summed(across(left, right, self.kinship(left.report_id, right.report_id)), PRIOR)

    def compare(self, left: Telling, right: Telling) -> Comparison:
        """Weigh all evidence, and say what was found."""
        left, right = _ordered(left, right)
        if left.report_id == right.report_id:
            return _told(left, right, _weighed(_WITHIN, left, right), PRIOR_WITHIN)
        kin = self.kinship(left.report_id, right.report_id)
        words: Sequence[str] = ()
        if left.report_id in self._reports and right.report_id in self._reports:
            words = shared_words(self._reports[left.report_id], self._reports[right.report_id])
        return _told(left, right, across(left, right, kin, words), PRIOR)

    def kinship(self, left: str, right: str) -> Kinship:
        """How two reports stand to each other; the last pair is remembered, since it mostly comes again."""
        if self._last[:2] != (left, right):
            here, there = self._reports.get(left), self._reports.get(right)
            self._last = (left, right, kinship(here, there) if here and there else STRANGERS)
        return self._last[2]


def within_total(left: Telling, right: Telling) -> float:
    """The sum of the evidence on two claims of one report."""
    return _summed(_weighed(_WITHIN, *_ordered(left, right)), PRIOR_WITHIN)


def across(left: Telling, right: Telling, kin: Kinship, shared: Sequence[str] = ()) -> Findings:
    """The evidence on two tellings of different reports; stops where they cannot be one event."""
    found = _weighed(ACROSS, left, right)
    if any(one.weight == IMPOSSIBLE for one in found.values()):
        return found
    for name, kept in TOLD.items():
        if found[name].weight > 0:
            found[name] = Finding(found[name].weight * kept, found[name].phrase)
    one_scene = min(found["time"].weight, found["place"].weight) > ELSEWHERE
    keep = _kept(left, right, kin)
    for name in ("time", "place"):
        if found[name].weight < 0:
            found[name] = Finding(found[name].weight * keep, found[name].phrase)
    found["words"] = _same_words(left, right, kin, one_scene=one_scene)
    found["report"] = _same_story(left, right, kin, shared)
    share = math.sqrt(min(left.share, right.share))
    found["names"] = _counted(kin.names, NAMES_SHARED, "name", share)
    found["ages"] = _counted(kin.ages, AGES_SHARED, "age", share)
    return found


def _counted(number: int | None, weights: Sequence[float], what: str, share: float) -> Finding:
    """Weigh how many names or ages of people two reports share, by the share of its report that a telling makes up."""
    if number is None:
        return Finding(0.0, f"one of them gives no {what}")
    words = f"{number or 'no'} {what}{'' if number == 1 else 's'} of people in both"
    return Finding(weights[min(number, len(weights) - 1)] * share, words)


NAMES_SHARED = (-1.4, 1.0, 2.2, 3.2, 3.2, 4.4)
AGES_SHARED = (-2.0, 0.6, 2.6)
"""By the number shared: none, one, two, … Three quarters of the log likelihood ratios fitted on gva dev
(`scripts/fit_linking.py`): public figures are named in many stories of a war."""


def _kept(left: Telling, right: Telling, kin: Kinship) -> float:
    """Where two reports are alike through and through, a day or place that differs is more likely misread."""
    alike = min(1.0, kin.likeness / ALIKE) * kin.support
    return 1 - MISREAD * alike * math.sqrt(min(left.share, right.share))


def _same_words(left: Telling, right: Telling, kin: Kinship, *, one_scene: bool) -> Finding:
    common = left.words & right.words
    if kin.copy and one_scene and same_text(left, right, len(common)):
        return Finding(SAME_WORDING, "the same words in a copy or version of the text")
    share = mass(common) / math.sqrt(left.mass * right.mass) if common else 0.0
    return Finding(WORDS_OFFSET + WORDS_SCALE * share, "shared words" if common else "no shared words")


def same_text(left: Telling, right: Telling, common: int) -> bool:
    """Two versions of a passage: most of the words of the shorter are in the longer."""
    shorter = min(len(left.words), len(right.words))
    same = not left.acts.isdisjoint(right.acts) or left.stem == right.stem
    return same and shorter > 0 and common >= SAME_PASSAGE * shorter


def _same_story(left: Telling, right: Telling, kin: Kinship, shared: Sequence[str]) -> Finding:
    weight = story_weight(kin.likeness, days_apart(left.day, right.day)) * kin.support
    words = f": {', '.join(shared)}" if shared else ""
    return Finding(weight * math.sqrt(min(left.share, right.share)), f"reports {kin.likeness:.2f} alike{words}")


def story_weight(likeness: float, days: int) -> float:
    """What the likeness of two whole reports tells on their being about one event.

    The days between them take some of it away.
    """
    return _along(LIKENESS, likeness) - OVERLAP - _along(LATER, days)


LIKENESS = (
    (0.02, -3.1), (0.06, 0.1), (0.1, 2.0), (0.14, 3.5), (0.18, 4.2),
    (0.225, 4.9), (0.275, 5.6), (0.35, 6.8), (0.5, 7.6),
)  # fmt: skip
"""Log likelihood ratios of pairs of reports of one incident each, fitted on muc34 and gvdb (`scripts/fit_likeness.py`)
at the middle of each step."""
OVERLAP = 2.5
"""What of it the other evidence has told already: reports of one day and town share words for that alone."""
LATER = ((0.5, 0.0), (2.5, 1.0), (5.5, 2.4), (14, 3.5), (40, 4.2))
"""What days between the two reports take away of it, fitted on muc34 likewise: most follow within three days."""


def _along(points: Sequence[tuple[float, float]], value: float) -> float:
    """Read a line through points at a value, flat beyond its ends."""
    for (low, start), (high, end) in itertools.pairwise(points):
        if value <= high:
            return start + (end - start) * (value - low) / (high - low)
    return points[-1][1]


def _ordered(left: Telling, right: Telling) -> tuple[Telling, Telling]:
    return (left, right) if left.id <= right.id else (right, left)


def _weighed(comparisons: Mapping[str, Comparator], left: Telling, right: Telling) -> Findings:
    """The evidence as far as it was looked at: up to what makes the two impossible."""
    found: Findings = {}
    for name, comparison in comparisons.items():
        found[name] = comparison(left, right)
        if found[name].weight == IMPOSSIBLE:
            break
    return found


def _summed(found: Findings, prior: float) -> float:
    # Summed in a fixed order, and rounded: a sum must not depend on the machine's last bit.
    return round(prior + sum(one.weight for one in found.values()), 6)


def _told(left: Telling, right: Telling, found: Findings, prior: float) -> Comparison:
    evidence = tuple(
        Evidence(name, _shown(name, left), _shown(name, right), one.weight, one.phrase) for name, one in found.items()
    )
    if "words" in found:
        rarest = sorted(left.words & right.words, key=lambda word: (-rarity(word), word))[:3]
        evidence = tuple(one if one.name != "words" or not rarest else _with_words(one, rarest) for one in evidence)
    return Comparison(left.id, right.id, evidence, _summed(found, prior))


def _with_words(one: Evidence, rarest: Iterable[str]) -> Evidence:
    return Evidence(one.name, one.left, one.right, one.weight, f"{one.phrase}: {', '.join(rarest)}")


def _shown(name: str, telling: Telling) -> str:
    """What a comparison looked at, for people."""
    shown: dict[str, Callable[[], str]] = {
        "status": lambda: telling.status,
        "scope": lambda: "several incidents" if telling.several else "one incident",
        "kind": lambda: f"{telling.type}/{telling.mode or '-'}",
        "act": lambda: ", ".join(sorted(telling.acts)),
        "time": lambda: days_shown(telling),
        "place": lambda: place_shown(telling),
        "figures": lambda: ", ".join(one.text for one in telling.figures),
        "parties": lambda: f"{_names(telling.actors)} -> {_names(telling.recipients)}",
        "actors": lambda: _names(telling.actors),
        "words": lambda: telling.trigger,
        "report": lambda: f"{telling.share:.0%} of its report",
    }
    return shown[name]() if name in shown else ""


def _names(parties: Sequence[Party]) -> str:
    return ", ".join(one.name or one.text for one in parties) or "?"
