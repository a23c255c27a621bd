"""Which place each name means: all names of a report are resolved together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dateline.core.countries import countries_by_code, country_of_adjective, country_of_name
from dateline.places.gazetteer import Gazetteer
from dateline.places.model import Candidate, Mention
from dateline.places.names import key_of
from dateline.places.words import words

_EARTH_KM = 6371.0
_NEAR_KM = 150.0  # how far the other places of a report lend weight
_ROUNDS = 3


@dataclass(slots=True)
class Context:
    """What the report speaks of: weights by country and by (country, first-order division)."""

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen for one mention, how sure, and why. `score` is the log-odds-like sum behind it."""

    candidate: Candidate
    confidence: float
    why: str
    score: float


def distance_km(left: Candidate, right: Candidate) -> float | None:
    """Great-circle distance, or None where one has no coordinates."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    a, b = math.radians(left.latitude), math.radians(right.latitude)
    turn = math.radians(right.longitude - left.longitude)
    chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


# Weights of the score: set by hand, then moved where LGL's and GeoVirus' development parts said so.
W_EXACT = 1.0
W_POPULATION = 0.5  # per power of ten
W_KIND = {"country": 4.0, "region": 3.0, "sea": 3.0, "admin1": 1.5, "place": 0.8, "facility": 0.5, "admin2": -0.5}
W_SAID_KIND = 3.0  # "Andar district" is a second-order division
W_COUNTRY = 3.0
W_NEIGHBOUR = 0.4  # the country borders one that the report speaks of
W_DIVISION = 1.5
W_NEAR = 1.5
W_CONTAINER = 7.0  # "Mopti, Mali"; "Andar district, Ghazni province"
W_CURATED = 1.0
_CURATED = frozenset({"known_places", "conflict_places", "regions"})
_BY_SOUND = "sound"
_KNOWN_BY_ALIAS = 50_000  # people


def context_of(names: Iterable[str], adjectives: Iterable[str], dateline: str | None) -> Context:
    """What countries the report speaks of.

    Args:
        names: Every mention's words, with repetitions.
        adjectives: Capitalised words that are no mentions ("Malian").
        dateline: The place of the dateline, as written.
    """
    context = Context()
    for name in names:
        code = country_of_name(name)
        if code:
            context.countries[code] += 2
    for word in adjectives:
        code = country_of_adjective(word)
        if code:
            context.countries[code] += 1
    for part in (dateline or "").split(","):
        if code := country_of_name(part):
            context.countries[code] += 4
    return context


def resolve(mentions: Sequence[Mention], context: Context, gazetteer: Gazetteer, text: str) -> list[Choice | None]:
    """One choice for each mention, or None where the gazetteer has nothing fit.

    The same name with the same division word and container means the same place throughout a report.
    """
    options = [_options(mention, gazetteer) for mention in mentions]
    containers = _containers(mentions, options, text)
    choices: list[Choice | None] = [None] * len(mentions)
    for _ in range(_ROUNDS):
        surroundings = _Surroundings.of(context, mentions, choices)
        choices = [
            _choose(mention, found, inside, surroundings)
            for mention, found, inside in zip(mentions, options, containers, strict=True)
        ]
        choices = _one_sense(mentions, choices)
    return choices


def _options(mention: Mention, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    found = gazetteer.candidates(mention.name)
    if mention.division and not key_of(mention.name).endswith(mention.division):
        found += tuple(one for one in gazetteer.candidates(f"{mention.name} {mention.division}") if one not in found)
    code = country_of_adjective(mention.name)
    if code and not country_of_name(mention.name):
        return tuple(one for one in gazetteer.candidates(countries_by_code()[code].name) if one.kind == "country")
    return found or tuple(replace(one, exact=False, source=_BY_SOUND) for one in gazetteer.sounding_like(mention.name))


Container = frozenset[tuple[str, str]]  # (country, admin1); admin1 "" for the whole country


def _containers(mentions: Sequence[Mention], options: Sequence[tuple[Candidate, ...]], text: str) -> list[Container]:
    """For each mention, the areas that the words beside it say it lies in."""
    found: list[Container] = []
    for number, mention in enumerate(mentions):
        areas: set[tuple[str, str]] = set()
        for other in range(number + 1, min(number + 3, len(mentions))):
            if not _within(text[mentions[other - 1].end : mentions[other].start]):
                break
            areas |= _areas(options[other])
        if number and _of(text[mentions[number - 1].end : mention.start]):
            areas |= _areas(options[number - 1])
        found.append(frozenset(areas))
    return found


_LONGEST_LINK = 4  # words between a name and the area that it lies in


def _within(between: str) -> bool:
    """Whether what stands between two names says that the first lies in the second."""
    words_between = [word.strip(",") for word in between.lower().split()]
    if not between.strip() or len(words_between) > _LONGEST_LINK:
        return False
    kinds = words().divisions
    rest = [word for word in words_between if word and word not in kinds]
    comma = "," in between or "(" in between
    return (comma and rest in ([], ["in"], ["of"], ["the"], ["in", "the"])) or rest in (["in"], ["of"], ["in", "the"])


def _of(between: str) -> bool:
    """Whether what stands between two names says that the second lies in the first ("Mali's Mopti")."""
    bare = between.strip().lower().replace("’", "'")
    parts = bare.split()
    return (
        bool(parts)
        and parts[0] in {"'s", "'"}
        and all(
            part in words().directions or part in words().divisions or part in {"'s", "'", "city", "of", "town"}
            for part in parts
        )
        and len(parts) <= _LONGEST_LINK
    )


def _areas(candidates: Iterable[Candidate]) -> set[tuple[str, str]]:
    areas: set[tuple[str, str]] = set()
    for one in candidates:
        if one.kind == "country":
            areas.add((one.country, ""))
        elif one.kind == "admin1":
            areas.add((one.country, one.admin1))
        elif one.kind == "admin2":
            areas.add((one.country, f"{one.admin1}/{one.admin2}"))
    return areas


@dataclass(slots=True)
class _Surroundings:
    countries: dict[str, float]
    neighbours: frozenset[str]
    divisions: Counter[tuple[str, str]]
    chosen: list[tuple[str, Candidate]]

    @classmethod
    def of(cls, context: Context, mentions: Sequence[Mention], choices: Sequence[Choice | None]) -> _Surroundings:
        counts = Counter(context.countries)
        divisions = Counter(context.divisions)
        chosen: dict[str, Candidate] = {}
        for mention, choice in zip(mentions, choices, strict=True):
            if choice is None:
                continue
            one = choice.candidate
            if one.country and choice.confidence > 0.5:  # noqa: PLR2004 -- more likely than not
                counts[one.country] += 1
                if one.admin1:
                    divisions[one.country, one.admin1] += 1
            chosen.setdefault(key_of(mention.name), one)
        most = max(counts.values(), default=1)
        by_code = countries_by_code()
        borders = {near for code in counts if code in by_code for near in by_code[code].neighbours}
        return cls(
            countries={code: count / most for code, count in counts.items()},
            neighbours=frozenset(borders),
            divisions=divisions,
            chosen=list(chosen.items()),
        )


def _choose(
    mention: Mention, options: Sequence[Candidate], container: Container, surroundings: _Surroundings
) -> Choice | None:
    options = [one for one in options if _thinkable(one, container, surroundings)]
    if not options:
        return None
    key = key_of(mention.name)
    scored = [(_score(one, mention, key, container, surroundings), -number, one) for number, one in enumerate(options)]
    scored.sort(key=lambda entry: entry[:2], reverse=True)
    best, _, candidate = scored[0]
    # Other entries for the same spot are no rivals: the city and the province named after it.
    rivals = [score for score, _, one in scored[1:] if not _same_spot(one, candidate)]
    total = 1.0 + sum(math.exp(min(0.0, score - best)) for score in rivals)
    return Choice(candidate, round(1.0 / total, 3), _why(candidate, container, surroundings), best)


def _thinkable(one: Candidate, container: Container, surroundings: _Surroundings) -> bool:
    """A sound or a small place's alias is too little to go by unless the report speaks of that country."""
    if one.exact or one.kind in {"country", "admin1"} or one.source in _CURATED:
        return True
    spoken_of = bool(surroundings.countries.get(one.country)) or bool(container and _inside(one, container))
    return spoken_of or (one.source != _BY_SOUND and one.population >= _KNOWN_BY_ALIAS)


