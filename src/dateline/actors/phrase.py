"""What a noun phrase says about who is meant: names, owners, the head noun and the words before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dateline.actors.loader import Noun
from dateline.actors.model import STATE_NAMES, ActorMatch, state_match
from dateline.actors.text import joined, name_key
from dateline.syntax import Word

if TYPE_CHECKING:
    from dateline.actors.registry import Hit, Registry

_LONGEST_PHRASE = 14
_LONGEST_TAIL = 8
_DEEPEST = 2
_NAME_LINKS = frozenset({"of", "for", "in", "on", "to", "without", "and"})
# Whose phrases may say "the government" and mean the only country of the report.
_DETERMINED = frozenset({"the", "government", "state", "federal"})
_NAMES = frozenset({"NNP", "NNPS"})
_PLACES = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "EVENT"})
# "Taliban-held", "U.S.-backed": the name before is not the owner; "-led" forces have entries of their own.
_NOT_OWNER = frozenset(
    """backed linked held controlled born based occupied allied affiliated trained funded run made sponsored armed
    inspired friendly supported dominated administered speaking bound style era ruled""".split()
)
_ARMED = frozenset({"MIL", "UAF", "REB", "PRM"})
_FORCES = _ARMED | {"COP", "SPY"}
# Sectors of people who are not of a group because its name stands before them ("Taliban victims").
_APART = frozenset({"CVL", "REF", "JRN", "MED", "SOC", "REL", "EDU", "AGR", "LAB", "BUS", "JUD", "ELI"})
# What an unknown noun still tells of whom it is: "rebel bastions", "a military airfield", but not "a socialist test".
_OF_THINGS = frozenset({"REB", "MIL", "GOV", "COP", "PRM"})
_APART_OF_FIGHTERS = frozenset({"CVL", "REL", "PTY", "EDU"})
_HELD_OFFICES = frozenset({"GOV", "MIL", "LEG"})
_OVERRIDES_ARMY = frozenset({"REB", "PRM", "COP", "UAF"})
_OWNER_PREPS = frozenset({"of", "from", "for", "with", "to", "in", "at", "against"})
_BELONG = frozenset({"of", "from", "for", "with"})
# What nouns that are first names, too, say ("Christian", "Cook"): within a person's name they are no titles.
_FIRST_NAMES = frozenset({"REL", "CVL", "LAB", "AGR", "BUS", "CRM"})
# A named member of these stands for the group; any other named person for himself.
_GROUPS = frozenset({"REB", "PRM", "CRM", "PRE"})
_STATE_WORDS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
_TIES = frozenset({"loyal", "linked", "allied", "affiliated", "tied", "close", "connected", "belonging", "aligned"})


@dataclass(frozen=True, slots=True)
class Context:
    """What a report tells about all its phrases: its countries and its day; and how deep in a phrase we are."""

    countries: tuple[str, ...] = ()
    on: dt.date | None = None
    depth: int = 0

    def deeper(self) -> Context:
        """The context of a complement."""
        return replace(self, depth=self.depth + 1)


@dataclass(slots=True)
class _Reading:
    """What was read from one phrase so far."""

    actor: ActorMatch | None = None
    country: str | None = None
    capital: bool = False
    noun: Noun | None = None
    modifier: str | None = None
    name: str | None = None
    body: str | None = None
    """The whole name of a body that ends in a noun ("Seamen's Union"), used where nothing else names it."""
    why: list[str] = field(default_factory=list)


def describe(registry: Registry, head: Word, context: Context, *, owner: ActorMatch | None = None) -> ActorMatch:
    """See `Registry.describe`."""
    words = _left_edge(head)
    hits = registry.scan(words, context.countries)
    whole = _whole(registry, words, hits, context)
    if whole is not None:
        return whole
    reading = _read(registry, words, hits, context)
    if owner is not None and not (reading.noun is not None and reading.noun.strength == "opposed"):
        _read_owner(owner, reading)
    if context.depth < _DEEPEST:
        _read_right(registry, head, reading, context)
    _read_only_country(words, reading, context)
    return _compose(registry, reading)


def _whole(registry: Registry, words: list[Word], hits: Sequence[Hit], context: Context) -> ActorMatch | None:
    """The match of a name that ends at the head, or runs over it ("Organization of African Unity")."""
    last = len(words) - 1
    head = words[last]
    hit = next((hit for hit in hits if hit.last == last), None)
    if hit is not None and hit.entry.kind == "people":
        return _people(registry, hit, words)
    if hit is not None and _in_a_name(registry, hit, words):
        hits = [found for found in hits if found is not hit]
        hit = None
    if head.text[:1].isupper() and (hit is None or hit.entry.kind == "country"):
        further = [*words, *_right_of(head)]
        hit = next(
            (found for found in registry.scan(further, context.countries) if found.first <= last <= found.last), hit
        )
        words = further
    if hit is None:
        return None
    match = hit.entry.match(_text(words[hit.first : hit.last + 1]), context.on, context.countries)
    former = hit.entry.kind == "person" and any(registry.modifier(word) == "ELI" for word in words[: hit.first])
    return replace(match, sector="ELI") if former and match.sector in _HELD_OFFICES else match


def _in_a_name(registry: Registry, hit: Hit, words: Sequence[Word]) -> bool:
    """Whether the name of a place is the end of a person's ("Antonio Sucre")."""
    if hit.entry.kind not in ("country", "capital") or hit.first == 0 or words[hit.last].entity in _PLACES:
        return False
    before = words[hit.first - 1]
    return before.tag in _NAMES and before.dep == "compound" and registry.noun(words, hit.first - 1) is None


