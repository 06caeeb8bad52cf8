"""What names mean: refused cases first, then each way to import, alias and define."""

import ast
from pathlib import Path

import pytest

from assetize.analyzer.files import find_files
from assetize.analyzer.names import Sources, read_sources


def sources_of(root: Path, files: dict[str, str]) -> Sources:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return read_sources(find_files(root))


def meaning(root: Path, files: dict[str, str] | str, name: str, module: str = "a") -> str | None:
    sources = sources_of(root, {"a.py": files} if isinstance(files, str) else files)
    return sources.resolve(module, ast.parse(name, mode="eval").body)


def inside(root: Path, text: str, function: str, name: str) -> str | None:
    sources = sources_of(root, {"a.py": text})
    scope = sources.scope_of(f"a:{function}")
    assert scope is not None
    return sources.resolve("a", ast.parse(name, mode="eval").body, scope)


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("", "op", "op is not defined"),
        ("if x:\n    from dagster import op\nelse:\n    from prefect import op", "op", "may mean any of"),
        ("from dagster import op\ndef op(): ...", "op", "may mean any of"),
        ("def f(): ...\ndef f(): ...", "f", "defined more than once"),
        ("if x:\n    def f(): ...\nelse:\n    def f(): ...", "f", "defined more than once"),
        ("x = 1\nx = 2", "x", "defined more than once"),
        ("for job in jobs: pass", "job", "variable of a loop"),
        ("for x in y:\n    job = make(x)", "job", "assigned in a loop"),
        ("while y:\n    def f(): ...", "f", "assigned in a loop"),
        ("from dagster import op\ndel op", "op", "deleted"),
        ("from dagster import op\nop += 1", "op", "assigned again"),
        ("from dagster import op\ndef f():\n    global op\n    op = None", "op", "assigned inside f"),
        ("try: ...\nexcept E as error: ...", "error", "caught exception"),
        ("match x:\n    case {'a': y, **rest}: ...", "rest", "match statement"),
        ("match x:\n    case [y]: ...", "y", "match statement"),
        ("with f() as (b, c): ...", "c", "with statement"),
        ("a = b\nb = a", "a", "leads back to itself"),
        ("from a import x", "x", "a has no x"),
        ("from .missing import x", "x", "leads to no file"),
        ("from ... import x", "x", "leads to no file"),
        ("from pandas import *", "op", "may come from pandas"),
        ("from dagster import *", "no_such_name", "may come from dagster"),
        ("op = (a := b)[0]", "op.x", "attribute of an object"),
        ("import a", "a.missing", "has no missing"),
        ("class A: ...", "A.missing", "has no missing"),
        ("class A(unknown): ...", "A.x", "may come from ?"),
        ("from pandas import DataFrame\nclass A(DataFrame): ...", "A.x", "may come from pandas.DataFrame"),
        ("", "f().x", "computed"),
        ("", "(lambda: 1)", "computed"),
        ("a, *b = c", "b", "starred"),
    ],
)
def test_names_without_one_clear_meaning(tmp_path: Path, text: str, name: str, reason: str) -> None:
    sources = sources_of(tmp_path, {"a.py": text + "\n# dagster"})
    assert sources.diagnostics == ()
    found = sources.explain("a", ast.parse(name, mode="eval").body)
    assert found.name is None
    assert reason in found.reason


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("from dagster import op", "op"),
        ("from dagster import op as o", "o"),
        ("import dagster", "dagster.op"),
        ("import dagster as dg", "dg.op"),
        ("from dagster import *", "op"),
        ("import dagster._core.definitions.decorators.op_decorator", "dagster.op"),
        ("import dagster.core.definitions as d", "d.op"),
        ("from dagster.core.definitions.decorators import op", "op"),
        ("from dagster._core.definitions.decorators.op_decorator import op", "op"),
        ("from dagster._core.definitions.decorators import op_decorator", "op_decorator.op"),
        ("def f():\n    from dagster import op\nimport dagster as d", "d.op"),
        ("try:\n    from dagster import op\nexcept ImportError:\n    from dagster.core import op", "op"),
        ("try:\n    from dagster import op\nexcept (ImportError, X):\n    op = None", "op"),
        ("if TYPE_CHECKING:\n    from dagster import op", "op"),
        ("if typing.TYPE_CHECKING:\n    from other import op\nelse:\n    from dagster import op", "op"),
        ("if x:\n    from dagster import op\nelse:\n    from dagster.core import op", "op"),
        ("from dagster import op\nmy_op = op", "my_op"),
        ("import dagster as dg\nmy_op = dg.op\nthe_op = my_op", "the_op"),
        ("import dagster as dg\na, b = dg.job, dg.op", "b"),
        ("import dagster as dg\n[a, (b, c)] = [1, (dg.op, 2)]", "b"),
        ("from dagster import op, asset\nx = op if y else op", "x"),
        ("import dagster as dg\nif (x := dg.op): ...", "x"),
        ("import dagster as dg\nprint(x := dg.op)", "x"),
        ("import dagster as dg\nwith y:\n    x = dg.op", "x"),
        ("import dagster as dg\nclass A:\n    make = dg.op", "A.make"),
        ("import dagster as dg\nx: object = dg.op", "x"),
        ("for i in y:\n    from dagster import op", "op"),
    ],
)
def test_every_way_to_name_an_op(tmp_path: Path, text: str, name: str) -> None:
    assert meaning(tmp_path, text, name) == "dagster.op"


