"""What verification needs of real Dagster beyond its public names."""

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from assetize.codemods.verification.child.bodies import Stubs


def let_all_values_pass() -> None:
    """Type checks accept tokens: what is checked is who gets which value."""
    from dagster import TypeCheck
    from dagster._core.types.dagster_type import DagsterType

    DagsterType.type_check = lambda self, context, value: TypeCheck(success=True)  # type: ignore[method-assign]


def put_stub(op_def: Any, stubs: Stubs) -> None:
    """The op's body becomes a stub; its signature stays what Dagster reads from it."""
    from dagster._core.definitions.decorators.op_decorator import DecoratedOpFunction

    compute = op_def.compute_fn
    if not isinstance(compute, DecoratedOpFunction):
        op_def._compute_fn = lambda context, inputs: stubs.run(op_def, compute, context, inputs)
        return
    body = compute.decorated_fn
    if hasattr(body, "is_verification_stub"):
        return
    op_def._compute_fn = DecoratedOpFunction(_decorated(op_def, body, stubs))


def _decorated(op_def: Any, body: Callable[..., Any], stubs: Stubs) -> Callable[..., Any]:
    from dagster import OpExecutionContext

    nothing = {item.name for item in op_def.input_defs if item.dagster_type.is_nothing}
    names = {item.name for item in op_def.input_defs} - nothing

    def stub(*_positional: Any, **given: Any) -> Iterator[Any]:
        context = OpExecutionContext.get()
        inputs = {name: value for name, value in given.items() if name in names}
        yield from stubs.run(op_def, body, context, inputs)

    stub.__name__, stub.__qualname__, stub.__module__ = body.__name__, body.__qualname__, body.__module__
    stub.__signature__ = inspect.signature(body)  # type: ignore[attr-defined]
    stub.__annotations__ = dict(getattr(body, "__annotations__", {}))
    stub.is_verification_stub = True  # type: ignore[attr-defined]
    return stub


def op_definitions(job: Any) -> Iterator[Any]:
    """Every op of the job, however deep."""
    yield from job.graph.iterate_op_defs()


def read_steps(job: Any) -> list[tuple[str, Any, list[str]]]:
    """Each step's key, op definition and the keys of the steps that it waits for."""
    from dagster._core.execution.plan.plan import ExecutionPlan
    from dagster._core.system_config.objects import OpConfig, ResolvedRunConfig

    # With empty config for every op: the order of steps does not depend on it, and the job may need some to be valid.
    empty: Any = defaultdict(lambda: OpConfig.from_dict({}))
    plan: Any = ExecutionPlan.build(job, ResolvedRunConfig(ops=empty))
    return [
        (step.key, job.get_op(step.node_handle).definition, sorted(_upstream_keys(step)))
        for step in plan.steps
    ]


def _upstream_keys(step: Any) -> set[str]:
    """Steps that a dynamic output will multiply have no list of what they wait for yet, but inputs that say it."""
    if hasattr(step, "get_execution_dependency_keys"):
        return set(step.get_execution_dependency_keys())
    return {*step.get_all_dependency_keys(), *step.resolved_by_step_keys}


def function_of(op_def: Any) -> Any:
    """The function that the op was made from."""
    return getattr(op_def.compute_fn, "decorated_fn", op_def.compute_fn)


def retry_policy_of(job: Any, step_key: str, op_def: Any) -> Any:
    """The policy that holds for a step."""
    from dagster._core.definitions.dependency import NodeHandle

    return job.get_retry_policy_for_handle(NodeHandle.from_path(step_key.replace("[?]", "").split(".")))


def hooks_of(job: Any, step_key: str) -> set[str]:
    """All that run after a step, those of the job among them."""
    from dagster._core.definitions.dependency import NodeHandle

    handle = NodeHandle.from_path(step_key.replace("[?]", "").split("."))
    return {hook.name for hook in job.get_all_hooks_for_handle(handle)}


def keeps_default_manager(job: Any) -> bool:
    """Whether nobody bound ``io_manager``: then it is the engine's own, which keeps values for the steps of a run."""
    manager = job.resource_defs.get("io_manager")
    return manager is None or str(manager.description or "").startswith("Built-in filesystem IO manager")


def unpartitioned_assets(job: Any) -> list[str]:
    """Keys of the job's assets that have no partitions; none for a job of ops."""
    layer = job.asset_layer
    if layer is None:
        return []
    return sorted(
        key.to_user_string()
        for key in layer.selected_asset_keys
        if layer.asset_graph.get(key).partitions_def is None
    )


def watch_steps(started: Callable[[Any], None], ended: Callable[[Any], None]) -> None:
    """Call ``started`` and ``ended`` with the op of every step that runs from now on."""
    from dagster._core.execution.plan import execute_plan

    module: Any = execute_plan
    run_step = module.core_dagster_event_sequence_for_step

    def watched(step_context: Any) -> Iterator[Any]:
        started(step_context.op_def)
        try:
            yield from run_step(step_context)
        finally:
            ended(step_context.op_def)

    module.core_dagster_event_sequence_for_step = watched
