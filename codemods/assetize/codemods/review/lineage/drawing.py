"""Where boxes and lines of a picture go, in pixels."""

from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.graph_order import connected_sets
from assetize.analyzer.records import dataclass
from assetize.codemods.review.lineage.graphs import Node, Picture
from assetize.codemods.review.lineage.layers import Layers, find_layers

MOST_NODES = 150
"""More than this is hard to read at once."""
LONGEST_LABEL = 30
WIDEST = 1100
"""Layers that are wider go on in another row; parts that are not connected stand beside each other up to here."""
CHARACTER = 7.3
HEIGHT = 30
ROW = 66
GAP = 16
MARGIN = 8

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """One node in its place."""

    node: Node
    label: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes, and the paths of lines as SVG has them."""

    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Part:
    """Nodes that are connected. ``places``: the middle of each box's upper side, and of each place where a line passes a layer."""

    places: dict[str, Place]
    edges: tuple[tuple[str, str], ...]
    width: float
    height: float


def draw(picture: Picture, most: int = MOST_NODES) -> Drawing | None:
    """The picture from top to bottom; None when there is nothing to draw, or too much."""
    if not 0 < len(picture.nodes) <= most:
        return None
    nodes = {node.id: node for node in picture.nodes}
    places, edges, width, height = _packed(list(_parts(picture, nodes)))
    boxes = []
    for name, node in nodes.items():
        (x, y), size = places[name], _width(node)
        boxes.append(Box(node, _label(node), round(x - size / 2, 1), y, size))
    lines = tuple(_line(places[first], places[last], first in nodes) for first, last in edges)
    return Drawing(tuple(boxes), lines, round(width + 2 * MARGIN), round(height + 2 * MARGIN))


def _parts(picture: Picture, nodes: Mapping[str, Node]) -> Iterator[_Part]:
    edges = [(first, last) for first, last in picture.edges if first in nodes and last in nodes]
    part_of = {
        name: number for number, part in enumerate(connected_sets(list(nodes), edges)) for name in part
    }
    members: dict[int, list[str]] = {}
    for name in nodes:
        members.setdefault(part_of[name], []).append(name)
    lines: dict[int, list[tuple[str, str]]] = {}
    for edge in edges:
        lines.setdefault(part_of[edge[0]], []).append(edge)
    for number, names in members.items():
        yield _part(names, lines.get(number, []), nodes)


def _part(names: Sequence[str], edges: Sequence[tuple[str, str]], nodes: Mapping[str, Node]) -> _Part:
    layers, short = find_layers(names, edges)
    widths = {name: _width(nodes.get(name)) for layer in layers for name in layer}
    rows = [row for layer in layers for row in _rows(layer, widths)]
    full = max(_row_width(row, widths) for row in rows)
    return _Part(_places(rows, widths, full), tuple(short), full, ROW * (len(rows) - 1) + HEIGHT)


def _rows(layer: Sequence[str], widths: Mapping[str, float]) -> Iterator[list[str]]:
    row: list[str] = []
    for name in layer:
        if row and _row_width([*row, name], widths) > WIDEST:
            yield row
            row = []
        row.append(name)
    yield row


def _row_width(row: Sequence[str], widths: Mapping[str, float]) -> float:
    return sum(widths[name] + GAP for name in row) - GAP


def _places(rows: Layers, widths: Mapping[str, float], full: float) -> dict[str, Place]:
    """Layers are centred."""
    found: dict[str, Place] = {}
    for number, row in enumerate(rows):
        x = (full - _row_width(row, widths)) / 2
        for name in row:
            found[name] = (x + widths[name] / 2, ROW * number)
            x += widths[name] + GAP
    return found


def _packed(parts: Sequence[_Part]) -> tuple[dict[str, Place], list[tuple[str, str]], float, float]:
    """Parts beside each other, and in another row where there is no room."""
    places: dict[str, Place] = {}
    edges: list[tuple[str, str]] = []
    x = y = height = width = 0.0
    for part in parts:
        if x and x + part.width > WIDEST:
            x, y, height = 0.0, y + height + ROW - HEIGHT, 0.0
        for name, (left, top) in part.places.items():
            places[name] = (round(MARGIN + x + left, 1), round(MARGIN + y + top))
        edges += part.edges
        width, height = max(width, x + part.width), max(height, part.height)
        x += part.width + 2 * GAP
    return places, edges, width, y + height


def _line(start: Place, end: Place, leaves_box: bool) -> str:
    """From a box's lower side, or from above it where the line only passes, to the upper side of the next."""
    (x, y), (to_x, to_y) = start, end
    from_y = y + HEIGHT
    passing = "" if leaves_box else f"M{x} {y}V{from_y}"
    middle = (from_y + to_y) / 2
    return f"{passing}M{x} {from_y}C{x} {middle} {to_x} {middle} {to_x} {to_y}"


def _width(node: Node | None) -> float:
    return GAP if node is None else round(len(_label(node)) * CHARACTER + 22, 1)


def _label(node: Node) -> str:
    """The end of a long name tells more than its beginning."""
    return node.label if len(node.label) <= LONGEST_LABEL else "…" + node.label[-LONGEST_LABEL + 1 :]
