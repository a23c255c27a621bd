"""What the parser gives and every later stage reads: a document of sentences of words.

Offsets are those of `report.text`. Tags are Penn Treebank tags, `dep` the ClearNLP labels that spaCy's English
models use (nsubj, nsubjpass, dobj, prep, pobj, agent, ccomp, advcl, relcl, acl, conj, appos, poss, neg, aux …).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False, repr=False)
class Word:
    """One token in its tree. `head` of a root is the word itself; `children` are in text order."""

    index: int
    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    entity: str
    start: int
    end: int
    head: Word = field(init=False)
    children: list[Word] = field(default_factory=list)
    sentence: Sentence = field(init=False)

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}/{self.dep}@{self.index}"

    def subtree(self) -> list[Word]:
        """The word and all below it, in text order."""
        found = [self]
        for word in found:  # grows while it is read
            found.extend(word.children)
        return sorted(found, key=lambda word: word.index)

    def ancestors(self) -> Iterator[Word]:
        """Heads from the nearest to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    def child(self, *deps: str) -> Word | None:
        """The first child with one of these labels."""
        for word in self.children:
            if word.dep in deps:
                return word
        return None


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence; it never runs over the end of its paragraph. `kind` is its section's."""

    index: int
    paragraph: int
    kind: str
    words: list[Word]

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.words[-1].end

    @property
    def root(self) -> Word:
        """The word that depends on no other."""
        return next(word for word in self.words if word.head is word)


@dataclass(slots=True, eq=False)
class Document:
    """The coded parts of one report, parsed. `words[i].index == i`; what is not coded is not here."""

    text: str
    sentences: list[Sentence]
    words: list[Word]

    def words_between(self, start: int, end: int) -> list[Word]:
        """The words that lie within the characters `start` to `end`."""
        return [word for word in self.words if start <= word.start and word.end <= end]
