"""Which place each name means: all names of a report are resolved together.

Each name's candidates start with what is known without the report (own name or alias, kind, population). Then, for a
few rounds, every name lends its candidates' countries, divisions and spots, as probable as they are so far, to the
others.
A name never lends weight to itself: "Lebanon" alone is no report on Lebanon, Pennsylvania, nor on the country.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.core.countries import country_of_adjective, country_of_name
from dateline.places.areas import AREA_KINDS, Container, containers, inside, lies_within
from dateline.places.company import (
    Company,
    Others,
    Sense,
    company_of,
    distance_km,
    divisions_of,
    largest,
    others,
)
from dateline.places.gazetteer import Gazetteer
from dateline.places.model import Candidate, Mention
from dateline.places.names import key_of
from dateline.places.options import options_of
from dateline.places.quarters import as_part, is_far, is_stray, towns_of_parts
from dateline.places.scoring import (
    BY_SOUND,
    CURATED,
    base_features,
    context_features,
    namesake,
    none_features,
    seats,
    total,
)
from dateline.places.words import demonyms

_ROUNDS = 3
# The first round asks what else a name may mean: its odds are flatter, so that many small towns of one division can
# stand together against a metropolis each. Chosen on the development parts of LGL and GeoVirus.
_OPEN_MINDED = 2.0
_HOPELESS = 9.0  # so far below the best before the report is asked that no context makes up for it
_MOST_OPTIONS = 60
_ONE_TOWN_KM = 30.0
_DATELINE_WEIGHT = 4
# A place that no source has lies in the country which has this share of all that the report names, if any does.
MAIN_COUNTRY = 0.7
# Below this chance of being in its country a place is not given: a wrong dot is worse than none. On the train part of
# LGL, 0, .5, .6 and .7 leave 69, 64, 45 and 42 of 3,500 places in a wrong country, and 3,168, 3,166, 3,152 and 3,141 of
# 3,611 names within 161 km.
COUNTRY_SURE = 0.6
UNKNOWN_PART = 0.5  # confidence of a part of a town that no source has
_ENOUGH = 0.8  # mass of the main country: one rather sure name


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen for one mention, how sure, and why. `score` is the log-odds-like sum behind it."""

    candidate: Candidate
    confidence: float
    why: str
    score: float


def context_of(adjectives: Iterable[str], dateline: str | None) -> Counter[str]:
    """Countries that the report speaks of without naming a place: adjectives ("Malian") and its dateline."""
    found: Counter[str] = Counter()
    for word in adjectives:
        if code := country_of_adjective(word) or demonyms().get(word, ("",))[0]:
            found[code] += 1
    for part in (dateline or "").split(","):
        if named := country_of_name(part):
            found[named] += _DATELINE_WEIGHT
    return found


def resolve(
    mentions: Sequence[Mention], context: Mapping[str, float], gazetteer: Gazetteer, text: str, *, dateline: int = 0
) -> list[Choice | None]:
    """One choice for each mention, or None where the gazetteer has nothing fit.

    Args:
        mentions: The names, in text order.
        context: Weights by country, from `context_of`.
        gazetteer: Gives the candidates.
        text: The report.
        dateline: How many of the mentions, from the first, are of the dateline.
    """
    senses = senses_of(mentions, gazetteer, text)
    distinct = list({id(sense): sense for sense in senses}.values())
    company = settle(distinct, context)
    chosen = {id(sense): _choice(sense, company) for sense in distinct}
    choices = _in_town([chosen[id(sense)] for sense in senses], mentions, senses, company, text, dateline)
    return [
        _or_area(number, mentions, choices, text) or _in_main_country(mention, senses[number], company)
        for number, mention in enumerate(mentions)
    ]


