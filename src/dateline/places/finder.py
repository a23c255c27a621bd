"""Which stretches of a report may be names of places.

A mention is believed by its surroundings: case, the preposition or division word beside it, the rest of its noun
phrase, and only a little by the parser's entity labels, which are often wrong on the names that conflict reports are
about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.core.countries import country_of_adjective, country_of_name
from dateline.places.clues import Clues, clues_of
from dateline.places.gazetteer import Gazetteer
from dateline.places.model import Candidate, Mention
from dateline.places.names import MAX_WORDS
from dateline.places.words import Words, abbreviations, common_words, words
from dateline.syntax.document import Document, Sentence, Word

BELIEVED = 1.0  # at and above this a mention is taken for a place; set on hand-made cases and LGL's development part
_ABBREVIATED = 5.0  # "Calif." after a comma is nothing else
_LARGE, _SMALL = 50_000, 2_000  # people
_RARE = 8  # places of that name
_ACRONYM = 5  # letters
_LONG, _TITLE, _MOSTLY = 4, 3, 0.8  # letters of a word, such words of a headline, and the share with a capital
_LINKS = frozenset(
    {"-", "'", "’", "of", "and", "the", "de", "du", "da", "do", "del", "la", "le", "el", "al", "es", "d'", "–"}
)
# What links the parts of Persian names: "Chak-e Wardak", "Nawah-ye Barakzai".
_EZAFE = frozenset({"e", "ye", "i", "-e", "-ye", "-i"})
_OFFICES = frozenset({"agency", "department", "council"})  # of a name that nobody knows, rather offices than divisions
_ARTICLES = frozenset("al el ad an ar as ash at az ed er es esh et ez ul".split())
_NAME_TAGS = frozenset({"PROPN", "PUNCT", "X", "NOUN", "ADJ", "DET"})
_NEVER = frozenset({"PRON", "DET", "ADP", "CCONJ", "SCONJ", "AUX", "INTJ", "PART"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_OTHER_LABELS = frozenset({"PERSON", "ORG", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "DATE"})


def find_mentions(document: Document, gazetteer: Gazetteer) -> list[Mention]:
    """All believed mentions, in text order; none overlaps another."""
    clues = clues_of(document, gazetteer)
    found: list[Mention] = []
    for sentence in document.sentences:
        found.extend(_in_sentence(document, sentence, clues))
    return share_divisions(found, document.text)


def share_divisions(mentions: list[Mention], text: str) -> list[Mention]:
    """In "Cooke, Grayson and Love counties": the division word of the last holds for all that are listed before it."""
    shared = list(mentions)
    for number in range(len(shared) - 1, 0, -1):
        division, left = shared[number].division, shared[number - 1]
        between = text[left.end : shared[number].start].strip().lower()
        plural = division is not None and division.endswith("s")
        if plural and left.division is None and between in {",", "and", ", and", "or", "&"}:
            shared[number - 1] = replace(left, division=division)
    return shared


@dataclass(frozen=True, slots=True)
class _Span:
    """Words `first` to `last` of one sentence, by their position in it."""

    words: list[Word]
    first: int
    last: int

    def before(self, distance: int = 1) -> Word | None:
        position = self.first - distance
        return self.words[position] if position >= 0 else None

    def after(self, distance: int = 1) -> Word | None:
        position = self.last + distance
        return self.words[position] if position < len(self.words) else None

    @property
    def inside(self) -> list[Word]:
        return self.words[self.first : self.last + 1]


def _is_titled(row: list[Word]) -> bool:
    """Whether each word of a sentence begins with a capital, as in headlines: then capitals tell no names."""
    long = [word.text for word in row if len(word.text) >= _LONG and word.text.isalpha()]
    return len(long) >= _TITLE and sum(text.istitle() for text in long) >= _MOSTLY * len(long)


def _named(word: Word) -> bool:
    """Whether a word may be (part of) a name: a capital, or in capitals-only text a noun."""
    if not word.text[:1].isupper():
        return False
    if word.pos in _NEVER and not word.entity:
        return False
    shouted = word.text.isupper() and len(word.text) > 3  # noqa: PLR2004 -- acronyms
    return not shouted or word.pos in {"PROPN", "NOUN", "ADJ"} or bool(word.entity)


def _in_sentence(document: Document, sentence: Sentence, clues: Clues) -> Iterator[Mention]:
    row = sentence.words
    position = 0
    while position < len(row):
        span = _next(document, row, position, clues)
        if span is None:
            position += 1
            continue
        mention = _mention(document, span, clues)
        if mention.belief >= BELIEVED:
            yield mention
        position = max(span.last + 1, mention.last + 1 - row[0].index)


def _next(document: Document, row: list[Word], position: int, clues: Clues) -> _Span | None:
    """The name that begins here: the longest that is known, or one that only its place in the sentence tells."""
    if not _begins(row, position):
        return None
    known = _longest(document, row, position, clues.gazetteer)
    run = _run(row, position)
    if known is not None and _two_joined(document, row, known, run, clues):
        return known
    longer = run is not None and (known is None or run.last > known.last)
    if run is not None and longer and unknown_belief(run, words(), clues.people) >= BELIEVED:
        return run
    return known


def _two_joined(document: Document, row: list[Word], known: _Span, run: _Span | None, clues: Clues) -> bool:
    """Two known names with a hyphen between them, the ends of a line: "Kabul-Kandahar"."""
    if run is None or run.last < known.last + 2 or row[known.last + 1].text != "-":
        return False
    return clues.gazetteer.knows(document.text[row[known.last + 2].start : row[run.last].end])


def _begins(row: list[Word], position: int) -> bool:
    """A capitalised word, or an Arabic article before one ("al-Bab")."""
    if row[position].lower in _ARTICLES and position + 2 < len(row) and row[position + 1].text == "-":
        return row[position + 2].text[:1].isupper()
    return _named(row[position])


def _run(row: list[Word], start: int) -> _Span | None:
    """The capitalised words from here on, articles and hyphens between them included."""
    end, position = start, start
    while position < len(row) and position < start + MAX_WORDS + 2:
        word = row[position]
        if _begins(row, position) and not _ends_a_run(word):
            end = position
        elif _is_joined(row, position):
            pass
        elif word.text not in {"-", "'", "\u2019", "\u2018"} | _EZAFE or not _glued(row, position):
            break
        position += 1
    if _ends_a_run(row[start]) or position == start or (row[start].pos == "DET" and row[start].lower not in _ARTICLES):
        return None
    return _Span(row, start, end)


def _is_joined(row: list[Word], position: int) -> bool:
    """Whether a small word stands between two hyphens of a name: "Port-*au*-Prince"."""
    if not 0 < position < len(row) - 1:
        return False
    before, word, after = row[position - 1 : position + 2]
    return before.text == after.text == "-" and before.end == word.start and word.end == after.start


def _glued(row: list[Word], position: int) -> bool:
    """No blank before and after: a hyphen inside a name; after what links Persian names there is one."""
    if not 0 < position < len(row) - 1 or row[position - 1].end != row[position].start:
        return False
    return row[position].lower in _EZAFE or row[position].end == row[position + 1].start


def _ends_a_run(word: Word) -> bool:
    lists = words()
    return (
        word.lower in lists.divisions
        or word.lower in lists.calendar
        or word.lower in lists.directions
        or word.lower.rstrip(".") in lists.titles
        or country_of_adjective(word.text) is not None
    )


def unknown_belief(span: _Span, lists: Words, people: frozenset[str]) -> float:
    """How much the sentence speaks for a place in a name that the gazetteer does not have."""
    labels = {word.entity for word in span.inside if word.entity}
    if "DATE" in labels or any(
        word.pos not in _NAME_TAGS and not word.entity and word.lower not in _EZAFE for word in span.inside
    ):
        return 0.0
    if any(word.lower in common_words() or word.lower in lists.never - _ARTICLES for word in span.inside):
        return 0.0
    before, division = span.before(), _division(span, lists)
    if division in _OFFICES or (division is None and span.inside[-1].lower in lists.institutions):
        return 0.0  # "Food Inspection Agency", "Department of Agriculture", "Health Office"
    if division is None and any(word.lower in people for word in span.inside):
        return 0.0
    belief = -1.5 if _is_titled(span.words) else 0.0
    if labels & _PLACE_LABELS:
        belief += 1.5
    elif labels:
        belief -= 1.0
    if division:
        belief += 2.0
    if before is not None and before.lower in lists.strong_prepositions:
        belief += 1.0
    if before is not None and before.lower.rstrip(".") in lists.titles:
        belief -= 3.0
    return belief + _by_verb(span, lists) - _by_rest(span.after(), lists)


def _longest(document: Document, row: list[Word], start: int, gazetteer: Gazetteer) -> _Span | None:
    """The longest name in the gazetteer that begins here."""
    last = min(len(row), start + MAX_WORDS + 2) - 1
    ends: list[int] = []
    for end in range(start, last + 1):
        word = row[end]
        if _named(word) or (word.tag == "CD" and end > start):
            ends.append(end)
        elif not _links(row, end):
            break
    for end in reversed(ends):
        if end == start and _never_alone(row, start):
            return None
        if gazetteer.knows(document.text[row[start].start : row[end].end]):
            return _Span(row, start, end)
    return None


def _links(row: list[Word], position: int) -> bool:
    """A small word or a division word inside a name: "Santiago *de* Cuba", "Deir *ez*-Zor"."""
    lower = row[position].lower
    listed = lower in _LINKS or lower in _EZAFE or lower in words().divisions
    return listed or _is_joined(row, position) or _begins(row, position)


def _never_alone(row: list[Word], position: int) -> bool:
    """Division words, directions, days and months; a state's abbreviation that follows no comma ("IN", "ME")."""
    word, lists = row[position], words()
    if word.lower in lists.divisions or word.lower in lists.directions or word.lower in lists.calendar:
        return True
    if word.lower in lists.never:
        return True
    if word.text in abbreviations():
        return position == 0 or row[position - 1].text not in {",", "("}
    return False


