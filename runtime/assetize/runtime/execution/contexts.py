"""Which context the body of a step gets."""

from __future__ import annotations

from typing import Any

from assetize.runtime.definitions.body import EMPTY
from assetize.runtime.errors import DagsterInvalidDefinitionError
from assetize.runtime.execution.op_context import OpExecutionContext


def _annotated(body: Any) -> str:
    if body is None or not body.has_context or body.context_annotation is EMPTY:
        return ""
    return str(getattr(body.context_annotation, "__name__", ""))


def context_for_body(step_run: Any) -> Any:
    """The context of the kind that the body's annotation, or else the decorator, says."""
    context = OpExecutionContext(step_run)
    node = step_run.step.op_def.asset_node
    body = step_run.step.op_def.body
    annotation = _annotated(body)
    if annotation == "OpExecutionContext" or (node is None and annotation == ""):
        return context
    from assetize.runtime.assets.contexts import AssetCheckExecutionContext, AssetExecutionContext

    if annotation == "AssetCheckExecutionContext" and step_run.run.job.asset_layer is None:
        raise DagsterInvalidDefinitionError(
            "Cannot annotate `context` parameter with type AssetCheckExecutionContext unless executing a step for a check. "
            "`context` must be annotated with OpExecutionContext, or left blank."
        )
    if annotation == "AssetCheckExecutionContext" or (node is not None and node.is_check and not annotation):
        return AssetCheckExecutionContext(context)
    if annotation == "AssetExecutionContext" and step_run.run.job.asset_layer is None:
        raise DagsterInvalidDefinitionError(
            "Cannot annotate `context` parameter with type AssetExecutionContext unless executing a step for an asset. "
            "`context` must be annotated with OpExecutionContext, or left blank."
        )
    if annotation == "AssetExecutionContext" or node is not None:
        return AssetExecutionContext(context)
    return context
