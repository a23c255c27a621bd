from __future__ import annotations

from dateline.ingest.blocks import Finding
from dateline.ingest.html import explain_page
from dateline.ingest.metadata import choose, collect

PAGE = """<html><head><title>Road to Koro closed | Valley News</title>
<meta property="og:site_name" content="Valley News"><meta property="og:title" content="You won't believe this road">
<meta property="article:published_time" content="2014-03-02">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2014-03-02T10:00:00Z",
"publisher": {"name": "Reuters"}, "author": [{"name": "Ana Pinto, Valley News"}, {"name": "admin"}]}]}</script></head>
<body><h1>Road to Koro closed</h1>
<p class="byline">x</p><time class="updated" datetime="2014-03-03T08:00:00Z">x</time></body></html>"""


def test_choices_and_their_reasons() -> None:
    choices = {choice.field: choice for choice in explain_page(PAGE, url="https://valley.example/2014/03/01/road")}
    assert choices["headline"].value == "Road to Koro closed"
    assert "You won't believe this road" in [other.value for other in choices["headline"].others]
    assert choices["published"].value == "2014-03-02T10:00:00+00:00"
    assert "json-ld" in choices["published"].reason
    assert choices["updated"].value == "2014-03-03T08:00:00+00:00"
    assert choices["publisher"].value == "Valley News"


def test_a_day_gains_the_time_of_that_day_and_no_other() -> None:
    day = Finding("published", "2014-03-02", "caller")
    finer = Finding("published", "2014-03-02T10:00:00+00:00", "meta")
    best = choose([Finding("published", "2014-03-02", "json-ld"), finer], "published")
    assert best is not None
    assert best.value == finer.value
    said = choose([day, finer], "published")
    assert said is not None
    assert said.value == "2014-03-02"


def test_authors_of_the_best_source_only() -> None:
    found = [Finding("byline", "A B", "meta author"), Finding("byline", "C D", "json-ld author")]
    assert collect(found, "byline") == ("C D",)
