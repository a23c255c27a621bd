from __future__ import annotations

from pathlib import Path

from evaluate_fakes import system

from dateline.evaluate.polnear import DATA_SET, read, score_article
from dateline.evaluate.system import Said

TEXT = "“No deal,” Ann Roe said, “for now.” Critics agreed."
ANN = """T1\tContent 0 10;25 35\t“No deal,” “for now.”
T2\tCue 19 23\tsaid
T3\tSource 11 18\tAnn Roe
T4\tAttribution 19 23\tsaid
E1\tAttribution:T4 Content:T1 Cue:T2 Source:T3
"""


def part(tmp_path: Path) -> Path:
    for name, content in (("attributions/a.ann", ANN), ("text/a.txt", TEXT)):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, "utf-8")
    return tmp_path


def test_spans_in_pieces_are_read(tmp_path: Path) -> None:
    (article,) = read(part(tmp_path))
    assert article.key == "a"
    assert article.spans == {"source": [((11, 18),)], "cue": [((19, 23),)], "content": [((0, 10), (25, 35))]}


def test_tokens_and_exact_spans_by_hand(tmp_path: Path) -> None:
    (article,) = read(part(tmp_path))
    said = Said(source=((11, 18),), cue=((19, 24),), content=((0, 10),))
    fields = score_article(article, [said]).fields
    assert fields["source"].f1 == fields["source_exact"].f1 == 1.0
    # the cue with the comma: one token right, one too many
    assert (fields["cue"].precision, fields["cue"].recall) == (0.5, 1.0)
    assert fields["cue_exact"].f1 == 0.0
    # 5 tokens (“ No deal , ”) of the gold's 10
    assert (fields["content"].p_num, fields["content"].p_den, fields["content"].r_den) == (5, 5, 10)
    assert fields["content_exact"].f1 == 0.0


def test_nothing_found_is_all_missed(tmp_path: Path) -> None:
    scores = list(DATA_SET.score(read(part(tmp_path)), system()))
    assert scores[0].fields["content"].f1 == 0.0
    assert {mistake.field for mistake in scores[0].mistakes} == {"source", "cue", "content"}


def test_a_source_named_in_two_attributions_counts_its_tokens_once(tmp_path: Path) -> None:
    (article,) = read(part(tmp_path))
    said = [Said(((11, 18),), ((19, 23),), ((0, 10),)), Said(((11, 18),), ((44, 50),), ((25, 35),))]
    assert score_article(article, said).fields["source"].f1 == 1.0
