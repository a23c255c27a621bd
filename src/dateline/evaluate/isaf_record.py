"""From the claims of a press release to the record that an expert would code (see `isaf.py`)."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import JsonValue

from dateline.core.countries import fold
from dateline.evaluate.mapping import ARMED_OPPOSITION, STATE_FORCES, has_sector, kills, most, plain, word_pattern
from dateline.records import Claim, Figure, Participant, Report

# "Several" is coded 3 in this set, and so is any other vague plural.
SEVERAL = 3
# An operation by night has two days.
ONE_NIGHT = 1
_IN_KABUL = re.compile(r"\bin (kabul)\b", re.IGNORECASE)
# date_prec from which a time is a month or longer.
MONTH = 4
HARM = frozenset({"killed", "wounded"})
KILLED = frozenset({"killed"})
CAPTURED = frozenset({"captured", "abducted"})
_FORCE = frozenset({"assault", "coerce"})
_OTHER_SIDE = frozenset({"MIL", "COP", "GOV", "CVL", "SPY"})


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((files("dateline.evaluate") / "isaf.yaml").read_text("utf-8"))
    return loaded


def record_of(report: Report, claims: Sequence[Claim]) -> dict[str, JsonValue]:
    """The record of a release's main event."""
    said = _of_the_body(report, [claim for claim in claims if claim.status in {"asserted", "historical"}])
    deaths, killed = _deaths(report, said)
    arrests = _own_event(report, [claim for claim in said if _captures(claim)], said)
    struck = _struck_from_the_air(report, said)
    main = _main(said, deaths, arrests)
    captured = _count(arrests, report, CAPTURED, _is_captive)
    toll = killed or _count([claim for claim in said if _by_forces(claim)], report, KILLED, _is_no_soldier)
    return {
        "start_date": _date(report, [*main, *said]),
        "event_type": list[JsonValue](_types(killed, captured, struck, said)),
        "province": list[JsonValue](_provinces(main, said, report)),
        "target_group": list[JsonValue](_groups(main, report) or [""]),
        "min_killed": toll,
        "min_captured": captured,
        "min_leaders_killed": _leaders(deaths),
        "min_leaders_captured": _leaders(arrests),
        "killq": toll > 0,
        "captureq": captured > 0,
        "killcaptureraid": _is_raid(report, captured),
        "airstrike": struck,
        "noshotsfired": _mentions(report.text, _tables()["no_shots"]),
    }


def _deaths(report: Report, said: Sequence[Claim]) -> tuple[Sequence[Claim], int]:
    """Who of the other side was killed, and how many; where nobody is said to be of it, whomever the forces killed."""
    for kills_them, is_counted in ((_kills_insurgents, _is_insurgent), (_kills_somebody, _is_anybody)):
        deaths = _own_event(report, [claim for claim in said if kills_them(claim)], said)
        killed = _count(deaths, report, KILLED, is_counted)
        if killed:
            return deaths, killed
    return [], 0


def _of_the_body(report: Report, claims: Sequence[Claim]) -> list[Claim]:
    """The claims outside the headline, which may sum up several releases; its own if there are no others."""
    heads = [part for part in report.sections if part.kind == "headline"]
    body = [claim for claim in claims if not any(part.start <= claim.trigger.start < part.end for part in heads)]
    return body or list(claims)


def _own_event(report: Report, claims: Sequence[Claim], said: Sequence[Claim]) -> list[Claim]:
    """The claims without those of a summary of several operations; that alone counts where nothing else is told."""
    own = [claim for claim in claims if not _is_summary(report, claim)]
    tells_more = any(claim.type in _FORCE and not _is_summary(report, claim) for claim in said)
    return _of_one_day(own if own or tells_more else claims)


def _is_summary(report: Report, claim: Claim) -> bool:
    """Whether the claim's sentence sums up several operations."""
    return _summary_pattern().search(report.text, claim.sentence.start, claim.sentence.end) is not None


