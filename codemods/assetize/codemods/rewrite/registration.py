"""Assets and resources are handed to a code location: ``Definitions(...)`` or a ``@repository``."""

from collections.abc import Sequence

import libcst as cst

from assetize.analyzer.codes.rewriting import DEFINITION_NOT_FOUND, SHAPE_NOT_SUPPORTED
from assetize.codemods.model import Action, RegisterAssets
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.decorators import find_decorator
from assetize.codemods.rewrite.definitions import Statement, find_definition, substitute
from assetize.codemods.rewrite.pieces import code
from assetize.codemods.rewrite.registered_definitions import with_registered
from assetize.codemods.rewrite.registered_repository import with_returned
from assetize.codemods.rewrite.unbound_calls import find_unbound, is_unbound, replace_unbound


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Complete every code location of this file that the plan adds to."""
    for action in actions:
        if isinstance(action, RegisterAssets) and context.is_subject_here(action.location):
            tree = _register(tree, action, context)
            names = ", ".join(symbol.name for symbol in action.assets)
            keys = ", ".join(binding.key for binding in action.resources)
            what = " and ".join(
                part for part in (names and f"assets {names}", keys and f"resources {keys}") if part
            )
            context.done.append(f"{action.location.partition(':')[2]} has {what}")
    return tree


def _register(tree: cst.Module, action: RegisterAssets, context: FileContext) -> cst.Module:
    if is_unbound(action.location):
        unbound = find_unbound(tree, action.location, context)
        new = with_registered(unbound.call, action, unbound.before, context, unbound.indent)
        return replace_unbound(tree, unbound, new)
    found = find_definition(tree, action.location, context)
    statement = found.statement
    if isinstance(statement, cst.FunctionDef):
        return substitute(tree, found, [_in_function(statement, action, context)])
    if isinstance(statement, cst.SimpleStatementLine):
        call = _definitions_call(statement, action, context)
        start = code(statement.with_changes(leading_lines=[])).partition(code(call))[0]
        new = with_registered(call, action, len(start), context)
        return substitute(tree, found, [_replaced(statement, call, new)])
    raise context.fail(SHAPE_NOT_SUPPORTED, "Not a Definitions(...) or a @repository.", action.location)


def _in_function(function: cst.FunctionDef, action: RegisterAssets, context: FileContext) -> cst.FunctionDef:
    decorator = find_decorator(function, ("repository", "definitions"), context, action.location)
    returns = _Returns()
    function.body.visit(returns)
    value = returns.found[0].value if len(returns.found) == 1 else None
    if value is None:
        message = f"{function.name.value} does not return its definitions in one place."
        raise context.fail(SHAPE_NOT_SUPPORTED, message, action.location)
    node = decorator.decorator.func if isinstance(decorator.decorator, cst.Call) else decorator.decorator
    if context.names.resolve(node) == "dagster.definitions":
        if not isinstance(value, cst.Call) or context.names.resolve(value.func) != "dagster.Definitions":
            raise context.fail(
                SHAPE_NOT_SUPPORTED, "What is returned is not a Definitions(...).", action.location
            )
        new: cst.BaseExpression = with_registered(value, action, len("    return "), context)
    else:
        new = with_returned(value, action, context)
    return cst.ensure_type(function.deep_replace(value, new), cst.FunctionDef)


class _Returns(cst.CSTVisitor):
    """The function's own returns, without those of functions inside of it."""

    def __init__(self) -> None:
        self.found: list[cst.Return] = []

    def visit_Return(self, node: cst.Return) -> None:
        self.found.append(node)

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        return False

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        return False


def _definitions_call(
    line: cst.SimpleStatementLine, action: RegisterAssets, context: FileContext
) -> cst.Call:
    for statement in line.body:
        value = getattr(statement, "value", None)
        if isinstance(value, cst.Call) and context.names.resolve(value.func) == "dagster.Definitions":
            return value
    raise context.fail(DEFINITION_NOT_FOUND, "No Definitions(...) is called here.", action.location)


def _replaced(line: Statement, old: cst.BaseExpression, new: cst.BaseExpression) -> Statement:
    return cst.ensure_type(line.deep_replace(old, new), cst.SimpleStatementLine)