def _right_of(head: Word) -> list[Word]:
    """The words after a head through which its name may run on."""
    words = head.sentence.words
    start = head.index - words[0].index + 1
    after = words[start : start + _LONGEST_TAIL]
    return (
        after if after and (after[0].tag in _NAMES or after[0].lower in _NAME_LINKS or after[0].text in "-&/") else []
    )


def _left_edge(head: Word) -> list[Word]:
    """The words from the left edge of the phrase to its head."""
    first = head
    while first.children and first.children[0].index < first.index:
        first = first.children[0]
    words = head.sentence.words
    base = words[0].index
    start = max(first.index, head.index - _LONGEST_PHRASE)
    return words[start - base : head.index - base + 1]


def _people(registry: Registry, hit: Hit, words: Sequence[Word]) -> ActorMatch:
    """Tell state from people: "the French" is the state, "Malians" and "a Malian" are people."""
    iso3 = hit.entry.home or ""
    word = words[hit.last]
    why = word.text
    the_state = words[0].lower == "the" and not word.lower.endswith("s")
    if the_state or word.dep in ("amod", "compound", "nmod"):
        return state_match("GOV", iso3, registry.country(iso3), why)
    return ActorMatch(country=iso3, sector="CVL", why=why)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _read_only_country(words: Sequence[Word], reading: _Reading, context: Context) -> None:
    """Take "the army" and "government soldiers" for those of the only country that the report speaks of."""
    if reading.country is not None or reading.actor is not None or len(context.countries) != 1:
        return
    if reading.noun is None or reading.noun.strength == "arms" or reading.name is not None:
        return
    if words[0].lower in _DETERMINED and _sector(reading) in _STATE_WORDS:
        reading.country = context.countries[0]
        reading.why.append("the report's only country")


def _read_owner(owner: ActorMatch, reading: _Reading) -> None:
    """A state lends its country, a group its name."""
    reading.country = reading.country or owner.country
    if owner.sector in _ARMED and owner.sector != "MIL" and reading.actor is None:
        reading.actor = owner if owner.id is not None else None
        reading.modifier = reading.modifier or owner.sector
    if owner.why:
        reading.why.append(f"of {owner.name or owner.why}")


def _read(registry: Registry, words: list[Word], hits: list[Hit], context: Context) -> _Reading:
    """Read the words up to the head: owners, the noun that tells the sector, the words that change it."""
    reading = _Reading()
    for hit in hits:
        _read_hit(hit, words, reading, context)
    last = len(words) - 1
    head = words[last]
    surname = head.entity == "PERSON" and last > 0 and words[last - 1].entity == "PERSON"
    found = None if surname else registry.noun(words, last)
    if found is None and head.tag in _NAMES:
        found = _read_name(registry, words, reading, context)
    elif head.tag in _NAMES and head.entity == "ORG":
        reading.body = joined(words[_first_name(words) :])
    if found and _of_a_force(registry, words, reading):
        found = found[0], Noun(None, "weak")
    start = found[0] if found else _first_name(words) if reading.name is not None else last
    if found:
        reading.noun = found[1]
        reading.why.append(_text(words[start : last + 1]) if reading.name is None else _text(words[start : start + 2]))
    _read_modifiers(registry, words[:start], reading)
    return reading


