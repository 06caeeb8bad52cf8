"""Variables of functions, classes and other modules."""

import ast
from pathlib import Path

import pytest

from assetize.analyzer.files import find_files
from assetize.analyzer.names import Sources, read_sources
from assetize.analyzer.values import Hole, Instance, Known, NotKnown, Template, Value, evaluate, render


def sources_of(root: Path, files: dict[str, str]) -> Sources:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return read_sources(find_files(root))


def sent(root: Path, body: str, bindings: dict[str, Value] | None = None, before: str = "") -> list[Value]:
    """The values of the arguments of the calls of ``send`` in a function's body."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    sources = sources_of(
        root, {"a.py": f"{before}\ndef f(table, context, *names, schema='public'):\n{lines}\n"}
    )
    assert sources.diagnostics == ()
    source = sources.module("a")
    assert source is not None
    calls = [
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "send"
    ]
    calls.sort(key=lambda call: (call.lineno, call.col_offset))
    scope = sources.scope_of("a:f")
    return [evaluate(sources, "a", call.args[0], bindings or {}, scope) for call in calls]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("if x:\n    name = 'a'\nelse:\n    name = 'b'\nsend(name)", "assigned again"),
        ("name = 'a'\nif x:\n    name = 'b'\nsend(name)", "assigned again"),
        ("for x in y:\n    name = 'a'\n    send(name)\n    name = 'b'", "assigned in a loop"),
        ("for name in y:\n    send(name)", "variable of a loop"),
        ("for n in y:\n    name = n\n    send(name)", "variable of a loop"),
        ("send(name)\nname = 'a'\nname = 'b'", "no value yet"),
        ("with unknown() as name:\n    send(name)", "with statement"),
        ("name = name\nsend(name)", "back to itself"),
        ("name = {'a': 1}\nname['a'] = 2\nsend(name['a'])", "changed in place"),
        ("name = ['a']\nname += ['b']\nsend(name)", "assigned again"),
        ("def inner():\n    nonlocal name\n    name = 'b'\nname = 'a'\nsend(name)", "assigned again"),
        ("try:\n    name = 'a'\nexcept E as name:\n    pass\nsend(name)", "assigned again"),
        ("a, *name = 'abc'\nsend(name)", "starred"),
    ],
)
def test_variables_without_one_value(tmp_path: Path, body: str, reason: str) -> None:
    (found,) = sent(tmp_path, body)
    assert isinstance(found, NotKnown), found
    assert found.reason


def test_a_parameter_that_nothing_is_bound_to_is_a_hole(tmp_path: Path) -> None:
    body = "send(table)\nsend(f'{schema}.{table}')\nsend(context.op_config['x'])\nsend(context.partition_key)"
    shown = [render(found) for found in sent(tmp_path, body)]
    assert shown == [
        "{param:table}",
        "{param:schema}.{param:table}",
        "{param:context.op_config[x]}",
        "{param:context.partition_key}",
    ]


def test_bound_parameters(tmp_path: Path) -> None:
    bindings: dict[str, Value] = {"table": Known("users"), "context.op_config": Known({"x": "y"})}
    body = "send(table)\nsend(f'{schema}.{table}')\nsend(context.op_config['x'])\nconfig = context.op_config\nsend(config['x'])"
    shown = [render(found) for found in sent(tmp_path, body, bindings)]
    assert shown == ["users", "{param:schema}.users", "y", "y"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("name = 'a'\nsend(name)\nname = 'b'\nsend(name)", ["a", "b"]),
        ("name = 'a'\nname = name + 'b'\nsend(name)", ["ab"]),
        ("name = 'a'\nname += 'b'\nname += 'c'\nsend(name)", ["abc"]),
        ("sql = 'select'\nsql += f' {table}'\nsend(sql)", ["select {param:table}"]),
        ("if x:\n    name = 'a'\nelse:\n    name = 'a'\nsend(name)", ["a"]),
        ("if x:\n    name = 'a'\n    send(name)", ["a"]),
        ("table = table.lower()\nsend(table)", ["{param:table.lower()}"]),
        ("table = 'x'\nsend(table)", ["x"]),
        ("send(table)\ntable = 'x'", ["{param:table}"]),
        ("a, (b, c) = 'x', ('y', 'z')\nsend(c)", ["z"]),
        ("name = 'a'\nsend(f'''\n{name}''')\nname = 'b'", ["\n    a"]),
        ("for x in y:\n    name = 'a'\n    send(name)", ["a"]),
        ("name = 'a'\ndef inner():\n    return name\nsend(inner())", ["a"]),
        ("import os\nname = os.getenv('A')\nsend(name)", ["{env:A}"]),
        ("class Local:\n    x = 'y'\nsend(Local.x)", ["y"]),
    ],
)
def test_variables_of_a_function(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert [render(found) for found in sent(tmp_path, body)] == expected


def test_a_parameter_that_is_assigned_again_is_not_what_was_bound(tmp_path: Path) -> None:
    bindings: dict[str, Value] = {"table": Known("USERS")}
    assert [render(found) for found in sent(tmp_path, "table = table.lower()\nsend(table)", bindings)] == [
        "users"
    ]
    (found,) = sent(tmp_path, "if not table:\n    table = 'x'\nsend(table)", bindings)
    assert isinstance(found, NotKnown)
    assert [
        render(v) for v in sent(tmp_path, "table = table or 'x'\nsend(table)", {"table": Known(None)})
    ] == ["x"]


def test_loop_variables_that_the_caller_binds(tmp_path: Path) -> None:
    body = "for name in ('a', 'b'):\n    target = f'raw_{name}'\n    send(target)"
    assert [render(found) for found in sent(tmp_path, body, {"name": Known("a")})] == ["raw_a"]


def test_open_files_know_their_path(tmp_path: Path) -> None:
    (found,) = sent(tmp_path, "with open(f'{table}.csv', 'w') as handle:\n    send(handle)")
    assert isinstance(found, Instance)
    arguments = dict(found.arguments)
    assert (render(arguments["file"]), arguments["mode"]) == ("{param:table}.csv", Known("w"))


def test_sql_read_in_a_with_statement(tmp_path: Path) -> None:
    (tmp_path / "x.sql").write_text("select 1")
    assert sent(tmp_path, "with open('x.sql') as file:\n    sql = file.read()\nsend(sql)") == [
        Known("select 1")
    ]


def test_the_variables_of_a_factory_are_seen_by_what_it_makes(tmp_path: Path) -> None:
    text = """
