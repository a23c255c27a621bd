"""From the claims of a press release to the record that an expert would code (see `isaf.py`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import JsonValue

from dateline.evaluate.mapping import ARMED_OPPOSITION, figure, kills
from dateline.records import Claim, Participant, Report

# "Several" is coded 3 in this set, and so is any other vague plural.
SEVERAL = 3
_STATE = frozenset({"MIL", "COP", "GOV", "CVL", "SPY"})


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((files("dateline.evaluate") / "isaf.yaml").read_text("utf-8"))
    return loaded


def record_of(report: Report, claims: Sequence[Claim]) -> dict[str, JsonValue]:
    """The record of a release's main event."""
    said = [claim for claim in claims if claim.status in {"asserted", "historical"}]
    deaths = [claim for claim in said if _kills_insurgents(claim)]
    arrests = [claim for claim in said if _captures(claim)]
    strikes = [claim for claim in said if claim.type == "assault" and claim.mode in {"aerial", "drone"}]
    main = _main(said, deaths, arrests, strikes)
    killed = sum(_number(claim, "killed") for claim in _distinct(deaths))
    captured = sum(_number(claim, "captured") for claim in _distinct(arrests))
    return {
        "start_date": _date(report, main),
        "event_type": list[JsonValue](_types(killed, captured, strikes, said)),
        "province": list[JsonValue](_provinces(main, claims, report)),
        "target_group": list[JsonValue](_groups(main, report) or [""]),
        "min_killed": killed,
        "min_captured": captured,
        "min_leaders_killed": _leaders(deaths),
        "min_leaders_captured": _leaders(arrests),
        "killq": killed > 0,
        "captureq": captured > 0,
        "killcaptureraid": captured > 0,
        "airstrike": bool(strikes),
        "noshotsfired": _mentions(report.text, _tables()["no_shots"]),
    }


def _main(said: Sequence[Claim], *chosen: Sequence[Claim]) -> Sequence[Claim]:
    """The main event's claims: those that the record counts, in text order; else any use of force."""
    picked = sorted({id(claim): claim for group in chosen for claim in group}.values(), key=_place_in_text)
    return picked or [claim for claim in said if claim.type in {"assault", "coerce", "mobilize"}] or said


def _place_in_text(claim: Claim) -> int:
    return claim.trigger.start


def _kills_insurgents(claim: Claim) -> bool:
    return claim.type == "assault" and kills(claim) and any(_is_insurgent(one) for one in claim.recipients)


def _captures(claim: Claim) -> bool:
    """An arrest, or a capture in battle, whose recipient is not one of the state's own."""
    mode = (claim.type, claim.mode)
    if mode not in {("coerce", "arrest"), ("assault", "abduct")}:
        return False
    return not claim.recipients or any(_is_insurgent(one) for one in claim.recipients)


def _is_insurgent(one: Participant) -> bool:
    if one.sector in ARMED_OPPOSITION:
        return True
    return one.sector not in _STATE and (one.head or one.text).lower() in _tables()["insurgents"]


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    """Claims that do not tell the same again: one for each recipient's head and number."""
    seen: dict[tuple[str, int], Claim] = {}
    for claim in claims:
        heads = " ".join(sorted((one.head or one.text).lower() for one in claim.recipients))
        number = figure(claim, "killed", "captured", "abducted") or 0
        seen.setdefault((heads, number), claim)
    return list(seen.values())


def _number(claim: Claim, measure: str) -> int:
    """How many; a claim without a figure has one for each recipient named, or three for a bare plural."""
    measures = ("killed",) if measure == "killed" else ("captured", "abducted")
    number = figure(claim, *measures)
    if number is not None:
        return number
    return sum(SEVERAL if _is_plural(one) else 1 for one in claim.recipients) or 1


def _is_plural(one: Participant) -> bool:
    head = (one.head or one.text).lower()
    return (head.endswith("s") and one.name is None) or head in {"men", "gunmen", "people"}


def _types(killed: int, captured: int, strikes: Sequence[Claim], said: Sequence[Claim]) -> list[str]:
    if strikes and killed:
        return ["airstrike"]
    if killed and captured:
        return ["captureandkill"]
    if captured:
        return ["detention"]
    if killed:
        return ["insurgentskilled"]
    if any(kills(claim) and any(one.sector == "CVL" for one in claim.recipients) for claim in said):
        return ["civiliancasualty"]
    return ["exchangeoffire"] if any(claim.type == "assault" for claim in said) else []


def _date(report: Report, main: Sequence[Claim]) -> str | None:
    """The first day of the main event; the release's own date where no event is dated."""
    for claim in main:
        if claim.time is not None and claim.time.first is not None:
            return claim.time.first
    stated = report.dateline.date if report.dateline else None
    return stated or (report.published[:10] if report.published else None)


def _provinces(main: Sequence[Claim], claims: Sequence[Claim], report: Report) -> list[str]:
    """The province of the first of the main event's claims that has one; else of any claim; else the first named."""
    for claim in [*main, *claims]:
        if claim.place is not None:
            named = _province(claim.place.admin1) or _province(claim.place.name)
            if named is not None:
                return [named]
    hits = [(match.start(), _province(match.group())) for match in _province_pattern().finditer(report.text)]
    return [name for _, name in hits[:1] if name is not None]


def _province(name: str | None) -> str | None:
    if name is None:
        return None
    lower = re.sub(r"\b(province|wilayat|velayat)\b", "", name.lower()).replace("_", " ").strip(" -")
    table: dict[str, list[str]] = _tables()["provinces"]
    return next((code for code, spellings in table.items() if lower in spellings), None)


@lru_cache(maxsize=1)
def _province_pattern() -> re.Pattern[str]:
    spellings = [one for spellings in _tables()["provinces"].values() for one in spellings if one != "kabul"]
    return re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(spellings, key=len, reverse=True))) + r")\b", re.IGNORECASE
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


def _leaders(claims: Sequence[Claim]) -> int:
    """How many of those killed or captured lead others: one for each singular head."""
    heads = {(one.head or "").lower() for claim in claims for one in claim.recipients}
    return sum(1 for head in heads if head in _tables()["leaders"] and not head.endswith("s"))


def _mentions(text: str, phrases: Sequence[str]) -> bool:
    lower = " ".join(text.lower().split())
    return any(phrase in lower for phrase in phrases)
