"""Names to actors: the index over all names, and the choice between actors of one name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.actors.loader import REGION, Alias, Noun, Tables, load_tables
from dateline.actors.model import STATE_NAMES, ActorMatch, Entry, state_match
from dateline.actors.text import name_key, tokens
from dateline.syntax import Document, Word

_NAME_TAGS = frozenset({"NNP", "NNPS"})
# Kinds in the order in which they are taken where a name is of several and nothing else decides.
_RANK = {"group": 0, "body": 1, "country": 2, "capital": 3, "state": 4, "people": 5, "person": 6}
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a text: the first and the last of its words (positions in the list that was searched)."""

    first: int
    last: int
    entry: Entry


class Registry:
    """All actors that are known by name, and all words that tell what kind an unnamed one is."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def lookup(self, name: str, *, countries: Sequence[str] = (), on: dt.date | None = None) -> ActorMatch | None:
        """Find an actor by its name, alias or abbreviation.

        Accents, hyphens, case and the spelling of the Arabic article do not matter.

        Args:
            name: The name, with or without "the".
            countries: ISO codes that the report speaks of, to choose between actors of one name.
            on: The day for which office-holders are wanted.
        """
        key = name_key(name)
        if not key:
            return None
        shouted = any(letter.isupper() for letter in name) or len(key) > 1 or len(key[0]) > _SHORT
        entry = self.choose(self.tables.names.get(key, []), countries, capital=shouted)
        if entry is None:
            entry = self.person(key, countries, on)
        if entry is None:
            return self._composed(key, name, countries)
        return entry.match(name, on, countries) if entry.kind != "people" else None

    def _composed(self, key: tuple[str, ...], name: str, countries: Sequence[str]) -> ActorMatch | None:
        """What a country or a group and a noun name together: "Malian army", "army of Mali", "Taliban fighters"."""
        for split in range(1, len(key)):
            owner, noun = key[:split], key[split:]
            if key[split] == "of":
                owner, noun = key[split + 1 :], key[:split]
            told = self.tables.nouns.get(noun)
            entry = self.choose(self.tables.names.get(owner, []), countries, capital=True) if told else None
            if told is not None and entry is not None:
                return self._part(entry, told, name, countries)
        return None

    def _part(self, entry: Entry, noun: Noun, name: str, countries: Sequence[str]) -> ActorMatch | None:
        if entry.kind in ("people", "country"):
            sector = "MIL" if noun.strength == "arms" else noun.sector
            found = entry.home is not None and sector in STATE_NAMES
            return state_match(sector or "", entry.home or "", self.country(entry.home or ""), name) if found else None
        return entry.match(name, None, countries) if noun.sector in (None, entry.sector, "UAF") else None

    def entry(self, actor_id: str) -> Entry | None:
        """The entry of this id, with UCDP's name and the countries where it acts; None for generated state bodies."""
        return self.tables.entries.get(actor_id)

    def describe(
        self,
        head: Word,
        *,
        countries: Sequence[str] = (),
        on: dt.date | None = None,
        owner: ActorMatch | None = None,
    ) -> ActorMatch:
        """Tell who a noun phrase stands for.

        Args:
            head: The head word of the phrase.
            countries: ISO codes that the report speaks of, to choose between actors of one name.
            on: The day of the report, for office-holders.
            owner: Whose it is, where another word tells ("his helicopter", "France lost a commando").

        Returns:
            A match always; its fields are None where the phrase does not tell.
        """
        from dateline.actors.phrase import Context, describe

        return describe(self, head, Context(tuple(countries), on), owner=owner)

    def spans(self, document: Document, *, countries: Sequence[str] = ()) -> list[tuple[int, int, ActorMatch]]:
        """Names of actors in a document: first and last word (inclusive) and who it is; the longest match wins.

        Countries, peoples and capitals are left out: they are names of places, too.
        """
        found = []
        for sentence in document.sentences:
            words = sentence.words
            for hit in self.scan(words, countries):
                if hit.entry.kind in ("group", "body", "person"):
                    text = document.text[words[hit.first].start : words[hit.last].end]
                    found.append(
                        (words[hit.first].index, words[hit.last].index, hit.entry.match(text, countries=countries))
                    )
        return found

    def scan(self, words: Sequence[Word], countries: Sequence[str] = ()) -> list[Hit]:
        """All names in a row of words, from left to right, the longest first, without overlap."""
        lengths = self.tables.lengths
        parts = [tokens(word.text) for word in words]
        if not any(part and part[0] in lengths for part in parts):  # most phrases hold no name at all
            return []
        hits: list[Hit] = []
        folded = [token for part in parts for token in part]
        places = [position for position, part in enumerate(parts) for _ in part]
        start = 0
        while start < len(folded):
            sizes = lengths.get(folded[start])
            hit = self._longest(words, folded, places, start, sizes, countries) if sizes else None
            if hit is None:
                start += 1
                continue
            hits.append(Hit(places[start], places[start + hit[0] - 1], hit[1]))
            start += hit[0]
        return hits

    def _longest(
        self,
        words: Sequence[Word],
        folded: list[str],
        places: list[int],
        start: int,
        sizes: tuple[int, ...],
        countries: Sequence[str],
    ) -> tuple[int, Entry] | None:
        names = self.tables.names
        for size in sizes:
            aliases = names.get(tuple(folded[start : start + size])) if start + size <= len(folded) else None
            if aliases is None:
                continue
            capital = size > 1 or _is_name(words[places[start]])
            entry = self.choose(aliases, countries, capital=capital, exact=size == 1)
            if entry is None or not (size > 1 or capital):
                continue
            if size == 1 and entry.kind == "capital" and words[places[start]].tag not in _NAME_TAGS:
                continue  # "a male", "lime"
            return size, entry
        return None

    def choose(
        self, aliases: Sequence[Alias], countries: Sequence[str], *, capital: bool, exact: bool = False
    ) -> Entry | None:
        """The entry that a name means among those of the same name.

        Args:
            aliases: Those of this name.
            countries: ISO codes that the report speaks of.
            capital: Whether the name is written as a name is.
            exact: Whether a strict entry needs a country that agrees even if it is the only one of its name.
        """
        best: Entry | None = None
        best_rank = (99, 99)
        for number, alias in enumerate(aliases):
            entry = alias.entry
            if alias.acronym and not capital:
                continue
            agrees = any(code in countries for code in entry.countries)
            if (entry.strict or alias.strict) and not agrees and (countries or (exact and entry.strict)):
                continue
            rank = (0 if agrees else 1, _RANK[entry.kind] * 100 + number)
            if rank < best_rank:
                best, best_rank = entry, rank
        return best

    def person(
        self, key: tuple[str, ...], countries: Sequence[str], on: dt.date | None, title: str | None = None
    ) -> Entry | None:
        """The office-holder of this surname, if only one of the report's countries and that day fits.

        Args:
            key: The surname, normalised.
            countries: ISO codes that the report speaks of; with none, all count.
            on: The day; whoever holds office then is preferred, and with no title nobody else counts.
            title: Sector of the title that stands before the name ("President", "General").
        """
        known = self.tables.surnames.get(key, ())
        fitting = [entry for entry in known if not countries or any(code in countries for code in entry.countries)]
        if title is not None:
            fitting = [entry for entry in fitting if any(office.sector == title for office in entry.offices)]
        if on is not None:
            serving = [entry for entry in fitting if any(office.held(on) for office in entry.offices)]
            fitting = serving or (fitting if title is not None else [])
        return fitting[0] if len(fitting) == 1 else None

    def noun(self, words: Sequence[Word], last: int) -> tuple[int, Noun] | None:
        """The longest noun known that ends at this position: its first word's position and what it says."""
        end = tokens(words[last].text)
        sizes = self.tables.noun_lengths.get(end[-1]) if end else None
        if sizes is None:
            return None
        tail = [(token, last) for token in end]
        for position in range(last - 1, max(-1, last - sizes[0] - 3), -1):
            tail[:0] = [(token, position) for token in tokens(words[position].text)]
        folded = tuple(token for token, _ in tail)
        for size in sizes:
            found = self.tables.nouns.get(folded[-size:]) if size <= len(folded) else None
            if found is not None:
                return tail[-size][1], found
        return None

    def gender(self, word: Word) -> str | None:
        """`female` or `male`, where a noun, a title or a first name tells."""
        genders = self.tables.genders
        for part in (*(child for child in word.children if child.dep == "compound"), word):
            if found := genders.get(part.lower.rstrip(".")):
                return found
        return None

    def is_region(self, word: Word) -> bool:
        """Whether a word is the adjective of a part of the world ("African"), which names nobody."""
        return self.tables.modifiers.get(word.lower) == REGION

    def modifier(self, word: Word) -> str | None:
        """The sector that a word gives to the noun after it."""
        found = self.tables.modifiers.get(word.lower)
        return None if found == REGION else found

    def knows(self, word: Word) -> bool:
        """Whether a noun is known to name people, bodies or arms."""
        return (word.lower,) in self.tables.nouns

    def is_thing(self, word: Word) -> bool:
        """Whether a noun names what people own, move or fire, not people."""
        noun = self.tables.nouns.get((word.lower,))
        return noun is not None and noun.strength in ("arms", "thing")

    def country(self, iso3: str) -> str:
        """The name of a country."""
        return self.tables.country_names[iso3]


def _is_name(word: Word) -> bool:
    """Whether a word is written and tagged as a name; upper-case text leaves the tag to tell."""
    return word.text[:1].isupper() and (word.tag in _NAME_TAGS or bool(word.entity) or word.tag == "JJ")


@lru_cache(maxsize=1)
def load_registry() -> Registry:
    """The registry that ships with the package (once per process, 0.15 to 0.4 s).

    Raises:
        InstallError: A table is missing or damaged.
    """
    return Registry(load_tables())
