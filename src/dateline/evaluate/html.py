"""html: news pages as served, with the article's body as ground truth (the article-extraction-benchmark's format).

`body` counts tokens as bags and sums them over pages. `shingles` is the benchmark's own measure: runs of four tokens,
each page's shares added up, so that a long page weighs no more than a short one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.core.errors import InputError
from dateline.evaluate.counts import Counts, found
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.reading import files, text_of
from dateline.evaluate.system import System, body

# The benchmark's length of a shingle.
SHINGLE = 4
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page, its address and its body as people marked it."""

    key: str
    file: Path
    url: str | None
    body: str


def read(path: Path) -> list[Page]:
    """Read `ground-truth.json` and `pages/*.html.gz` (or `html/`), given the folder or the ground truth file."""
    truth = files(path, "ground-truth.json")[0]
    try:
        marked = json.loads(text_of(truth))
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg}", source=str(truth)) from error
    pages = {file.name.split(".")[0]: file for file in files(truth.parent, "*.html.gz", "*.html")}
    missing = sorted(set(marked) - set(pages))
    if missing:
        raise InputError("no such page beside the ground truth", source=str(truth.parent / "pages" / missing[0]))
    return [Page(key, pages[key], one.get("url"), one.get("articleBody") or "") for key, one in marked.items()]


def score(pages: Sequence[Page], system: System) -> Iterator[DocumentScore]:
    """Score the pages one by one."""
    for page in pages:
        ours = body(system.page(page.file))
        fields = {"body": bags(page.body, ours, 1), "shingles": shares(bags(page.body, ours, SHINGLE))}
        mistakes = []
        if fields["body"].f1 != 1.0:
            mistakes.append(Mistake(page.key, "body", page.body, ours, page.url or ""))
        yield DocumentScore(page.key, fields, tuple(mistakes))


def bags(gold: str, ours: str, size: int) -> Counts:
    """Runs of `size` tokens that both texts have, counted with repetition; a shorter text is one run."""
    mine, theirs = _runs(ours, size), _runs(gold, size)
    both = (mine & theirs).total()
    return found(both, mine.total() - both, theirs.total() - both)


def shares(counts: Counts) -> Counts:
    """The same as shares of one, as the benchmark adds them up: an empty side adds nothing."""
    precision, recall = counts.precision, counts.recall
    return Counts(
        p_num=precision or 0.0, p_den=float(precision is not None), r_num=recall or 0.0, r_den=float(recall is not None)
    )


def _runs(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1)))


DATA_SET = DataSet(
    name="html",
    reads="the folder with ground-truth.json and pages/",
    read=read,
    key=lambda page: page.key,
    score=score,
    fields=("body", "shingles"),
    top=("body",),
)
