"""The ``return`` of a kept body: a job's body has none, and a graph's may return other things."""

import re
from collections.abc import Callable, Sequence

import libcst as cst

from assetize.codemods.model import GraphAssetOutput, GraphStep, OpsToGraphAsset
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.decorators import comments_in
from assetize.codemods.rewrite.layout import Item, mapping, render
from assetize.codemods.rewrite.pieces import code

Calls = dict[str, cst.Call]
"""The call that each step is, by node name."""

Line = cst.SimpleStatementLine


def with_return(
    statements: Sequence[cst.BaseStatement],
    action: OpsToGraphAsset,
    calls: Calls,
    text_of: Callable[[cst.Call], str],
    context: FileContext,
) -> list[cst.BaseStatement] | None:
    """The statements, ending in a ``return`` of the assets; None where they would have to change too much.

    ``text_of`` gives a call as it is going to be.
    """
    lines = [
        statement for statement in statements if isinstance(statement, Line) and len(statement.body) == 1
    ]
    if len(lines) != len(statements) or not lines:
        return None
    if len(action.outputs) == 1 and (returned := _called_last(lines, action, calls)):
        return [*lines[:-1], returned]
    body, kept_lines = lines, list[cst.EmptyLine]()
    if isinstance(lines[-1].body[0], cst.Return):
        value = lines[-1].body[0].value
        if value is None or _returns_what_is_wanted(value, action, context):
            return None if value is None else list(statements)
        if isinstance(value, cst.Call) and value in calls.values():
            body = [*lines[:-1], lines[-1].with_changes(body=[cst.Expr(value)])]
        elif "(" in code(value):
            return None
        else:
            body, kept_lines = lines[:-1], list(lines[-1].leading_lines)
    values: dict[str, str] = {}
    for output in action.outputs:
        body, expression = _value_of(output, body, action, calls, text_of)
        if expression is None:
            return None
        values[output.name] = expression
    if not kept_lines and any(line is body[-1] for line in lines[:-1]):
        kept_lines = list(lines[-1].leading_lines)
    last = context.statement(f"return {_returned(values, action, context)}\n")
    return [*body, last.with_changes(leading_lines=kept_lines)]


def _returns_what_is_wanted(value: cst.BaseExpression, action: OpsToGraphAsset, context: FileContext) -> bool:
    """The graph returns just the assets, and under their names where it returns several."""
    graph = context.view.graphs.get(action.body_of or "")
    if graph is None:
        return False
    returned = {(mapping.node, mapping.output): mapping.graph_output for mapping in graph.output_mappings}
    wanted = {(output.step, output.output): output.name for output in action.outputs}
    if len(wanted) == 1:
        return returned.keys() == wanted.keys()
    return returned == wanted and isinstance(value, cst.Dict)


def _called_last(lines: Sequence[Line], action: OpsToGraphAsset, calls: Calls) -> Line | None:
    """The last statement, where it is the call that makes the asset: returned already, or going to be."""
    step = _step_of(action.outputs[0], action)
    last = lines[-1].body[0]
    if len(step.outputs) != 1 or not isinstance(last, cst.Expr | cst.Return):
        return None
    if last.value is not calls[step.node]:
        return None
    return lines[-1].with_changes(body=[cst.Return(calls[step.node])])


def _step_of(output: GraphAssetOutput, action: OpsToGraphAsset) -> GraphStep:
    return next(step for step in action.steps if step.node == output.step)


def _value_of(
    output: GraphAssetOutput,
    body: Sequence[Line],
    action: OpsToGraphAsset,
    calls: Calls,
    text_of: Callable[[cst.Call], str],
) -> tuple[list[Line], str | None]:
    """The expression that gives an output, and the statements without the call that it is, or with a variable for it."""
    step, lines = _step_of(output, action), list(body)
    for index, line in enumerate(lines):
        statement = line.body[0]
        match statement:
            case cst.Assign(targets=[cst.AssignTarget(target=target)], value=value) if (
                value is calls[step.node]
            ):
                return lines, _from_target(target, step, output.output)
            case cst.Expr(value=value) if value is calls[step.node] and len(step.outputs) == 1:
                if len(action.outputs) > 1 and not comments_in(line):
                    return [*lines[:index], *lines[index + 1 :]], text_of(calls[step.node])
                name = _unused(output.name if output.name != "result" else step.node, lines, action)
                assignment = cst.Assign([cst.AssignTarget(cst.Name(name))], value)
                lines[index] = line.with_changes(body=[assignment])
                return lines, name
    return lines, None


def _from_target(target: cst.BaseExpression, step: GraphStep, output: str) -> str | None:
    match target:
        case cst.Name(value=name):
            return name if len(step.outputs) == 1 else f"{name}.{output}"
        case cst.Tuple(elements=elements) if len(elements) == len(step.outputs):
            element = elements[step.outputs.index(output)].value
            return element.value if isinstance(element, cst.Name) else None
    return None


def _unused(wanted: str, lines: Sequence[Line], action: OpsToGraphAsset) -> str:
    text = "".join(code(line) for line in lines)
    name = wanted
    while re.search(rf"\b{name}\b", text) or any(upstream.parameter == name for upstream in action.inputs):
        name += "_result"
    return name


def _returned(values: dict[str, str], action: OpsToGraphAsset, context: FileContext) -> str:
    if len(action.outputs) == 1:
        return next(iter(values.values()))
    entries = (Item(value, f"{context.style.string(name)}: ") for name, value in values.items())
    before = len(context.style.indent.expandtabs(4)) + len("return ")
    return render(mapping(*entries), context.style, before=before)
