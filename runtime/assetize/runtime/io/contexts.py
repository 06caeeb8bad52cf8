"""What I/O managers get to know about the output that they store and the input that they load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvariantViolationError
from assetize.runtime.io.partitions_of_context import PartitionsOfContext
from assetize.runtime.metadata.normalize import DagsterInvalidMetadata, normalize_metadata
from assetize.runtime.resources.scope import NO_RESOURCES, Resources


class OutputContext(PartitionsOfContext):
    """The output that is being stored, and the run around it."""

    __slots__ = ("_events", "_given", "_logged", "_manager_key", "_mapping_key", "_output", "_step")

    def __init__(
        self,
        step: Any = None,
        output: Any = None,
        mapping_key: str | None = None,
        manager_key: str | None = None,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        self._step = step
        self._output = output
        self._mapping_key = mapping_key
        self._manager_key = manager_key
        self._given = given
        self._logged: dict[str, Any] | None = None
        self._events: list[Any] | None = None

    def _required(self, name: str, method: str | None = None) -> Any:
        value = (self._given or {}).get(name)
        if value is None:
            raise DagsterInvariantViolationError(
                f"Attempting to access {method or name}, but it was not provided when constructing the OutputContext"
            )
        return value

    @property
    def step_key(self) -> str:
        """The step that made the output."""
        return self._step.key if self._step else self._required("step_key")  # type: ignore[no-any-return]

    @property
    def name(self) -> str:
        """The output's name."""
        return self._output.name if self._output else self._required("name")  # type: ignore[no-any-return]

    @property
    def run_id(self) -> str:
        """The run that made the output."""
        return self._step.run_id if self._step else self._required("run_id")  # type: ignore[no-any-return]

    @property
    def job_name(self) -> str:
        """The job that made the output."""
        return self._step.run.job.name if self._step else self._required("job_name")  # type: ignore[no-any-return]

    @property
    def mapping_key(self) -> str | None:
        """The key of one value of a dynamic output."""
        return self._given.get("mapping_key") if self._given else self._mapping_key

    @property
    def definition_metadata(self) -> Mapping[str, Any]:
        """The metadata of the output's definition."""
        if self._output is None:
            given = self._given or {}
            return given.get("definition_metadata") or given.get("metadata") or {}
        key = self._step.step.output_assets.get(self._output.name)
        if key is None:
            return self._output.metadata  # type: ignore[no-any-return]
        return self._step.run.job.asset_layer.specs[key].metadata or self._output.metadata or {}

    metadata = definition_metadata

    @property
    def output_metadata(self) -> Mapping[str, Any]:
        """The metadata that the body attached to the output."""
        if self._step is None:
            return (self._given or {}).get("output_metadata") or {}
        return self._step.metadata_of_output(self._output.name, self._mapping_key)  # type: ignore[no-any-return]

    @property
    def config(self) -> Any:
        """The config of the output, from the run config."""
        if self._step is None:
            return (self._given or {}).get("config")
        return self._step.run.config.output_config(self._step.step.path, self._output.name)

    @property
    def resource_config(self) -> Any:
        """The config of the I/O manager."""
        if self._step is None:
            return (self._given or {}).get("resource_config")
        return self._step.run.config.resource(self._manager_key)

    @property
    def resources(self) -> Any:
        """The resources that the I/O manager declared."""
        if self._step is None:
            return Resources((self._given or {}).get("resources") or {})
        definition = self._step.run.resource_defs.get(self._manager_key)
        return (
            self._step.run.resources.restricted(definition.required_resource_keys)
            if definition
            else NO_RESOURCES
        )

    @property
    def dagster_type(self) -> Any:
        """The output's type."""
        return self._output.dagster_type if self._output else self._required("dagster_type")

    @property
    def op_def(self) -> Any:
        """The op."""
        return self._step.step.op_def if self._step else self._required("op_def")

    @property
    def step_context(self) -> Any:
        """The step."""
        return self._step if self._step else self._required("step_context")

    @property
    def version(self) -> str | None:
        """The version of the output."""
        return (self._given or {}).get("version")

    @property
    def log(self) -> Any:
        """The run's log."""
        if self._step is None:
            from assetize.runtime.events.log_manager import silent_log

            return silent_log()
        return self._step.log

    @property
    def has_asset_key(self) -> bool:
        """Whether the output is an asset."""
        return self._asset_key() is not None

    def _asset_key(self) -> Any:
        if self._step is None:
            return (self._given or {}).get("asset_key")
        return self._step.step.output_assets.get(self._output.name)

    @property
    def asset_key(self) -> Any:
        """The asset, which must exist."""
        key = self._asset_key()
        if key is None:
            raise DagsterInvariantViolationError(
                "Attempting to access asset_key, but it was not provided when constructing the OutputContext"
            )
        return key

    @property
    def asset_spec(self) -> Any:
        """The asset's spec."""
        if self._step is None:
            return self._required("asset_spec")
        return self._step.run.job.asset_layer.specs[self.asset_key]

    def get_run_scoped_output_identifier(self) -> Sequence[str]:
        """A path for the output that no other run has."""
        parts = [self.run_id, self.step_key, self.name]
        mapping_key = self.mapping_key
        return [*parts, mapping_key] if mapping_key is not None else parts

    def get_asset_identifier(self) -> Sequence[str]:
        """A path for the asset, or the asset's partition."""
        if self.has_asset_partitions:
            return [*self.asset_key.path, self.asset_partition_key]
        return self.asset_key.path  # type: ignore[no-any-return]

    get_asset_output_identifier = get_asset_identifier

    def get_identifier(self) -> Sequence[str]:
        """A path for the output that no other run has."""
        return self.get_run_scoped_output_identifier()

    get_output_identifier = get_run_scoped_output_identifier

    def add_output_metadata(self, metadata: Mapping[str, Any]) -> None:
        """Adds metadata to the stored output."""
        logged = self._logged = self._logged or {}
        repeated = sorted(set(logged) & set(metadata))
        if repeated:
            raise DagsterInvalidMetadata(
                f"Tried to add metadata for key(s) that already have metadata: {', '.join(repeated)}"
            )
        logged.update(normalize_metadata(metadata))

    def get_logged_metadata(self) -> Mapping[str, Any]:
        """The metadata that the I/O manager added."""
        return self._logged or {}

    def log_event(self, event: Any) -> None:
        """Records an event, such as a materialization."""
        self._events = [*(self._events or ()), event]

    def get_logged_events(self) -> Sequence[Any]:
        """The events that the I/O manager recorded."""
        return self._events or []

    def consume_events(self) -> Iterator[Any]:
        """The recorded events, which are then forgotten."""
        events, self._events = self._events or [], None
        yield from events


