"""Dateline as a component of a spaCy pipeline: `nlp.add_pipe("dateline")` gives `doc._.claims`.

The component takes the text of a `Doc` for one report and codes it with Dateline's own model and word lists. What other
components of the pipeline found is not used, and not changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from dateline.core.config import Config
from dateline.core.ids import stable_id
from dateline.frames import Claims
from dateline.pipeline import CODERS, code, load_coder
from dateline.records import Claim, Report

if TYPE_CHECKING:
    from dateline.pipeline import Coder

_STORED: Final = "dateline_claims"
_PUBLISHED: Final = "dateline_published"
"""Keys of `doc.user_data`, as JSON text: that goes through `Doc.to_bytes`, and so to the processes of `nlp.pipe`."""
SPANS: Final = "dateline"
"""Key of `doc.spans`: the events' words, labelled with their types."""


class DatelineComponent:
    """Codes each `Doc`.

    Args:
        coder: What codes.
        published: ISO date of publication of documents that do not say it in `doc._.published`.
    """

    def __init__(self, coder: Coder, published: str | None = None) -> None:
        self._coder = coder
        self._published = published

    def __call__(self, doc: Doc) -> Doc:
        """Code one document."""
        published = doc.user_data.get(_PUBLISHED) or self._published
        report = Report(id=stable_id("r", doc.text, published), text=doc.text, published=published)
        claims = code(report, coder=self._coder)
        doc.user_data[_STORED] = [claim.model_dump_json() for claim in claims]
        doc.spans[SPANS] = [span for claim in claims if (span := _trigger(doc, claim)) is not None]
        return doc


def _trigger(doc: Doc, claim: Claim) -> Span | None:
    return doc.char_span(claim.trigger.start, claim.trigger.end, label=claim.type, alignment_mode="expand")


def _claims(doc: Doc) -> Claims:
    return Claims(Claim.model_validate_json(text) for text in doc.user_data.get(_STORED, ()))


def _published(doc: Doc) -> str | None:
    found: str | None = doc.user_data.get(_PUBLISHED)
    return found


def _set_published(doc: Doc, value: str | None) -> None:
    doc.user_data[_PUBLISHED] = value


@Language.factory("dateline", default_config={"coder": CODERS[0], "published": None}, assigns=["doc._.claims"])
def make_component(nlp: Language, name: str, coder: str, published: str | None) -> DatelineComponent:
    """Make the component; spaCy finds this function by entry point.

    Args:
        nlp: The pipeline that it goes into.
        name: What it is called there.
        coder: As in `dateline.toml`.
        published: ISO date of publication of documents that do not say it in `doc._.published`.
    """
    del nlp, name
    Doc.set_extension("claims", getter=_claims, force=True)
    Doc.set_extension("published", getter=_published, setter=_set_published, force=True)
    return DatelineComponent(load_coder(Config(coder=coder)), published)
