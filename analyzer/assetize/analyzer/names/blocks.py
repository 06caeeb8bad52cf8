"""What statements with blocks bind, and how their blocks are visited."""

import ast
from collections.abc import Mapping

from assetize.analyzer.names.bindings import Binding
from assetize.analyzer.names.scopes import Scope
from assetize.analyzer.names.survey import Position, Survey, Visitor
from assetize.analyzer.names.targets import names_in

IMPORT_ERRORS = frozenset({"ImportError", "ModuleNotFoundError"})

# Blocks are pushed last first: the survey visits what was pushed last.


def _if(found: Survey, scope: Scope, position: Position, node: ast.If) -> None:
    inner = position._replace(in_branch=True)
    typing = _last_name(node.test) == "TYPE_CHECKING"
    found.later(scope, inner, node.orelse)
    found.later(scope, inner._replace(type_checking=True) if typing else inner, node.body)


def _try(found: Survey, scope: Scope, position: Position, node: ast.Try) -> None:
    inner = position._replace(in_branch=True)
    found.later(scope, position, node.finalbody)
    found.later(scope, inner, node.orelse)
    for handler in reversed(node.handlers):
        fallback = position.is_fallback or _catches_import_error(handler)
        found.later(scope, inner._replace(is_fallback=fallback), handler.body)
        if handler.name:
            reason = f"{handler.name} is a caught exception"
            found.bind(scope, inner, handler.name, Binding("varies", handler, reason))
    found.later(scope, inner, node.body)


def _for(found: Survey, scope: Scope, position: Position, node: ast.For | ast.AsyncFor) -> None:
    inner = position._replace(in_loop=True, in_branch=True)
    for name in names_in(node.target):
        found.bind(scope, inner, name, Binding("varies", node, f"{name} is the variable of a loop"))
    found.later(scope, position._replace(in_branch=True), node.orelse)
    found.later(scope, inner, node.body)


def _while(found: Survey, scope: Scope, position: Position, node: ast.While) -> None:
    found.later(scope, position._replace(in_branch=True), node.orelse)
    found.later(scope, position._replace(in_loop=True, in_branch=True), node.body)


def _with(found: Survey, scope: Scope, position: Position, node: ast.With | ast.AsyncWith) -> None:
    for item in node.items:
        target = item.optional_vars
        if isinstance(target, ast.Name):
            found.bind(scope, position, target.id, Binding("with", item.context_expr))
        elif target is not None:
            for name in names_in(target):
                reason = f"{name} is bound by a with statement"
                found.bind(scope, position, name, Binding("varies", node, reason))
    found.later(scope, position, node.body)


def _match(found: Survey, scope: Scope, position: Position, node: ast.Match) -> None:
    inner = position._replace(in_branch=True)
    for case in reversed(node.cases):
        for pattern in ast.walk(case.pattern):
            name = getattr(pattern, "name", None) or getattr(pattern, "rest", None)
            if isinstance(name, str):
                reason = f"{name} is bound by a match statement"
                found.bind(scope, inner, name, Binding("varies", pattern, reason))
        found.later(scope, inner, case.body)


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(_last_name(node) in IMPORT_ERRORS for node in caught)


def _last_name(node: ast.expr | None) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


BLOCK_VISITORS: Mapping[type[ast.AST], Visitor] = {
    ast.If: _if,
    ast.Try: _try,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Match: _match,
    # ``except*``, which the oldest supported Python does not have
    **({ast.TryStar: _try} if hasattr(ast, "TryStar") else {}),
}
