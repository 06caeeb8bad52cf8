"""Evaluates expressions without running them."""

import ast
from collections.abc import Mapping

from assetize.analyzer.names import Scope, Sources
from assetize.analyzer.values.attributes import attribute
from assetize.analyzer.values.calls import call
from assetize.analyzer.values.comprehensions import keyed, listed
from assetize.analyzer.values.conditions import comparison, conditional, either, negative
from assetize.analyzer.values.evaluation import NOTHING, Evaluation, Evaluator, Progress, start_of
from assetize.analyzer.values.interpolation import interpolated
from assetize.analyzer.values.literals import constant, dictionary, series
from assetize.analyzer.values.operators import assignment_expression, binary
from assetize.analyzer.values.subscripts import subscript
from assetize.analyzer.values.value import NotKnown, Value
from assetize.analyzer.values.variables import variable

EVALUATORS: Mapping[type[ast.AST], Evaluator] = {
    ast.Constant: constant,
    ast.List: series,
    ast.Tuple: series,
    ast.Set: series,
    ast.Dict: dictionary,
    ast.JoinedStr: interpolated,
    ast.BinOp: binary,
    ast.UnaryOp: negative,
    ast.BoolOp: either,
    ast.IfExp: conditional,
    ast.Compare: comparison,
    ast.ListComp: listed,
    ast.SetComp: listed,
    ast.GeneratorExp: listed,
    ast.DictComp: keyed,
    ast.Subscript: subscript,
    ast.NamedExpr: assignment_expression,
    ast.Name: variable,
    ast.Attribute: attribute,
    ast.Call: call,
}


def evaluate(
    sources: Sources,
    module_id: str,
    expression: ast.expr,
    bindings: Mapping[str, Value] = NOTHING,
    scope: Scope | None = None,
) -> Value:
    """What an expression of a module gives, as far as the text says.

    ``scope`` is the function or class that the expression stands in. ``bindings`` are values that the caller knows, by
    source name: of parameters and loop variables (``"table"``), of ``"self"`` (an ``Instance``), or of dotted names
    (``"context.op_config"``). A lone hole of a kind of the caller's own stands for a structure: bound to
    ``"config"``, ``config.schema`` and ``config["schema"]`` give the hole ``{config:schema}``.
    """
    source = sources.module(module_id)
    if source is None:
        return NotKnown(f"{module_id} cannot be read")
    where = scope or source.scope
    return Evaluation(sources, where, EVALUATORS, bindings, start_of(expression), Progress()).of(expression)
