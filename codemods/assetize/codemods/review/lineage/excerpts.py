"""Parts of a large picture: what is near one node, what a search finds, and one box for each file."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from assetize.codemods.review.lineage.graphs import Node, Picture

ELSEWHERE = "elsewhere"


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


def by_file(picture: Picture) -> Picture:
    """One box for all nodes of a file, and the lines between files."""
    groups = {node.id: node.file or ELSEWHERE for node in picture.nodes}
    counts: dict[str, int] = {}
    for group in groups.values():
        counts[group] = counts.get(group, 0) + 1
    nodes = tuple(
        Node(group, f"{_short(group)} ({count})", "group", f"{group}: {count}", file="" if group == ELSEWHERE else group, line=1)
        for group, count in counts.items()
    )  # fmt: skip
    edges = {(groups[first], groups[last]) for first, last in picture.edges if groups[first] != groups[last]}
    return Picture(nodes, tuple(sorted(edges)))


def of_file(picture: Picture, file: str) -> Picture:
    """The nodes of one file with their direct neighbours elsewhere."""
    own = {node.id for node in picture.nodes if (node.file or ELSEWHERE) == file}
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


def _short(file: str) -> str:
    return PurePosixPath(file).name
