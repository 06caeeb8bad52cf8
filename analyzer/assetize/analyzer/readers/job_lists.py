"""Lists of jobs that have a name: only code locations may use them, as what they hold is no job any more until it is resolved."""

import ast
from collections.abc import Iterator, Sequence

from assetize.analyzer.model import Job, JobList, Location, Reference
from assetize.analyzer.names import Sources


def read_job_lists(
    sources: Sources, jobs: Sequence[Job], references: Sequence[Reference]
) -> tuple[JobList, ...]:
    """One record for each mention of a job that may be an element of a list."""
    known = {job.id for job in jobs}
    return tuple(
        _read(sources, item) for item in references if item.context == "other" and item.target in known
    )


def _read(sources: Sources, reference: Reference) -> JobList:
    source = sources.module(reference.module)
    name = "" if source is None else _list_name(source.tree, reference)
    other_use = _other_use(sources, name) if name else reference.where
    return JobList(reference.target, reference.where, name, other_use)


def _list_name(tree: ast.Module, reference: Reference) -> str:
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
    return ""


def _other_use(sources: Sources, name: str) -> Location | None:
    for module_id in sources.modules_mentioning([name]):
        source = sources.module(module_id)
        if source is None or name not in source.module.names:
            continue
        allowed = set(map(id, _in_locations(source.tree)))
        for node in ast.walk(source.tree):
            is_use = isinstance(node, ast.Name | ast.Attribute) and _is_use(node, name)
            if is_use and id(node) not in allowed:
                return source.at(node)
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
