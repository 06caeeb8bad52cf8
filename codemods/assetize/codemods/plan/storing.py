"""Whether an I/O manager is called for an op's output, now and after the upgrade."""

from assetize.analyzer.flat_graph import FlatEdge
from assetize.analyzer.model import Job, Op, OpOutput, ResourceBinding
from assetize.codemods.plan.addresses import DEFAULT_KEY, RUN_SCOPED
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.job_view import JobView


def gives_nothing(index: Index, job: Job, op: Op) -> bool:
    """The op returns nothing and says nothing about it: Dagster hands ``None`` to the default I/O manager.

    ``-> None`` may be written then, which spares that call, unless an I/O manager of the project's own would miss it.
    """
    if op.returns_value or op.is_generator or op.returns is not None or len(op.outputs) != 1:
        return False
    output = op.outputs[0]
    if output.is_nothing or output.io_manager_key not in (None, DEFAULT_KEY) or output.dagster_type:
        return False
    return is_kept_by_run(index, job)


def is_kept_by_run(index: Index, job: Job) -> bool:
    """The default I/O manager of the job is one of Dagster's own, which keep an op's output under its run."""
    return all(_origin(index, binding) in RUN_SCOPED for binding in index.bindings(job, DEFAULT_KEY))


def _origin(index: Index, binding: ResourceBinding) -> str | None:
    manager = index.io_managers.get(binding.definition or "")
    return manager.origin if manager else binding.definition


def is_stored(index: Index, job: Job, op: Op, output: OpOutput) -> bool:
    """Whether the output's value goes through an I/O manager once it is an asset."""
    return not output.is_nothing and not gives_nothing(index, job, op)


def may_say_none(view: JobView, op: Op) -> bool:
    """Not when an op of any job takes its ``None`` as an argument: what says ``-> None`` stores nothing to be loaded."""
    return gives_nothing(view.index, view.job, op) and not any(
        edge.upstream == path and not _is_order_only(view.index, job, edge)
        for job, path in view.index.uses.get(op.id, ())
        for edge in view.index.flat[job].edges
    )


def _is_order_only(index: Index, job: str, edge: FlatEdge) -> bool:
    taker = next((node.op for node in index.flat[job].nodes if node.path == edge.node), "")
    op = index.ops.get(taker)
    return op is not None and any(item.name == edge.input and item.is_nothing for item in op.inputs)
