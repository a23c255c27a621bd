"""The situation report as Markdown with footnotes (as GitHub, Pandoc and Obsidian read them)."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from dateline.export.model import About, Dossier, Tally
from dateline.export.situation import Block, Heading, Paragraph, Summary, body, head, tail

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_START = re.compile(r"^([-+=]|\d+(?=[.)]))")
"""What makes a list or a heading of the line that begins with it."""
_ADDRESS = re.compile(r"://|(?<=www)\.|@", re.IGNORECASE)


def write(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write the report; the events wait in a temporary file until the counts above them are known."""
    summary = Summary()
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as events:
        _render(body(dossiers, summary), events)
        events.seek(0)
        with target.open("w", encoding="utf-8", newline="\n") as opened:
            _render(head(about, summary), opened)
            shutil.copyfileobj(events, opened)
            _render(tail(about), opened)
    return Tally(summary.events)


def inert_text(text: str) -> str:
    """Text on one line that no reader of Markdown takes for markup, HTML or a link."""
    plain = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    plain = _START.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", plain)
    return _ADDRESS.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), plain)


def _render(blocks: Iterable[Block], target: TextIO) -> None:
    number = 0
    for block in blocks:
        if isinstance(block, Heading):
            target.write(f"{'#' * block.level} {inert_text(block.text)}\n\n")
        elif isinstance(block, Paragraph):
            numbers = range(number + 1, number + 1 + len(block.notes))
            number += len(block.notes)
            bold = f"**{inert_text(block.bold)}** " if block.bold else ""
            target.write(f"{bold}{inert_text(block.text)}{''.join(f'[^{one}]' for one in numbers)}\n\n")
            notes = zip(numbers, block.notes, strict=True)
            target.writelines(f"[^{one}]: {inert_text(note)}\n\n" for one, note in notes)
        else:
            rows = (block.header, ("---",) * len(block.header), *block.rows)
            cells = (row if row == rows[1] else tuple(map(inert_text, row)) for row in rows)
            target.writelines(f"| {' | '.join(row)} |\n" for row in cells)
            target.write("\n")