def make(table, suffix):
    full = f'raw.{table}'
    def inner(context, suffix):
        return send(full + suffix)
    return inner
"""
    sources = sources_of(tmp_path, {"a.py": text})
    scope = sources.scope_of("a:make.<locals>.inner")
    expression = ast.parse("full + suffix", mode="eval").body
    bindings: dict[str, Value] = {"table": Known("users"), "suffix": Known("_x")}
    assert evaluate(sources, "a", expression, bindings, scope) == Known("raw.users_x")
    assert render(evaluate(sources, "a", expression, {}, scope)) == "raw.{param:table}{param:suffix}"


def test_an_inner_parameter_is_not_mistaken_for_an_outer_one(tmp_path: Path) -> None:
    text = "def make(name):\n    full = 'raw.' + name\n    def inner(name):\n        return full\n    return inner"
    sources = sources_of(tmp_path, {"a.py": text})
    found = evaluate(
        sources,
        "a",
        ast.Name("full", ast.Load()),
        {"name": Known("inner")},
        sources.scope_of("a:make.<locals>.inner"),
    )
    assert found == Template(("raw.", Hole("param", "name")))


def test_constants_of_other_modules(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "from .settings import *\nfrom . import settings as s",
        "shop/settings.py": "import os\nSCHEMA = os.getenv('SCHEMA', 'public')\nUSERS = f'{SCHEMA}.users'\nBOTH = {'u': USERS}",
        "shop/more.py": "from shop.settings import USERS as THE_USERS\nclass C:\n    table = THE_USERS",
        "a.py": "import dagster\nfrom shop import USERS, s\nimport shop.more\nfrom shop.more import C",
    }
    sources = sources_of(tmp_path, files)
    for expression in ("USERS", "s.USERS", "shop.more.THE_USERS", "C.table", "shop.settings.BOTH['u']"):
        found = evaluate(sources, "a", ast.parse(expression, mode="eval").body)
        assert render(found) == "{env:SCHEMA}.users", expression
    assert sources.diagnostics == ()


def test_a_container_that_the_importing_module_changes_is_not_known(tmp_path: Path) -> None:
    files = {
        "settings.py": "TABLES = {'a': 'b'}",
        "a.py": "import dagster\nimport settings\nsettings.TABLES['a'] = 'c'",
    }
    sources = sources_of(tmp_path, files)
    expression = ast.parse("settings.TABLES['a']", mode="eval").body
    assert isinstance(evaluate(sources, "a", expression), NotKnown)


def test_answers_do_not_depend_on_the_order_of_questions(tmp_path: Path) -> None:
    text = "a = b + 'x'\nb = c\nc = a\nd = 'y'\ne = d + d\n"
    names = ["a", "b", "c", "d", "e"]
    results = []
    for order in (names, names[::-1]):
        sources = sources_of(tmp_path, {"a.py": text})
        found = {name: evaluate(sources, "a", ast.Name(name, ast.Load())) for name in order}
        results.append({name: render(found[name]) for name in names})
    assert results[0] == results[1]
    assert results[0]["e"] == "yy"


def test_a_module_that_cannot_be_read_gives_nothing(tmp_path: Path) -> None:
    sources = sources_of(tmp_path, {"a.py": "import dagster\nfrom b import x", "b.py": "x = ("})
    assert isinstance(evaluate(sources, "a", ast.Name("x", ast.Load())), NotKnown)
    assert isinstance(evaluate(sources, "b", ast.Name("x", ast.Load())), NotKnown)


def test_variables_of_comprehensions_are_not_mistaken_for_others(tmp_path: Path) -> None:
    before = "name = 'outer'"
    (found,) = sent(tmp_path, "[send(name) for name in names]", before=before)
    assert isinstance(found, NotKnown)
    (found,) = sent(tmp_path, "[send('x_' + name) for name in names]", {"name": Known("a")}, before=before)
    assert found == Known("x_a")
