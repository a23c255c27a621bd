"""gva: incidents with one record and one to eight newspaper reports each (Gun Violence Archive, CrisisFACTS layout).

All reports are shuffled, coded and linked together. A report belongs to the event that most of its weight lies in
(`main_event`); reports of one main event are one cluster. Clusters are held against the incidents by B³ and CoNLL F1.
The merged record of an incident that has two reports or more is the event that most of its reports belong to.
"""

from __future__ import annotations

import datetime as dt
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.core.errors import InputError
from dateline.evaluate.clusters import Cluster, b_cubed, ceaf_e, clusters_of, muc
from dateline.evaluate.counts import answer
from dateline.evaluate.geo import distance_km
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.reading import files, json_lines
from dateline.evaluate.system import System
from dateline.places import load_gazetteer
from dateline.places.model import Candidate
from dateline.records import Claim, Event, Place, Report

# The order of arrival is drawn once and for all.
SEED = 1914
MERGED = ("date", "city", "killed", "injured")
# What an event weighs for being a report's main one: a figure of people hurt, and any claim.
FIGURE_WEIGHT = 3.0
INJURED = ("wounded", "injured")
# People per km² of large cities of the United States, New York apart (2,000 to 7,000), and how many times the people of
# its parts a city has at least.
DENSITY = 3000.0
MUCH_LARGER = 10


