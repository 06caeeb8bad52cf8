"""Data versions: what a materialization or observation says about itself and about what it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from assetize.runtime.events.results import DataVersion
from assetize.runtime.metadata.asset_key import AssetKey

DATA_VERSION = "dagster/data_version"
CODE_VERSION = "dagster/code_version"
INPUT_VERSION_PREFIX = "dagster/input_data_version/"
INPUT_POINTER_PREFIX = "dagster/input_event_pointer/"
USER_PROVIDED = "dagster/data_version_is_user_provided"
INITIAL = "INITIAL"
"""The version of an asset that was never materialized, or whose event has no version."""

NO_POINTER = "NULL"


class DataProvenance(NamedTuple):
    """From which code and from which versions of its inputs an asset was made."""

    code_version: str
    input_data_versions: Mapping[AssetKey, DataVersion]
    input_storage_ids: Mapping[AssetKey, int | None]
    is_user_provided: bool


def tags_of(event: Any) -> Mapping[str, str]:
    """The tags of the materialization or observation that an event is about."""
    data = event.event_specific_data
    reported = getattr(data, "materialization", None) or getattr(data, "asset_observation", None)
    return getattr(reported, "tags", None) or {}


def version_of(event: Any) -> str:
    """The data version that an event declares."""
    return tags_of(event).get(DATA_VERSION, INITIAL)


def provenance_of(event: Any) -> DataProvenance | None:
    """What an event says about its making; None if it says nothing."""
    tags = tags_of(event)
    code_version = tags.get(CODE_VERSION)
    if code_version is None:
        return None
    versions = _by_key(tags, INPUT_VERSION_PREFIX)
    pointers = _by_key(tags, INPUT_POINTER_PREFIX)
    return DataProvenance(
        code_version,
        {key: DataVersion(value) for key, value in versions.items()},
        {key: None if value == NO_POINTER else int(value) for key, value in pointers.items()},
        tags.get(USER_PROVIDED) == "true",
    )


def _by_key(tags: Mapping[str, str], prefix: str) -> dict[AssetKey, str]:
    return {
        AssetKey.from_user_string(name[len(prefix) :]): value
        for name, value in tags.items()
        if name.startswith(prefix)
    }
