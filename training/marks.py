"""Read the marks of the project's own training sentences (`sentences/*.txt`; the format is told in `README.md`).

<a1>Gunmen</> <e1 assault/firearms>shot</> <r1>a judge</> in <p1>Lamu</>, <s>police</> <c>said</>.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Stretch = tuple[int, int]
"""First character and the one after the last, in the text without marks."""

_MARK = re.compile(r"<([^<>]*)>")
_EVENT = re.compile(r"e(\d+) ([a-z]+)(?:/[a-z-]+)?(?: ([a-z]+))?$")
_ROLE = re.compile(r"([arpiscq])(\d*)$")
PARTS = {"a": "actor", "r": "recipient", "p": "place", "i": "weapon"}
VOICES = {"s": "source", "c": "cue", "q": "content"}
STATUSES = ("asserted", "future", "hypothetical", "negated", "historical")


@dataclass
class MarkedEvent:
    """One event: its words, and by role the stretches that fill it."""

    triggers: list[Stretch] = field(default_factory=list)
    type: str = ""
    status: str = "asserted"
    roles: dict[str, list[Stretch]] = field(default_factory=dict)


@dataclass
class Marked:
    """One sentence; `voices` has the stretches of sources, cues and contents."""

    text: str
    events: dict[str, MarkedEvent]
    voices: dict[str, list[Stretch]]


def read_marked(folder: Path) -> Iterator[Marked]:
    """All sentences of a folder, in the order of the files' names.

    Raises:
        ValueError: A line's marks cannot be read; names the file and the line.
    """
    for file in sorted(folder.glob("*.txt")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                try:
                    yield marked(line.strip())
                except ValueError as error:
                    raise ValueError(f"{file.name}:{number}: {error}") from error


def marked(line: str) -> Marked:
    """One line.

    Raises:
        ValueError: A mark is unknown or unclosed, or belongs to an event without a trigger.
    """
    text, position, opened = "", 0, list[tuple[str, int]]()
    found = Marked("", {}, {name: [] for name in VOICES.values()})
    for match in _MARK.finditer(line):
        text += line[position : match.start()]
        position = match.end()
        if match[1] != "/":
            opened.append((match[1], len(text)))
            continue
        if not opened:
            raise ValueError("a mark is closed that was not opened")
        names, start = opened.pop()
        for name in names.split(";"):
            _add(found, name.strip(), (start, len(text)))
    found.text = text + line[position:]
    if opened:
        raise ValueError(f"<{opened[-1][0]}> is not closed")
    orphans = sorted(number for number, event in found.events.items() if not event.triggers)
    if orphans:
        raise ValueError(f"event {orphans[0]} has no trigger")
    return found


def _add(found: Marked, name: str, stretch: Stretch) -> None:
    event = _EVENT.match(name)
    if event is not None:
        kept = found.events.setdefault(event[1], MarkedEvent())
        kept.triggers.append(stretch)
        kept.type = kept.type or event[2]
        if (event[3] or "asserted") not in STATUSES:
            raise ValueError(f"no status {event[3]!r}")
        kept.status = event[3] or kept.status
        return
    role = _ROLE.match(name)
    if role is None or ((role[1] in PARTS) != bool(role[2]) and role[1] in PARTS):
        raise ValueError(f"no mark {name!r}")
    if role[1] in VOICES:
        found.voices[VOICES[role[1]]].append(stretch)
    else:
        found.events.setdefault(role[2], MarkedEvent()).roles.setdefault(PARTS[role[1]], []).append(stretch)