def _mention(document: Document, span: _Span, clues: Clues) -> Mention:
    lists = words()
    inside = span.inside
    start, end = inside[0].start, inside[-1].end
    last = _with_its_noun(span, lists)
    return Mention(
        start=start,
        end=last.end,
        first=inside[0].index,
        last=last.index,
        name=document.text[start:end],
        division=_division(span, lists),
        belief=_belief(span, document.text[start:end], clues, lists),
    )


def _with_its_noun(span: _Span, lists: Words) -> Word:
    """The last word of the name with the noun that is written as a part of it: "Andar District", "Handarat Camp"."""
    distance, last = 1, span.inside[-1]
    while (after := span.after(distance)) is not None:
        if not after.text[:1].isupper() or (after.lower not in lists.divisions and after.lower != "refugee"):
            break
        distance, last = distance + 1, after
    return last


def _division(span: _Span, lists: Words) -> str | None:
    """The division word beside a name: "Andar district", "the village of X", "district of X"."""
    after = span.after()
    if after is not None and after.lower in lists.divisions:
        return after.lower
    own = span.inside[-1].lower
    if len(span.inside) > 1 and own in lists.divisions:
        return own
    before = span.before()
    if before is not None and before.lower == "of":
        above = span.before(2)
        if above is not None and above.lower in lists.divisions:
            return above.lower
    return None


