"""One HTML page with a map and a table, to e-mail: nothing is fetched, and nothing that a report says is obeyed."""

from __future__ import annotations

import base64
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from importlib.resources import files
from pathlib import Path

from dateline.export.model import About, Dossier, Tally
from dateline.export.telling import cited_lines
from dateline.frames.flat import joined
from dateline.frames.map import MOST_TITLES, Map, Spot
from dateline.frames.shown import EVENT_TITLES, shown_event

_COLUMNS = (*EVENT_TITLES, "confidence", "reports and claims")


def write(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write the page; the table waits in a temporary file until the map above it can be drawn."""
    tally, spots = Tally(), _Spots()
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as rows:
        for dossier in dossiers:
            rows.write(_row(dossier))
            spots.add(dossier)
            tally.written += 1
        rows.seek(0)
        with target.open("w", encoding="utf-8", newline="\n") as page:
            page.write(_opening(about, tally.written, spots.map()))
            shutil.copyfileobj(rows, page)
            page.write(_closing(about))
    return tally


class _Spots:
    """Where events are: of each place the first few are told, and the rest counted."""

    def __init__(self) -> None:
        self._told: dict[tuple[float, float], list[Spot]] = {}
        self._unplaced = 0

    def add(self, dossier: Dossier) -> None:
        """Add an event."""
        place = dossier.event.place
        if place is None or place.latitude is None or place.longitude is None:
            self._unplaced += 1
            return
        at = self._told.setdefault((place.latitude, place.longitude), [])
        if len(at) < MOST_TITLES:
            cells = shown_event(dossier.event)
            at.append(Spot(place.latitude, place.longitude, " · ".join(" ".join(one.split()) for one in cells if one)))
        else:
            at.append(at[-1])  # counted, its text not kept once more

    def map(self) -> Map:
        """The map of all."""
        return Map(tuple(spot for at in self._told.values() for spot in at), unplaced=self._unplaced, width=1000)


def _row(dossier: Dossier) -> str:
    event = dossier.event
    cells = [*shown_event(event, dossier.claims), f"{event.confidence:.2f}"]
    urls = joined((one.url for one in dossier.cited()), "\n")
    told = escape("\n".join(cited_lines(dossier)))
    cells_html = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr id="{escape(event.id)}">{cells_html}<td>{told}\n<small>{escape(urls)}</small></td></tr>\n'


def _opening(about: About, events: int, drawn: Map) -> str:
    heads = "".join(f'<th scope="col" tabindex="0">{escape(one)}</th>' for one in _COLUMNS)
    # The policy names the one script by its hash: a script smuggled in with a report's words would not run.
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_hash_of(_part('page.js'))}'"
    placed = f"{len(drawn.spots)} of them on the map, {drawn.unplaced} without coordinates"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="{escape(about.generator)}">\n'
        f"<title>{escape(about.title)}</title><style>{_part('page.css')}</style></head><body>\n"
        f"<h1>{escape(about.title)}</h1>\n"
        f"<p>{escape(about.told)} {events} events, {placed}.</p>\n{drawn.svg()}\n"
        '<label>Show only rows with <input type="search"> <output></output></label>\n'
        f"<table><thead><tr>{heads}</tr></thead><tbody>\n"
    )


def _closing(about: About) -> str:
    notes = "".join(f"<p>{escape(note)}</p>" for note in about.licence)
    return (
        "</tbody></table>\n<footer><p>Numbers are lowest–best–highest over all sources; ? stands for what no source "
        f"gives.</p>{notes}</footer>\n<script>{_part('page.js')}</script></body></html>\n"
    )


@lru_cache(maxsize=2)
def _part(name: str) -> str:
    return (files("dateline.export") / "page" / name).read_text("utf-8")


def _hash_of(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
