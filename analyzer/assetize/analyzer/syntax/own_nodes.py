"""What belongs to a function itself, and not to functions inside it."""

import ast
from collections.abc import Iterator

from assetize.analyzer.syntax.standpoint import FunctionNode


def own_nodes(function: FunctionNode) -> Iterator[ast.AST]:
    """The nodes of a function's body, those of functions and classes inside it left out."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, FunctionNode | ast.Lambda | ast.ClassDef):
            pending.extend(ast.iter_child_nodes(node))
