"""The language of a text, as a BCP 47 tag."""

from __future__ import annotations

import re
from typing import Final

# A few hundred characters decide; more only cost time (378 whole reports/s, some 3,000 samples/s).
SAMPLE: Final = 600
# Below this many letters, no language is named.
MIN_LETTERS: Final = 20
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?\b")
# The commonest small words of English. A sample in which they make up this share is English: no model is asked.
_ENGLISH: Final = frozenset(
    "the of and to in that was is for on with he said by as at it his from were had are be who has an after".split()
)
ENGLISH_SHARE: Final = 0.22
MIN_ENGLISH_WORDS: Final = 6
MIN_WORDS: Final = 20


def normalise_tag(tag: str | None) -> str | None:
    """Bring "EN_us" and its like into BCP 47 form; `None` for what is no language tag."""
    found = _TAG.match(tag.strip()) if tag else None
    if found is None:
        return None
    parts = (found[1].lower(), found[2] and found[2].title(), found[3] and found[3].upper())
    return "-".join(part for part in parts if part)


def detect_language(text: str) -> str | None:
    """Name the language that `text` is written in, or `None` if there is too little to tell by."""
    sample = text[: SAMPLE * 2] if len(text) <= SAMPLE * 2 else text[len(text) // 4 :][: SAMPLE * 2]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if sum(map(len, words)) < MIN_LETTERS:
        return None
    if len(words) >= MIN_ENGLISH_WORDS and sum(word in _ENGLISH for word in words) >= ENGLISH_SHARE * len(words):
        return "en"
    if len(words) < MIN_WORDS and sample.isascii():
        return None  # a line of names and verbs: the model would say Latin
    # The model knows lower case better: a report in capitals is taken for another language.
    from py3langid import classify

    return str(classify(sample[:SAMPLE].lower())[0])
