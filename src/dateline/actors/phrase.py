"""What a noun phrase says about who is meant: names, owners, the head noun and the words before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dateline.actors.loader import Noun
from dateline.actors.model import STATE_NAMES, ActorMatch, state_match
from dateline.syntax import Word

if TYPE_CHECKING:
    from dateline.actors.registry import Hit, Registry

_LONGEST_PHRASE = 14
_DEEPEST = 2
_NAMES = frozenset({"NNP", "NNPS"})
# "Taliban-held", "U.S.-backed": the name before is not the owner; "-led" forces have entries of their own.
_NOT_OWNER = frozenset(
    """backed linked held controlled born based occupied allied affiliated trained funded run made sponsored armed
    inspired friendly supported dominated administered speaking bound style era ruled""".split()
)
_ARMED = frozenset({"MIL", "UAF", "REB", "PRM"})
# Sectors of people who are not of a group because its name stands before them ("Taliban victims").
_APART = frozenset({"CVL", "REF", "JRN", "MED", "SOC", "REL", "EDU", "AGR", "LAB", "BUS", "JUD", "ELI"})
_OVERRIDES_ARMY = frozenset({"REB", "PRM", "COP", "UAF"})
_OWNER_PREPS = frozenset({"of", "from", "for", "with", "to", "in", "at", "against"})
_BELONG = frozenset({"of", "from", "for", "with"})
_STATE_WORDS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
_TIES = frozenset({"loyal", "linked", "allied", "affiliated", "tied", "close", "connected", "belonging", "aligned"})


@dataclass(slots=True)
class _Reading:
    """What was read from one phrase so far."""

    actor: ActorMatch | None = None
    country: str | None = None
    noun: Noun | None = None
    modifier: str | None = None
    name: str | None = None
    why: list[str] = field(default_factory=list)


def describe(
    registry: Registry, head: Word, countries: Sequence[str], on: dt.date | None, depth: int = 0
) -> ActorMatch:
    """See `Registry.describe`; `depth` counts the complements that were entered."""
    words = _left_edge(head)
    last = len(words) - 1
    hits = registry.scan(words, countries)
    whole = next((hit for hit in hits if hit.last == last), None)
    if whole is not None and whole.entry.kind != "people":
        return _with_title(whole, words, on)
    if whole is not None:
        return _people(registry, whole, words)
    reading = _read(registry, words, hits, countries, on)
    if depth < _DEEPEST:
        _read_right(registry, head, reading, countries, on, depth)
    return _compose(registry, reading)


def _left_edge(head: Word) -> list[Word]:
    """The words from the left edge of the phrase to its head."""
    first = head
    while first.children and first.children[0].index < first.index:
        first = first.children[0]
    words = head.sentence.words
    base = words[0].index
    start = max(first.index, head.index - _LONGEST_PHRASE)
    return words[start - base : head.index - base + 1]


def _with_title(hit: Hit, words: Sequence[Word], on: dt.date | None) -> ActorMatch:
    return hit.entry.match(_text(words[hit.first : hit.last + 1]), on)


def _people(registry: Registry, hit: Hit, words: Sequence[Word]) -> ActorMatch:
    """ "The French" is the state, "Malians" and "a Malian" are people."""
    iso3 = hit.entry.home or ""
    word = words[hit.last]
    why = word.text
    the_state = words[0].lower == "the" and not word.lower.endswith("s")
    if the_state or word.tag == "JJ":
        return state_match("GOV", iso3, registry.country(iso3), why)
    return ActorMatch(country=iso3, sector="CVL", why=why)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _read(
    registry: Registry, words: list[Word], hits: list[Hit], countries: Sequence[str], on: dt.date | None
) -> _Reading:
    """Read the words up to the head: owners, the noun that tells the sector, the words that change it."""
    reading = _Reading()
    for hit in hits:
        _read_hit(hit, words, reading, on)
    last = len(words) - 1
    found = registry.noun(words, last)
    if found is None and words[last].tag in _NAMES:
        found = _read_name(registry, words, reading, countries, on)
    start = found[0] if found else last
    if found:
        reading.noun = found[1]
        reading.why.append(_text(words[start : last + 1]) if reading.name is None else _text(words[start:start + 2]))
    _read_modifiers(registry, words[:start], reading)
    return reading


def _read_hit(hit: Hit, words: Sequence[Word], reading: _Reading, on: dt.date | None) -> None:
    after = [word.lower for word in words[hit.last + 1 : hit.last + 3]]
    if after[:1] == ["-"] and after[-1] in _NOT_OWNER:
        return
    text = _text(words[hit.first : hit.last + 1])
    reading.why.append(text)
    if hit.entry.kind in ("people", "country", "capital"):
        reading.country = hit.entry.home
    elif hit.entry.kind == "person":
        reading.country = hit.entry.match(text, on).country
    else:
        reading.actor = hit.entry.match(text, on)


def _read_name(
    registry: Registry, words: list[Word], reading: _Reading, countries: Sequence[str], on: dt.date | None
) -> tuple[int, Noun] | None:
    """A name that is not registered: its own words, and the title before it."""
    last = len(words) - 1
    first = last
    while first > 0 and (words[first - 1].tag in _NAMES or words[first - 1].text == "-"):
        first -= 1
    for title in range(last - 1, -1, -1):
        found = registry.noun(words, title)
        if found is not None:
            first = max(first, title + 1)
            break
    else:
        found = None
    head = words[last]
    if head.entity not in ("GPE", "LOC", "FAC", "DATE", "TIME", "EVENT"):
        text = head.sentence.words
        base = text[0].index
        run = text[words[first].index - base : head.index - base + 1]
        person = registry.person(tuple(part.lower() for part in _text(run).split()), countries, on)
        if person is not None:
            match = person.match(_text(run), on)
            reading.actor = match
        reading.name = _joined(run)
    return found


def _joined(run: Sequence[Word]) -> str:
    """The words as they stand in the text."""
    parts: list[str] = []
    for before, word in zip([None, *run], run, strict=False):
        if before is not None and before.end < word.start:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def _read_modifiers(registry: Registry, words: Sequence[Word], reading: _Reading) -> None:
    """The nearest word before the noun that gives a sector; rebels and police before an army count from anywhere."""
    for position in range(len(words) - 1, -1, -1):
        sector = registry.modifier(words[position])
        if sector is None and words[position].tag in ("NN", "NNS", "NNP", "NNPS", "JJ"):
            noun = registry.noun(words, position)
            sector = noun[1].sector if noun else None
        if sector is not None:
            reading.modifier = sector
            reading.why.append(words[position].text)
            return


def _read_right(  # noqa: PLR0913 - the context of one call, handed down
    registry: Registry, head: Word, reading: _Reading, countries: Sequence[str], on: dt.date | None, depth: int
) -> None:
    """Complements ("army of Mali"), ties ("loyal to"), and appositions."""
    for child in head.children:
        if child.index < head.index:
            continue
        if child.dep == "prep" and child.lower in _OWNER_PREPS:
            _read_complement(registry, child, reading, countries, on, depth)
        elif child.dep == "appos":
            _read_apposition(registry, child, reading, countries, on, depth)
        elif child.dep in ("acl", "amod") and child.lower in _TIES:
            _read_tie(registry, child, reading, countries, on, depth)


def _read_complement(  # noqa: PLR0913
    registry: Registry, prep: Word, reading: _Reading, countries: Sequence[str], on: dt.date | None, depth: int
) -> None:
    target = prep.child("pobj")
    if target is None or reading.actor is not None:
        return
    match = describe(registry, target, countries, on, depth + 1)
    is_country = match.id is not None and match.id.startswith("gov-") and target.tag in _NAMES
    if is_country:
        reading.country = reading.country or match.country
    elif prep.lower in _BELONG and (reading.noun is None or reading.noun.sector is None or reading.noun.strength == "weak"):
        if match.id is not None:
            reading.actor = match
        reading.modifier = reading.modifier or match.sector
        reading.country = reading.country or match.country
    reading.why.append(f"{prep.lower} {target.text}")


def _read_apposition(  # noqa: PLR0913
    registry: Registry, apposed: Word, reading: _Reading, countries: Sequence[str], on: dt.date | None, depth: int
) -> None:
    match = describe(registry, apposed, countries, on, depth + 1)
    if match.id is not None and reading.actor is None:
        reading.actor = match if reading.name is None or apposed.tag in _NAMES else None
    if reading.name is None and reading.actor is None and apposed.tag in _NAMES:
        reading.name = match.name
    reading.modifier = reading.modifier or match.sector
    reading.country = reading.country or match.country


def _read_tie(  # noqa: PLR0913
    registry: Registry, tie: Word, reading: _Reading, countries: Sequence[str], on: dt.date | None, depth: int
) -> None:
    prep = tie.child("prep")
    target = prep.child("pobj") if prep is not None else None
    if target is None:
        return
    match = describe(registry, target, countries, on, depth + 1)
    reading.modifier = reading.modifier or ("MIL" if match.sector == "GOV" else match.sector)
    reading.why.append(f"{tie.text} {target.text}")


def _compose(registry: Registry, reading: _Reading) -> ActorMatch:
    sector = _sector(reading)
    why = " + ".join(dict.fromkeys(reading.why))
    if reading.actor is not None and sector not in _APART - {reading.actor.sector}:
        return _of_actor(reading, sector, why)
    country = reading.country or (reading.actor.country if reading.actor else None)
    if reading.name is not None:
        return ActorMatch(name=reading.name, country=country, sector=sector, why=why)
    if country is not None and sector in STATE_NAMES:
        return state_match(sector, country, registry.country(country), why)
    return ActorMatch(country=country, sector=sector, why=why)


def _of_actor(reading: _Reading, sector: str | None, why: str) -> ActorMatch:
    actor = reading.actor
    assert actor is not None
    if actor.id is not None and actor.id.startswith("person-"):
        return replace(actor, sector=actor.sector or sector, why=why)
    if reading.noun is not None and reading.noun.strength == "arms":
        return replace(actor, why=why)
    owned = reading.noun is not None and reading.noun.strength == "strong" and actor.sector not in _ARMED
    return replace(actor, sector=sector if owned else actor.sector or sector, why=why)


def _sector(reading: _Reading) -> str | None:
    """The sector of head noun and modifier together."""
    noun, modifier = reading.noun, reading.modifier
    if noun is None:
        return modifier
    if noun.strength == "arms":
        if modifier is None or modifier in ("GOV", "MIL"):
            return "MIL" if modifier or reading.country else None
        return modifier
    if noun.strength == "weak":
        if noun.sector == "MIL" and modifier == "GOV":
            return "MIL"
        if noun.sector is not None and noun.sector in _ARMED and modifier in ("CVL", "REL", "PTY", "EDU"):
            return noun.sector
        return modifier or noun.sector
    if noun.sector == "MIL" and modifier in _OVERRIDES_ARMY:
        return modifier
    if modifier == "ELI" and noun.sector in ("GOV", "MIL", "LEG"):
        return "ELI"
    return noun.sector
