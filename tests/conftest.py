"""Fixtures that several packages share. The language model is loaded once for the whole run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from dateline.syntax import Document, Paragraph, Parser, load_parser

if TYPE_CHECKING:
    from postgres import Postgres

    from dateline.coder.rules import RuleCoder


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser()


@pytest.fixture(scope="session")
def parse(parser: Parser) -> Callable[[str], Document]:
    """Parse a text in which each line is one paragraph of the body."""

    def parsed(text: str) -> Document:
        paragraphs = []
        start = 0
        for line in text.splitlines(keepends=True):
            if line.strip():
                paragraphs.append(Paragraph(start, start + len(line.rstrip()), "body"))
            start += len(line)
        return parser.parse(text, paragraphs)

    return parsed


@pytest.fixture(scope="session")
def coder() -> RuleCoder:
    from dateline.coder import load_coder
    from dateline.core.config import Config

    return load_coder(Config())


@pytest.fixture(scope="session")
def rules() -> RuleCoder:
    """The rules alone: what they make of a sentence does not change with the weights of the encoder."""
    from dateline.coder import load_coder
    from dateline.core.config import Config

    return load_coder(Config(coder="rules"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the whole run, started when a test first asks for it."""
    from postgres import binaries, server

    if binaries() is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    # Not below pytest's own folder, which nobody but its owner may enter, and the server runs as another user.
    with TemporaryDirectory(prefix="dateline-postgres-") as folder, server(Path(folder)) as running:
        yield running
