"""indiapolice: whether a sentence says that police or the state did not do what they are there for.

The set labels every blame of that kind, in whatever words, and our records have no type for it. So this reads the
words: who keeps order, and within a few words and the same clause a phrase of `inaction.yaml`.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

_GAP = 8
"""Words that may stand between those who keep order and what they did not do: about a clause."""
_CLOSE = 5
"""The same for phrases that are said of many others, too."""
_BEFORE = r"(?:before)\b"
_BARRIER = r"(?:said|says|told|that|who|which|added|before|asked|persuad\w+|urged|warned|ordered|requested|directed)\b"
"""Words beyond which somebody else acts: "police *said* the brakes failed", "police *asked* them not to move"."""
_BREAK = r"[,)\"]*\s+[(\"]*"
"""What may stand between two words."""
_DENIED = r"(?:(?:did|do|does)\s+not|(?:did|do|does)n['’]t|(?:for|by)\s+not|not\s+to|never)"
"""What was left undone; that something "was not" or "had not been" so is mostly no blame."""


def tells_of_inaction(sentence: str) -> bool:
    """Whether the sentence blames police for doing nothing, too little or too late."""
    return any(pattern.search(sentence) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    police = _any("police")
    blame, failing = (f"(?:{'|'.join(map(_any, names))})" for names in (("idle", "neglect"), ("late", "fail")))
    return (
        *(_either(police, blame, _between(_GAP, _BEFORE)), _either(police, failing, _between(_GAP))),
        _compiled(
            rf"{police}{_BREAK}{_between(_CLOSE)}(?:{_any('absent')}|{_any('refuse')}|{_DENIED}(?!\s+{_any('told')}))"
        ),
        _compiled(_any("alone")),
    )


def _either(one: str, other: str, gap: str) -> re.Pattern[str]:
    return _compiled(rf"{one}{_BREAK}{gap}{other}|{other}{_BREAK}{gap}{one}")


@cache
def _lists() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load((files("dateline.evaluate") / "inaction.yaml").read_text("utf-8"))
    return loaded


def _any(name: str) -> str:
    """A pattern for any phrase of a list."""
    return r"(?:" + "|".join(map(_phrase, _lists()[name])) + r")(?![\w-])"


def _phrase(phrase: str) -> str:
    parts = [
        r"(?:[\w-]+\s+){0,3}" if word == "_" else re.escape(word).replace(r"\*", r"\w*") + " "
        for word in phrase.split()
    ]
    return "".join(parts).rstrip(" ").replace(" ", r"\s+")


def _between(words: int, barrier: str = _BARRIER) -> str:
    """Up to so many words of one clause."""
    return rf"(?:(?!{barrier})[\w'’-]+{_BREAK}){{0,{words}}}?"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)
