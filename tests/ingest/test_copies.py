from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ingest import report_from_text
from dateline.ingest.copies import MAX_OWNERS, CopyIndex, find_copy, fingerprint, mark_copies
from dateline.records import Report

WORDS = [
    f"{a}{b}"
    for a in ("ka", "lo", "mi", "ne", "pu", "ro", "sa", "ti")
    for b in ("ban", "dor", "gul", "min", "sek", "tar")
]


def story(seed: int, sentences: int = 20) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    return [" ".join(chance.choices(WORDS, k=14)).capitalize() + "." for _ in range(sentences)]


def report(sentences: list[str], *, url: str, headline: str = "Fighting near the town") -> Report:
    return report_from_text("\n\n".join(sentences), url=url, headline=headline)


def copies(*reports: Report) -> list[str | None]:
    return [found.copy_of for found in mark_copies(reports)]


def test_a_wire_story_trimmed_and_with_a_local_lead() -> None:
    wire = story(1)
    first = report(wire, url="https://a.example/1")
    trimmed = report(wire[:9], url="https://b.example/2", headline="Clashes in the north")
    local = report([*story(2, 4), *wire[:12]], url="https://c.example/3", headline="Our man near the town")
    other = report(story(3), url="https://d.example/4")
    assert copies(first, trimmed, local, other) == [None, first.id, first.id, None]


def test_a_copy_of_a_copy_points_to_the_original() -> None:
    wire = story(4)
    reports = [report(wire[: 20 - n], url=f"https://{n}.example/") for n in range(5)]
    assert copies(*reports) == [None, *[reports[0].id] * 4]


def test_briefs_and_forms_are_no_copies() -> None:
    assert not fingerprint(report(story(5, 2), url="https://a.example/1")).hashes
    form = story(6, 4)
    one = report([*form, *story(61, 1)], url="https://a.example/1", headline="Bridge closed")
    two = report(form, url="https://a.example/2", headline="Mayor elected")
    assert copies(one, two) == [None, None]


def test_a_version_is_left_alone() -> None:
    wire = story(7)
    second = report(wire, url="https://b.example/1").model_copy(update={"revises": "r-1"})
    assert copies(report(wire, url="https://a.example/1"), second) == [None, None]


def test_the_same_report_twice_is_no_copy_of_itself() -> None:
    one = report(story(8), url="https://a.example/1")
    assert copies(one, one) == [None, None]


def test_a_phrase_that_all_use_links_nothing() -> None:
    index, closing = CopyIndex(), story(9, 2)
    reports = [report([*story(n), *closing], url=f"https://{n}.example/") for n in range(100, 200)]
    assert [found.copy_of for found in mark_copies(reports, index)] == [None] * 100
    assert len(index) == 100
    mark = fingerprint(reports[-1])
    assert find_copy(mark, index) is not None
    assert max(map(len, index.owners(mark.keys).values())) <= MAX_OWNERS + 1


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(12, 20))
def test_any_long_part_is_found(seed: int, kept: int) -> None:
    wire = story(seed)
    assert copies(report(wire, url="https://a.example/"), report(wire[-kept:], url="https://b.example/"))[1] is not None
