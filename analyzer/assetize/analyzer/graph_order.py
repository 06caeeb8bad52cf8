"""The few questions about graphs that deciding and planning ask.

A job has a handful of nodes, and they make no circle: such graphs are answered here, in less time than a graph library takes
to be imported. Circles are left to networkx.
"""

import heapq
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
Neighbours = Mapping[Item, Iterable[Item]]


def connected_sets(items: Iterable[Item], pairs: Iterable[tuple[Item, Item]]) -> list[set[Item]]:
    """Sets of items that hang together, whatever the direction of the pairs."""
    given = list(pairs)
    neighbours = _neighbours(items, (*given, *((second, first) for first, second in given)))
    found: list[set[Item]] = []
    seen: set[Item] = set()
    for item in neighbours:
        if item not in seen:
            found.append(reached_from(neighbours, item))
            seen |= found[-1]
    return found


def circles(items: Iterable[Item], pairs: Iterable[tuple[Item, Item]]) -> list[set[Item]]:
    """Sets of items that are reached from each other, those that need others last; an item in no circle is a set of its own."""
    followers = _neighbours(items, pairs)
    order = _followers_first(followers)
    if order is not None:
        return [{item} for item in order]
    import networkx

    graph: networkx.DiGraph[Item] = networkx.DiGraph()
    graph.add_nodes_from(followers)
    graph.add_edges_from((item, other) for item, others in followers.items() for other in others)
    return [set(component) for component in networkx.strongly_connected_components(graph)]


def in_order(
    items: Iterable[Item], pairs: Iterable[tuple[Item, Item]], rank: Callable[[Item], int]
) -> list[Item]:
    """The items so that the first of each pair comes before the second, else by rank. The pairs must make no circle."""
    followers = _neighbours(items, pairs)
    places = {item: (rank(item), number) for number, item in enumerate(followers)}
    waiting = dict.fromkeys(followers, 0)
    for others in followers.values():
        for other in others:
            waiting[other] += 1
    ready = [(*places[item], item) for item, number in waiting.items() if not number]
    heapq.heapify(ready)
    found: list[Item] = []
    while ready:
        item = heapq.heappop(ready)[-1]
        found.append(item)
        for other in followers[item]:
            waiting[other] -= 1
            if not waiting[other]:
                heapq.heappush(ready, (*places[other], other))
    if len(found) < len(followers):
        raise ValueError("the pairs make a circle")
    return found


def all_before(pairs: Iterable[tuple[Item, Item]], item: Item) -> set[Item]:
    """Every item from which ``item`` is reached; empty when no pair has it."""
    needed = _neighbours((item,), ((second, first) for first, second in pairs))
    return reached_from(needed, item) - {item}


def is_reached(pairs: Iterable[tuple[Item, Item]], start: Item, end: Item) -> bool:
    """Whether ``end`` is reached from ``start``, or is it."""
    return start == end or start in all_before(pairs, end)


def _neighbours(items: Iterable[Item], pairs: Iterable[tuple[Item, Item]]) -> dict[Item, dict[Item, None]]:
    """The second items of the pairs by the first, all in the order in which they come."""
    found: dict[Item, dict[Item, None]] = {item: {} for item in items}
    for first, second in pairs:
        found.setdefault(first, {})[second] = None
        found.setdefault(second, {})
    return found


def reached_from(neighbours: Neighbours[Item], start: Item) -> set[Item]:
    """The item, and all that lie behind it."""
    seen = {start}
    pending = [start]
    while pending:
        for other in neighbours[pending.pop()]:
            if other not in seen:
                seen.add(other)
                pending.append(other)
    return seen


def _followers_first(followers: Neighbours[Item]) -> list[Item] | None:
    """All items, each after those that follow it; None when some of them make a circle."""
    done: dict[Item, None] = {}
    for start in followers:
        if start in done:
            continue
        path: dict[Item, Iterator[Item]] = {start: iter(followers[start])}
        while path:
            item = next(reversed(path))
            other = next((other for other in path[item] if other not in done and other != item), None)
            if other is None:
                done[item] = None
                del path[item]
            elif other in path:
                return None
            else:
                path[other] = iter(followers[other])
    return list(done)
