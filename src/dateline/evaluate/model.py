"""What every data set's module gives and takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from dateline.evaluate.counts import Counts
from dateline.evaluate.system import System

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where we differ from the gold: the field, both values as JSON has them, and the text to read."""

    document: str
    field: str
    gold: object
    ours: object
    text: str


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """The counts of one document by field, and its mistakes."""

    document: str
    fields: Mapping[str, Counts]
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class DataSet(Generic[D]):
    """One data set: how its published format is read and how our records are held against its gold.

    Attributes:
        name: As on the command line.
        reads: What PATH may be.
        read: All documents of a file or folder.
        key: What decides whether a document is in the train or the test part: its id, or its text where it has none.
        score: Scores documents, in order. It takes all at once because reports are also linked to each other.
        fields: Names of the fields in the order of the table.
        top: The fields whose summed counts give the top `f1`; none if no single figure stands for the set.
        means: Fields that are the mean of other fields' F1.
        held: Whether a document is in the test part, where the set says so itself; else its key decides.
    """

    name: str
    reads: str
    read: Callable[[Path], list[D]]
    key: Callable[[D], str]
    score: Callable[[Sequence[D], System], Iterator[DocumentScore]]
    fields: tuple[str, ...]
    top: tuple[str, ...] = ()
    means: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held: Callable[[D], bool] | None = None
