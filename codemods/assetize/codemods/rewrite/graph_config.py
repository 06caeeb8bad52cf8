"""The config of a graph-backed asset's ops, as its decorator says it."""

from collections.abc import Sequence

import libcst as cst

from assetize.codemods.rewrite.layout import Doc, Item, mapping
from assetize.codemods.rewrite.pieces import code
from assetize.codemods.rewrite.style import Style


def config_of_steps(steps: Sequence[tuple[str, str]], style: Style) -> Doc:
    """``{"load": {"config": {"table": "users"}}}``: dicts are laid out anew, all else is as it was written."""
    return mapping(
        *(Item(_laid_out(cst.parse_expression(text)), f"{style.string(name)}: ") for name, text in steps)
    )


def _laid_out(node: cst.BaseExpression) -> Doc:
    if isinstance(node, cst.Dict) and all(isinstance(item, cst.DictElement) for item in node.elements):
        entries = [cst.ensure_type(item, cst.DictElement) for item in node.elements]
        return mapping(*(Item(_laid_out(item.value), f"{code(item.key)}: ") for item in entries))
    return code(node)