def division_beside(document: Document, first: int, last: int) -> str | None:
    """The division word beside the words `first` to `last` of a document, if any."""
    row = document.words[first].sentence.words
    offset = row[0].index
    return _division(_Span(row, first - offset, min(last - offset, len(row) - 1)), words())


def _belief(span: _Span, text: str, clues: Clues, lists: Words) -> float:
    """How much speaks for a place; the weights are counts of halves, set by hand."""
    if text in abbreviations():
        return _ABBREVIATED
    if country_of_name(text):
        return 3.5 + _by_neighbours(span, lists) + _by_label(span)
    if country_of_adjective(text):
        return -5.0
    candidates = clues.gazetteer.candidates(text)
    if not candidates:
        return unknown_belief(span, lists, clues.people)
    return (
        1.0
        + _by_weight(candidates, clues.countries)
        + _by_neighbours(span, lists)
        + _by_label(span)
        - (1.5 if any(word.lower in clues.people for word in span.inside) else 0.0)
        - (2.0 if _only_a_capital(span) else 0.0)
        - (2.5 if _names_a_craft(span, lists) else 0.0)
        - _as_a_word(span, clues)
    )


def _names_a_craft(span: _Span, lists: Words) -> bool:
    """As in "a *Gazelle* helicopter": what is named after an animal, a wind or a town, and is none of them."""
    after = span.after()
    return after is not None and after.lower in lists.crafts


