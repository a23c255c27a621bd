"""From the claims of a report to MUC-4's templates (see `muc34.py`). The words are in `muc34.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from dateline.evaluate.mapping import STATE_FORCES, has_sector, plain
from dateline.evaluate.muc34_keys import Filler, Template
from dateline.records import Claim, Participant, Report

# Sectors of MUC-4's perpetrators of terrorism; an act of the state's forces counts where its victims are civilians.
_TERROR = frozenset({"REB", "UAF", "CRM", "PRM", "UNK", None})
# An attack on soldiers is war, not terrorism, by the set's rules; so are losses of the other side.
_ARMED = frozenset({"REB", "UAF", "CRM", "PRM"})
_FIGHTERS = frozenset({"REB", "UAF", "CRM", "MIL"})


_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_NAME_WORDS = 4
# Where a phrase goes on to say more: a clause, an apposition, a bracket.
_TAIL = re.compile(
    r",|\(|\[| -- |\b(?:who|which|that|whose|belonging|identified|including|located|carrying)\b", re.IGNORECASE
)


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
        if kind is not None and _is_incident(claim, report):
            _join(incidents, kind, claim)
    groups = list(dict.fromkeys(name for claim in claims for name in _groups(claim)))
    drafted = [(incident, _template(report, incident, groups)) for incident in incidents]
    told = [(one, template) for one, template in drafted if template.roles["victim"] or template.roles["target"]]
    earlier = [{kind for _, before in told[:place] for kind in before.types} for place in range(len(told))]
    return [
        template
        for (one, template), kinds in zip(told, earlier, strict=True)
        if _is_definite(one) or not template.types & kinds
    ]


def _is_definite(incident: _Incident) -> bool:
    """Whether something tells the incident from others of its type: a day, a town or a name; else it retells one."""
    return any(_day(claim) or _town(claim) or any(one.name for one in claim.recipients) for claim in incident.claims)


def _kind_by_weapon(report: Report, incident: _Incident) -> str:
    """An attack beside which an explosive is told of is a bombing: "four were killed. The grenade …"."""
    if incident.kind != "attack":
        return incident.kind
    reach = _tables()["weapon_reach"]
    start = max(0, min(claim.sentence.start for claim in incident.claims) - reach)
    end = max(claim.sentence.end for claim in incident.claims) + reach
    found = (plain(hit.group()) for hit in _weapon_pattern().finditer(report.text, start, end))
    return "bombing" if any(_pattern("bombs").search(name) for name in found) else "attack"


def kind_of(claim: Claim) -> str | None:
    """MUC-4's type: by the trigger's words first, then by type and mode."""
    trigger = claim.trigger.text.lower()
    for kind, words in _tables()["triggers"].items():
        if any(re.search(rf"\b{word}", trigger) for word in words):
            return str(kind)
    if claim.type != "assault":
        return None
    return str(_tables()["modes"].get(claim.mode, "attack"))


def _is_incident(claim: Claim, report: Report) -> bool:
    """Whether the set would have it: done, lately, by no state's forces, and neither war nor violence at large."""
    sentence = report.text[claim.sentence.start : claim.sentence.end]
    if claim.status != "asserted" or _pattern("generic").search(claim.trigger.text):
        return False
    if _pattern("war").search(sentence) or _is_at_large(claim):
        return False
    actors = {one.sector for one in claim.actors}
    victims = {one.sector for one in claim.recipients}
    return not (actors and actors <= STATE_FORCES) and not (victims and victims <= _FIGHTERS)


def _is_at_large(claim: Claim) -> bool:
    """Violence in general: undated, its word a plural or its victims unnumbered plurals ("attacks on leaders")."""
    if claim.time is not None:
        return False
    if claim.trigger.text.lower() in _tables()["plural_triggers"]:
        return True
    return bool(claim.recipients) and all(_is_bare_plural(one) for one in claim.recipients)


