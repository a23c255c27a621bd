"""The page to e-mail: whole by itself, and deaf to what reports say."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from lxml import html
from made import HOSTILE, killed, make_dossier, make_event

from dateline.export import Dossier, describe, export, format_named

FORM = format_named("html")


def page(folder: Path, dossiers: list[Dossier]) -> str:
    about = describe(FORM, "events", date=None, filters={"actor": HOSTILE}, title=HOSTILE)
    export(dossiers, FORM, about, folder / "a.html", None)
    return (folder / "a.html").read_text("utf-8")


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    event = make_event()
    assert event.place is not None
    place = event.place.model_copy(update={"name": HOSTILE})
    sides = tuple(one.model_copy(update={"name": HOSTILE}) for one in event.sides)
    bad = make_event("e-1", place=place, sides=sides, figures=(killed(1, HOSTILE),))
    return page(
        tmp_path, [make_dossier(bad, publisher=HOSTILE, headline="</td><img src=x onerror=alert(1)>", url=HOSTILE)]
    )


def test_nothing_is_fetched(hostile: str) -> None:
    tree = html.document_fromstring(hostile)
    assert not tree.xpath("//@src | //@href | //@srcset | //@action | //@formaction | //@*[name() = 'xlink:href']")
    assert not tree.xpath("//link | //iframe | //object | //embed | //img | //form | //base | //a")
    assert not re.findall(r"url\(|@import", hostile.partition("</style>")[0])


def test_only_our_own_script_runs(hostile: str) -> None:
    tree = html.document_fromstring(hostile)
    (script,) = tree.xpath("//script/text()")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert f"'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")


def test_hostile_words_are_shown_as_words(hostile: str) -> None:
    tree = html.document_fromstring(hostile)
    assert "<script>alert(1)</script>" in tree.xpath("string(//tbody)")
    assert "alert(1)" in tree.xpath("string(//svg//title | //svg//*[local-name() = 'title'])")


def test_the_map_counts_all_events_of_a_place(tmp_path: Path) -> None:
    many = [make_dossier(make_event(f"e-{number}")) for number in range(30)]
    text = page(tmp_path, [*many, make_dossier(make_event("e-99", place=None))])
    assert "30 of them on the map, 1 without coordinates" in text
    assert "… and 22 more" in text
    assert text.count("<circle") == 1
    assert text.count("<tr id=") == 31


def test_a_column_and_a_word_are_all_that_the_script_needs(tmp_path: Path) -> None:
    tree = html.document_fromstring(page(tmp_path, [make_dossier(make_event())]))
    heads, cells = tree.xpath("//th"), tree.xpath("//tbody/tr/td")
    assert len(heads) == len(cells)
    assert "c-1" in cells[-1].text_content()
    assert tree.xpath("//label/input[@type='search']")
