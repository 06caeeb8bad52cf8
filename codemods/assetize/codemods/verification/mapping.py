"""What the upgrade declares: which original op each new definition is, and where both versions start."""

from dataclasses import dataclass
from typing import Any

from assetize.analyzer.model import Analysis, Op
from assetize.codemods.model import DefineLastOp, Plan


@dataclass(frozen=True, slots=True)
class Mapping:
    """In terms of what Python sees at run time: ``"module:name"``."""

    jobs: tuple[tuple[str, str], ...]
    """Names, each with the folder that the job's module is imported from."""
    renamed: dict[str, str]
    pass_through: tuple[str, ...]
    stored_inputs: dict[str, str]


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
    )


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
        entry = {"module": modules[module].name, "attribute": name if name.isidentifier() else None}
        found.setdefault(modules[module].root, []).append(entry)
    if not found:
        for home in sorted({job.id.partition(":")[0] for job in analysis.project.jobs}):
            found.setdefault(modules[home].root, []).append({"module": modules[home].name, "attribute": None})
    return found