@lru_cache(maxsize=1)
def _summary_pattern() -> re.Pattern[str]:
    return re.compile("|".join(_tables()["summaries"]), re.IGNORECASE)


def _of_one_day(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those of earlier days: whom a release says to have been captured before, it does not count."""
    days = [dt.date.fromisoformat(claim.time.first) if claim.time and claim.time.first else None for claim in claims]
    main = next((day for day in days if day is not None), None)
    return [
        claim
        for claim, day in zip(claims, days, strict=True)
        if day is None or main is None or abs((main - day).days) <= ONE_NIGHT
    ]


def _main(said: Sequence[Claim], *chosen: Sequence[Claim]) -> Sequence[Claim]:
    """The main event's claims: those that the record counts, in text order; else any use of force."""
    picked = sorted({claim.id: claim for group in chosen for claim in group}.values(), key=_place_in_text)
    return picked or [claim for claim in said if claim.type in {"assault", "coerce", "mobilize"}] or said


def _struck_from_the_air(report: Report, said: Sequence[Claim]) -> bool:
    """By the claims; or by the words, where the release tells of no shots from the ground."""
    modes = {claim.mode for claim in said if claim.type == "assault"}
    if modes & {"aerial", "drone"}:
        return True
    return "firearms" not in modes and _mentions(report.text, _tables()["air_strikes"])


def _place_in_text(claim: Claim) -> int:
    return claim.trigger.start


def _is_raid(report: Report, captured: int) -> bool:
    """An operation to kill or capture: it looks for somebody who leads, or takes people and is no mere patrol."""
    words = _tables()
    aimed = _mentions(report.text, words["sought"]) and _mentions(report.text, words["looking_for"])
    return aimed or (captured > 0 and not _mentions(report.text, words["patrols"]))


def _kills_insurgents(claim: Claim) -> bool:
    return claim.type == "assault" and kills(claim) and any(map(_is_insurgent, claim.recipients))


def _kills_somebody(claim: Claim) -> bool:
    """Whether the forces killed anybody but their own or those called civilians."""
    return _by_forces(claim) and any(map(_is_anybody, claim.recipients))


def _by_forces(claim: Claim) -> bool:
    return claim.type == "assault" and kills(claim) and has_sector(claim.actors, STATE_FORCES)


def _captures(claim: Claim) -> bool:
    """An arrest, or a capture in battle, whose recipient is not one of the state's own."""
    mode = (claim.type, claim.mode)
    if mode not in {("coerce", "arrest"), ("assault", "abduct")}:
        return False
    return not claim.recipients or any(_is_captive(one) for one in claim.recipients)


def _is_insurgent(one: Participant) -> bool:
    if one.sector in ARMED_OPPOSITION:
        return True
    return one.sector not in _OTHER_SIDE and (one.head or one.text).lower() in _tables()["insurgents"]


def _is_anybody(one: Participant) -> bool:
    """Whoever the forces killed is of the other side, unless he is called a civilian."""
    return _is_no_soldier(one) and not _mentions(one.text, _tables()["civilians"])


def _is_no_soldier(one: Participant) -> bool:
    return one.sector not in STATE_FORCES


def _is_captive(one: Participant) -> bool:
    """Whoever the forces take is of the other side, whatever the release calls him; what they seize is nobody."""
    is_thing = any(sign.isdigit() for sign in one.head or "")  # "multiple AK-47s"
    return one.sector not in STATE_FORCES and not is_thing


def _count(
    claims: Sequence[Claim], report: Report, measures: frozenset[str], is_counted: Callable[[Participant], bool]
) -> int:
    """How many in all, told perhaps more than once.

    Leaders and others are counted apart. A later sentence tells the same people again, perhaps more exactly, unless
    it says that these are more ("also", "another"): so the largest number is taken, and further ones are added. "Two
    more suspects" that were told of in these words before are the same two.
    """
    counted: Counter[bool] = Counter()
    known: set[str] = set()
    for claim in claims:
        if _is_background(claim):
            continue
        named = {plain(one.text) for one in claim.recipients if not one.text.lower().startswith("the ")}
        again = bool(named) and all(_was_named(text, known) for text in named)
        further = not again and _mentions(report.text[claim.sentence.start : claim.sentence.end], _tables()["further"])
        known.update(plain(one.text) for one in claim.recipients)
        for leads, number in _tally(claim, report, measures, is_counted).items():
            counted[leads] = counted[leads] + number if further else max(counted[leads], number)
    told = any(_is_pronoun(one) for claim in claims for one in claim.recipients)
    return sum(counted.values()) or int(told)


def _was_named(text: str, known: set[str]) -> bool:
    """Whether these words were told before, a name perhaps with what he was: "Omar Jan", "the commander Omar Jan"."""
    return text in known or (" " in text and any(one.endswith(f" {text}") for one in known))


def _is_pronoun(one: Participant) -> bool:
    """Whether it is one told of before: "at the time of *his* arrest"."""
    return one.text.lower() in _tables()["pronouns"]


def _is_background(claim: Claim) -> bool:
    """Told of a longer time, a month or a year, and so no count of this event."""
    return claim.time is not None and (claim.time.precision or 0) >= MONTH


def _tally(
    claim: Claim, report: Report, measures: frozenset[str], is_counted: Callable[[Participant], bool]
) -> Counter[bool]:
    """How many who lead others (True) and who do not (False), in one claim."""
    tally: Counter[bool] = Counter()
    figures = {one.start: _own_figures(claim, one, report) for one in claim.recipients}
    counted = {start for start, own in figures.items() if any(figure.measure in measures for figure in own)}
    # "Targeted a leader, killing two others": who was targeted was not killed.
    aimed_at = measures is KILLED and counted and word_pattern("killing").search(claim.trigger.text) is None
    for one in claim.recipients:
        own = figures[one.start]
        if not is_counted(one) or _is_pronoun(one) or (aimed_at and one.start not in counted):
            continue
        if own and all(figure.measure in HARM - measures for figure in own):
            continue  # killed or wounded, the other of which is counted
        numbers = [_said_number(figure) for figure in own if figure.measure in measures]
        number = max((number for number in numbers if number is not None), default=_bare_number(one))
        tally[_leads(one) or _is_known(one)] += number
    one_deed = not claim.recipients and claim.trigger.text.lower() not in _tables()["deeds"]
    return tally or Counter({False: 1} if one_deed else {})


def _own_figures(claim: Claim, one: Participant, report: Report) -> list[Figure]:
    """The figures within the phrase, or of which it is the whole: "*three* of his associates"."""
    return [
        figure
        for figure in claim.figures
        if (one.start <= figure.start and figure.end <= one.end)
        or report.text[figure.end : max(figure.end, one.start)].strip() == "of"
    ]


def _said_number(figure: Figure) -> int | None:
    """A figure as the set codes it: some vague words have numbers of their own."""
    vague: dict[str, int] = _tables()["vague"]
    return vague.get(figure.text.lower(), most(figure))


def _bare_number(one: Participant) -> int:
    """Without a number: one for a singular, several for a plural; "the insurgents" were told before."""
    head, vague = (one.head or one.text).lower(), _tables()["vague"]
    if head in vague:
        return int(vague[head])  # "killed *many* of them"
    if not _is_plural(one):
        return SEVERAL if head in _tables()["teams"] else 1
    return 0 if one.text.lower().startswith(("the ", "these ", "those ", "all ")) else SEVERAL


def _is_plural(one: Participant) -> bool:
    head = (one.head or one.text).lower()
    return (head.endswith("s") and one.name is None) or head in {"men", "gunmen", "people"}


def _leads(one: Participant) -> bool:
    return (one.head or "").lower() in _tables()["leaders"]


def _types(killed: int, captured: int, struck: bool, said: Sequence[Claim]) -> list[str]:
    if killed and captured:
        return ["captureandkill"]
    if struck and not captured:
        return ["airstrike"]
    if captured:
        return ["detention"]
    if killed:
        return ["insurgentskilled"]
    if any(kills(claim) and any(one.sector == "CVL" for one in claim.recipients) for claim in said):
        return ["civiliancasualty"]
    return ["exchangeoffire"] if any(claim.type == "assault" for claim in said) else []


def _date(report: Report, claims: Sequence[Claim]) -> str | None:
    """The first day of the main event, whose claims come first; the release's own date where no event is dated."""
    for claim in claims:
        if claim.time is not None and claim.time.first is not None:
            return claim.time.first
    stated = report.dateline.date if report.dateline else None
    return stated or (report.published[:10] if report.published else None)


def _provinces(main: Sequence[Claim], said: Sequence[Claim], report: Report) -> list[str]:
    """The province of the main event's first claim that has one; else of any use of force; else the first named.

    The body before the headline, which may sum up several operations; Kabul last, as releases are dated there.
    """
    for claim in [*main, *(claim for claim in said if claim.type in {"assault", "coerce", "mobilize"})]:
        if claim.place is not None:
            named = _province(claim.place.admin1) or _province(claim.place.name)
            if named is not None:
                return [named]
    body = fold(report.text[_end_of_headline(report) :])
    for pattern, text in ((_province_pattern(), body), (_province_pattern(), fold(report.text)), (_IN_KABUL, body)):
        if (match := pattern.search(text)) and (name := _province(match.group(1))):
            return [name]
    return []


def _end_of_headline(report: Report) -> int:
    return max((part.end for part in report.sections if part.kind == "headline"), default=0)


def _province(name: str | None) -> str | None:
    """The set's name of a province."""
    if name is None:
        return None
    lower = re.sub(r"\b(province|wilayat|velayat)\b", "", fold(name)).replace("_", " ").strip(" -")
    table: dict[str, list[str]] = _tables()["provinces"]
    return next((code for code, spellings in table.items() if lower in spellings), None)


@lru_cache(maxsize=1)
def _province_pattern() -> re.Pattern[str]:
    spellings = [one for spellings in _tables()["provinces"].values() for one in spellings if one != "kabul"]
    return re.compile(
        r"\b(" + "|".join(map(re.escape, sorted(spellings, key=len, reverse=True))) + r")\b", re.IGNORECASE
    )


def _groups(main: Sequence[Claim], report: Report) -> list[str]:
    """The group of a participant of the main event; else the one that the release names first."""
    for claim in main:
        for one in (*claim.recipients, *claim.actors):
            group = _group(f"{one.name or ''} {one.text}")
            if group is not None:
                return [group]
    group = _group(report.text)
    return [] if group is None else [group]


def _group(text: str) -> str | None:
    """The group that is named first in a text."""
    table: dict[str, list[str]] = _tables()["groups"]
    hits = [(at, code) for code, names in table.items() for name in names if (at := _find(text, name)) is not None]
    return min(hits)[1] if hits else None


def _find(text: str, name: str) -> int | None:
    match = re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
    return None if match is None else match.start()


def _is_known(one: Participant) -> bool:
    """Whether it is the leader told of before: "the targeted individual"."""
    return _mentions(one.text, _tables()["sought_before"]) and not _is_plural(one)


def _leaders(claims: Sequence[Claim]) -> int:
    """How many of those killed or captured lead others: one for each singular head."""
    heads = {(one.head or "").lower() for claim in claims for one in claim.recipients}
    return sum(1 for head in heads if head in _tables()["leaders"] and not head.endswith("s"))


def _mentions(text: str, phrases: Sequence[str]) -> bool:
    lower = " ".join(text.lower().split())
    return any(phrase in lower for phrase in phrases)