def _in_town(
    choices: Sequence[Choice | None],
    mentions: Sequence[Mention],
    senses: Sequence[Sense],
    company: Company,
    text: str,
    dateline: int,
) -> list[Choice | None]:
    """The choices with names of parts of a town ("the Hillside neighbourhood") put at that town, and strays dropped."""
    found = list(choices)
    towns = towns_of_parts(
        mentions, [None if choice is None else choice.candidate for choice in choices], text, dateline
    )
    for number, choice in enumerate(choices):
        town, sense = towns.of(mentions[number]), senses[number]
        stray = choice is not None and is_stray(choice.candidate, sense, others(sense, company), towns)
        if stray:
            found[number] = None
        if town is not None and (choice is None or stray or is_far(choice.candidate, town)):
            score, sure = (choice.score, choice.confidence) if choice else (0.0, UNKNOWN_PART)
            found[number] = Choice(as_part(town), sure, f"a part of {town.name}", score)
    return found


def settle(senses: Sequence[Sense], context: Mapping[str, float]) -> Company:
    """Let the senses lend weight to each other until each has its odds; gives what they speak of together."""
    for sense in senses:
        _prepare(sense)
    for _ in range(_ROUNDS):
        company = company_of(senses, context)
        for sense in senses:
            if sense.options:
                sense.odds = _softmax(scores_of(sense, others(sense, company)))[:-1]
    return company_of(senses, context)


def ranking(mention: Mention, context: Mapping[str, float], gazetteer: Gazetteer) -> list[Choice]:
    """All that one name by itself may mean, the best first."""
    options = list(options_of(mention, gazetteer))
    sense = Sense(key_of(mention.name), mention.division, Container(), options, weight=1)
    _prepare(sense)
    company = others(sense, company_of([sense], context))
    scores = scores_of(sense, company)
    odds = _softmax(scores)
    scored = sorted(zip(scores[:-1], odds[:-1], sense.options, strict=True), key=lambda entry: (-entry[0], entry[2].id))
    return [Choice(one, round(chance, 3), _why(one, sense, company), score) for score, chance, one in scored]


def senses_of(mentions: Sequence[Mention], gazetteer: Gazetteer, text: str) -> list[Sense]:
    """The sense of each mention. A name said once with its area keeps that area when it is said again without."""
    options = [options_of(mention, gazetteer) for mention in mentions]
    areas = containers(mentions, options, text)
    said: dict[tuple[str, str | None], Container] = {}
    for mention, container in zip(mentions, areas, strict=True):
        if container:
            said.setdefault((key_of(mention.name), mention.division), container)
            said.setdefault((key_of(mention.name), None), container)
    held: dict[tuple[str, str | None, Container], Sense] = {}
    found: list[Sense] = []
    for mention, candidates, own in zip(mentions, options, areas, strict=True):
        key = key_of(mention.name)
        container = own or said.get((key, mention.division), Container())
        sense = held.setdefault(
            (key, mention.division, container), Sense(key, mention.division, container, list(candidates))
        )
        sense.weight += 1
        found.append(sense)
    return found


def _prepare(sense: Sense) -> None:
    """Score what is known without the report, and drop what it cannot mean."""
    seated, overshadowed = seats(sense.options), namesake(sense.options)
    scored = [
        (total(base_features(one, sense, seated, overshadowed)), -number, one)
        for number, one in enumerate(sense.options)
    ]
    scored.sort(key=lambda entry: entry[:2], reverse=True)
    best = scored[0][0] if scored else 0.0
    kept = [entry for entry in scored[:_MOST_OPTIONS] if entry[0] > best - _HOPELESS]
    sense.base = [score for score, _, _ in kept]
    sense.options = [one for _, _, one in kept]
    sense.odds = _softmax([score / _OPEN_MINDED for score in sense.base])
    sense.divisions = divisions_of(sense.options)
    sense.cities = largest(sense.options)


def scores_of(sense: Sense, company: Others) -> list[float]:
    """The score of each option, and last that of none of them."""
    found = [
        base + total(context_features(one, sense, company)) for one, base in zip(sense.options, sense.base, strict=True)
    ]
    return [*found, total(none_features(sense, company))]


