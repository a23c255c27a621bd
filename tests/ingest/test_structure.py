"""What of a page is kept apart from its running text, and what is left out."""

from __future__ import annotations

import io
import json
import time

import pytest

from dateline.ingest import read_inputs
from dateline.records import Report

BODY = """<p>Soldiers took back the port of Emil before dawn on Sunday, the governor of the province told reporters.</p>
<p>Ships had stayed away from the harbour for a week, and the price of rice in the town had nearly doubled since.</p>
<p>Eight men were killed in the fighting, according to a doctor at the only hospital, who asked not to be named.</p>"""


def read(body: str, head: str = "") -> Report:
    page = (
        f"<!doctype html><html lang='en'><head><title>Port of Emil is open | Coast Daily</title>{head}</head><body>"
        f"<h1>Port of Emil is open</h1>{body}</body></html>"
    )
    (report,) = read_inputs(["-"], stdin=io.BytesIO(page.encode()))
    assert isinstance(report, Report), report
    return report


def parts(report: Report, kind: str) -> list[str]:
    return [report.text[part.start : part.end] for part in report.sections if part.kind == kind]


@pytest.mark.parametrize(
    "quote",
    [
        "<aside class='pullquote'><p>We had nothing left to eat.</p></aside>",
        "<blockquote class='c-quote--pull'>We had nothing left to eat.</blockquote>",
        "<figure class='wp-block-pullquote'><blockquote><p>We had nothing left to eat.</p></blockquote></figure>",
    ],
)
def test_pull_quotes_are_kept_apart(quote: str) -> None:
    report = read(f"<article>{BODY}{quote}</article>")
    assert parts(report, "pull_quote") == ["We had nothing left to eat."]
    assert not any("nothing left" in text for text in parts(report, "body"))
    assert len(parts(report, "body")) == 3


def test_an_article_that_is_named_a_pull_quote_is_read() -> None:
    assert len(parts(read(f"<div class='pullquote-theme'>{BODY * 2}</div>"), "body")) >= 3


@pytest.mark.parametrize(
    "box",
    [
        "<section id='comments'><article class='comment'><p>Hundreds were shot there.</p></article></section>",
        "<div class='reader-comments'><p>Hundreds were shot there, my cousin says so, and he was in town.</p></div>",
        "<div id='disqus_thread'><p>Hundreds were shot there, my cousin says so, and he was in town.</p></div>",
        "<ul class='commentlist'><li><p>Hundreds were shot there, my cousin says so.</p></li></ul>",
        "<aside class='related-stories'><h3>Hundreds were shot</h3><p>At Koro, hundreds were shot.</p></aside>",
        "<div class='most-read'><ul><li><a href='/a'>Hundreds were shot there</a></li></ul></div>",
        "<div><h3>Related stories</h3><ul><li><a href='/a'>Hundreds were shot there</a></li></ul></div>",
    ],
)
def test_comments_and_other_stories_are_left_out(box: str) -> None:
    for page in (f"<article>{BODY}</article>{box}", f"<article>{BODY}{box}</article>"):
        report = read(page)
        assert "Hundreds" not in report.text
        assert len(parts(report, "body")) == 3


@pytest.mark.parametrize("name", ["has-comments", "no-comments-yet post", "related"])
def test_a_body_is_read_whatever_the_box_around_it_is_called(name: str) -> None:
    report = read(
        f"<div class='{name}'><h1>Port of Emil is open</h1><article itemprop='articleBody'>{BODY}</article></div>"
    )
    assert len(parts(report, "body")) == 3


def test_captions_are_kept_apart() -> None:
    report = read(
        f"<article><figure><img src='/a.jpg'><figcaption>Eight coffins at Emil.</figcaption></figure>{BODY}</article>"
    )
    assert parts(report, "caption") == ["Eight coffins at Emil."]


ENTRIES = (
    ("2014-03-03T07:40:00+01:00", "Ships return", "The first ship came in at dawn today."),
    ("2014-03-02T22:15:00Z", "Shots", "Two soldiers were wounded today near the pier."),
)
LIVE = {
    "marked": "<div itemprop='liveBlogUpdate' itemscope itemtype='https://schema.org/BlogPosting'>{}</div>",
    "named": "<article class='liveblog-entry'>{}</article>",
    "beside": "<li>{}</li>",
}
IS_LIVE = f"<script type='application/ld+json'>{json.dumps({'@type': 'LiveBlogPosting'})}</script>"


@pytest.mark.parametrize("how", LIVE)
def test_each_entry_of_a_live_blog_has_its_own_time(how: str) -> None:
    boxes = "".join(
        LIVE[how].format(f"<time datetime='{when}'>now</time><h3>{title}</h3><p>{text}</p>")
        for when, title, text in ENTRIES
    )
    report = read(f"<p>What we know so far about the fighting at the port of Emil.</p><ul>{boxes}</ul>", IS_LIVE)
    entries = [part for part in report.sections if part.kind == "live_entry"]
    assert [report.text[part.start : part.end] for part in entries] == [text for _, _, text in ENTRIES]
    assert [part.published for part in entries] == ["2014-03-03T07:40:00+01:00", "2014-03-02T22:15:00+00:00"]
    assert parts(report, "subheading") == ["Ships return", "Shots"]
    assert report.told_at(entries[1].start) == "2014-03-02T22:15:00+00:00"
    assert report.told_at(0) == report.published


def test_the_time_of_an_entry_is_not_that_of_the_page() -> None:
    boxes = "".join(
        f"<li class='live-post'><time datetime='{when}'></time><p>{text}</p></li>" for when, _, text in ENTRIES
    )
    assert read(f"<ul>{boxes}</ul>").published is None


def test_an_entry_with_a_bare_time_of_day_has_no_time() -> None:
    boxes = "".join(f"<li class='live-post'><time>{hour}:40</time><p>Ship {hour} came in.</p></li>" for hour in (7, 8))
    assert {part.published for part in read(f"<ul>{boxes}</ul>").sections} == {None}


def test_timed_teasers_in_a_report_are_no_live_blog() -> None:
    teasers = "".join(
        f"<li class='live-update'><time datetime='2014-03-0{n}'></time><a href='/{n}'>Other story number {n}</a></li>"
        for n in range(1, 9)
    )
    report = read(f"<article>{BODY}</article><ul>{teasers}</ul>")
    assert not parts(report, "live_entry")
    assert "Other story" not in report.text


@pytest.mark.parametrize(
    "page",
    [
        IS_LIVE + "<ul>" + "<li><time>now</time><p>Word.</p></li>" * 4000 + "</ul>",
        "<div class='comment'>" * 3000 + "word",
        "<div class='pullquote related comment live-post'>word</div>" * 5000,
        "<div class='related'><a>word</a>" * 3000,
    ],
)
def test_many_boxes_are_soon_dealt_with(page: str) -> None:
    started = time.process_time()
    list(read_inputs(["-"], stdin=io.BytesIO(f"<html><body>{BODY}{page}</body></html>".encode())))
    assert time.process_time() - started < 5.0
