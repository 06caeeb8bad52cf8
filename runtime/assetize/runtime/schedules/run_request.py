"""What schedules and sensors ask for: runs, or nothing and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assetize.runtime.config.run_config import as_run_config
from assetize.runtime.definitions.nodes import normalized_tags
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
        self.run_key = run_key
        self.run_config = as_run_config(run_config)
        self.tags = normalized_tags(tags)
        self.job_name = job_name
        self.asset_selection = None if asset_selection is None else list(asset_selection)
        self.stale_assets_only = stale_assets_only
        self.partition_key = partition_key
        self.asset_check_keys = asset_check_keys
