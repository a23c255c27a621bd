"""The places of one verb's event, by a linear model over the parse.

The weights in `place_weights.tsv` were trained by `scripts/train_event_place.py` on the sentences of the event_location
data (MIT), four fifths of them; the fifth part was held aside for the figure in `docs/explanation/places.md`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from dateline.coder.place_features import features
from dateline.places import Toponym
from dateline.syntax import Document, Word

# Thresholds on the model's log-odds, chosen on a fifth of the training part.
LIKELY = -0.7  # the best place is taken above this
LISTED = -3.0  # a place listed with one that was taken
CERTAIN = 1.0  # any further place
_LIST = re.compile(
    r"\s*(?:\([^)]*\))?\s*(?:,|and|,\s*and|or|&|/|,?\s*as well as|along with)\s*(?:the|in|at|near|al-)?\s*",
    re.IGNORECASE,
)


def event_place(verb: Word, toponyms: Sequence[Toponym], document: Document) -> Toponym | None:
    """The place where the event of a verb happened, or None where its sentence does not say."""
    found = event_places(verb, toponyms, document)
    return found[0] if found else None


def event_places(verb: Word, toponyms: Sequence[Toponym], document: Document) -> list[Toponym]:
    """The places of a verb's event, the likeliest first, then those that are listed with it.

    Args:
        verb: The word that names the event.
        toponyms: The places found in the report.
        document: The parsed report.
    """
    sentence = verb.sentence
    near = [one for one in toponyms if sentence.start <= one.start and one.end <= sentence.end]
    scored = [(_score(verb, one, near, document), one) for one in near]
    best = max(scored, key=lambda entry: entry[0], default=(LIKELY - 1, None))
    if best[1] is None or best[0] < LIKELY:
        return []
    taken = [best[1]]
    for _ in near:
        more = [one for score, one in scored if one not in taken and _joins(score, one, taken, document.text)]
        if not more:
            break
        taken.extend(more)
    return taken


def _joins(score: float, one: Toponym, taken: Sequence[Toponym], text: str) -> bool:
    return score > CERTAIN or (score > LISTED and any(_listed(one, other, text) for other in taken))


def _listed(one: Toponym, other: Toponym, text: str) -> bool:
    """Whether two places stand side by side in a list: "Aleppo, Homs and Hama"."""
    left, right = sorted((one.core, other.core))
    return _LIST.fullmatch(text[left[1] : right[0]]) is not None


def _score(verb: Word, one: Toponym, near: Sequence[Toponym], document: Document) -> float:
    table = weights()
    return sum(table.get(name, 0.0) for name in set(features(verb, one, near, document.words)))


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The model: log-odds by feature."""
    table = (files("dateline.coder") / "place_weights.tsv").read_text("utf-8")
    rows = (line.rsplit("\t", 1) for line in table.splitlines()[1:])
    return {name: float(weight) for name, weight in rows}
