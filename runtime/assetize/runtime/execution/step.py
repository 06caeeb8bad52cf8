"""Runs one attempt at a step: inputs, body, outputs."""

from __future__ import annotations

import time
from typing import Any

from assetize.runtime.checks.evaluation import CheckOutput, check_output, is_check_result
from assetize.runtime.config.field import NO_VALUE
from assetize.runtime.errors import (
    DagsterAssetCheckFailedError,
    DagsterError,
    DagsterExecutionStepExecutionError,
    DagsterInvariantViolationError,
    DagsterStepOutputNotFoundError,
)
from assetize.runtime.events.data import StepSuccessData, checked_input
from assetize.runtime.events.results import DynamicOutput, Failure, Output, RetryRequested
from assetize.runtime.execution.compute import call_body, results_of
from assetize.runtime.execution.contexts import context_for_body
from assetize.runtime.execution.current_context import CURRENT
from assetize.runtime.execution.loading import LoadedValue
from assetize.runtime.execution.outputs import store_output
from assetize.runtime.execution.type_checks import check_message, checked, did_not_pass
from assetize.runtime.execution.user_events import is_user_event, record_user_event
from assetize.runtime.types.dagster_type import PASSED

_STARTED = 'Started execution of step "%s".'
_RESTARTED = 'Started re-execution (attempt # %s) of step "%s".'


def run_step(step_run: Any) -> None:
    """Runs the step; raises what went wrong."""
    outer = CURRENT.get()
    try:
        _run(step_run)
    finally:
        CURRENT.set(outer)


def _run(step_run: Any) -> None:
    started = time.perf_counter()
    if step_run.attempt:
        step_run.emit("STEP_RESTARTED", (_RESTARTED, (step_run.attempt + 1, step_run.key)))
    else:
        step_run.emit("STEP_START", (_STARTED, step_run.key))
    inputs = _inputs(step_run)
    step = step_run.step
    seen: set[Any] = set()
    converter = step.op_def.asset_node
    for result in _results(step_run, inputs):
        if converter is not None:
            for item in converter.outputs_for(step_run, result):
                _take(step_run, item, seen)
        elif step.check_outputs and is_check_result(result):
            _take(step_run, check_output(step_run, result), seen)
        else:
            _take(step_run, result, seen)
    _check_complete(step_run, seen)
    if step_run.failed_checks:
        raise _blocked(step_run)
    milliseconds = (time.perf_counter() - started) * 1000
    step_run.emit(
        "STEP_SUCCESS",
        ('Finished execution of step "%s" in %.3gms.', (step_run.key, milliseconds)),
        (StepSuccessData, milliseconds),
    )


def _blocked(step_run: Any) -> DagsterAssetCheckFailedError:
    failed = len(step_run.failed_checks)
    names: dict[str, list[str]] = {}
    for evaluation in step_run.failed_checks:
        names.setdefault(evaluation.asset_key.to_user_string(), []).append(evaluation.check_name)
    lines = [f"{asset}: {','.join(checks)}" for asset, checks in names.items()]
    return DagsterAssetCheckFailedError(
        f"{failed} blocking asset check{'s' if failed > 1 else ''} failed with ERROR severity:\n"
        + "\n".join(lines)
    )


