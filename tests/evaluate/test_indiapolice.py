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


def test_firing_told_again_is_that_of_police_if_theirs_was_the_last_told() -> None:
    text = "Three traders were hurt in the firing."
    hurt = claim(text, "hurt", recipients=[person(text, "Three traders", "CVL")])
    assert labels_of([hurt], text) == set()
    assert labels_of([hurt], text, police_last=True) == {"FORCE", "ANY_ACTION"}


def test_who_used_the_last_force_is_kept_from_sentence_to_sentence() -> None:
    first, second = "Police fired at a crowd.", "A trader was hurt in the firing."
    told = Story("5", (Sentence(first, frozenset()), Sentence(second, frozenset())))

    def by(sector: str) -> list[frozenset[str]]:
        def code(report: Report) -> list[Claim]:
            shooter = person(report.text, "Police", sector)
            return [claim(report.text, "fired", mode="firearms", actors=[shooter]), claim(report.text, "hurt")]

        return label_sentences(told, system(code=code))

    assert by("COP") == [{"FORCE", "ANY_ACTION"}] * 2
    assert by("CRM") == [set(), set()]


def test_a_pronoun_that_nobody_resolves_names_no_actor() -> None:
    text = "They arrested two men, and he ran."
    unknown, known = person(text, "They", None), person(text, "They", "CRM")
    assert "ARREST" in labels_of([claim(text, "arrested", "coerce", "arrest", actors=[unknown])], text)
    assert labels_of([claim(text, "arrested", "coerce", "arrest", actors=[known])], text) == set()


def test_by_a_word_of_arrest_whoever_is_no_captor_is_the_state() -> None:
    text = "Sharma arrested two men and held a third."
    stranger = [person(text, "Sharma", None)]
    assert "ARREST" in labels_of([claim(text, "arrested", "coerce", actors=stranger)], text)
    assert labels_of([claim(text, "held", "coerce", "arrest", actors=stranger)], text) == set()


def test_both_sides_of_a_fight_with_police_use_force() -> None:
    text = "A crowd clashed with police, and looted a shop."
    crowd, police = [person(text, "A crowd", "CVL")], [person(text, "police", "COP")]
    assert labels_of([claim(text, "clashed", "protest", "riot", actors=crowd, recipients=police)], text) == {
        "FORCE",
        "ANY_ACTION",
    }
    assert labels_of([claim(text, "looted", "protest", "riot", actors=crowd, recipients=police)], text) == set()


def test_force_without_a_kind_must_have_hurt_somebody() -> None:
    text = "Police swooped on a flat, and two were hurt."
    police = [person(text, "Police", "COP")]
    assert labels_of([claim(text, "swooped", actors=police)], text) == {"ANY_ACTION"}
    hurt = claim(text, "hurt", actors=police, figures=[number(text, "two", "wounded", 2)])
    assert labels_of([hurt], text) == {"FORCE", "ANY_ACTION"}


def test_whoever_controls_a_crowd_is_police() -> None:
    text = "They lobbed shells to disperse the boys."
    boys = [person(text, "They", "CVL")]
    assert labels_of([claim(text, "lobbed", mode="crowd-control", actors=boys)], text) == {"FORCE", "ANY_ACTION"}


def test_tear_gas_kills_nobody() -> None:
    text = "A trader was stabbed to death as police burst shells."
    dead = claim(text, "stabbed to death", recipients=[person(text, "A trader", "CVL")])
    gas = claim(text, "burst", mode="crowd-control", actors=[person(text, "police", "COP")])
    assert labels_of([dead, gas], text) == {"FORCE", "ANY_ACTION"}


def test_words_of_police_firing_and_of_death_are_a_killing() -> None:
    text = "One was stabbed and another killed in police firing."
    assert labels_of([], text) == {"KILL", "FORCE", "ANY_ACTION"}
    assert labels_of([], "Police burst teargas shells near a dead dog.") == {"FORCE", "ANY_ACTION"}


def test_arrests_told_again_are_arrests() -> None:
    assert labels_of([], "The arrests were made at dawn.") == {"ARREST", "ANY_ACTION"}
    assert labels_of([], "He wants to arrest the decline.") == set()


def test_police_who_did_not_act_failed() -> None:
    text = "The police did not protect the villagers, and skipped talks."
    police = [person(text, "The police", "COP")]
    assert labels_of([claim(text, "protect", "aid", status="negated", actors=police)], "So they said.") == {"FAIL"}
    assert labels_of([claim(text, "skipped", "consult", status="negated", actors=police)], "So they said.") == set()


def test_to_be_charged_is_no_arrest() -> None:
    text = "Police registered a case and nabbed a thief."
    police = [person(text, "Police", "COP")]
    assert "ARREST" in labels_of([claim(text, "nabbed", "coerce", "arrest", actors=police)], text)
    assert "ARREST" not in labels_of([claim(text, "registered", "coerce", "arrest", actors=police)], text)
