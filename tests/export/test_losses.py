"""What a format does not hold is declared: a field is lost if changing it changes nothing in the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made import killed, make_dossier, make_event, party

from dateline.export import Dossier, Format, built_in, describe, export
from dateline.records import Acled, Event, Figure, Place, StancedClaim, TimeSpan, Ucdp
from dateline.records.event import Basis

PLACE = Place(
    text="the town of Konna", start=3, end=20, name="Konna", admin1="Mopti", admin2="Mopti Cercle", country="MLI",
    latitude=14.95, longitude=-3.89, geonames_id=7, precision=1,
)  # fmt: skip
SIDES = (
    party("MUJAO", "actor", id="mujao", sector="REB", country="MLI"),
    party("Military of Mali", "recipient", id="mil-mli", sector="MIL", country="MLI"),
)
FIGURE = killed(11, "Military of Mali", low=9, high=13)
BASE = make_dossier(
    make_event(place=PLACE, sides=SIDES, figures=(FIGURE,), reports=2, publishers=2, independent_sources=2),
    url="https://post.example/konna", byline=("Ana Pinto",), agencies=("Reuters",), language="en",
)  # fmt: skip


def of_event(**fields: Any) -> Dossier:
    return dataclasses.replace(BASE, record=BASE.event.model_copy(update=fields))


def of_place(**fields: Any) -> Dossier:
    return of_event(place=PLACE.model_copy(update=fields))


def of_side(**fields: Any) -> Dossier:
    """The attacker with another value; what is said of the victim stays."""
    return of_event(sides=(SIDES[0].model_copy(update=fields), SIDES[1]))


def of_figure(**fields: Any) -> Dossier:
    return of_event(figures=(FIGURE.model_copy(update=fields),))


def of_claim(**fields: Any) -> Dossier:
    return dataclasses.replace(BASE, claims=tuple(one.model_copy(update=fields) for one in BASE.claims))


def of_report(**fields: Any) -> Dossier:
    cited = {name: dataclasses.replace(one, **fields) for name, one in BASE.citations.items()}
    return dataclasses.replace(BASE, citations=cited)


SOURCE = BASE.claims[0].sources[0]
CHANGES: dict[str, Dossier] = {
    "id": of_event(id="e-other"),
    "type": of_event(type="coerce", mode=None),
    "mode": of_event(mode="aerial"),
    "status": of_event(status="historical"),
    "first": of_event(first="2013-01-08"),
    "last": of_event(last="2013-01-12"),
    "date_precision": of_event(date_precision=2),
    "place.text": of_place(text="Konna town"),
    "place.start/end": of_place(start=4, end=21),
    "place.name": of_place(name="Kona"),
    "place.admin1": of_place(admin1="Gao"),
    "place.admin2": of_place(admin2="Youwarou"),
    "place.country": of_place(country="NER"),
    "place.latitude/longitude": of_place(latitude=13.0, longitude=2.0),
    "place.geonames_id": of_place(geonames_id=8),
    "place.precision": of_place(precision=4),
    "sides.name": of_side(name="MNLA"),
    "sides.id": of_side(id="mnla"),
    "sides.country": of_side(country="DZA"),
    "sides.sector": of_side(sector="UAF"),
    "sides.role": of_event(sides=(SIDES[0], SIDES[1].model_copy(update={"role": "actor"}))),
    "figures.measure": of_figure(measure="abducted"),
    "figures.side": of_figure(side=None),
    "figures.low": of_figure(low=8),
    "figures.best": of_figure(best=10),
    "figures.high": of_figure(high=14),
    "figures.basis": of_figure(basis=Basis(rule="most authoritative", claims=("c-1",))),
    "claims.claim_id": of_event(claims=(StancedClaim(claim_id="c-other", stance="supports"),)),
    "claims.stance": of_event(claims=(StancedClaim(claim_id="c-1", stance="disputes"),)),
    "reports": of_event(reports=3),
    "publishers": of_event(publishers=1),
    "independent_sources": of_event(independent_sources=1),
    "acled": of_event(acled=Acled(event_type="Riots", sub_event_type="Mob violence")),
    "ucdp": of_event(ucdp=Ucdp(type_of_violence=2)),
    "confidence": of_event(confidence=0.25),
    "claim.trigger": of_claim(trigger=BASE.claims[0].trigger.model_copy(update={"text": "raided"})),
    "claim.contexts": of_claim(contexts=("military",)),
    "claim.time": of_claim(time=TimeSpan(text="Thursday", start=1, end=9, first="2013-01-10", last="2013-01-10")),
    "claim.figures": of_claim(figures=(Figure(text="11", start=1, end=3, measure="killed", best=11),)),
    "claim.sources": of_claim(sources=(SOURCE.model_copy(update={"text": "a nurse"}),)),
    "claim.sources.kind": of_claim(sources=(SOURCE.model_copy(update={"kind": "medical"}),)),
    "claim.confidence": of_claim(confidence=0.25),
    "claim.coder": of_claim(coder="human:ana"),
    "report.publisher": of_report(publisher="Coast Daily"),
    "report.headline": of_report(headline="Town taken"),
    "report.published": of_report(published="2013-01-14"),
    "report.byline": of_report(byline=("Jo Bell",)),
    "report.agencies": of_report(agencies=("AFP",)),
    "report.language": of_report(language="fr"),
    "report.url": of_report(url="https://coast.example/1"),
}


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Format, Dossier], bytes]:
    def write(form: Format, dossier: Dossier) -> bytes:
        target = tmp_path / f"a{form.suffix}"
        export([dossier], form, describe(form, "events", date="2013-02-01", filters={}), target, None)
        return target.read_bytes()

    return write


@pytest.mark.parametrize("form", built_in().values(), ids=lambda form: form.name)
def test_what_is_not_in_the_file_is_declared(form: Format, written: Callable[[Format, Dossier], bytes]) -> None:
    base = written(form, BASE)
    lost = [name for name, changed in CHANGES.items() if written(form, changed) == base]
    assert lost == list(form.drops)


def test_every_field_of_an_event_is_tried() -> None:
    tried = {name.split(".")[0] for name in CHANGES}
    assert set(Event.model_fields) <= tried
