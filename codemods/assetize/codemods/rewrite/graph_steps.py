"""The body of a graph-backed asset, written from its steps."""

import builtins
import keyword as keywords

from assetize.codemods.model import GraphAssetOutput, GraphStep, OpsToGraphAsset, StepSource, SymbolRef
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.layout import Bracket, Doc, Item, call, keyword, listing, mapping, render

VERBS = frozenset(
    {
        "build",
        "calculate",
        "clean",
        "collect",
        "combine",
        "compute",
        "count",
        "create",
        "download",
        "dump",
        "extract",
        "fetch",
        "filter",
        "fit",
        "generate",
        "get",
        "import",
        "ingest",
        "join",
        "list",
        "load",
        "make",
        "materialize",
        "merge",
        "parse",
        "prepare",
        "process",
        "produce",
        "pull",
        "put",
        "query",
        "read",
        "run",
        "save",
        "select",
        "sort",
        "split",
        "store",
        "train",
        "transform",
        "update",
        "upload",
        "write",
    }
)


SHORT = 60
"""A nested call longer than this gets a line of its own."""


def written_body(action: OpsToGraphAsset, context: FileContext) -> list[str]:
    """The body's statements as text, the last one a ``return``.

    A call whose result the original body gave no name, and that one other call or the ``return`` takes, is written there.
    """
    functions = {step.node: context.symbol(step.definition) for step in action.steps}
    variables = _variables(action, functions)
    nested = _nested(action)
    statements: list[str] = []
    values: dict[tuple[str, str], Doc] = dict(variables)
    for step in action.steps:
        made = _call(step, functions[step.node], values, context)
        if len(action.outputs) == 1 and _is_returned(step, action):
            return [*statements, _laid_out("return ", made, context)]
        if step.node in nested and _is_short(made, context):
            values[step.node, step.outputs[0]] = made
            continue
        target = _target(step, variables)
        statements.append(_laid_out(f"{target} = " if target else "", made, context))
    return [*statements, _laid_out("return ", _returned(action, values, context), context)]


def _is_short(doc: Doc, context: FileContext) -> bool:
    return len(render(doc, context.style)) <= SHORT and "\n" not in render(doc, context.style)


def _laid_out(start: str, doc: Doc, context: FileContext) -> str:
    indent = len(context.style.indent.expandtabs(4))
    return start + render(doc, context.style, before=indent + len(start))


def _is_returned(step: GraphStep, action: OpsToGraphAsset) -> bool:
    """The last step, whose only output is the asset, is called in the ``return``."""
    return step is action.steps[-1] and len(step.outputs) == 1 and step.node == action.outputs[0].step


def _uses(action: OpsToGraphAsset) -> set[tuple[str, str]]:
    """``(node, output)`` of all that some step or the asset takes."""
    used = {(output.step, output.output) for output in action.outputs}
    for step in action.steps:
        for _, sources in step.arguments:
            used |= {(source.step, source.name) for source in sources if source.step is not None}
    return used


def _variables(action: OpsToGraphAsset, functions: dict[str, str]) -> dict[tuple[str, str], str]:
    """A name for every output that is used: unique, and none that the body needs for something else."""
    taken = {name.partition(".")[0] for name in functions.values()}
    taken |= {upstream.parameter for upstream in action.inputs if upstream.parameter}
    used = _uses(action)
    variables: dict[tuple[str, str], str] = {}
    for step in action.steps:
        outputs = [output for output in step.outputs if (step.node, output) in used]
        if not outputs:
            continue
        if len(step.outputs) > 1 and len(outputs) < len(step.outputs):
            whole = _free_name(step.variable or f"{step.node}_outputs", taken)
            variables.update(((step.node, output), f"{whole}.{output}") for output in outputs)
            continue
        for output in outputs:
            variables[step.node, output] = _free_name(_idea(step, output), taken)
    return variables


def _idea(step: GraphStep, output: str) -> str:
    if len(step.outputs) > 1:
        return output
    if step.variable:
        return step.variable
    return output if output != "result" else _noun(step.alias or step.node)


