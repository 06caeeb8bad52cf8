"""What each kind of statement binds; one visitor for each, in ``VISITORS``."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from assetize.analyzer.names.bindings import Binding
from assetize.analyzer.names.blocks import BLOCK_VISITORS
from assetize.analyzer.names.parameters import parameters_of
from assetize.analyzer.names.scopes import Scope
from assetize.analyzer.names.survey import OUTSIDE, Position, Survey, Visitor
from assetize.analyzer.names.targets import unpack


def _import(found: Survey, scope: Scope, position: Position, node: ast.Import) -> None:
    for alias in node.names:
        found.imported.append((0, alias.name))
        name = alias.asname or alias.name.partition(".")[0]
        binding = Binding("import", node, alias.name, top_only=alias.asname is None)
        found.bind(scope, position, name, binding)


def _import_from(found: Survey, scope: Scope, position: Position, node: ast.ImportFrom) -> None:
    module = node.module or ""
    found.imported.append((node.level, module))
    for alias in node.names:
        binding = Binding("import", node, module, alias.name, node.level)
        if alias.name == "*":
            scope.stars.append(binding)
        else:
            found.imported.append((node.level, f"{module}.{alias.name}" if module else alias.name))
            found.bind(scope, position, alias.asname or alias.name, binding)


def _function(
    found: Survey, scope: Scope, position: Position, node: ast.FunctionDef | ast.AsyncFunctionDef
) -> None:
    if not any(_last_name(decorator) == "overload" for decorator in node.decorator_list):
        found.bind(scope, position, node.name, Binding("function", node))
    inner = Scope(scope.module_id, scope.qualify(node.name), "function", node, scope)
    for parameter in parameters_of(node.args):
        inner.bindings[parameter.arg] = [Binding("parameter", parameter)]
    _enter(found, inner, node.body)


def _class(found: Survey, scope: Scope, position: Position, node: ast.ClassDef) -> None:
    found.bind(scope, position, node.name, Binding("class", node))
    _enter(found, Scope(scope.module_id, scope.qualify(node.name), "class", node, scope), node.body)


def _enter(found: Survey, inner: Scope, body: list[ast.stmt]) -> None:
    found.scopes.append(inner)
    found.later(inner, OUTSIDE, body)


def _assign(found: Survey, scope: Scope, position: Position, node: ast.Assign) -> None:
    for target in node.targets:
        _bind(found, scope, position, target, node.value)


def _annotated(found: Survey, scope: Scope, position: Position, node: ast.AnnAssign) -> None:
    if node.value is not None:
        _bind(found, scope, position, node.target, node.value)


def _bind(found: Survey, scope: Scope, position: Position, target: ast.expr, value: ast.expr) -> None:
    if type(target) is ast.Name:
        found.bind(scope, position, target.id, Binding("value", value))
        return
    for name, binding in unpack(target, value):
        found.bind(scope, position, name, binding)


def _augmented(found: Survey, scope: Scope, position: Position, node: ast.AugAssign) -> None:
    if isinstance(node.target, ast.Name):
        found.bind(scope, position, node.target.id, Binding("augment", node))


def _delete(found: Survey, scope: Scope, position: Position, node: ast.Delete) -> None:
    for target in node.targets:
        if isinstance(target, ast.Name):
            found.bind(scope, position, target.id, Binding("varies", node, f"{target.id} is deleted"))


def _global(found: Survey, scope: Scope, position: Position, node: ast.Global) -> None:
    if scope is not found.module:
        scope.outer_names.update(dict.fromkeys(node.names, found.module))


def _nonlocal(found: Survey, scope: Scope, position: Position, node: ast.Nonlocal) -> None:
    for name in node.names:
        around = [outer for outer in scopes_around(scope) if outer.kind == "function"]
        owner = next((outer for outer in around if name in outer.bindings), around[0] if around else None)
        if owner is not None:
            scope.outer_names[name] = owner


def _type_alias(found: Survey, scope: Scope, position: Position, node: Any) -> None:
    found.bind(scope, position, node.name.id, Binding("varies", node, f"{node.name.id} is a type alias"))


def scopes_around(scope: Scope) -> Iterator[Scope]:
    """The scopes outside a scope, innermost first."""
    outer = scope.parent
    while outer is not None:
        yield outer
        outer = outer.parent


def _last_name(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


VISITORS: Mapping[type[ast.AST], Visitor] = {
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Delete: _delete,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
    **BLOCK_VISITORS,
    # ``type Name = ...``, which older supported versions of Python do not have
    **({ast.TypeAlias: _type_alias} if hasattr(ast, "TypeAlias") else {}),
}
