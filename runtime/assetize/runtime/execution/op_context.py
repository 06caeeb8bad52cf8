"""What the body of an op may use: `OpExecutionContext`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assetize.runtime.definitions.node_handle import NodeHandle
from assetize.runtime.errors import (
    CheckError,
    DagsterInvalidPropertyError,
    DagsterInvariantViolationError,
)
from assetize.runtime.execution.current_context import current_context
from assetize.runtime.execution.partition_context import PartitionContext
from assetize.runtime.metadata.normalize import normalize_metadata


class OpExecutionContext(PartitionContext):
    """The run around the body of an op."""

    __slots__ = ("_resources", "_step")

    def __init__(self, step: Any) -> None:
        self._step = step
        self._resources: Any = None

    @staticmethod
    def get() -> Any:
        """The context of the op that runs now."""
        found = current_context("OpExecutionContext")
        return found.op_execution_context

    @property
    def op_execution_context(self) -> OpExecutionContext:
        """This context."""
        return self

    @property
    def op_config(self) -> Any:
        """The op's config."""
        return self._step.run.config.op_config(self._step.step)

    @property
    def resources(self) -> Any:
        """The resources that the op declared."""
        if self._resources is None:
            run = self._step.run
            self._resources = run.resources.restricted(self._step.step.op_def.required_resource_keys)
        return self._resources

    @property
    def log(self) -> Any:
        """The log of the run."""
        return self._step.log

    @property
    def run(self) -> Any:
        """The run."""
        return self._step.run.dagster_run

    dagster_run = run

    @property
    def run_id(self) -> str:
        """The run's id."""
        return self._step.run.run_id  # type: ignore[no-any-return]

    @property
    def run_config(self) -> Mapping[str, Any]:
        """The run config as it was given."""
        return self._step.run.dagster_run.run_config  # type: ignore[no-any-return]

    @property
    def run_tags(self) -> Mapping[str, str]:
        """The run's tags."""
        return self._step.run.dagster_run.tags  # type: ignore[no-any-return]

    def has_tag(self, key: str) -> bool:
        """Whether the run has a tag."""
        return key in self.run_tags

    def get_tag(self, key: str) -> str | None:
        """The value of a tag of the run."""
        return self.run_tags.get(key)

    @property
    def instance(self) -> Any:
        """The instance."""
        return self._step.run.instance

    @property
    def job_def(self) -> Any:
        """The job."""
        return self._step.run.job

    @property
    def job_name(self) -> str:
        """The job's name."""
        return self._step.run.job.name  # type: ignore[no-any-return]

    @property
    def repository_def(self) -> Any:
        """The repository of the job, if it came from one."""
        return getattr(self._step.run.job, "repository_def", None)

    @property
    def op_def(self) -> Any:
        """The op."""
        return self._step.step.op_def

    @property
    def op(self) -> Any:
        """The op's node in the job."""
        return StepNode(self._step.step)

    @property
    def op_handle(self) -> NodeHandle:
        """Where the op is in the job."""
        return NodeHandle.from_path(self._step.step.path)

    node_handle = op_handle

    @property
    def retry_number(self) -> int:
        """How many attempts came before this one."""
        return self._step.attempt  # type: ignore[no-any-return]

    def get_mapping_key(self) -> str | None:
        """The key of the dynamic output's value that this step is for."""
        return self._step.mapping_key  # type: ignore[no-any-return]

    def get_step_execution_context(self) -> Any:
        """The step."""
        return self._step

    def describe_op(self) -> str:
        """The op, for messages."""
        return f'op "{self._step.key}"'

    def log_event(self, event: Any) -> None:
        """Records a materialization, observation, expectation or check evaluation."""
        from assetize.runtime.execution.user_events import record_user_event

        record_user_event(self._step, event)

    def add_output_metadata(
        self, metadata: Mapping[str, Any], output_name: str | None = None, mapping_key: str | None = None
    ) -> None:
        """Adds metadata to an output before it is returned."""
        name = self._checked_output_name(output_name)
        outputs = self._step.step.op_def.output_dict
        if outputs[name].is_dynamic and not mapping_key:
            raise DagsterInvariantViolationError(
                f'Attempted to add metadata for dynamic output "{name}" without providing a mapping key. When logging '
                "metadata for a dynamic output, it is necessary to provide a mapping key."
            )
        if (self._step.key, name, mapping_key) in self._step.run.yielded:
            raise DagsterInvariantViolationError(
                f"In {self._step.step.op_def.node_type} '{self._step.step.op_def.name}', attempted to log output metadata "
                f"for output '{name}' which has already been yielded. Metadata must be logged before the output is yielded."
            )
        known = self._step.metadata.setdefault((name, mapping_key), {})
        known.update(normalize_metadata(metadata))

    def add_partition_metadata(self, metadata: Mapping[str, Any], asset_key: Any, partition: str) -> None:
        """Adds metadata to the materialization of one partition of an asset."""
        known = self._step.metadata.setdefault((asset_key, partition), {})
        known.update(normalize_metadata(metadata))

    def _checked_output_name(self, name: str | None) -> str:
        outputs = self._step.step.op_def.output_dict
        if name is not None and name not in outputs:
            raise DagsterInvariantViolationError(
                f"Attempted to add metadata for output '{name}', but the op has no output of that name. "
                f"Its outputs are {list(outputs)}."
            )
        if name is None and len(outputs) != 1:
            raise DagsterInvariantViolationError(
                "Attempted to log metadata without providing output_name, but multiple outputs exist. Please provide an "
                "output_name to the invocation of `context.add_output_metadata`."
            )
        return name if name is not None else next(iter(outputs))

    def get_output_metadata(self, output_name: str, mapping_key: str | None = None) -> Mapping[str, Any]:
        """The metadata that was added to an output."""
        return self._step.metadata.get((output_name, mapping_key), {})  # type: ignore[no-any-return]

    def consume_events(self) -> Iterator[Any]:
        """Nothing: events are recorded at once."""
        return iter(())

    @property
    def has_assets_def(self) -> bool:
        """Whether the op computes assets."""
        return bool(self._step.step.assets_def is not None)

    @property
    def assets_def(self) -> Any:
        """The assets that the op computes."""
        found = self._step.step.assets_def
        if found is None:
            raise DagsterInvariantViolationError(
                f"Op '{self._step.step.op_def.name}' does not have an assets definition."
            )
        return found

    @property
    def asset_key(self) -> Any:
        """The one asset that the op computes."""
        keys = list(dict.fromkeys(self._step.step.output_assets.values()))
        if len(keys) > 1:
            raise DagsterInvariantViolationError(
                "Cannot call `context.asset_key` in a multi_asset with more than one asset. Use "
                "`context.asset_key_for_output` instead."
            )
        if not keys:
            raise DagsterInvalidPropertyError(f"Op '{self._step.step.op_def.name}' computes no asset.")
        return keys[0]

    def asset_key_for_output(self, output_name: str = "result") -> Any:
        """The asset of an output."""
        key = self._step.step.output_assets.get(output_name)
        if key is None:
            raise DagsterInvariantViolationError(f"Output '{output_name}' has no asset.")
        return key

    def output_for_asset_key(self, asset_key: Any) -> str:
        """The output of an asset."""
        outputs: Mapping[str, Any] = self._step.step.output_assets
        return next(name for name, key in outputs.items() if key == asset_key)

    def asset_key_for_input(self, input_name: str) -> Any:
        """The asset of an input."""
        key = self._step.step.input_assets.get(input_name)
        if key is None:
            raise CheckError(f"Failure condition: Input '{input_name}' has no asset")
        return key

    @property
    def selected_asset_keys(self) -> set[Any]:
        """The assets to compute in this run."""
        assets_def = self._step.step.assets_def
        return set(assets_def.keys) if assets_def is not None else set()

    @property
    def selected_asset_check_keys(self) -> set[Any]:
        """The checks to evaluate in this run."""
        assets_def = self._step.step.assets_def
        return set(assets_def.check_keys) if assets_def is not None else set()

    @property
    def selected_output_names(self) -> set[str]:
        """The outputs to yield in this run."""
        assets_def = self._step.step.assets_def
        if assets_def is None:
            return set(self._step.step.op_def.output_dict)
        return set(assets_def.selected_output_names)

    @property
    def is_subset(self) -> bool:
        """Whether only some of the op's assets are computed in this run."""
        assets_def = self._step.step.assets_def
        return bool(assets_def is not None and assets_def.is_subset)

    def get_asset_provenance(self, asset_key: Any) -> Any:
        """The code version and the inputs' data versions of an asset's last materialization."""
        from assetize.runtime.instance.data_versions import provenance_of

        stored = self._step.run.instance.latest_materialization(asset_key)
        return None if stored is None else provenance_of(stored[2])

    def set_data_version(self, asset_key: Any, data_version: Any) -> None:
        """Declares the data version of an asset."""
        self._step.versions = {**(self._step.versions or {}), asset_key: data_version}

    def load_asset_value(
        self, asset_key: Any, *, python_type: Any = None, partition_key: str | None = None
    ) -> Any:
        """The stored value of an asset."""
        from assetize.runtime.assets.loading import load_value_in_step

        return load_value_in_step(self._step, asset_key, python_type, partition_key)


class StepNode:
    """The node of a step, as contexts show it."""

    __slots__ = ("_step",)

    def __init__(self, step: Any) -> None:
        self._step = step

    @property
    def name(self) -> str:
        """The node's name in its graph."""
        return self._step.path[-1]  # type: ignore[no-any-return]

    @property
    def definition(self) -> Any:
        """The op."""
        return self._step.op_def

    @property
    def tags(self) -> Mapping[str, str]:
        """The node's tags."""
        return self._step.tags  # type: ignore[no-any-return]

    @property
    def output_dict(self) -> Any:
        """The op's outputs."""
        return self._step.op_def.output_dict

    def output_def_named(self, name: str) -> Any:
        """One of the op's outputs."""
        return self._step.op_def.output_dict[name]