@pytest.mark.parametrize(
    ("imported", "expected"),
    [
        ("from dagster import AssetSelection as X", "dagster.AssetSelection"),
        (
            "from dagster._core.definitions.asset_selection import AssetSelection as X",
            "dagster.AssetSelection",
        ),
        ("from dagster.core.definitions import solid as X", "dagster.solid"),
        ("from dagster._core.secret import Hidden as X", "dagster._core.secret.Hidden"),
        ("from dagster_aws.s3 import s3_pickle_io_manager as X", "dagster_aws.s3.s3_pickle_io_manager"),
        ("from dagster import SomethingNew as X", "dagster.SomethingNew"),
        (
            "from dagster._core.definitions import job_definition as X",
            "dagster._core.definitions.job_definition",
        ),
    ],
)
def test_dagster_names_have_one_spelling(tmp_path: Path, imported: str, expected: str) -> None:
    assert meaning(tmp_path, imported, "X") == expected


def test_an_attribute_of_a_dagster_name_keeps_it(tmp_path: Path) -> None:
    text = "from dagster._core.definitions.asset_selection import AssetSelection as S"
    assert meaning(tmp_path, text, "S.assets") == "dagster.AssetSelection.assets"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("import pandas as pd", "pd.read_sql", "pandas.read_sql"),
        ("import os.path", "os.path.join", "os.path.join"),
        ("import os.path as p", "p.join", "os.path.join"),
        ("from os import path", "path.join", "os.path.join"),
        ("", "open", "builtins.open"),
        ("open = 1", "open", "a:open"),
        ("def f(): ...", "f", "a:f"),
        ("async def f(): ...", "f", "a:f"),
        ("class A:\n    def m(self): ...", "A.m", "a:A.m"),
        ("class A:\n    class B:\n        x = 1", "A.B.x", "a:A.B.x"),
        ("class A:\n    x = 1\nclass B(A): ...", "B.x", "a:A.x"),
        ("class A:\n    x = 1\nclass B(A):\n    x = 2", "B.x", "a:B.x"),
        ("x = f()", "x", "a:x"),
        ("x, y = f()", "y", "a:y"),
        ("with open('f') as handle: ...", "handle", "a:handle"),
        ("f = functools.partial(g)", "f", "a:f"),
        ("def g(): ...\nf = g", "f", "a:g"),
        ("import a", "a", "a:"),
        ("@overload\ndef f(x: int): ...\n@overload\ndef f(x: str): ...\ndef f(x): ...", "f", "a:f"),
        ("if TYPE_CHECKING:\n    from x import f\ndef f(): ...", "f", "a:f"),
        ("x = 1\nif y:\n    z = x", "z", "a:x"),
    ],
)
def test_other_names(tmp_path: Path, text: str, name: str, expected: str) -> None:
    assert meaning(tmp_path, text, name) == expected


