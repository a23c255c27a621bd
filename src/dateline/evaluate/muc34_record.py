"""From the claims of a report to MUC-4's templates (see `muc34.py`). The words are in `muc34.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from dateline.evaluate.mapping import plain
from dateline.evaluate.muc34_keys import Filler, Template
from dateline.records import Claim, Participant, Report

# Sectors of MUC-4's perpetrators of terrorism; an act of the state's forces counts where its victims are civilians.
_TERROR = frozenset({"REB", "UAF", "CRM", "PRM", "UNK", None})
_STATE = frozenset({"MIL", "COP", "SPY", "GOV"})
_LEADING = re.compile(r"^(?:(?:the|a|an|some|several|about|at least|more than|his|her|their|its)\s+)+", re.IGNORECASE)


@dataclass(slots=True)
class _Incident:
    """Claims that are told of one incident."""

    kind: str
    claims: list[Claim] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((files("dateline.evaluate") / "muc34.yaml").read_text("utf-8"))
    return loaded


def templates_of(report: Report, claims: Sequence[Claim]) -> list[Template]:
    """One template for each incident that the report tells."""
    incidents: list[_Incident] = []
    for claim in claims:
        kind = kind_of(claim)
        if kind is not None and _is_incident(claim):
            _join(incidents, kind, claim)
    return [_template(report, incident) for incident in incidents]


def kind_of(claim: Claim) -> str | None:
    """MUC-4's type: by the trigger's words first, then by type and mode."""
    trigger = claim.trigger.text.lower()
    for kind, words in _tables()["triggers"].items():
        if any(re.search(rf"\b{word}", trigger) for word in words):
            return str(kind)
    if claim.type != "assault":
        return None
    return str(_tables()["modes"].get(claim.mode, "attack"))


def _is_incident(claim: Claim) -> bool:
    """Whether the set would have it: done, tried or threatened by somebody who may be a terrorist, not fighting."""
    if claim.status in {"hypothetical", "negated"}:
        return False
    actors = {one.sector for one in claim.actors}
    victims = {one.sector for one in claim.recipients}
    if actors and actors <= _STATE:
        return bool(victims) and not victims & (_TERROR - {"UNK", None})
    return not (victims and victims <= {"REB", "UAF", "CRM"})


def _join(incidents: list[_Incident], kind: str, claim: Claim) -> None:
    """Add the claim to the last incident of its type that it does not contradict, or begin another."""
    heads = {plain(one.head or one.text) for one in claim.recipients}
    for incident in reversed(incidents):
        if _kinds_agree(incident.kind, kind) and _agree(incident, claim, heads):
            incident.claims.append(claim)
            incident.heads |= heads
            if incident.kind == "attack":
                incident.kind = kind
            return
    incidents.append(_Incident(kind, [claim], heads))


def _kinds_agree(one: str, other: str) -> bool:
    """An attack may turn out to have been a bombing; other types stay apart."""
    return one == other or {one, other} <= {"attack", "bombing"} or {one, other} <= {"attack", "arson"}


def _agree(incident: _Incident, claim: Claim, heads: set[str]) -> bool:
    """No two different days or towns; and the same victims where both name some, unless they stand close together."""
    for other in incident.claims:
        if _differ(_day(claim), _day(other)):
            return False
        if _differ(_town(claim), _town(other)):
            return False
    near = min(abs(claim.trigger.start - other.trigger.start) for other in incident.claims)
    return not heads or not incident.heads or bool(heads & incident.heads) or near < _tables()["near"]


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _day(claim: Claim) -> str | None:
    return claim.time.first if claim.time else None


def _town(claim: Claim) -> str | None:
    place = claim.place
    if place is None or place.precision is None or place.precision > _tables()["town_precision"]:
        return None
    return place.name


def _template(report: Report, incident: _Incident) -> Template:
    actors = [one for claim in incident.claims for one in claim.actors]
    recipients = [one for claim in incident.claims for one in claim.recipients]
    things = [one for one in recipients if is_thing(one)]
    people = [one for one in recipients if not is_thing(one)]
    groups = [one for one in actors if is_organisation(one)]
    roles = {
        "perp_individual": _entities(one for one in actors if not is_organisation(one)),
        "perp_organization": _entities(groups, names=True),
        "target": _entities(things),
        "victim": _entities(people),
        "weapon": tuple(Filler(frozenset({name})) for name in weapons(report, incident.claims)),
    }
    return Template(frozenset({incident.kind}), roles)


def is_organisation(one: Participant) -> bool:
    """Whether the participant is an organisation rather than people: it resolves to one, or its head names one."""
    head = (one.head or "").lower()
    if head in _tables()["people"]:
        return False
    return head in _tables()["organisations"] or (one.id is not None and one.sector in _TERROR)


def is_thing(one: Participant) -> bool:
    """Whether the participant is a thing or a place rather than people."""
    return (one.head or one.text.split()[-1]).lower().rstrip("s") in _things()


@lru_cache(maxsize=1)
def _things() -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in _tables()["things"])


def _entities(participants: Iterable[Participant], *, names: bool = False) -> tuple[Filler, ...]:
    """One filler for each head, by its first mention."""
    chosen: dict[str, str] = {}
    for one in participants:
        if one.text.lower() in _tables()["pronouns"]:
            continue
        words = one.head if names and one.head and one.text.isupper() is False else one.text
        string = plain(_LEADING.sub("", words if not names else one.text))
        head = plain(one.name or one.head or one.text)
        if string:
            chosen.setdefault(head, string)
    return tuple(Filler(frozenset({string})) for string in dict.fromkeys(chosen.values()))


def weapons(report: Report, claims: Sequence[Claim]) -> list[str]:
    """Weapon words in the sentences of the claims, with the words that modify them left out."""
    pattern = _weapon_pattern()
    sentences = dict.fromkeys((claim.sentence.start, claim.sentence.end) for claim in claims)
    hits = [match.group() for start, end in sentences for match in pattern.finditer(report.text, start, end)]
    return list(dict.fromkeys(plain(hit) for hit in hits))


@lru_cache(maxsize=1)
def _weapon_pattern() -> re.Pattern[str]:
    words = sorted(_tables()["weapons"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
