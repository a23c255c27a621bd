"""Plain text to paragraphs: hard-wrapped lines are joined again, one-line paragraphs are left alone."""

from __future__ import annotations

import re
from itertools import pairwise

from dateline.ingest.blocks import Paragraph
from dateline.ingest.clean import clean_lines, one_line

# A typewriter or terminal line; longer ones are paragraphs on one line.
MAX_WRAP_WIDTH = 140
MIN_WRAP_WIDTH = 40
# Of the line ends inside a block, the share at which the next word did not fit: above it, the text is wrapped.
WRAPPED_SHARE = 0.5
# A wrapped line may fall this share of the width short where the next word would still have fitted.
RAGGED = 0.12
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")


def split_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Split plain text into paragraphs of one line each."""
    lines = clean_lines(text).expandtabs(4).split("\n")
    width = _wrap_width(lines)
    groups: list[list[str]] = []
    blank = True
    for line in lines:
        bare = line.strip()
        if bare and not blank and _goes_on(groups[-1][-1], line, width):
            groups[-1].append(line)
        elif bare:
            groups.append([line])
        blank = not bare
    whole = text if width else ""
    return tuple(Paragraph(joined) for joined in _mended([_join(group, whole) for group in groups]))


def _wrap_width(lines: list[str]) -> int | None:
    """The width at which the text was wrapped, or `None`."""
    pairs = [(one, two) for one, two in pairwise(lines) if one.strip() and two.strip()]
    if not pairs:
        return None
    lengths = sorted(len(one.rstrip()) for one, _ in pairs)
    width = lengths[min(len(lengths) - 1, len(lengths) * 95 // 100)]
    if not MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH:
        return None
    full = sum(_is_full(one, two, width) for one, two in pairs)
    return width if full > WRAPPED_SHARE * len(pairs) else None


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of `following` would not have fitted on `line`."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width * (1 - RAGGED)


def _goes_on(line: str, following: str, width: int | None) -> bool:
    bare = following.lstrip()
    if width is None:
        return bare[0].islower() and not _SENTENCE_END.search(line.rstrip())
    if len(following) - len(bare) > len(line) - len(line.lstrip()):
        return False  # indented: a paragraph begins
    return bare[0].islower() or _is_full(line, following, width)


def _join(lines: list[str], whole: str) -> str:
    joined = one_line(lines[0])
    for line in lines[1:]:
        bare = one_line(line)
        joined = _dehyphenated(joined, bare, whole) or f"{joined} {bare}"
    return joined


def _dehyphenated(left: str, right: str, whole: str) -> str | None:
    """Join a word broken at the line end; the hyphen goes only if the text has the whole word elsewhere."""
    if not left.endswith("-") or not left[-2:-1].isalpha() or not right[:1].isalpha():
        return None
    head, tail = left[:-1].rsplit(" ", 1)[-1], re.split(r"\W", right, maxsplit=1)[0]
    return (left[:-1] if re.search(rf"\b{re.escape(head + tail)}\b", whole) else left) + right


def _mended(texts: list[str]) -> list[str]:
    """Join paragraphs that were torn in the middle of a sentence: "…in Nashville" + "is charged…"."""
    mended: list[str] = []
    for text in filter(None, texts):
        if mended and text[0].islower() and len(mended[-1]) > MIN_WRAP_WIDTH and not _SENTENCE_END.search(mended[-1]):
            mended[-1] = f"{mended[-1]} {text}"
        else:
            mended.append(text)
    return mended
