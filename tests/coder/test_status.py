"""Status by syntax and by what the words above an event entail."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.coder.predicates import Lexicon
from dateline.coder.status import StatusReader, combine
from dateline.ontology import load_ontology
from dateline.syntax import Document

CASES = [
    ("Troops attacked the village on Monday.", "attacked", "asserted"),
    ("The army will attack the village.", "attack", "future"),
    ("The army plans to attack the village.", "attack", "future"),
    ("The army did not attack the village.", "attack", "negated"),
    ("The army never attacked the village.", "attacked", "negated"),
    ("The minister denied that troops attacked the village.", "attacked", "negated"),
    ("The general denied attacking the village.", "attacking", "negated"),
    ("The nuns have not heard of villagers killed in the raid.", "killed", "negated"),
    ("The nuns heard of villagers killed in the raid.", "killed", "asserted"),
    ("Rebels failed to capture the bridge.", "capture", "negated"),
    ("The army has yet to retake the bridge.", "retake", "negated"),
    ("The army has to retake the bridge.", "retake", "asserted"),
    ("Rebels managed to capture the bridge.", "capture", "asserted"),
    ("Soldiers began shelling the town.", "shelling", "asserted"),
    ("Rebels could attack the capital within days.", "attack", "hypothetical"),
    ("If rebels attack the capital, the president will flee.", "attack", "hypothetical"),
    ("The president said the army would attack the rebels.", "attack", "future"),
    ("There were no plans to attack the rebels.", "attack", "negated"),
    ("Police could not confirm that 12 people were killed.", "killed", "asserted"),
    ("The army refused to attack the village.", "attack", "negated"),
    ("Witnesses said gunmen killed four traders.", "killed", "asserted"),
    ("Residents fear the militia will attack again.", "attack", "hypothetical"),
    ("Guards prevented gunmen from killing the judge.", "killing", "negated"),
    ("The police have arrested and beaten two students.", "arrested", "asserted"),
    ("Soldiers might have killed the farmer.", "killed", "hypothetical"),
    ("No one was killed in the raid.", "killed", "negated"),
    ("Not one of the guards was killed.", "killed", "negated"),
    ("Not a single guard was killed.", "killed", "negated"),
    ("Neither the judge nor his driver was killed.", "killed", "negated"),
    ("The army denied reports that gunmen killed the judge.", "killed", "negated"),
    ("There is no evidence that gunmen killed the judge.", "killed", "negated"),
    ("The army confirmed reports that gunmen killed the judge.", "killed", "asserted"),
    ("Nurses hope the rebels will release the doctor.", "release", "hypothetical"),
    ("The rebels hope to attack the capital.", "attack", "future"),
    ("Analysts do not think the rebels will attack the capital.", "attack", "negated"),
    ("Analysts expect the rebels to attack the capital.", "attack", "future"),
    ("The army will attack the capital unless the rebels leave.", "attack", "hypothetical"),
    ("The nuns were told that guards had beaten the boys.", "beaten", "asserted"),
    ("Thousands gathered in the square to demand free elections.", "demand", "asserted"),
    ("Thousands are to march on Sunday.", "march", "future"),
    ("The king ordered the arrest of four generals.", "arrest", "future"),
    ("The king announced the arrest of four generals.", "arrest", "asserted"),
    ("The king announced the deployment of troops.", "deployment", "future"),
    ("The union demanded the officer be arrested.", "arrested", "future"),
    ("The soldiers are free to arrest him.", "arrest", "hypothetical"),
    ("Rebels overran the camp; the army declined to comment.", "overran", "asserted"),
    ("Two men were arrested on Sunday, and a judge has denied them bail.", "arrested", "asserted"),
    ("The rangers took four hours to arrest the man.", "arrest", "asserted"),
    ("The mayor said the militia was to blame.", "blame", "asserted"),
    ("Norway and Peru to hold talks.", "hold", "future"),
    ("The king urged the rebels to talk and refused to send arms.", "refused", "asserted"),
    ("The constables looked the other way.", "looked", "negated"),
    ("The police did nothing.", "did", "negated"),
    ("The police failed to control the mob.", "failed", "negated"),
    ("Nobody has claimed responsibility for the bombing of the mill.", "bombing", "asserted"),
    ("The rebels did not claim the bombing of the mill.", "bombing", "asserted"),
    ("The army rejected reports that it had shelled the mill.", "shelled", "negated"),
    ("The army did not dismiss reports that it had shelled the mill.", "shelled", "asserted"),
    ("It is not true that police have beaten the students.", "beaten", "negated"),
    ("It is true that police have beaten the students.", "beaten", "asserted"),
    ("Claims that police beat the students were false.", "beat", "negated"),
    ("Rumours that delegates are negotiating with the rebels are without foundation.", "negotiating", "negated"),
    ("There is no truth in reports that gunmen killed the judge.", "killed", "negated"),
    ("Similar marches are to be held on Friday.", "marches", "future"),
    ("The rebels stopped short of storming the palace.", "storming", "negated"),
    ("Police were on the verge of arresting the leader.", "arresting", "hypothetical"),
    ("Nor did the guards shoot the students.", "shoot", "negated"),
    ("The strike called by the union paralysed the port.", "called", "asserted"),
]


@pytest.mark.parametrize(("text", "trigger", "status"), CASES)
def test_status(text: str, trigger: str, status: str, parse: Callable[[str], Document]) -> None:
    ontology = load_ontology()
    document = parse(text)
    by_word = {predicate.head.text: predicate for predicate in Lexicon(ontology).find(document)}
    assert trigger in by_word, sorted(by_word)
    found, why = StatusReader(ontology).read(
        by_word[trigger], is_cue=lambda word: word.lemma in {"say", "confirm", "deny"} and word.lemma != "deny"
    )
    assert (found, why) == (status, why)


def test_operators_combine_from_the_inside_out() -> None:
    assert combine("negated", combine("future", "asserted")) == "negated"
    assert combine("negated", "negated") == "asserted"
    assert combine("asserted", "future") == "future"
    assert combine("hypothetical", "negated") == "negated"
