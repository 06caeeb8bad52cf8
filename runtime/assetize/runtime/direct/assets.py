"""Contexts for calling assets and checks directly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.assets.contexts import AssetCheckExecutionContext, AssetExecutionContext
from assetize.runtime.direct.context import build_op_context


def build_asset_context(
    resources: Mapping[str, Any] | None = None,
    resources_config: Mapping[str, Any] | None = None,
    asset_config: Mapping[str, Any] | None = None,
    instance: Any = None,
    partition_key: str | None = None,
    partition_key_range: Any = None,
    run_tags: Mapping[str, str] | None = None,
    event_loop: Any = None,
) -> AssetExecutionContext:
    """A context for calling an asset directly."""
    return AssetExecutionContext(
        build_op_context(
            resources=resources,
            op_config=asset_config,
            resources_config=resources_config,
            instance=instance,
            partition_key=partition_key,
            partition_key_range=partition_key_range,
            run_tags=run_tags,
        )
    )


def build_asset_check_context(
    resources: Mapping[str, Any] | None = None,
    resources_config: Mapping[str, Any] | None = None,
    asset_config: Mapping[str, Any] | None = None,
    instance: Any = None,
) -> AssetCheckExecutionContext:
    """A context for calling an asset check directly."""
    return AssetCheckExecutionContext(
        build_op_context(
            resources=resources, op_config=asset_config, resources_config=resources_config, instance=instance
        )
    )
