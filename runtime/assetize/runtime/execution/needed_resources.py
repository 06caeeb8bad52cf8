"""Which resources the steps of a job use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.errors import DagsterInvalidDefinitionError
from assetize.runtime.execution.sources import AssetValue
from assetize.runtime.io.definition import InputManagerDefinition, IOManagerDefinition
from assetize.runtime.resources.lifecycle import required_closure


def check_resources(job: Any) -> None:
    """An error if a job uses resources that it does not define; only then is the job planned."""
    from assetize.runtime.execution.plan import plan_of_job

    known = job.resource_defs.keys()
    if job.asset_layer is not None and all(_keys_of(op) <= known for op in job.iterate_op_defs()):
        return
    needed_resources(job, plan_of_job(job), job.resource_defs, None)


def check_managers(graph: Any, definitions: Mapping[str, Any]) -> None:
    """An error if an output or an input names a resource that is no I/O manager or no input manager."""
    if not definitions:
        return
    for op_def in graph.iterate_op_defs():
        for output in op_def.output_defs:
            found = definitions.get(output.io_manager_key)
            if found is not None and not isinstance(found, IOManagerDefinition):
                raise DagsterInvalidDefinitionError(
                    f"io manager with key '{output.io_manager_key}' required by output '{output.name}' of op "
                    f"'{op_def.name}', but received {type(found)}."
                )
        for item in op_def.input_defs:
            found = definitions.get(item.input_manager_key) if item.input_manager_key else None
            if found is not None and not isinstance(found, (IOManagerDefinition, InputManagerDefinition)):
                raise DagsterInvalidDefinitionError(
                    f"input manager with key '{item.input_manager_key}' required by input '{item.name}' of op "
                    f"'{op_def.name}', but received {type(found)}."
                )


def _keys_of(op_def: Any) -> set[str]:
    return {*op_def.required_resource_keys, *(output.io_manager_key for output in op_def.output_defs)}


def needed_resources(job: Any, plan: Any, definitions: Mapping[str, Any], step_keys: Any) -> set[str]:
    """The keys of the resources that the selected steps use, or an error if one is not defined."""
    needed: dict[str, str] = {}
    checked: set[int] = set()
    for step in plan.steps:
        if step_keys is not None and not step_keys.includes(step):
            continue
        op_def = step.op_def
        for item in step.inputs:
            # Assets of the job's own layer are asked below; an op job names the ones that it reads.
            if isinstance(item.source, AssetValue) and not item.definition.input_manager_key:
                key = getattr(item.source.asset, "get_io_manager_key", _no_key)()
                if key is not None:
                    needed.setdefault(key, f"the asset that input '{item.definition.name}' loads")
        for hook in step.hooks:
            for key in hook.required_resource_keys:
                needed.setdefault(key, f"hook '{hook.name}'")
        if id(op_def) in checked:
            continue
        checked.add(id(op_def))
        for key in op_def.required_resource_keys:
            needed.setdefault(key, f"op '{op_def.name}'")
        for item in op_def.output_defs:
            needed.setdefault(item.io_manager_key, f"output '{item.name}' of op '{op_def.name}'")
            for key in item.dagster_type.required_resource_keys:
                needed.setdefault(key, f"type '{item.dagster_type.display_name}'")
        for item in op_def.input_defs:
            if item.input_manager_key:
                needed.setdefault(item.input_manager_key, f"input '{item.name}' of op '{op_def.name}'")
            loader = item.dagster_type.loader
            for key in loader.required_resource_keys() if loader else ():
                needed.setdefault(key, f"the loader of type '{item.dagster_type.display_name}'")
            for key in item.dagster_type.required_resource_keys:
                needed.setdefault(key, f"type '{item.dagster_type.display_name}'")
    if job.asset_layer is not None:
        needed.update(job.asset_layer.needed_resources())
    for key, user in needed.items():
        if key not in definitions:
            raise DagsterInvalidDefinitionError(
                f"resource with key '{key}' required by {user} was not provided. Please provide a ResourceDefinition to key "
                f"'{key}', or change the required key to one of the following keys which points to an "
                f"ResourceDefinition: {sorted(definitions)}"
            )
    required_closure(definitions, needed)
    return set(needed)


def _no_key() -> None:
    return None
