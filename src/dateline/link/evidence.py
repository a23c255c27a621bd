"""Comparing two claims: each comparison says what it compared, what it found, and how much that weighs.

Weights are natural logarithms of likelihood ratios, as in Fellegi and Sunter (1969): how many times likelier the
finding is for two tellings of one event than for tellings of two. They are set by hand from the bundled reports and
are to be learned from data (`docs/decisions/0006-linking-by-weighed-evidence.md`). What one of the two does not say
weighs nothing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.link.acts import load_acts
from dateline.link.mention import Mention
from dateline.records import Figure, Participant

IMPOSSIBLE = -math.inf
"""The two cannot be one event, whatever else agrees."""

_PRONOUNS = frozenset(
    "he she it they them him her we us i you others another some many most all both those these this that who".split()
)
_VAGUE = frozenset({None, "UNK", "UAF"})

Rarity = Callable[[Participant], float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison: what was compared, both values as words, the weight, and a phrase for people."""

    name: str
    left: str
    right: str
    weight: float
    phrase: str


RELATED_MODES = frozenset(
    frozenset(pair)
    for pair in (
        ("aerial", "drone"), ("aerial", "explosives"), ("aerial", "destroy"), ("aerial", "heavy-weapons"),
        ("suicide-attack", "explosives"), ("heavy-weapons", "explosives"), ("heavy-weapons", "firearms"),
        ("targeted", "firearms"), ("targeted", "explosives"), ("destroy", "explosives"), ("destroy", "heavy-weapons"),
        ("demo", "riot"), ("troops", "weapons"), ("seize", "restrict"), ("withdraw", "ceasefire"),
    )
)  # fmt: skip
"""Modes that two reporters may choose for one event."""


def same_kind(left: Mention, right: Mention) -> Evidence:
    """Compare type and mode."""
    here, there = left.claim, right.claim
    shown = (f"{here.type}/{here.mode or '-'}", f"{there.type}/{there.mode or '-'}")
    if here.type != there.type:
        return Evidence("kind", *shown, IMPOSSIBLE, "different types")
    if here.mode is None or there.mode is None:
        return Evidence("kind", *shown, 0.0, "same type")
    if here.mode == there.mode:
        return Evidence("kind", *shown, 0.8, "same type and mode")
    related = frozenset((here.mode, there.mode)) in RELATED_MODES
    return Evidence("kind", *shown, -0.2 if related else -0.8, "related modes" if related else "different modes")


OTHER_WORD = -0.4
"""What two triggers weigh that share neither a word nor a known act: there are many words for one act."""


def same_act(left: Mention, right: Mention) -> Evidence:
    """Compare what was done: a shooting has dead, but taking a town and taking it back are two events."""
    shown = (", ".join(sorted(left.acts)), ", ".join(sorted(right.acts)))
    if not left.acts or not right.acts:
        same = left.stem == right.stem
        return Evidence("act", *shown, load_acts().same if same else OTHER_WORD, "same word" if same else "other words")
    weight = load_acts().weight(left.acts, right.acts)
    return Evidence("act", *shown, weight, "acts agree" if weight > 0 else "acts differ")


def same_status(left: Mention, right: Mention) -> Evidence:
    """Compare status: what happened is never one with what is planned, feared or denied."""
    here, there = left.claim.status, right.claim.status
    if here == there:
        return Evidence("status", here, there, 0.0, "same status")
    if {here, there} == {"asserted", "historical"}:
        return Evidence("status", here, there, -1.0, "news and background")
    return Evidence("status", here, there, IMPOSSIBLE, "different status")


def same_parties(left: Mention, right: Mention, rarity: Rarity) -> Evidence:
    """Compare who did it to whom. In two-sided fighting reports swap the sides, so a swap costs little.

    Args:
        left: One claim.
        right: The other.
        rarity: How much sharing this party tells, 0 to 1: little for one that is in every second claim.
    """
    here, there = left.claim, right.claim
    shown = (_who(here.actors, here.recipients), _who(there.actors, there.recipients))
    straight = _party_weight(here.actors, there.actors, rarity)
    straight += _party_weight(here.recipients, there.recipients, rarity)
    everyone = _party_weight(here.actors + here.recipients, there.actors + there.recipients, rarity)
    # Only where neither side can be compared with its like may one's actors be the other's recipients.
    comparable = (here.actors and there.actors) or (here.recipients and there.recipients)
    weight = straight if comparable else everyone - 0.5 * bool(everyone)
    phrase = "parties agree" if weight > 0.3 else "parties differ" if weight < -0.3 else "parties may agree"  # noqa: PLR2004
    return Evidence("parties", *shown, weight, phrase)


def _party_weight(here: Sequence[Participant], there: Sequence[Participant], rarity: Rarity) -> float:
    if not here or not there:
        return 0.0
    best = [max(_likeness(one, other, rarity) for other in there) for one in here]
    best += [max(_likeness(one, other, rarity) for other in here) for one in there]
    return max(best) if max(best) > 0 else sum(best) / len(best)


