"""Which resources the steps of a job use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assetize.runtime.execution.sources import AssetValue
from assetize.runtime.resources.lifecycle import declared_needs, required_closure
from assetize.runtime.resources.requirements import (
    INPUT_MANAGER,
    Requirement,
    check_requirements,
    graph_requirements,
    hook_requirements,
    op_requirements,
)


def check_resources(job: Any) -> None:
    """An error if a job uses resources that it does not define; only then is the job planned."""
    from assetize.runtime.execution.plan import plan_of_job

    known = job.resource_defs.keys()
    if job.asset_layer is not None and all(_keys_of(op) <= known for op in job.iterate_op_defs()):
        return
    needed_resources(job, plan_of_job(job), job.resource_defs, None)


def check_given_resources(job: Any) -> None:
    """An error if a job that was given resources lacks some, or if these need others that are not there."""
    if not job.given_resources or job.asset_layer is not None:
        return
    definitions = job.resource_defs
    check_requirements(definitions, graph_requirements(job.graph))
    check_requirements(definitions, hook_requirements(job.hook_defs, f"job '{job.name}'"))
    required_closure(definitions, definitions, declared_needs)


def _keys_of(op_def: Any) -> set[str]:
    return {*op_def.required_resource_keys, *(output.io_manager_key for output in op_def.output_defs)}


def needed_resources(job: Any, plan: Any, definitions: Mapping[str, Any], step_keys: Any) -> set[str]:
    """The keys of the resources that the selected steps use, or an error if one is not defined."""
    needed = list(_requirements(job, plan, step_keys))
    if job.asset_layer is not None:
        needed.extend(job.asset_layer.needed_resources())
    check_requirements(definitions, needed)
    keys = {requirement.key for requirement in needed}
    required_closure(definitions, keys)
    return keys


def _requirements(job: Any, plan: Any, step_keys: Any) -> Iterator[Requirement]:
    checked: set[int] = set()
    for step in plan.steps:
        if step_keys is not None and not step_keys.includes(step):
            continue
        place = ".".join(step.path)
        for item in step.inputs:
            # Assets of the job's own layer are asked below; an op job names the ones that it reads.
            if isinstance(item.source, AssetValue) and not item.definition.input_manager_key:
                key = getattr(item.source.asset, "get_io_manager_key", _no_key)()
                if key is not None:
                    yield Requirement(key, f"input '{item.definition.name}' of op '{place}'", INPUT_MANAGER)
        if step.hooks:
            yield from hook_requirements(step.hooks, "")
        if id(step.op_def) not in checked:
            checked.add(id(step.op_def))
            yield from op_requirements(step.op_def, place)


def _no_key() -> None:
    return None
