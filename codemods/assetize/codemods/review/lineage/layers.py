"""Puts the nodes of a graph into layers, and orders each layer so that few lines cross."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

SWEEPS = 4

Layers = list[list[str]]


def find_layers(
    nodes: Sequence[str], edges: Iterable[tuple[str, str]]
) -> tuple[Layers, list[tuple[str, str]]]:
    """Layers from first to last, and edges between neighbouring layers only.

    A line that passes a layer has a place of its own there, named ``first>last>number``. Edges of a circle are left out.
    """
    pairs = sorted(set(edges))
    depth = _depths(nodes, pairs)
    layers: Layers = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for node in nodes:
        layers[depth[node]].append(node)
    short: list[tuple[str, str]] = []
    for first, last in pairs:
        if depth[first] < depth[last]:
            path = [
                first,
                *(f"{first}>{last}>{place}" for place in range(depth[first] + 1, depth[last])),
                last,
            ]
            for place, passing in enumerate(path[1:-1], depth[first] + 1):
                layers[place].append(passing)
            short += pairwise(path)
    return _ordered(layers, short), short


def _depths(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> Mapping[str, int]:
    """How many edges lead to each node, at most; what is in a circle, or after one, stays where it was reached last."""
    followers: dict[str, list[str]] = {node: [] for node in nodes}
    waiting = dict.fromkeys(nodes, 0)
    for first, last in edges:
        followers[first].append(last)
        waiting[last] += 1
    depth = dict.fromkeys(nodes, 0)
    ready = [node for node in nodes if not waiting[node]]
    for node in ready:
        for follower in followers[node]:
            depth[follower] = max(depth[follower], depth[node] + 1)
            waiting[follower] -= 1
            if not waiting[follower]:
                ready.append(follower)
    return depth


def _ordered(layers: Layers, edges: Sequence[tuple[str, str]]) -> Layers:
    """Every node goes to the mean place of its neighbours, downwards and upwards in turn."""
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for first, last in edges:
        above.setdefault(last, []).append(first)
        below.setdefault(first, []).append(last)
    for _ in range(SWEEPS):
        layers = _sweep(layers, above)
        layers = _sweep(layers[::-1], below)[::-1]
    return layers


def _sweep(layers: Layers, neighbours: Mapping[str, Sequence[str]]) -> Layers:
    swept: Layers = []
    for layer in layers:
        places = {node: place for place, node in enumerate(swept[-1])} if swept else {}
        means = {node: _mean(places, neighbours.get(node, ()), place) for place, node in enumerate(layer)}
        swept.append(sorted(layer, key=means.__getitem__))
    return swept


def _mean(places: Mapping[str, int], neighbours: Sequence[str], present: int) -> float:
    found = [places[node] for node in neighbours if node in places]
    return sum(found) / len(found) if found else float(present)
