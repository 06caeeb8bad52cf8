"""Assets that others make and that runs of this project look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Any

from assetize.runtime.assets.decorators import CONTEXTS, checks_for, key_of_asset
from assetize.runtime.assets.definition import AssetsDefinition
from assetize.runtime.assets.node import AssetNode
from assetize.runtime.assets.source import SourceAsset
from assetize.runtime.assets.spec import AssetSpec
from assetize.runtime.config.field import NO_VALUE
from assetize.runtime.definitions.body import Body, check_context_annotation
from assetize.runtime.definitions.ins_and_outs import Out
from assetize.runtime.definitions.op_decorator import config_of, described
from assetize.runtime.definitions.ops import OpDefinition
from assetize.runtime.errors import DagsterInvalidDefinitionError, DagsterInvalidObservationError
from assetize.runtime.events.results import AssetObservation, DataVersion, ObserveResult, Output


class ObservationNode(AssetNode):
    """Turns what an observation returns into observations, and stores no values."""

    __slots__ = ()

    def outputs_for(self, step_run: Any, result: Any) -> Iterator[Any]:
        if isinstance(result, ObserveResult):
            yield from self._observation(step_run, result)
        elif isinstance(result, Output):
            yield from self._of_value(step_run, result.value, result.output_name)
        else:
            yield result

    def _of_value(self, step_run: Any, value: Any, output_name: str) -> Iterator[Any]:
        key = self.keys_by_output[output_name]
        if isinstance(value, DataVersion):
            tags = {"dagster/data_version": value.value, "dagster/data_version_is_user_provided": "true"}
            yield AssetObservation(key, tags=tags)
        elif type(value).__name__ == "DataVersionsByPartition":
            for partition, version in value.data_versions_by_partition.items():
                tags = {
                    "dagster/data_version": version.value,
                    "dagster/data_version_is_user_provided": "true",
                }
                yield AssetObservation(key, partition=partition, tags=tags)
        elif value is not None and value is not NO_VALUE:
            raise DagsterInvalidObservationError(
                f"Observable source asset {key} must return a DataVersion or ObserveResult. Returned value was of type {type(value)}"
            )


def _definition(
    function: Callable[..., Any],
    specs: Sequence[AssetSpec],
    name: str,
    schema: Any = None,
    keys: Set[str] | None = None,
    resources: Mapping[str, Any] | None = None,
    tags: Mapping[str, Any] | None = None,
    partitions_def: Any = None,
    can_subset: bool = False,
    checks: Sequence[Any] | None = None,
) -> AssetsDefinition:
    body = Body(function)
    check_context_annotation(body, CONTEXTS)
    outputs = {spec.key.to_python_identifier() if len(specs) > 1 else "result": spec.key for spec in specs}
    op_def = OpDefinition(
        body,
        name,
        {},
        {output: Out(Any, is_required=False) for output in outputs},
        described(function),
        config_of(body, schema, name),
        keys,
        tags,
    )
    op_def.asset_node = ObservationNode(outputs, is_specs=True)
    op_def.plain_inputs = ()  # type: ignore[attr-defined]
    return AssetsDefinition(
        keys_by_output_name=outputs,
        node_def=op_def,
        partitions_def=partitions_def,
        can_subset=can_subset,
        resource_defs=resources,
        specs=specs,
        check_specs=checks_for(checks, set(outputs.values())),
        is_observable=True,
    )


class ObservableSourceAsset(SourceAsset):
    """A source asset with a function that finds its data version."""

    def __init__(
        self, key: Any, observe_fn: Callable[..., Any], observed: Mapping[str, Any], **settings: Any
    ) -> None:
        super().__init__(key, **settings)
        self.observe_fn = observe_fn
        self._observed = dict(observed)

    @property
    def is_executable(self) -> bool:
        return True

    @property
    def is_observable(self) -> bool:
        """Whether a run can observe the asset."""
        return True

    @property
    def op(self) -> Any:
        return self.as_assets_definition().op

    @property
    def required_resource_keys(self) -> set[str]:
        """The resources that the function needs."""
        return set(self.op.required_resource_keys)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.op(*args, **kwargs)

    def as_assets_definition(self) -> AssetsDefinition:
        spec = super().as_assets_definition().specs[0]
        spec = spec.replaced(automation_condition=self.automation_condition)
        name = self.key.to_python_identifier()
        return _definition(
            self.observe_fn,
            [spec],
            name,
            resources=self.resource_defs,
            partitions_def=self.partitions_def,
            **self._observed,
        )


def observable_source_asset(
    observe_fn: Callable[..., Any] | None = None,
    *,
    key: Any = None,
    name: str | None = None,
    key_prefix: Any = None,
    metadata: Mapping[str, Any] | None = None,
    io_manager_key: str | None = None,
    io_manager_def: Any = None,
    description: str | None = None,
    group_name: str | None = None,
    required_resource_keys: Set[str] | None = None,
    resource_defs: Mapping[str, Any] | None = None,
    partitions_def: Any = None,
    auto_observe_interval_minutes: float | None = None,
    legacy_freshness_policy: Any = None,
    automation_condition: Any = None,
    op_tags: Mapping[str, Any] | None = None,
    tags: Mapping[str, str] | None = None,
) -> Any:
    """Makes an asset of others of a function that finds its data version."""

    def wrap(function: Callable[..., Any]) -> ObservableSourceAsset:
        return ObservableSourceAsset(
            key_of_asset(function.__name__, name, key, key_prefix),
            function,
            {"keys": required_resource_keys, "tags": op_tags},
            metadata=metadata,
            io_manager_key=io_manager_key,
            io_manager_def=io_manager_def,
            description=description if description is not None else described(function),
            partitions_def=partitions_def,
            group_name=group_name,
            resource_defs=resource_defs,
            tags=tags,
            automation_condition=automation_condition,
        )

    return wrap if observe_fn is None else wrap(observe_fn)


def multi_observable_source_asset(
    *,
    specs: Sequence[AssetSpec],
    name: str | None = None,
    description: str | None = None,
    partitions_def: Any = None,
    can_subset: bool = False,
    required_resource_keys: Set[str] | None = None,
    resource_defs: Mapping[str, Any] | None = None,
    group_name: str | None = None,
    check_specs: Sequence[Any] | None = None,
) -> Callable[[Callable[..., Any]], AssetsDefinition]:
    """Makes several assets of others of one function that observes them."""

    def wrap(function: Callable[..., Any]) -> AssetsDefinition:
        if group_name is not None and any(spec.group_name is not None for spec in specs):
            raise DagsterInvalidDefinitionError(
                "Cannot set group_name parameter on multi_observable_source_asset if one or more of the AssetSpecs supplied have "
                "a group_name defined."
            )
        made = [
            spec.replaced(
                group_name=spec.group_name or group_name, partitions_def=spec.partitions_def or partitions_def
            )
            for spec in specs
        ]
        return _definition(
            function,
            made,
            name or function.__name__,
            keys=required_resource_keys,
            resources=resource_defs,
            partitions_def=partitions_def,
            can_subset=can_subset,
            checks=check_specs,
        )

    return wrap
