from __future__ import annotations

import pytest

from dateline.syntax import Parser, load_parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser()
