"""Phrases that place something by a named place: "10 km north of Mopti", "northern Mali", "the border with Niger".

The phrase becomes the toponym; its precision is that of UCDP's where_prec: 2 near a known point, 5 a line or a vague
area (4 when the vague area lies within one first-order division).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dateline.places.gazetteer import Extent, Gazetteer
from dateline.places.model import Toponym
from dateline.places.words import words
from dateline.records.claim import Place
from dateline.syntax.document import Document, Sentence, Word

_KM_PER_DEGREE = 111.2
_KM = {"km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometres": 1.0}
_UNITS = _KM | {"mile": 1.609, "miles": 1.609, "mi": 1.609}
_BEARINGS = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}
_NEAR = frozenset({"near", "outside", "around", "nearby"})
_POINTS = frozenset({"place", "facility"})
_AREAS = frozenset({"country", "admin1", "admin2", "region"})
_DASHES = frozenset({"-", "–", "—", "to", "and"})
_FAR = 12  # words: a phrase is not longer
_NEAR_PRECISION, _VAGUE_PRECISION, _VAGUE_WITHIN = 2, 5, 4


def expand(document: Document, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    """Widen toponyms to the phrases that they stand in, with the place and precision that the phrase means."""
    found = list(toponyms)
    rules: tuple[Callable[[Document, list[Toponym], Gazetteer], list[Toponym]], ...] = (
        _lines,
        _borders,
        _offsets,
        _parts,
        _near,
    )
    for rule in rules:
        found = rule(document, found, gazetteer)
    return sorted([*found, *_unnamed(document, found)], key=lambda one: one.start)


def _word(document: Document, index: int, sentence: Sentence) -> Word | None:
    """The word of that number if it is in this sentence."""
    if 0 <= index < len(document.words) and document.words[index].sentence is sentence:
        return document.words[index]
    return None


def _lower(document: Document, index: int, toponym: Toponym) -> str:
    word = _word(document, index, document.words[toponym.first].sentence)
    return word.lower if word else ""


def _phrase(document: Document, base: Toponym, first: int, last: int, place: dict[str, object], kind: str) -> Toponym:
    """A toponym over words `first` to `last` that keeps what `place` does not change."""
    start, end = document.words[first].start, document.words[last].end
    text = document.text[start:end]
    changed = base.place.model_dump() | place | {"text": text, "start": start, "end": end}
    why = f"{base.why}; phrase {text!r}"
    return replace(
        base, start=start, end=end, text=text, first=first, last=last, place=Place(**changed), kind=kind, why=why
    )


# --- lines: "the Kabul-Kandahar highway", "between Koro and Dioungani"


def _lines(document: Document, toponyms: list[Toponym], _: Gazetteer) -> list[Toponym]:
    found: list[Toponym] = []
    for one in toponyms:
        if found and (line := _line(document, found[-1], one)):
            found[-1] = line
        else:
            found.append(one)
    return found


def _line(document: Document, left: Toponym, right: Toponym) -> Toponym | None:
    """Two points joined into a line, when the words say so."""
    if {left.kind, right.kind} - {*_POINTS, "admin1", "admin2"} or right.first - left.last != 2:  # noqa: PLR2004
        return None
    if _lower(document, left.last + 1, left) not in _DASHES:
        return None
    before = _lower(document, left.first - 1, left)
    after = _lower(document, right.last + 1, right)
    if after in words().line_words:
        first, last = left.first, right.last + 1
    elif before == "between" and _on_the_way(document, left):
        first, last = left.first - 1, right.last
    else:
        return None
    return _phrase(document, left, first, last, _middle(left.place, right.place), "line")


def _on_the_way(document: Document, left: Toponym) -> bool:
    """Fighting "between Homs and Hama" is on the way; "talks between Moscow and Kyiv" are not between places."""
    before = {_lower(document, left.first - back, left) for back in range(2, 5)}
    return left.kind in _POINTS and not before & {"talks", "war", "ties", "relations", "tensions", "agreement", "deal"}


def _middle(left: Place, right: Place) -> dict[str, object]:
    """The point half-way, and what the two ends have in common."""
    same = {
        name: getattr(left, name) if getattr(left, name) == getattr(right, name) else None
        for name in ("admin1", "admin2", "country")
    }
    located = None not in (left.latitude, left.longitude, right.latitude, right.longitude)
    return {
        **same,
        "name": f"{left.name} – {right.name}",
        "latitude": round(((left.latitude or 0) + (right.latitude or 0)) / 2, 4) if located else None,
        "longitude": round(((left.longitude or 0) + (right.longitude or 0)) / 2, 4) if located else None,
        "geonames_id": None,
        "precision": _VAGUE_PRECISION,
    }


# --- borders: "the border with Niger", "the Mali-Niger border", "near the Syrian border"


def _borders(document: Document, toponyms: list[Toponym], _: Gazetteer) -> list[Toponym]:
    found: list[Toponym] = []
    for one in toponyms:
        joined = _border(document, one, found)
        if joined is not None:
            while found and found[-1].first >= joined.first:
                found.pop()
        found.append(joined or one)
    return found


def _border(document: Document, one: Toponym, earlier: list[Toponym]) -> Toponym | None:
    if one.kind != "country":
        return None
    border = words().border_words
    if _lower(document, one.last + 1, one) in border:
        joined = bool(earlier) and one.first - earlier[-1].last == 2 and earlier[-1].kind == "country"  # noqa: PLR2004
        first, last = (earlier[-1].first if joined else one.first), one.last + 1
    elif _lower(document, one.first - 1, one) == "with" and _lower(document, one.first - 2, one) in border:
        first, last = one.first - 2, one.last
    else:
        return None
    unknown = dict.fromkeys(("latitude", "longitude", "geonames_id", "admin1", "admin2", "country"))
    name = document.text[document.words[first].start : document.words[last].end]
    return _phrase(document, one, first, last, {**unknown, "name": name, "precision": _VAGUE_PRECISION}, "region")


# --- offsets: "10 km north of Mopti"


def _offsets(document: Document, toponyms: list[Toponym], _: Gazetteer) -> list[Toponym]:
    return [_offset(document, one) or one for one in toponyms]


def _offset(document: Document, one: Toponym) -> Toponym | None:
    """Read "(about) 10 km (6 miles) north(-east) of X": the point so far off, precision 2."""
    if one.kind in {"country", "region", "sea", "line"} or one.place.latitude is None or one.place.longitude is None:
        return None
    sentence = document.words[one.first].sentence
    back = [word for word in document.words[max(0, one.first - _FAR) : one.first] if word.sentence is sentence]
    lead = _lead(back)
    if lead is None:
        return None
    first, kilometres, bearing = lead
    place: dict[str, object] = {"precision": _NEAR_PRECISION}
    if bearing and kilometres:
        latitude, longitude = _moved(one.place.latitude, one.place.longitude, kilometres, bearing)
        name = f"{kilometres:.0f} km {bearing} of {one.place.name}"
        place |= {"latitude": latitude, "longitude": longitude, "geonames_id": None, "name": name}
    return _phrase(document, one, first, one.last, place, "place")


def _lead(back: list[Word]) -> tuple[int, float, str] | None:
    """First word, kilometres (0 when not said) and bearing of what leads up to a name."""
    position = len(back) - 1
    if position < 1 or back[position].lower not in {"of", "from", "outside"}:
        return None
    position -= 1
    bearing = ""
    while position >= 0 and (part := re.sub("-", "", back[position].lower.removesuffix("ern"))):
        if not re.fullmatch("(north|south)?(east|west)?", part):
            break
        bearing = part + bearing
        position -= 1
    kilometres, first = _distance(back, position)
    if not bearing and not kilometres:
        return None
    return (first if kilometres else back[position + 1].index), kilometres, bearing


def _distance(back: list[Word], position: int) -> tuple[float, int]:
    """Kilometres said up to `position` ("30 km", "25 miles (40 km)"), and the number of their first word."""
    kilometres, first = 0.0, 0
    while position >= 1:
        if back[position].lower in {"(", ")", "-"}:
            position -= 1
            continue
        number = back[position - 1].text.replace(",", "")
        if back[position].lower not in _UNITS or not re.fullmatch(r"\d+(?:\.\d+)?", number):
            break
        kilometres, first = float(number) * _UNITS[back[position].lower], back[position - 1].index
        position -= 2
    return kilometres, first


def _moved(latitude: float, longitude: float, kilometres: float, bearing: str) -> tuple[float, float]:
    """The point so many kilometres in that direction."""
    north = sum(_BEARINGS[part][0] for part in re.findall("north|south|east|west", bearing))
    east = sum(_BEARINGS[part][1] for part in re.findall("north|south|east|west", bearing))
    length = math.hypot(north, east) or 1.0
    up = kilometres * north / length / _KM_PER_DEGREE
    right = kilometres * east / length / (_KM_PER_DEGREE * max(0.1, math.cos(math.radians(latitude))))
    return round(latitude + up, 4), round(longitude + right, 4)


# --- parts: "northern Mali", "the south of Helmand"


def _parts(document: Document, toponyms: list[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    return [_part(document, one, gazetteer) or one for one in toponyms]


def _part(document: Document, one: Toponym, gazetteer: Gazetteer) -> Toponym | None:
    """A direction before an area ("northern Mali") or "the north of Mali"."""
    if one.kind not in _AREAS:
        return None
    before = _lower(document, one.first - 1, one)
    if before in words().directions:
        first, direction = one.first - 1, before
    elif before == "of" and (direction := _lower(document, one.first - 2, one)) in words().directions:
        first = one.first - 2
    else:
        return None
    within = one.place.admin1 is not None
    place: dict[str, object] = {"precision": _VAGUE_WITHIN if within else _VAGUE_PRECISION, "geonames_id": None}
    extent = gazetteer.extent(one.place.country, one.place.admin1 or "") if one.place.country else None
    if extent and one.kind in {"country", "admin1"}:
        place["latitude"], place["longitude"] = _centre_of_part(extent, direction)
    place["name"] = document.text[document.words[first].start : one.end]
    return _phrase(document, one, first, one.last, place, "region")


def _centre_of_part(extent: Extent, direction: str) -> tuple[float, float]:
    """The middle of the northern (eastern …) half of an area."""
    up = 0.5 + 0.25 * (("north" in direction) - ("south" in direction))
    right = 0.5 + 0.25 * (("east" in direction) - ("west" in direction))
    latitude = extent.south + up * (extent.north - extent.south)
    return round(latitude, 3), round(extent.west + right * (extent.east - extent.west), 3)


# --- near: "outside Goma", "on the outskirts of Homs"


def _near(document: Document, toponyms: list[Toponym], _: Gazetteer) -> list[Toponym]:
    return [_beside(document, one) if one.place.precision == 1 else one for one in toponyms]


def _beside(document: Document, one: Toponym) -> Toponym:
    """Precision 2 for what is said to be near the place; the words stay the place's name."""
    before = [_lower(document, one.first - back, one) for back in range(1, 5)]
    if before[0] in {"the", "of"} and before[1] in {"city", "town", "village", "the"}:
        before = before[1:]
    close = before[0] in _NEAR or (before[0] == "of" and before[1] in {"outskirts", "edge", "vicinity"})
    if not close and not (before[0] == "to" and before[1] == "close"):
        return one
    return replace(one, place=one.place.model_copy(update={"precision": _NEAR_PRECISION}), why=f"{one.why}; near it")


# --- no name at all: "northern areas", "the east of the country"


def _unnamed(document: Document, toponyms: Sequence[Toponym]) -> list[Toponym]:
    """A direction and a vague word without a name; what area that is, the phrase alone does not say."""
    taken = {index for one in toponyms for index in range(one.first, one.last + 1)}
    found: list[Toponym] = []
    for word in document.words[1:]:
        before = document.words[word.index - 1]
        if word.lower not in words().vague or before.lower not in words().directions or word.index in taken:
            continue
        if before.sentence is word.sentence and before.index not in taken:
            text = document.text[before.start : word.end]
            place = Place(text=text, start=before.start, end=word.end, name=text, precision=_VAGUE_PRECISION)
            found.append(
                Toponym(
                    before.start,
                    word.end,
                    text,
                    before.index,
                    word.index,
                    place,
                    "region",
                    0.5,
                    "vague area",
                    (before.start, word.end),
                )
            )
    return found
