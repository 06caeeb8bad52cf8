"""Whether an I/O manager is called for an op's output, now and after the upgrade."""

from assetize.analyzer.model import Job, Op, OpOutput, ResourceBinding
from assetize.codemods.plan.addresses import DEFAULT_KEY, RUN_SCOPED
from assetize.codemods.plan.index import Index


def gives_nothing(index: Index, job: Job, op: Op) -> bool:
    """The op returns nothing and says nothing about it: Dagster hands ``None`` to the default I/O manager.

    ``-> None`` may be written then, which spares that call, unless an I/O manager of the project's own would miss it.
    """
    if op.returns_value or op.is_generator or op.returns is not None or len(op.outputs) != 1:
        return False
    output = op.outputs[0]
    if output.is_nothing or output.io_manager_key not in (None, DEFAULT_KEY) or output.dagster_type:
        return False
    return all(_origin(index, binding) in RUN_SCOPED for binding in index.bindings(job, DEFAULT_KEY))


def _origin(index: Index, binding: ResourceBinding) -> str | None:
    manager = index.io_managers.get(binding.definition or "")
    return manager.origin if manager else binding.definition


def is_stored(index: Index, job: Job, op: Op, output: OpOutput) -> bool:
    """Whether the output's value goes through an I/O manager once it is an asset."""
    return not output.is_nothing and not gives_nothing(index, job, op)
