"""Groups of op nodes that become one asset definition each.

The edges that leave an asset output are cut; what remains connected is a group; groups that need each other in a circle are
merged. So a transient shared by two assets stays in one group and runs once.
"""

from collections.abc import Mapping, Sequence

from assetize.analyzer.flat_graph import FlatEdge, FlatGraph, FlatNode
from assetize.analyzer.graph_order import circles, connected_sets, in_order
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """``nodes`` in an order in which they may run; ``assets``: ``(node path, output)`` pairs that are assets, in that order.

    ``incoming``: edges from other groups, all of which leave an asset output there.
    """

    nodes: tuple[FlatNode, ...]
    assets: tuple[tuple[str, str], ...]
    incoming: tuple[FlatEdge, ...]
    inner: tuple[FlatEdge, ...]


def group_nodes(graph: FlatGraph, assets: Mapping[tuple[str, str], object]) -> tuple[Group, ...]:
    """All groups of a job, upstream first. ``assets`` has the ``(node path, output)`` pairs that are assets."""
    members = _merge_circles(graph, _connected(graph, assets))
    return _make_groups(graph, members, assets)


def group_with_side_effects(graph: FlatGraph, assets: Mapping[tuple[str, str], object]) -> tuple[Group, ...]:
    """The same, with every group that has no asset put to one that has."""
    groups = group_nodes(graph, assets)
    members = _merge_circles(graph, _adopt_side_effects(groups))
    return _make_groups(graph, members, assets)


def _make_groups(
    graph: FlatGraph, members: Sequence[set[str]], assets: Mapping[tuple[str, str], object]
) -> tuple[Group, ...]:
    order = _run_order(graph)
    groups = [_make_group(graph, paths, assets, order) for paths in members]
    return tuple(_upstream_first(groups))


def _adopt_side_effects(groups: Sequence[Group]) -> list[set[str]]:
    """Paths by group: what has no asset goes to its last asset ancestor, that is one which all others come before.

    Without such a one, all of them become one group. What comes after no asset at all goes to the last group, so that no
    other waits for it.
    """
    owner = {node.path: number for number, group in enumerate(groups) for node in group.nodes}
    before = _ancestors(groups, owner)
    makers = [number for number, group in enumerate(groups) if group.assets]
    together: list[tuple[int, int]] = []
    for number, group in enumerate(groups):
        if group.assets or not makers:
            continue
        above = sorted({owner[edge.upstream] for edge in group.incoming}) or makers[-1:]
        last = [one for one in above if all(other == one or other in before[one] for other in above)]
        together += [(home, number) for home in last or above]
    return [
        {node.path for number in numbers for node in groups[number].nodes}
        for numbers in connected_sets(range(len(groups)), together)
    ]


def _ancestors(groups: Sequence[Group], owner: Mapping[str, int]) -> list[set[int]]:
    found: list[set[int]] = []
    for group in groups:
        direct = {owner[edge.upstream] for edge in group.incoming}
        found.append(direct.union(*(found[number] for number in direct)))
    return found


def _connected(graph: FlatGraph, assets: Mapping[tuple[str, str], object]) -> list[set[str]]:
    uncut = ((edge.upstream, edge.node) for edge in graph.edges if (edge.upstream, edge.output) not in assets)
    return connected_sets((node.path for node in graph.nodes), uncut)


def _merge_circles(graph: FlatGraph, members: list[set[str]]) -> list[set[str]]:
    group_of = {path: number for number, paths in enumerate(members) for path in paths}
    between = ((group_of[edge.upstream], group_of[edge.node]) for edge in graph.edges)
    return [
        set().union(*(members[number] for number in circle))
        for circle in circles(range(len(members)), between)
    ]


def _run_order(graph: FlatGraph) -> Mapping[str, int]:
    """Place of each node: after all that it needs, else as written."""
    written = {node.path: number for number, node in enumerate(graph.nodes)}
    edges = ((edge.upstream, edge.node) for edge in graph.edges)
    return {path: number for number, path in enumerate(in_order(written, edges, written.__getitem__))}


def _make_group(
    graph: FlatGraph, paths: set[str], assets: Mapping[tuple[str, str], object], order: Mapping[str, int]
) -> Group:
    nodes = sorted((node for node in graph.nodes if node.path in paths), key=lambda node: order[node.path])
    return Group(
        nodes=tuple(nodes),
        assets=tuple(
            sorted((place for place in assets if place[0] in paths), key=lambda place: order[place[0]])
        ),
        incoming=tuple(edge for edge in graph.edges if edge.node in paths and edge.upstream not in paths),
        inner=tuple(edge for edge in graph.edges if edge.node in paths and edge.upstream in paths),
    )


def _upstream_first(groups: list[Group]) -> list[Group]:
    owner = {node.path: number for number, group in enumerate(groups) for node in group.nodes}
    edges = ((owner[edge.upstream], number) for number, group in enumerate(groups) for edge in group.incoming)
    return [groups[number] for number in in_order(range(len(groups)), edges, int)]
