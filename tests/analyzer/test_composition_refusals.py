"""What a body does that cannot be followed is recorded, once, with the graph as its subject."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.readers import read_project

OPS = """
import os
import functools
from dagster import AssetSpec, asset, graph, multi_asset, job, op, DynamicOut, GraphOut, Out

@op
def one(): return 1

@op
def same(value): return value

@op
def total(values): return 0

@op(out={"a": Out(), "b": Out()})
def split(): return 1, 2

@op(out=DynamicOut())
def pieces(): yield

@asset
def emails(): return []

@multi_asset(specs=[AssetSpec("first"), AssetSpec("second")])
def several(): pass
"""

REFUSED = {
    "loop_over_something_fetched": ("AZ127", "for name in os.listdir(): same.alias(name)(one())"),
    "condition_on_the_environment": ("AZ127", "if os.environ['X'] == 'y': one()"),
    "conditional_expression": ("AZ127", "same(one() if os.getenv('X') else split().a)"),
    "while_loop": ("AZ127", "while os.getenv('X'): one()"),
    "try_statement": ("AZ127", "try: one()\n    except ValueError: pass"),
    "unknown_alias": ("AZ127", "one.alias(os.getenv('X'))()"),
    "same_alias_twice": ("AZ127", "one.alias('x')()\n    one.alias('x')()"),
    "constant_argument": ("AZ127", "same(5)"),
    "named_tuple_argument": ("AZ127", "same(split())"),
    "dynamic_output_handed_over_whole": ("AZ127", "same(pieces())"),
    "op_that_is_not_called": ("AZ127", "same(one)"),
    "too_many_arguments": ("AZ127", "same(one(), one())"),
    "no_such_input": ("AZ127", "same(other=one())"),
    "input_given_twice": ("AZ127", "same(one(), value=one())"),
    "no_such_output": ("AZ127", "same(one().users)"),
    "too_many_names_to_unpack": ("AZ127", "a, b, c = split()"),
    "unpacking_one_output": ("AZ127", "a, b = one()"),
    "element_of_an_output": ("AZ127", "same(one()[0])"),
    "unknown_spread": ("AZ127", "total(*os.listdir())"),
    "unknown_keyword_spread": ("AZ127", "same(**os.environ)"),
    "stored_in_an_attribute": ("AZ127", "os.result = one()"),
    "map_over_something_unknown": ("AZ127", "pieces().map(os.getenv('X'))"),
    "unknown_default_for_get": ("AZ127", "{'a': one}.get(os.getenv('X'))()"),
    "library_function_with_an_op": ("AZ129", "functools.reduce(same, [one(), one()])"),
    "library_op": ("AZ129", "from dagster_meltano import meltano_run_op; meltano_run_op('x')()"),
    "unknown_function": ("AZ129", "not_defined_anywhere(one())"),
    "dagster_maker_in_the_body": ("AZ129", "op(lambda: 1)()"),
    "asset_called": ("AZ128", "same(emails())"),
    "one_of_several_assets": ("AZ127", "same(several)"),
}


@pytest.mark.parametrize(("code", "body"), REFUSED.values(), ids=list(REFUSED))
def test_refused(code: str, body: str, tmp_path: Path) -> None:
    unknowns = _unknowns(tmp_path, f"{OPS}\n@job\ndef run():\n    {body}\n")

    assert {found for _, subject, found in unknowns if subject == "m:run"} == {code}


def test_one_record_for_one_cause(tmp_path: Path) -> None:
    source = OPS + dedent("""
        @job
        def run():
            x = not_defined_anywhere()
            y = x.map(lambda v: v).collect()
            same(y)
        """)

    assert [what for what, _, _ in _unknowns(tmp_path, source)] == [
        "what this call does is not known: not_defined_anywhere(...)"
    ]


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        ("return 5", ""),
        ("return one(), 5", ""),
        ("return {'x': one()}", "(out={'y': GraphOut()})"),
        ("return {'y': one()}", "(out={'y': GraphOut(), 'z': GraphOut()})"),
        ("return one()", "(out={'y': GraphOut(), 'z': GraphOut()})"),
        ("one()", "(out=GraphOut())"),
        ("return value", ""),
    ],
)
def test_what_a_graph_returns_must_be_results(body: str, declared: str, tmp_path: Path) -> None:
    source = f"{OPS}\n@graph{declared}\ndef g(value):\n    same(value)\n    {body}\n"

    assert [(subject, code) for _, subject, code in _unknowns(tmp_path, source)] == [("m:g", "AZ127")]


def test_job_that_returns_a_result(tmp_path: Path) -> None:
    source = f"{OPS}\n@job\ndef run():\n    return one()\n"

    assert [(subject, code) for _, subject, code in _unknowns(tmp_path, source)] == [("m:run", "AZ127")]


def test_graph_that_contains_itself(tmp_path: Path) -> None:
    source = f"{OPS}\n@graph\ndef g():\n    g()\n"

    assert {(subject, code) for _, subject, code in _unknowns(tmp_path, source)} == {("m:g", "AZ129")}


@pytest.mark.parametrize(
    "helper",
    [
        "@functools.cache\ndef helper(x): return same(x)",
        "def helper(x):\n    yield same(x)",
        "async def helper(x): return same(x)",
        "def helper(x): return helper(x)",
        "def helper(x, y): return same(x)",
        "class helper:\n    def __init__(self, x): same(x)",
    ],
    ids=["decorated", "generator", "async", "endless", "wrong_arguments", "class"],
)
def test_helper_that_cannot_be_followed(helper: str, tmp_path: Path) -> None:
    source = f"{OPS}\n{helper}\n\n@job\ndef run():\n    helper(one())\n"

    assert {subject for _, subject, _ in _unknowns(tmp_path, source)} == {"m:run"}


def test_list_that_is_changed_after_it_was_written(tmp_path: Path) -> None:
    source = OPS + "\nOPS = [one]\nOPS.append(one)\n\n@job\ndef run():\n    for o in OPS: o()\n"

    assert {(subject, code) for _, subject, code in _unknowns(tmp_path, source)} == {("m:run", "AZ127")}


def test_op_made_by_a_factory(tmp_path: Path) -> None:
    source = OPS + dedent("""
        def make(name):
            @op(name=name)
            def inner(): return 1
            return inner

        first = make(os.environ["FIRST"])

        @job
        def run():
            first()
            make(fetch())()
        """)
    found = _unknowns(tmp_path, source)

    assert {(subject, code) for _, subject, code in found} == {
        ("m:make[1].<locals>.inner", "AZ122"),
        ("m:make[2].<locals>.inner", "AZ122"),
    }


def test_unclear_branches_are_still_looked_at(tmp_path: Path) -> None:
    source = f"{OPS}\n@job\ndef run():\n    if os.getenv('X'):\n        one()\n    else:\n        pieces()\n"
    (tmp_path / "m.py").write_text(source)
    project, _ = read_project(tmp_path)

    assert [node.name for node in project.graphs[0].nodes] == ["one", "pieces"]


def _unknowns(folder: Path, source: str) -> list[tuple[str, str, str]]:
    (folder / "m.py").write_text(source)
    project, _ = read_project(folder)
    return [(unknown.what, unknown.subject, unknown.code) for unknown in project.unknowns]
