"""Discuss records: threads of comments, their replies, what they quote and whom they mention."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from dateline.records import Judgement
from dateline.review.people import IdentityKind
from dateline.review.threads import MAX_TEXT, Quoted, Thread, flat, threads_of
from dateline.store.search import plain
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.problems import problem_responses
from dateline.web.reviewer import Reviewer

router = APIRouter(tags=["discussion"], responses=problem_responses(400, 401, 403, 404))

RecordId = Annotated[str, Path(max_length=64, description="Id of a claim, event or report.")]
PostId = Annotated[str, Path(max_length=64, description="Id of a comment.")]
IdentityId = Annotated[str | None, Field(max_length=64, description="Which of your identities speaks.")]
Key = Annotated[str | None, Header(alias="Idempotency-Key", max_length=100, description="Sent twice, it is said once.")]


class QuotedWords(BaseModel):
    """Words of a report, by their place in its text."""

    model_config = ConfigDict(extra="forbid")

    report_id: Annotated[str, Field(max_length=64)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class NewComment(BaseModel):
    """What is said; `@name` and `@"a longer name"` mention somebody."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
    reply_to: Annotated[str | None, Field(max_length=64)] = None
    quote: QuotedWords | None = None
    identity: IdentityId = None


class Resolution(BaseModel):
    """Whether a thread is settled."""

    model_config = ConfigDict(extra="forbid")

    resolved: bool
    text: Annotated[str | None, Field(max_length=MAX_TEXT)] = None
    identity: IdentityId = None


class Withdrawal(BaseModel):
    """Why a comment is withdrawn."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str | None, Field(max_length=MAX_TEXT)] = None
    identity: IdentityId = None


class Comment(BaseModel):
    """One comment. A withdrawn one stays, marked."""

    id: str
    author: str
    at: str
    text: str | None
    reply_to: str | None
    quote: Quoted | None
    mentions: list[str]
    resolution: bool | None
    withdrawn_by: str | None


class Mentionable(BaseModel):
    """A name that a comment can mention."""

    name: str
    kind: IdentityKind


class Discussion(BaseModel):
    """A thread: its comments in the order in which they were made."""

    id: str
    subject: str
    resolved: bool
    last: str
    comments: list[Comment]


class Discussions(BaseModel):
    """A page of threads, those with the latest word first."""

    items: list[Discussion]
    next: Annotated[str | None, Field(description="The cursor of the next page; null on the last.")]


@router.get("/records/{record_id}/threads")
def threads_of_record(store: StoreDep, _caller: Reader, record_id: RecordId) -> list[Discussion]:
    """List the threads about a record, the first begun first."""
    said = [one for one in store.reviewing.about(record_id) if one.subject == record_id]
    return [discussion(thread) for thread in threads_of(said)]


@router.post("/records/{record_id}/comments", status_code=201)
def comment(request: Request, caller: Reader, record_id: RecordId, body: NewComment, key: Key = None) -> Judgement:
    """Say something about a record; a reply goes to the record of the comment that it answers."""
    reviewer = Reviewer.of(request, caller, body.identity, key)
    quote = (body.quote.report_id, body.quote.start, body.quote.end) if body.quote else None
    return reviewer.comment(record_id, body.text, reply_to=body.reply_to, quote=quote).judgements[0]


@router.post("/threads/{post_id}/resolution", status_code=201)
def resolve(request: Request, caller: Reader, post_id: PostId, body: Resolution) -> Judgement:
    """Close a thread, or open it again; the id is that of its first comment."""
    reviewer = Reviewer.of(request, caller, body.identity)
    return reviewer.resolve(post_id, resolved=body.resolved, text=body.text).judgements[0]


@router.post("/comments/{post_id}/withdraw", status_code=201)
def withdraw(request: Request, caller: Reader, post_id: PostId, body: Withdrawal) -> Judgement:
    """Withdraw a comment of your own (as an editor, anybody's). It stays in its place, marked as withdrawn."""
    reviewer = Reviewer.of(request, caller, body.identity)
    return reviewer.withdraw(post_id, text=body.text).judgements[0]


@router.get("/threads")
def list_threads(
    store: StoreDep,
    _caller: Reader,
    resolved: Annotated[bool | None, Query(description="Only those that are, or are not.")] = None,
    mentions: Annotated[str | None, Query(max_length=80, description="Only those that mention this name.")] = None,
    author: Annotated[str | None, Query(max_length=80, description="Only those in which this name speaks.")] = None,
    cursor: Annotated[str | None, Query(max_length=40)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> Discussions:
    """List the threads about all records, those with the latest word first."""
    found = store.reviewing.threads(resolved=resolved, mentions=mentions, author=author, before=cursor, limit=limit)
    more = found[-1].last if len(found) == limit else None
    return Discussions(items=[discussion(thread) for thread in found], next=more)


@router.get("/mentionable")
def mentionable(
    store: StoreDep,
    _caller: Reader,
    text: Annotated[str, Query(max_length=80, description="The beginning of a word of the name.")] = "",
    limit: Annotated[int, Query(ge=1, le=50)] = 8,
) -> list[Mentionable]:
    """List the names that a comment can mention; each desk once."""
    people = [one for account in store.people.accounts() if not account.disabled for one in account.identities]
    names = {one.name: one.kind for one in people if begins(one.name, text)}
    return [Mentionable(name=name, kind=names[name]) for name in sorted(names, key=str.casefold)[:limit]]


def begins(name: str, typed: str) -> bool:
    """Tell whether a name, or a word of it, begins with what was typed; accents and case do not matter."""
    folded, wanted = plain(name).casefold(), plain(typed).casefold()
    return folded.startswith(wanted) or f" {wanted}" in folded


def discussion(thread: Thread) -> Discussion:
    """Write a thread for an answer."""
    comments = [
        Comment(
            id=post.judgement.id,
            author=post.judgement.author,
            at=post.judgement.at,
            text=post.judgement.text,
            reply_to=post.judgement.reply_to,
            quote=post.quote,
            mentions=list(post.mentions),
            resolution=post.resolution,
            withdrawn_by=post.withdrawn_by.author if post.withdrawn_by else None,
        )
        for post in flat(thread)
    ]
    return Discussion(
        id=thread.root.judgement.id,
        subject=thread.subject,
        resolved=thread.resolved,
        last=thread.last,
        comments=comments,
    )
