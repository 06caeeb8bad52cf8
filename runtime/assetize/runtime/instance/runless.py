"""Events about assets that no run made."""

from __future__ import annotations

import time
from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.events.data import AssetObservationData, StepMaterializationData
from assetize.runtime.events.event import DagsterEvent
from assetize.runtime.events.results import AssetMaterialization, AssetObservation


def event_of(asset_event: Any) -> DagsterEvent:
    """The event for a reported materialization, observation or check evaluation."""
    if isinstance(asset_event, AssetObservation):
        data: Any = AssetObservationData(asset_event)
        return DagsterEvent("ASSET_OBSERVATION", "RUNLESS", "Observed asset.", data, timestamp=time.time())
    if isinstance(asset_event, AssetMaterialization):
        data = StepMaterializationData(asset_event)
        return DagsterEvent(
            "ASSET_MATERIALIZATION", "RUNLESS", "Materialized asset.", data, timestamp=time.time()
        )
    if type(asset_event).__name__ == "AssetCheckEvaluation":
        return DagsterEvent(
            "ASSET_CHECK_EVALUATION", "RUNLESS", "Asset check evaluated.", asset_event, timestamp=time.time()
        )
    raise DagsterInvariantViolationError(
        f"Received unexpected asset event type {asset_event}, expected AssetMaterialization, AssetObservation or AssetCheckEvaluation"
    )
