"""Processes that share the work of linking everything at once, or this one alone. The answer is the same."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from dateline.link.bulk import Bulk
from dateline.link.stock import Stock

Given = TypeVar("Given")
Made = TypeVar("Made")
Where = Path | Bulk
"""Where a process finds the stock: in files of a folder, or at hand."""

AHEAD = 2
"""Tasks that each process has waiting: it never idles, and no more is held in memory."""


class Team:
    """This process alone."""

    def map(self, work: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
        """Do a piece of work on all that is given, and give what comes of it in the same order."""
        return map(work, given)

    def show(self, stock: Stock) -> Where:
        """Make a stock known to all; give where they find it."""
        return Bulk(stock)


ALONE = Team()


class _Pool(Team):
    """Several processes."""

    def __init__(self, pool: ProcessPoolExecutor, workers: int, folder: Path) -> None:
        self._pool = pool
        self._ahead = workers * AHEAD
        self._folder = folder

    def map(self, work: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
        waiting: deque[Future[Made]] = deque()
        for one in given:
            waiting.append(self._pool.submit(work, one))
            if len(waiting) > self._ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def show(self, stock: Stock) -> Where:
        if not any(self._folder.iterdir()):
            stock.save(self._folder)
        return self._folder


@contextmanager
def team_of(workers: int) -> Iterator[Team]:
    """Start processes, and end them; for one worker none is started."""
    if workers <= 1:
        yield ALONE
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="dateline-", ignore_cleanup_errors=True)))
        stack.callback(_opened.cache_clear)
        pool = stack.enter_context(ProcessPoolExecutor(workers, mp_context=get_context("spawn")))
        yield _Pool(pool, workers, folder)


def bulk_at(where: Where) -> Bulk:
    """What weighs pairs of a stock, in the process that asks."""
    return where if isinstance(where, Bulk) else _opened(where)


@lru_cache(maxsize=1)
def _opened(folder: Path) -> Bulk:
    return Bulk(Stock.open(folder))