class InputContext(PartitionsOfContext):
    """The input that is being loaded, and the output that it comes from."""

    __slots__ = ("_given", "_input", "_logged", "_manager_key", "_step", "upstream_output")

    def __init__(
        self,
        step: Any = None,
        definition: Any = None,
        upstream_output: OutputContext | None = None,
        manager_key: str | None = None,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        self._step = step
        self._input = definition
        self.upstream_output = upstream_output
        self._manager_key = manager_key
        self._given = given
        self._logged: dict[str, Any] | None = None

    def _required(self, name: str) -> Any:
        value = (self._given or {}).get(name)
        if value is None:
            raise DagsterInvariantViolationError(
                f"Attempting to access {name}, but it was not provided when constructing the InputContext"
            )
        return value

    @property
    def has_input_name(self) -> bool:
        """Whether the input has a name."""
        return self._input is not None or bool((self._given or {}).get("name"))

    @property
    def name(self) -> str:
        """The input's name."""
        return self._input.name if self._input else self._required("name")  # type: ignore[no-any-return]

    @property
    def job_name(self) -> str:
        """The job that loads the input."""
        return self._step.run.job.name if self._step else self._required("job_name")  # type: ignore[no-any-return]

    @property
    def definition_metadata(self) -> Mapping[str, Any]:
        """The metadata of the input's definition."""
        if self._input is None:
            given = self._given or {}
            return given.get("definition_metadata") or given.get("metadata") or {}
        return self._input.metadata  # type: ignore[no-any-return]

    metadata = definition_metadata

    @property
    def config(self) -> Any:
        """The config of the input, from the run config."""
        if self._step is None or self._input is None:
            return (self._given or {}).get("config")
        return self._step.run.config.input_config(self._step.step.path, self._input.name)

    @property
    def resource_config(self) -> Any:
        """The config of the input's manager."""
        if self._step is None:
            return (self._given or {}).get("resource_config")
        return self._step.run.config.resource(self._manager_key)

    @property
    def resources(self) -> Any:
        """The resources that the input's manager declared."""
        if self._step is None:
            return Resources((self._given or {}).get("resources") or {})
        definition = self._step.run.resource_defs.get(self._manager_key)
        return (
            self._step.run.resources.restricted(definition.required_resource_keys)
            if definition
            else NO_RESOURCES
        )

    @property
    def dagster_type(self) -> Any:
        """The input's type."""
        given = (self._given or {}).get("dagster_type")
        if given is not None:
            return given
        return self._input.dagster_type if self._input else self._required("dagster_type")

    @property
    def op_def(self) -> Any:
        """The op."""
        return self._step.step.op_def if self._step else self._required("op_def")

    @property
    def step_context(self) -> Any:
        """The step."""
        return self._step if self._step else self._required("step_context")

    @property
    def instance(self) -> Any:
        """The instance."""
        return self._step.run.instance if self._step else (self._given or {}).get("instance")

    @property
    def log(self) -> Any:
        """The run's log."""
        if self._step is None:
            from assetize.runtime.events.log_manager import silent_log

            return silent_log()
        return self._step.log

    def _asset_key(self) -> Any:
        given = (self._given or {}).get("asset_key")
        if given is not None or self._step is None:
            return given
        if self.upstream_output is not None and self.upstream_output.has_asset_key:
            return self.upstream_output.asset_key
        return None if self._input is None else self._step.step.input_assets.get(self._input.name)

    @property
    def has_asset_key(self) -> bool:
        """Whether the input comes from an asset."""
        return self._asset_key() is not None

    @property
    def asset_key(self) -> Any:
        """The asset, which must exist."""
        key = self._asset_key()
        if key is None:
            raise DagsterInvariantViolationError(
                "Attempting to access asset_key, but no asset is associated with this input"
            )
        return key

    def get_asset_identifier(self) -> Sequence[str]:
        """A path for the asset, or the asset's partition."""
        if self.has_asset_partitions:
            return [*self.asset_key.path, self.asset_partition_key]
        return self.asset_key.path  # type: ignore[no-any-return]

    def get_identifier(self) -> Sequence[str]:
        """A path for what is loaded."""
        if self.upstream_output is None and self.has_asset_key:
            return self.get_asset_identifier()
        if self.upstream_output is None:
            raise CheckError("InputContext needs upstream_output to get an identifier.")
        return self.upstream_output.get_run_scoped_output_identifier()

    def add_input_metadata(self, metadata: Mapping[str, Any], description: str | None = None) -> None:
        """Adds metadata to the loaded input."""
        self._logged = {**(self._logged or {}), **normalize_metadata(metadata)}

    def consume_logged_metadata(self) -> Mapping[str, Any]:
        """The metadata that was added, which is then forgotten."""
        logged, self._logged = self._logged or {}, None
        return logged