def _same_spot(left: Candidate, right: Candidate) -> bool:
    apart = distance_km(left, right)
    return left.country == right.country and apart is not None and apart < 30.0  # noqa: PLR2004 -- one town


def _score(one: Candidate, mention: Mention, key: str, container: Container, surroundings: _Surroundings) -> float:
    score = W_POPULATION * math.log10(one.population + 1) + W_KIND[one.kind]
    score += W_EXACT if one.exact else 0.0
    score += W_CURATED if one.source in _CURATED else 0.0
    if mention.division:
        said = words().divisions[mention.division]
        score += W_SAID_KIND if said == one.kind or (said == "admin1" and one.kind == "admin2") else 0.0
        score -= 1.0 if said in {"admin1", "admin2"} and one.kind == "place" else 0.0
    score += _context_score(one, key, surroundings)
    if container and (inside := _inside(one, container)):
        score += W_CONTAINER * inside
    return score


def _inside(one: Candidate, container: Container) -> float:
    """1 when the candidate lies in an area that the words beside it name."""
    if one.kind == "country":
        return 0.0
    if (one.country, one.admin1) in container and one.kind != "admin1":
        return 1.0
    if (one.country, f"{one.admin1}/{one.admin2}") in container and one.kind != "admin2":
        return 1.0
    return 0.8 if (one.country, "") in container else 0.0


