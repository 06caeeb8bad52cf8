"""All that a sensor may return at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvariantViolationError
from assetize.runtime.events.results import AssetMaterialization
from assetize.runtime.records import Record, fields
from assetize.runtime.schedules.run_request import RunRequest, SkipReason


class SensorResult(Record):
    """Run requests or a reason to skip, a cursor, requests for partitions, and events about assets."""

    __slots__ = fields("run_requests", "skip_reason", "cursor", "dynamic_partitions_requests", "asset_events")

    def __init__(
        self,
        run_requests: Sequence[RunRequest] | None = None,
        skip_reason: str | SkipReason | None = None,
        cursor: str | None = None,
        dynamic_partitions_requests: Sequence[Any] | None = None,
        asset_events: Sequence[Any] | None = None,
    ) -> None:
        if skip_reason and run_requests:
            raise CheckError(
                "Expected a single SkipReason or one or more RunRequests: received values for both run_requests and skip_reason"
            )
        for event in asset_events or ():
            if not isinstance(event, AssetMaterialization) and type(event).__name__ != "AssetCheckEvaluation":
                raise CheckError(f"Asset events of a sensor must be about assets, got {event!r}.")
        self.run_requests = list(run_requests or ())
        self.skip_reason = SkipReason(skip_reason) if isinstance(skip_reason, str) else skip_reason
        self.cursor = cursor
        self.dynamic_partitions_requests = list(dynamic_partitions_requests or ())
        self.asset_events = list(asset_events or ())


def check_partition_requests(requests: Sequence[Any]) -> None:
    """An error if keys are added twice, or added and removed at once."""
    added: dict[str, set[str]] = {}
    deleted: dict[str, set[str]] = {}
    for request in requests:
        adds = type(request).__name__ == "AddDynamicPartitionsRequest"
        name, keys = request.partitions_def_name, set(request.partition_keys)
        own, other = (added, deleted) if adds else (deleted, added)
        both = keys & other.get(name, set())
        if both:
            raise DagsterInvariantViolationError(
                "Dynamic partition requests cannot contain both add and delete requests for the same partition keys. Invalid request: "
                f"partitions_def_name '{name}', partition_keys: {sorted(both)}"
            )
        if adds and keys & own.get(name, set()):
            raise DagsterInvariantViolationError(
                f"Cannot request to add duplicate dynamic partition keys: \npartitions_def_name '{name}', partition_keys: "
                f"{sorted(keys & own[name])}"
            )
        own.setdefault(name, set()).update(keys)
