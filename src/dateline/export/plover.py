"""Events as JSON in PLOVER's terms (draft manual 0.8): type, mode, contexts, actors and recipients with sectors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from dateline.export.model import About, Dossier, Tally
from dateline.frames.flat import source_label
from dateline.ontology import load_ontology
from dateline.records import Event, Side


def write(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write one object with the metadata and the events, an event a line."""
    tally = Tally()
    with target.open("w", encoding="utf-8", newline="\n") as opened:
        opened.write(f'{{"metadata":{json.dumps(about.as_dict(), ensure_ascii=False)},"events":[')
        for dossier in dossiers:
            opened.write(("," if tally.written else "") + "\n" + json.dumps(described(dossier), ensure_ascii=False))
            tally.written += 1
        opened.write("\n]}\n")
    return tally


def described(dossier: Dossier) -> dict[str, object]:
    """An event in PLOVER's terms. `auxiliary_mode` says that it is not told as having happened."""
    event, place = dossier.event, dossier.event.place
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": sorted({context for claim in dossier.claims for context in claim.contexts}),
        "auxiliary_mode": None if event.status == "asserted" else event.status,
        "date": {"first": event.first, "last": event.last, "precision": event.date_precision},
        "actors": _parties(event, "actor"),
        "recipients": _parties(event, "recipient"),
        "missing": _missing(event),
        "location": None if place is None else place.model_dump(exclude={"start", "end"}),
        "figures": [one.model_dump(exclude={"basis"}) for one in event.figures],
        "words": list(dict.fromkeys(claim.trigger.text for claim in dossier.claims)),
        "said_by": list(dict.fromkeys(source_label(one) for claim in dossier.claims for one in claim.sources)),
        "reports": [
            {
                "id": one.id,
                "publisher": one.publisher,
                "headline": one.headline,
                "published": one.published,
                "url": one.url,
            }
            for one in dossier.cited()
        ],
        "claims": list(dossier.claim_ids),
        "independent_sources": event.independent_sources,
        "confidence": event.confidence,
    }


def _parties(event: Event, role: str) -> list[dict[str, object]]:
    return [_party(side) for side in event.sides if side.role == role]


def _party(side: Side) -> dict[str, object]:
    return {"name": side.name, "id": side.id, "country": side.country, "sector": side.sector}


def _missing(event: Event) -> list[str]:
    """What PLOVER requires of such an event and no report gives."""
    kind = load_ontology().types.get(event.type)
    roles = {side.role for side in event.sides}
    needed = ["actor", *(["recipient"] if kind is not None and kind.recipient_required else [])]
    return [role for role in needed if role not in roles]
