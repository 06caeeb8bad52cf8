"""What the upgrade declares: which original op each new definition is, and where both versions start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeGuard

from assetize.analyzer.model import Analysis, Op
from assetize.codemods.model import AddNoneReturn, DefineLastOp, OpToAsset, Plan


@dataclass(frozen=True, slots=True)
class Mapping:
    """In terms of what Python sees at run time: ``"module:name"``."""

    jobs: tuple[tuple[str, str], ...]
    """Names, each with the folder that the job's module is imported from."""
    renamed: dict[str, str]
    pass_through: tuple[str, ...]
    stored_inputs: dict[str, str]
    keys: dict[str, str]
    """The asset key of each output that is stored as an asset, as ``"module:op.output"``."""
    reads_partition: tuple[str, ...]
    """Ops whose config said the partition, and which ask for it now."""
    returns_nothing: frozenset[str]
    """Outputs of ops that return nothing, and say so in the upgraded text: no I/O manager is handed ``None`` any more."""


def read_mapping(before: Analysis, plan: Plan) -> Mapping:
    """The mapping that the plan for the original declares."""
    modules = {module.id: module.name for module in before.project.modules}
    ops = {op.id: op for op in before.project.ops}
    roots = {module.id: module.root for module in before.project.modules}
    homes = {job.id: (job.name, roots[job.id.partition(":")[0]]) for job in before.project.jobs}

    def place(op: Op) -> str:
        return f"{modules[op.id.partition(':')[0]]}:{op.function}"

    renamed = {
        f"{modules[expected.symbol.module]}:{expected.symbol.name}": place(ops[expected.ops[0]])
        for expected in plan.expected
        if expected.form in ("asset", "multi_asset") and len(expected.ops) == 1 and expected.ops[0] in ops
    }
    written = [action for action in plan.actions if isinstance(action, DefineLastOp)]
    return Mapping(
        jobs=tuple(sorted(homes[job.job] for job in plan.jobs if job.upgrade != "none")),
        renamed=renamed,
        pass_through=tuple(sorted(_place_of_last(action, modules) for action in written)),
        stored_inputs={
            f"{place(ops[item.op])}.{item.input}": f"asset {'/'.join(item.key)}"
            for item in before.stored_inputs
            if item.op in ops
        },
        keys=_keys(plan, ops, place),
        reads_partition=tuple(
            sorted(
                place(ops[action.op])
                for action in plan.actions
                if isinstance(action, OpToAsset) and action.partition_reads and action.op in ops
            )
        ),
        returns_nothing=frozenset(
            f"{place(ops[action.op])}.result"
            for action in plan.actions
            if _says_nothing(action) and action.op in ops
        ),
    )


def _says_nothing(action: object) -> TypeGuard[OpToAsset | AddNoneReturn]:
    return isinstance(action, AddNoneReturn) or (isinstance(action, OpToAsset) and action.add_none_return)


def _keys(plan: Plan, ops: dict[str, Op], place: Callable[[Op], str]) -> dict[str, str]:
    """Of outputs that have one key in all jobs; what functions make shares its place and is left out."""
    found: dict[str, set[str]] = {}
    for output in plan.outputs:
        if output.form in ("asset", "multi_asset") and output.op in ops:
            op = ops[output.op]
            name = "result" if len(op.outputs) == 1 else output.output
            found.setdefault(f"{place(op)}.{name}", set()).add("/".join(output.key))
    return {name: keys.pop() for name, keys in found.items() if len(keys) == 1}


def _place_of_last(action: DefineLastOp, modules: dict[str, str]) -> str:
    return f"{modules[action.module]}:{action.function}"


def entry_points(analysis: Analysis) -> dict[str, list[dict[str, Any]]]:
    """The project's code locations by the folder that they are imported from: module names and attributes.

    Where nothing is registered, the modules that define jobs.
    """
    modules = {module.id: module for module in analysis.project.modules}
    found: dict[str, list[dict[str, Any]]] = {}
    for location in analysis.project.locations:
        module, _, name = location.id.partition(":")
        if modules[module].is_hidden:
            continue  # by that name Python imports the package that hides it
        entry = {"module": modules[module].name, "attribute": name if name.isidentifier() else None}
        found.setdefault(modules[module].root, []).append(entry)
    if not found:
        for home in sorted({job.id.partition(":")[0] for job in analysis.project.jobs}):
            found.setdefault(modules[home].root, []).append({"module": modules[home].name, "attribute": None})
    return found
