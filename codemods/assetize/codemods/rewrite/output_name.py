"""The name of an op's output, in its body: an asset's only output is always ``result``."""

import libcst as cst

from assetize.analyzer.codes.rewriting import SHAPE_NOT_SUPPORTED
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.pieces import string_value

OUTPUT_POSITIONS = ("value", "output_name", "metadata", "data_version")
CONTEXT_METHODS = {
    "add_output_metadata": ("metadata", "output_name", "mapping_key"),
    "get_output_metadata": ("output_name", "mapping_key"),
    "asset_key_for_output": ("output_name",),
}
NEEDS_A_NAME = ("get_output_metadata",)
"""Methods that have no default for the output's name."""


def without_output_name(
    function: cst.FunctionDef, output: str, context: FileContext, op: str
) -> cst.FunctionDef:
    """The function with the output's name gone from ``Output(…)`` and from the context's methods."""
    if output == "result":
        return function
    visited = function.visit(_WithoutName(output, context, op))
    return cst.ensure_type(visited, cst.FunctionDef)


class _WithoutName(cst.CSTTransformer):
    def __init__(self, output: str, context: FileContext, op: str) -> None:
        self.output = output
        self.context = context
        self.op = op

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        func = original_node.func
        if self.context.names.resolve(func) == "dagster.Output":
            return self._without(updated_node, OUTPUT_POSITIONS, "")
        if isinstance(func, cst.Attribute) and func.attr.value in CONTEXT_METHODS:
            return self._without(updated_node, CONTEXT_METHODS[func.attr.value], func.attr.value)
        return updated_node

    def _without(self, call: cst.Call, positions: tuple[str, ...], method: str) -> cst.Call:
        arguments: list[cst.Arg] = []
        dropped = False
        for index, argument in enumerate(call.args):
            name = argument.keyword.value if argument.keyword else None
            if name is None and not argument.star and index < len(positions):
                name = positions[index]
            if name != "output_name":
                by_name = dropped and not argument.keyword and name is not None
                arguments.append(_named(argument, name or "") if by_name else argument)
                continue
            self._check(argument.value)
            if method in NEEDS_A_NAME:
                arguments.append(
                    argument.with_changes(value=cst.parse_expression(self.context.style.string("result")))
                )
            else:
                dropped = True
        if dropped and arguments and call.args[-1].comma is not arguments[-1].comma:
            last = call.args[-1]
            arguments[-1] = arguments[-1].with_changes(
                comma=last.comma, whitespace_after_arg=last.whitespace_after_arg
            )
        return call.with_changes(args=arguments)

    def _check(self, value: cst.BaseExpression) -> None:
        if string_value(value) != self.output:
            code = cst.Module([]).code_for_node(value)
            message = f"An output's name is not the string {self.output!r} but {code}."
            raise self.context.fail(SHAPE_NOT_SUPPORTED, message, self.op)


def _named(argument: cst.Arg, name: str) -> cst.Arg:
    no_space = cst.SimpleWhitespace("")
    return argument.with_changes(
        keyword=cst.Name(name), equal=cst.AssignEqual(whitespace_before=no_space, whitespace_after=no_space)
    )
