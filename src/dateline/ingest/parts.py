"""Tell the parts of a report apart: headline, byline, dateline, notes, captions, credits, furniture.

The rules look at one paragraph at a time and at where it stands; the patterns are data (data/parts.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.ingest import dates
from dateline.ingest.blocks import Block, Draft, Finding, Paragraph
from dateline.ingest.lexicon import agencies, patterns
from dateline.ingest.openings import split_dateline
from dateline.ingest.people import byline_names, contributor_names, is_byline
from dateline.records import DatelineLine, Image, SectionKind

MAX_HEADLINE = 200  # characters
MAX_SUBHEADING_WORDS = 10
MAX_CREDIT_WORDS = 16
MAX_FURNITURE_WORDS = 16  # after "Related stories", a line as short as this is a link
_SENTENCE_END = re.compile(r"[.!?;,:]['\"”’)\]]*$")
_FULL_STOP = re.compile(r"(?<![A-Z]\.[A-Z])[.:;,]['\"”’)\]]*$")
_QUOTE_START = ('"', "“", "‘", "'", "«")
_BULLET = re.compile(r"^[-•*▪●·–—]\s+")
_OWNER_COPYRIGHT = re.compile(r"(?:copyright|\(c\)|©)", re.IGNORECASE)


@dataclass(slots=True)
class _State:
    """What was read so far."""

    near: str | None
    head_date: str | None = None
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    dateline: DatelineLine | None = None
    in_body: bool = False
    has_headline: bool = False
    tail: bool = False
    comments: bool = False
    words: int = 0
    words_left: int = 0

    def put(self, kind: SectionKind, text: str, *, joined: bool = False) -> None:
        self.words += len(text.split())
        if text:
            self.blocks.append(Block(kind, text, joined))

    def near_the_end(self) -> bool:
        """Whether most of the words have been read: what opens a list of links earlier on is a stray line."""
        return self.in_body and self.words > self.words_left

    def find(self, name: str, value: str | None, source: str = "text") -> None:
        if value:
            self.findings.append(Finding(name, value, source))

    def sign(self, text: str) -> None:
        for agency in agencies().find(text):
            self.find("agencies", agency)


def label_parts(paragraphs: Sequence[Paragraph], *, near: str | None = None) -> Draft:
    """Give every paragraph its kind, and collect what it says about the report itself.

    Args:
        paragraphs: In reading order; hints of the markup are followed.
        near: ISO date of publication if it is known, for dates that leave the year out.
    """
    state = _State(near, has_headline=any(paragraph.hint == "headline" for paragraph in paragraphs))
    state.words_left = sum(len(paragraph.text.split()) for paragraph in paragraphs)
    for index, paragraph in enumerate(paragraphs):
        state.words_left -= len(paragraph.text.split())
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        _label(paragraph, following, state)
    return Draft(tuple(state.blocks), tuple(state.findings), state.dateline, _images(state.blocks))


def _label(paragraph: Paragraph, following: Paragraph | None, state: _State) -> None:
    text = paragraph.text
    if paragraph.hint is not None and paragraph.hint not in {"body", "subheading"}:
        _take(paragraph.hint, text, state)
        return
    kind = _whole_kind(text, state)
    if kind is None and state.tail and len(text.split()) <= MAX_FURNITURE_WORDS and not _SENTENCE_END.search(text):
        kind = "boilerplate"
    if kind is None and not state.in_body:
        kind = _head_kind(text, following, state)
    if kind is None and paragraph.hint == "subheading":
        kind = "subheading"
    if kind is None and paragraph.hint is None and _is_subheading(text, following, state):
        kind = "subheading"
    if kind is None:
        _take_body(text, state)
    else:
        _take(kind, text, state)


def _whole_kind(text: str, state: _State) -> SectionKind | None:
    """The kind of a paragraph that its own words give away, wherever it stands."""
    known = patterns()
    if known.comments.match(text) and state.near_the_end():
        state.comments = True
    if state.comments:
        return "boilerplate"
    if known.stamps.match(text):
        return "update_note"
    if any(pattern.match(text) and _is_contributors(pattern.match(text)) for pattern in known.contributors):
        return "contributors"
    if known.tail.match(text):
        state.tail = state.near_the_end()
        return "boilerplate"
    if known.caption.match(text):
        return "caption"
    if len(text.split()) <= MAX_CREDIT_WORDS and not text.endswith(".") and known.credit.match(text):
        return "credit"
    if known.update_note.match(text):
        return "update_note"
    if known.boilerplate.match(text) or known.reference.match(text):
        return "boilerplate"
    return "caption" if known.credit_tail.search(text) and not text.startswith(_QUOTE_START) else None


def _is_contributors(found: re.Match[str] | None) -> bool:
    """Whether the pattern caught names, not a sentence such as "Rains contributed to the report's …"."""
    return bool(found and (contributor_names(found["names"]) or agencies().find(found["names"])))


def _head_kind(text: str, following: Paragraph | None, state: _State) -> SectionKind | None:
    """The kind of a paragraph before the first one of the body."""
    if is_byline(text):
        return "byline"
    if len(text) > MAX_HEADLINE or _FULL_STOP.search(text) or split_dateline(text, near=state.near):
        return None
    if following is None:
        return None
    if not state.has_headline:
        return "headline"
    return "subheading" if len(text.split()) <= MAX_CREDIT_WORDS and not text.startswith(_QUOTE_START) else None


def _is_subheading(text: str, following: Paragraph | None, state: _State) -> bool:
    if not state.in_body or following is None or _SENTENCE_END.search(text):
        return False
    if text.startswith(_QUOTE_START) or _BULLET.match(text) or not text[0].isalnum():
        return False
    return len(text.split()) <= MAX_SUBHEADING_WORDS and bool(_SENTENCE_END.search(following.text))


def _take(kind: SectionKind, text: str, state: _State) -> None:
    """Record a whole paragraph of a kind, and what it tells."""
    if not state.in_body and kind in {"headline", "subheading"}:
        state.head_date = state.head_date or dates.closing_day(text)
    if kind == "headline":
        _take_headline(text, state)
        return
    if kind == "caption" and (tail := patterns().credit_tail.search(text)) and tail.start() > 0:
        state.put("caption", text[: tail.start()].rstrip())
        _take_joined("credit", text[tail.start() :].strip(), state)
        return
    state.put(kind, text)
    _tell(kind, text, state)


def _take_joined(kind: SectionKind, text: str, state: _State) -> None:
    state.put(kind, text, joined=True)
    _tell(kind, text, state)


def _tell(kind: SectionKind, text: str, state: _State) -> None:
    if kind == "byline":
        for name in byline_names(text):
            state.find("byline", name)
        state.sign(text)
    elif kind == "contributors":
        for name in contributor_names(_contributing(text)):
            state.find("contributors", name)
        state.sign(text)
    elif kind == "credit" or (kind == "boilerplate" and _OWNER_COPYRIGHT.match(text)):
        state.sign(text)
    elif kind == "update_note":
        _tell_stamps(text, state)


def _contributing(text: str) -> str:
    for pattern in patterns().contributors:
        if found := pattern.match(text):
            return found["names"]
    return text


def _tell_stamps(text: str, state: _State) -> None:
    for found in patterns().stamp.finditer(text):
        state.find("updated" if found["updated"] else "published", dates.parse_when(found["when"]))


def _take_headline(text: str, state: _State) -> None:
    """A stamp may stand behind the headline on the same line: "… charged Posted: Tuesday, …"."""
    stamped = next(
        (f for f in patterns().stamp.finditer(text) if _is_tail_stamp(f) and patterns().stamps.match(text, f.start())),
        None,
    )
    title = text[: stamped.start()].rstrip(" -–—|") if stamped else text
    state.put("headline", title)
    state.find("headline", title)
    state.has_headline = True
    if stamped:
        _take_joined("update_note", text[len(title) :].lstrip(), state)


def _is_tail_stamp(found: re.Match[str]) -> bool:
    """Tell "… Posted: Tuesday" from a title such as "Morning Operational Update March 17, 2011"."""
    return found.start() > 0 and not found.group().lower().lstrip().startswith(("update ", "date "))


def _take_body(text: str, state: _State) -> None:
    """A paragraph of the body, without the update note, dateline and closing credit that stand in it."""
    joined = False
    while (stamp := patterns().stamp.match(text)) and stamp.end() < len(text):
        note = text[: stamp.end()].rstrip()
        state.put("update_note", note, joined=joined)
        _tell_stamps(note, state)
        text, joined = text[stamp.end() :], True
    text, joined = _take_dateline(text, state, joined=joined)
    tail = patterns().contributors_tail.search(text)
    body = text[: tail.start()].rstrip() if tail else text
    if body:
        state.put("body", body, joined=joined)
        state.in_body = True
    if tail:
        state.put("contributors", text[tail.start() :].strip(), joined=bool(body) or joined)
        _tell("contributors", text[tail.start() :].strip(), state)


def _take_dateline(text: str, state: _State, *, joined: bool) -> tuple[str, bool]:
    found = split_dateline(text, near=state.near or state.head_date)
    if found is None or (state.in_body and not found[0].date):
        return text, joined
    line, end = found
    state.put("dateline", line.text, joined=joined)
    state.sign(line.text)
    if state.dateline is None:
        state.dateline = line
        if line.date and (
            dates.parse_day(line.text) or (state.head_date and state.near is None)
        ):  # the year is written
            state.find("published", line.date, "dateline")
    return text[end:].lstrip(), True


def _images(blocks: Sequence[Block]) -> tuple[Image, ...]:
    """Pair each caption with the credit beside it, before or after."""
    images: list[Image] = []
    used: set[int] = set()
    for index, block in enumerate(blocks):
        if block.kind != "caption":
            continue
        beside = [near for near in (index + 1, index - 1) if 0 <= near < len(blocks) and near not in used]
        credit = next((near for near in beside if blocks[near].kind == "credit"), None)
        if credit is not None:
            used.add(credit)
        images.append(Image(caption=block.text, credit=None if credit is None else blocks[credit].text))
    return tuple(images)
