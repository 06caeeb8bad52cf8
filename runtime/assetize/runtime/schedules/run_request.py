"""What schedules and sensors ask for: runs, or nothing and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assetize.runtime.config.run_config import RunConfig, as_run_config
from assetize.runtime.definitions.nodes import normalized_tags
from assetize.runtime.errors import CheckError, ParameterCheckError
from assetize.runtime.records import Record, fields


class SkipReason(Record):
    """Why there is nothing to run."""

    __slots__ = ("skip_message",)

    def __init__(self, skip_message: str | None = None) -> None:
        self.skip_message = skip_message


class RunRequest(Record):
    """A run to be started."""

    __slots__ = fields(
        "run_key",
        "run_config",
        "tags",
        "job_name",
        "asset_selection",
        "stale_assets_only",
        "partition_key",
        "asset_check_keys",
        "asset_graph_subset",
    )

    def __init__(
        self,
        run_key: str | None = None,
        run_config: Any = None,
        tags: Mapping[str, Any] | None = None,
        job_name: str | None = None,
        asset_selection: Sequence[Any] | None = None,
        stale_assets_only: bool = False,
        partition_key: str | None = None,
        asset_check_keys: Sequence[Any] | None = None,
    ) -> None:
        if run_key is not None and not isinstance(run_key, str):
            raise ParameterCheckError(
                f'Param "run_key" is not a str. Got {run_key!r} which is type {type(run_key)}.'
            )
        if run_config is not None and not isinstance(run_config, (Mapping, RunConfig)):
            raise ParameterCheckError(
                f"Param \"run_config\" is not one of ['Mapping']. Got {run_config!r} which is type {type(run_config)}."
            )
        self.run_key = run_key
        self.run_config = as_run_config(run_config)
        self.tags = normalized_tags(tags)
        self.job_name = job_name
        self.asset_selection = None if asset_selection is None else list(asset_selection)
        self.stale_assets_only = stale_assets_only
        self.partition_key = partition_key
        self.asset_check_keys = asset_check_keys
        self.asset_graph_subset: Any = None

    def with_replaced_attrs(self, **changes: Any) -> RunRequest:
        """The request with other attributes."""
        return self.replaced(**changes)

    def has_resolved_partition(self) -> bool:
        """Whether the tags already name the partition."""
        return "dagster/partition" in self.tags

    @property
    def entity_keys(self) -> list[Any]:
        """The assets and checks that are asked for."""
        return [*(self.asset_selection or ()), *(self.asset_check_keys or ())]

    def with_resolved_tags_and_config(
        self, target_definition: Any, dynamic_partitions_requests: Any = (), current_time: Any = None
    ) -> RunRequest:
        """The request with the config and the tags that its partition has in a job."""
        if target_definition.partitions_def is None:
            raise CheckError(f"Job has no PartitionsDefinition: '{target_definition.name}'")
        key = str(self.partition_key)
        target_definition.partitions_def.validate_partition_key(key)
        config = self.run_config or target_definition.get_run_config_for_partition_key(key)
        tags = {**self.tags, **target_definition.get_tags_for_partition_key(key)}
        return self.replaced(run_config=config, tags=tags)