def _is_bare_plural(one: Participant) -> bool:
    words = one.text.lower().split()
    head = (one.head or words[-1]).lower()
    if head in {"people", "civilians"} and not any(word in _counts() or word.isdigit() for word in words):
        return True
    return len(words) == 1 and head.endswith("s") and one.name is None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Finds any word of a list."""
    return re.compile(rf"\b(?:{'|'.join(_tables()[name])})\b", re.IGNORECASE)


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


def _template(report: Report, incident: _Incident, groups: Sequence[str]) -> Template:
    actors = [one for claim in incident.claims for one in claim.actors]
    recipients = [one for claim in incident.claims for one in claim.recipients]
    organisations = [name for one in actors if (name := organisation_of(one)) is not None]
    organisations = organisations or _only_group(incident, groups)
    roles = {
        "perp_individual": _entities(individual_of(one) for one in actors if one.sector is not None or one.name),
        "perp_organization": _entities(organisations),
        "target": _entities(string_of(one) for one in recipients if is_thing(one)),
        "victim": _entities(_whole_name(one) for one in recipients if _is_somebody(one)),
        "weapon": tuple(Filler(frozenset({name})) for name in weapons(report, incident.claims)),
    }
    return Template(frozenset({_kind_by_weapon(report, incident)}), roles)


def _groups(claim: Claim) -> Iterator[str]:
    """The armed organisations that a claim names, whoever did what."""
    for one in (*claim.actors, *claim.recipients):
        name = organisation_of(one)
        if one.id is not None and one.sector in _ARMED and name is not None:
            yield name


def _only_group(incident: _Incident, groups: Sequence[str]) -> list[str]:
    """The one armed organisation of the report, where the incident's perpetrators are armed opposition."""
    armed = any(has_sector(claim.actors, _ARMED) for claim in incident.claims)
    return list(groups) if len(groups) == 1 and armed else []


def _is_somebody(one: Participant) -> bool:
    """Whether the participant is a person or people: not a thing, and either named or of some sector."""
    return not is_thing(one) and (one.sector is not None or one.name is not None)


def organisation_of(one: Participant) -> str | None:
    """The organisation that a participant is, or whose people they are ("FMLN" of "FMLN guerrillas")."""
    if is_organisation(one):
        return string_of(one)
    if one.id is None or one.name is None or one.sector not in _TERROR:
        return None
    name = plain(one.name).split()
    known = {*name, "".join(word[0] for word in name)}
    return " ".join(word for word in string_of(one).split() if word in known) or None


def individual_of(one: Participant) -> str:
    """The people that a participant is, without the name of their organisation; empty if it is an organisation."""
    if is_organisation(one):
        return ""
    organisation = (organisation_of(one) or "").split()
    return " ".join(word for word in string_of(one).split() if word not in organisation)


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


def _entities(strings: Iterable[str]) -> tuple[Filler, ...]:
    """One filler for each entity. A string that shares its last word with one before is the same, told otherwise."""
    chosen: dict[str, str] = {}
    for string in strings:
        words = string.split()
        if not words or set(words) & _not_named():
            continue
        key = next((key for key in chosen if key == words[-1] or words[-1] in chosen[key].split()), words[-1])
        # The fuller telling is kept, up to a name of four words: longer ones carry descriptions.
        if len(chosen.get(key, "").split()) < len(words) <= _NAME_WORDS or key not in chosen:
            chosen[key] = string
    return tuple(Filler(frozenset({string})) for string in dict.fromkeys(chosen.values()))


@lru_cache(maxsize=1)
def _not_named() -> frozenset[str]:
    return frozenset(_tables()["not_named"])


def string_of(one: Participant) -> str:
    """The phrase as the set's coders wrote it: without numbers, titles before a name, and what follows after it."""
    words = plain(_POSSESSIVE.sub("", _TAIL.split(one.text)[0])).split()
    while len(words) > 1 and (words[0] in _counts() or words[0].isdigit()):
        words.pop(0)
    if plain(one.head or "") not in _titles():
        for number in range(len(words) - 1, 0, -1):
            if words[number - 1] in _titles():
                return " ".join(words[number:])
    return " ".join(words)


def _whole_name(one: Participant) -> str:
    """A person's phrase; where it has only the last part of his name, the whole one as the report gives it."""
    phrase = string_of(one)
    words = plain(one.name or "").split()
    while len(words) > 1 and words[0] in _titles():
        words.pop(0)
    surname = bool(words) and one.id is None and phrase.split()[-1:] == words[-1:]
    return " ".join(words) if surname and len(words) > len(phrase.split()) else phrase


@lru_cache(maxsize=1)
def _counts() -> frozenset[str]:
    return frozenset(_tables()["counts"])


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(_tables()["titles"])


def weapons(report: Report, claims: Sequence[Claim]) -> list[str]:
    """Weapon words in the sentences of the claims; of words for the one explosive, "bomb" or the first."""
    pattern = _weapon_pattern()
    sentences = dict.fromkeys((claim.sentence.start, claim.sentence.end) for claim in claims)
    hits = [match.group() for start, end in sentences for match in pattern.finditer(report.text, start, end)]
    found = list(dict.fromkeys(plain(hit) for hit in hits))
    explosive = sorted((name for name in found if _pattern("explosives").search(name)), key=_bombs_first)
    return [name for name in found if name not in explosive[1:]]


def _bombs_first(name: str) -> bool:
    return "bomb" not in name


@lru_cache(maxsize=1)
def _weapon_pattern() -> re.Pattern[str]:
    words = sorted(_tables()["weapons"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
