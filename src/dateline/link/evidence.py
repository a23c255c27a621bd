"""Comparing two tellings: each comparison gives what it found, in words, and how much that weighs.

Weights are natural logarithms of likelihood ratios, as in Fellegi and Sunter (1969): how many times likelier the
finding is for two tellings of one event than for tellings of two
(`docs/decisions/0006-linking-by-weighed-evidence.md`). What one of the two does not say weighs nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from dateline.link.acts import load_acts
from dateline.link.rarity import party_rarity
from dateline.link.telling import HAPPENED, Count, Party, Telling

IMPOSSIBLE = -math.inf
"""The two cannot be one event, whatever else agrees."""

_PRONOUNS = frozenset(
    "he she it they them him her us we i you others another some many most all both those these this that who".split()
)
_VAGUE = frozenset({None, "UNK", "UAF"})


class Finding(NamedTuple):
    """What a comparison found."""

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


def same_kind(left: Telling, right: Telling) -> Finding:
    """Compare type and mode."""
    if left.type != right.type:
        return Finding(IMPOSSIBLE, "different types")
    if left.mode is None or right.mode is None:
        return Finding(0.0, "same type")
    if left.mode == right.mode:
        return Finding(0.8, "same type and mode")
    related = frozenset((left.mode, right.mode)) in RELATED_MODES
    return Finding(-0.2, "related modes") if related else Finding(-0.8, "different modes")


OTHER_WORD = -0.4
"""What two triggers weigh that share neither a word nor a known act: there are many words for one act."""


def same_act(left: Telling, right: Telling) -> Finding:
    """Compare what was done: a shooting has dead, but taking a town and taking it back are two events."""
    if not left.acts or not right.acts:
        same = left.stem == right.stem
        return Finding(load_acts().same, "same word") if same else Finding(OTHER_WORD, "other words")
    weight = load_acts().weight(left.acts, right.acts)
    return Finding(weight, "acts agree" if weight > 0 else "acts differ")


def same_status(left: Telling, right: Telling) -> Finding:
    """Compare status: what happened is never one with what is planned or feared; a denial is of what was said."""
    if left.status == right.status:
        return Finding(0.0, "same status")
    pair = {left.status, right.status}
    if pair == HAPPENED:
        return Finding(NEWS_AND_BACKGROUND, "news and background")
    if "negated" in pair and pair & HAPPENED:
        return Finding(DENIED, "said and denied")
    return Finding(IMPOSSIBLE, "different status")


def same_denial(left: Telling, right: Telling) -> Finding:
    """Where one denies what the other says: what is denied of somebody is what was said of the same one."""
    if (left.status == "negated") == (right.status == "negated"):
        return Finding(0.0, "neither denies the other")
    heads = [{_head(one) for one in telling.recipients} - _PRONOUNS for telling in (left, right)]
    shared = heads[0] & heads[1]
    return Finding(OF_THE_SAME * bool(shared), "of the same people" if shared else "of other people, or nobody")


OF_THE_SAME = 4.0
NEWS_AND_BACKGROUND = -1.0
DENIED = -1.0
"""Background is mostly of another event, and so is what is said not to have happened: both need more to agree."""


def same_parties(left: Telling, right: Telling) -> Finding:
    """Compare who did it to whom; sharing a rare party tells more than sharing a common one."""
    straight = _party_weight(left.actors, right.actors) + _party_weight(left.recipients, right.recipients)
    # Only where neither side can be compared with its like may one's actors be the other's recipients.
    if (left.actors and right.actors) or (left.recipients and right.recipients):
        weight = straight
    else:
        everyone = _party_weight(left.actors + left.recipients, right.actors + right.recipients)
        weight = everyone - 0.5 * bool(everyone)
    phrase = "parties agree" if weight > 0.3 else "parties differ" if weight < -0.3 else "parties may agree"  # noqa: PLR2004
    return Finding(weight, phrase)


def _party_weight(here: Sequence[Party], there: Sequence[Party]) -> float:
    if not here or not there:
        return 0.0
    table = [[_likeness(one, other) for other in there] for one in here]
    best = [max(row) for row in table]
    if max(best) > 0:
        return max(best)
    best += [max(row[column] for row in table) for column in range(len(there))]
    return sum(best) / len(best)


def _likeness(one: Party, other: Party) -> float:
    weight = _agreement(one, other)
    return weight * party_rarity(one) if weight > 0 else weight


def _agreement(one: Party, other: Party) -> float:
    if one.id is not None and one.id == other.id:
        return 1.8
    if not (one.name and other.name) and (_head(one) in _PRONOUNS or _head(other) in _PRONOUNS):
        return 0.0
    if _name(one) == _name(other):
        return 1.5
    if one.country and other.country and one.country != other.country:
        return -1.5
    vague = one.sector in _VAGUE or other.sector in _VAGUE
    if not vague and one.sector != other.sector:
        return -1.2
    if one.head and other.head and one.head.casefold() == other.head.casefold():
        return 1.0
    return 0.0 if vague else 0.7


def _head(one: Party) -> str:
    return (one.head or one.text).casefold()


def _name(one: Party) -> str:
    return (one.name or one.text).casefold()


def party_key(one: Party) -> str:
    """What makes two parties alike: registry entry, name, or country and sector."""
    if one.id or one.name:
        return one.id or one.name or ""
    return f"{one.country or ''} {one.sector}" if one.sector else (one.head or one.text).casefold()


def same_figures(left: Telling, right: Telling) -> Finding:
    """Compare the counts of one measure. Sources of one event disagree often, so disagreement weighs little."""
    weights = [
        _figure_weight(mine, other) for mine in left.figures for other in right.figures if mine.measure == other.measure
    ]
    if not weights:
        return Finding(0.0, "no count of the same thing")
    weight = max(weights)
    return Finding(weight, "same count" if weight > 0 else "different counts")


def _figure_weight(mine: Count, other: Count) -> float:
    if mine.best is not None and mine.best == other.best:
        # The more there are, the less likely that two events have the same number.
        return min(3.0, 0.2 + 0.75 * math.log(max(1, mine.best)))
    if (mine.low, mine.high) == (other.low, other.high):
        return 0.8
    if _reaches(mine, other) and _reaches(other, mine):
        return 0.2
    return -0.7


def _reaches(mine: Count, other: Count) -> bool:
    return mine.low is None or other.high is None or mine.low <= other.high


def same_counts(left: Telling, right: Telling) -> Finding:
    """Compare counts within one report: of the same people, another count is another event."""
    for mine in left.figures:
        for other in right.figures:
            alike = mine.measure == other.measure and mine.participant == other.participant
            if alike and not (_reaches(mine, other) and _reaches(other, mine)):
                return Finding(-1.0, "different counts of the same people")
    return Finding(0.0, "no count of the same thing")


def same_actors(left: Telling, right: Telling) -> Finding:
    """Compare who did it within one report. Its victims may differ: a raid kills fighters, soldiers and bystanders."""
    if not left.actors or not right.actors or _FIGHT in left.acts | right.acts:  # in a fight both sides act
        return Finding(0.0, "nothing to compare")
    best = max(_agreement(one, other) for one in left.actors for other in right.actors)
    weight = min(0.6, best)
    if (
        weight < 0
        and (_STRIKE in left.acts) != (_STRIKE in right.acts)
        and (_answers(left, right) or _answers(right, left))
    ):
        return Finding(BLOW_AND_ANSWER, "who strikes in one is struck in the other")
    return Finding(weight, "actors agree" if weight > 0 else "actors differ")


def _answers(left: Telling, right: Telling) -> bool:
    return any(_agreement(one, other) > 0 for one in left.actors for other in right.recipients)


BLOW_AND_ANSWER = -3.0
"""An air strike on those who attacked is an act of its own; between people with guns both are one fight. By trial on
`examples/`."""
_FIGHT, _STRIKE = "fight", "strike"


def near(left: Telling, right: Telling) -> Finding:
    """Compare where the two stand in their report, in characters between their sentences. The headline is near all."""
    if left.headline or right.headline:
        return Finding(0.9, "one is in the headline")
    gap = max(left.start, right.start) - min(left.end, right.end)
    for limit, weight, phrase in _NEARNESS:
        if gap < limit:
            return Finding(weight, phrase)
    return Finding(-0.3, "far apart in the text")


_NEARNESS = (
    (0, 1.8, "in one sentence"),
    (4, 1.2, "in sentences next to each other"),
    (200, 0.6, "one sentence apart"),
    (500, 0.2, "a few sentences apart"),
)
