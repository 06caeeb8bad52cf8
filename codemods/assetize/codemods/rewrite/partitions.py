"""The ``partitions_def=`` of an asset."""

from assetize.codemods.model import OpsToGraphAsset, OpToAsset, OpToMultiAsset
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.layout import Item, keyword


def partition_items(action: OpToAsset | OpToMultiAsset | OpsToGraphAsset, context: FileContext) -> list[Item]:
    """By the name that the job had, or made in place as the job made it; nothing for an asset without partitions."""
    if action.partitions:
        return [keyword("partitions_def", context.symbol(action.partitions, action.partitions_attribute))]
    if action.partitions_call:
        name, arguments = action.partitions_call
        return [keyword("partitions_def", context.dagster(name) + arguments)]
    return []
