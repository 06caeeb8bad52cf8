"""Functions that are declared and not written out: there is nothing in them to follow."""

import ast

from assetize.analyzer.effects.things import Routine


def is_stub(routine: Routine) -> bool:
    """Whether a body is empty but for a docstring, ``...``, ``pass`` or ``raise NotImplementedError``."""
    return not isinstance(routine.node, ast.Lambda) and all(_is_nothing(item) for item in routine.node.body)


def _is_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Raise):
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    is_constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.Pass) or is_constant