@dataclass(frozen=True, slots=True)
class Article:
    """One newspaper report of an incident."""

    key: str
    title: str | None
    published: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident, its record and its reports."""

    key: str
    date: str
    city: str
    killed: int
    injured: int
    articles: tuple[Article, ...]


def read(path: Path) -> list[Incident]:
    """Read `*.jsonl`: `{incident, record, articles}`."""
    rows = json_lines(files(path, "*.jsonl"), "incident", "record", "articles")
    return [_incident(row["incident"], row["record"], row["articles"]) for row in rows]


def _incident(key: object, record: Mapping[str, object], articles: Sequence[Mapping[str, str]]) -> Incident:
    return Incident(
        key=str(key),
        date=iso_date(str(record["date"])),
        city=str(record["city_or_county"]),
        killed=int(str(record["num_killed"])),
        injured=int(str(record["num_injured"])),
        articles=tuple(
            Article(f"{key}/{number}", one.get("title"), one.get("dct"), one.get("content") or "")
            for number, one in enumerate(articles)
        ),
    )


def iso_date(text: str) -> str:
    """`January 28, 2014`, or an ISO date, as an ISO date.

    Raises:
        InputError: It is neither.
    """
    for form in ("%B %d, %Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(text.strip(), form).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise InputError(f"no date: {text!r}", source="gva", hint="Expected a date such as January 28, 2014.")


def score(incidents: Sequence[Incident], system: System) -> Iterator[DocumentScore]:
    """Code and link all reports, then score incident by incident."""
    articles = [one for incident in incidents for one in incident.articles]
    random.Random(SEED).shuffle(articles)  # noqa: S311 - not for secrets
    reports: list[Report] = []
    claims: list[Claim] = []
    homes: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        report = system.report(article.text, article.published, article.title)
        homes[report.id].append(article.key)
        if len(homes[report.id]) == 1:
            reports.append(report)
            claims.extend(system.code(report))
    events = system.link(claims, reports)
    mains = main_events(reports, claims, events)
    labels = {key: mains.get(report, report) for report, keys in homes.items() for key in keys}
    yield from score_incidents(incidents, labels, {event.id: event for event in events})


def main_events(reports: Sequence[Report], claims: Sequence[Claim], events: Sequence[Event]) -> dict[str, str]:
    """The event that each report is about: the one with most claims, weighed; of two alike the one told first.

    What many reports tell counts for more: a report is about what others tell too rather than about its own details.
    """
    event_of = {one.claim_id: event.id for event in events for one in event.claims}
    told_by = {event.id: event.reports for event in events}
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        if claim.id in event_of:
            # Counter keeps the order of arrival, so that of two alike the one told first is taken.
            weights[claim.report_id][event_of[claim.id]] += _weight(claim)  # type: ignore[assignment]
    for counted in weights.values():
        for event_id in counted:
            counted[event_id] *= told_by[event_id] ** 2
    return {report.id: weights[report.id].most_common(1)[0][0] for report in reports if weights[report.id]}


def _weight(claim: Claim) -> float:
    hurt = any(figure.measure in {"killed", "wounded", "injured"} for figure in claim.figures)
    violent = claim.type == "assault"
    return 1.0 * violent + FIGURE_WEIGHT * (hurt and violent) + 0.1


def score_incidents(
    incidents: Sequence[Incident], labels: Mapping[str, str], events: Mapping[str, Event]
) -> Iterator[DocumentScore]:
    """Score the clusters that the labels of the articles make, and the merged records."""
    gold: list[Cluster] = [frozenset(one.key for one in incident.articles) for incident in incidents]
    present = {key: labels[key] for incident in incidents for key in (one.key for one in incident.articles)}
    ours = clusters_of(present)
    tables = zip(incidents, gold, b_cubed(gold, ours), muc(gold, ours), ceaf_e(gold, ours), strict=True)
    size = Counter(present.values())
    for incident, cluster, b3, links, ceaf in tables:
        fields = {"b3": b3, "muc": links, "ceaf_e": ceaf}
        mistakes = list(_cluster_mistake(incident, present, size))
        if len(cluster) > 1:
            event = events.get(Counter(present[one.key] for one in incident.articles).most_common(1)[0][0])
            merged = merged_record(event)
            truth = {
                "date": incident.date,
                "city": incident.city,
                "killed": incident.killed,
                "injured": incident.injured,
            }
            for name in MERGED:
                right = truth[name] == merged[name]
                if name == "city":
                    place = None if event is None else event.place
                    right = same_city(incident.city, merged["city"]) or is_part_of(incident.city, place)
                fields[name] = answer(right=right)
                if not right:
                    mistakes.append(Mistake(incident.key, name, truth[name], merged[name], _texts(incident)))
        yield DocumentScore(incident.key, fields, tuple(mistakes))


def _cluster_mistake(incident: Incident, labels: Mapping[str, str], size: Mapping[str, int]) -> Iterator[Mistake]:
    mine = Counter(labels[one.key] for one in incident.articles)
    whole = len(mine) == 1 and all(size[label] == number for label, number in mine.items())
    if not whole:
        parts = [f"{number} of {size[label]}" for label, number in mine.most_common()]
        yield Mistake(incident.key, "b3", len(incident.articles), " + ".join(parts), _texts(incident))


def merged_record(event: Event | None) -> dict[str, str | int | None]:
    """Date, city, killed and injured of an event; nobody killed or injured is 0, as the set has it."""
    if event is None:
        return {"date": None, "city": None, "killed": 0, "injured": 0}
    return {
        "date": event.first,
        "city": None if event.place is None else event.place.name,
        "killed": _number(event, "killed"),
        "injured": _number(event, "injured"),
    }


def _number(event: Event, field: str) -> int:
    """The best number over all sides, or the lowest where there is no best; nobody is 0, as the set has it."""
    if field == "killed":
        return _toll(event, "killed")
    # "Four were shot, and one died": those who were hit and are not among the dead were injured.
    return max(*(_toll(event, measure) for measure in INJURED), _toll(event, "casualties") - _toll(event, "killed"))


def _toll(event: Event, measure: str) -> int:
    toll = event.toll(measure)
    number = None if toll is None else toll.low if toll.best is None else toll.best
    return number or 0


def same_city(gold: str, ours: str | int | None) -> bool:
    """Whether two names of a city agree.

    "Fort Lauderdale (Sunrise)" is Sunrise, which lies beside Fort Lauderdale; "The Bronx" is the Bronx.
    """
    names = {_bare(name) for name in re.split(r"[()]", gold)} - {""}
    return ours is not None and _bare(str(ours)) in names


def is_part_of(gold: str, place: Place | None) -> bool:
    """Whether our place is a quarter of the gold's city, which the set never codes more exactly.

    A populated place is a part of a city of its division that has at least ten times as many people, if it lies within
    the circle that those people fill at `DENSITY`.
    """
    if place is None or place.precision not in {1, 2} or not place.name or not place.country:
        return False
    gazetteer = load_gazetteer()
    own = [one for one in gazetteer.candidates(place.name) if one.geonames_id == place.geonames_id]
    people = max((one.population for one in own), default=0)
    return any(
        one.kind == "place"
        and one.exact
        and (one.country, one.admin1) == (place.country, place.admin1)
        and one.population >= MUCH_LARGER * max(people, 1)
        and _apart(one, place) <= math.sqrt(one.population / DENSITY / math.pi)
        for name in re.split(r"[()]", gold)
        if name.strip()
        for one in gazetteer.candidates(name.strip())
    )


def _apart(city: Candidate, place: Place) -> float:
    if city.latitude is None or city.longitude is None or place.latitude is None or place.longitude is None:
        return math.inf
    return distance_km((city.latitude, city.longitude), (place.latitude, place.longitude))


def _bare(name: str) -> str:
    return re.sub(r"\b(the|county|city|town|township|parish|saint|st|fort|ft|mount|mt)\b|[^a-z]", _short, name.lower())


def _short(match: re.Match[str]) -> str:
    """Words that are written in two ways become one; all else goes."""
    return {"saint": "st", "st": "st", "fort": "ft", "ft": "ft", "mount": "mt", "mt": "mt"}.get(match.group(), "")


def _texts(incident: Incident) -> str:
    return "\n----\n".join(f"{one.title} ({one.published})\n{one.text}" for one in incident.articles)


DATA_SET = DataSet(
    name="gva",
    reads="dev.jsonl, val.jsonl, or a folder of such files",
    read=read,
    key=lambda incident: incident.key,
    score=score,
    fields=("b3", "conll", *MERGED, "muc", "ceaf_e"),
    top=("b3",),
    means={"conll": ("muc", "b3", "ceaf_e")},
)
