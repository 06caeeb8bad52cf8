"""Pictures: layers, few crossings, and nothing that cannot be drawn."""

import re
from itertools import pairwise
from pathlib import Path

from assetize.codemods.review.access import Access
from assetize.codemods.review.lineage import Node, Picture, draw
from assetize.codemods.review.lineage.drawing import HEIGHT, MOST_NODES, WIDEST
from assetize.codemods.review.lineage.excerpts import by_box, found_in, near, of_box
from assetize.codemods.review.lineage.layers import find_layers
from assetize.codemods.review.session import Review

from .conftest import PORT, Browser, write_shop


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
    rows: dict[float, list[tuple[float, float]]] = {}
    for box in drawing.boxes:
        rows.setdefault(box.y, []).append((box.x, box.x + box.width))
    for row in map(sorted, rows.values()):
        assert all(first[1] < second[0] for first, second in pairwise(row))
        assert row[0][0] >= 0 and row[-1][1] <= drawing.width
    assert max(rows) + HEIGHT <= drawing.height
    assert all(re.fullmatch(r"[MVC\d. ]+", line) for line in drawing.lines)


def test_a_wide_layer_goes_on_in_another_row() -> None:
    drawing = draw(picture(*(("root", f"a_rather_long_name_of_an_op_{number}") for number in range(40))))
    assert drawing is not None and drawing.width < WIDEST + 50
    assert len({box.y for box in drawing.boxes}) > 5


def test_parts_that_are_not_connected_stand_beside_each_other() -> None:
    drawing = draw(picture(*((f"a{number}", f"b{number}") for number in range(70))))
    assert drawing is not None and drawing.width < WIDEST + 50
    tops = {box.node.id: box.y for box in drawing.boxes}
    assert tops["a0"] == tops["a1"] < tops["b0"] < tops["a69"]


def test_what_is_near_a_node_is_found_in_both_directions() -> None:
    line = picture(*pairwise("abcdefg"))
    assert [node.id for node in near(line, "d", 2).nodes] == ["b", "c", "d", "e", "f"]
    star = picture(("a", "b"), ("a", "c"))
    assert [node.id for node in near(star, "b", 1).nodes] == ["a", "b"]


def test_boxes_stand_for_many_nodes() -> None:
    boxes = {"a": "shop/x.py", "b": "shop/x.py", "c": "shop/y.py", "d": "elsewhere"}
    nodes = tuple(Node(name, name, "asset", name) for name in boxes)
    whole = Picture(nodes, (("a", "b"), ("b", "c"), ("d", "a")))
    grouped = by_box(whole, boxes)
    assert [(node.id, node.label) for node in grouped.nodes] == [
        ("shop/x.py", "x.py (2)"),
        ("shop/y.py", "y.py (1)"),
        ("elsewhere", "elsewhere (1)"),
    ]
    assert grouped.edges == (("elsewhere", "shop/x.py"), ("shop/x.py", "shop/y.py"))
    assert [node.id for node in of_box(whole, boxes, "shop/y.py").nodes] == ["b", "c"]


def test_assets_can_be_put_together_by_group_and_code_location(tmp_path: Path) -> None:
    root = write_shop(tmp_path / "project")
    (root / "assetize.toml").write_text('group-name = "shop"\n')
    (root / "shop" / "other.py").write_text(
        "from dagster import Definitions\n\nfrom shop.orders import orders_job\n\nother = Definitions(jobs=[orders_job])\n"
    )
    definitions = root / "shop" / "definitions.py"
    definitions.write_text(definitions.read_text().replace("orders_job, ", ""))
    page = Browser(Review(root), Access(PORT), lambda: None).get("/lineage", show="locations").text
    assert "One box a code location" in page and "One box a group" not in page
    assert page.count('class="box group') == 2
    assert "shop.definitions:defs: 1" in page and "shop.other:other: 1" in page


def test_ops_can_be_put_together_by_graph(tmp_path: Path) -> None:
    root = write_shop(tmp_path / "project")
    users = root / "shop" / "users.py"
    text = users.read_text().replace("import job, op", "import graph, job, op")
    text = text.replace("def users_job():\n    build_users()", "def users_job():\n    load()\n    tell()")
    text = text.replace(
        "@job", "@op\ndef tell():\n    pass\n\n\n@graph\ndef load():\n    build_users()\n\n\n@job"
    )
    users.write_text(text)
    browser = Browser(Review(root), Access(PORT), lambda: None)
    wanted = {"job": "shop.users:users_job", "side": "before", "show": "graphs"}
    page = browser.get("/lineage", **wanted).text
    assert "load: 1" in page and "the job itself: 1" in page
    assert "op load.build_users" in (inside := browser.get("/lineage", **wanted, box="load").text)
    assert "op tell" not in inside


def test_an_external_asset_in_focus_leads_nowhere(tmp_path: Path) -> None:
    root = write_shop(tmp_path / "project")
    orders = root / "shop" / "orders.py"
    read = 'pd.read_sql("select * from customers", warehouse())'
    orders.write_text(orders.read_text().replace('pd.DataFrame({"id": [1]})', read))
    browser = Browser(Review(root), Access(PORT), lambda: None)
    picture = browser.get("/lineage", focus="customers").text.partition("<svg")[2].partition("</svg>")[0]
    assert picture.count("<a ") == picture.count("</a>") == 1


def test_a_search_needs_all_words() -> None:
    nodes = (
        Node("a", "users", "asset", "asset users", file="x.py"),
        Node("b", "orders", "asset", "asset orders"),
    )
    assert [node.id for node in found_in(Picture(nodes, ()), "X.py USERS")] == ["a"]
    assert found_in(Picture(nodes, ()), "x.py orders") == ()
