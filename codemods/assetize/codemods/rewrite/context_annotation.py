"""The annotation of an op's context parameter, where the op becomes an asset."""

from collections.abc import Sequence

import libcst as cst

from assetize.analyzer.dagster_versions import is_before
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.signature import fitted

SHARED = frozenset(
    {
        "add_output_metadata",
        "asset_key",
        "asset_key_for_input",
        "asset_key_for_output",
        "asset_partition_key_for_input",
        "asset_partition_key_range_for_input",
        "asset_partition_keys_for_input",
        "assets_def",
        "get_asset_provenance",
        "has_partition_key",
        "has_partition_key_range",
        "instance",
        "job_def",
        "job_name",
        "load_asset_value",
        "log",
        "log_event",
        "multi_partition_key",
        "op_def",
        "op_execution_context",
        "partition_key",
        "partition_key_range",
        "partition_keys",
        "partition_time_window",
        "pdb",
        "repository_def",
        "resources",
        "retry_number",
        "run",
        "selected_asset_keys",
        "set_data_version",
    }
)
"""Attributes that an ``AssetExecutionContext`` has just as an ``OpExecutionContext`` has, not deprecated on either."""
OWN_CONTEXT_SINCE = (1, 3, 14)
"""Before, an asset got an op's context."""


def with_asset_context(function: cst.FunctionDef, context: FileContext) -> cst.FunctionDef:
    """Annotate the context as an asset's where its body uses nothing else; else leave it, which Dagster accepts.

    Where annotations are strings (``from __future__ import annotations``) Dagster accepts none on a context.
    """
    parameter = _context_parameter(function, context)
    if parameter is None:
        return function
    if context.module.future_annotations:
        return _with_annotation(function, parameter, None)
    is_old = is_before(context.view.analysis.project.dagster_version, OWN_CONTEXT_SINCE)
    if is_old or not _uses_only_shared(function, parameter.name.value):
        return function
    name = context.expression(context.dagster("AssetExecutionContext"))
    annotation = cst.ensure_type(parameter.annotation, cst.Annotation)
    return fitted(_with_annotation(function, parameter, annotation.with_changes(annotation=name)), context)


def _context_parameter(function: cst.FunctionDef, context: FileContext) -> cst.Param | None:
    """The first parameter, where it is annotated as an op's context."""
    parameters = [*function.params.posonly_params, *function.params.params]
    if not parameters or parameters[0].annotation is None:
        return None
    resolved = context.names.resolve(parameters[0].annotation.annotation)
    return parameters[0] if resolved == "dagster.OpExecutionContext" else None


def _with_annotation(
    function: cst.FunctionDef, parameter: cst.Param, annotation: cst.Annotation | None
) -> cst.FunctionDef:
    def replaced(parameters: Sequence[cst.Param]) -> list[cst.Param]:
        return [
            found.with_changes(annotation=annotation) if found is parameter else found for found in parameters
        ]

    params = function.params.with_changes(
        posonly_params=replaced(function.params.posonly_params), params=replaced(function.params.params)
    )
    return function.with_changes(params=params)


class _ContextUses(cst.CSTVisitor):
    """Attributes read off a name, and whether the name is used in any other way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.attributes: set[str] = set()
        self.other = False

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        if isinstance(node.value, cst.Name) and node.value.value == self.name:
            self.attributes.add(node.attr.value)
            return False
        node.value.visit(self)
        return False

    def visit_Arg(self, node: cst.Arg) -> bool:
        node.value.visit(self)
        return False

    def visit_Name(self, node: cst.Name) -> None:
        self.other = self.other or node.value == self.name


def _uses_only_shared(function: cst.FunctionDef, name: str) -> bool:
    uses = _ContextUses(name)
    function.body.visit(uses)
    return not uses.other and uses.attributes <= SHARED
