"""All attributions of a document: findings of the single rules, joined with quotations, split by source, nested."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dateline.coder.attribution.kinds import Described, kind_of
from dateline.coder.attribution.lexicon import Lexicon, load_lexicon
from dateline.coder.attribution.linking import link_quotations
from dateline.coder.attribution.model import Attribution, Finding, ranges
from dateline.coder.attribution.phrases import (
    from_account,
    from_colon,
    from_count,
    from_missing_verb,
    from_noun,
    from_phrase,
    from_picture,
)
from dateline.coder.attribution.quotations import QUOTATION_MARKS, Quotation, find_quotations
from dateline.coder.attribution.syntax import PUNCTUATION
from dateline.coder.attribution.verbs import from_impression, from_predicative, from_verb
from dateline.records import SourceKind
from dateline.syntax import Document, Sentence, Word

_NOBODY = frozenset({"nobody", "none", "noone"})
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "you"})


def find_attributions(
    document: Document,
    *,
    describe: Callable[[Word], Described] | None = None,
    attitudes: bool = False,
) -> list[Attribution]:
    """Who says what, in text order of the cues.

    Args:
        document: The parsed report.
        describe: Resolves the head of a noun phrase to an actor with a PLOVER sector; decides the source's
            kind where its words do not.
        attitudes: Also give what someone wants, likes, plans or supports (`Attribution.vouches` is False).
    """
    lexicon = load_lexicon()
    findings = _findings(document, lexicon, attitudes=attitudes)
    quotations = find_quotations(document)
    link_quotations(document, findings, quotations)
    found = [finding for finding in findings if _says(document, finding)]
    found = _without_echoes(found, quotations)
    found.sort(key=lambda finding: (finding.cue, finding.verb.index))
    return _nested(list(_attributions(found, lexicon, describe)))


def _findings(document: Document, lexicon: Lexicon, *, attitudes: bool) -> list[Finding]:
    found: list[Finding] = []
    before: Sentence | None = None
    for sentence in document.sentences:
        found += from_account(sentence, before, lexicon)
        for word in sentence.words:
            found += _of_word(word, lexicon, attitudes=attitudes)
        before = sentence
    speakers = {head.text for finding in found for head in finding.sources}
    for sentence in document.sentences:
        found += from_colon(sentence, lexicon, speakers)
    return found


def _of_word(word: Word, lexicon: Lexicon, *, attitudes: bool) -> list[Finding]:
    if counts := from_count(word):
        return counts
    if word.tag[0] == "V" and (word.lemma in lexicon.verbs or word.lemma in lexicon.lemmas):
        return from_picture(word, lexicon) or from_verb(word, lexicon, attitudes=attitudes)
    if word.lemma in lexicon.nouns or word.lemma in lexicon.attitude_nouns:
        return from_noun(word, lexicon, attitudes=attitudes)
    if attitudes and word.lemma in lexicon.impressions:
        return from_impression(word)
    if word.lemma in lexicon.predicatives:
        return from_predicative(word, attitudes=attitudes)
    return from_phrase(word, lexicon) or (from_missing_verb(word, lexicon) if word.entity == "PERSON" else [])


def _without_echoes(findings: Sequence[Finding], quotations: Sequence[Quotation]) -> list[Finding]:
    """Leave out what a speaker says of himself, and what those he speaks of want.

    "I think that …" within a quotation adds nothing to who says it, and an attitude is only of use where the
    reporter tells it. What nobody says is no attribution.
    """
    said = {index for finding in findings if finding.vouches for index in finding.content}
    quoted = {index for part in quotations for index in range(part.first, part.last + 1)}
    return [
        finding
        for finding in findings
        if not (finding.cue[0] in said and not finding.vouches)
        and not any(_is_nobody(head) for head in finding.sources)
        and not (finding.cue[0] in quoted and any(head.lower in _FIRST_PERSON for head in finding.sources))
    ]


def _is_nobody(head: Word) -> bool:
    """As in "*no group* has claimed the attack": nobody says so."""
    return head.lower in _NOBODY or any(child.dep == "det" and child.lower == "no" for child in head.children)


def _says(document: Document, finding: Finding) -> bool:
    """Trim what is said; false if no word of it is left."""
    first, last = finding.cue
    content = finding.content - set(range(first, last + 1))
    kept: set[int] = set()
    for start, end in ranges(content):
        kept.update(_trimmed(document, start, end))
    finding.content = kept
    return bool(kept)


def _trimmed(document: Document, left: int, right: int) -> range:
    while left <= right and document.words[left].text in PUNCTUATION:
        left += 1
    while right >= left and (document.words[right].text in PUNCTUATION or document.words[right].tag == "CC"):
        right -= 1
    following = document.words[right + 1 : right + 2]
    marks = sum(document.words[index].text in QUOTATION_MARKS for index in range(left, right + 1))
    if left <= right and marks % 2 and following and following[0].text in QUOTATION_MARKS:
        right += 1  # a quotation at its end keeps its closing mark
    return range(left, right + 1)


def _attributions(
    findings: Sequence[Finding], lexicon: Lexicon, describe: Callable[[Word], Described] | None
) -> Iterator[Attribution]:
    """One attribution per source; a source that nobody names gives one without."""
    before: SourceKind | None = None
    for finding in findings:
        content = ranges(finding.content)
        for head in finding.sources:
            kind = kind_of(head, lexicon, describe, before)
            before = kind
            yield Attribution(_phrase(head, finding), head, finding.cue, content, kind, None, finding.vouches)
        if not finding.sources:
            yield Attribution(None, None, finding.cue, content, "anonymous", None, finding.vouches)


def _phrase(head: Word, finding: Finding) -> tuple[int, int]:
    """The source's noun phrase: what stands below its head, up to the cue, without the sources coordinated with it."""
    above = {finding.verb.index, *(word.index for word in finding.verb.ancestors())}
    inside = {head.index}
    queue = [head]
    for word in queue:
        for child in word.children:
            if (word is head and child.dep in {"conj", "cc", "preconj"}) or child.index in finding.content:
                continue
            if child.index in above or child.dep == "advcl":
                continue
            inside.add(child.index)
            queue.append(child)
    words = {word.index: word for word in queue}
    first = last = head.index
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    while last > head.index and words[last].text in PUNCTUATION:
        last -= 1
    while first < head.index and words[first].text in PUNCTUATION:
        first += 1
    return first, last


def _nested(found: list[Attribution]) -> list[Attribution]:
    """Give each the innermost attribution that its cue stands in as its parent."""
    return [_with_parent(said, _parent(place, found)) for place, said in enumerate(found)]


def _parent(place: int, found: Sequence[Attribution]) -> int | None:
    cue = found[place].cue
    holding = [
        other
        for other, outer in enumerate(found)
        if outer.cue != cue and outer.holds(cue[0]) and not found[place].holds(outer.cue[0])
    ]
    return min(holding, key=lambda other: (found[other].size, other), default=None)


def _with_parent(said: Attribution, parent: int | None) -> Attribution:
    if parent is None:
        return said
    return Attribution(said.source, said.head, said.cue, said.content, said.kind, parent, said.vouches)
