"""Who says so: source, cue and content of what a report attributes.

Verbs and nouns of saying are data (`speech.yaml`); one rule per construction gives findings, quotations are joined
with them, and `find_attributions` turns them into one attribution per source.
"""

from dateline.coder.attribution.find import find_attributions
from dateline.coder.attribution.lexicon import Lexicon, build_lexicon, load_lexicon
from dateline.coder.attribution.model import Attribution, sources_of
from dateline.coder.attribution.phrases import COUNTING
from dateline.coder.attribution.quotations import Quotation, find_quotations

__all__ = [
    "COUNTING",
    "Attribution",
    "Lexicon",
    "Quotation",
    "build_lexicon",
    "find_attributions",
    "find_quotations",
    "load_lexicon",
    "sources_of",
]
