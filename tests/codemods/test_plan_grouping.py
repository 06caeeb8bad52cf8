"""Groups of op nodes: cut behind assets, joined by transients, merged in circles."""

from assetize.analyzer.flat_graph import FlatEdge, FlatGraph, FlatNode
from assetize.analyzer.model import Location, Node
from assetize.codemods.plan.grouping import group_nodes

WHERE = Location("jobs.py", 1)


def graph(nodes: str, *edges: str) -> FlatGraph:
    """``graph("a b", "a>b")``; ``a.x>b`` names a's output x."""
    flat = tuple(
        FlatNode(name, f"m:{name}", Node(name, f"m:{name}", WHERE), "m:job") for name in nodes.split()
    )
    links = []
    for edge in edges:
        source, _, target = edge.partition(">")
        upstream, _, output = source.partition(".")
        links.append(FlatEdge(target, upstream, upstream, output or "result"))
    return FlatGraph(flat, tuple(links), (), (), ("m:job",), ())


def groups(flat: FlatGraph, *assets: str) -> list[tuple[str, list[str]]]:
    places = {}
    for asset in assets:
        node, _, output = asset.partition(".")
        places[(node, output or "result")] = object()
    return [
        (" ".join(node.path for node in group.nodes), [f"{path}.{output}" for path, output in group.assets])
        for group in group_nodes(flat, places)
    ]


def test_an_edge_that_leaves_an_asset_is_cut() -> None:
    assert groups(graph("users model", "users>model"), "users", "model") == [
        ("users", ["users.result"]),
        ("model", ["model.result"]),
    ]


def test_transients_join_the_asset_that_they_feed() -> None:
    assert groups(graph("fetch clean write", "fetch>clean", "clean>write"), "write") == [
        ("fetch clean write", ["write.result"])
    ]


def test_a_transient_that_feeds_two_assets_keeps_them_in_one_group() -> None:
    flat = graph("fetch a b", "fetch>a", "fetch>b")
    assert groups(flat, "a", "b") == [("fetch a b", ["a.result", "b.result"])]


def test_an_asset_inside_a_circle_of_groups_is_merged_with_them() -> None:
    # raw feeds users and model; users feeds features, which feeds model: {users} stands between two parts of one group.
    flat = graph("raw users features model", "raw>model", "raw>users", "users>features", "features>model")
    assert groups(flat, "users", "model") == [("raw users features model", ["users.result", "model.result"])]


def test_groups_that_need_each_other_become_one() -> None:
    # a.x is an asset that b takes; b's transient feeds back into c, which a's transient feeds, too.
    flat = graph("a b c", "a.x>b", "b>c", "a.y>c")
    assert groups(flat, "a.x", "c") == [("a b c", ["a.x", "c.result"])]


def test_a_tail_without_an_asset_is_a_group_of_its_own() -> None:
    assert groups(graph("users notify", "users>notify"), "users") == [
        ("users", ["users.result"]),
        ("notify", []),
    ]


def test_groups_come_upstream_first_whatever_the_order_of_writing() -> None:
    flat = graph("model users", "users>model")
    assert [nodes for nodes, _ in groups(flat, "users", "model")] == ["users", "model"]
