"""Choose among the values that the parts of a page give for one field, and keep the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dateline.ingest.blocks import Finding
from dateline.ingest.lexicon import agencies

# Which source is believed first. What the caller says stands above all; then data made for machines, which
# publishers test because search engines read it; then what the page shows; what the text implies comes last.
RANKS: Final = {
    "caller": 0, "record": 1, "json-ld": 2, "meta": 3, "time": 4, "markup": 5, "text": 6, "dateline": 7, "url": 8,
    "title": 9, "host": 10, "htmldate": 11, "weak": 12,
}  # fmt: skip
# The headline that readers saw is the one in the page; og:title is often made for sharing.
_HEADLINE_RANKS: Final = {**RANKS, "markup": 2, "json-ld": 3, "meta": 4}
_MANY: Final = frozenset({"byline", "agencies", "contributors"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The value taken for one field, why, and what else was on offer."""

    field: str
    value: str
    source: str
    reason: str
    others: tuple[Finding, ...] = ()


def _rank(finding: Finding) -> int:
    ranks = _HEADLINE_RANKS if finding.field == "headline" else RANKS
    return ranks.get(finding.source.split(" ", 1)[0], len(RANKS))


def choose(findings: Sequence[Finding], field: str) -> Choice | None:
    """Take the value of the most trusted source; among equals the more exact one, then the first."""
    offered = [finding for finding in findings if finding.field == field]
    if not offered:
        return None
    precise = field in {"published", "updated"}
    votes = Counter(finding.value.casefold() for finding in offered) if field == "publisher" else Counter()
    best = min(offered, key=lambda one: (_standing(one, votes), _rank(one), -len(one.value) if precise else 0))
    best = _refined(best, offered) if precise else best
    others = tuple(finding for finding in offered if finding.value != best.value)
    return Choice(field, best.value, best.source, _reason(best, others), others)


def _standing(finding: Finding, votes: Counter[str]) -> tuple[bool, int]:
    """For publishers: what comes from outside the page first, agencies last, then what most sources agree on."""
    if finding.field != "publisher":
        return False, 0
    if finding.source.startswith(("caller", "record")):
        return False, -len(votes) - 1
    return agencies().is_name(finding.value), -votes[finding.value.casefold()]


def _refined(best: Finding, offered: Sequence[Finding]) -> Finding:
    """A date gains the time of day that another source gives for the same day; the caller's word is left alone."""
    if best.source == "caller" or "T" in best.value:
        return best
    finer = [finding for finding in offered if finding.value.startswith(f"{best.value}T")]
    return min(finer, key=_rank, default=best)


def _reason(best: Finding, others: Sequence[Finding]) -> str:
    if not others:
        return f"{best.source} is the only source, or all agree"
    return f"{best.source} is trusted before {', '.join(dict.fromkeys(other.source for other in others))}"


def collect(findings: Sequence[Finding], field: str) -> tuple[str, ...]:
    """All values of a field that may have several; for authors, those of the most trusted source."""
    offered = [finding for finding in findings if finding.field == field]
    if field == "byline" and offered:
        top = min(map(_rank, offered))
        offered = [finding for finding in offered if _rank(finding) == top]
    return tuple(dict.fromkeys(finding.value for finding in offered))


def explain(findings: Sequence[Finding]) -> tuple[Choice, ...]:
    """The choice made for every field, in the order in which the fields were first met."""
    fields = dict.fromkeys(finding.field for finding in findings if finding.field not in _MANY)
    return tuple(choice for field in fields if (choice := choose(findings, field)))
