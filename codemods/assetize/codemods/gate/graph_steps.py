"""The bodies of graph-backed assets: each op is called with what the plan wants, under the name that it wants, and what comes of it is returned."""

import ast
from collections import Counter
from collections.abc import Iterator

from assetize.analyzer.codes.gate import ASSET_DIFFERS
from assetize.analyzer.model import Analysis, Diagnostic, Op
from assetize.codemods.gate.body_values import (
    BodyReader,
    Callee,
    NotRead,
    Numbers,
    Outputs,
    call_number,
    output_number,
)
from assetize.codemods.gate.decoding import decode
from assetize.codemods.model import OpsToGraphAsset, Plan, Rewrite
from assetize.codemods.model.actions import GraphStep, StepSource

Calls = Counter[tuple[str, int]]


def check_graph_steps(after: Analysis, plan: Plan, rewrite: Rewrite) -> Iterator[Diagnostic]:
    """A body that is written in another way than upgrades are is left to a run."""
    files = {module.id: module.file for module in after.project.modules}
    trees = {file.file: ast.parse(decode(file.after)) for file in rewrite.files}
    assets = {asset.id: asset for asset in after.project.assets}
    job = next((item.job for item in plan.jobs if item.upgrade != "none"), "")
    for action in plan.actions:
        if isinstance(action, OpsToGraphAsset):
            asset = assets.get(f"{action.module}:{action.function}")
            tree = trees.get(files.get(action.module, ""))
            function = _function(tree, action.function) if tree is not None else None
            problem = _problem(action, function, after) if function is not None else ""
            if asset is not None and problem:
                yield ASSET_DIFFERS.at(asset.where, f"in the asset {'/'.join(asset.key)}, {problem}", job)


def _function(tree: ast.Module, name: str) -> ast.FunctionDef | None:
    """The last of that name is what the name means."""
    found = (item for item in reversed(tree.body) if isinstance(item, ast.FunctionDef) and item.name == name)
    return next(found, None)


def _problem(action: OpsToGraphAsset, function: ast.FunctionDef, after: Analysis) -> str:
    loaded = sorted(set(action.nothing_parameters) - _orders(function))
    if loaded:
        return f"{loaded[0]} is loaded, and is meant for order alone"
    for step, text in action.config:
        if (step, ast.unparse(ast.parse(text, mode="eval"))) not in _configs(function):
            return f"{step} is not given its config"
    try:
        return _other_calls(action, function, after)
    except NotRead:
        return "" if _is_dynamic(action) else _other_counts(action, function)


def _orders(function: ast.FunctionDef) -> set[str]:
    """Parameters of the asset's function that are declared as order alone."""
    entries = (entry for decorator in function.decorator_list for entry in _entries(decorator))
    return {name for name, value in entries if "Nothing" in value}


def _configs(function: ast.FunctionDef) -> set[tuple[str, str]]:
    """What ``config=`` gives to each step, written in one way."""
    return {
        entry
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call)
        for keyword in decorator.keywords
        if keyword.arg == "config"
        for entry in _entries(keyword.value)
    }


def _entries(node: ast.expr) -> Iterator[tuple[str, str]]:
    for item in ast.walk(node):
        if isinstance(item, ast.Dict):
            for key, value in zip(item.keys, item.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, ast.unparse(value)


def _other_calls(action: OpsToGraphAsset, function: ast.FunctionDef, after: Analysis) -> str:
    """Raises ``NotRead`` for a body that cannot be followed."""
    numbers = Numbers()
    wanted = _WantedSteps(action, numbers)
    reader = BodyReader(numbers, _callees(action, after))
    returned = reader.read(function)
    for node, number in wanted.all():
        if not reader.calls[number]:
            return f"{node} is not given what it waits for"
        reader.calls[number] -= 1
    if +reader.calls:
        return "an op runs that should not"
    expected = {item.name: wanted.source(item.step, item.output) for item in action.outputs}
    if len(expected) == 1 and "" in returned:
        returned = dict.fromkeys(expected, returned[""])
    lost = sorted(name for name in expected if returned.get(name) != expected[name])
    return f"what is returned as {lost[0]} is not what it should be" if lost else ""


class _WantedSteps:
    """The numbers that the calls of a plan's steps have."""

    def __init__(self, action: OpsToGraphAsset, numbers: Numbers) -> None:
        self._steps = {step.node: step for step in action.steps}
        self._numbers = numbers
        self._known: dict[str, int] = {}

    def all(self) -> list[tuple[str, int]]:
        """Each step's name with its number."""
        return [(node, self._call(step)) for node, step in self._steps.items()]

    def source(self, node: str, output: str) -> int:
        """What a step gives."""
        step = self._steps[node]
        return output_number(self._numbers, Outputs(self._call(step), step.outputs), output)

    def _call(self, step: GraphStep) -> int:
        if step.node not in self._known:
            given = {name: tuple(map(self._given, sources)) for name, sources in step.arguments if sources}
            self._known[step.node] = call_number(self._numbers, _last_name(step), step.alias, given)
        return self._known[step.node]

    def _given(self, source: StepSource) -> int:
        if source.step is None:
            return self._numbers.of("parameter", source.name)
        number = self.source(source.step, source.name)
        return self._numbers.of("collected", number) if source.kind == "collected" else number


def _last_name(step: GraphStep) -> str:
    """As a static method is called through its class, an op of another module through that."""
    return step.definition.name.rpartition(".")[2]


def _callees(action: OpsToGraphAsset, after: Analysis) -> dict[str, Callee]:
    """By the last part of the name. Raises ``NotRead`` where two have the same, or one is not known."""
    inputs = {
        **{graph.id: graph.inputs for graph in after.project.graphs},
        **{op.id: _inputs_in_order(op) for op in after.project.ops},
    }
    found: dict[str, Callee] = {}
    for step in action.steps:
        id = f"{step.definition.module}:{step.definition.name}"
        callee = Callee(_last_name(step), inputs.get(id, ()), step.outputs)
        if id not in inputs or found.setdefault(callee.name, callee) != callee:
            raise NotRead
    return found


def _inputs_in_order(op: Op) -> tuple[str, ...]:
    """As they are given by position: those that are parameters; an input for order alone has to be named."""
    parameters = [
        item.name for item in op.parameters if item.role == "input" and not item.kind.startswith("var_")
    ]
    return tuple(dict.fromkeys((*parameters, *(item.name for item in op.inputs))))


def _is_dynamic(action: OpsToGraphAsset) -> bool:
    return any(
        source.kind != "direct"
        for step in action.steps
        for _, sources in step.arguments
        for source in sources
    )


def _other_counts(action: OpsToGraphAsset, function: ast.FunctionDef) -> str:
    """Each op is called as often, and with as many arguments, as the plan wants."""
    wanted: Calls = Counter((_last_name(step), len(step.arguments)) for step in action.steps)
    calls = [node for part in function.body for node in ast.walk(part) if isinstance(node, ast.Call)]
    found: Calls = Counter((_callee(call), len(call.args) + len(call.keywords)) for call in calls)
    for name, count in sorted(wanted - found):
        return f"{name} does not get the {count} inputs that it waits for"
    return ""


def _callee(call: ast.Call) -> str:
    """``load.alias("load_2")(rows)`` calls ``load``."""
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name), attr="alias")):
            return name
        case ast.Attribute(attr=name):
            return name
    return ""
