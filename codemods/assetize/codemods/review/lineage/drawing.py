"""Where boxes and lines of a picture go, in pixels."""

from collections.abc import Mapping

from assetize.analyzer.records import dataclass
from assetize.codemods.review.lineage.graphs import Node, Picture
from assetize.codemods.review.lineage.layers import Layers, find_layers

MOST_NODES = 150
"""More than this can be read by nobody."""
LONGEST_LABEL = 30
CHARACTER = 7.3
HEIGHT = 30
ROW = 66
GAP = 16
MARGIN = 8


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


def draw(picture: Picture) -> Drawing | None:
    """The picture from top to bottom; None when there is nothing to draw, or too much."""
    if not 0 < len(picture.nodes) <= MOST_NODES:
        return None
    nodes = {node.id: node for node in picture.nodes}
    layers, edges = find_layers(tuple(nodes), picture.edges)
    widths = {name: _width(nodes.get(name)) for layer in layers for name in layer}
    full = max(sum(widths[name] + GAP for name in layer) - GAP for layer in layers)
    places = _places(layers, widths, full)
    boxes = tuple(
        Box(node, _label(node), places[name][0] - widths[name] / 2, places[name][1], widths[name])
        for name, node in nodes.items()
    )
    lines = tuple(_line(places[first], places[last], nodes.keys() >= {first}) for first, last in edges)
    return Drawing(boxes, lines, round(full + 2 * MARGIN), ROW * (len(layers) - 1) + HEIGHT + 2 * MARGIN)


def _places(layers: Layers, widths: Mapping[str, float], full: float) -> dict[str, tuple[float, float]]:
    """The middle of every box's upper side; layers are centred."""
    found: dict[str, tuple[float, float]] = {}
    for number, layer in enumerate(layers):
        x = MARGIN + (full - sum(widths[name] + GAP for name in layer) + GAP) / 2
        for name in layer:
            found[name] = (round(x + widths[name] / 2, 1), MARGIN + ROW * number)
            x += widths[name] + GAP
    return found


def _line(start: tuple[float, float], end: tuple[float, float], leaves_box: bool) -> str:
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
