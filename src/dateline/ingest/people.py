"""Names of those who wrote, reported and edited, out of bylines and closing credits."""

from __future__ import annotations

import re

from dateline.ingest.lexicon import agencies, patterns

_BY = re.compile(r"(?:by|written by|story by|from|author:?)\s+(?=\S)", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:[,;|]|\band\b|&|\s[-–—•]\s)\s*", re.IGNORECASE)
_PLACE_TAIL = re.compile(r"\s+(?:in|from|at|for|of)\s+.*$", re.IGNORECASE | re.DOTALL)
_OWNER = re.compile(r"^(?:[A-Z][\w.]*\s+){0,3}?[A-Z][\w.]*(?:['’]s|s['’]|['’])\s+(?=[A-Z])")
_ROLE = re.compile(
    r"(?:additional\s+)?(?:reporting|writing|editing|compiled|translation|written|edited)\s+by\s+", re.IGNORECASE
)
_NOT_NAMES = re.compile(
    r"\b(?:staff|correspondent|reporter|writer|editor|editorial|desk|agenc(?:y|ies)|news|bureau|press|service|service|online"
    r"|web|team|writers|reporters|monitoring|wires?|report|newspaper|times|post|tribune|herald|department|command)\b",
    re.IGNORECASE,
)
MAX_BYLINE_WORDS = 16


def is_byline(text: str) -> bool:
    """Whether the paragraph is a byline: "By" and nothing but names and titles."""
    opened = _BY.match(text)
    words = text.split()
    if agencies().is_name(text):
        return True
    if (
        not opened
        or len(words) > MAX_BYLINE_WORDS
        or (text.endswith((".", "!", "?", ":")) and not re.search(r"\bJr\.$|\b[A-Z]\.$", text))
    ):
        return False
    if opened.group().strip().lower() == "from" and not agencies().find(text):
        return False
    rest = [word.strip(",;|&()-–—•/") for word in text[opened.end() :].split()]
    return (
        bool(rest)
        and rest[0][:1].isupper()
        and all(not word[:1].islower() or word.lower() in _small() for word in rest)
    )


def _small() -> frozenset[str]:
    return patterns().particles | {"staff", "writer", "reporter", "correspondent", "editor", "special", "to", "senior"}


def byline_names(text: str) -> tuple[str, ...]:
    """The authors of a byline, without titles of offices and without agencies."""
    opened = _BY.match(text)
    return _names(text[opened.end() :] if opened else text)


def contributor_names(text: str) -> tuple[str, ...]:
    """Those named by "… contributed reporting", "Reporting by …; Editing by …"."""
    text = re.sub(r"^\W+|[\s.)\]]+$", "", text)
    parts = _ROLE.split(text)
    return tuple(dict.fromkeys(name for part in parts for name in _names(part)))


def _names(text: str) -> tuple[str, ...]:
    text = _OWNER.sub("", text.strip())
    found: dict[str, None] = {}
    for piece in _SPLIT.split(text):
        name = _PLACE_TAIL.sub("", _OWNER.sub("", piece)).strip(" .()[]/'’\"“”")
        if _looks_like_name(name):
            found.setdefault(name.title() if name.isupper() else name)
    return tuple(found)


def _looks_like_name(name: str) -> bool:
    words = name.split()
    if not 1 < len(words) <= 6 or agencies().find(name) or _NOT_NAMES.search(name):  # noqa: PLR2004
        return False
    return words[0][0].isupper() and all(word[0].isupper() or word.lower() in patterns().particles for word in words)