def _noun(name: str) -> str:
    """The name without its verb."""
    verb, _, rest = name.partition("_")
    return rest if verb in VERBS and rest.isidentifier() else name


def _free_name(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    if keywords.iskeyword(name) or hasattr(builtins, name) or name in taken:
        name = f"{wanted}_result"
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    taken.add(name)
    return name


def _nested(action: OpsToGraphAsset) -> set[str]:
    """Steps of one output, without a name, that are taken once, and are the only step of their op."""
    definitions = [step.definition for step in action.steps]
    sources = [source for step in action.steps for _, given in step.arguments for source in given]
    taken = [source.step for source in sources]
    dynamic = {source.step for source in sources if source.kind != "direct"}
    returned = [output.step for output in action.outputs]
    return {
        step.node
        for step in action.steps
        if len(step.outputs) == 1
        and step.node not in dynamic
        and (taken + returned).count(step.node) == 1
        and definitions.count(step.definition) == 1
        and (step.variable is None or (step.node in returned and len(returned) > 1))
    }


def _target(step: GraphStep, variables: dict[tuple[str, str], str]) -> str:
    names = [variables[step.node, output] for output in step.outputs if (step.node, output) in variables]
    if names and "." in names[0]:
        return names[0].partition(".")[0]
    return ", ".join(names)


def _call(
    step: GraphStep, function: str, values: dict[tuple[str, str], Doc], context: FileContext
) -> Bracket:
    if step.alias:
        function = f"{function}.alias({context.style.string(step.alias)})"
    mapped = next((name for name, sources in step.arguments if sources[0].kind == "mapped"), None)
    if mapped is not None:
        return _mapped(step, mapped, function, values, context)
    by_position = _leading_inputs(step.definition, context)
    items: list[Item] = []
    for index, (name, sources) in enumerate(step.arguments):
        found = [_source(source, values) for source in sources]
        value: Doc = found[0] if len(found) == 1 and name not in step.lists else listing(*found)
        is_next = by_position[index : index + 1] == [name] and not any(item.key for item in items)
        items.append(Item(value) if is_next else keyword(name, value))
    return call(function, *items)


def _mapped(
    step: GraphStep, name: str, function: str, values: dict[tuple[str, str], Doc], context: FileContext
) -> Bracket:
    """``names.map(load)``, or with a ``lambda`` where the op takes more than the element."""
    sources = dict(step.arguments)
    elements = values[sources[name][0].step or "", sources[name][0].name]
    if len(sources) == 1 and _leading_inputs(step.definition, context)[:1] == [name]:
        return call(f"{elements}.map", Item(function))
    element, number = name, 2
    while any(element == str(value).partition(".")[0] for value in values.values()):
        element, number = f"{name}_{number}", number + 1
    items = [
        keyword(
            given,
            element
            if given == name
            else listing(*(_source(item, values) for item in several))
            if len(several) > 1 or given in step.lists
            else _source(several[0], values),
        )
        for given, several in step.arguments
    ]
    return call(f"{elements}.map", Item(call(function, *items), f"lambda {element}: "))


def _leading_inputs(definition: SymbolRef, context: FileContext) -> list[str]:
    """The op's inputs that can be given by position: its parameters, in order."""
    old = context.view.old_name(definition)
    op = context.view.ops.get(f"{definition.module}:{old}")
    if op is None:
        return []
    return [
        parameter.name
        for parameter in op.parameters
        if parameter.role == "input" and parameter.kind == "positional"
    ]


def _source(source: StepSource, values: dict[tuple[str, str], Doc]) -> Doc:
    if source.step is None:
        return source.name
    value = values[source.step, source.name]
    return f"{value}.collect()" if source.kind == "collected" else value


def _returned(action: OpsToGraphAsset, values: dict[tuple[str, str], Doc], context: FileContext) -> Doc:
    def of(output: GraphAssetOutput) -> Doc:
        return values[output.step, output.output]

    if len(action.outputs) == 1:
        return of(action.outputs[0])
    entries = (Item(of(output), f"{context.style.string(output.name)}: ") for output in action.outputs)
    return mapping(*entries)
