"""Finding the decorator that makes a definition, and writing another in its place."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import libcst as cst

from assetize.analyzer.codes.rewriting import ARGUMENTS_NOT_LITERAL, DEFINITION_NOT_FOUND
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.layout import Bracket, Item
from assetize.codemods.rewrite.pieces import Pieces, read_call

PRAGMA = re.compile(r"#\s*(noqa|type:|pylint:|pragma:|fmt:|mypy:|pyright:|nosec|ruff:|isort:)")
"""Comments for tools, of no use without the code that they are about."""

EMPTY = Pieces((), Bracket("", (), ""))


def find_decorator(
    function: cst.FunctionDef, names: Sequence[str], context: FileContext, id: str
) -> cst.Decorator:
    """The function's one decorator that resolves to a Dagster API among ``names``."""
    found = [
        decorator
        for decorator in function.decorators
        if (context.names.resolve(_called(decorator)) or "").removeprefix("dagster.") in names
    ]
    if len(found) == 1:
        return found[0]
    wanted = " or ".join(f"@{name}" for name in names)
    raise context.fail(DEFINITION_NOT_FOUND, f"{id.partition(':')[2]} has no {wanted} of Dagster's.", id)


def _called(decorator: cst.Decorator) -> cst.BaseExpression:
    node = decorator.decorator
    return node.func if isinstance(node, cst.Call) else node


def decorator_arguments(decorator: cst.Decorator, context: FileContext, id: str) -> Pieces:
    """The decorator's keyword arguments. Raises a failure where some are not written out."""
    node = decorator.decorator
    if not isinstance(node, cst.Call):
        return EMPTY
    pieces = read_call(node)
    if any(piece.name is None for piece in pieces.pieces):
        raise context.fail(
            ARGUMENTS_NOT_LITERAL, f"The decorator of {id.partition(':')[2]} has unnamed arguments.", id
        )
    return pieces


def decorated(
    function: cst.FunctionDef,
    old: cst.Decorator,
    name: str,
    items: Sequence[Item],
    shell: Bracket,
    context: FileContext,
) -> cst.FunctionDef:
    """The function with ``@name(items)`` in the place of ``old``; no comment of the old decorator is lost."""
    new = old.with_changes(decorator=decorator_expression(name, items, shell, context))
    missing = Counter(comment for comment in comments_in(old) if not PRAGMA.match(comment))
    missing.subtract(comments_in(new))
    lines = [cst.EmptyLine(comment=cst.Comment(comment)) for comment in missing.elements()]
    decorators = [new if decorator is old else decorator for decorator in function.decorators]
    if function.decorators[0] is old:
        return function.with_changes(decorators=decorators, leading_lines=[*function.leading_lines, *lines])
    decorators[function.decorators.index(old)] = new.with_changes(leading_lines=[*new.leading_lines, *lines])
    return function.with_changes(decorators=decorators)


def decorator_expression(
    name: str, items: Sequence[Item], shell: Bracket, context: FileContext
) -> cst.BaseExpression:
    """``name``, or ``name(items)`` laid out like ``shell`` where that still makes sense."""
    if not items and not shell.below:
        return context.expression(name)
    spread = shell.spread and len(items) > 1
    bracket = replace(shell, opening=f"{name}(", items=tuple(items), closing=")", spread=spread)
    return context.expression(bracket, before=1)


class _Comments(cst.CSTVisitor):
    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_Comment(self, node: cst.Comment) -> None:
        self.found.append(node.value)


def comments_in(node: cst.CSTNode) -> list[str]:
    """All comments inside of a node, in order."""
    visitor = _Comments()
    node.visit(visitor)
    return visitor.found
