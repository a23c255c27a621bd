"""Types and words of one's own, from the file to the event."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import pipeline
from dateline.actors import load_registry
from dateline.coder.rules import NAME, RuleCoder
from dateline.ontology import load_ontology
from dateline.places import load_gazetteer
from dateline.records import Report
from dateline.syntax import Parser

OWN = """
types:
  siege: {covers: "surround a place and cut it off", modes: blockade}
entries:
- {type: siege, mode: blockade, frame: attack, verbs: "besiege, choke off", nouns: stranglehold}
- {type: assault, mode: aerial, frame: attack, verbs: "pepper"}
"""
TEXT = "Rebels besieged Gao on Friday. Jets peppered Konna."


@pytest.fixture(scope="module")
def own_coder(parser: Parser, tmp_path_factory: pytest.TempPathFactory) -> RuleCoder:
    path = tmp_path_factory.mktemp("own") / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return RuleCoder(parser, load_ontology(Path(path)), load_registry(), load_gazetteer())


def test_own_types_go_through_to_events(own_coder: RuleCoder) -> None:
    report = Report(id="r-1", text=TEXT, published="2013-01-12")
    siege, strike = pipeline.code(report, coder=own_coder)
    assert (siege.type, siege.mode, siege.actors[0].text) == ("siege", "blockade", "Rebels")
    assert siege.time is not None
    assert siege.time.first == "2013-01-11"
    assert (strike.type, strike.mode) == ("assault", "aerial")
    events = pipeline.link((siege, strike), [report])
    assert {event.type: event.acled is None for event in events}["siege"]


def test_the_coder_is_named_for_the_ontology_it_reads_by(own_coder: RuleCoder) -> None:
    assert own_coder.name.startswith(f"{NAME}+own.")
    assert own_coder.code(Report(id="r-1", text=TEXT))[0].coder == own_coder.name


FORMS = """
type: accuse
frame: toward
entries:
- {type: agree, verbs: inform, fallback: true, when: {object: {any: "@ANY"}, about: {any: "@ANY"}}}
- {type: accuse, verbs: want, when: {complement: {any: "@CLAUSE"}}}
- {type: request, verbs: inform, when: {about: {any: "@ANY"}}}
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels wanted the army to wait.", "accuse"),
        ("Rebels informed the army about the truce.", "request"),
    ],
)
def test_conditions_ask_for_the_form_of_what_stands_in_a_slot(
    parser: Parser, tmp_path: Path, text: str, kind: str
) -> None:
    path = tmp_path / "forms.yaml"
    path.write_text(FORMS, encoding="utf-8")
    coder = RuleCoder(parser, load_ontology(path), load_registry(), load_gazetteer())
    assert [claim.type for claim in coder.code(Report(id="r-1", text=text))] == [kind]
