"""The upstream assets of an asset: ``ins={…}`` for values, ``deps=[…]`` for order."""

from collections.abc import Sequence
from dataclasses import replace

import libcst as cst

from assetize.analyzer.codes.rewriting import ARGUMENTS_NOT_LITERAL
from assetize.analyzer.dagster_versions import is_before
from assetize.codemods.model import AssetInput
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.keys import dependencies, key_argument
from assetize.codemods.rewrite.layout import Item, Verbatim, call, keyword, listing, mapping, render
from assetize.codemods.rewrite.pieces import Piece, Pieces, code, read_call, read_dict, string_value
from assetize.codemods.rewrite.style import Style

IN_POSITIONS = (
    "dagster_type",
    "description",
    "default_value",
    "metadata",
    "asset_key",
    "asset_partitions",
    "input_manager_key",
)
DROPPED = ("description", "asset_key")
"""``AssetIn`` has no description, and the key is written anew."""
DEPS_SINCE = (1, 4)


def upstream_items(
    inputs: Sequence[AssetInput],
    ins: Piece | None,
    function: cst.FunctionDef,
    place: float,
    context: FileContext,
    op: str,
) -> list[Item]:
    """The ``ins=`` and ``deps=`` arguments, in the place of the op's ``ins=`` where it had one."""
    written = _declared_inputs(ins, context, op)
    entries = []
    for upstream in inputs:
        if upstream.parameter is None:
            continue
        declared = written.find(upstream.from_input or upstream.parameter) if written else None
        entry = _entry(upstream, declared, function, context, op)
        if entry is not None:
            entries.append(entry)
    items = [keyword("ins", mapping(*entries))] if entries else []
    order_only = [upstream for upstream in inputs if upstream.parameter is None]
    if order_only:
        items.append(_order_item(order_only, place, context))
    if ins and items:
        items[0] = replace(items[0], above=ins.item.above)
        items[-1] = replace(items[-1], beside=ins.item.beside)
    return items


def _order_item(order_only: Sequence[AssetInput], place: float, context: FileContext) -> Item:
    """``deps=[users]``, or ``non_argument_deps={"users"}`` for a Dagster that has no ``deps``."""
    if not is_before(context.view.analysis.project.dagster_version, DEPS_SINCE):
        return keyword("deps", listing(*dependencies(order_only, place, context)))
    keys = list(dict.fromkeys(upstream.key for upstream in order_only))
    if all(len(key) == 1 for key in keys):
        return keyword("non_argument_deps", mapping(*(Item(context.style.string(key[0])) for key in keys)))
    spelled = (call(context.dagster("AssetKey"), Item(key_argument(key, context.style))) for key in keys)
    return keyword("non_argument_deps", mapping(*(Item(key) for key in spelled)))


def _declared_inputs(ins: Piece | None, context: FileContext, op: str) -> Pieces | None:
    if ins is None:
        return None
    if not isinstance(ins.node, cst.Dict):
        raise context.fail(ARGUMENTS_NOT_LITERAL, f"ins= is not a dict written out: {code(ins.node)}", op)
    read = read_dict(ins.node)
    if any(piece.name is None for piece in read.pieces):
        raise context.fail(
            ARGUMENTS_NOT_LITERAL, f"ins= has a key that is not a string: {code(ins.node)}", op
        )
    return read


def _entry(
    upstream: AssetInput, declared: Piece | None, function: cst.FunctionDef, context: FileContext, op: str
) -> Item | None:
    """``"parameter": AssetIn(…)``, or None where the parameter's name says it all."""
    style, arguments = context.style, []
    own_manager = context.view.external_managers.get(upstream.symbol) if upstream.symbol else None
    if upstream.key != (upstream.parameter,):
        arguments.append(keyword("key", key_argument(upstream.key, style)))
    given = _in_arguments(declared, upstream, function, context, op) if declared else []
    if own_manager:
        said = ("input_manager_key=", style.string(own_manager))
        given = [item for item in given if (item.key, _one_line(item, style)) != said]
    names = {item.key for item in given}
    if (
        upstream.input_manager_key
        and upstream.input_manager_key != own_manager
        and "input_manager_key=" not in names
    ):
        given.append(keyword("input_manager_key", style.string(upstream.input_manager_key)))
    if upstream.metadata and "metadata=" not in names:
        pairs = [Item(style.string(value), f"{style.string(name)}: ") for name, value in upstream.metadata]
        given.append(keyword("metadata", mapping(*pairs)))
    arguments += given
    if not arguments:
        return None
    asset_in = call(context.dagster("AssetIn"), *arguments)
    if declared:
        return declared.with_value(asset_in)
    return Item(asset_in, f"{style.string(upstream.parameter or '')}: ")


def _one_line(item: Item, style: Style) -> str:
    """The item's text, with a string in the file's quotes."""
    node = item.value.node if isinstance(item.value, Verbatim) else None
    value = string_value(node) if isinstance(node, cst.BaseExpression) else None
    return render(item.value, style) if value is None else style.string(value)


def _in_arguments(
    declared: Piece, upstream: AssetInput, function: cst.FunctionDef, context: FileContext, op: str
) -> list[Item]:
    """What ``In(…)`` says that ``AssetIn(…)`` has to say too."""
    if not isinstance(declared.node, cst.Call) or context.names.resolve(declared.node.func) != "dagster.In":
        raise context.fail(ARGUMENTS_NOT_LITERAL, f"Not an In(…) written out: {code(declared.node)}", op)
    items = []
    for piece in read_call(declared.node, positions=IN_POSITIONS).pieces:
        if piece.name in DROPPED:
            continue
        if piece.name not in ("dagster_type", "metadata", "input_manager_key"):
            raise context.fail(
                ARGUMENTS_NOT_LITERAL, f"AssetIn has no counterpart for {code(declared.node)}", op
            )
        if piece.name == "dagster_type" and code(piece.node) == _annotation_of(upstream.parameter, function):
            continue
        items.append(piece.with_value(piece.item.value, f"{piece.name}="))
    return items


def _annotation_of(parameter: str | None, function: cst.FunctionDef) -> str | None:
    for found in (*function.params.posonly_params, *function.params.params, *function.params.kwonly_params):
        if found.name.value == parameter and found.annotation:
            return code(found.annotation.annotation)
    return None
