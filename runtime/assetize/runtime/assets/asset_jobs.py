"""`define_asset_job`: a job that is resolved when the project's assets are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from assetize.runtime.assets.job_building import AssetCollection, build_selected_job
from assetize.runtime.definitions.hooks import checked_hooks
from assetize.runtime.naming import checked_name
from assetize.runtime.selection.asset_selection import AssetSelection


class UnresolvedAssetJobDefinition:
    """A name, a selection and settings; a job as soon as there are assets."""

    is_unresolved_asset_job = True

    def __init__(
        self,
        name: str,
        selection: AssetSelection,
        config: Any,
        description: str | None,
        tags: Mapping[str, Any] | None,
        run_tags: Mapping[str, Any] | None,
        metadata: Mapping[str, Any] | None,
        partitions_def: Any,
        executor_def: Any,
        hooks: Set[Any] | None,
        op_retry_policy: Any,
        owners: Sequence[str] | None,
        automation_condition: Any,
    ) -> None:
        self.name = checked_name(name)
        self.selection = selection
        self.config = config
        self.description = description
        self.tags = dict(tags or {})
        self.run_tags = run_tags
        self.metadata = dict(metadata or {})
        self.partitions_def = partitions_def
        self.executor_def = executor_def
        self.hooks = checked_hooks(hooks)
        self.op_retry_policy = op_retry_policy
        self.owners = list(owners or ())
        self.automation_condition = automation_condition

    def resolve(
        self, collection: AssetCollection, resource_defs: Mapping[str, Any], executor_def: Any, loggers: Any
    ) -> Any:
        """The job for a project's assets."""
        return build_selected_job(
            self.name,
            collection,
            self.selection,
            resource_defs,
            config=self.config,
            description=self.description,
            tags=self.tags,
            run_tags=self.run_tags,
            metadata=self.metadata,
            partitions_def=self.partitions_def,
            executor_def=self.executor_def or executor_def,
            logger_defs=loggers,
            hook_defs=self.hooks,
            op_retry_policy=self.op_retry_policy,
            owners=self.owners,
        )


def define_asset_job(
    name: str,
    selection: Any = None,
    config: Any = None,
    description: str | None = None,
    tags: Mapping[str, Any] | None = None,
    run_tags: Mapping[str, Any] | None = None,
    metadata: Mapping[str, Any] | None = None,
    partitions_def: Any = None,
    executor_def: Any = None,
    hooks: Set[Any] | None = None,
    op_retry_policy: Any = None,
    owners: Sequence[str] | None = None,
    automation_condition: Any = None,
) -> UnresolvedAssetJobDefinition:
    """A job that makes a selection of the project's assets."""
    chosen = AssetSelection.all() if selection is None else AssetSelection.from_coercible(selection)
    return UnresolvedAssetJobDefinition(
        name,
        chosen,
        config,
        description,
        tags,
        run_tags,
        metadata,
        partitions_def,
        executor_def,
        hooks,
        op_retry_policy,
        owners,
        automation_condition,
    )
