"""How it is said that police did not do what they are there for."""

from __future__ import annotations

import pytest

from dateline.evaluate.inaction import tells_of_inaction


@pytest.mark.parametrize(
    "sentence",
    [
        "The constables stood by as the shops burned.",
        "Neighbours said the police looked the other way.",
        "He blamed the apathy of the police.",
        "The inspector, who showed great apathy, was moved.",
        "The police, they say, reached the market too late.",
        "The army was called out too late.",
        "Policemen did not answer their calls.",
        "The police refused to write down the complaint.",
        "The stalls were looted despite heavy police cover.",
        "A constable was blamed for not stopping the boys.",
        "Not a single arrest has been made.",
    ],
)
def test_blame_of_police(sentence: str) -> None:
    assert tells_of_inaction(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The boys stood by as the shops burned.",
        "Police said the brakes had failed.",
        "The thieves fled before police came.",
        "The police came at once and stopped the boys.",
        "Police did not give the name of the town.",
        "Police asked the boys not to stop.",
        "The police had not been told.",
    ],
)
def test_what_police_do_and_what_others_fail_to_do(sentence: str) -> None:
    assert not tells_of_inaction(sentence)
