from __future__ import annotations

from typing import Any

import pytest
from stub import make_report

from dateline.core.errors import UsageError
from dateline.records import Judgement
from dateline.review.threads import RESOLUTION, comment, flat, mentions, resolve, threads_of

REPORT = make_report("Rebels attacked Gao.")


def said(number: int, reply_to: str | None = None, action: Any = "comment", **fields: Any) -> Judgement:
    return Judgement(
        id=f"j-{number}",
        subject="c-1",
        action=action,
        author="ann",
        at=f"2013-01-15T09:{number // 60:02}:{number % 60:02}Z",
        reply_to=reply_to,
        **fields,
    )


def test_comments_become_threads() -> None:
    first, second, reply, deeper = said(1), said(2), said(3, "j-1"), said(4, "j-3")
    threads = threads_of([deeper, reply, second, first, said(5, action="confirm")])
    assert [thread.root.judgement.id for thread in threads] == ["j-1", "j-2"]
    assert [post.judgement.id for post in flat(threads[0])] == ["j-1", "j-3", "j-4"]
    assert (threads[0].posts, threads[0].last) == (3, deeper.at)
    assert threads[0].root.replies[0].replies[0].judgement == deeper


def test_the_last_word_on_a_thread_settles_it() -> None:
    thread = threads_of([said(1)])[0]
    closed = resolve(thread, resolved=True)
    assert (closed.reply_to, closed.field, closed.value) == ("j-1", RESOLUTION, True)
    done, again = said(2, "j-1", field=RESOLUTION, value=True), said(3, "j-1", field=RESOLUTION, value=False)
    undone = said(4, "j-2", action="undo")
    assert [threads_of(found)[0].resolved for found in ([said(1)], [said(1), done], [said(1), done, again])] == [
        False,
        True,
        False,
    ]
    assert not threads_of([said(1), done, undone])[0].resolved


def test_a_withdrawn_comment_keeps_its_place() -> None:
    undo = said(3, "j-2", action="undo")
    (thread,) = threads_of([said(1), said(2, "j-1", text="Oops"), undo])
    post = thread.root.replies[0]
    assert (post.judgement.text, post.withdrawn_by) == ("Oops", undo)
    (gone,) = threads_of([said(1), said(2, "j-1", action="undo")])
    assert gone.root.withdrawn_by is not None
    assert gone.resolved


def test_a_very_deep_thread() -> None:
    chain = [said(0), *(said(number, f"j-{number - 1}") for number in range(1, 3000))]
    (thread,) = threads_of(chain)
    assert thread.posts == 3000


def test_mentions_are_of_identities_that_there_are() -> None:
    names = ["Ann Lee", "bob", "Desk: Mali"]
    text = 'See @bob, @"ann lee" and @"Desk: Mali"; not mail@bob or @nobody. @Bob.'
    assert mentions(text, names) == ["bob", "Ann Lee", "Desk: Mali"]


def test_a_comment_quotes_the_report() -> None:
    draft = comment("c-1", " Is this so? ", quote=(REPORT, 7, 15), identities=["bob"])
    assert draft.text == "Is this so?"
    assert draft.value == {"quote": {"report_id": REPORT.id, "start": 7, "end": 15, "text": "attacked"}}
    post = threads_of([said(1, value=draft.value)])[0].root
    assert post.quote is not None
    assert (post.quote.text, post.mentions) == ("attacked", ())
    for start, end in ((5, 5), (7, 400), (9, 8)):
        with pytest.raises(UsageError):
            comment("c-1", "x", quote=(REPORT, start, end))
    with pytest.raises(UsageError):
        comment("c-1", "   ")


def test_a_reply_goes_to_the_record_of_what_it_answers() -> None:
    draft = comment("c-2", "Yes.", reply_to=said(1))
    assert (draft.subject, draft.reply_to) == ("c-1", "j-1")
