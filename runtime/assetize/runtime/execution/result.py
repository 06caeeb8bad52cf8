"""The result of a run in this process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from assetize.runtime.definitions.graph_checks import output_origin
from assetize.runtime.definitions.node_handle import NodeHandle
from assetize.runtime.errors import CheckError, DagsterInvariantViolationError
from assetize.runtime.events.event import DagsterEvent
from assetize.runtime.events.types import DagsterEventType
from assetize.runtime.execution.run_state import RunState
from assetize.runtime.metadata.asset_key import AssetKey


class ExecutionResult:
    """The events of a run, and questions about them."""

    def __init__(self, run: RunState) -> None:
        self._run = run

    @property
    def job_def(self) -> Any:
        """The job."""
        return self._run.job

    @property
    def dagster_run(self) -> Any:
        """The run."""
        return self._run.dagster_run

    @property
    def run_id(self) -> str:
        """The run's id."""
        return self._run.run_id

    @property
    def success(self) -> bool:
        """Whether the run succeeded."""
        return bool(self._run.dagster_run.is_success)

    @property
    def all_events(self) -> Sequence[DagsterEvent]:
        """All events of the run."""
        return self._run.events

    @property
    def all_node_events(self) -> list[DagsterEvent]:
        """The events of steps."""
        return [event for event in self._run.events if event.step_key is not None]

    def filter_events(self, event_filter: Callable[[DagsterEvent], bool]) -> list[DagsterEvent]:
        """The events that a function accepts."""
        return [event for event in self._run.events if event_filter(event)]

    def events_for_node(self, node_name: str) -> list[DagsterEvent]:
        """The events of a node, and of the nodes inside it."""
        path = tuple(node_name.split("."))
        self._check_node(path, node_name)
        return [e for e in self._run.events if e.path is not None and e.path[: len(path)] == path]

    def compute_events_for_handle(self, handle: NodeHandle) -> list[DagsterEvent]:
        """The events of a node."""
        path = tuple(handle.path)
        return [event for event in self._run.events if event.path == path]

    def _check_node(self, path: tuple[str, ...], name: str) -> None:
        self._definition_of(path, name)

    def _definition_of(self, path: tuple[str, ...], name: str) -> Any:
        definition = self._run.job.graph
        for part in path:
            node = definition.node_dict.get(part) if hasattr(definition, "node_dict") else None
            if node is None:
                raise DagsterInvariantViolationError(f"{self._run.job.name} has no op named {name}.")
            definition = node.definition
        return definition

    def _kind(self, kind: str, node: str | None = None) -> list[DagsterEvent]:
        events = self._run.events if node is None else self.events_for_node(node)
        return [event for event in events if event.event_type_value == kind]

    def is_node_success(self, node_str: str) -> bool:
        """Whether a node succeeded."""
        return bool(self._kind("STEP_SUCCESS", node_str))

    def is_node_failed(self, node_str: str) -> bool:
        """Whether a node failed."""
        return bool(self._kind("STEP_FAILURE", node_str))

    def is_node_skipped(self, node_str: str) -> bool:
        """Whether a node was skipped."""
        return bool(self._kind("STEP_SKIPPED", node_str))

    def is_node_untouched(self, node_str: str) -> bool:
        """Whether nothing happened to a node."""
        return not self.events_for_node(node_str)

    def retry_attempts_for_node(self, node_str: str) -> int:
        """How often a node was run again."""
        return len(self._kind("STEP_RESTARTED", node_str))

    def failure_data_for_node(self, node_str: str) -> Any:
        """The data of a node's failure, if it failed."""
        failures = self._kind("STEP_FAILURE", node_str)
        return failures[0].step_failure_data if failures else None

    def asset_materializations_for_node(self, node_name: str) -> list[Any]:
        """The materializations that a node reported."""
        return [event.materialization for event in self._kind("ASSET_MATERIALIZATION", node_name)]

    def asset_observations_for_node(self, node_name: str) -> list[Any]:
        """The observations that a node reported."""
        found = self._kind("ASSET_OBSERVATION", node_name)
        return [event.asset_observation_data.asset_observation for event in found]

    def expectation_results_for_node(self, node_str: str) -> list[Any]:
        """The expectations that a node reported."""
        found = self._kind("STEP_EXPECTATION_RESULT", node_str)
        return [event.step_expectation_result_data.expectation_result for event in found]

    def get_asset_materialization_events(self) -> list[DagsterEvent]:
        """The events of materializations."""
        return self._kind("ASSET_MATERIALIZATION")

    def get_asset_materialization_planned_events(self) -> list[DagsterEvent]:
        """The events of planned materializations."""
        return self._kind("ASSET_MATERIALIZATION_PLANNED")

    def get_asset_observation_events(self) -> list[DagsterEvent]:
        """The events of observations."""
        return self._kind("ASSET_OBSERVATION")

    def get_asset_check_evaluations(self) -> list[Any]:
        """The evaluations of asset checks."""
        return [event.event_specific_data for event in self._kind("ASSET_CHECK_EVALUATION")]

    def get_step_success_events(self) -> list[DagsterEvent]:
        """The events of steps that succeeded."""
        return self._kind("STEP_SUCCESS")

    def get_step_failure_events(self) -> list[DagsterEvent]:
        """The events of steps that failed."""
        return self._kind("STEP_FAILURE")

    def get_step_skipped_events(self) -> list[DagsterEvent]:
        """The events of steps that were skipped."""
        return self._kind("STEP_SKIPPED")

    def get_failed_step_keys(self) -> set[str]:
        """The steps that failed."""
        return {event.step_key for event in self._kind("STEP_FAILURE") if event.step_key}

    def get_run_failure_event(self) -> DagsterEvent:
        """The event of the run's failure."""
        return self._one("PIPELINE_FAILURE")

    def get_run_success_event(self) -> DagsterEvent:
        """The event of the run's success."""
        return self._one("PIPELINE_SUCCESS")

    def _one(self, kind: str) -> DagsterEvent:
        found = self._kind(kind)
        if len(found) != 1:
            raise CheckError(
                f"Expected exactly one {DagsterEventType(kind).value} event, there are {len(found)}."
            )
        return found[0]


