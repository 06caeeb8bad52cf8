"""Loads the values of inputs through I/O managers, input managers and type loaders."""

from __future__ import annotations

from typing import Any

from assetize.runtime.errors import (
    CheckError,
    DagsterError,
    DagsterExecutionLoadInputError,
    DagsterInvalidDefinitionError,
    DagsterTypeLoadingError,
)
from assetize.runtime.events.data import LoadedInputData
from assetize.runtime.events.results import Failure, RetryRequested
from assetize.runtime.io.contexts import InputContext, OutputContext


class LoadedValue:
    """A value that an I/O manager loaded."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class UpstreamStep:
    """The step of an upstream output, for the context of the output that is loaded."""

    __slots__ = ("key", "log", "run", "run_id", "step")

    def __init__(self, run: Any, key: str, step: Any, log: Any, run_id: str) -> None:
        self.run_id = run_id
        self.run = run
        self.key = key
        self.step = step
        self.log = log

    def metadata_of_output(self, name: str, mapping_key: str | None) -> Any:
        """The metadata that was attached to the output."""
        return self.run.output_metadata.get((self.key, name, mapping_key), {})


def _managed(step_run: Any, key: str, context: InputContext) -> Any:
    manager = step_run.run.resource(key)
    if not hasattr(manager, "load_input"):
        raise CheckError(
            f'The resource "{key}" that loads input "{context.name}" is no input manager: it is a {type(manager).__name__}.'
        )
    try:
        return manager.load_input(context)
    except (DagsterError, Failure, RetryRequested):
        raise
    except Exception as raised:
        raise DagsterExecutionLoadInputError(
            f'Error occurred while loading input "{context.name}" of step "{step_run.key}":',
            user_exception=raised,
        ) from raised


def _report(step_run: Any, context: InputContext, key: str, output: str | None, upstream: str | None) -> None:
    where = f', from output "{output}" of step "{upstream}"' if output else ""
    step_run.emit(
        "LOADED_INPUT",
        ('Loaded input "%s" using input manager "%s"%s', (context.name, key, where)),
        (LoadedInputData, context.name, key, output, upstream, context.consume_logged_metadata()),
    )


def load_output(step_run: Any, definition: Any, source: Any, mapping_key: str | None) -> LoadedValue:
    """The value of another step's output."""
    run = step_run.run
    step_key, output_name, output_mapping_key = source.handle(mapping_key)
    key = definition.input_manager_key or source.definition.io_manager_key
    run_id = run.run_id
    if run.origins is not None and (step_key, output_name, output_mapping_key) not in run.captured:
        run_id = run.origins.get((step_key, output_name, output_mapping_key), run_id)
    upstream = UpstreamStep(run, step_key, source.step, step_run.log, run_id)
    output = OutputContext(upstream, source.definition, output_mapping_key, source.definition.io_manager_key)
    context = InputContext(step_run, definition, output, key)
    value = _managed(step_run, key, context)
    _report(step_run, context, key, output_name, step_key)
    return LoadedValue(value)


def load_asset_value(step_run: Any, definition: Any, asset: Any) -> LoadedValue:
    """The stored value of an asset that the run does not make."""
    from assetize.runtime.assets.loading import io_manager_key_of, upstream_context

    key = definition.input_manager_key or io_manager_key_of(step_run, asset)
    context = InputContext(
        step_run, definition, upstream_context(step_run, asset), key, {"asset_key": _key_of(asset)}
    )
    value = _managed(step_run, key, context)
    _report(step_run, context, key, None, None)
    return LoadedValue(value)


def _key_of(asset: Any) -> Any:
    from assetize.runtime.metadata.asset_key import AssetKey

    return AssetKey.from_coercible(asset)


def load_configured_value(step_run: Any, definition: Any, config: Any) -> Any:
    """The value that the input's type makes of config."""
    from assetize.runtime.types.loader import DagsterTypeLoaderContext

    loader = definition.dagster_type.loader
    context = DagsterTypeLoaderContext(step_run, loader.required_resource_keys())
    try:
        return loader.construct_from_config_value(context, config)
    except DagsterError:
        raise
    except Exception as raised:
        raise DagsterTypeLoadingError(
            f'Error occurred while loading input "{definition.name}" of step "{step_run.key}":',
            user_exception=raised,
        ) from raised


def load_unconnected(step_run: Any, definition: Any) -> Any:
    """The value of an input that nothing is connected to and config says nothing about."""
    asset_key = step_run.step.input_assets.get(definition.name) or definition.hardcoded_asset_key
    if asset_key is not None:
        return load_asset_value(step_run, definition, asset_key)
    if definition.has_default_value:
        return definition.default_value
    if definition.input_manager_key is not None:
        context = InputContext(step_run, definition, None, definition.input_manager_key)
        value = _managed(step_run, definition.input_manager_key, context)
        _report(step_run, context, definition.input_manager_key, None, None)
        return LoadedValue(value)
    raise DagsterInvalidDefinitionError(
        f"Input '{definition.name}' of op '{step_run.step.op_def.name}' has no way of being resolved. Must provide a "
        "resolution to this input via another op/graph, or via a direct input value mapped from the top-level graph."
    )
