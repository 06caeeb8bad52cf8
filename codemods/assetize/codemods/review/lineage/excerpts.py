"""Parts of a large picture: what is near one node, what a search finds, and boxes that stand for many nodes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from assetize.codemods.review.lineage.graphs import Node, Picture


def near(picture: Picture, node: str, hops: int) -> Picture:
    """The node with all that can be reached over so many lines, against their direction or along it."""
    followers = _neighbours(picture.edges)
    leaders = _neighbours((last, first) for first, last in picture.edges)
    kept = {node}
    for neighbours in (followers, leaders):
        edge = {node}
        for _ in range(hops):
            edge = {other for name in edge for other in neighbours.get(name, ())} - {node}
            kept |= edge
    return _only(picture, kept)


def found_in(picture: Picture, words: str) -> tuple[Node, ...]:
    """The nodes whose names, or places, have all of these words."""
    wanted = words.lower().split()
    return tuple(
        node
        for node in picture.nodes
        if all(word in f"{node.label} {node.title} {node.file}".lower() for word in wanted)
    )


def by_box(picture: Picture, boxes: Mapping[str, str]) -> Picture:
    """One box for all nodes that are put together, and the lines between boxes."""
    counts = Counter(boxes[node.id] for node in picture.nodes)
    nodes = tuple(
        Node(box, f"{_short(box)} ({count})", "group", f"{box}: {count}") for box, count in counts.items()
    )
    edges = {(boxes[first], boxes[last]) for first, last in picture.edges if boxes[first] != boxes[last]}
    return Picture(nodes, tuple(sorted(edges)))


def of_box(picture: Picture, boxes: Mapping[str, str], box: str) -> Picture:
    """The nodes of one box with their direct neighbours elsewhere."""
    own = {node.id for node in picture.nodes if boxes[node.id] == box}
    beside = {name for edge in picture.edges if not own.isdisjoint(edge) for name in edge}
    return _only(picture, own | beside)


def _only(picture: Picture, kept: set[str]) -> Picture:
    nodes = tuple(node for node in picture.nodes if node.id in kept)
    return Picture(nodes, tuple(edge for edge in picture.edges if kept.issuperset(edge)))


def _neighbours(edges: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for first, last in edges:
        found.setdefault(first, []).append(last)
    return found


def _short(box: str) -> str:
    """A file without its folders; any other name as it is."""
    return PurePosixPath(box).name
