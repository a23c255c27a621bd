"""Processor time of other processes (Linux): unlike the clock on the wall it hardly depends on what else is running."""

from __future__ import annotations

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PARENT, _TIMES = 1, slice(11, 15)
"""Places after the name in /proc/PID/stat: the parent, and own and gone children's user and system time."""


def seconds(pid: int) -> float:
    """Processor seconds of a process and of all that it started."""
    stats = {int(path.name): _stat(path) for path in Path("/proc").iterdir() if path.name.isdecimal()}
    below = {pid}
    while more := {one for one, stat in stats.items() if stat and int(stat[_PARENT]) in below} - below:
        below |= more
    return sum(sum(int(tick) for tick in stats[one][_TIMES]) for one in below if stats.get(one)) / _TICKS


def _stat(folder: Path) -> list[str]:
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []  # gone meanwhile
