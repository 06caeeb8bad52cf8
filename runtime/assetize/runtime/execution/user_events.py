"""Events that user code yields or logs."""

from __future__ import annotations

from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.events.data import (
    AssetObservationData,
    StepExpectationResultData,
    StepMaterializationData,
)
from assetize.runtime.events.results import AssetMaterialization, AssetObservation, ExpectationResult


def is_user_event(value: Any) -> bool:
    """Whether a body may yield the value as an event."""
    if isinstance(value, (AssetMaterialization, ExpectationResult)):
        return True
    return type(value).__name__ == "AssetCheckEvaluation"


def record_user_event(step_run: Any, event: Any) -> None:
    """Records a materialization, an observation, an expectation or a check's evaluation."""
    if isinstance(event, AssetObservation):
        step_run.emit(
            "ASSET_OBSERVATION",
            ("Observed asset %s.", event.asset_key.to_user_string()),
            AssetObservationData(event),
        )
    elif isinstance(event, AssetMaterialization):
        step_run.emit(
            "ASSET_MATERIALIZATION",
            ("Materialized value %s.", " ".join(event.asset_key.path)),
            StepMaterializationData(event),
        )
    elif isinstance(event, ExpectationResult):
        verdict = "passed" if event.success else "failed"
        step_run.emit(
            "STEP_EXPECTATION_RESULT",
            ("Expectation %s %s", (event.label, verdict)),
            StepExpectationResultData(event),
        )
    elif type(event).__name__ == "AssetCheckEvaluation":
        step_run.emit("ASSET_CHECK_EVALUATION", ("Asset check %s evaluated.", event.check_name), event)
        if event.blocking and not event.passed and event.severity.value == "ERROR":
            step_run.failed_checks.append(event)
    else:
        raise DagsterInvariantViolationError(f"Received unexpected event of type {type(event)}")