def _softmax(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    best = max(scores)
    raised = [math.exp(score - best) for score in scores]
    whole = sum(raised)
    return [value / whole for value in raised]


def _choice(sense: Sense, company: Company) -> Choice | None:
    """The best option and how sure it is, or None where it is likelier that none is meant."""
    if not sense.options:
        return None
    rest = others(sense, company)
    scores = scores_of(sense, rest)
    best = max(range(len(scores)), key=lambda number: (scores[number], -number))
    if best == len(sense.options):
        return None
    candidate = sense.options[best]
    odds = _softmax(scores)
    if candidate.country and in_country(candidate.country, sense.options, odds, rest) < COUNTRY_SURE:
        return None
    # Other entries for the same spot are no rivals: the city and the province named after it.
    sure = sum(chance for one, chance in zip(sense.options, odds[:-1], strict=True) if _same_spot(one, candidate))
    return Choice(candidate, round(sure, 3), _why(candidate, sense, rest), scores[best])


def in_country(code: str, options: Sequence[Candidate], odds: Sequence[float], company: Others) -> float:
    """How likely a name lies in a country: a place that no source has may lie in the main country, too."""
    known = sum(chance for one, chance in zip(options, odds[:-1], strict=True) if one.country == code)
    main, share = main_country(company)
    return known + (odds[-1] * share if main == code else 0.0)


def _likelier_elsewhere(code: str, options: Sequence[Candidate], odds: Sequence[float], company: Others) -> bool:
    """Whether a known place of the name in another country is likelier: "Gaza", in a report on Israel."""
    own = in_country(code, options, odds, company)
    abroad = {one.country for one in options if one.country not in {"", code}}
    return any(in_country(other, options, odds, company) > own for other in abroad)


def _same_spot(left: Candidate, right: Candidate) -> bool:
    if left is right:
        return True
    apart = distance_km(left, right)
    same_area = left.kind != "place" or right.kind != "place"
    return left.country == right.country and (
        (apart is not None and apart < _ONE_TOWN_KM)
        or (same_area and bool(left.admin1) and left.admin1 == right.admin1)
    )


def _why(one: Candidate, sense: Sense, company: Others) -> str:
    reasons = ["own name" if one.exact else "sounds alike" if one.source == BY_SOUND else "alias"]
    if sense.container and inside(one, sense.container):
        reasons.append("inside the area named beside it")
    if company.company.countries.get(one.country, 0.0) > 1.0:
        reasons.append(f"the report speaks of {one.country}")
    if one.source in CURATED:
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
    if choice is not None and choice.candidate.kind in {"country", "admin1"}:  # two of a list of areas
        return choice
    candidate = area._replace(
        id=0, name=mention.name, kind="place", geonames_id=None, population=0, exact=False, source="area"
    )
    return Choice(candidate, following.confidence, f"not in the gazetteer; in {area.name}", following.score)


def _in_area(one: Candidate, area: Candidate) -> bool:
    if area.kind == "region":
        return not area.countries or one.country in area.countries
    return one.country == area.country and (area.kind == "country" or one.admin1 == area.admin1 or not one.admin1)


def main_country(company: Others) -> tuple[str, float]:
    """The country spoken of most and its share of all that is; none where hardly any is."""
    if company.most < _ENOUGH:
        return "", 0.0
    code = max(company.countries, key=lambda code: (company.countries[code], code))
    return code, company.most / company.total


def _in_main_country(mention: Mention, sense: Sense, company: Company) -> Choice | None:
    """What no source has lies in the country that nearly all of the report is about: no spot, precision 6."""
    rest = others(sense, company)
    main, share = main_country(rest)
    if share < MAIN_COUNTRY:
        return None
    if sense.options and _likelier_elsewhere(main, sense.options, _softmax(scores_of(sense, rest)), rest):
        return None
    candidate = Candidate(
        id=0,
        name=mention.name,
        kind="place",
        latitude=None,
        longitude=None,
        country=main,
        admin1="",
        admin2="",
        geonames_id=None,
        population=0,
        precision=6,
        exact=False,
        source="report",
    )
    return Choice(candidate, round(share, 3), f"not in the gazetteer; the report is about {main}", 0.0)
