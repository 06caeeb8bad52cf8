"""``context.op_config["date"]`` becomes ``context.partition_key``."""

from collections.abc import Mapping, Sequence

import libcst as cst


def with_partition_reads(function: cst.FunctionDef, reads: Sequence[tuple[str, str]]) -> cst.FunctionDef:
    """The function with these fields of its config read off its context; it is their only use."""
    parameters = [*function.params.posonly_params, *function.params.params]
    if not reads or not parameters:
        return function
    body = function.body.visit(_Read(parameters[0].name.value, dict(reads)))
    return function.with_changes(body=body)


class _Read(cst.CSTTransformer):
    def __init__(self, context: str, reads: Mapping[str, str]) -> None:
        self.context = context
        self.reads = reads

    def leave_Subscript(
        self, original_node: cst.Subscript, updated_node: cst.Subscript
    ) -> cst.Subscript | cst.BaseExpression:
        field = _field(original_node, self.context)
        if field not in self.reads:
            return updated_node
        made = cst.parse_expression(f"{self.context}.{self.reads[field]}")
        return made.with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)


def _field(node: cst.Subscript, context: str) -> str:
    match node:
        case cst.Subscript(
            value=cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value="op_config")),
            slice=[cst.SubscriptElement(slice=cst.Index(value=cst.SimpleString() as text))],
        ) if name == context:
            return str(text.evaluated_value)
    return ""
