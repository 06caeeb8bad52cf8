"""Pictures: layers, few crossings, and nothing that cannot be drawn."""

import re
from itertools import pairwise

from assetize.codemods.review.lineage import Node, Picture, draw
from assetize.codemods.review.lineage.drawing import MOST_NODES
from assetize.codemods.review.lineage.layers import find_layers


def picture(*edges: tuple[str, str]) -> Picture:
    names = dict.fromkeys(name for edge in edges for name in edge)
    return Picture(tuple(Node(name, name, "op", name) for name in names), edges)


def test_nothing_and_too_much_is_not_drawn() -> None:
    assert draw(Picture((), ())) is None
    many = tuple(Node(str(number), str(number), "op", "") for number in range(MOST_NODES + 1))
    assert draw(Picture(many, ())) is None
    assert draw(Picture(many[:-1], ())) is not None


def test_a_circle_is_drawn_without_end() -> None:
    drawing = draw(picture(("a", "b"), ("b", "c"), ("c", "b")))
    assert drawing is not None and len(drawing.boxes) == 3


def test_every_edge_leads_downwards() -> None:
    drawing = draw(picture(("a", "b"), ("b", "c"), ("a", "c"), ("d", "c")))
    assert drawing is not None
    tops = {box.node.id: box.y for box in drawing.boxes}
    assert tops["a"] < tops["b"] < tops["c"] and tops["d"] < tops["c"]


def test_lines_that_pass_a_layer_have_a_place_there() -> None:
    layers, edges = find_layers(("a", "b", "c"), [("a", "b"), ("b", "c"), ("a", "c")])
    assert [len(layer) for layer in layers] == [1, 2, 1]
    depth = {name: number for number, layer in enumerate(layers) for name in layer}
    assert {depth[last] - depth[first] for first, last in edges} == {1}


def test_neighbours_are_put_so_that_lines_do_not_cross() -> None:
    layers, _ = find_layers(("a", "b", "y", "x"), [("a", "x"), ("b", "y")])
    assert layers == [["a", "b"], ["x", "y"]] or layers == [["b", "a"], ["y", "x"]]


def test_boxes_of_a_layer_do_not_touch_and_all_is_inside() -> None:
    drawing = draw(picture(*(("root", f"a_rather_long_name_of_an_op_{number}") for number in range(6))))
    assert drawing is not None
    row = sorted((box.x, box.x + box.width) for box in drawing.boxes if box.node.id != "root")
    assert all(first[1] < second[0] for first, second in pairwise(row))
    assert row[0][0] >= 0 and row[-1][1] <= drawing.width
    assert all(re.fullmatch(r"[MVC\d. ]+", line) for line in drawing.lines)
