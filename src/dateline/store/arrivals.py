"""What is kept of each report, so that the next one is placed by a few look-ups, however many there are."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Row, func, insert, select

from dateline.ingest.arrivals import Trace, is_original, trace
from dateline.ingest.copies import MAX_OWNERS, Fingerprint, Original
from dateline.records import Report
from dateline.store.arrival_tables import arrival_keys, arrivals
from dateline.store.derived import in_parts, insert_rows
from dateline.store.tables import reports


class StoredArrivals:
    """The traces of the reports in a store, as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def latest(self, address: str) -> tuple[str, str] | None:
        """Id and digest of the report that came last from an address."""
        query = select(arrivals.c.report_id, arrivals.c.digest).where(arrivals.c.address == address)
        row = self._connection.execute(query.order_by(arrivals.c.number.desc()).limit(1)).first()
        return (row.report_id, row.digest) if row else None

    def owners(self, keys: Sequence[int]) -> Mapping[int, Sequence[int]]:
        """The numbers of the originals that have each key; no key has more than a few more than `MAX_OWNERS`."""
        found: dict[int, list[int]] = {}
        for row in self._connection.execute(select(arrival_keys).where(arrival_keys.c.key.in_(keys))):
            found.setdefault(row.key, []).append(row.number)
        return found

    def originals(self, numbers: Sequence[int]) -> Mapping[int, Original]:
        """The originals of these numbers."""
        rows = self._connection.execute(select(arrivals).where(arrivals.c.number.in_(numbers)))
        return {row.number: Original(row.report_id, _mark(row)) for row in rows}


def keep_trace(connection: Connection, its: Trace, number: int, *, original: bool) -> None:
    """Keep what later reports are compared with.

    Args:
        connection: Within the transaction that adds the report.
        its: The report's trace.
        number: That of its arrival.
        original: Whether later reports may be copies of it.
    """
    connection.execute(insert(arrivals), [_row(its, number, original=original)])
    if original:
        _keep_keys(connection, its.mark.keys, number)


def digest_of(connection: Connection, report_id: str) -> str | None:
    """The digest of a report's words, or `None` if the report is not there."""
    return connection.execute(select(arrivals.c.digest).where(arrivals.c.report_id == report_id)).scalar()


def fill(connection: Connection) -> None:
    """Keep the traces of all reports, where an older store holds them without any."""
    if connection.execute(select(arrivals.c.number).limit(1)).first() is not None:
        return
    numbers = connection.execute(select(reports.c.arrival).order_by(reports.c.arrival)).scalars().all()
    for some in in_parts(numbers):
        query = select(reports.c.arrival, reports.c.document).where(reports.c.arrival.in_(some))
        found = connection.execute(query.order_by(reports.c.arrival)).all()
        _fill_some(connection, [(number, Report.model_validate(document)) for number, document in found])


def _fill_some(connection: Connection, some: Sequence[tuple[int, Report]]) -> None:
    traced = [(number, trace(report), is_original(report)) for number, report in some]
    insert_rows(connection, arrivals, [_row(its, number, original=original) for number, its, original in traced])
    wanted = [(key, number) for number, its, original in traced if original for key in its.mark.keys]
    owners = _owner_counts(connection, {key for key, _ in wanted})
    kept: list[dict[str, object]] = []
    for key, number in wanted:
        if owners[key] <= MAX_OWNERS:
            owners[key] += 1
            kept.append({"key": key, "number": number})
    insert_rows(connection, arrival_keys, kept)


def _owner_counts(connection: Connection, keys: Iterable[int]) -> Counter[int]:
    key = arrival_keys.c.key
    found: Counter[int] = Counter()
    for some in in_parts(keys):
        rows = connection.execute(select(key, func.count()).where(key.in_(some)).group_by(key))
        found.update({row[0]: row[1] for row in rows})
    return found


def _row(its: Trace, number: int, *, original: bool) -> dict[str, object]:
    hashes = its.mark.hashes if original else ()
    return {
        "number": number,
        "report_id": its.report_id,
        "address": its.address,
        "digest": its.digest,
        "agencies": its.mark.agencies,
        "headline": its.mark.headline,
        "hashes": struct.pack(f"<{len(hashes)}Q", *hashes),
    }


def _mark(row: Row[tuple[object, ...]]) -> Fingerprint:
    hashes = struct.unpack(f"<{len(row.hashes) // 8}Q", row.hashes)
    return Fingerprint(hashes, tuple(row.agencies), tuple(row.headline))


def _keep_keys(connection: Connection, keys: Sequence[int], number: int) -> None:
    owners = StoredArrivals(connection).owners(keys)
    rows = [{"key": key, "number": number} for key in keys if len(owners.get(key, ())) <= MAX_OWNERS]
    if rows:
        connection.execute(insert(arrival_keys), rows)
