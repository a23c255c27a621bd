"""All places of a report: names found, resolved together, and put into the words of the record."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.places.expressions import expand
from dateline.places.finder import division_beside, find_mentions, share_divisions
from dateline.places.gazetteer import Gazetteer
from dateline.places.home import HOME, SIGN, home_country, signs_in
from dateline.places.model import Candidate, Mention, Toponym
from dateline.places.resolve import Choice, context_of, resolve
from dateline.records.claim import Place
from dateline.syntax.document import Document

_NAMES = re.compile(r"[^\s,()](?:[^,()]*[^\s,()])?")
_CERTAIN = 5.0  # belief that a dateline names a place
UNPLACED = 0.3  # confidence that a name unknown to all sources is a place: none is claimed to be right


def find_places(
    document: Document, gazetteer: Gazetteer, *, dateline_place: str | None = None, url: str | None = None
) -> list[Toponym]:
    """Find and resolve every place named in a parsed report.

    Args:
        document: The parsed report.
        gazetteer: What knows the names.
        dateline_place: The dateline's place as written, which weighs in the choice ("BAMAKO, Mali").
        url: Where the report was published; a domain of a country weighs, too.

    Returns:
        Toponyms in text order. A phrase that places something by another place ("10 km north of Mopti") is one toponym
        of its own precision and covers the name in it; no two overlap.
    """
    return find_with_dateline(document, gazetteer, dateline_place=dateline_place, url=url)[0]


def find_with_dateline(
    document: Document, gazetteer: Gazetteer, *, dateline_place: str | None = None, url: str | None = None
) -> tuple[list[Toponym], Toponym | None]:
    """The same, and the town of the dateline, which is no word of the document: its word numbers are -1."""
    mentions = find_mentions(document, gazetteer)
    line = _of_dateline(document.text, dateline_place)
    before, choices = _resolved(document, line, mentions, gazetteer, dateline_place, url)
    found = [
        toponym(document.text, mention, choice) if choice is not None else _unplaced(document.text, mention)
        for mention, choice in zip(mentions, choices, strict=True)
    ]
    placed = ((mention, choice) for mention, choice in zip(line, before, strict=True) if choice is not None)
    towns = (toponym(document.text, mention, choice) for mention, choice in placed)
    return expand(document, found, gazetteer), next((one for one in towns if one.kind == "place"), None)


def resolve_names(
    document: Document,
    spans: Sequence[tuple[int, int]],
    gazetteer: Gazetteer,
    *,
    dateline_place: str | None = None,
    url: str | None = None,
) -> list[Toponym | None]:
    """Resolve names whose spans are given (for measuring): one answer per span, None where nothing is known.

    Args:
        document: The parsed report.
        spans: Offsets of the names.
        gazetteer: What knows the names.
        dateline_place: As in `find_places`.
        url: As in `find_places`.
    """
    given = given_mentions(document, spans)
    mentions = with_company(document, given, gazetteer)
    line = _of_dateline(document.text, dateline_place)
    _, resolved = _resolved(document, line, mentions, gazetteer, dateline_place, url)
    choices = dict(zip(mentions, resolved, strict=True))
    return [
        None if (choice := choices[mention]) is None else toponym(document.text, mention, choice) for mention in given
    ]


def _resolved(
    document: Document,
    line: Sequence[Mention],
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    dateline_place: str | None,
    url: str | None,
) -> tuple[list[Choice | None], list[Choice | None]]:
    """Resolve the mentions beside those of the dateline, which is not parsed with the rest; the dateline's first."""
    context = context_in(document, dateline_place, url)
    choices = resolve([*line, *mentions], context, gazetteer, document.text, dateline=len(line))
    return choices[: len(line)], choices[len(line) :]


def _of_dateline(text: str, place: str | None) -> list[Mention]:
    """The names in a dateline: "LAKEVIEW, Ohio"."""
    start = text.find(place) if place else -1
    if place is None or start < 0:
        return []
    return [
        Mention(start + part.start(), start + part.end(), -1, -1, part.group(), None, _CERTAIN)
        for part in _NAMES.finditer(place)
    ]


def context_in(document: Document, dateline_place: str | None, url: str | None = None) -> dict[str, float]:
    """Countries that a report speaks of by their people's names, in its dateline, and by what is only there."""
    adjectives = [word.text for word in document.words if word.text[:1].isupper()]
    found: dict[str, float] = dict(context_of(adjectives, dateline_place))
    for code, count in signs_in(document).items():
        found[code] = found.get(code, 0.0) + SIGN * count
    if (home := home_country(url)) is not None:
        found[home] = found.get(home, 0.0) + HOME
    return found


def given_mentions(document: Document, spans: Sequence[tuple[int, int]]) -> list[Mention]:
    """Mentions of which the spans are given."""
    return share_divisions([_given(document, start, end) for start, end in spans], document.text)


def with_company(document: Document, given: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The given mentions and those found beside them, in text order: what else a report names tells where it is."""
    taken = {index for one in given for index in range(one.first, one.last + 1)}
    found = find_mentions(document, gazetteer)
    company = [one for one in found if not taken & set(range(one.first, one.last + 1))]
    return sorted([*given, *company], key=lambda one: (one.start, one.end))


def _given(document: Document, start: int, end: int) -> Mention:
    inside = [word for word in document.words if word.start < end and start < word.end]
    first, last = (inside[0].index, inside[-1].index) if inside else (0, 0)
    division = division_beside(document, first, last) if inside else None
    return Mention(start, end, first, last, document.text[start:end], division, 1.0)


def toponym(text: str, mention: Mention, choice: Choice) -> Toponym:
    """A resolved mention in the record's words."""
    start, end = mention.start, mention.end
    return Toponym(
        start=start,
        end=end,
        text=text[start:end],
        first=mention.first,
        last=mention.last,
        place=place_of(choice.candidate, text[start:end], start, end),
        kind=choice.candidate.kind,
        confidence=choice.confidence,
        why=choice.why,
        core=(start, end),
    )


def _unplaced(text: str, mention: Mention) -> Toponym:
    """A place by all that the sentence says, but one that no source has: its name, and nothing made up."""
    start, end = mention.start, mention.end
    quoted = text[start:end]
    return Toponym(
        start=start,
        end=end,
        text=quoted,
        first=mention.first,
        last=mention.last,
        place=Place(text=quoted, start=start, end=end, name=quoted),
        kind="place",
        confidence=UNPLACED,
        why="not in the gazetteer",
        core=(start, end),
    )


def place_of(one: Candidate, text: str, start: int, end: int) -> Place:
    """The record's place for a candidate, quoting the report."""
    return Place(
        text=text,
        start=start,
        end=end,
        name=one.name,
        admin2=one.admin2 or None,
        admin1=one.admin1 or None,
        country=one.country or None,
        latitude=one.latitude,
        longitude=one.longitude,
        geonames_id=one.geonames_id,
        precision=one.precision,
    )
