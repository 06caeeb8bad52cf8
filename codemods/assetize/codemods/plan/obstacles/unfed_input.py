"""An input gets its value from run config, from ``input_values`` or from nowhere."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import UNFED_INPUT
from assetize.analyzer.model import Diagnostic, OpInput
from assetize.codemods.plan.job_view import JobView


def find_unfed_inputs(view: JobView) -> Iterator[Diagnostic]:
    """Inputs that no op, stored asset, I/O manager or run config feeds. A default is harmless: the op stays an op then."""
    configured = {
        ".".join(entry.path)
        for use in view.index.step_names.configs.get(view.job.id, ())
        for entry in use.entries
        if "inputs" in entry.keys
    }
    fed = {(edge.node, edge.input) for edge in view.graph.edges}
    fed |= {(source.node, source.input) for source in view.graph.asset_sources}
    for node in view.graph.nodes:
        op = view.index.ops[node.op]
        for item in op.inputs:
            is_fed = (node.path, item.name) in fed or node.path in configured
            if not is_fed and not _is_harmless(view, op.id, item):
                message = f"{view.job.name}: nothing in the code feeds the input {item.name} of {node.path}"
                yield UNFED_INPUT.at(op.where, message, view.job.id)


def _is_harmless(view: JobView, op: str, item: OpInput) -> bool:
    return item.is_nothing or item.has_default or (op, item.name) in view.index.stored_inputs
