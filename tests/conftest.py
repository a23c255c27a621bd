"""Fixtures that several packages share. The language model is loaded once for the whole run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from dateline.syntax import Document, Paragraph, Parser, load_parser

if TYPE_CHECKING:
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
