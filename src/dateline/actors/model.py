"""What the registry holds and what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["country", "people", "capital", "state", "group", "body", "person"]
"""Kinds of entries: a country's name, its adjective, its capital or another metonym, a part of a state,
a non-state group, an international body, company or newsroom, an office-holder."""

_TRANSNATIONAL = 5
"""A group that acts in as many countries is taken to be of none of them."""

STATE_NAMES = {
    "GOV": "Government of {}",
    "MIL": "Military of {}",
    "COP": "Police of {}",
    "SPY": "Intelligence service of {}",
    "LEG": "Parliament of {}",
    "JUD": "Judiciary of {}",
}
"""How the parts of a state are named; "Government of …" is UCDP's way of naming."""


@dataclass(frozen=True, slots=True)
class ActorMatch:
    """Who a name or a phrase stands for; what is not known is None.

    Attributes:
        name: The resolved name ("Government of France", "Taliban").
        id: The registry's stable id ("gov-fra", "reb-taliban").
        country: ISO 3166-1 alpha-3.
        sector: PLOVER sector code (MIL, REB, GOV, COP, CVL …).
        why: Which words decided.
    """

    name: str | None = None
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    why: str = ""

    def filled(self, other: ActorMatch) -> ActorMatch:
        """This match with what it lacks taken from the other."""
        return replace(
            self,
            name=self.name or other.name,
            id=self.id or (other.id if self.name is None else None),
            country=self.country or other.country,
            sector=self.sector or other.sector,
        )


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person held, both days included; an open end is None."""

    role: str
    country: str | None
    sector: str | None
    first: dt.date | None = None
    last: dt.date | None = None

    def held(self, on: dt.date) -> bool:
        """Whether the office was held on that day."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor of the registry.

    Attributes:
        countries: Where it acts; the first is its home, and a country of a match only where `home` says so.
        home: The country that a match carries, None for bodies of many countries.
        strict: The name is an ordinary word or common to many: it counts only where the countries agree.
        ucdp: UCDP's name of the actor, where it has one.
        offices: A person's offices.
    """

    id: str
    name: str
    kind: Kind
    sector: str | None = None
    home: str | None = None
    countries: tuple[str, ...] = ()
    strict: bool = False
    ucdp: str | None = None
    offices: tuple[Office, ...] = ()

    def match(self, why: str, on: dt.date | None = None, countries: Sequence[str] = ()) -> ActorMatch:
        """The answer that this entry gives for that day in a report on those countries."""
        if self.kind != "person":
            return ActorMatch(self.name, self.id, self._where(countries), self.sector, why)
        office, note = self._office(on)
        return ActorMatch(self.name, self.id, office.country, note or office.sector, f"{why}: {office.role}")

    def _where(self, countries: Sequence[str]) -> str | None:
        """A group is of its home; one of very many countries only where the report names that."""
        return self.home if len(self.countries) < _TRANSNATIONAL or self.home in countries else None

    def _office(self, on: dt.date | None) -> tuple[Office, str | None]:
        """The office held that day, else the last one before it, for which the person is a former official."""
        if on is None:
            return self.offices[0], None
        held = next((office for office in self.offices if office.held(on)), None)
        if held is not None:
            return held, None
        past = [office for office in self.offices if office.last is not None and office.last < on]
        if past:
            return max(past, key=lambda office: office.last or on), "ELI"
        return Office("before taking office", self.offices[0].country, None), None


def state_match(sector: str, iso3: str, country: str, why: str) -> ActorMatch:
    """A part of a state: its government, its forces, its police …"""
    return ActorMatch(STATE_NAMES[sector].format(country), f"{sector.lower()}-{iso3.lower()}", iso3, sector, why)
