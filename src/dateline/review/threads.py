"""Discussions: comments on a record as threads, resolved or not, with the words they quote and whom they mention."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from dateline.core.errors import UsageError
from dateline.records import Judgement, Quote, Report
from dateline.review.current import Entry, history
from dateline.review.judging import Draft

RESOLUTION = "resolution"
"""The `field` of a comment that closes its thread (value true) or opens it again (false)."""
MAX_TEXT = 10_000
_MENTION = re.compile(r"(?<![\w@])@(?:\"([^\"\n]{1,80})\"|([\w.-]{1,80}))")


class Quoted(Quote):
    """Words of a report."""

    report_id: str


@dataclass(frozen=True, slots=True)
class Post:
    """One comment. One that was withdrawn keeps its place, its author and who withdrew it."""

    judgement: Judgement
    withdrawn_by: Judgement | None
    replies: tuple[Post, ...]

    @property
    def quote(self) -> Quoted | None:
        """The words of the report that it quotes."""
        value = self.judgement.value
        found = value.get("quote") if isinstance(value, dict) else None
        return Quoted.model_validate(found) if found else None

    @property
    def mentions(self) -> tuple[str, ...]:
        """The identities that it names after ``@``."""
        value = self.judgement.value
        found = value.get("mentions") if isinstance(value, dict) else None
        return tuple(str(one) for one in found) if isinstance(found, list) else ()

    @property
    def resolution(self) -> bool | None:
        """True where it closes the thread, False where it opens it again, None for any other comment."""
        return bool(self.judgement.value) if self.judgement.field == RESOLUTION else None


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment on a record with its replies."""

    root: Post
    resolved: bool
    posts: int
    last: str

    @property
    def subject(self) -> str:
        """The record that is discussed."""
        return self.root.judgement.subject


def threads_of(judgements: Iterable[Judgement]) -> list[Thread]:
    """Put comments together to threads, the first begun first. Judgements that are no comments are passed over."""
    spoken = (None, RESOLUTION)  # other comments keep what was settled elsewhere
    entries = [
        entry
        for entry in history(judgements)
        if entry.judgement.action == "comment" and entry.judgement.field in spoken
    ]
    known = {entry.judgement.id for entry in entries}
    answers: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        parent = entry.judgement.reply_to
        answers[parent if parent in known else None].append(entry)
    return [_thread(entry, answers) for entry in answers[None]]


def _thread(root: Entry, answers: dict[str | None, list[Entry]]) -> Thread:
    # Without recursion: a thread of a thousand replies, each to the one before, is only a deep list.
    order = [root]
    for entry in order:
        order.extend(answers.get(entry.judgement.id, ()))
    posts: dict[str, Post] = {}
    for entry in reversed(order):
        replies = tuple(posts[answer.judgement.id] for answer in answers.get(entry.judgement.id, ()))
        posts[entry.judgement.id] = Post(entry.judgement, entry.undone_by, replies)
    latest = max(order, key=lambda entry: (entry.judgement.at, entry.judgement.id))
    return Thread(posts[root.judgement.id], _resolved(order), len(order), latest.judgement.at)


def _resolved(entries: Sequence[Entry]) -> bool:
    """The last word on it counts; a thread whose first comment was withdrawn needs no answer any more."""
    if entries[0].undone_by is not None:
        return True
    words = [one for one in entries if one.judgement.field == RESOLUTION and one.undone_by is None]
    last = max(words, key=lambda one: (one.judgement.at, one.judgement.id), default=None)
    return bool(last and last.judgement.value)


def flat(thread: Thread) -> list[Post]:
    """All posts of a thread in the order in which they were made."""
    order = [thread.root]
    for post in order:
        order.extend(post.replies)
    return sorted(order, key=lambda post: (post.judgement.at, post.judgement.id))


# ---- what is said


def comment(
    subject: str,
    text: str,
    *,
    reply_to: Judgement | None = None,
    quote: tuple[Report, int, int] | None = None,
    identities: Iterable[str] = (),
) -> Draft:
    """Say something about a record.

    Args:
        subject: The record; of a reply, that of the comment it answers.
        text: What is said. ``@name`` and ``@"a longer name"`` mention somebody.
        reply_to: The comment that it answers.
        quote: Report, start and end of the words that it quotes.
        identities: Names that can be mentioned.

    Raises:
        UsageError: Nothing or too much is said, or the quoted words are not in the report.
    """
    if not text.strip() or len(text) > MAX_TEXT:
        raise UsageError(f"a comment has 1 to {MAX_TEXT} characters")
    value: dict[str, JsonValue] = {}
    if quote is not None:
        value["quote"] = _quoted(*quote)
    if mentioned := mentions(text, identities):
        value["mentions"] = list[JsonValue](mentioned)
    return Draft(
        subject=reply_to.subject if reply_to else subject,
        action="comment",
        text=text.strip(),
        value=value or None,
        reply_to=reply_to.id if reply_to else None,
    )


def resolve(thread: Thread, *, resolved: bool, text: str | None = None) -> Draft:
    """Close a thread, or open it again."""
    root = thread.root.judgement
    return Draft(subject=root.subject, action="comment", field=RESOLUTION, value=resolved, text=text, reply_to=root.id)


def mentions(text: str, identities: Iterable[str]) -> list[str]:
    """Find the identities that a text mentions, in its order."""
    known = {name.casefold(): name for name in identities}
    named = ((quoted or plain.rstrip(".-")).casefold() for quoted, plain in _MENTION.findall(text))
    return list(dict.fromkeys(known[name] for name in named if name in known))


def _quoted(report: Report, start: int, end: int) -> JsonValue:
    words = report.text[start:end]
    if not 0 <= start < end <= len(report.text):
        raise UsageError("the quoted words are not in the report", hint="start and end count characters of its text.")
    return {"report_id": report.id, "start": start, "end": end, "text": words}
