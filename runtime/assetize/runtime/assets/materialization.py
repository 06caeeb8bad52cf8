"""`materialize` and `materialize_to_memory`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assetize.runtime.assets.job_building import EPHEMERAL_JOB, AssetCollection, build_selected_job
from assetize.runtime.errors import DagsterInvariantViolationError, ParameterCheckError
from assetize.runtime.execution.result import ExecuteInProcessResult
from assetize.runtime.resources.resolution import resource_definitions


def materialize(
    assets: Sequence[Any],
    run_config: Any = None,
    instance: Any = None,
    resources: Mapping[str, Any] | None = None,
    partition_key: str | None = None,
    raise_on_error: bool = True,
    tags: Mapping[str, str] | None = None,
    selection: Any = None,
) -> ExecuteInProcessResult:
    """Runs the assets, or a selection of them, in this process."""
    job = _ephemeral_job(assets, resources, selection)
    result: ExecuteInProcessResult = job.execute_in_process(
        run_config=run_config,
        instance=instance,
        partition_key=partition_key,
        raise_on_error=raise_on_error,
        tags=tags,
    )
    return result


def materialize_to_memory(
    assets: Sequence[Any],
    run_config: Any = None,
    instance: Any = None,
    resources: Mapping[str, Any] | None = None,
    partition_key: str | None = None,
    raise_on_error: bool = True,
    tags: Mapping[str, str] | None = None,
    selection: Any = None,
) -> ExecuteInProcessResult:
    """Runs the assets with values kept in memory."""
    from assetize.runtime.io.memory import mem_io_manager

    definitions = resource_definitions(resources)
    keys = _io_manager_keys(assets)
    for key, definition in definitions.items():
        if key in keys or hasattr(definition, "output_config_schema"):
            raise DagsterInvariantViolationError(
                "Attempted to call `materialize_to_memory` with a resource provided for io manager key "
                f"'{key}'. Do not provide resources for io manager keys when calling `materialize_to_memory`, as it will override "
                "io management behavior for all keys."
            )
    in_memory = dict.fromkeys(keys, mem_io_manager)
    return materialize(
        [_without_managers(item, keys) for item in assets],
        run_config,
        instance,
        {**definitions, **in_memory},
        partition_key,
        raise_on_error,
        tags,
        selection,
    )


def _io_manager_keys(assets: Sequence[Any]) -> set[str]:
    keys = {"io_manager"}
    for item in assets:
        if hasattr(item, "get_io_manager_key"):
            keys.add(item.get_io_manager_key())
            continue
        node = getattr(item, "node", None)
        for op_def in node.iterate_op_defs() if node is not None else ():
            keys.update(output.io_manager_key for output in op_def.output_defs)
    return keys


def _without_managers(item: Any, keys: set[str]) -> Any:
    defined = getattr(item, "resource_defs", None)
    if not defined or not set(defined) & keys or not hasattr(item, "copy"):
        return item
    return item.copy(resource_defs={key: value for key, value in defined.items() if key not in keys})


def _ephemeral_job(assets: Sequence[Any], resources: Mapping[str, Any] | None, selection: Any) -> Any:
    if isinstance(assets, (str, dict)) or not hasattr(assets, "__iter__"):
        raise ParameterCheckError(
            f'Param "assets" is not a Sequence. Got {assets!r} which is type {type(assets)}.'
        )
    collection = AssetCollection(assets)
    from assetize.runtime.selection.asset_selection import AssetSelection

    chosen = AssetSelection.all() if selection is None else AssetSelection.from_coercible(selection)
    return build_selected_job(EPHEMERAL_JOB, collection, chosen, resources)
