"""The heads of patterns are lemmas as the parser gives them, or no sentence would ever match."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from dateline.ontology import load_ontology, pattern_words, patterns
from dateline.syntax.parser import _load_model

BASE_VERBS = {
    "bleed", "bring", "cling", "fell", "fling", "found", "ground", "lay", "proceed", "ring", "sing", "sling", "spring",
    "string", "swing", "wound",
}  # fmt: skip
"""Base forms that look like another verb's past or gerund to a lemmatizer without context."""
SINGULARS = {
    "access", "crisis", "exodus", "headquarters", "loss", "news", "process", "readiness", "series", "species",
    "summons", "teargas", "virus",
}  # fmt: skip
"""Nouns in -s that are no plurals."""


def heads(part: str) -> list[str]:
    entries = load_ontology().lexicon
    return sorted({pattern_words(kind, text)[0] for entry in entries for kind, text in patterns(entry) if kind == part})


def changed(words: list[str], pos: str, tag: str, morph: str) -> set[str]:
    nlp, _ = _load_model()
    size = len(words)
    doc = Doc(nlp.vocab, words=words, pos=[pos] * size, tags=[tag] * size, morphs=[morph] * size)
    nlp.get_pipe("lemmatizer")(doc)
    return {token.text for token in doc if token.lemma_.lower() != token.text}


@pytest.mark.parametrize(
    ("tag", "ending"), [("VBD", "ed"), ("VBG", "ing"), ("VBN", "en"), ("VBN", "t"), ("VBZ", "es"), ("VBD", "d")]
)
def test_verbs_are_base_forms(tag: str, ending: str) -> None:
    looks_inflected = [word for word in heads("verb") if word.endswith(ending)]
    assert changed(looks_inflected, "VERB", tag, "Tense=Past") <= BASE_VERBS


def test_nouns_are_singular() -> None:
    looks_plural = [word for word in heads("noun") if word.endswith("s")]
    assert changed(looks_plural, "NOUN", "NNS", "Number=Plur") <= SINGULARS


def test_nouns_that_are_lemmas_already_stay_so() -> None:
    assert changed(heads("noun"), "NOUN", "NN", "Number=Sing") == set()
