"""Which place each name means: all names of a report are resolved together.

Each name's candidates start with what is known without the report (own name or alias, kind, population). Then, for a
few rounds, every name lends its candidates' countries, divisions and spots, as probable as they are so far, to the
others.
A name never lends weight to itself: "Lebanon" alone is no report on Lebanon, Pennsylvania, nor on the country.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from dateline.core.countries import countries, countries_by_code, country_of_adjective, country_of_name
from dateline.places.areas import AREA_KINDS, Container, containers, inside, lies_within
from dateline.places.gazetteer import Gazetteer
from dateline.places.model import Candidate, Mention
from dateline.places.names import key_of
from dateline.places.words import words

# Weights of the score: set by hand on hand-made cases, moved where the development parts of LGL and GeoVirus showed a
# general fault; `docs/explanation/places.md` has the figures.
W_EXACT, W_LARGE_ALIAS = 2.0, 1.0
W_POPULATION = 0.5  # per power of ten
W_KIND = {"country": 4.0, "region": 5.0, "sea": 5.0, "admin1": 1.5, "place": 0.8, "facility": 0.5, "admin2": -0.5}
W_SAID_KIND = 3.0  # "Andar district" is a second-order division
W_COUNTRY = 3.0
W_NEIGHBOUR = 0.4  # the country borders one that the report speaks of
W_DIVISION = 1.5
W_NEAR, MOST_NEAR = 1.5, 2.0
W_CONTAINER = 7.0  # "Mopti, Mali"; "Andar district, Ghazni province"
W_CURATED = 1.0
W_SEAT = 2.0  # a bare name means the town rather than the division named after it
W_CAPITAL = 1.0
W_NAMESAKE = 3.0  # a town named like a country or state of far more people: "Egypt" and "California" in Pennsylvania
_FAR_MORE, _FAR_MORE_THAN_A_TOWN = 50, 500  # times; the second for "Moscow" and "Toronto", cities themselves
_CURATED = frozenset({"known_places", "conflict_places", "regions"})
_BY_SOUND = "sound"
_SEAT, _KNOWN_BY_ALIAS, _LARGE = 5_000, 50_000, 100_000  # people
_ROUNDS = 3
_HOPELESS = 9.0  # so far below the best before the report is asked that no context makes up for it
_MOST_OPTIONS = 60
_ONE_TOWN_KM = 30.0
_EARTH_KM = 6371.0
_ACRONYM = 3  # letters


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen for one mention, how sure, and why. `score` is the log-odds-like sum behind it."""

    candidate: Candidate
    confidence: float
    why: str
    score: float


@dataclass(slots=True)
class _Sense:
    """All mentions of one name that stand in the same company; they mean the same place."""

    key: str
    division: str | None
    container: Container
    options: list[Candidate]
    weight: int = 0
    base: list[float] = field(default_factory=list)
    odds: list[float] = field(default_factory=list)


@dataclass(slots=True)
class _Company:
    """What all senses together speak of; mass by country, by division and by spot, and who lent it."""

    countries: defaultdict[str, float]
    divisions: defaultdict[tuple[str, str], float]
    spots: dict[tuple[int, int], dict[str, float]]
    around: dict[tuple[int, int], dict[str, float]] = field(default_factory=dict)


