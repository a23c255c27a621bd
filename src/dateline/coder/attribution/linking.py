"""Quotations joined with who says them."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coder.attribution.model import Finding
from dateline.coder.attribution.quotations import QUOTATION_MARKS, Quotation
from dateline.syntax import Document

# Quoted stretches shorter than this are single terms ("the so-called "liberators""), not sentences.
SENTENCE_WORDS = 4
_ENDS = frozenset({".", "!", "?", ",", "...", "…"})


def link_quotations(document: Document, findings: Sequence[Finding], quotations: Sequence[Quotation]) -> None:
    """Give every quotation, whole, to the finding that tells who says it.

    A quotation belongs to the cue that already holds a part of it, else to the cue that touches it, else, as its
    continuation, to the speaker of the quotation before it.
    """
    if not quotations:
        return
    outside = [finding for finding in findings if not any(finding.cue[0] in part for part in quotations)]
    before: tuple[Quotation, Finding] | None = None
    waiting: list[Quotation] = []
    for quotation in quotations:
        speaker = _holder(quotation, outside) or _touching(document, quotation, outside)
        if speaker is None and before is not None and _continues(document, before[0], quotation):
            speaker = before[1]
        if speaker is None:
            waiting = [*waiting, quotation] if quotation.open else []
            continue
        for part in (*_leading_up(document, waiting, quotation), quotation):
            speaker.content.update(range(part.first, part.last + 1))
        waiting = []
        before = (quotation, speaker)


def _leading_up(document: Document, waiting: Sequence[Quotation], quotation: Quotation) -> list[Quotation]:
    """The quotations, never closed, that the paragraphs right before this one are made of."""
    found: list[Quotation] = []
    paragraph = document.words[quotation.first].sentence.paragraph
    for part in reversed(waiting):
        paragraph -= 1
        if document.words[part.first].sentence.paragraph != paragraph:
            break
        found.insert(0, part)
    return found


def _holder(quotation: Quotation, findings: Sequence[Finding]) -> Finding | None:
    """The finding whose content already has words of the quotation; the closest cue if there are several."""
    inner = range(quotation.first + 1, quotation.last)
    holding = [finding for finding in findings if finding.quotes and any(index in finding.content for index in inner)]
    return min(holding, key=lambda finding: _gap(quotation, finding), default=None)


def _gap(quotation: Quotation, finding: Finding) -> int:
    first, last = finding.cue
    return quotation.first - last if last < quotation.first else first - quotation.last


def _touching(document: Document, quotation: Quotation, findings: Sequence[Finding]) -> Finding | None:
    """The cue of the sentence that a quotation ends in, or runs into, with no other quotation between."""
    words = document.words
    if quotation.last - quotation.first <= SENTENCE_WORDS and words[quotation.last - 1].text not in _ENDS:
        return None
    paragraph = words[quotation.last].sentence.paragraph
    near = [
        finding
        for finding in findings
        if finding.quotes
        and words[finding.cue[0]].sentence.paragraph == paragraph
        and _reaches(document, quotation, finding)
    ]
    return min(near, key=lambda finding: _gap(quotation, finding), default=None)


def _reaches(document: Document, quotation: Quotation, finding: Finding) -> bool:
    """No end of a sentence between cue and quotation, apart from the one in the quotation's last mark."""
    words = document.words
    first, last = finding.cue
    if first > quotation.last:
        between = words[quotation.last + 1 : first]
        return not any(word.text in {".", "!", "?"} or word.text in QUOTATION_MARKS for word in between)
    between = words[last + 1 : quotation.first]
    closing = between[-1].text if between else ""
    if any(word.text in {".", "!", "?"} or word.text in QUOTATION_MARKS for word in between):
        return False
    return closing in {",", ":", ""} or not finding.content


def _continues(document: Document, before: Quotation, quotation: Quotation) -> bool:
    """Whether a quotation without a cue goes on with the one before it."""
    words = document.words
    opens = words[quotation.first + 1].sentence.words[0].index >= quotation.first
    if not opens or quotation.last - quotation.first <= SENTENCE_WORDS:
        return False
    left, right = words[before.last].sentence, words[quotation.first].sentence
    if left.paragraph == right.paragraph:
        return right.index - words[before.last].sentence.index <= 1
    return (
        right.paragraph == left.paragraph + 1
        and right.words[0].index == quotation.first
        and _fills(document, quotation)
    )


def _fills(document: Document, quotation: Quotation) -> bool:
    """Whether the quotation is the whole paragraph, but for its marks."""
    following = document.words[quotation.last + 1 : quotation.last + 2]
    paragraph = document.words[quotation.first].sentence.paragraph
    return not following or following[0].sentence.paragraph != paragraph
