from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.ingest import report_from_text
from dateline.ingest.arrivals import Arrivals
from dateline.ingest.versions import ClaimChange, canonical_url, claim_changes, revise, word_changes
from dateline.records import Claim, Figure, Quote, Report, Span

URL = "https://www.post.example/mali/konna?utm_source=x"


def report(*paragraphs: str, url: str = URL) -> Report:
    return report_from_text("\n\n".join(paragraphs), url=url, headline="Fighting at Konna")


def claim(of: Report, trigger: str, figure: str | None = None) -> Claim:
    at = of.text.index(trigger)
    start, end = of.text.rfind("\n", 0, at) + 1, of.text.find("\n", at) % (len(of.text) + 1)
    figures: tuple[Figure, ...] = ()
    if figure:
        where = of.text.index(figure, start)
        figures = (Figure(measure="killed", best=11, text=figure, start=where, end=where + len(figure)),)
    return Claim(
        id=f"c-{of.id}-{at}", report_id=of.id, sentence=Span(start=start, end=end), type="assault", status="asserted",
        trigger=Quote(text=trigger, start=at, end=at + len(trigger)), figures=figures, confidence=0.5, coder="test",
    )  # fmt: skip


def test_addresses() -> None:
    assert canonical_url(URL) == canonical_url("http://post.example/mali/konna/#top")
    assert canonical_url("http://a.example/?id=2") != canonical_url("http://a.example/?id=3")


def test_a_changed_toll() -> None:
    old = report("Eleven soldiers were killed at Konna.", "The town is quiet.", "Shops were open on Friday.")
    new = report("Twelve soldiers were killed at Konna.", "The town is quiet.", "A curfew began.")
    assert revise(new, old).revises == old.id
    changes = word_changes(old, new)
    assert [(change.kind, change.old, change.new) for change in changes] == [
        ("replaced", "Eleven", "Twelve"),
        ("replaced", "Shops were open on Friday.", "A curfew began."),
    ]
    claims = claim_changes(
        old,
        [claim(old, "killed", "Eleven"), claim(old, "open")],
        new,
        [claim(new, "killed", "Twelve"), claim(new, "began")],
    )
    assert [change.kind for change in claims] == ["changed", "added", "withdrawn"]
    assert claims[0].fields == (("figures", "killed Eleven", "killed Twelve"),)


def test_furniture_makes_no_version() -> None:
    old = report("The town is quiet.", "Shops were open.", "Copyright 2013 The Post")
    new = report("The town is quiet.", "Shops were open.", "Copyright 2014 The Post")
    assert revise(new, old).revises is None


def test_another_address_is_no_version() -> None:
    assert revise(report("One.", url="https://b.example/"), report("Two.")).revises is None


def test_versions_and_copies_as_they_arrive() -> None:
    body = [f"In house number {n} the soldiers found weapons, radios and maps of {n * 7} villages." for n in range(30)]
    first, second = report(*body), report(*body, "A correction was made.")
    elsewhere = report(*body[:20], url="https://c.example/")
    arrivals = Arrivals()
    arrivals.place(first)
    assert arrivals.place(second).revises == first.id
    assert arrivals.place(elsewhere).copy_of == first.id
    assert arrivals.place(first).copy_of is None
    third = arrivals.place(report(*body[:4]))
    assert third.revises is not None
    assert third.copy_of is None


def test_each_version_replaces_the_one_that_came_last() -> None:
    arrivals, before = Arrivals(), None
    for count in (2, 3, 4):
        placed = arrivals.place(report(f"{count} men were held."))
        assert placed.revises == before
        before = placed.id


def test_no_change_no_claims() -> None:
    one = report("Eleven soldiers were killed.")
    assert word_changes(one, one) == ()
    assert claim_changes(one, [claim(one, "killed")], one, [claim(one, "killed")]) == ()
    assert ClaimChange("added", None, claim(one, "killed")).fields == ()


SENTENCES = st.lists(
    st.sampled_from(["Rebels left.", "Troops came.", "It rained on Gao.", "It rained in Gao.", "12 men died."]),
    max_size=6,
)


@given(SENTENCES, SENTENCES)
def test_the_changes_make_the_new_text_of_the_old(old: list[str], new: list[str]) -> None:
    one, two = report("Start.", *old), report("Start.", *new)
    text = one.text
    for change in reversed(word_changes(one, two)):
        assert one.text[change.old_start : change.old_end] == change.old
        assert two.text[change.new_start : change.new_end] == change.new
        text = text[: change.old_start] + change.new + text[change.old_end :]
    assert "".join(text.split()) == "".join(two.text.split())
