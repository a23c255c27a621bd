"""Full-text search: SQLite's FTS5 or PostgreSQL's tsvector, asked in one language.

Searched are reports by their whole text, and claims by their sentence, the headline above it and the resolved names.
Several words must all be there; words in double quotes must follow each other; a word after ``-`` must not be there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Boolean, ColumnElement, Connection, Select, String, false, func, insert, literal, select, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from dateline.records import Claim, Report
from dateline.store.tables import search_keys

Kind = Literal["claim", "report"]

_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD = re.compile(r"\w+")

MAX_TERMS = 12
"""Words and phrases of a query that are looked at; nobody types more, and each costs a look into the index."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that follow each other; wanted or not."""

    words: tuple[str, ...]
    wanted: bool = True


def parse_query(query: str) -> tuple[Term, ...]:
    """Read what somebody typed; signs that are no part of a word are passed over."""
    found = []
    for match in _TERM.finditer(plain(query)):
        words = tuple(_WORD.findall(match["phrase"] if match["phrase"] is not None else match["word"]))
        if words:
            found.append(Term(words, wanted=not match["minus"]))
    return tuple(found[:MAX_TERMS])


def plain(words: str) -> str:
    """Text as it is compared: without accents and without what a database cannot hold."""
    parted = unicodedata.normalize("NFKD", words)
    return "".join(
        sign for sign in parted if (not unicodedata.combining(sign) and sign.isprintable()) or sign.isspace()
    )


def claim_words(claim: Claim, report: Report) -> str:
    """What a claim is found by."""
    place = claim.place
    names = [place.name, place.admin2, place.admin1] if place else []
    names += [one.name for one in (*claim.actors, *claim.recipients)]
    sentence = report.text[claim.sentence.start : claim.sentence.end]
    return "\n".join([sentence, report.headline or "", *(name for name in names if name)])


def report_words(report: Report) -> str:
    """What a report is found by."""
    return "\n".join(part for part in (report.headline, report.text) if part)


def index_words(connection: Connection, found: Sequence[tuple[Kind, str, str]]) -> None:
    """Take words into the index.

    Args:
        connection: Within a writing transaction.
        found: Kind and id of each record, and its words.
    """
    if not found:
        return
    first = (connection.execute(select(func.max(search_keys.c.number))).scalar() or 0) + 1
    keys = [
        {"number": number, "kind": kind, "record_id": record_id}
        for number, (kind, record_id, _) in enumerate(found, first)
    ]
    connection.execute(insert(search_keys), keys)
    lines = [{"number": number, "words": plain(words)} for number, (_, _, words) in enumerate(found, first)]
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO search_words (rowid, words) VALUES (:number, :words)"), lines)
    else:
        statement = "INSERT INTO search_words (number, words) VALUES (:number, to_tsvector('english', :words))"
        connection.execute(text(statement), lines)


def with_words(kind: Kind, query: str) -> Select[tuple[str]]:
    """Select the ids of records that hold the words; none when the query has no wanted word in it."""
    terms = parse_query(query)
    keyed = select(search_keys.c.record_id).where(search_keys.c.kind == kind)
    if not any(term.wanted for term in terms):
        return keyed.where(false())
    return keyed.where(_Found(search_keys.c.number, terms))


class _Found(ColumnElement[bool]):
    """Tells whether a number is among those of the words, in each database's own way."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, number: ColumnElement[int], terms: Sequence[Term]) -> None:
        self.number = number
        self.fts5 = literal(_fts5(terms), String())
        self.websearch = literal(_websearch(terms), String())


@compiles(_Found, "sqlite")
def _compile_sqlite(element: _Found, compiler: SQLCompiler, **options: Any) -> str:
    number, query = (compiler.process(part, **options) for part in (element.number, element.fts5))
    found = f"search_words MATCH {query}"
    return f"{number} IN (SELECT rowid FROM search_words WHERE {found})"  # noqa: S608  # parts are compiled


@compiles(_Found, "postgresql")
def _compile_postgresql(element: _Found, compiler: SQLCompiler, **options: Any) -> str:
    number, query = (compiler.process(part, **options) for part in (element.number, element.websearch))
    found = f"words @@ websearch_to_tsquery('english', {query})"
    return f"{number} IN (SELECT number FROM search_words WHERE {found})"  # noqa: S608  # parts are compiled


def _fts5(terms: Iterable[Term]) -> str:
    wanted = " AND ".join(f'"{" ".join(term.words)}"' for term in terms if term.wanted)
    unwanted = "".join(f' NOT "{" ".join(term.words)}"' for term in terms if not term.wanted)
    return f"({wanted}){unwanted}"


def _websearch(terms: Iterable[Term]) -> str:
    return " ".join(f'{"" if term.wanted else "-"}"{" ".join(term.words)}"' for term in terms)