def test_a_variable_of_a_constant_is_itself(tmp_path: Path) -> None:
    assert meaning(tmp_path, "x = 1\nz = 'y'", "z") == "a:z"


def test_names_follow_imports_through_packages(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "from .ops import *\nfrom . import jobs\nfrom .deep.more import build as build_it",
        "shop/ops.py": "__all__ = ['load']\ndef load(): ...\ndef hidden(): ...",
        "shop/jobs.py": "from . import ops as o\nfrom shop.ops import hidden\nfrom .. import top\ndef job(): ...",
        "shop/deep/__init__.py": "",
        "shop/deep/more.py": "from ...top import x\nfrom ..ops import load\ndef build(): ...",
        "top.py": "x = 1",
        "a.py": "import shop\nimport shop.deep.more\nfrom shop import build_it, jobs\nimport shop.ops as the_ops",
    }
    sources = sources_of(tmp_path, files)

    def of(name: str, module: str = "a") -> str | None:
        return sources.resolve(module, ast.parse(name, mode="eval").body)

    assert of("shop.load") == "shop.ops:load"
    assert of("shop.hidden") is None
    assert of("shop.jobs.job") == "shop.jobs:job"
    assert of("jobs.o.load") == "shop.ops:load"
    assert of("jobs.hidden") == "shop.ops:hidden"
    assert of("build_it") == "shop.deep.more:build"
    assert of("shop.deep.more.build") == "shop.deep.more:build"
    assert of("shop.deep.more.load") == "shop.ops:load"
    assert of("the_ops.load") == "shop.ops:load"
    assert of("top", "shop.jobs") == "top:"
    assert of("x", "shop.deep.more") == "top:x"
    assert of("shop.ops") == "shop.ops:"


def test_relative_imports_out_of_the_outermost_package_go_by_folders(tmp_path: Path) -> None:
    files = {
        "code/shop/jobs.py": "from ..top import x\nfrom . import ops",
        "code/top.py": "x = 1",
        "code/shop/ops.py": "",
    }
    sources = sources_of(tmp_path, files)
    module = next(item.id for item in sources.known_modules.values() if item.file == "code/shop/jobs.py")
    assert sources.resolve(module, ast.Name("x")) == "top:x"
    assert sources.resolve(module, ast.Name("ops")) == "ops:"


def test_several_stars_must_agree(tmp_path: Path) -> None:
    files = {
        "a.py": "from one import *\nfrom two import *",
        "one.py": "def f(): ...\ndef g(): ...\n_private = 1",
        "two.py": "from one import g\ndef f(): ...",
    }
    sources = sources_of(tmp_path, files)
    assert sources.resolve("a", ast.Name("f")) is None
    assert sources.resolve("a", ast.Name("g")) == "one:g"
    assert sources.resolve("a", ast.Name("_private")) is None


def test_a_star_gives_way_to_a_builtin_only_when_it_does_not_bring_it(tmp_path: Path) -> None:
    files = {"a.py": "from one import *", "one.py": "def open(): ..."}
    sources = sources_of(tmp_path, files)
    assert sources.resolve("a", ast.Name("open")) == "one:open"
    assert sources.resolve("a", ast.Name("print")) == "builtins.print"


def test_stars_in_a_circle_end(tmp_path: Path) -> None:
    sources = sources_of(tmp_path, {"a.py": "from b import *", "b.py": "from a import *\nx = 1"})
    assert sources.resolve("a", ast.Name("x")) == "b:x"
    assert sources.resolve("a", ast.Name("y")) is None


def test_a_class_that_is_its_own_base_ends(tmp_path: Path) -> None:
    sources = sources_of(tmp_path, {"a.py": "class A(A.B): ...\nclass C(D): ...\nclass D(C): ..."})
    assert sources.member("a:A", "x") is None
    assert sources.member("a:C", "x") is None