def _of_a_force(registry: Registry, words: Sequence[Word], reading: _Reading) -> bool:
    """As in "BSF men", "army men": men whom the name of a force right before them tells to be its own."""
    if words[-1].lower != "men" or len(words) == 1 or words[-2].dep != "compound":
        return False
    named = registry.noun(words, len(words) - 2)
    sectors = {named[1].sector if named else None, reading.actor.sector if reading.actor else None}
    return not sectors.isdisjoint(_FORCES)


def _read_hit(hit: Hit, words: Sequence[Word], reading: _Reading, context: Context) -> None:
    after = [word.lower for word in words[hit.last + 1 : hit.last + 3]]
    if after[:1] == ["-"] and after[-1] in _NOT_OWNER:
        return
    text = _text(words[hit.first : hit.last + 1])
    reading.why.append(text)
    if hit.entry.kind in ("people", "country", "capital"):
        reading.country = hit.entry.home
        reading.capital = hit.entry.kind == "capital"
    elif hit.entry.kind == "person":
        reading.country = hit.entry.match(text, context.on).country
    else:
        reading.actor = hit.entry.match(text, context.on, context.countries)


def _read_name(registry: Registry, words: list[Word], reading: _Reading, context: Context) -> tuple[int, Noun] | None:
    """A name that is not registered: its own words, and the title before it."""
    last = len(words) - 1
    first = _first_name(words)
    for title in range(last - 1, -1, -1):
        found = registry.noun(words, title)
        if found is not None and words[title].entity == "PERSON" and found[1].sector in _FIRST_NAMES:
            found = None
        if found is not None:
            first = max(first, title + 1)
            break
    else:
        found = None
    head = words[last]
    if head.entity not in _PLACES and not registry.is_region(head):
        text = head.sentence.words
        base = text[0].index
        run = text[words[first].index - base : head.index - base + 1]
        title_sector = found[1].sector if found is not None else None
        person = registry.person(name_key(_text(run)), context.countries, context.on, title_sector)
        if person is not None:
            reading.actor = person.match(_text(run), context.on)
        reading.name = joined(run) if any(letter.isalpha() for letter in _text(run)) else None
    return found


def _first_name(words: Sequence[Word]) -> int:
    """Where the run of names that ends at the head begins."""
    first = len(words) - 1
    while first > 0 and (words[first - 1].tag in _NAMES or words[first - 1].text == "-"):
        first -= 1
    return first


def _read_modifiers(registry: Registry, words: Sequence[Word], reading: _Reading) -> None:
    """The nearest word before the noun that gives a sector; rebels and police before an army count from anywhere."""
    for position in range(len(words) - 1, -1, -1):
        sector = registry.modifier(words[position])
        if sector is None and words[position].tag in ("NN", "NNS", "NNP", "NNPS", "JJ"):
            noun = registry.noun(words, position)
            sector = noun[1].sector if noun else None
        if sector is not None and words[max(0, position - 2)].lower != "anti":
            reading.modifier = sector
            reading.why.append(words[position].text)
            return


def _read_right(registry: Registry, head: Word, reading: _Reading, context: Context) -> None:
    """Complements ("army of Mali"), ties ("loyal to"), and appositions."""
    for child in head.children:
        if child.index < head.index:
            continue
        if child.dep == "prep" and child.lower in _OWNER_PREPS:
            _read_complement(registry, child, reading, context)
        elif child.dep == "appos":
            _read_apposition(registry, child, reading, context)
        elif child.dep in ("acl", "amod") and child.lower in _TIES:
            _read_tie(registry, child, reading, context)


