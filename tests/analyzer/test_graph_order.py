"""The answers about graphs are those of networkx, in the same order."""

import random

import networkx
import pytest

from assetize.analyzer.graph_order import all_before, circles, connected_sets, in_order, is_reached

Pairs = list[tuple[int, int]]


def test_an_order_of_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        in_order((1, 2), [(1, 2), (2, 1)], int)


@pytest.mark.parametrize("seed", range(300))
def test_answers_are_those_of_networkx(seed: int) -> None:
    items, pairs, rank = _graph(random.Random(seed))
    directed: networkx.DiGraph[int] = networkx.DiGraph()
    directed.add_nodes_from(items)
    directed.add_edges_from(pairs)
    assert connected_sets(items, pairs) == list(networkx.connected_components(directed.to_undirected()))
    assert circles(items, pairs) == list(networkx.strongly_connected_components(directed))
    for item in items:
        assert all_before(pairs, item) == networkx.ancestors(directed, item)
        assert is_reached(pairs, items[0], item) == networkx.has_path(directed, items[0], item)
    if networkx.is_directed_acyclic_graph(directed):
        expected = list(networkx.lexicographical_topological_sort(directed, key=rank.__getitem__))
        assert in_order(items, pairs, rank.__getitem__) == expected


def _graph(chance: random.Random) -> tuple[list[int], Pairs, dict[int, int]]:
    """A few items and pairs, in about half of all cases without a circle."""
    items = list(range(chance.randint(1, 8)))
    chance.shuffle(items)
    pairs = [(chance.choice(items), chance.choice(items)) for _ in range(chance.randint(0, 12))]
    if chance.random() < 0.5:
        pairs = [(first, second) for first, second in pairs if first < second]
    return items, pairs, {item: chance.randint(0, 3) for item in items}
