"""Several ops become one ``@graph_asset`` or ``@graph_multi_asset``, written above the job that they were in."""

from collections.abc import Sequence

import libcst as cst

from assetize.codemods.model import Action, AssetInput, OpsToGraphAsset
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.decorators import decorator_expression
from assetize.codemods.rewrite.definitions import find_definition, insert_before
from assetize.codemods.rewrite.graph_body import KeptBody, kept_body
from assetize.codemods.rewrite.graph_config import config_of_steps
from assetize.codemods.rewrite.graph_steps import written_body
from assetize.codemods.rewrite.keys import group_items, key_argument, spelling_items
from assetize.codemods.rewrite.layout import Bracket, Doc, Item, call, keyword, mapping, render
from assetize.codemods.rewrite.partitions import partition_items


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Write every graph-backed asset of this file."""
    for action in actions:
        if isinstance(action, OpsToGraphAsset) and action.module == context.module.id:
            context.check_free(action.function, action.before)
            function = _function(tree, action, context)
            tree = insert_before(tree, find_definition(tree, action.before, context), [function])
            ops = ", ".join(dict.fromkeys(step.definition.name for step in action.steps))
            context.done.append(f"wrote {action.function}, which makes {_keys(action)} of {ops}")
    return tree


def _keys(action: OpsToGraphAsset) -> str:
    return ", ".join("/".join(output.key) for output in action.outputs)


def _function(tree: cst.Module, action: OpsToGraphAsset, context: FileContext) -> cst.FunctionDef:
    decorator = cst.Decorator(_decorator(action, context))
    parameters = tuple(Item(upstream.parameter or "") for upstream in action.inputs if upstream.parameter)
    opening = f"def {action.function}("
    header = render(Bracket(opening, parameters, "):"), context.style)
    kept = kept_body(tree, action, context)
    if kept is not None:
        context.kept_bodies.add(action.body_of or "")
        shell = cst.ensure_type(context.statement(f"{header}\n{context.style.indent}pass\n"), cst.FunctionDef)
        return _dressed(shell, kept, decorator)
    body = "".join(
        f"{context.style.indent}{line}\n"
        for text in written_body(action, context)
        for line in text.splitlines()
    )
    function = cst.ensure_type(context.statement(f"{header}\n{body}"), cst.FunctionDef)
    return function.with_changes(decorators=[decorator])


def _dressed(shell: cst.FunctionDef, kept: KeptBody, decorator: cst.Decorator) -> cst.FunctionDef:
    parameters = {found.name.value: found for found in kept.parameters}
    params = [
        found.with_changes(annotation=parameters[found.name.value].annotation)
        if found.name.value in parameters
        else found
        for found in shell.params.params
    ]
    return shell.with_changes(
        params=shell.params.with_changes(params=params),
        body=kept.body,
        decorators=[decorator],
        leading_lines=[],
    )


def _decorator(action: OpsToGraphAsset, context: FileContext) -> cst.BaseExpression:
    items: list[Item] = []
    if action.is_multi:
        items.append(keyword("outs", mapping(*_outs(action, context))))
    else:
        items += spelling_items(action.spelling, context.style)
    items += group_items(action.group_name, context.style)
    entries = [entry for upstream in action.inputs if (entry := _in(upstream, action, context)) is not None]
    if entries:
        items.append(keyword("ins", mapping(*entries)))
    if action.config:
        items.append(keyword("config", config_of_steps(action.config, context.style)))
    items += partition_items(action, context)
    name = context.dagster("graph_multi_asset" if action.is_multi else "graph_asset")
    return decorator_expression(name, items, Bracket("", (), ""), context)


def _outs(action: OpsToGraphAsset, context: FileContext) -> list[Item]:
    """The I/O managers are not said here: Dagster takes those of the ops inside, whatever ``AssetOut`` says."""
    entries = []
    for output in action.outputs:
        items = (
            [] if output.key == (output.name,) else [keyword("key", key_argument(output.key, context.style))]
        )
        entries.append(
            Item(call(context.dagster("AssetOut"), *items), f"{context.style.string(output.name)}: ")
        )
    return entries


def _in(upstream: AssetInput, action: OpsToGraphAsset, context: FileContext) -> Item | None:
    arguments: list[Item] = []
    if upstream.key != (upstream.parameter,):
        arguments.append(keyword("key", key_argument(upstream.key, context.style)))
    if upstream.parameter in action.nothing_parameters:
        arguments.append(keyword("dagster_type", context.dagster("Nothing")))
    if not arguments:
        return None
    made: Doc = call(context.dagster("AssetIn"), *arguments)
    return Item(made, f"{context.style.string(upstream.parameter or '')}: ")