def distance_km(left: Candidate, right: Candidate) -> float | None:
    """Great-circle distance, or None where one has no coordinates."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    a, b = math.radians(left.latitude), math.radians(right.latitude)
    turn = math.radians(right.longitude - left.longitude)
    chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def context_of(adjectives: Iterable[str], dateline: str | None) -> Counter[str]:
    """Countries that the report speaks of without naming a place: adjectives ("Malian") and its dateline."""
    found: Counter[str] = Counter()
    for word in adjectives:
        if code := country_of_adjective(word):
            found[code] += 1
    for part in (dateline or "").split(","):
        if code := country_of_name(part):
            found[code] += 4
    return found


def resolve(mentions: Sequence[Mention], context: Counter[str], gazetteer: Gazetteer, text: str) -> list[Choice | None]:
    """One choice for each mention, or None where the gazetteer has nothing fit.

    Args:
        mentions: The names, in text order.
        context: Weights by country, from `context_of`.
        gazetteer: Gives the candidates.
        text: The report.
    """
    options = [_options(mention, gazetteer) for mention in mentions]
    senses = _senses(mentions, options, containers(mentions, options, text))
    distinct = list({id(sense): sense for sense in senses}.values())
    for sense in distinct:
        _prepare(sense)
    for _ in range(_ROUNDS):
        company = _company(distinct, context)
        for sense in distinct:
            if len(sense.options) < 2:  # noqa: PLR2004 -- nothing to choose
                continue
            sense.odds = _softmax(_scores(sense, company))
    company = _company(distinct, context)
    chosen = {id(sense): _choice(sense, company) for sense in distinct}
    choices = [chosen[id(sense)] for sense in senses]
    return [_or_area(number, mentions, choices, text) for number in range(len(mentions))]


def ranking(mention: Mention, context: Counter[str], gazetteer: Gazetteer) -> list[Choice]:
    """All that one name by itself may mean, the best first."""
    sense = _Sense(key_of(mention.name), mention.division, Container(), list(_options(mention, gazetteer)), weight=1)
    _prepare(sense)
    company = _company([sense], context)
    scored = sorted(
        zip(_scores(sense, company), sense.options, strict=True), key=lambda entry: (-entry[0], entry[1].id)
    )
    odds = _softmax([score for score, _ in scored])
    return [
        Choice(one, round(chance, 3), _why(one, sense, company), score)
        for (score, one), chance in zip(scored, odds, strict=True)
    ]


def _options(mention: Mention, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    name = mention.name
    if _is_acronym(name) and not country_of_name(name) and not gazetteer.abbreviates(name):
        return ()
    code = country_of_adjective(name)
    if code and not country_of_name(name):
        return tuple(one for one in gazetteer.candidates(countries_by_code()[code].name) if one.kind == "country")
    found = gazetteer.candidates(name)
    if mention.division and not key_of(name).endswith(mention.division):
        found += tuple(one for one in gazetteer.candidates(f"{name} {mention.division}") if one not in found)
    return found or tuple(replace(one, exact=False, source=_BY_SOUND) for one in gazetteer.sounding_like(name))


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return letters.isupper() and len(letters) <= _ACRONYM


def _senses(
    mentions: Sequence[Mention], options: Sequence[tuple[Candidate, ...]], areas: Sequence[Container]
) -> list[_Sense]:
    """The sense of each mention. A name said once with its area keeps that area when it is said again without."""
    said: dict[tuple[str, str | None], Container] = {}
    for mention, container in zip(mentions, areas, strict=True):
        if container:
            said.setdefault((key_of(mention.name), mention.division), container)
            said.setdefault((key_of(mention.name), None), container)
    held: dict[tuple[str, str | None, Container], _Sense] = {}
    found: list[_Sense] = []
    for mention, candidates, own in zip(mentions, options, areas, strict=True):
        key = key_of(mention.name)
        container = own or said.get((key, mention.division), Container())
        sense = held.setdefault(
            (key, mention.division, container), _Sense(key, mention.division, container, list(candidates))
        )
        sense.weight += 1
        found.append(sense)
    return found


def _prepare(sense: _Sense) -> None:
    """Score what is known without the report, and drop what it cannot mean."""
    seats = {
        (one.country, one.admin1)
        for one in sense.options
        if one.kind == "place" and one.exact and one.population >= _SEAT
    }
    namesake = _namesake(sense.options)
    scored = [(_base(one, sense, seats, namesake), -number, one) for number, one in enumerate(sense.options)]
    scored.sort(key=lambda entry: entry[:2], reverse=True)
    best = scored[0][0] if scored else 0.0
    kept = [entry for entry in scored[:_MOST_OPTIONS] if entry[0] > best - _HOPELESS]
    sense.base = [score for score, _, _ in kept]
    sense.options = [one for _, _, one in kept]
    sense.odds = _softmax(sense.base)


def _namesake(options: Iterable[Candidate]) -> float:
    """How many people a town may have and still be put behind the largest country, state or city of its name."""
    own = [one for one in options if one.exact]
    areas = max((one.population for one in own if one.kind in {"country", "admin1"}), default=0)
    cities = max((one.population for one in own if one.kind == "place"), default=0)
    return max(areas / _FAR_MORE, cities / _FAR_MORE_THAN_A_TOWN)


def _base(one: Candidate, sense: _Sense, seats: set[tuple[str, str]], namesake: float) -> float:
    score = W_POPULATION * math.log10(one.population + 1) + W_KIND[one.kind]
    if one.exact:
        score += W_EXACT
    elif one.population >= _LARGE:
        score += W_LARGE_ALIAS
    if one.source in _CURATED:
        score += W_CURATED
    if one.kind == "place" and one.population < namesake:
        score -= W_NAMESAKE
    if one.kind == "place" and one.population >= _LARGE and one.name in _capitals().get(one.country, ""):
        score += W_CAPITAL
    if sense.container:
        score += W_CONTAINER * inside(one, sense.container)
    return score + _by_division(one, sense, seats)


def _by_division(one: Candidate, sense: _Sense, seats: set[tuple[str, str]]) -> float:
    """What the division word beside the name says; without one a bare name is the town's."""
    if sense.division is None:
        return -W_SEAT if one.kind in {"admin1", "admin2"} and (one.country, one.admin1) in seats else 0.0
    said = words().divisions[sense.division]
    if said == one.kind or (said == "admin1" and one.kind == "admin2"):
        return W_SAID_KIND
    return -1.0 if said in {"admin1", "admin2"} and one.kind == "place" else 0.0


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    return {country.iso3: country.capital or "" for country in countries()}


