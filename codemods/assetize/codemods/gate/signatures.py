"""The parameters of what is called: ops that stay ops have theirs, assets those that their inputs and resources need."""

from collections.abc import Iterator

from assetize.analyzer.codes.gate import CODE_LOST
from assetize.analyzer.model import Analysis, AssetDefinition, Diagnostic, Location, Op
from assetize.codemods.model import (
    AddNoneReturn,
    AddOrderInput,
    DefineLastOp,
    OpsToGraphAsset,
    OpToAsset,
    OpToMultiAsset,
    Plan,
)


def check_signatures(before: Analysis, after: Analysis, plan: Plan) -> Iterator[Diagnostic]:
    """What is different, or not there although the plan wants it."""
    job = next((item.job for item in plan.jobs if item.upgrade != "none"), "")
    for where, problem in (*_kept_ops(before, after, plan), *_new_definitions(before, after, plan)):
        yield CODE_LOST.at(where, problem, job)


Problem = tuple[Location, str]


def _kept_ops(before: Analysis, after: Analysis, plan: Plan) -> Iterator[Problem]:
    """Of an op that stays one nothing but an input for order alone is new, and that it returns nothing."""
    now = {op.id: op for op in after.project.ops if not op.is_nested}
    added: dict[str, set[str]] = {}
    for action in plan.actions:
        if isinstance(action, AddOrderInput):
            added.setdefault(action.op, set()).add(action.input)
    say_nothing = {action.op for action in plan.actions if isinstance(action, AddNoneReturn)}
    changed = {action.op for action in plan.actions if isinstance(action, OpToAsset | OpToMultiAsset)}
    for op in before.project.ops:
        found = now.get(op.id)
        if found is None or op.is_nested or op.id in changed:
            continue
        problem = _op_problem(op, found, added.get(op.id, set()))
        if not problem and op.id not in say_nothing and found.returns != op.returns:
            problem = f"it is said to return {found.returns or 'anything'}"
        if problem:
            yield found.where, f"the op {op.name}: {problem}"


def _op_problem(op: Op, found: Op, added: set[str]) -> str:
    parameters = [(item.name, item.role) for item in op.parameters]
    if [(item.name, item.role) for item in found.parameters] != parameters:
        return "it has other parameters"
    inputs = {item.name for item in op.inputs} | added
    if {item.name for item in found.inputs} != inputs:
        return "it has other inputs"
    if any(not item.is_nothing for item in found.inputs if item.name in added):
        return "what is meant for order alone is loaded"
    return ""


def _new_definitions(before: Analysis, after: Analysis, plan: Plan) -> Iterator[Problem]:
    assets = {asset.id: asset for asset in after.project.assets}
    modules = {op.id: op.id.partition(":")[0] for op in before.project.ops}
    ops = {op.id: op for op in before.project.ops}
    for action in plan.actions:
        if isinstance(action, DefineLastOp):
            yield from _last_op(action, after)
        elif isinstance(action, OpsToGraphAsset):
            asset = assets.get(f"{action.module}:{action.function}")
            yield from _missing(asset, {item.parameter for item in action.inputs if item.parameter})
        elif isinstance(action, OpToAsset | OpToMultiAsset) and action.op in ops:
            asset = assets.get(f"{modules[action.op]}:{action.function}")
            yield from _missing(asset, _needed(ops[action.op], action))
            yield from _partitions(asset, action)
        if isinstance(action, OpsToGraphAsset):
            yield from _partitions(assets.get(f"{action.module}:{action.function}"), action)


def _needed(op: Op, action: OpToAsset | OpToMultiAsset) -> set[str]:
    """Inputs by their new names, and all that are no inputs."""
    loaded = {item.parameter for item in action.inputs if item.parameter}
    gone = ("input", "context", "config") if getattr(action, "partition_reads", ()) else ("input", "context")
    kept = {item.name for item in op.parameters if item.role not in gone}
    return {*loaded, *kept}


def _missing(asset: AssetDefinition | None, names: set[str]) -> Iterator[Problem]:
    if asset is not None:
        lost = sorted(names - {item.name for item in asset.parameters})
        if lost:
            yield asset.where, f"the asset {'/'.join(asset.key)} has no parameter {lost[0]}"


def _partitions(
    asset: AssetDefinition | None, action: OpToAsset | OpToMultiAsset | OpsToGraphAsset
) -> Iterator[Problem]:
    wanted = action.partitions is not None or action.partitions_call is not None
    if asset is not None and wanted != (asset.partitions is not None):
        yield asset.where, f"the asset {'/'.join(asset.key)} has {'no' if wanted else 'new'} partitions"


def _last_op(action: DefineLastOp, after: Analysis) -> Iterator[Problem]:
    """It waits for others, and hands on what it is given."""
    found = next((op for op in after.project.ops if op.id == f"{action.module}:{action.function}"), None)
    if found is None:
        return
    values = (action.value,) if action.value else ()
    if tuple(item.name for item in found.parameters) != values or found.return_expressions != values:
        yield found.where, f"{action.function} does not hand on what it is given"
    elif not any(item.is_nothing for item in found.inputs):
        yield found.where, f"{action.function} does not wait"
