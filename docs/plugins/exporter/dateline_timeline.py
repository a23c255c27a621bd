"""An exporter: one line of plain text an event, for the top of a briefing."""

from collections.abc import Iterator
from pathlib import Path

from dateline.export.model import About, Dossier, Format, Tally

FORMAT = Format(
    name="timeline",
    summary="One line of text an event.",
    suffix=".txt",
    metadata="inside",
    writer="dateline_timeline:write",
    claim_ids="none",
    loses=("everything but day, place and type",),
)


def write(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write the events as they come; those without a day are left out, and counted."""
    tally = Tally()
    with target.open("w", encoding="utf-8") as opened:
        opened.write(f"# {about.title}, {about.generator}\n")
        for dossier in dossiers:
            event = dossier.event
            if event.first is None:
                tally.left_out["no date"] += 1
                continue
            where = event.place.name or event.place.text if event.place else "somewhere"
            opened.write(f"{event.first}  {where}: {event.type}\n")
            tally.written += 1
    return tally