def _likeness(one: Participant, other: Participant, rarity: Rarity) -> float:
    if one.id is not None and one.id == other.id:
        return 1.8 * rarity(one)
    if _PRONOUNS & {_head(one), _head(other)} and not (one.name and other.name):
        return 0.0
    if _name(one) == _name(other):
        return 1.5 * rarity(one)
    if one.country and other.country and one.country != other.country:
        return -1.5
    vague = not _VAGUE.isdisjoint({one.sector, other.sector})
    if not vague and one.sector != other.sector:
        return -1.2
    if one.head and other.head and one.head.casefold() == other.head.casefold():
        return 1.0 * rarity(one)
    if not vague:
        return 0.7 * rarity(one)
    return 0.0


def _head(one: Participant) -> str:
    return (one.head or one.text).casefold()


def party_key(one: Participant) -> str:
    """What makes two parties alike: registry entry, name, or country and sector."""
    if one.id or one.name:
        return one.id or one.name or ""
    return f"{one.country or ''} {one.sector}" if one.sector else (one.head or one.text).casefold()


def same_figures(left: Mention, right: Mention) -> Evidence:
    """Compare the counts of one measure. Sources of one event disagree often, so disagreement weighs little."""
    pairs = [
        (mine, other) for mine in left.claim.figures for other in right.claim.figures if mine.measure == other.measure
    ]
    if not pairs:
        return Evidence("figures", "", "", 0.0, "no count of the same thing")
    mine, other = max(pairs, key=lambda pair: (_figure_weight(*pair), pair[0].start, pair[1].start))
    weight = _figure_weight(mine, other)
    return Evidence("figures", mine.text, other.text, weight, "same count" if weight > 0 else "different counts")


def _figure_weight(mine: Figure, other: Figure) -> float:
    if mine.best is not None and mine.best == other.best:
        # The more there are, the less likely that two events have the same number.
        return min(3.0, 0.2 + 0.75 * math.log(max(1, mine.best)))
    if (mine.low, mine.high) == (other.low, other.high):
        return 0.8
    if _reaches(mine, other) and _reaches(other, mine):
        return 0.2
    return -0.7


def _reaches(mine: Figure, other: Figure) -> bool:
    return mine.low is None or other.high is None or mine.low <= other.high


def same_counts(left: Mention, right: Mention) -> Evidence:
    """Compare counts within one report: of the same people, another count is another event."""
    for mine in left.claim.figures:
        for other in right.claim.figures:
            alike = mine.measure == other.measure and mine.participant == other.participant
            if alike and not (_reaches(mine, other) and _reaches(other, mine)):
                return Evidence("figures", mine.text, other.text, -1.0, "different counts of the same people")
    return Evidence("figures", "", "", 0.0, "no count of the same thing")


def same_actors(left: Mention, right: Mention) -> Evidence:
    """Compare who did it within one report. Its victims may differ: a raid kills fighters, soldiers and bystanders."""
    here, there = left.claim.actors, right.claim.actors
    shown = (_who(here, ()), _who(there, ()))
    if not here or not there or _FIGHT in left.acts | right.acts:  # in a fight both sides act
        return Evidence("actors", *shown, 0.0, "nothing to compare")
    best = max(_likeness(one, other, _always) for one in here for other in there)
    weight = min(0.6, best) if best > 0 else best
    return Evidence("actors", *shown, weight, "actors agree" if weight > 0 else "actors differ")


_FIGHT = "fight"


def _always(_: Participant) -> float:
    return 1.0


def near(left: Mention, right: Mention) -> Evidence:
    """Compare where the two stand in their report, in characters between their sentences. The headline is near all."""
    gap = max(left.claim.sentence.start, right.claim.sentence.start) - min(
        left.claim.sentence.end, right.claim.sentence.end
    )
    if left.headline or right.headline:
        return Evidence("distance", "", "", 0.9, "one is in the headline")
    for limit, weight, phrase in _NEARNESS:
        if gap < limit:
            return Evidence("distance", "", "", weight, phrase)
    return Evidence("distance", "", "", -0.3, "far apart in the text")


_NEARNESS = (
    (0, 1.8, "in one sentence"),
    (4, 1.2, "in sentences next to each other"),
    (200, 0.6, "one sentence apart"),
    (500, 0.2, "a few sentences apart"),
)


def story_weight(likeness: float, days: int) -> float:
    """What the likeness of two whole reports tells on their being about one event.

    Log odds of pairs of newspaper reports of single incidents, less what the days between them take away.
    """
    return _along(_LIKENESS, likeness) - _along(_LATER, days)


_LIKENESS = ((0.0, -4.5), (0.08, -2.6), (0.12, -0.2), (0.16, 1.5), (0.2, 3.0), (0.3, 4.0), (1.0, 5.0))
_LATER = ((0, 0.0), (3, 0.5), (7, 1.8), (20, 2.5), (60, 4.0))


def _along(points: Sequence[tuple[float, float]], value: float) -> float:
    """Read a line through points at a value, flat beyond its ends."""
    for (low, start), (high, end) in itertools.pairwise(points):
        if value <= high:
            return start + (end - start) * (value - low) / (high - low)
    return points[-1][1]


def _name(one: Participant) -> str:
    return (one.name or one.text).casefold()


def _who(actors: Sequence[Participant], recipients: Sequence[Participant]) -> str:
    def show(parties: Sequence[Participant]) -> str:
        return ", ".join(one.name or one.text for one in parties) or "?"

    return f"{show(actors)} -> {show(recipients)}"
