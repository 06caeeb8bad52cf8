"""From the result that a body gives to the evaluation that is recorded."""

from __future__ import annotations

from typing import Any

from assetize.runtime.checks.spec import (
    AssetCheckEvaluation,
    AssetCheckEvaluationTargetMaterializationData,
    AssetCheckKey,
)
from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.metadata.asset_key import AssetKey


def evaluation_of_result(step_run: Any, result: Any, asset_key: AssetKey | None) -> AssetCheckEvaluation:
    """The evaluation of the check that the result is about."""
    assets_def = step_run.step.assets_def
    spec = _spec_of(result, asset_key, list(assets_def.check_specs))
    stored = step_run.run.instance.latest_materialization(spec.asset_key)
    target = None
    if stored is not None:
        target = AssetCheckEvaluationTargetMaterializationData(stored[0], stored[1], stored[2].timestamp)
    return AssetCheckEvaluation(
        spec.asset_key,
        spec.name,
        result.passed,
        result.metadata,
        target,
        result.severity,
        result.description,
        spec.blocking,
    )


def _spec_of(result: Any, asset_key: AssetKey | None, specs: list[Any]) -> Any:
    key = result.asset_key or asset_key
    candidates = [
        spec
        for spec in specs
        if (key is None or spec.asset_key == key)
        and (result.check_name is None or spec.name == result.check_name)
    ]
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        wanted = AssetCheckKey(key, result.check_name or "?") if key is not None else result.check_name
        raise DagsterInvariantViolationError(
            f"Received unexpected AssetCheckResult. It targets {wanted}, which is not among the checks of this step. "
            f"Expected: {[spec.key.to_user_string() for spec in specs]}"
        )
    missing = "check_name" if result.check_name is None else "asset_key"
    raise DagsterInvariantViolationError(
        f"AssetCheckResult didn't specify a {missing}, but there are multiple checks to choose from: "
        f"{[spec.key.to_user_string() for spec in specs]}"
    )
