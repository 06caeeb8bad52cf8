"""The calls in the bodies of graph-backed assets: each op is called as often, and with as many arguments, as the plan wants."""

import ast
from collections import Counter
from collections.abc import Iterator

from assetize.analyzer.codes.gate import ASSET_DIFFERS
from assetize.analyzer.model import Analysis, Diagnostic
from assetize.codemods.gate.decoding import decode
from assetize.codemods.model import OpsToGraphAsset, Plan, Rewrite

Calls = Counter[tuple[str, int]]


def check_graph_steps(after: Analysis, plan: Plan, rewrite: Rewrite) -> Iterator[Diagnostic]:
    """Those whose values are dynamic are called in other ways, and are left to a run."""
    files = {module.id: module.file for module in after.project.modules}
    trees = {file.file: ast.parse(decode(file.after)) for file in rewrite.files}
    assets = {asset.id: asset for asset in after.project.assets}
    job = next((item.job for item in plan.jobs if item.upgrade != "none"), "")
    for action in plan.actions:
        if isinstance(action, OpsToGraphAsset):
            asset = assets.get(f"{action.module}:{action.function}")
            tree = trees.get(files.get(action.module, ""))
            problem = _problem(action, tree) if tree is not None else ""
            if asset is not None and problem:
                yield ASSET_DIFFERS.at(asset.where, f"in the asset {'/'.join(asset.key)}, {problem}", job)


def _problem(action: OpsToGraphAsset, tree: ast.Module) -> str:
    loaded = sorted(set(action.nothing_parameters) - _orders(tree, action.function))
    if loaded:
        return f"{loaded[0]} is loaded, and is meant for order alone"
    found = _calls(tree, action.function)
    if found is None or _is_dynamic(action):
        return ""
    for name, count in sorted(_wanted(action) - found):
        return f"{name} does not get the {count} inputs that it waits for"
    return ""


def _orders(tree: ast.Module, function: str) -> set[str]:
    """Parameters of the asset's function that are declared as order alone."""
    return {
        key.value
        for statement in tree.body
        if isinstance(statement, ast.FunctionDef) and statement.name == function
        for decorator in statement.decorator_list
        for item in ast.walk(decorator)
        if isinstance(item, ast.Dict)
        for key, value in zip(item.keys, item.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and "Nothing" in ast.unparse(value)
    }


def _is_dynamic(action: OpsToGraphAsset) -> bool:
    return any(
        source.kind != "direct"
        for step in action.steps
        for _, sources in step.arguments
        for source in sources
    )


def _wanted(action: OpsToGraphAsset) -> Calls:
    """By the last part of the name, as a static method is called through its class, an op of another module through that."""
    return Counter((step.definition.name.rpartition(".")[2], len(step.arguments)) for step in action.steps)


def _calls(tree: ast.Module, function: str) -> Calls | None:
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == function:
            calls = [node for part in statement.body for node in ast.walk(part) if isinstance(node, ast.Call)]
            return Counter((_callee(call), len(call.args) + len(call.keywords)) for call in calls)
    return None


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