FUNCTIONS = """
import dagster as dg
from dagster import op
table = "t"

def make_job(op, table="x"):
    local = dg.job
    def inner():
        from pandas import read_sql
        value = local
        return value
    class Holder:
        table = op
        def method(self): ...
    for item in []: pass
    return inner

def plain():
    return op

def changes():
    count = 1
    def inner():
        nonlocal count
        count = 2
    global table
    table = 1
"""


@pytest.mark.parametrize(
    ("function", "name", "expected"),
    [
        ("make_job", "op", None),
        ("make_job", "table", None),
        ("make_job", "dg.op", "dagster.op"),
        ("make_job", "local", "dagster.job"),
        ("make_job", "inner", "a:make_job.<locals>.inner"),
        ("make_job", "Holder.method", "a:make_job.<locals>.Holder.method"),
        ("make_job", "item", None),
        ("make_job.<locals>.inner", "op", None),
        ("make_job.<locals>.inner", "read_sql", "pandas.read_sql"),
        ("make_job.<locals>.inner", "value", "dagster.job"),
        ("make_job.<locals>.inner", "plain", "a:plain"),
        ("make_job.<locals>.Holder.method", "table", None),
        ("plain", "op", "dagster.op"),
        ("plain", "table", None),
        ("changes", "count", None),
        ("changes.<locals>.inner", "count", None),
        ("changes", "table", None),
    ],
)
def test_functions_have_scopes_of_their_own(
    tmp_path: Path, function: str, name: str, expected: str | None
) -> None:
    assert inside(tmp_path, FUNCTIONS, function, name) == expected


def test_all_kinds_of_parameters_hide_names(tmp_path: Path) -> None:
    text = "import dagster as op\ndef f(a, /, b, *c, d, **e): ...\na = b = c = d = e = op"
    sources = sources_of(tmp_path, {"a.py": text})
    for name in "abcde":
        assert sources.resolve("a", ast.Name(name), sources.scope_of("a:f")) is None
        assert sources.resolve("a", ast.Name(name)) == "dagster"


def test_deep_chains_of_aliases_end(tmp_path: Path) -> None:
    text = "from dagster import op\nx0 = op\n" + "\n".join(f"x{n + 1} = x{n}" for n in range(3000))
    sources = sources_of(tmp_path, {"a.py": text})
    assert sources.resolve("a", ast.Name("x30")) == "dagster.op"
    assert sources.resolve("a", ast.Name("x3000")) is None


def test_deeply_nested_blocks_and_long_elif_chains_are_surveyed(tmp_path: Path) -> None:
    chain = "if x == 0: pass\n" + "".join(f"elif x == {n}:\n    name{n} = {n}\n" for n in range(900))
    sources = sources_of(tmp_path, {"a.py": chain + "import dagster"})
    assert sources.diagnostics == ()
    assert sources.resolve("a", ast.Name("name899")) == "a:name899"


def test_variables_of_comprehensions_and_lambdas_hide_names(tmp_path: Path) -> None:
    text = """
from dagster import op, job as ö
found = [op(x) for op in ops]
other = {op: 1 for (x, op) in ops} | {y for y in op}
made = lambda op, *, k=op: op
more = [lambda: op for ö in ops], ö
"""
    source = sources_of(tmp_path, {"a.py": text})
    tree = source.modules["a"].tree
    named = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    seen = sorted((node.lineno, node.col_offset, node.id, source.resolve("a", node)) for node in named)
    assert [item[3] for item in seen if item[2] == "op" and item[0] in (3, 5)] == [None, None, None]
    assert [item[3] for item in seen if item[2] == "op" and item[0] == 4] == [None, "dagster.op"]
    assert [item[3] for item in seen if item[2] == "op" and item[0] == 6] == ["dagster.op"]
    assert [item[3] for item in seen if item[2] == "ö"] == ["dagster.job"]
