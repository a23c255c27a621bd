"""Which of several counts is the best one."""

from __future__ import annotations

from stub import figure, make_claim, make_report, source

from dateline.link.counts import counts_of
from dateline.link.figures import merged_figures
from dateline.link.mention import Mention
from dateline.records import EventFigure, SourceKind


def said(best: int, family: str, kind: SourceKind | None = None, published: str = "2013-01-12") -> Mention:
    report = make_report(f"{best} were killed, says {family}.", published=published)
    sources = (source(kind),) if kind else ()
    claim = make_claim(report, "killed", figures=(figure("killed", best, best, best),), sources=sources)
    return Mention(claim, report, family, published)


def toll(*mentions: Mention) -> EventFigure:
    (only,) = merged_figures(counts_of(mentions))
    return only


def test_what_most_independent_sources_give_is_best_and_the_rule_says_so() -> None:
    found = toll(said(11, "a"), said(11, "b"), said(46, "c", "medical"))
    assert (found.low, found.best, found.high) == (11, 11, 46)
    assert found.basis.rule.startswith("most independent sources (2 of 3)")


def test_copies_are_one_source() -> None:
    assert toll(said(11, "wire"), said(11, "wire"), said(46, "c", "medical")).best == 46


def test_of_single_counts_the_best_placed_source_is_believed_then_the_latest() -> None:
    assert toll(said(11, "a"), said(46, "b", "medical"), said(3, "c", "rebel")).best == 46
    assert toll(said(12, "a"), said(15, "b", published="2013-01-14"), said(17, "c", published="2013-01-13")).best == 15
