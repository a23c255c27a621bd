"""gvdb: newspaper reports of shootings with marked spans (Gun Violence Database, Pavlick et al. 2016).

The tokens of the published file are joined by blanks; a span of ours is turned into the tokens that it touches.
`strict` is the same label and the same tokens; each label's own field is strict too; `partial` lets spans touch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.evaluate.counts import Counts
from dateline.evaluate.gvdb_record import spans_of
from dateline.evaluate.model import DataSet, DocumentScore, Mistake
from dateline.evaluate.offsets import offset_map
from dateline.evaluate.reading import files, json_lines
from dateline.evaluate.spans import covered, exact, partial
from dateline.evaluate.system import Offsets, System

LABELS = (
    "VIC-NAME",
    "VIC-AGE",
    "VIC-RACE",
    "SHO-NAME",
    "SHO-AGE",
    "SHO-RACE",
    "DAT-CITY",
    "DAT-LOC",
    "DAT-TIME",
    "DAT-CLOCK",
    "CIR-NUM-SHOTS",
    "CIR-WEAPON",
)


@dataclass(frozen=True, slots=True)
class Article:
    """One report. `spans` are token numbers, end exclusive, by label."""

    key: str
    published: str | None
    text: str
    tokens: tuple[Offsets, ...]
    spans: Mapping[str, tuple[Offsets, ...]]


def read(path: Path) -> list[Article]:
    """Read `*.jsonl`: `{doc_key, date, full_text: [[token]], spans: [[start, end, label, text, tokens]]}`."""
    rows = json_lines(files(path, "*.jsonl"), "doc_key", "full_text", "spans")
    return [_article(str(row["doc_key"]), row.get("date"), row["full_text"], row["spans"]) for row in rows]


def _article(
    key: str, published: str | None, sentences: Sequence[Sequence[str]], spans: Sequence[Sequence[object]]
) -> Article:
    text, tokens = "", []
    for token in (token for sentence in sentences for token in sentence):
        tokens.append((len(text), len(text) + len(token)))
        text += token + " "
    marked: dict[str, list[Offsets]] = {}
    for start, end, label, *_ in spans:
        marked.setdefault(str(label), []).append((int(str(start)), int(str(end))))
    return Article(key, published, text, tuple(tokens), {label: tuple(found) for label, found in marked.items()})


def score(articles: Sequence[Article], system: System) -> Iterator[DocumentScore]:
    """Score the reports one by one."""
    for article in articles:
        report = system.report(article.text, article.published, None)
        back = offset_map(report.text, article.text)
        found = spans_of(report, system.code(report))
        ours = {label: [_tokens(article, back.span(*one)) for one in spans] for label, spans in found.items()}
        yield score_article(article, ours)


def _tokens(article: Article, span: Offsets) -> Offsets:
    numbers = covered(article.tokens, [span])
    return (min(numbers), max(numbers) + 1) if numbers else (0, 0)


def score_article(article: Article, ours: Mapping[str, Sequence[Offsets]]) -> DocumentScore:
    """Strict and partial counts."""
    fields = {"strict": Counts(), "partial": Counts()}
    mistakes = []
    for label in sorted({*article.spans, *ours}):
        gold, mine = article.spans.get(label, ()), ours.get(label, ())
        fields[label] = exact(gold, mine)
        fields["strict"] += fields[label]
        fields["partial"] += partial(gold, mine)
        if set(gold) != set(mine):
            mistakes.append(Mistake(article.key, label, _words(article, gold), _words(article, mine), article.text))
    return DocumentScore(article.key, fields, tuple(mistakes))


def _words(article: Article, spans: Sequence[Offsets]) -> list[str]:
    return [article.text[article.tokens[start][0] : article.tokens[end - 1][1]] for start, end in spans if end]


DATA_SET = DataSet(
    name="gvdb",
    reads="dev.jsonl, or another part in the same format",
    read=read,
    key=lambda article: article.key,
    score=score,
    fields=("strict", "partial", *LABELS),
    top=("strict",),
)
