"""`dateline schema`: the records as JSON Schema."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

RecordName = Literal["report", "claim", "event", "judgement"]


def schema(record: Annotated[RecordName, typer.Argument(help="Which record.", show_default=False)]) -> None:
    """Print the JSON Schema of a record, for validators and code generators."""
    print(json.dumps(record_schema(record), indent=2, ensure_ascii=False))


def record_schema(name: RecordName) -> dict[str, object]:
    """Give a record's JSON Schema (draft 2020-12)."""
    from dateline import records

    kinds: dict[str, type[records.Record]] = {
        "report": records.Report,
        "claim": records.Claim,
        "event": records.Event,
        "judgement": records.Judgement,
    }
    found = kinds[name].model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
