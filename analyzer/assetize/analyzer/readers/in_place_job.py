"""Whether a job that has no name is made right where an asset job may stand as well."""

import ast
from collections.abc import Iterator, Mapping

from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.arguments import summands
from assetize.analyzer.syntax.standpoint import FunctionNode

LISTED = frozenset({"dagster.Definitions", "dagster.sensor", "dagster.SensorDefinition"})
"""What takes a list of jobs, as ``jobs=``."""
TAKING_ONE = frozenset(
    {
        "dagster.ScheduleDefinition",
        "dagster.schedule",
        "dagster.SensorDefinition",
        "dagster.sensor",
        "dagster.AssetSensorDefinition",
        "dagster.asset_sensor",
    }
)
"""What takes one job, as ``job=``."""
REPOSITORY = "dagster.repository"

Parents = Mapping[ast.AST, ast.AST]


def is_made_in_place(site: Site) -> bool:
    """In the list of a code location, which nothing else has, or as the job of a schedule or sensor."""
    if site.variable is not None or site.in_loop or site.in_branch or not isinstance(site.node, ast.Call):
        return False
    root = _root(site)
    if root is None:
        return False
    parents = {child: node for node in ast.walk(root) for child in ast.iter_child_nodes(node)}
    return _is_taken(site, site.node, parents)


def _root(site: Site) -> ast.AST | None:
    """The statement of the module around it: with a function around it only where that is a repository."""
    functions = site.enclosing_functions
    if functions:
        function = functions[0].node
        return function if len(functions) == 1 and _is_repository(site, function) else None
    if site.is_nested:
        return None
    line = site.node.lineno
    return next(
        (item for item in site.here.module.tree.body if _first_line(item) <= line <= (item.end_lineno or 0)),
        None,
    )


def _first_line(statement: ast.stmt) -> int:
    """Decorators come before the line that a function is said to start on."""
    decorators = (
        statement.decorator_list
        if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        else []
    )
    return min([statement.lineno, *(item.lineno for item in decorators)])


def _is_repository(site: Site, function: ast.AST) -> bool:
    if not isinstance(function, FunctionNode) or len(function.decorator_list) != 1:
        return False
    decorator = function.decorator_list[0]
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    return site.here.resolve(named) == REPOSITORY


def _is_taken(site: Site, node: ast.AST, parents: Parents) -> bool:
    is_listed = False
    while True:
        parent = parents.get(node)
        match parent:
            case ast.List() | ast.Tuple() | ast.Starred() | ast.BinOp(op=ast.Add()):
                is_listed, node = True, parent
            case ast.keyword(arg="job" | "jobs" as name):
                return _is_argument(site, name, is_listed, parents.get(parent))
            case ast.Return():
                return is_listed and bool(site.enclosing_functions)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                return is_listed and _is_only_returned(site, name)
            case _:
                return False


def _is_argument(site: Site, name: str, is_listed: bool, call: ast.AST | None) -> bool:
    if not isinstance(call, ast.Call):
        return False
    function = site.here.resolve(call.func)
    return function in (LISTED if name == "jobs" else TAKING_ONE) and is_listed == (name == "jobs")


def _is_only_returned(site: Site, name: str) -> bool:
    """The list of a repository: bound once, and mentioned in the sum that is returned, and nowhere else."""
    if not site.enclosing_functions:
        return False
    function = site.enclosing_functions[0].node
    mentions = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == name]
    returned = [
        part for node in ast.walk(function) if isinstance(node, ast.Return) for part in _parts(node.value)
    ]
    stored = [node for node in mentions if isinstance(node.ctx, ast.Store)]
    loaded = [node for node in mentions if not isinstance(node.ctx, ast.Store)]
    return len(stored) == 1 and all(any(node is part for part in returned) for node in loaded)


def _parts(value: ast.expr | None) -> Iterator[ast.expr]:
    """What a list is put together from."""
    for part in summands(value) if value is not None else ():
        match part:
            case ast.List(elts=items) | ast.Tuple(elts=items):
                for item in items:
                    yield from _parts(item.value if isinstance(item, ast.Starred) else item)
            case _:
                yield part
