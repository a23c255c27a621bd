"""Which places a name may mean, before anything else of the report is asked."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.core.countries import countries_by_code, country_of_adjective, country_of_name
from dateline.places.gazetteer import Gazetteer
from dateline.places.model import Candidate, Mention
from dateline.places.names import key_of
from dateline.places.scoring import BY_PART, BY_SOUND
from dateline.places.words import abbreviations, demonyms, words

_ACRONYM = 3  # letters
_AREAS = frozenset({"admin1", "region", "country"})


def options_of(mention: Mention, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The gazetteer's places of a name; of a people's or short form's full name; else what sounds alike."""
    name = _in_full(mention.name, gazetteer)
    if _is_acronym(name) and not country_of_name(name) and not gazetteer.abbreviates(name):
        return ()
    if (people := _of_people(name, gazetteer)) is not None:
        return people
    found = gazetteer.candidates(name)
    if mention.division and not key_of(name).endswith(mention.division):
        found += tuple(one for one in gazetteer.candidates(f"{name} {mention.division}") if one not in found)
    if found:
        return found
    for bare in _bare(name):
        if known := tuple(one for one in gazetteer.candidates(bare) if one.exact):
            return tuple(one._replace(exact=False, source=BY_PART) for one in known)
    return tuple(one._replace(exact=False, source=BY_SOUND) for one in gazetteer.sounding_like(name))


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return letters.isupper() and len(letters) <= _ACRONYM


def _in_full(name: str, gazetteer: Gazetteer) -> str:
    """The form that is known, for one whose full stop was taken for the sentence's, and for "Platte Co."."""
    stopped = f"{name}."
    if name in abbreviations() or country_of_name(name):
        return name
    if stopped in abbreviations() and ("." in name or not gazetteer.candidates(name)):
        return stopped
    if "." in name and country_of_name(stopped):
        return stopped
    first, _, last = name.rpartition(" ")
    return f"{first} {words().shortened[last.lower()]}" if last.lower() in words().shortened else name


def _of_people(name: str, gazetteer: Gazetteer) -> tuple[Candidate, ...] | None:
    """The country, state or region of a people; None where the name is not that of one."""
    if country_of_name(name):
        return None
    if code := country_of_adjective(name):
        country = countries_by_code()[code].name
        return tuple(one for one in gazetteer.candidates(country) if one.kind == "country")
    if area := demonyms().get(name):
        return tuple(
            one
            for one in gazetteer.candidates(area[1])
            if one.kind in _AREAS and one.exact and (not area[0] or one.country == area[0])
        )
    return None


def _bare(name: str) -> Iterator[str]:
    """A name without the direction before it ("South Chicago") or the institution after it ("Da Nang Airport")."""
    parts = name.split()
    lists = words()
    while len(parts) > 1 and parts[-1].lower() in lists.institutions:
        parts = parts[:-1]
        yield " ".join(parts)
    if len(parts) > 1 and parts[0].lower() in lists.directions:
        yield " ".join(parts[1:])
