"""I/O managers take their address from the asset key where there is one."""

from collections.abc import Sequence

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from assetize.analyzer.codes.rewriting import SHAPE_NOT_SUPPORTED
from assetize.codemods.model import Action, RedirectIoManager
from assetize.codemods.rewrite.address_uses import AddressUses, FoundUse, Place
from assetize.codemods.rewrite.context import FileContext

UNDERSTOOD = ("name", "upstream_output.name")


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Redirect the I/O managers of this file. Runs first, because its places are lines of the file as it was read."""
    wanted: set[Place] = set()
    for action in actions:
        if isinstance(action, RedirectIoManager) and context.is_subject_here(action.cls):
            wanted |= _places(action, context)
            context.done.append(
                f"I/O manager {action.cls.partition(':')[2]} takes its address from the asset key where there is one"
            )
    if not wanted:
        return tree
    wrapper = MetadataWrapper(tree, unsafe_skip_copy=True)
    lines = {node: place.start.line for node, place in wrapper.resolve(PositionProvider).items()}
    uses = AddressUses(lines, wanted, context)
    tree.visit(uses)
    if missing := wanted - uses.matched:
        line, attribute = min(missing)
        raise context.fail(SHAPE_NOT_SUPPORTED, f"context.{attribute} is not written out here.", line=line)
    if not uses.found:
        return tree
    return cst.ensure_type(tree.visit(_Redirect(uses.found, context)), cst.Module)


def _places(action: RedirectIoManager, context: FileContext) -> set[Place]:
    places = set()
    for use in action.uses:
        if use.attribute not in UNDERSTOOD:
            message = f"No asset key can stand in for context.{use.attribute}."
            raise context.fail(SHAPE_NOT_SUPPORTED, message, action.cls, use.where.line)
        if use.where.file == context.module.file:
            places.add((use.where.line, use.attribute))
    return places


class _Redirect(cst.CSTTransformer):
    """Put the redirected address, or a variable that holds it, in the place of each use."""

    def __init__(self, found: dict[cst.Attribute, FoundUse], context: FileContext) -> None:
        self.found = found
        self.context = context
        self.above = {use.statement: use for use in found.values() if use.is_first and use.variable}

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        use = self.found.get(original_node)
        if use is None:
            return updated_node
        if use.variable:
            return cst.Name(use.variable, lpar=updated_node.lpar, rpar=updated_node.rpar)
        if use.is_whole_value:
            return self._wrapped(use, use.before)
        return cst.parse_expression(f"({_text(use)})")

    def on_leave(
        self, original_node: cst.CSTNodeT, updated_node: cst.CSTNodeT
    ) -> cst.CSTNodeT | cst.RemovalSentinel | cst.FlattenSentinel[cst.CSTNodeT]:
        left = super().on_leave(original_node, updated_node)
        use = self.above.get(original_node)
        if use is None or not isinstance(left, cst.SimpleStatementLine | cst.BaseCompoundStatement):
            return left
        start = f"{use.variable} = "
        target = cst.AssignTarget(cst.Name(use.variable))
        value = self._wrapped(use, use.indent + len(start))
        line = cst.SimpleStatementLine([cst.Assign([target], value)], leading_lines=left.leading_lines)
        return cst.FlattenSentinel([line, left.with_changes(leading_lines=[])])  # type: ignore[list-item]

    def _wrapped(self, use: FoundUse, before: int) -> cst.BaseExpression:
        text = _text(use)
        if before + len(text) <= self.context.style.line_length:
            return cst.parse_expression(text)
        key, _, rest = text.partition(" if ")
        test, _, bare = rest.partition(" else ")
        inner = self.context.style.indent
        lines = ["(", f"{inner}{key}", f"{inner}if {test}", f"{inner}else {bare}", ")"]
        return self.context.expression("\n".join(lines))


def _text(use: FoundUse) -> str:
    name = use.context
    return f"{name}.asset_key.path[-1] if {name}.has_asset_key else {name}.{use.attribute}"
