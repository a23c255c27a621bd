from __future__ import annotations

from pathlib import Path

import pytest

from dateline.ontology import load_ontology
from marks import STATUSES, marked, read_marked

_SENTENCES = Path(__file__).parents[2] / "training" / "sentences"
_LINE = (
    "<q><a1>Gunmen</> <e1 assault/firearms negated>shot</> <r1>no judge</> in <p1>Lamu</></>, <s>police</> <c>said</>."
)


def test_marks_are_taken_out_and_their_stretches_kept() -> None:
    found = marked(_LINE)
    event = found.events["1"]
    assert found.text == "Gunmen shot no judge in Lamu, police said."
    assert (event.type, event.status) == ("assault", "negated")
    assert [found.text[slice(*one)] for one in event.triggers] == ["shot"]
    told = {role: [found.text[slice(*one)] for one in stretches] for role, stretches in event.roles.items()}
    assert told == {"actor": ["Gunmen"], "recipient": ["no judge"], "place": ["Lamu"]}
    voices = {voice: [found.text[slice(*one)] for one in stretches] for voice, stretches in found.voices.items()}
    assert voices == {"source": ["police"], "cue": ["said"], "content": ["Gunmen shot no judge in Lamu"]}


def test_one_mark_may_hold_several_roles() -> None:
    found = marked("<a1;s>Oslo</> <e1 accuse;c>blamed</> <r1>Riga</>.")
    assert found.events["1"].roles["actor"] == found.voices["source"] == [(0, 4)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("<a1>Gunmen</> fled.", "event 1 has no trigger"),
        ("<e1 assault>shot", "is not closed"),
        ("shot</>", "was not opened"),
        ("<e1 assault sometimes>shot</>", "no status 'sometimes'"),
        ("<x1>shot</>", "no mark 'x1'"),
    ],
)
def test_a_mark_that_cannot_be_read_is_told(line: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        marked(line)


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("# a comment\n<a1>Gunmen</>\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"one\.txt:2: event 1"):
        list(read_marked(tmp_path))


def test_all_sentences_of_the_project_can_be_read_and_know_the_ontology() -> None:
    types = load_ontology().types
    sentences = list(read_marked(_SENTENCES))
    events = [event for sentence in sentences for event in sentence.events.values()]
    assert len({sentence.text for sentence in sentences}) == len(sentences)
    assert {event.type for event in events} == set(types)
    assert {event.status for event in events} == set(STATUSES)
