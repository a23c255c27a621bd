"""What an exporter is given, and what it promises: the protocol that built-in formats and plug-ins share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

from dateline._version import __version__
from dateline.records import Claim, Event
from dateline.store.bundles import Citation

RecordKind = Literal["events", "claims"]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A record to export, with what it rests on.

    `claims` are the event's, in the order in which the event names them, or the one claim that is exported itself.
    `citations` are their reports without the texts, which belong to the publishers. Claims or citations that were not
    given (a stream of claims has no reports) are missing, never made up.
    """

    record: Event | Claim
    claims: tuple[Claim, ...] = ()
    citations: Mapping[str, Citation] = field(default_factory=dict)

    @property
    def event(self) -> Event:
        """The record, where a format knows that it is an event."""
        assert isinstance(self.record, Event)
        return self.record

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """The claims that the record rests on."""
        if isinstance(self.record, Claim):
            return (self.record.id,)
        return tuple(one.claim_id for one in self.record.claims)

    def cited(self) -> list[Citation]:
        """The reports of the claims, each once, in the order of the claims."""
        ids = dict.fromkeys(claim.report_id for claim in self.claims)
        return [self.citations[report_id] for report_id in ids if report_id in self.citations]


@dataclass(frozen=True, slots=True)
class About:
    """What every export says of itself.

    `date` is the day that the data is of: given, or that of the newest report in the store. No clock is read, so that
    the same input gives the same bytes. `filters` are those that were asked for.
    """

    format: str
    records: RecordKind
    date: str | None = None
    filters: Mapping[str, object] = field(default_factory=dict)
    licence: tuple[str, ...] = ()
    title: str = "Dateline export"
    version: str = __version__

    @property
    def generator(self) -> str:
        """Program and version."""
        return f"Dateline {self.version}"

    @property
    def told(self) -> str:
        """Program, day and filters in a line."""
        return f"{self.generator}. {f'As of {self.date}' if self.date else 'Undated'}. Filters: {self.asked}."

    @property
    def asked(self) -> str:
        """The filters in words."""
        told = ((name, value if isinstance(value, list) else [value]) for name, value in self.filters.items())
        return "; ".join(f"{name}: {', '.join(map(str, values))}" for name, values in told) or "none"

    def as_dict(self) -> dict[str, object]:
        """Give everything under fixed names, for JSON."""
        return {
            "title": self.title,
            "generator": self.generator,
            "version": self.version,
            "format": self.format,
            "records": self.records,
            "date": self.date,
            "filters": dict(self.filters),
            "licence": list(self.licence),
        }


@dataclass(slots=True)
class Tally:
    """How many records were written, and how many were left out for which reason."""

    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


class Exporter(Protocol):
    """A function that writes records in one format.

    It takes the records as they come and keeps none that it need not keep. It writes to `target`, a file that is not
    there yet; the caller moves it into place when all went well. A record that the format has no room for is left out
    and counted. It writes what `about` says into the file if its format declares ``metadata: inside``.
    """

    def __call__(self, dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
        """Write the records."""
        ...


class Reader(Protocol):
    """A function that reads a lossless export back into the records that were written."""

    def __call__(self, source: Path, records: RecordKind) -> Iterator[Event | Claim]:
        """Read the records."""
        ...


class Format(BaseModel):
    """One format, as `formats.yaml` or a plug-in declares it.

    `writer` and `reader` are ``module:function``, imported when they are called for. A format with a `reader` is
    lossless: what is read is equal to what was written. `metadata` says where version, filters, date and licence are:
    ``inside`` the file, or ``beside`` it in ``FILE-metadata.json``. `streams` says that memory does not grow with the
    number of records. `drops` names the fields of events, of their claims (``claim.…``) and of their reports
    (``report.…``) that leave no trace in an export of events, `loses` tells what else is lost, and `empty` names
    columns that are always empty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    summary: str
    suffix: str
    records: tuple[RecordKind, ...] = ("events",)
    metadata: Literal["inside", "beside"]
    streams: bool = True
    writer: str
    reader: str | None = None
    claim_ids: str
    drops: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
