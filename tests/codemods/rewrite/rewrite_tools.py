"""Helpers of the rewriting's tests: a project from texts, rewritten by actions, and run on real Dagster."""

import ast
import contextlib
import importlib
import io
import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from assetize.analyzer.model import (
    Analysis,
    Job,
    Location,
    Module,
    Op,
    OpInput,
    OpOutput,
    Parameter,
    Project,
)
from assetize.codemods.model import Action, AssetInput, Plan, Rewrite, SymbolRef
from assetize.codemods.rewrite import rewrite_project

Texts = Mapping[str, str | bytes]


def write_files(root: Path, files: Texts) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())


def dedent(text: str) -> str:
    return textwrap.dedent(text).removeprefix("\n")


def analysis_of(root: Path) -> Analysis:
    """Modules, ops and jobs, read in the simplest way that these tests need."""
    modules, ops, jobs = [], [], []
    paths = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*.py"))}
    names = {file: file.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for file in paths}
    for file, path in paths.items():
        name = names[file]
        try:
            tree = ast.parse(path.read_bytes())
        except SyntaxError:
            tree = ast.Module([], [])
        future = any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)
        imports = _imports(tree, name, file, set(names.values()))
        modules.append(Module(name, name, ".", file, True, future_annotations=future, imports=imports))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and _is_decorated(node, "op"):
                ops.append(_op(node, name, file))
            if isinstance(node, ast.FunctionDef) and _is_decorated(node, "job"):
                id = f"{name}:{node.name}"
                jobs.append(Job(id, node.name, node.name, Location(file, node.lineno), 0, id, "decorator"))
    return Analysis(Project(modules=tuple(modules), ops=tuple(ops), jobs=tuple(jobs)))


def _is_decorated(node: ast.FunctionDef, name: str) -> bool:
    return any(ast.unparse(item).partition("(")[0].rpartition(".")[2] == name for item in node.decorator_list)


def _op(node: ast.FunctionDef, module: str, file: str) -> Op:
    parameters = tuple(
        Parameter(item.arg, "context" if item.arg == "context" else "input") for item in node.args.args
    )
    inputs = tuple(OpInput(item.name) for item in parameters if item.role == "input")
    where = Location(file, node.lineno)
    id = f"{module}:{node.name}"
    return Op(id, node.name, node.name, where, 0, (0, 0), inputs, (OpOutput("result"),), parameters, ())


def _imports(tree: ast.Module, name: str, file: str, known: set[str]) -> tuple[str, ...]:
    found = set()
    package = name if file.endswith("__init__.py") else name.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            base = (
                ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            )
            source = ".".join(part for part in (base, node.module) if part)
            found |= {source, *(f"{source}.{alias.name}" for alias in node.names)}
    return tuple(sorted(found & known))


def rewritten(root: Path, actions: Sequence[Action], analysis: Analysis | None = None) -> Rewrite:
    return rewrite_project(root, Plan(actions=tuple(actions)), analysis or analysis_of(root))


def check_untouched(root: Path, files: Texts, actions: Sequence[Action]) -> None:
    """The actions change nothing in these files."""
    write_files(root, files)
    assert rewritten(root, actions) == Rewrite()


def check_refused(root: Path, files: Texts, actions: Sequence[Action], code: str) -> str:
    """The actions fail with that code, and no file is offered; gives the message."""
    write_files(root, files)
    result = rewritten(root, actions)
    assert result.files == ()
    assert [item.code for item in result.diagnostics] == [code]
    return result.diagnostics[0].message


def check_rewritten(
    root: Path, files: Texts, actions: Sequence[Action], expected: Texts, analysis: Analysis | None = None
) -> None:
    """The actions change exactly the expected files, to exactly these texts; doing it again changes nothing."""
    write_files(root, files)
    result = rewritten(root, actions, analysis)
    assert result.diagnostics == ()
    found = {item.file: item.after for item in result.files}
    wanted = {
        name: text if isinstance(text, bytes) else dedent(text).encode() for name, text in expected.items()
    }
    for name in wanted:
        assert found.get(name, b"").decode(errors="replace") == wanted[name].decode(errors="replace")
    assert found == wanted
    for item in result.files:
        assert item.before == (root / item.file).read_bytes()
        assert item.actions
        (root / item.file).write_bytes(item.after)
    assert rewritten(root, actions).files == ()


def upstream(key: str, symbol: str | None = None, parameter: str | None = None, **more: object) -> AssetInput:
    """An input by ``"a/b"`` and ``"module:name"``."""
    reference = SymbolRef(*symbol.split(":")) if symbol else None
    return AssetInput(tuple(key.split("/")), reference, parameter, **more)  # type: ignore[arg-type]


def run_python(root: Path, code: str) -> str:
    """What code prints that may import the files in ``root``; in this process, where Dagster is loaded already."""
    printed = io.StringIO()
    known = set(sys.modules)
    sys.path.insert(0, str(root))
    importlib.invalidate_caches()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(dedent(code), "<check>", "exec"), {"__name__": "check"})
    finally:
        sys.path.remove(str(root))
        for name in set(sys.modules) - known:
            if str(getattr(sys.modules[name], "__file__", "")).startswith(str(root)):
                del sys.modules[name]
    return printed.getvalue()
