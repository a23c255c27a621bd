"""Parts found one by one are those of the whole graph, and none that must be grouped anew is missed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.link import cluster, partition
from dateline.link.partition import Edges, Web, changed_parts

NODES = range(14)
scores = st.sampled_from([0.5, 1.5, 3.0, 5.0, 7.0, 9.0])
graphs = st.dictionaries(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), scores, max_size=40)


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (cluster, partition):
        monkeypatch.setattr(module, "MOST", 3)


def near(graph: Mapping[tuple[int, int], float]) -> dict[int, dict[int, float]]:
    found: dict[int, dict[int, float]] = {node: {} for node in NODES}
    for (one, other), score in graph.items():
        if one != other:
            found[one][other] = found[other][one] = score
    return found


def web(edges: Edges) -> Web:
    def read(numbers: Collection[int]) -> Edges:
        return {number: edges[number] for number in numbers}

    return Web(read)


def parts(edges: Edges) -> set[frozenset[int]]:
    return {frozenset(part) for part in cluster.parted(NODES, edges)}


@given(graphs)
def test_each_part_is_one_of_the_whole_graph(graph: Mapping[tuple[int, int], float]) -> None:
    edges = near(graph)
    found = web(edges)
    assert {found.part(node) for node in NODES} == parts(edges)


@given(graphs, graphs, st.sets(st.sampled_from(NODES), max_size=2))
def test_all_that_has_changed_is_grouped_anew(
    graph: Mapping[tuple[int, int], float], changes: Mapping[tuple[int, int], float], retold: set[int]
) -> None:
    before, now = near(graph), near({**graph, **changes})
    were: dict[int, dict[int, float | None]] = {}
    are: dict[int, dict[int, float | None]] = {}
    for one in NODES:
        for other in before[one].keys() | now[one].keys():
            if before[one].get(other) != now[one].get(other):
                were.setdefault(one, {})[other] = before[one].get(other)
                are.setdefault(one, {})[other] = now[one].get(other)
    found = changed_parts(web(before), web(now), (were, are), retold)
    assert found <= parts(now)
    for part in parts(now) - found:
        assert part in parts(before)
        assert not part & retold
        assert not any(one in part and other in part for one, others in were.items() for other in others)


def test_a_walk_stops_where_a_part_is_too_large() -> None:
    edges = {number: {number - 1: 1.0, number + 1: 1.0} for number in range(1000)}
    asked: set[int] = set()

    def read(numbers: Collection[int]) -> Edges:
        asked.update(numbers)
        return {number: {one: score for one, score in edges[number].items() if one in edges} for number in numbers}

    assert Web(read).holding(500, 0) is None
    assert len(asked) < 10
