"""What assignment targets and assignment expressions bind."""

import ast
from collections.abc import Iterator

from assetize.analyzer.names.bindings import Binding


def unpack(target: ast.expr, value: ast.expr, path: tuple[int, ...] = ()) -> Iterator[tuple[str, Binding]]:
    """The names that ``target = value`` binds, each with its place in the value."""
    if isinstance(target, ast.Name):
        yield target.id, Binding("item", value, path=path) if path else Binding("value", value)
    elif isinstance(target, ast.Tuple | ast.List):
        if any(isinstance(element, ast.Starred) for element in target.elts):
            for name in names_in(target):
                yield name, Binding("varies", target, f"{name} is unpacked together with a starred name")
            return
        for position, element in enumerate(target.elts):
            yield from unpack(element, value, (*path, position))


def names_in(target: ast.AST) -> list[str]:
    """The names that a target binds."""
    return [
        node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]


def element_at(value: ast.AST, path: tuple[int, ...]) -> ast.expr | None:
    """The expression at that place of a written-out tuple or list; None for anything computed."""
    for position in path:
        if not isinstance(value, ast.Tuple | ast.List) or position >= len(value.elts):
            return None
        if any(isinstance(element, ast.Starred) for element in value.elts):
            return None
        value = value.elts[position]
    return value if isinstance(value, ast.expr) else None


def walruses(statement: ast.stmt) -> list[ast.NamedExpr]:
    """The ``name := value`` in a statement's own expressions, not in the blocks below it."""
    found = []
    pending: list[ast.AST] = [statement]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.NamedExpr):
            found.append(node)
        pending.extend(
            child
            for child in ast.iter_child_nodes(node)
            if not isinstance(child, ast.stmt | ast.Lambda | ast.excepthandler | ast.match_case)
        )
    return found