def _read_complement(registry: Registry, prep: Word, reading: _Reading, context: Context) -> None:
    target = prep.child("pobj")
    if target is None or reading.actor is not None:
        return
    match = describe(registry, target, context.deeper())
    is_country = match.id is not None and match.id.startswith("gov-") and target.tag in _NAMES
    if is_country:
        reading.country = reading.country or match.country
    elif match.id is not None and match.id.startswith("person-"):
        reading.country = reading.country or match.country
        reading.modifier = reading.modifier or match.sector
    elif prep.lower in _BELONG and _takes_over(reading):
        if match.id is not None:
            reading.actor = match
        reading.modifier = reading.modifier or match.sector
        reading.country = reading.country or match.country
    reading.why.append(f"{prep.lower} {target.text}")


def _takes_over(reading: _Reading) -> bool:
    """Whether a head noun stands for what its "of" names: "members of the Taliban", but not "results of the talks"."""
    if reading.noun is None:
        return reading.name is not None
    return reading.noun.sector is None or reading.noun.strength in ("weak", "thing")


def _read_apposition(registry: Registry, apposed: Word, reading: _Reading, context: Context) -> None:
    match = describe(registry, apposed, context.deeper())
    if apposed.head.entity in _PLACES:
        return
    if match.id is not None and reading.actor is None:
        reading.actor = match if reading.name is None or apposed.tag in _NAMES else None
    if reading.name is None and reading.actor is None and apposed.tag in _NAMES:
        reading.name = match.name
    reading.modifier = reading.modifier or match.sector
    reading.country = reading.country or match.country


def _read_tie(registry: Registry, tie: Word, reading: _Reading, context: Context) -> None:
    prep = tie.child("prep")
    target = prep.child("pobj") if prep is not None else None
    if target is None:
        return
    match = describe(registry, target, context.deeper())
    reading.modifier = reading.modifier or ("MIL" if match.sector == "GOV" else match.sector)
    reading.why.append(f"{tie.text} {target.text}")


def _compose(registry: Registry, reading: _Reading) -> ActorMatch:
    sector = _sector(reading)
    why = " + ".join(dict.fromkeys(reading.why))
    if reading.actor is not None and sector not in _APART - {reading.actor.sector}:
        return _of_actor(reading, sector, why)
    country = reading.country or (reading.actor.country if reading.actor else None)
    if reading.capital and sector not in _STATE_WORDS:
        country = None  # "the Colombo family" is no more of the country than any family
    if reading.name is not None:
        return ActorMatch(name=reading.name, country=country, sector=sector, why=why)
    if country is not None and sector in STATE_NAMES:
        return state_match(sector, country, registry.country(country), why)
    named = reading.body if reading.body is not None and " " in reading.body else None
    return ActorMatch(name=named, country=country, sector=sector, why=why)


def _of_actor(reading: _Reading, sector: str | None, why: str) -> ActorMatch:
    actor = reading.actor
    assert actor is not None
    if reading.name is not None and actor.name != reading.name and actor.sector not in _GROUPS:
        return ActorMatch(name=reading.name, country=actor.country, sector=sector or actor.sector, why=why)
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
        return modifier if reading.name is not None or modifier in _OF_THINGS else None
    if noun.strength == "opposed":
        return None
    if noun.strength == "arms":
        return _sector_of_arms(modifier, reading.country)
    if noun.strength in ("weak", "thing"):
        return _sector_of_weak(noun, modifier)
    if noun.sector == "MIL" and modifier in _OVERRIDES_ARMY:
        return modifier
    return "ELI" if modifier == "ELI" and noun.sector in _HELD_OFFICES else noun.sector


def _sector_of_arms(modifier: str | None, country: str | None) -> str | None:
    """Aircraft and tanks are the army's where a state owns them, and else nobody's."""
    if modifier is None or modifier in ("GOV", "MIL"):
        return "MIL" if modifier or country else None
    return modifier


def _sector_of_weak(noun: Noun, modifier: str | None) -> str | None:
    """Forces of a government are its army; fighters of a faith or a clan stay fighters."""
    if noun.sector == "MIL" and modifier == "GOV":
        return "MIL"
    if noun.sector in _ARMED and modifier in _APART_OF_FIGHTERS:
        return noun.sector
    return modifier or noun.sector
