"""Lists of jobs that have a name: only code locations may use them, as what they hold is no job any more until it is resolved."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from assetize.analyzer.codes.planning import JOB_USED_AS_OBJECT
from assetize.analyzer.model import Analysis, Diagnostic, Location, Reference
from assetize.codemods.gate.decoding import decode
from assetize.codemods.model import Plan, Rewrite


def check_job_lists(root: Path, before: Analysis, plan: Plan, rewrite: Rewrite) -> Iterator[Diagnostic]:
    """A list with an upgraded job in it that something else than a code location uses."""
    changed = {file.file: file.before for file in rewrite.files}
    upgraded = {job.job for job in plan.jobs if job.upgrade != "none"}
    listed = [
        item for item in before.project.references if item.context == "other" and item.target in upgraded
    ]
    for reference in listed:
        name = _list_name(_tree(root, reference.where.file, changed), reference)
        where = _other_use(root, before, name, changed) if name else reference.where
        if where is not None:
            message = f"the list {name or 'that holds the job'} is used for more than a code location"
            yield JOB_USED_AS_OBJECT.at(where, message, reference.target)


def _tree(root: Path, file: str, changed: Mapping[str, bytes]) -> ast.Module:
    return ast.parse(decode(changed[file] if file in changed else (root / file).read_bytes()))


def _list_name(tree: ast.Module, reference: Reference) -> str | None:
    """The name of the list of plain names that the job is in."""
    for statement in tree.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.List(elts=items) | ast.Tuple(elts=items))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.List(elts=items) | ast.Tuple(elts=items))
            ):
                is_here = statement.lineno <= reference.where.line <= (statement.end_lineno or 0)
                if is_here and all(isinstance(item, ast.Name | ast.Attribute) for item in items):
                    return name
    return None


def _other_use(root: Path, before: Analysis, name: str, changed: Mapping[str, bytes]) -> Location | None:
    pattern = re.compile(rf"\b{re.escape(name)}\b".encode())
    for module in before.project.modules:
        data = changed.get(module.file) or (root / module.file).read_bytes()
        if pattern.search(data) and name in module.names:
            tree = ast.parse(decode(data))
            allowed = set(map(id, _in_locations(tree)))
            for node in ast.walk(tree):
                if (
                    isinstance(node, ast.Name | ast.Attribute)
                    and _is_use(node, name)
                    and id(node) not in allowed
                ):
                    return Location(module.file, node.lineno)
    return None


def _is_use(node: ast.Name | ast.Attribute, name: str) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == name
    return node.id == name and isinstance(node.ctx, ast.Load)


def _in_locations(tree: ast.Module) -> Iterator[ast.expr]:
    """``Definitions(jobs=[*JOBS, other])``, and what a function (a ``@repository``) returns."""
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg="jobs", value=value) | ast.Return(value=ast.expr() as value):
                yield from _parts(value)


def _parts(value: ast.expr) -> Iterator[ast.expr]:
    yield value
    match value:
        case ast.List(elts=items) | ast.Tuple(elts=items):
            for item in items:
                yield from _parts(item)
        case ast.Starred(value=inner):
            yield from _parts(inner)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield from _parts(left)
            yield from _parts(right)