def _context_score(one: Candidate, key: str, surroundings: _Surroundings) -> float:
    score = W_COUNTRY * math.sqrt(surroundings.countries.get(one.country, 0.0))
    if one.country in surroundings.neighbours:
        score += W_NEIGHBOUR
    if one.kind not in {"country", "admin1"} and surroundings.divisions.get((one.country, one.admin1)):
        score += W_DIVISION
    near = 0.0
    for other_key, other in surroundings.chosen:
        if other_key == key or other.kind in {"country", "region", "sea"}:
            continue
        apart = distance_km(one, other)
        if apart is not None:
            near += math.exp(-apart / _NEAR_KM)
    return score + W_NEAR * min(near, 2.0)


def _why(one: Candidate, container: Container, surroundings: _Surroundings) -> str:
    reasons = ["own name" if one.exact else "alias"]
    if container and _inside(one, container):
        reasons.append("inside the area named beside it")
    if surroundings.countries.get(one.country):
        reasons.append(f"the report speaks of {one.country}")
    if one.source in _CURATED:
        reasons.append(f"listed in {one.source}")
    if one.population:
        reasons.append(f"population {one.population:,}")
    return "; ".join(reasons)


def _one_sense(mentions: Sequence[Mention], choices: Sequence[Choice | None]) -> list[Choice | None]:
    """The best-founded choice for a name holds for all its mentions with the same division word."""
    best: dict[tuple[str, str | None], Choice] = {}
    for mention, choice in zip(mentions, choices, strict=True):
        if choice is None:
            continue
        sense = (key_of(mention.name), mention.division)
        held = best.get(sense)
        if held is None or choice.score > held.score:
            best[sense] = choice
    return [
        None if choice is None else best[key_of(mention.name), mention.division]
        for mention, choice in zip(mentions, choices, strict=True)
    ]
