"""``Out(io_manager_key=…)``: an output that the code stores through an I/O manager of its own choice."""

from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.rules.finding import Finding
from assetize.analyzer.model import Evidence, OpOutput

DEFAULT_KEY = "io_manager"
IN_MEMORY = frozenset({"dagster.mem_io_manager", "dagster.InMemoryIOManager"})


def is_stored_by_io_manager(view: OpView, output: OpOutput) -> Finding | None:
    """Every key but the default counts, unless all jobs bind it to memory."""
    key = output.io_manager_key
    if key is None or key == DEFAULT_KEY or output.is_nothing:
        return None
    bound = view.bindings.get(key, frozenset())
    if bound and bound <= IN_MEMORY:
        return None
    where = view.op.where
    evidence = Evidence("io_manager", where.file, view.op.decorator_lines[0], f'Out(io_manager_key="{key}")')
    name = (output.name,) if output.name != "result" else ()
    return Finding("asset", "certain", (evidence,), name)
