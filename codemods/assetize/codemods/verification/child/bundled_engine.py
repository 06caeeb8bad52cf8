"""What verification needs of the bundled runtime beyond the public names."""

from collections.abc import Callable, Iterator
from typing import Any

from assetize.codemods.verification.child.bodies import Stubs
from assetize.runtime.definitions.body import Body
from assetize.runtime.execution import attempt
from assetize.runtime.execution.plan import plan_of_job
from assetize.runtime.io.filesystem import default_job_io_manager
from assetize.runtime.types.dagster_type import PASSED, DagsterType


def let_all_values_pass() -> None:
    """Type checks accept tokens: what is checked is who gets which value."""
    for cls in _with_subclasses(DagsterType):
        cls.type_check = lambda self, context, value: PASSED


def _with_subclasses(cls: Any) -> Iterator[Any]:
    yield cls
    for other in cls.__subclasses__():
        yield from _with_subclasses(other)


def put_stub(op_def: Any, stubs: Stubs) -> None:
    """The op's body becomes a stub; what was read from its signature stays."""
    if op_def.body is None:
        compute = op_def.raw_function
        op_def.raw_function = lambda context, inputs: stubs.run(op_def, compute, context, inputs)
        return
    body = op_def.body
    if not isinstance(body, _StubBody):
        op_def.body = _StubBody(body, op_def, stubs)


class _StubBody(Body):
    """A body with the original's parameters, whose function is a stub."""

    __slots__ = ("original",)

    def __init__(self, body: Body, op_def: Any, stubs: Stubs) -> None:
        for name in Body.__slots__:
            setattr(self, name, getattr(body, name))
        self.original = body.function
        self.has_context = True
        self.is_generator, self.is_async = True, False
        names = {item.name for item in op_def.input_defs}

        def stub(context: Any, **given: Any) -> Iterator[Any]:
            inputs = {name: value for name, value in given.items() if name in names}
            yield from stubs.run(op_def, self.original, context, inputs)

        self.function = stub


def op_definitions(job: Any) -> Iterator[Any]:
    """Every op of the job, however deep."""
    yield from job.graph.iterate_op_defs()


def read_steps(job: Any) -> list[tuple[str, Any, list[str]]]:
    """Each step's key, op definition and the keys of the steps that it waits for."""
    plan = plan_of_job(job)
    return [(step.key, step.op_def, sorted(other.key for other in step.upstream)) for step in plan.steps]


def function_of(op_def: Any) -> Any:
    """The function that the op was made from."""
    if op_def.body is None:
        return op_def.raw_function
    return getattr(op_def.body, "original", op_def.body.function)


def retry_policy_of(job: Any, step_key: str, op_def: Any) -> Any:
    """The policy that holds for a step."""
    return plan_of_job(job).by_key[step_key].retry_policy


def hooks_of(job: Any, step_key: str) -> set[str]:
    """All that run after a step, those of the job among them."""
    return {hook.name for hook in plan_of_job(job).by_key[step_key].hooks}


def keeps_default_manager(job: Any) -> bool:
    """Whether nobody bound ``io_manager``: then it is the engine's own, which keeps values for the steps of a run."""
    return job.resource_defs.get("io_manager", default_job_io_manager) is default_job_io_manager


def unpartitioned_assets(job: Any) -> list[str]:
    """Keys of the job's assets that have no partitions; none for a job of ops."""
    layer = job.asset_layer
    if layer is None:
        return []
    keys = layer.selected or layer.executable_asset_keys
    return sorted(key.to_user_string() for key in keys if layer.partitions_def(key) is None)


def watch_steps(started: Callable[[Any], None], ended: Callable[[Any], None]) -> None:
    """Call ``started`` and ``ended`` with the op of every step that runs from now on."""
    module: Any = attempt
    run_step = module.run_step

    def watched(step_run: Any) -> None:
        started(step_run.step.op_def)
        try:
            run_step(step_run)
        finally:
            ended(step_run.step.op_def)

    module.run_step = watched
