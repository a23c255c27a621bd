"""Who tells of an event, and how far each is a witness of its own.

Reports of one text are one teller. Two texts that rest on the word of the same spokesman are two tellers and one
source; so a teller is the more independent, the more of the people it quotes nobody before it had quoted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.link.copies import families_of
from dateline.link.counts import AUTHORITY
from dateline.records import Claim, Report, SourceKind


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody quoted. `shared` tells that another teller rests on the same one."""

    name: str
    kind: SourceKind
    shared: bool


@dataclass(frozen=True, slots=True)
class Teller:
    """One text in all its copies and versions, with the claims that it makes and the people that it quotes."""

    original: Report
    others: tuple[Report, ...]
    claims: tuple[Claim, ...]
    voices: tuple[Voice, ...]

    @property
    def own(self) -> int:
        """How many of its voices no other teller has."""
        return sum(not voice.shared for voice in self.voices)


def tellers_of(claims: Sequence[Claim], reports: Mapping[str, Report]) -> tuple[Teller, ...]:
    """Rank the tellers of an event: most voices of their own first, then those better placed to know, then the earlier.

    Args:
        claims: The event's claims.
        reports: Their reports by id.
    """
    told = {claim.report_id for claim in claims}
    families = families_of([reports[one] for one in sorted(told) if one in reports])
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.report_id in families:
            groups.setdefault(families[claim.report_id], []).append(claim)
    quoted = {family: _quoted(group) for family, group in groups.items()}
    tellers = [_teller(groups[family], quoted, family, reports) for family in groups]
    return tuple(sorted(tellers, key=_rank))


def _quoted(claims: Sequence[Claim]) -> dict[str, tuple[str, SourceKind]]:
    """Who is quoted, by the name in small letters."""
    sources = (source for claim in claims for source in claim.sources)
    return {(one.name or one.text).casefold(): (one.name or one.text, one.kind) for one in sources}


def _teller(
    claims: Sequence[Claim],
    quoted: Mapping[str, Mapping[str, tuple[str, SourceKind]]],
    family: str,
    reports: Mapping[str, Report],
) -> Teller:
    elsewhere = {key for other, voices in quoted.items() if other != family for key in voices}
    texts = sorted({reports[one.report_id] for one in claims}, key=_first_told)
    voices = (Voice(name, kind, key in elsewhere) for key, (name, kind) in quoted[family].items())
    return Teller(texts[0], tuple(texts[1:]), tuple(claims), tuple(sorted(voices, key=_weight)))


def _first_told(report: Report) -> tuple[bool, str, str]:
    return (report.copy_of is not None, report.published or "9999", report.id)


def _weight(voice: Voice) -> tuple[bool, int, str]:
    return (voice.shared, AUTHORITY.index(voice.kind), voice.name)


def _rank(teller: Teller) -> tuple[int, int, str, str]:
    best = min((AUTHORITY.index(voice.kind) for voice in teller.voices), default=AUTHORITY.index(None))
    return (-teller.own, best, teller.original.published or "9999", teller.original.id)
