"""Events as CSV with HXL hashtags, for humanitarian data platforms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml

from dateline.export.codes import country_name
from dateline.export.model import About, Dossier, Tally
from dateline.export.tables import write_rows
from dateline.export.telling import publishers
from dateline.frames.flat import flat_event, joined


@lru_cache(maxsize=1)
def columns() -> tuple[tuple[str, str], ...]:
    """Headers and hashtags."""
    listed = yaml.safe_load((files("dateline.export") / "hxl.yaml").read_text("utf-8"))
    return tuple((header, tag) for header, tag in listed)


def write(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write a line of headers, a line of hashtags, and the events."""
    del about  # said in the file beside it
    headers, tags = zip(*columns(), strict=True)
    return write_rows(target, headers, map(_row, dossiers), second=tags)


def _row(dossier: Dossier) -> Sequence[object]:
    event = dossier.event
    flat = flat_event(event)
    country = event.place.country if event.place else None
    return (
        event.id, event.type, event.mode, event.status, event.first, event.last, country_name(country), country,
        *(flat[name] for name in ("admin1", "admin2", "place", "latitude", "longitude", "place_precision")),
        *(flat[name] for name in ("actors", "recipients", "killed_low", "killed_best", "killed_high")),
        *(flat[name] for name in ("wounded_low", "wounded_best", "wounded_high")),
        *(flat[name] for name in ("acled_event_type", "acled_sub_event_type", "ucdp_type_of_violence")),
        event.confidence, event.independent_sources, publishers(dossier),
        joined(one.url for one in dossier.cited()), " ".join(dossier.claim_ids),
    )  # fmt: skip