class ValuesResult(ExecutionResult):
    """Events, and the values of outputs."""

    def output_for_node(self, node_str: str, output_name: str = "result") -> Any:
        """The value of a node's output; of a dynamic one, a dictionary by mapping key."""
        path = tuple(node_str.split("."))
        definition = self._definition_of(path, node_str)
        if not definition.has_output(output_name):
            raise DagsterInvariantViolationError(f"{node_str} has no output named {output_name}.")
        if definition.node_type == "graph":
            inner, output_name = output_origin(definition, output_name)
            path = (*path, *inner)
        return self._captured(
            path, output_name, f"Did not find result {output_name} in {node_str} execution result"
        )

    def _captured(self, path: tuple[str, ...], output_name: str, message: str) -> Any:
        step_key = ".".join(path)
        captured = self._run.captured
        if (step_key, output_name, None) in captured:
            return captured[step_key, output_name, None]
        step = self._run.plan.by_key.get(step_key)
        found: dict[str, Any] = {}
        if step is not None and step.op_def.output_dict[output_name].is_dynamic:
            found = {
                k: v
                for (s, o, k), v in captured.items()
                if s == step_key and o == output_name and k is not None
            }
        elif step is not None and step.dynamic_origin is not None:
            for key in self._run.mapping_keys.get(step.dynamic_origin, ()):
                handle = (f"{step_key}[{key}]", output_name, None)
                if handle in captured:
                    found[key] = captured[handle]
        if not found:
            raise DagsterInvariantViolationError(message)
        return found

    def output_value(self, output_name: str = "result") -> Any:
        """The value of the graph's own output."""
        graph = self._run.job.graph
        if not graph.output_mappings:
            raise DagsterInvariantViolationError(
                f"Attempted to retrieve top-level outputs for '{graph.name}', which has no outputs."
            )
        if not graph.has_output(output_name):
            raise DagsterInvariantViolationError(
                f"Could not find top-level output '{output_name}' in '{graph.name}'."
            )
        path, name = output_origin(graph, output_name)
        return self._captured(
            path, name, f"Did not find result {output_name} in {graph.name} execution result"
        )


class ExecuteInProcessResult(ValuesResult):
    """The result of a run in this process: events, and the values of outputs and assets."""

    def asset_value(self, asset_key: Any) -> Any:
        """The value of an asset that the run computed."""
        key = AssetKey.from_coercible(asset_key)
        layer = self._run.job.asset_layer
        for step in self._run.plan.steps if layer is not None else ():
            for output_name, found in step.output_assets.items():
                if found == key:
                    return self._captured(step.path, output_name, f"Did not find a value of asset {key}.")
        raise CheckError(f"Could not find the asset {key} in this run.")


class JobExecutionResult(ValuesResult):
    """The result of `execute_job`; values are there inside a `with` block."""

    def __init__(self, run: RunState) -> None:
        super().__init__(run)
        self._open = False

    def __enter__(self) -> JobExecutionResult:
        self._open = True
        return self

    def __exit__(self, *_error: object) -> None:
        self._open = False

    def _captured(self, path: tuple[str, ...], output_name: str, message: str) -> Any:
        if not self._open:
            raise DagsterInvariantViolationError(
                "In order to access output objects, the result of `execute_job` must be opened as a context manager: "
                "`with execute_job(...) as result:"
            )
        self._load(".".join(path), output_name)
        return super()._captured(path, output_name, message)

    def _load(self, step_key: str, output_name: str) -> None:
        """Reads what the processes of a step stored."""
        run = self._run
        ran = {event.step_key for event in run.events if event.event_type_value == "STEP_OUTPUT"}
        wanted = [
            handle
            for handle in run.yielded - run.captured.keys()
            if handle[0] in ran and handle[0].partition("[")[0] == step_key and handle[1] == output_name
        ]
        if wanted:
            from assetize.runtime.execution.stored_values import load_stored_values

            load_stored_values(run, wanted)
