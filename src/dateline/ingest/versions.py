"""Versions of one report: which it replaces, which words changed, which claims came, went or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from dateline.records import CODED_SECTIONS, Claim, Figure, Report

_TOKEN = re.compile(r"\w+(?:[.,'’-]\w+)*|[^\w\s]")
# Parameters that say where the reader came from, not what is read.
_TRACKING = re.compile(
    r"(?:utm_.*|fbclid|gclid|mc_[ce]id|cmpid?|ref|ref_?src|share|output|ocid|smid|ns_.*|at_.*|xtor)", re.IGNORECASE
)
# A paragraph with fewer words in common than this was replaced, not edited.
SAME_PARAGRAPH: Final = 0.5
# Two claims whose sentences share fewer words than this tell of different things.
SAME_SENTENCE: Final = 0.4


def canonical_url(url: str) -> str:
    """The address without what does not choose the page: scheme, "www.", tracking parameters, fragment."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return url.strip()
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0])))
    path = parts.path.rstrip("/") or "/"
    return f"{host}{path}{f'?{query}' if query else ''}"


def told_text(report: Report) -> str:
    """The words that are coded: a page whose furniture alone changed is no new version."""
    if not report.sections:
        return report.text
    return "\n\n".join(report.text[part.start : part.end] for part in report.sections if part.kind in CODED_SECTIONS)


def revise(report: Report, previous: Report) -> Report:
    """Mark `report` as the version that replaces `previous`, if it has the same address and other words."""
    if not report.url or not previous.url or report.id == previous.id:
        return report
    if canonical_url(report.url) != canonical_url(previous.url) or told_text(report) == told_text(previous):
        return report
    return report.model_copy(update={"revises": previous.id})


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words that were put in, taken out or replaced.

    `old` and `new` are the words; `old_start`, `old_end`, `new_start` and `new_end` are offsets into the texts of the
    two versions.
    """

    kind: Literal["added", "removed", "replaced"]
    old: str
    new: str
    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    return [_Token(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(text)]


def _paragraphs(text: str) -> list[_Token]:
    return [_Token(found.group(), found.start(), found.end()) for found in re.finditer(r"[^\n]+", text)]


def word_changes(old: Report, new: Report) -> tuple[WordChange, ...]:
    """The words that differ between two versions, paragraph by paragraph so that long texts take no longer."""
    before, after = _paragraphs(old.text), _paragraphs(new.text)
    matcher = SequenceMatcher(None, [part.text for part in before], [part.text for part in after], autojunk=False)
    changes: list[WordChange] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            changes.extend(_changed(old.text, new.text, _span(before, a, b, old.text), _span(after, c, d, new.text)))
    return tuple(changes)


def _span(parts: list[_Token], first: int, last: int, text: str) -> tuple[int, int]:
    if first < last:
        return parts[first].start, parts[last - 1].end
    at = parts[first].start if first < len(parts) else len(text)
    return at, at


def _changed(old: str, new: str, before: tuple[int, int], after: tuple[int, int]) -> Iterator[WordChange]:
    left, right = _tokens(old[slice(*before)]), _tokens(new[slice(*after)])
    matcher = SequenceMatcher(None, [token.text for token in left], [token.text for token in right], autojunk=False)
    edited = left and right and matcher.quick_ratio() >= SAME_PARAGRAPH and matcher.ratio() >= SAME_PARAGRAPH
    if not edited:
        yield _change(old, new, before, after)
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            here, there = _span(left, a, b, old[slice(*before)]), _span(right, c, d, new[slice(*after)])
            yield _change(old, new, _shifted(here, before[0]), _shifted(there, after[0]))


def _shifted(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by


def _change(old: str, new: str, before: tuple[int, int], after: tuple[int, int]) -> WordChange:
    was, now = old[slice(*before)], new[slice(*after)]
    kind: Literal["added", "removed", "replaced"] = "added" if not was else "removed" if not now else "replaced"
    return WordChange(kind, was, now, *before, *after)


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that is new, was withdrawn, or now says something else.

    `fields` names what differs, with the old and the new value in words.
    """

    kind: Literal["added", "withdrawn", "changed"]
    old: Claim | None
    new: Claim | None
    fields: tuple[tuple[str, str, str], ...] = ()


def claim_changes(
    old: Report, old_claims: Sequence[Claim], new: Report, new_claims: Sequence[Claim]
) -> tuple[ClaimChange, ...]:
    """Compare the claims of two versions; those that say the same are left out."""
    left = list(old_claims)
    changes: list[ClaimChange] = []
    for claim in new_claims:
        match = _match(claim, new, left, old)
        if match is None:
            changes.append(ClaimChange("added", None, claim))
            continue
        left.remove(match)
        if fields := _differences(match, claim):
            changes.append(ClaimChange("changed", match, claim, fields))
    changes.extend(ClaimChange("withdrawn", claim, None) for claim in left)
    return tuple(changes)


def _match(claim: Claim, report: Report, others: Sequence[Claim], other_report: Report) -> Claim | None:
    scored = [(_likeness(claim, report, other, other_report), other) for other in others if other.type == claim.type]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= SAME_SENTENCE else None


def _likeness(one: Claim, one_report: Report, two: Claim, two_report: Report) -> float:
    """Share of words that the two sentences have in common, and a little for the same trigger."""
    words = [
        {token.text.casefold() for token in _tokens(report.text[claim.sentence.start : claim.sentence.end])}
        for claim, report in ((one, one_report), (two, two_report))
    ]
    shared = len(words[0] & words[1]) / max(1, min(map(len, words)))
    return shared + (0.2 if one.trigger.text.casefold() == two.trigger.text.casefold() else -0.2)


def _differences(old: Claim, new: Claim) -> tuple[tuple[str, str, str], ...]:
    pairs = (
        ("status", old.status, new.status),
        ("mode", old.mode or "", new.mode or ""),
        ("actors", _names(old.actors), _names(new.actors)),
        ("recipients", _names(old.recipients), _names(new.recipients)),
        ("place", old.place.text if old.place else "", new.place.text if new.place else ""),
        ("time", old.time.text if old.time else "", new.time.text if new.time else ""),
        ("figures", _figures(old.figures), _figures(new.figures)),
        ("sources", _names(old.sources), _names(new.sources)),
    )
    return tuple((name, before, after) for name, before, after in pairs if before != after)


def _names(quotes: Sequence[object]) -> str:
    return "; ".join(str(getattr(quote, "text", "")) for quote in quotes)


def _figures(figures: Sequence[Figure]) -> str:
    return "; ".join(f"{figure.measure} {figure.text}" for figure in figures)
