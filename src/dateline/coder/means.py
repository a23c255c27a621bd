"""By what means an attack was made, where its word does not say: "*gunmen* killed", "died in *grenade* attacks"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dateline.coder.predicates import Predicate
from dateline.syntax import Word

ATTACK = "assault"
_MEANS: Mapping[str, str] = {
    "drone": "drone uav quadcopter unmanned",
    "aerial": "jet fighter-jet plane aircraft warplane helicopter gunship airstrike air-strike air bomber aerial",
    "explosives": "bomb bombing mine landmine grenade ied dynamite explosive explosion blast detonation explode "
    "detonate booby-trap",
    "heavy-weapons": "shell shelling mortar rocket artillery missile howitzer gunner tank shellfire barrage "
    "bombardment",
    "firearms": "gunman sniper gun rifle pistol bullet gunfire gunshot shooter shooting shoot-out shootout firefight",
    "crowd-control": "teargas tear-gas water-cannon rubber-bullet",
    "primitive": "knife machete stone axe club sword spear",
}
"""By mode, the words for what it was done with, or for those who do it so."""
_MODE_OF = {word: mode for mode, words in _MEANS.items() for word in words.split()}
_DAMAGE = "destroy"
_THAT_DESTROY = frozenset({"explosives", "aerial", "heavy-weapons", "drone"})


def with_means(predicate: Predicate, mode: str | None) -> str | None:
    """The mode of an event, or of the means that its sentence names where it has none, or only tells the damage.

    Args:
        predicate: The event.
        mode: Its mode so far.
    """
    if predicate.entry.type != ATTACK or mode not in {None, _DAMAGE}:
        return mode
    told = next((found for word in _named(predicate) if (found := _mode_of(word)) is not None), None)
    return told if told is not None and (mode is None or told in _THAT_DESTROY) else mode


def _named(predicate: Predicate) -> Iterator[Word]:
    """The words that may name means, the surest first."""
    parts = (predicate, *predicate.absorbed)
    for part in parts:
        yield from part.roles.get("instrument", ())
    for part in parts:
        for word in part.words:
            yield word
            yield from (child for child in word.children if child.dep in {"compound", "amod", "nmod"})
    yield from predicate.roles.get("actor", ())


def _mode_of(word: Word) -> str | None:
    return _MODE_OF.get(word.lemma) or _MODE_OF.get(word.lower.replace(" ", "-"))
