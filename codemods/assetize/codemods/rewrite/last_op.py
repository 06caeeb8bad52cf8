"""A new op that ends a graph-backed asset: it waits for the ops that run for their side effects only."""

from collections.abc import Sequence

import libcst as cst

from assetize.codemods.model import Action, DefineLastOp
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.decorators import decorator_expression
from assetize.codemods.rewrite.definitions import find_definition, insert_before
from assetize.codemods.rewrite.layout import Bracket, Item, call, keyword, mapping

AFTER = "after"


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Write every such op of this file."""
    for action in actions:
        if isinstance(action, DefineLastOp) and action.module == context.module.id:
            context.check_free(action.function, action.before)
            tree = insert_before(
                tree, find_definition(tree, action.before, context), [_function(action, context)]
            )
            names = ", ".join(action.waits_for)
            context.done.append(f"wrote op {action.function}, which waits for {names}")
    return tree


def _function(action: DefineLastOp, context: FileContext) -> cst.FunctionDef:
    indent, quotes = context.style.indent, '"""'
    waits = _listed(action.waits_for)
    if action.value is None:
        header, body = f"def {action.function}() -> None:", [f"{quotes}Comes after {waits}.{quotes}"]
    else:
        header = f"def {action.function}({action.value}):"
        body = [f"{quotes}Hands {action.value} on, after {waits}.{quotes}", f"return {action.value}"]
    text = "".join([header, "\n", *(f"{indent}{line}\n" for line in body)])
    function = cst.ensure_type(context.statement(text), cst.FunctionDef)
    waiting = call(context.dagster("In"), Item(context.dagster("Nothing")))
    items = [keyword("ins", mapping(Item(waiting, f"{context.style.string(AFTER)}: ")))]
    decorator = decorator_expression(context.dagster("op"), items, Bracket("", (), ""), context)
    return function.with_changes(decorators=[cst.Decorator(decorator)])


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
