from __future__ import annotations

import json
from pathlib import Path

from evaluate_fakes import claim, number, person, system

from dateline.evaluate.counts import sums
from dateline.evaluate.indiapolice import DATA_SET, Sentence, Story, label_sentences, labels_of, read, score_story
from dateline.records import Claim, Report

FIRST, SECOND = "Police shot dead two men.", "They did nothing when a mob burnt shops."


def story() -> Story:
    kill = frozenset({"KILL", "FORCE", "ANY_ACTION"})
    return Story("5", (Sentence(FIRST, kill), Sentence(SECOND, frozenset({"FAIL"}))))


def shooting(text: str) -> Claim:
    police = person(text, "Police", "COP")
    return claim(text, "shot dead", mode="firearms", actors=[police], recipients=[person(text, "two men", "CVL")])


def test_reading_groups_sentences_and_ignores_the_documents(tmp_path: Path) -> None:
    rows = [
        {"doc_id": 5, "sent_id": 0, "sent_labels": ["KILL", "FORCE", "ANY_ACTION"], "sent_text": FIRST},
        {"doc_id": 5, "sent_id": 1, "sent_labels": ["FAIL"], "sent_text": SECOND},
    ]
    (tmp_path / "sents.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (tmp_path / "docs.jsonl").write_text(json.dumps({"doc_id": 5, "doc_text": "x"}), "utf-8")
    assert read(tmp_path) == read(tmp_path / "sents.jsonl") == [story()]


def test_claims_are_given_to_the_sentence_of_their_trigger() -> None:
    def code(report: Report) -> list[Claim]:
        police = person(report.text, "They", "COP")
        return [
            shooting(report.text),
            claim(report.text, "did nothing", "coerce", status="negated", actors=[police]),
        ]

    labels = label_sentences(story(), system(code=code))
    assert labels == [{"KILL", "FORCE", "ANY_ACTION"}, {"FAIL"}]
    assert not score_story(story(), labels).mistakes


def test_labels_by_hand() -> None:
    text = "Officers beat two men, arrested three and met the mayor."
    police = [person(text, "Officers", "COP")]
    assert labels_of([claim(text, "beat", mode="beat", actors=police)], text) == {"FORCE", "ANY_ACTION"}
    counted = claim(text, "beat", actors=police, figures=[number(text, "two", "killed", 2)])
    assert "KILL" in labels_of([counted], text)
    assert labels_of([claim(text, "arrested", "coerce", "arrest")], text) == {"ARREST", "ANY_ACTION"}
    assert labels_of([claim(text, "met", "consult", actors=police)], text) == {"ANY_ACTION"}
    assert labels_of([claim(text, "met", "consult", actors=[person(text, "the mayor", "GOV")])], text) == set()
    assert labels_of([claim(text, "beat", status="future", actors=police)], text) == set()


def test_counts_are_over_sentences() -> None:
    fields = sums(score.fields for score in DATA_SET.score([story()], system()))
    assert (fields["KILL"].p_num, fields["KILL"].p_den, fields["KILL"].r_den) == (0, 0, 1)
    assert (fields["FAIL"].r_den, fields["ARREST"].r_den) == (1, 0)


def test_deaths_in_police_firing_are_killings_by_police() -> None:
    text = "Two men died when police opened fire."
    firing = claim(text, "opened fire", mode="firearms", actors=[person(text, "police", "COP")])
    deaths = claim(text, "died", recipients=[person(text, "Two men", "CVL")])
    assert labels_of([deaths], text) == set()
    assert labels_of([deaths, firing], text) == {"KILL", "FORCE", "ANY_ACTION"}


def test_police_who_are_named_beside_a_word_of_failing_failed() -> None:
    text = "Residents blamed the police for their inaction."
    blame = claim(text, "blamed", "accuse", recipients=[person(text, "the police", "COP")])
    assert labels_of([blame], text) == {"FAIL"}
