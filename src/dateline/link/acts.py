"""What was done, by the words of the trigger: finer than PLOVER's types where incidents are told apart."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dateline.core.errors import InstallError
from dateline.link.stems import stem
from dateline.records import Claim

DATA = Path(__file__).with_name("acts.yaml")


class _Pair(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    acts: tuple[str, str]
    weight: float


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    acts: dict[str, str]
    modes: dict[str, str]
    causes: dict[str, str]
    vague: tuple[str, ...]
    general: str
    same: float
    rare: dict[str, float]
    other: float
    pairs: tuple[_Pair, ...]


@dataclass(frozen=True, slots=True)
class Acts:
    """The table of acts, ready to be asked."""

    by_word: Mapping[str, str]
    by_mode: Mapping[str, str]
    causes: Mapping[str, re.Pattern[str]]
    vague: frozenset[str]
    general: str
    same: float
    rare: Mapping[str, float]
    other: float
    pairs: Mapping[frozenset[str], float]

    def of(self, claim: Claim) -> str | None:
        """The act that the trigger names or the mode implies, the mode before a general word; None without both."""
        whole = claim.trigger.text.casefold()
        words = (whole, *whole.split(), *(stem(word) for word in whole.split()))
        named = (self.by_word[word] for word in words if word in self.by_word)
        act, implied = next(named, None), self.by_mode.get(claim.mode or "")
        return implied or act if act in {None, self.general} else act

    def told(self, claim: Claim, sentence: str) -> frozenset[str]:
        """What was done: the claim's own act, or for one that may have been done in many ways how its sentence says."""
        act = self.of(claim)
        if act not in self.vague:
            return frozenset({act} if act else ())
        causes = frozenset(cause for cause, words in self.causes.items() if words.search(sentence))
        return causes or frozenset({act})

    def weight(self, left: Iterable[str], right: Iterable[str]) -> float:
        """Weigh two sets of acts for their being of one incident: the mean over all pairs; 0 where one is empty."""
        weights = [self._pair(one, other) for one in left for other in right]
        return math.fsum(weights) / len(weights) if weights else 0.0

    def _pair(self, one: str, other: str) -> float:
        if one == other:
            return self.rare.get(one, self.same)
        return self.pairs.get(frozenset((one, other)), self.other)


@lru_cache(maxsize=1)
def load_acts() -> Acts:
    """Load the table that ships with the package.

    Raises:
        InstallError: It is missing or damaged.
    """
    try:
        given = _File.model_validate(yaml.safe_load(DATA.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise InstallError(f"{DATA.name} is damaged: {error}", hint="Install Dateline again.") from error
    words = {word.strip(): act for act, listed in reversed(given.acts.items()) for word in listed.split(",")}
    pairs = {frozenset(pair.acts): pair.weight for pair in given.pairs}
    return Acts(
        by_word=words,
        by_mode=given.modes,
        causes={act: _any_of(listed) for act, listed in given.causes.items()},
        vague=frozenset(given.vague),
        general=given.general,
        same=given.same,
        rare=given.rare,
        other=given.other,
        pairs=pairs,
    )


def _any_of(listed: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word.strip()) for word in listed.split(","))
    return re.compile(rf"\b(?:{words})(?:es|s)?\b", re.IGNORECASE)
