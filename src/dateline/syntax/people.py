"""Names of people that the reader of names has missed: "Bourda" after "15-year-old Braxton Bourda".

A report introduces people by their full names or with their ages; the same word is then a person's name throughout.
"""

from __future__ import annotations

from dateline.syntax.document import Document, Word

PERSON = "PERSON"
_SETTLED = frozenset({PERSON, "GPE", "LOC", "NORP"})
"""What the reader of names says of a word that is then left as it is."""
_OLDEST = 115


def name_people(document: Document) -> None:
    """Mark the names of people that were missed, in place."""
    names = [word for word in document.words if word.tag == "NNP" and word.dep != "compound"]
    introduced = {word.text for word in names if _is_introduced(word)}
    for word in names:
        if word.entity not in _SETTLED and word.text in introduced:
            word.entity = PERSON


def _is_introduced(name: Word) -> bool:
    """Whether a name has a first name, as the reader of names sees it, or an age before or after it."""
    full = name.entity == PERSON and any(child.tag == "NNP" for child in name.children)
    return full or (name.entity not in _SETTLED and any(_is_age(child) for child in name.children))


def _is_age(child: Word) -> bool:
    """As in "*15-year-old* Marsh", "Marsh, *31*," and "Marsh (*31*)"."""
    if child.lower == "old":
        return child.child("npadvmod") is not None
    return child.dep == "appos" and child.tag == "CD" and child.text.isdecimal() and int(child.text) <= _OLDEST