def _inputs(step_run: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for item in step_run.step.inputs:
        if item.is_nothing:
            continue
        definition = item.definition
        loaded = item.source.load(step_run, definition)
        value = loaded.value if type(loaded) is LoadedValue else loaded
        check = checked(step_run, definition.dagster_type, value, definition.name, "input")
        step_run.emit(
            "STEP_INPUT",
            check_message("Got input", definition, check, None),
            (checked_input, definition.name, check.success, check.description, check.metadata),
        )
        if not check.success:
            raise did_not_pass("input", definition, check)
        values[definition.name] = value
    return values


def _results(step_run: Any, inputs: dict[str, Any]) -> Any:
    """What the body yields; its errors name the op."""
    op_def = step_run.step.op_def
    context = context_for_body(step_run)
    CURRENT.set(context)
    config = step_run.run.config.op_config(step_run.step) if op_def.body and op_def.body.config_name else None
    resources = context.resources if op_def.body and op_def.body.resource_names else None
    try:
        results = iter(results_of(op_def, call_body(op_def, context, inputs, resources, config)))
    except (DagsterError, Failure, RetryRequested):
        raise
    except Exception as raised:
        raise _body_error(op_def, raised) from raised
    while True:
        try:
            result = next(results)
        except StopIteration:
            return
        except (DagsterError, Failure, RetryRequested):
            raise
        except Exception as raised:
            raise _body_error(op_def, raised) from raised
        yield result


def _body_error(op_def: Any, raised: Exception) -> DagsterExecutionStepExecutionError:
    return DagsterExecutionStepExecutionError(
        f'Error occurred while executing op "{op_def.name}":', user_exception=raised, op_name=op_def.name
    )


def _take(step_run: Any, result: Any, seen: set[Any]) -> None:
    kind = type(result)
    if kind is Output or kind is DynamicOutput or isinstance(result, (Output, DynamicOutput)):
        _take_output(step_run, result, seen)
        if kind is CheckOutput:
            record_user_event(step_run, result.evaluation)
    elif is_user_event(result):
        record_user_event(step_run, result)
    else:
        op_def = step_run.step.op_def
        raise DagsterInvariantViolationError(
            f'Compute function for {op_def.node_type} "{op_def.name}" yielded a value of type {kind} rather than an '
            "instance of Output, AssetMaterialization, or ExpectationResult. Values yielded by ops must be wrapped in "
            "one of these types. If your op has a single output and yields no other events, you may want to use "
            "`return` instead of `yield` in the body of your op compute function. If you are already using `return`, and you "
            f"expected to return a value of type {kind}, you may be inadvertently returning a generator rather than the "
            "value you expected."
        )


def _take_output(step_run: Any, result: Any, seen: set[Any]) -> None:
    op_def = step_run.step.op_def
    name = result.output_name
    definition = op_def.output_dict.get(name)
    if definition is None:
        raise DagsterInvariantViolationError(
            f'Core compute for {op_def.node_type} "{op_def.name}" returned an output "{name}" that does not exist. The '
            f"available outputs are {list(op_def.output_dict)}"
        )
    assets_def = step_run.step.assets_def
    if op_def.asset_node is not None and assets_def is not None and assets_def.is_subset:
        _check_selected(step_run, name)
    if isinstance(result, DynamicOutput) != definition.is_dynamic:
        expected = "DynamicOutput" if definition.is_dynamic else "Output"
        raise DagsterInvariantViolationError(
            f'Compute for {op_def.node_type} "{op_def.name}" for output "{name}" defined as '
            f"{'dynamic' if definition.is_dynamic else 'not dynamic'} must yield {expected}, got {type(result).__name__}."
        )
    mapping_key = result.mapping_key if definition.is_dynamic else None
    if (name, mapping_key) in seen:
        raise _repeated(op_def, name, mapping_key)
    if seen and len(step_run.step.output_assets) > 1:
        _check_order(step_run, name, seen)
    seen.add((name, mapping_key))
    unset = result.value is NO_VALUE
    check = PASSED if unset else checked(step_run, definition.dagster_type, result.value, name, "output")
    store_output(step_run, definition, result, mapping_key, check)
    if definition.is_dynamic:
        run = step_run.run
        run.mapping_keys.setdefault((step_run.key, name), []).append(mapping_key)


def _check_selected(step_run: Any, name: str) -> None:
    """An error if the run is not to make the asset of an output."""
    step = step_run.step
    if name in step.op_def.asset_node.keys_by_output and name not in step.output_assets:
        raise DagsterInvariantViolationError(
            f'Core compute for op "{step.op_def.name}" returned an output "{name}" that is not selected. The selected outputs '
            f"are {sorted(step.output_assets)}"
        )


def _check_order(step_run: Any, name: str, seen: set[Any]) -> None:
    """An error if an asset comes after one of the same step that depends on it."""
    key = step_run.step.output_assets.get(name)
    for dependent, output in step_run.asset_dependents.get(key, ()):
        if (output, None) in seen and dependent != key:
            raise DagsterInvariantViolationError(
                f'Asset "{dependent.to_user_string()}" was yielded before its dependency "{key.to_user_string()}".Multiassets '
                "yielding multiple asset outputs must yield them in topological order."
            )


def _repeated(op_def: Any, name: str, mapping_key: str | None) -> DagsterInvariantViolationError:
    if mapping_key is None:
        return DagsterInvariantViolationError(
            f'Compute for {op_def.node_type} "{op_def.name}" returned an output "{name}" multiple times'
        )
    return DagsterInvariantViolationError(
        f'Compute for {op_def.node_type} "{op_def.name}" yielded a DynamicOutput with mapping_key "{mapping_key}" multiple times.'
    )


def _check_complete(step_run: Any, seen: set[Any]) -> None:
    op_def = step_run.step.op_def
    if len(seen) == len(op_def.output_defs) and not step_run.run.plan.dynamic_outputs:
        return
    names = {name for name, _ in seen}
    for definition in op_def.output_defs:
        if definition.is_dynamic and definition.is_required:
            step_run.run.mapping_keys.setdefault((step_run.key, definition.name), [])
        if definition.name in names:
            continue
        if definition.dagster_type.is_nothing and definition.is_required:
            _take_output(step_run, Output(None, definition.name), seen)
        elif definition.is_required and not definition.is_dynamic:
            raise DagsterStepOutputNotFoundError(
                f'Core compute for {op_def.node_type} "{op_def.name}" did not return an output for non-optional output '
                f'"{definition.name}"',
                step_key=step_run.key,
                output_name=definition.name,
            )
