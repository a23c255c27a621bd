from __future__ import annotations

from pathlib import Path

import pytest
from evaluate_fakes import claim, person, system

from dateline.core.errors import InputError
from dateline.evaluate.offsets import offset_map
from dateline.evaluate.plv import Sentence, best_claim, found, read, root_of, score, score_claim, unmark
from dateline.evaluate.system import Located
from dateline.records import Claim, Report

MARKED = 'On Friday <s>Ruritania</s> withdrew troops from "<t>Syldavia</t>" and met Bordurian envoys.'


def write(tmp_path: Path, header: str = "sentence_id\tmarked_sentence\tgold_root") -> Path:
    file = tmp_path / "plv_test.tsv"
    file.write_text(f"\t{header}\n\t3\t{MARKED}\tYIELD\n", "utf-8")
    return file


def test_marks_are_taken_out() -> None:
    text, at = unmark(MARKED)
    assert text == MARKED.replace("<s>", "").replace("</s>", "").replace("<t>", "").replace("</t>", "")
    assert text[slice(*at["s"])] == "Ruritania"
    assert text[slice(*at["t"])] == "Syldavia"


def test_reading(tmp_path: Path) -> None:
    (sentence,) = read(write(tmp_path))
    assert (sentence.key, sentence.root) == ("3", "YIELD")
    with pytest.raises(InputError, match="gold_root"):
        read(write(tmp_path, "sentence_id\tmarked_sentence\troot"))


def test_retreat_and_concede_are_yield_and_the_matching_claim_is_taken(tmp_path: Path) -> None:
    (sentence,) = read(write(tmp_path))
    text = sentence.text
    actor, target = person(text, "Ruritania"), person(text, "Syldavia")
    met = claim(text, "met", "consult", actors=[actor], confidence=0.99)
    left = claim(text, "withdrew", "retreat", "withdraw", actors=[actor], recipients=[target])
    back = offset_map(text, text)
    chosen = best_claim(sentence, [met, left], back)
    assert chosen == left
    fields = score_claim(sentence, chosen, back).fields
    assert [fields[name].accuracy for name in ("root", "actor", "recipient")] == [1.0, 1.0, 1.0]


def test_the_head_must_stand_in_the_marked_span(tmp_path: Path) -> None:
    (sentence,) = read(write(tmp_path))
    wide = person(sentence.text, 'troops from "Syldavia', head="troops")
    one = claim(sentence.text, "withdrew", "retreat", recipients=[wide])
    fields = score_claim(sentence, one, offset_map(sentence.text, sentence.text)).fields
    assert fields["recipient"].accuracy == 0.0


def test_no_claim_is_wrong_in_all(tmp_path: Path) -> None:
    (result,) = score(read(write(tmp_path)), system())
    assert [result.fields[name].accuracy for name in ("root", "actor", "recipient")] == [0.0, 0.0, 0.0]


def test_a_promise_is_agree_and_a_refusal_reject() -> None:
    text = "They will meet envoys and free prisoners."
    assert root_of(claim(text, "meet", "consult", status="future")) == "AGREE"
    assert root_of(claim(text, "free", "retreat", status="negated")) == "REJECT"
    assert root_of(claim(text, "free", "retreat")) == "YIELD"
    assert root_of(claim(text, "meet", "assault", status="future")) == "ASSAULT"


def test_both_parties_of_a_meeting_are_source_and_target(tmp_path: Path) -> None:
    (sentence,) = read(write(tmp_path))
    both = [person(sentence.text, "Ruritania"), person(sentence.text, "Syldavia")]
    met = claim(sentence.text, "met", "consult", actors=both)
    assert found(met, sentence, offset_map(sentence.text, sentence.text)) == (True, True)


def test_a_claim_without_another_side_is_done_to_the_place_named_after_its_word() -> None:
    text, marks = unmark("In Gao <s>the minister</s> agreed to build a clinic in <t>Kidal</t>, as in Timbuktu.")
    sentence = Sentence("1", text, marks["s"], marks["t"], "AGREE")
    minister, union = person(text, "the minister"), person(text, "a clinic")
    named = [(text.index(name), text.index(name) + len(name)) for name in ("Gao", "Kidal", "Timbuktu")]
    back = offset_map(text, text)
    agreed = claim(text, "agreed", "agree", actors=[minister])
    assert found(agreed, sentence, back, named) == (True, True)
    assert found(agreed, sentence, back, [named[0], named[2]]) == (True, False)
    assert found(agreed, sentence, back) == (True, False)
    with_other = claim(text, "agreed", "agree", actors=[minister], recipients=[union])
    assert found(with_other, sentence, back, named) == (True, False)
    assert found(claim(text, "agreed", "agree", actors=[minister, union]), sentence, back, named) == (True, False)


def test_the_places_are_asked_of_the_system() -> None:
    text, marks = unmark("<s>The minister</s> agreed to build a clinic in <t>Kidal</t>.")
    sentence = Sentence("1", text, marks["s"], marks["t"], "AGREE")

    def code(report: Report) -> list[Claim]:
        return [claim(report.text, "agreed", "agree", actors=[person(report.text, "The minister")])]

    def places(report: Report) -> list[Located]:
        return [Located(report.text.index("Kidal"), len(report.text) - 1)]

    (result,) = score([sentence], system(code=code, places=places))
    assert result.fields["recipient"].accuracy == 1.0


def test_a_pronoun_is_found_by_the_name_or_country_it_was_resolved_to() -> None:
    text, marks = unmark("<s>The Malian army</s> said it would free <t>Kidal</t>.")
    sentence = Sentence("1", text, marks["s"], marks["t"], "YIELD")
    back = offset_map(text, text)

    def by(**more: str) -> bool:
        it = person(text, "it", head="it", **more)
        return found(claim(text, "free", "retreat", actors=[it]), sentence, back)[0]

    assert by(name="Malian Armed Forces")
    assert by(name="Army of Mali", country="MLI")
    assert not by(name="Army of Niger", country="NER")
    assert not by()


def test_signing_and_embargoes_have_the_roots_of_the_published_table() -> None:
    text = "They signed a pact, reached a deal and imposed sanctions."
    assert root_of(claim(text, "signed", "agree")) == "SUPPORT"
    assert root_of(claim(text, "reached", "agree")) == "AGREE"
    assert root_of(claim(text, "sanctions", "sanction")) == "COERCE"
