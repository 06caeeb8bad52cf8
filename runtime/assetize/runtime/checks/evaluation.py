"""From the result that a body gives to the evaluation that is recorded."""

from __future__ import annotations

from typing import Any

from assetize.runtime.checks.spec import (
    AssetCheckEvaluation,
    AssetCheckEvaluationTargetMaterializationData,
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
    """The check that a result is about, which may leave out what is clear without it."""
    names: dict[Any, list[str]] = {}
    for spec in specs:
        names.setdefault(spec.asset_key, []).append(spec.name)
    key = _asset_of(result, [target.to_user_string() for target in names], list(names))
    name = _name_of(result, key.to_user_string(), names[key])
    return next(spec for spec in specs if (spec.asset_key, spec.name) == (key, name))


def _asset_of(result: Any, told: list[str], targets: list[Any]) -> Any:
    if result.asset_key is None and len(targets) > 1:
        raise DagsterInvariantViolationError(
            f"AssetCheckResult didn't specify an asset key, but there are multiple assets to choose from: {told}"
        )
    if not targets:
        raise DagsterInvariantViolationError(
            "Received unexpected AssetCheckResult. No AssetCheckSpecs were found for this step. You may need to set `check_specs` "
            "on the asset decorator, or you may be emitting an AssetCheckResult that isn't in the subset passed in "
            "`context.selected_asset_check_keys`."
        )
    if result.asset_key is not None and result.asset_key not in targets:
        raise DagsterInvariantViolationError(
            f"Received unexpected AssetCheckResult. It targets asset '{result.asset_key.to_user_string()}' which is not targeted "
            f"by any of the checks currently being evaluated. Targeted assets: {told}."
        )
    return result.asset_key or targets[0]


def _name_of(result: Any, asset: str, names: list[str]) -> str:
    if result.check_name is None and len(names) > 1:
        raise DagsterInvariantViolationError(
            "AssetCheckResult result didn't specify a check name, but there are multiple checks to choose from for the asset "
            f"'{asset}': {names}"
        )
    if result.check_name is not None and result.check_name not in names:
        raise DagsterInvariantViolationError(
            "Received unexpected AssetCheckResult. No checks currently being evaluated target asset "
            f"'{asset}' and have name '{result.check_name}'. Checks being evaluated for this asset: {names}"
        )
    return result.check_name or names[0]
