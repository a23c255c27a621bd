"""How to cite an event: its name, its version, its permanent address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.records import Event
from dateline.web.views.wording import day_words, event_words

_ESCAPED = str.maketrans({char: f"\\{char}" for char in "&%$#_{}"} | {"\\": "", "~": "", "^": ""})


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as text and as BibTeX, and the permanent link."""

    link: str
    text: str
    bibtex: str


def cite(event: Event, *, base: str, accessed: date, version: str) -> Citation:
    """Cite an event.

    Args:
        event: The event as it stands.
        base: Address of the workbench, with a slash at its end.
        accessed: The day of the citation.
        version: What tells this state of the event from an earlier one.
    """
    link = f"{base}events/{event.id}"
    name = event_words(event)
    day = day_words(accessed.isoformat())
    text = f"Dateline, “{name}”, event {event.id}, version {version}. {link} (seen {day})."
    fields = {
        "title": "{" + name.translate(_ESCAPED) + "}",
        "author": "{Dateline}",
        "note": f"Event {event.id}, version {version}",
        "year": str(accessed.year),
        "url": link,
        "urldate": accessed.isoformat(),
    }
    inner = "".join(f",\n  {key} = {{{value}}}" for key, value in fields.items())
    return Citation(link, text, f"@misc{{dateline:{event.id}{inner}\n}}")