def _by_weight(candidates: tuple[Candidate, ...], spoken_of: frozenset[str]) -> float:
    """Large, curated and upper divisions are likely meant; what only an alias matches is not.

    A rare name in a country that the report speaks of is likely meant, too.
    """
    if len(candidates) <= _RARE and any(one.exact and one.country in spoken_of for one in candidates):
        return 1.0
    best = max(candidates, key=lambda one: (one.exact, one.population), default=None)
    if best is None or not best.exact:
        return -1.0
    if best.kind in {"region", "sea", "admin1"} or best.population > _LARGE or best.source == "known_places":
        return 1.0
    return 0.0 if best.population > _SMALL or best.source != "geonames" else -0.5


def _as_a_word(span: _Span, clues: Clues) -> float:
    """What speaks against a single word: it is an everyday word, the report writes it in lower case, or an acronym."""
    if len(span.inside) > 1:
        return 0.0
    word = span.inside[0]
    against = 2.0 if word.lower in common_words() else 0.0
    against += 1.5 if word.lower in clues.lower_case else 0.0
    if word.text.isupper() and len(word.text) <= _ACRONYM:
        against += 2.0
    return against


def _by_neighbours(span: _Span, lists: Words) -> float:
    belief = 0.0
    before, after = span.before(), span.after()
    if _division(span, lists):
        belief += 2.0
    if before is not None:
        if before.lower in lists.strong_prepositions:
            belief += 1.5
        elif before.lower in lists.prepositions:
            belief += 0.5
        elif before.lower.rstrip(".") in lists.titles:
            belief -= 3.0
        elif _proper(before) and before.lower not in lists.directions and before.lower not in lists.divisions:
            belief -= 1.5
    return belief + _by_verb(span, lists) - _by_rest(after, lists)


def _by_verb(span: _Span, lists: Words) -> float:
    """In "retook Konna" the name is what such a verb is done to; in "fled from Konna" it is where the way leads."""
    last = span.inside[-1]
    if last.dep == "dobj" and last.head.lemma in lists.place_verbs:
        return 1.0
    way = last.dep == "pobj" and last.head.lower in {"from", "to"} and last.head.head.lemma in lists.ways
    return 1.0 if way else 0.0


def _by_rest(after: Word | None, lists: Words) -> float:
    """What speaks against it in the word that follows: "Boston Globe", "Paris Hilton", but not "Kabul Police"."""
    if after is None or not _proper(after) or after.lower in lists.divisions or after.lower in lists.institutions:
        return 0.0
    bare = after.lower.rstrip(".")
    if bare in lists.titles:
        return 0.0
    if bare in lists.streets:
        return 4.0  # "Mill Creek Road" is in some town, and seldom in Mill Creek
    return 2.5 if bare in lists.organisations else 1.5


def _proper(word: Word) -> bool:
    """A capitalised word that is no mere adjective of a country."""
    return word.text[:1].isupper() and word.pos == "PROPN" and country_of_adjective(word.text) is None


def _by_label(span: _Span) -> float:
    labels = {word.entity for word in span.inside if word.entity}
    if labels & _PLACE_LABELS:
        return 1.0
    before = span.before()
    if before is not None and before.lower in {"in", "near", "outside", "around"} and not labels & {"DATE", "EVENT"}:
        return 0.0  # "in Kajo Keji" is where, whatever the parser takes the name for
    if "PERSON" in labels:
        return -1.0
    return -0.75 if labels & _OTHER_LABELS else 0.0


def _only_a_capital(span: _Span) -> bool:
    """A word that has its capital from standing first in the sentence."""
    return span.first == 0 and all(word.pos != "PROPN" and word.entity not in _PLACE_LABELS for word in span.inside)
