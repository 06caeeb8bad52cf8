"""From the result that a body gives to the evaluation that is recorded."""

from __future__ import annotations

from typing import Any

from assetize.runtime.checks.spec import (
    AssetCheckEvaluation,
    AssetCheckEvaluationTargetMaterializationData,
    AssetCheckKey,
    AssetCheckResult,
)
from assetize.runtime.config.field import NO_VALUE
from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.events.results import Output


class CheckOutput(Output[Any]):
    """The output that a check is, and the evaluation to record after it."""

    __slots__ = ("evaluation",)

    def __init__(self, output_name: str, evaluation: AssetCheckEvaluation) -> None:
        super().__init__(NO_VALUE, output_name)
        self.evaluation = evaluation


def is_check_result(result: Any) -> bool:
    """Whether a body's result says what a check found."""
    return isinstance(result, AssetCheckResult)


def check_output(step_run: Any, result: Any) -> CheckOutput:
    """The output and the evaluation of the check that the result is about."""
    evaluation = evaluation_of_result(step_run, result)
    return CheckOutput(step_run.step.check_outputs[evaluation.asset_check_key], evaluation)


def evaluation_of_result(step_run: Any, result: Any) -> AssetCheckEvaluation:
    """The evaluation of the check that the result is about."""
    assets_def = step_run.step.assets_def
    spec = _spec_of(result, list(assets_def.check_specs))
    partition = step_run.run.partition_key if spec.partitions_def is not None else None
    stored = step_run.run.instance.latest_materialization(spec.asset_key, partition)
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
        partition,
    )


def _spec_of(result: Any, specs: list[Any]) -> Any:
    key = result.asset_key
    targets = {spec.asset_key for spec in specs}
    if key is None and len(targets) > 1:
        raise DagsterInvariantViolationError(
            "AssetCheckResult didn't specify an asset key, but there are multiple assets to choose from: "
            f"{sorted(target.to_user_string() for target in targets)}"
        )
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
