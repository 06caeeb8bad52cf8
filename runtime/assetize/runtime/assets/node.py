"""How what the body of an asset returns becomes outputs, materializations and check evaluations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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

    __slots__ = ("checks", "is_check", "is_specs", "keys_by_output", "outputs_by_key")

    def __init__(
        self,
        keys_by_output: Mapping[str, AssetKey],
        *,
        checks: Mapping[str, Any] | None = None,
        is_specs: bool = False,
        is_check: bool = False,
    ) -> None:
        self.keys_by_output = dict(keys_by_output)
        self.checks = dict(checks or {})
        self.outputs_by_key = {key: name for name, key in keys_by_output.items()}
        self.is_specs = is_specs
        self.is_check = is_check

    def restricted(self, outputs: set[str]) -> AssetNode:
        """Only these outputs."""
        kept = {name: key for name, key in self.keys_by_output.items() if name in outputs}
        return AssetNode(kept, checks=self.checks, is_specs=self.is_specs, is_check=self.is_check)

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
            yield from self._evaluation(step_run, check)

    def _observation(self, step_run: Any, result: AssetResult[Any]) -> Iterator[Any]:
        name = self._output_of(step_run, result)
        key = self.keys_by_output[name]
        tags = dict(result.tags or {})
        if result.data_version is not None:
            tags["dagster/data_version"] = result.data_version.value
        yield AssetObservation(key, metadata=result.metadata, tags=tags)
        for check in result.check_results:
            yield from self._evaluation(step_run, check)

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

    def _evaluation(self, step_run: Any, result: Any) -> Iterator[Any]:
        from assetize.runtime.checks.evaluation import check_output

        yield check_output(step_run, result)

    def outputs_to_return(self, outputs: Sequence[Any], result: Any) -> Sequence[Any]:
        """The outputs that a returned value stands for: not those of checks that are within results of assets."""
        results = result if isinstance(result, tuple) else (result,)
        within = sum(len(item.check_results) for item in results if isinstance(item, AssetResult))
        plain = [output for output in outputs if output.name in self.keys_by_output]
        evaluated = [output for output in outputs if output.name not in self.keys_by_output]
        return [*plain, *evaluated[within:]]
