"""Who was wounded and died of it is not counted twice."""

from __future__ import annotations

import pytest
from stub import figure, make_claim, make_report, party

from dateline.link.mention import Mention, mentions_of
from dateline.link.survivors import Row, without_the_dead
from dateline.records import Participant, Report

REPORT = make_report("A boy was wounded. The boy died.")
OTHER = make_report("A boy was hurt by the blast.")


def row(word: str, measure: str, of: str, head: str, best: int = 1, report: Report = REPORT) -> Row:
    someone: Participant = party(of, head=head)
    claim = make_claim(report, word, recipients=(someone,), figures=(figure(measure, best, best, best, of=of),))
    mention: Mention = mentions_of([claim], {report.id: report}, {})[0]
    return mention, claim.figures[0], someone


DEAD = row("died", "killed", "The boy", "boy")


@pytest.mark.parametrize(
    ("of", "head", "best", "kept"),
    [
        ("A boy", "boy", 1, False),
        ("he", "he", 1, False),
        ("Another boy", "boy", 1, True),
        ("A woman", "woman", 1, True),
        ("Two boys", "boys", 2, True),
    ],
)
def test_one_who_died_is_no_wounded(of: str, head: str, best: int, kept: bool) -> None:
    hurt = row("wounded", "wounded", of, head, best)
    assert (hurt in without_the_dead([hurt, DEAD])) is kept
    assert DEAD in without_the_dead([hurt, DEAD])


def test_another_report_may_have_told_of_the_wound() -> None:
    hurt = row("hurt", "wounded", "A boy", "boy", report=OTHER)
    assert without_the_dead([hurt, DEAD]) == [DEAD]


def test_a_pronoun_is_not_the_dead_where_others_are_hurt() -> None:
    she, woman = row("wounded", "wounded", "she", "she"), row("wounded", "wounded", "A woman", "woman")
    assert without_the_dead([she, woman, DEAD]) == [she, woman, DEAD]


def test_nobody_is_left_out_where_nobody_died() -> None:
    hurt = row("wounded", "wounded", "A boy", "boy")
    assert without_the_dead([hurt]) == [hurt]
