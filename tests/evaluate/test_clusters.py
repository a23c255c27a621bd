from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluate.clusters import Cluster, b_cubed, ceaf_e, clusters_of, mixed_share, muc
from dateline.evaluate.counts import total


def clusters(*groups: str) -> list[Cluster]:
    return [frozenset(group) for group in groups]


# Worked out by hand: gold {a b c} {d e}; ours {a b} {c d e}.
GOLD, OURS = clusters("abc", "de"), clusters("ab", "cde")


def test_b_cubed_by_hand() -> None:
    counts = total(b_cubed(GOLD, OURS))
    # precision: a 2/2, b 2/2, c 1/3, d 2/3, e 2/3 = 11/3 of 5; recall: a 2/3, b 2/3, c 1/3, d 2/2, e 2/2 = 11/3 of 5
    assert counts.precision == pytest.approx(11 / 15)
    assert counts.recall == pytest.approx(11 / 15)


def test_muc_by_hand() -> None:
    counts = total(muc(GOLD, OURS))
    # gold links: 2 + 1; {a b c} falls into 2 parts: 1 found; {d e} whole: 1 found. Ours: 1 + 2; {c d e} has 2 parts.
    assert counts.recall == pytest.approx(2 / 3)
    assert counts.precision == pytest.approx(2 / 3)


def test_ceaf_e_by_hand() -> None:
    counts = total(ceaf_e(GOLD, OURS))
    # φ₄: abc-ab 4/5, abc-cde 2/6, de-cde 4/5; best pairing 4/5 + 4/5 of 2 clusters on either side
    assert counts.recall == pytest.approx(0.8)
    assert counts.precision == pytest.approx(0.8)


def test_ceaf_e_precision_counts_our_clusters() -> None:
    counts = total(ceaf_e(clusters("ab"), clusters("a", "b")))
    # φ₄ of {a b} and {a} is 2/3; one of our two clusters is paired
    assert counts.recall == pytest.approx(2 / 3)
    assert counts.precision == pytest.approx(1 / 3)


def test_all_singletons_have_full_precision_and_no_muc_links() -> None:
    ours = clusters("a", "b", "c", "d", "e")
    counts = total(b_cubed(GOLD, ours))
    assert counts.precision == 1.0
    assert counts.recall == pytest.approx((3 * 1 / 3 + 2 * 1 / 2) / 5)
    assert total(muc(GOLD, ours)).f1 == 0.0


def test_share_of_mixed_clusters() -> None:
    assert mixed_share(GOLD, OURS) == 0.5


def test_clusters_of_labels() -> None:
    assert clusters_of({"a": 1, "b": 2, "c": 1}) == [frozenset("ac"), frozenset("b")]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3), min_size=1))
def test_a_perfect_answer_is_perfect(labels: dict[str, int]) -> None:
    gold = clusters_of(labels)
    assert total(b_cubed(gold, gold)).f1 == pytest.approx(1.0)
    assert total(ceaf_e(gold, gold)).f1 == pytest.approx(1.0)
    assert total(muc(gold, gold)).f1 in {None, 1.0}
