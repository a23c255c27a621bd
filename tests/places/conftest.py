from __future__ import annotations

import pytest

from dateline.places import Gazetteer, load_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer without anybody's imports."""
    return Gazetteer(load_gazetteer().path, overlays=())
