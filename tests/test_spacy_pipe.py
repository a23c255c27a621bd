from __future__ import annotations

from collections.abc import Iterator

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from stub import StubCoder

from dateline import pipeline, spacy_pipe
from dateline.frames import Claims

TEXT = "Rebels attacked Gao on 2013-01-10. Planes bombed Konna."


@pytest.fixture
def nlp(monkeypatch: pytest.MonkeyPatch) -> Iterator[Language]:
    """A blank pipeline: spaCy must find the component by its entry point alone."""
    monkeypatch.setattr(spacy_pipe, "load_coder", lambda _config: StubCoder())
    made = spacy.blank("en")
    made.add_pipe("dateline", config={"published": "2013-01-12"})
    yield made
    for name in ("claims", "published"):
        Doc.remove_extension(name)


def test_a_doc_has_claims(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert isinstance(doc._.claims, Claims)
    assert [claim.trigger.text for claim in doc._.claims] == ["attacked", "bombed"]
    assert [(span.text, span.label_) for span in doc.spans[spacy_pipe.SPANS]] == [
        ("attacked", "assault"),
        ("bombed", "assault"),
    ]


def test_the_day_of_publication_is_the_docs_own_or_the_configured_one(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc._.published = "2014-02-02"
    own, configured = nlp(doc)._.claims, nlp(TEXT)._.claims
    assert own[0].report_id != configured[0].report_id
    assert doc._.published == "2014-02-02"


def test_claims_survive_storage_and_processes(nlp: Language) -> None:
    doc = nlp(TEXT)
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (read,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert read._.claims == doc._.claims
    assert [one._.claims for one in nlp.pipe([TEXT, "Quiet."])] == [doc._.claims, Claims()]


def test_a_doc_that_did_not_go_through_has_none(nlp: Language) -> None:
    assert nlp.make_doc(TEXT)._.claims == ()


def test_the_configuration_names_the_coder() -> None:
    assert spacy_pipe.make_component.__module__ == "dateline.spacy_pipe"
    assert Language.get_factory_meta("dateline").default_config == {"coder": pipeline.CODERS[0], "published": None}
