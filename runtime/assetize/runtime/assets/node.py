"""How what the body of an asset returns becomes outputs, materializations and check evaluations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assetize.runtime.config.field import NO_VALUE
from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.events.results import (
    AssetObservation,
    AssetResult,
    MaterializeResult,
    ObserveResult,
    Output,
)
from assetize.runtime.metadata.asset_key import AssetKey


class AssetNode:
    """The assets and checks of an op."""

    __slots__ = ("is_check", "is_specs", "keys_by_output", "outputs_by_key", "returns_none")

    def __init__(
        self, keys_by_output: Mapping[str, AssetKey], *, is_specs: bool = False, is_check: bool = False
    ) -> None:
        self.keys_by_output = dict(keys_by_output)
        self.outputs_by_key = {key: name for name, key in keys_by_output.items()}
        self.is_specs = is_specs
        self.is_check = is_check
        self.returns_none = is_specs

    def restricted(self, outputs: set[str]) -> AssetNode:
        """Only these outputs."""
        kept = {name: key for name, key in self.keys_by_output.items() if name in outputs}
        return AssetNode(kept, is_specs=self.is_specs, is_check=self.is_check)

    def outputs_for(self, step_run: Any, result: Any) -> Iterator[Any]:
        """The outputs and events of one yielded or returned thing."""
        if isinstance(result, MaterializeResult):
            yield from self._of_result(step_run, result, result.value)
        elif isinstance(result, ObserveResult):
            yield from self._observation(step_run, result)
        elif type(result).__name__ == "AssetCheckResult":
            yield from self._evaluation(step_run, result)
        elif self.is_specs and isinstance(result, Output) and result.value is None:
            yield Output(NO_VALUE, result.output_name, result.metadata, result.data_version, tags=result.tags)
        else:
            yield result

    def _of_result(self, step_run: Any, result: AssetResult[Any], value: Any) -> Iterator[Any]:
        name = self._output_of(step_run, result)
        yield Output(value, name, result.metadata, result.data_version, tags=result.tags)
        for check in result.check_results:
            yield from self._evaluation(step_run, check, self.keys_by_output[name])

    def _observation(self, step_run: Any, result: AssetResult[Any]) -> Iterator[Any]:
        name = self._output_of(step_run, result)
        key = self.keys_by_output[name]
        tags = dict(result.tags or {})
        if result.data_version is not None:
            tags["dagster/data_version"] = result.data_version.value
        yield AssetObservation(key, metadata=result.metadata, tags=tags)
        for check in result.check_results:
            yield from self._evaluation(step_run, check, key)

    def _output_of(self, step_run: Any, result: AssetResult[Any]) -> str:
        if result.asset_key is None:
            if len(self.keys_by_output) != 1:
                raise DagsterInvariantViolationError(
                    f"{type(result).__name__} did not include asset_key and it can not be inferred. Specify which asset_key, "
                    f"options are: {list(self.outputs_by_key)}."
                )
            return next(iter(self.keys_by_output))
        name = self.outputs_by_key.get(result.asset_key)
        if name is None:
            raise DagsterInvariantViolationError(
                f"Asset key {result.asset_key.to_user_string()} not found in AssetsDefinition of step {step_run.key}."
            )
        return name

    def _evaluation(self, step_run: Any, result: Any, asset_key: AssetKey | None = None) -> Iterator[Any]:
        from assetize.runtime.checks.evaluation import evaluation_of_result

        yield evaluation_of_result(step_run, result, asset_key)

    def implied_outputs(self, step_run: Any, seen: set[Any]) -> Iterator[Any]:
        """Outputs that the body did not mention and that count as made all the same."""
        if not self.is_specs:
            return
        names = {name for name, _ in seen}
        for output in step_run.step.op_def.output_defs:
            if output.name not in names and output.is_required:
                yield Output(NO_VALUE, output.name)
