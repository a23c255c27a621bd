"""One export from start to end: the file whole or not at all, and what there is to say about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml

from dateline.core.errors import UsageError
from dateline.export.model import About, Dossier, Format, RecordKind, Tally
from dateline.export.registry import reader_of, writer_of
from dateline.records import Claim, Event


def describe(
    form: Format, records: RecordKind, *, date: str | None, filters: dict[str, object], title: str | None = None
) -> About:
    """Put together what the export says of itself.

    Raises:
        UsageError: The format has no place for such records.
    """
    if records not in form.records:
        raise UsageError(f"{form.name} holds {' and '.join(form.records)} only", hint=f"Leave out --records {records}.")
    told = About(form.name, records, date, filters, licence_notes(form.name))
    return told if title is None else About(form.name, records, date, filters, told.licence, title)


def export(dossiers: Iterable[Dossier], form: Format, about: About, target: Path, metadata: Path | None) -> Tally:
    """Write an export.

    The file appears at `target` only when it is complete; an older one stays until then.

    Args:
        dossiers: The records, streamed.
        form: The format.
        about: As `describe` gives it.
        target: The file.
        metadata: Where version, filters, date, licence and counts go, as JSON; None for nowhere.

    Raises:
        UsageError: The file cannot be written.
    """
    partial = target.with_name(f".{target.name}.partial{form.suffix}")  # GDAL goes by the suffix
    try:
        partial.unlink(missing_ok=True)
        tally = writer_of(form)(iter(dossiers), about, partial)
        partial.replace(target)
        if metadata is not None:
            metadata.write_text(_metadata(form, about, target, tally), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return tally


def read_back(source: Path, form: Format, records: RecordKind = "events") -> Iterator[Event | Claim]:
    """Read the records of a lossless export.

    Raises:
        UsageError: The format does not hold whole records.
    """
    return reader_of(form)(source, records)


def metadata_path(target: Path) -> Path:
    """Where the metadata of a file lies that has no room for it."""
    return target.with_name(f"{target.name}-metadata.json")


def licence_notes(name: str) -> tuple[str, ...]:
    """What whoever passes an export of this format on should know."""
    notes = _licences()
    return (*notes["all"], *notes.get(name, ()))


@lru_cache(maxsize=1)
def _licences() -> dict[str, list[str]]:
    text = (files("dateline.export") / "licence.yaml").read_text("utf-8")
    notes: dict[str, list[str]] = yaml.safe_load(text)
    return notes


def _metadata(form: Format, about: About, target: Path, tally: Tally) -> str:
    told = {
        "file": target.name,
        **about.as_dict(),
        "written": tally.written,
        "left_out": dict(sorted(tally.left_out.items())),
        "claim_ids": form.claim_ids,
        "always_empty": list(form.empty),
        "loses": list(form.loses),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
