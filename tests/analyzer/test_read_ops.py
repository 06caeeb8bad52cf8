"""``@op``: what cannot be read is recorded; bodies, decorators and places are facts. Shapes are compared with Dagster elsewhere."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.model import Op, Project
from assetize.analyzer.readers import read_project

HEADER = "import functools, os\nfrom dagster import op, job, graph, In, Out, Output, AssetMaterialization, DynamicOutput\n"


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("AZ121", "X = {'name': 'a'}\nX.update(b=1)\n@op(**X)\ndef f(): pass"),
        ("AZ123", "X = {'io_manager_key': 'a'}\n@op(out=Out(**X))\ndef f(): pass"),
        ("AZ121", "@op(**settings())\ndef f(): pass"),
        ("AZ121", "f = op(lambda: 1)"),
        ("AZ121", "@op(required_resource_keys=keys())\ndef f(): pass"),
        ("AZ122", "@op(name=os.environ['X'])\ndef f(): pass"),
        ("AZ123", "@op(ins=make_ins())\ndef f(x): pass"),
        ("AZ123", "@op(ins={name(): In()})\ndef f(x): pass"),
        ("AZ123", "@op(ins={'x': make_in()})\ndef f(x): pass"),
        ("AZ123", "@op(out=make_out())\ndef f(): pass"),
        ("AZ123", "@op(out={'a': Out(), **more()})\ndef f(): pass"),
        ("AZ123", "@op(input_defs=[])\ndef f(): pass"),
        ("AZ123", "@op\ndef f(*args): pass"),
        ("AZ124", "def make(x):\n  @op\n  def f(): return x\n  return f"),
        ("AZ125", "for i in fetch():\n  @op\n  def f(): pass"),
        ("AZ125", "if os.environ:\n  @op\n  def f(): pass"),
        ("AZ126", "@op\ndef f(): pass\n@op\ndef f(): return 1"),
        ("AZ126", "@op\ndef f(): pass\nf = functools.partial(f)"),
        ("AZ136", "from vendor import VendorResource\n@op\ndef f(client: VendorResource): pass"),
    ],
)
def test_not_understood(code: str, source: str, tmp_path: Path) -> None:
    project = _read(tmp_path, source)

    assert code in {unknown.code for unknown in project.unknowns}
    assert all(unknown.subject.startswith("m:") for unknown in project.unknowns)


@pytest.mark.parametrize(
    "source",
    [
        "def op(f): return f\n@op\ndef f(): pass",
        "from elsewhere import op\n@op\ndef f(): pass",
        "op = lambda f: f\n@op\ndef f(): pass",
        "class dg:\n  op = staticmethod(lambda f: f)\n@dg.op\ndef f(): pass",
    ],
    ids=["own_function", "other_library", "lambda", "attribute"],
)
def test_other_decorators_of_that_name_are_no_ops(source: str, tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(f"import dagster\n{source}\n")
    project, _ = read_project(tmp_path)

    assert project.ops == ()


@pytest.mark.parametrize(
    "source",
    [
        "from dagster import op as step\n@step\ndef f(): pass",
        "import dagster as dg\n@dg.op()\ndef f(): pass",
        "import dagster\n@dagster.op\ndef f(): pass",
        "from dagster import *\n@op\ndef f(): pass",
        "from dagster._core.definitions.decorators.op_decorator import op\n@op\ndef f(): pass",
        "import dagster as dg\nstep = dg.op\n@step\ndef f(): pass",
        "try:\n  from dagster import op\nexcept ImportError:\n  op = None\n@op\ndef f(): pass",
    ],
    ids=["alias", "dg", "dagster", "star", "submodule", "variable", "guarded_import"],
)
def test_any_import_style(source: str, tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(source + "\n")
    project, _ = read_project(tmp_path)

    assert [op.id for op in project.ops] == ["m:f"]


def test_reexported_decorator_under_another_name(tmp_path: Path) -> None:
    (tmp_path / "compat.py").write_text("from dagster import op as step\n")
    (tmp_path / "m.py").write_text("# dagster code\nfrom compat import step\n@step\ndef f(): pass\n")
    project, _ = read_project(tmp_path)

    assert [op.id for op in project.ops] == ["m:f"]


def test_body(tmp_path: Path) -> None:
    op = _one(
        tmp_path,
        """
        @op(out={"a": Out(), "b": Out()})
        def f(context, x):
            context.log.info("x")
            if not x:
                return None
            def inner():
                yield 1
                return 2
            rows = [inner for _ in context.op_config["n"]]
            helper(context)
            return rows, x
            return rows, x
        """,
    )

    assert op.return_expressions == ("rows, x",)
    assert (op.returns_value, op.is_generator, op.yields) == (True, False, ())
    assert op.context_uses == ("log", "op_config")
    assert op.calls_itself_context


def test_context_is_followed_under_other_names_and_into_the_projects_own_functions(tmp_path: Path) -> None:
    op = _one(
        tmp_path,
        """
        class Tells:
            def __init__(self, context):
                self.context = context

            def tell(self):
                return self.context.op_handle

        def deeper(given):
            return given.node_handle

        def helper(number, context):
            return context.step_key, deeper(context)

        @op
        def f(context):
            other = context
            other.op_execution_context.run_id
            other.job_def.nodes
            other.run.tags
            helper(1, context=other)
            return Tells(other).tell()
        """,
    )

    assert set(op.context_uses) >= {
        "run_id",
        "job_def.nodes",
        "run.tags",
        "step_key",
        "node_handle",
        "op_handle",
    }
    assert op.calls_itself_context


def test_another_name_of_the_context_does_not_hand_it_on(tmp_path: Path) -> None:
    op = _one(
        tmp_path,
        """
        @op
        def f(context):
            other = context
            other.log.info("x")
        """,
    )

    assert op.context_uses == ("log",)
    assert not op.calls_itself_context


def test_generator(tmp_path: Path) -> None:
    op = _one(
        tmp_path,
        """
        @op
        def f(_):
            yield AssetMaterialization("x")
            yield Output(1)
            for i in range(3):
                yield DynamicOutput(i, mapping_key="a")
            yield from others()
        """,
    )

    assert op.yields == ("AssetMaterialization", "Output", "DynamicOutput", "")
    assert op.is_generator and op.returns_value and op.return_expressions == ()


def test_nothing_returned(tmp_path: Path) -> None:
    op = _one(tmp_path, "@op\ndef f():\n    print(1)\n    return\n")

    assert (op.returns_value, op.return_expressions, op.returns) == (False, (), None)


def test_places_and_arguments(tmp_path: Path) -> None:
    op = _one(
        tmp_path,
        """
        NAME = "loaded"

        @functools.cache
        @op(
            name=NAME + "_users",
            tags={"kind": "x"},
            out=Out(io_manager_key="warehouse"),
        )
        def load_users():
            return 1
        """,
    )

    assert (op.name, op.function, op.where.line, op.end_line) == ("loaded_users", "load_users", 12, 13)
    assert op.decorator_lines == (7, 11)
    assert op.extra_decorators == ("functools.cache",)
    assert [(a.name, a.text, a.value) for a in op.arguments] == [
        ("name", 'NAME + "_users"', "loaded_users"),
        ("tags", '{"kind": "x"}', None),
        ("out", 'Out(io_manager_key="warehouse")', None),
    ]
    assert op.outputs[0].io_manager_key == "warehouse" and op.outputs[0].arguments == ("io_manager_key",)


def test_ids_of_nested_and_repeated_definitions(tmp_path: Path) -> None:
    project = _read(
        tmp_path,
        """
        @op
        def f(): pass

        @op
        def f(): return 1

        class Group:
            @op
            def f(): pass

        @job
        def run():
            @op
            def inner(): return 1
            inner()
        """,
    )

    assert [(op.id, op.is_nested) for op in project.ops] == [
        ("m:f", False),
        ("m:f#2", False),
        ("m:Group.f", True),
        ("m:run.<locals>.inner", True),
    ]
    assert {(u.subject, u.code) for u in project.unknowns} == {("m:f", "AZ126"), ("m:f#2", "AZ126")}


def test_ops_in_tests_are_not_made_by_a_function(tmp_path: Path) -> None:
    project = _read(tmp_path, "def test_it(tmp_path):\n    @op\n    def f(): pass\n    assert f() is None\n")

    assert [op.is_nested for op in project.ops] == [True]
    assert project.unknowns == ()


def test_non_ascii_text_is_quoted_right(tmp_path: Path) -> None:
    op = _one(tmp_path, '@op(description="größer → ok", name="ü"[0:0] + "a")\ndef f(): return "é", größe\n')

    assert op.arguments[0].text == '"größer → ok"'
    assert op.return_expressions == ('"é", größe',)


def _read(folder: Path, source: str) -> Project:
    (folder / "m.py").write_text(HEADER + dedent(source) + "\n", "utf-8")
    project, _ = read_project(folder)
    return project


def _one(folder: Path, source: str) -> Op:
    (op,) = _read(folder, source).ops
    return op