def _softmax(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    best = max(scores)
    raised = [math.exp(score - best) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]


def _spot(one: Candidate) -> tuple[int, int] | None:
    """A cell of one degree; what lies in the same or a neighbouring cell is near."""
    if one.latitude is None or one.longitude is None or one.kind not in {"place", "admin2", "facility", "admin1"}:
        return None
    return int(one.latitude + 90), int(one.longitude + 180)


def _company(senses: Sequence[_Sense], context: Counter[str]) -> _Company:
    by_country: defaultdict[str, float] = defaultdict(float, context)
    by_division: defaultdict[tuple[str, str], float] = defaultdict(float)
    spots: defaultdict[tuple[int, int], dict[str, float]] = defaultdict(dict)
    for sense in senses:
        for one, odds in zip(sense.options, sense.odds, strict=True):
            if odds < 0.01:  # noqa: PLR2004 -- too little to count
                continue
            by_country[one.country] += odds * _voice(sense)
            if one.admin1:
                by_division[one.country, one.admin1] += odds
            if spot := _spot(one):
                held = spots[spot]
                held[sense.key] = held.get(sense.key, 0.0) + odds
    by_country.pop("", 0.0)
    return _Company(by_country, by_division, spots)


def _voice(sense: _Sense) -> float:
    """How much a sense says of the report's countries: as often as it is named, less and less for each time."""
    return math.sqrt(sense.weight)


def _scores(sense: _Sense, company: _Company) -> list[float]:
    """Base and context for each option; the sense's own contribution is taken out first."""
    mine: defaultdict[str, float] = defaultdict(float)
    own: defaultdict[tuple[str, str], float] = defaultdict(float)
    for one, odds in zip(sense.options, sense.odds, strict=True):
        mine[one.country] += odds * _voice(sense)
        own[one.country, one.admin1] += odds
    others = {code: mass - mine[code] for code, mass in company.countries.items()}
    most = max(others.values(), default=0.0)
    spoken_of = {code for code, mass in others.items() if mass > 0.3 and mass > most / 10}  # noqa: PLR2004
    by_code = countries_by_code()
    borders = {near for code in spoken_of if code in by_code for near in by_code[code].neighbours}
    scores = []
    for one, base in zip(sense.options, sense.base, strict=True):
        share = max(0.0, others.get(one.country, 0.0)) / max(most, 1.0)
        score = base + W_COUNTRY * math.sqrt(share) + (W_NEIGHBOUR if one.country in borders else 0.0)
        if one.kind not in {"country", "region", "sea"}:
            mass = (
                company.divisions.get((one.country, one.admin1), 0.0) - own[one.country, one.admin1]
                if one.admin1
                else 0.0
            )
            score += W_DIVISION * min(1.0, max(0.0, mass)) + W_NEAR * _near(one, sense.key, company)
        if not _thinkable(one, sense, share):
            score -= _HOPELESS
        scores.append(score)
    return scores


def _near(one: Candidate, key: str, company: _Company) -> float:
    """How many of the other names may well lie within a degree or two."""
    spot = _spot(one)
    if spot is None:
        return 0.0
    around = company.around.get(spot)
    if around is None:
        around = company.around[spot] = _around(spot, company.spots)
    return min(MOST_NEAR, sum(weight for other, weight in around.items() if other != key))


def _around(spot: tuple[int, int], spots: dict[tuple[int, int], dict[str, float]]) -> dict[str, float]:
    """The names that may lie in this cell or the eight about it, and how likely (as roots: many half-likely count)."""
    best: dict[str, float] = {}
    for north in (-1, 0, 1):
        for east in (-1, 0, 1):
            for other, odds in spots.get((spot[0] + north, spot[1] + east), {}).items():
                best[other] = max(best.get(other, 0.0), odds)
    return {other: math.sqrt(odds) for other, odds in best.items()}


def _thinkable(one: Candidate, sense: _Sense, share: float) -> bool:
    """A sound or a small place's alias is too little to go by unless the report speaks of that country."""
    if one.exact or one.kind in {"country", "admin1"} or one.source in _CURATED:
        return True
    spoken_of = share > 0.1 or bool(sense.container and inside(one, sense.container))  # noqa: PLR2004
    return spoken_of or (one.source != _BY_SOUND and one.population >= _KNOWN_BY_ALIAS)


def _choice(sense: _Sense, company: _Company) -> Choice | None:
    scores = _scores(sense, company)
    if not scores:
        return None
    best = max(range(len(scores)), key=lambda number: (scores[number], -number))
    candidate = sense.options[best]
    share = company.countries.get(candidate.country, 0.0) / max(1.0, max(company.countries.values(), default=1.0))
    if not _thinkable(candidate, sense, share):
        return None
    # Other entries for the same spot are no rivals: the city and the province named after it.
    rivals = [score for one, score in zip(sense.options, scores, strict=True) if not _same_spot(one, candidate)]
    total = 1.0 + sum(math.exp(min(0.0, score - scores[best])) for score in rivals)
    return Choice(candidate, round(1.0 / total, 3), _why(candidate, sense, company), scores[best])


def _same_spot(left: Candidate, right: Candidate) -> bool:
    if left is right:
        return True
    apart = distance_km(left, right)
    same_area = left.kind != "place" or right.kind != "place"
    return left.country == right.country and (
        (apart is not None and apart < _ONE_TOWN_KM)
        or (same_area and bool(left.admin1) and left.admin1 == right.admin1)
    )


def _why(one: Candidate, sense: _Sense, company: _Company) -> str:
    reasons = ["own name" if one.exact else "sounds alike" if one.source == _BY_SOUND else "alias"]
    if sense.container and inside(one, sense.container):
        reasons.append("inside the area named beside it")
    if company.countries.get(one.country, 0.0) > 1.0:
        reasons.append(f"the report speaks of {one.country}")
    if one.source in _CURATED:
        reasons.append(f"listed in {one.source}")
    if one.population:
        reasons.append(f"population {one.population:,}")
    return "; ".join(reasons)


def _or_area(number: int, mentions: Sequence[Mention], choices: Sequence[Choice | None], text: str) -> Choice | None:
    """What the gazetteer lacks lies in the area named beside it: its smallest division, with that precision."""
    mention, choice = mentions[number], choices[number]
    following = choices[number + 1] if number + 1 < len(choices) else None
    if following is None or following.candidate.kind not in AREA_KINDS:
        return choice
    if not lies_within(text[mention.end : mentions[number + 1].start]):
        return choice
    area = following.candidate
    if choice is not None and (mention.division is None or _in_area(choice.candidate, area)):
        return choice
    candidate = replace(
        area, id=0, name=mention.name, kind="place", geonames_id=None, population=0, exact=False, source="area"
    )
    return Choice(candidate, following.confidence, f"not in the gazetteer; in {area.name}", following.score)


def _in_area(one: Candidate, area: Candidate) -> bool:
    if area.kind == "region":
        return not area.countries or one.country in area.countries
    return one.country == area.country and (area.kind == "country" or one.admin1 == area.admin1 or not one.admin1)
