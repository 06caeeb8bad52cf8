"""Stores the outputs of a step and reports them."""

from __future__ import annotations

import inspect
from typing import Any

from assetize.runtime.config.field import NO_VALUE
from assetize.runtime.errors import (
    CheckError,
    DagsterError,
    DagsterExecutionHandleOutputError,
    DagsterInvariantViolationError,
)
from assetize.runtime.events.data import HandledOutputData, StepMaterializationData, checked_output
from assetize.runtime.events.results import AssetMaterialization, Failure, RetryRequested
from assetize.runtime.execution.type_checks import check_message, did_not_pass
from assetize.runtime.execution.user_events import is_user_event, record_user_event
from assetize.runtime.io.contexts import OutputContext
from assetize.runtime.metadata.normalize import normalize_metadata


def store_output(step_run: Any, definition: Any, result: Any, mapping_key: str | None, check: Any) -> None:
    """Reports the output, hands it to its I/O manager, and reports what became of it."""
    run = step_run.run
    name = definition.name
    metadata = result.metadata
    if step_run.metadata:
        metadata = {**metadata, **step_run.metadata.get((name, mapping_key), {})}
    step_run.emit(
        "STEP_OUTPUT",
        check_message("Yielded output", definition, check, mapping_key),
        (
            checked_output,
            step_run.key,
            name,
            mapping_key,
            check.success,
            check.description,
            check.metadata,
            metadata,
        ),
    )
    if not check.success:
        raise did_not_pass("output", definition, check)
    handle = (step_run.key, name, mapping_key)
    run.captured[handle] = result.value
    if metadata:
        run.output_metadata[handle] = metadata
    skip = definition.dagster_type.is_nothing or result.value is NO_VALUE
    managed: dict[str, Any] = {} if skip else _hand_over(step_run, definition, result.value, mapping_key)
    run.yielded.add(handle)
    asset_key = step_run.step.output_assets.get(name)
    if asset_key is not None:
        _report_assets(step_run, asset_key, {**metadata, **managed} if managed else metadata, result)
    if not skip:
        key = definition.io_manager_key
        step_run.emit(
            "HANDLED_OUTPUT",
            ('Handled output "%s" using IO manager "%s"', (name, key)),
            (HandledOutputData, name, key, managed),
        )


def _hand_over(step_run: Any, definition: Any, value: Any, mapping_key: str | None) -> dict[str, Any]:
    """Lets the I/O manager store the value; gives the metadata that it adds."""
    key = definition.io_manager_key
    manager = step_run.run.resource(key)
    context = OutputContext(step_run, definition, mapping_key, key)
    added: dict[str, Any] = {}
    events: list[Any] = []
    try:
        if not hasattr(manager, "handle_output"):
            raise CheckError(
                f'The resource "{key}" that stores output "{definition.name}" is no I/O manager: it is a '
                f"{type(manager).__name__}."
            )
        made = manager.handle_output(context, value)
        if made is not None:
            for item in made if inspect.isgenerator(made) else (made,):
                if is_user_event(item):
                    events.append(item)
                    record_user_event(step_run, item)
                else:
                    added.update(_entry(definition, item))
    except (DagsterError, CheckError, Failure, RetryRequested):
        raise
    except Exception as raised:
        raise DagsterExecutionHandleOutputError(
            f'Error occurred while handling output "{definition.name}" of step "{step_run.key}":',
            user_exception=raised,
        ) from raised
    for event in context.get_logged_events():
        events.append(event)
        record_user_event(step_run, event)
    if context.get_logged_metadata() and any(getattr(event, "metadata", None) for event in events):
        raise DagsterInvariantViolationError(_metadata_twice(step_run, definition))
    added.update(context.get_logged_metadata())
    return added


def _metadata_twice(step_run: Any, definition: Any) -> str:
    return (
        f"When handling output '{definition.name}' of op '{step_run.step.op_def.name}', received a materialization with metadata, "
        "while context.add_output_metadata was used within the same call to handle_output. Due to potential conflicts, this "
        "is not allowed. Please specify metadata in one place within the `handle_output` function."
    )


def _entry(definition: Any, item: Any) -> dict[str, Any]:
    if isinstance(item, dict):
        return normalize_metadata(item)
    raise DagsterInvariantViolationError(
        f"IO manager on output {definition.name} has returned value {item} of type {type(item).__name__}. The return type can "
        "only be one of AssetMaterialization, Dict[str, MetadataValue]."
    )


def _report_assets(step_run: Any, asset_key: Any, metadata: dict[str, Any], result: Any) -> None:
    run = step_run.run
    layer = run.job.asset_layer
    tags = layer.provenance_tags(step_run, asset_key, result)
    keys = layer.partition_keys_of_output(step_run, asset_key)
    for partition in keys if keys is not None else (None,):
        added = step_run.metadata.get((asset_key, partition)) if step_run.metadata else None
        known = {**metadata, **added} if added else metadata
        materialization = AssetMaterialization(asset_key, None, known, partition, tags)
        step_run.emit(
            "ASSET_MATERIALIZATION",
            ("Materialized value %s.", " ".join(asset_key.path)),
            StepMaterializationData(materialization),
        )
