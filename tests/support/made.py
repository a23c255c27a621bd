"""Records made at random for laws, and a few made by hand for examples of exports."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from dateline.export import Dossier
from dateline.records import (
    Acled,
    Claim,
    Event,
    EventFigure,
    Figure,
    Participant,
    Place,
    Quote,
    Side,
    Source,
    Span,
    StancedClaim,
    TimeSpan,
    Ucdp,
)
from dateline.records.event import Basis
from dateline.store.bundles import Citation

# ---- at random

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = st.none() | texts
days = st.none() | st.dates().map(lambda day: day.isoformat())
counts = st.none() | st.integers(0, 2**53)
odds = st.floats(0, 1)
offsets = st.tuples(st.integers(0, 2**40), st.integers(0, 2**20)).map(
    lambda pair: {"start": pair[0], "end": pair[0] + pair[1]}
)


def _quoted(record: type[Any], /, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    rest = st.fixed_dictionaries({"text": texts, **fields})
    return st.tuples(offsets, rest).map(lambda parts: record(**parts[0], **parts[1]))


places = _quoted(
    Place,
    name=names,
    admin1=names,
    admin2=names,
    country=st.none() | st.sampled_from(["MLI", "FRA", "XKX", "???"]),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    geonames_id=counts,
    precision=st.none() | st.integers(1, 7),
)
_party_fields = {
    "name": names,
    "id": names,
    "country": st.none() | st.sampled_from(["MLI", "FRA"]),
    "sector": st.none() | st.sampled_from(["MIL", "REB", "CVL", "COP", "UNK"]),
}
_types = st.sampled_from([("assault", "aerial"), ("assault", None), ("protest", "riot"), ("agree", None)])
_statuses = st.sampled_from(["asserted", "future", "hypothetical", "negated", "historical"])

claims = st.builds(
    lambda what, sentence, **fields: Claim(type=what[0], mode=what[1], sentence=Span(**sentence), **fields),
    _types,
    offsets,
    id=texts,
    report_id=texts,
    trigger=_quoted(Quote),
    contexts=st.lists(texts, max_size=2).map(tuple),
    status=_statuses,
    actors=st.lists(_quoted(Participant, head=names, **_party_fields), max_size=2).map(tuple),
    recipients=st.lists(_quoted(Participant, head=names, **_party_fields), max_size=2).map(tuple),
    place=st.none() | places,
    time=st.none() | _quoted(TimeSpan, first=days, last=days, precision=st.none() | st.integers(1, 5)),
    figures=st.lists(
        _quoted(Figure, measure=texts, low=counts, best=counts, high=counts, participant=names), max_size=2
    ).map(tuple),
    sources=st.lists(_quoted(Source, kind=st.sampled_from(["police", "named"]), cue=names, name=names), max_size=2).map(
        tuple
    ),
    confidence=odds,
    coder=texts,
)
_figures = st.builds(
    EventFigure,
    measure=st.sampled_from(["killed", "wounded", "x"]),
    side=names,
    low=counts,
    best=counts,
    high=counts,
    basis=st.builds(Basis, rule=texts, claims=st.lists(texts, max_size=2).map(tuple)),
)
events = st.builds(
    lambda what, **fields: Event(type=what[0], mode=what[1], **fields),
    _types,
    id=texts,
    status=_statuses,
    first=days,
    last=days,
    date_precision=st.none() | st.integers(1, 5),
    place=st.none() | places,
    sides=st.lists(st.builds(Side, role=st.sampled_from(["actor", "recipient"]), **_party_fields), max_size=3).map(
        tuple
    ),
    figures=st.lists(_figures, max_size=2).map(tuple),
    claims=st.lists(
        st.builds(StancedClaim, claim_id=texts, stance=st.sampled_from(["supports", "updates", "disputes"])),
        min_size=1,
        max_size=3,
    ).map(tuple),
    reports=st.integers(0, 9),
    publishers=st.integers(0, 9),
    independent_sources=st.integers(0, 9),
    acled=st.none() | st.just(Acled(event_type="Battles", sub_event_type="Armed clash")),
    ucdp=st.none() | st.builds(Ucdp, type_of_violence=st.integers(1, 3)),
    confidence=odds,
)

# ---- by hand

HOSTILE = '=HYPERLINK("http://evil.example","x")<script>alert(1)</script>\n| a | [b](http://evil.example)'


def party(name: str, role: str, **fields: Any) -> Side:
    return Side.model_validate({"name": name, "role": role, **fields})


def killed(number: int | None, side: str | None = None, low: int | None = None, high: int | None = None) -> EventFigure:
    floor = number if low is None else low
    ceiling = number if high is None else high
    return EventFigure(
        measure="killed",
        side=side,
        low=floor,
        best=number,
        high=ceiling,
        basis=Basis(rule="all agree", claims=("c-1",)),
    )


def make_event(event_id: str = "e-1", **fields: Any) -> Event:
    defaults: dict[str, Any] = {
        "id": event_id,
        "type": "assault",
        "mode": "firearms",
        "status": "asserted",
        "first": "2013-01-10",
        "last": "2013-01-10",
        "date_precision": 1,
        "place": Place(
            text="Konna", start=0, end=5, name="Konna", admin1="Mopti", country="MLI", latitude=14.95, longitude=-3.89,
            precision=1,
        ),
        "sides": (
            party("MUJAO", "actor", sector="REB"),
            party("Military of Mali", "recipient", sector="MIL", country="MLI"),
        ),
        "figures": (killed(11, "Military of Mali"),),
        "claims": (StancedClaim(claim_id=f"c{event_id[1:]}", stance="supports"),),
        "reports": 1,
        "publishers": 1,
        "independent_sources": 1,
        "acled": Acled(event_type="Battles", sub_event_type="Armed clash"),
        "ucdp": Ucdp(type_of_violence=1),
        "confidence": 0.75,
    }  # fmt: skip
    return Event(**(defaults | fields))


def make_dossier(event: Event, **citation: Any) -> Dossier:
    """An event with its claims, all of one report."""
    told = tuple(_claim_of(one.claim_id, event) for one in event.claims)
    cited = {"publisher": "Northern Post", "headline": "Konna falls", "published": "2013-01-12T08:00:00Z"} | citation
    return Dossier(event, told, {"r-1": Citation("r-1", **cited)})


def _claim_of(claim_id: str, event: Event) -> Claim:
    return Claim(
        id=claim_id,
        report_id="r-1",
        sentence=Span(start=0, end=30),
        trigger=Quote(text="attacked", start=7, end=15),
        type=event.type,
        mode=event.mode,
        status=event.status,
        place=event.place,
        sources=(Source(text="an officer", start=20, end=30, kind="military", cue="said"),),
        confidence=0.5,
        coder="stub/1",
    )
