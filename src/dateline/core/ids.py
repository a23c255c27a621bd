"""Ids that are the same on every machine."""

from __future__ import annotations

import hashlib

_LENGTH = 20  # hexadecimal digits: 80 bits, a clash among 10^9 records has odds below 10^-6


def stable_id(prefix: str, *parts: str | int | None) -> str:
    """Hash `parts` into an id such as ``c-5f3a…``.

    Args:
        prefix: One letter for the kind of record.
        parts: What the record's identity consists of; ``None`` and ``""`` differ.
    """
    digest = hashlib.sha256()
    for part in parts:
        encoded = b"\x00" if part is None else str(part).encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return f"{prefix}-{digest.hexdigest()[:_LENGTH]}"
