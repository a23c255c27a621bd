"""Dateline reads news reports of conflict and keeps the record.

The public surface, frozen by `tests/test_public_surface.py`::

    import dateline

    report = dateline.read("report.txt", published="2013-01-12")
    claims = dateline.code(report)
    claims.to_pandas()
    events = dateline.link(claims, [report])
    events.map()
    with dateline.Store.open("mali.sqlite") as store:
        store.add(report, claims)

Importing `dateline` loads none of its parts: each is imported when it is first named, and the language model when a
report is first coded.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from dateline._version import __version__

if TYPE_CHECKING:
    from dateline.core.config import Config, load_config
    from dateline.core.errors import DatelineError
    from dateline.frames import Claims, Events
    from dateline.pipeline import code, link, read
    from dateline.records import Claim, Event, Judgement, Report
    from dateline.store import Store

_HOMES = {
    "Claim": "dateline.records",
    "Claims": "dateline.frames",
    "Config": "dateline.core.config",
    "DatelineError": "dateline.core.errors",
    "Event": "dateline.records",
    "Events": "dateline.frames",
    "Judgement": "dateline.records",
    "Report": "dateline.records",
    "Store": "dateline.store",
    "code": "dateline.pipeline",
    "link": "dateline.pipeline",
    "load_config": "dateline.core.config",
    "read": "dateline.pipeline",
}

__all__ = [
    "Claim",
    "Claims",
    "Config",
    "DatelineError",
    "Event",
    "Events",
    "Judgement",
    "Report",
    "Store",
    "__version__",
    "code",
    "link",
    "load_config",
    "read",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
