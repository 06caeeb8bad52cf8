"""What an op's body asks of its context, where an asset's context would warn that it is old."""

import libcst as cst

from assetize.codemods.rewrite.context import FileContext

OLD = frozenset(
    {
        "dagster_run",
        "get_mapping_key",
        "get_tag",
        "has_tag",
        "node_handle",
        "op",
        "op_config",
        "op_handle",
        "run_config",
        "run_id",
        "run_tags",
        "selected_output_names",
    }
)
"""Attributes that ``AssetExecutionContext`` has, deprecated. ``context.run.run_id`` and its like fail when tests call the asset."""

FIRST_VERSION = (1, 6)
"""Since then an asset's context is a class of its own, with the op's inside."""


def with_op_context(function: cst.FunctionDef, context: FileContext) -> cst.FunctionDef:
    """``context.op_config`` of a context without annotation becomes ``context.op_execution_context.op_config``."""
    parameters = [*function.params.posonly_params, *function.params.params]
    if not parameters or parameters[0].annotation is not None or not _is_new_enough(context):
        return function
    if parameters[0].name.value not in ("context", "_context"):
        return function
    body = function.body.visit(_Through(parameters[0].name.value))
    return function.with_changes(body=body)


def _is_new_enough(context: FileContext) -> bool:
    version = context.view.analysis.project.dagster_version
    numbers = [int(part) for part in (version or "").split(".")[:2] if part.isdigit()]
    return not numbers or tuple(numbers) >= FIRST_VERSION


class _Through(cst.CSTTransformer):
    def __init__(self, name: str) -> None:
        self.name = name

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.Attribute:
        base = original_node.value
        if isinstance(base, cst.Name) and base.value == self.name and original_node.attr.value in OLD:
            inner = cst.Attribute(base, cst.Name("op_execution_context"))
            return updated_node.with_changes(value=inner)
        return updated_node
