"""What an op that stays an op gains, because a graph-backed asset runs it: an order-only input, ``-> None``."""

from collections.abc import Sequence
from dataclasses import replace

import libcst as cst

from assetize.analyzer.codes.rewriting import ARGUMENTS_NOT_LITERAL
from assetize.codemods.model import Action, AddNoneReturn, AddOrderInput
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.decorators import decorated, decorator_arguments, find_decorator
from assetize.codemods.rewrite.definitions import find_function, substitute
from assetize.codemods.rewrite.layout import Doc, Item, call, keyword, mapping
from assetize.codemods.rewrite.pieces import Piece, code, read_dict
from assetize.codemods.rewrite.signature import with_none_return


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Add to every op of this file that the plan adds to."""
    for action in actions:
        if isinstance(action, AddOrderInput) and context.is_subject_here(action.op):
            tree = _with_order_input(tree, action, context)
            context.done.append(f"op {action.op.partition(':')[2]} waits for its new input {action.input}")
        elif isinstance(action, AddNoneReturn) and context.is_subject_here(action.op):
            found, function = find_function(tree, action.op, context)
            tree = substitute(tree, found, [with_none_return(function, action.op, context)])
            context.done.append(f"op {action.op.partition(':')[2]} says that it returns nothing")
    return tree


def _with_order_input(tree: cst.Module, action: AddOrderInput, context: FileContext) -> cst.Module:
    found, function = find_function(tree, action.op, context)
    decorator = find_decorator(function, ("op",), context, action.op)
    pieces = decorator_arguments(decorator, context, action.op)
    made = call(context.dagster("In"), Item(context.dagster("Nothing")))
    entry = Item(made, f"{context.style.string(action.input)}: ")
    ins = pieces.find("ins")
    if ins is None:
        items = [keyword("ins", mapping(entry)), *(piece.item for piece in pieces.pieces)]
    else:
        longer = ins.with_value(_longer(ins, entry, action, context))
        items = [longer if piece is ins else piece.item for piece in pieces.pieces]
    name = code(
        decorator.decorator.func if isinstance(decorator.decorator, cst.Call) else decorator.decorator
    )
    return substitute(tree, found, [decorated(function, decorator, name, items, pieces.shell, context)])


def _longer(ins: Piece, entry: Item, action: AddOrderInput, context: FileContext) -> Doc:
    if not isinstance(ins.node, cst.Dict):
        raise context.fail(
            ARGUMENTS_NOT_LITERAL, f"ins= is not a dict written out: {code(ins.node)}", action.op
        )
    read = read_dict(ins.node, ins.indent)
    written = read.as_written()
    if read.find(action.input):
        return written
    return replace(written, items=(*written.items, entry), hugging=False)
