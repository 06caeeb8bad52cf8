"""Reading a whole folder: bad files stop nothing, the same text gives the same facts, and facts survive JSON."""

import ast
from pathlib import Path

import pytest

from assetize.analyzer.model import Project
from assetize.analyzer.model.json_codec import from_json, to_json
from assetize.analyzer.readers import READERS, read_project

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
PROJECTS = sorted(FIXTURES.glob("*/before"))

JOB = "from dagster import op, job\n@op\ndef one(): return 1\n@job\ndef run(): one()\n"


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.parent.name)
def test_facts_survive_json_and_are_the_same_again(folder: Path) -> None:
    project, _ = read_project(folder)
    again, _ = read_project(folder)

    assert from_json(Project, to_json(project)) == project == again


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.parent.name)
def test_places_are_real(folder: Path) -> None:
    project, _ = read_project(folder)
    lines = {module.file: (folder / module.file).read_bytes().count(b"\n") + 1 for module in project.modules}

    for fact in (*project.ops, *project.graphs, *project.jobs, *project.locations):
        assert 1 <= fact.where.line <= fact.end_line <= lines[fact.where.file]
    for reference in project.references:
        assert 1 <= reference.where.line <= lines[reference.where.file]


def test_every_id_is_unique(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(
        JOB + JOB + "x = [run.graph.to_job(name='a'), run.graph.to_job(name='b')]\n"
    )
    project, _ = read_project(tmp_path)

    for kind in (project.ops, project.graphs, project.jobs):
        assert len({fact.id for fact in kind}) == len(kind)
    assert len(project.jobs) == 4


def test_bad_files_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text(JOB)
    (tmp_path / "broken.py").write_text("import dagster\ndef f(:\n")
    (tmp_path / "binary.py").write_bytes(b"import dagster\0\0")
    (tmp_path / "latin.py").write_bytes(b"import dagster\nx = '\xe9'\n")
    (tmp_path / "empty.py").write_bytes(b"")
    (tmp_path / "bom.py").write_bytes(b"\xef\xbb\xbf" + JOB.replace("\n", "\r\n").encode())
    (tmp_path / "deep.py").write_text("import dagster\nx = " + "(" * 500 + ")" * 500 + "\n")
    project, _ = read_project(tmp_path)

    assert {op.id for op in project.ops} == {"good:one", "bom:one"}
    assert {diagnostic.file for diagnostic in project.diagnostics} >= {"broken.py", "binary.py", "latin.py"}


def test_overlay_stands_in_for_files(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(JOB)
    project, _ = read_project(tmp_path, {"m.py": JOB.replace("one", "two").encode(), "n.py": JOB.encode()})

    assert [op.id for op in project.ops] == ["m:two", "n:one"]
    assert (tmp_path / "m.py").read_text() == JOB


@pytest.mark.parametrize("depth", [100, 1_000, 3_000, 20_000])
@pytest.mark.parametrize(
    "source",
    [
        "x = 'a'" + " + 'a'" * 9,
        "@job(name='a'" + " + 'a'" * 9 + ")\ndef other(): one()",
        "@job\ndef other():\n    one()" + ".x" * 9,
        "@job\ndef other():\n    y = 1" + " + 1" * 9 + "\n    one.alias(f'{y}')()",
        "defs = Definitions(jobs=[run]" + " + [run]" * 9 + ")",
        "class M(IOManager):\n    def handle_output(self, context, obj): context.a" + ".a" * 9,
        "x = run" + ".a" * 9,
    ],
    ids=["value", "name", "attributes", "sum", "definitions", "io_manager", "reference"],
)
def test_deep_expressions(source: str, depth: int, tmp_path: Path) -> None:
    repeated = next(part for part in (" + 'a'", " + [run]", " + 1", ".x", ".a") if part * 9 in source)
    text = source.replace(repeated * 9, repeated * depth)
    (tmp_path / "m.py").write_text(f"{JOB.replace('import', 'import Definitions, IOManager,')}\n{text}\n")
    project, _ = read_project(tmp_path)

    assert project.diagnostics or [op.id for op in project.ops] == ["m:one"]


def test_long_file(tmp_path: Path) -> None:
    ops = "\n".join(f"@op\ndef op_{i}(x=None): return x\n" for i in range(2000))
    body = "\n".join(f"    x{i} = op_{i}(x{i - 1})" for i in range(1, 2000))
    (tmp_path / "m.py").write_text(
        f"from dagster import *\n{ops}\n@job\ndef run():\n    x0 = op_0()\n{body}\n"
    )
    project, _ = read_project(tmp_path)

    assert len(project.graphs[0].edges) == 1999
    assert project.unknowns == ()


def test_readers_are_one_explicit_tuple() -> None:
    assert len({reader.__module__ for reader in READERS}) == len(READERS)
    assert all(ast.get_docstring(_function_of(reader.__module__, reader.__name__)) for reader in READERS)


def _function_of(module: str, name: str) -> ast.FunctionDef:
    path = FIXTURES.parent / "analyzer" / Path(*module.split(".")).with_suffix(".py")
    tree = ast.parse(path.read_text("utf-8"))
    return next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
