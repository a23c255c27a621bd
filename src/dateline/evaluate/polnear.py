"""PolNeAR: news with who said what, by which words (Newell, Margolin and Ruths 2018), as brat files.

The measure is by token: all source tokens of an article against all of ours, and so for cues and content. The same
spans are also compared exactly, whole and in every piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.core.errors import UsageError
from dateline.evaluate.counts import Counts, compare_sets
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.offsets import offset_map
from dateline.evaluate.reading import existing, files, text_of
from dateline.evaluate.spans import by_token, covered, tokens, trimmed
from dateline.evaluate.system import Offsets, Said, System

PARTS = ("source", "cue", "content")
_LINE = re.compile(r"T\d+\t(Source|Cue|Content) ([\d ;]+)\t")

Pieces = tuple[Offsets, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its annotated spans by part; a span may be in several pieces."""

    key: str
    text: str
    spans: dict[str, list[Pieces]]


def read(path: Path) -> list[Article]:
    """Read a part (`attributions/*.ann` beside `text/*.txt`), a folder of parts, or one `.ann` file."""
    return [_article(file) for file in files(path, "*.ann")]


def _article(file: Path) -> Article:
    # The text's name lacks the annotator's code that ends the annotation's ("..._ef2d.ann").
    names = (file.stem, file.stem.rpartition("_")[0])
    beside = [folder / f"{name}.txt" for folder in (file.parent, file.parent.parent / "text") for name in names if name]
    text = next((one for one in beside if one.exists()), None)
    if text is None:
        raise UsageError(f"no data at {beside[-1]}", hint=f"The text of {file} is expected there.")
    spans: dict[str, list[Pieces]] = {part: [] for part in PARTS}
    for line in text_of(existing(file)).split("\n"):
        match = _LINE.match(line)
        if match is not None:
            spans[match[1].lower()].append(_pieces(match[2]))
    return Article(file.stem, text.read_text("utf-8"), spans)


def _pieces(text: str) -> Pieces:
    pairs = [piece.split() for piece in text.split(";")]
    return tuple((int(start), int(end)) for start, end in pairs)


def score(articles: Sequence[Article], system: System) -> Iterator[DocumentScore]:
    """Score the articles one by one."""
    for article in articles:
        report = system.report(article.text, None, None)
        back = offset_map(report.text, article.text)
        said = [_moved(one, back.span, article.text) for one in system.attributions(report)]
        yield score_article(article, said)


def _moved(said: Said, move: Callable[[int, int], Offsets], text: str) -> Said:
    def moved(pieces: Pieces) -> Pieces:
        return tuple(trimmed(text, *move(*piece)) for piece in pieces)

    return Said(moved(said.source), moved(said.cue), moved(said.content))


def score_article(article: Article, said: Sequence[Said]) -> DocumentScore:
    """Token and exact counts of each part."""
    words = tokens(article.text)
    fields: dict[str, Counts] = {}
    mistakes: list[Mistake] = []
    ours = {
        "source": [one.source for one in said],
        "cue": [one.cue for one in said],
        "content": [one.content for one in said],
    }
    for part in PARTS:
        gold = article.spans[part]
        mine = list(dict.fromkeys(pieces for pieces in ours[part] if pieces))
        fields[part] = by_token(words, _flat(gold), _flat(mine))
        fields[f"{part}_exact"] = compare_sets(set(gold), set(mine))
        mistakes += _mistakes(article, part, words, gold, mine)
    return DocumentScore(article.key, fields, tuple(mistakes))


def _flat(spans: Sequence[Pieces]) -> list[Offsets]:
    return [piece for pieces in spans for piece in pieces]


def _mistakes(
    article: Article, part: str, words: Sequence[Offsets], gold: Sequence[Pieces], ours: Sequence[Pieces]
) -> Iterator[Mistake]:
    """Spans of either side of which no token, or not all, is on the other."""
    in_gold, in_ours = covered(words, _flat(gold)), covered(words, _flat(ours))
    for pieces in gold:
        if covered(words, pieces) - in_ours:
            yield Mistake(article.key, part, _said(article, pieces), None, _around(article, pieces))
    for pieces in ours:
        if covered(words, pieces) - in_gold:
            yield Mistake(article.key, part, None, _said(article, pieces), _around(article, pieces))


def _said(article: Article, pieces: Pieces) -> str:
    return " ... ".join(article.text[start:end] for start, end in pieces)


def _around(article: Article, pieces: Pieces) -> str:
    return article.text[max(0, pieces[0][0] - 150) : pieces[-1][1] + 150]


DATA_SET = DataSet(
    name="polnear",
    reads="the folder of a part, with attributions/ and text/, or of several parts",
    read=read,
    key=lambda article: article.key,
    score=score,
    fields=(*PARTS, *(f"{part}_exact" for part in PARTS)),
)
