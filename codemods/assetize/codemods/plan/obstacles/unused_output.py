"""An op with several outputs has one that is no asset and that nothing takes."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import UNUSED_OUTPUT
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView


def find_unused_outputs(view: JobView) -> Iterator[Diagnostic]:
    """Inside a graph-backed asset such an output fails the run; a multi-asset has no place for it."""
    taken = {(edge.upstream, edge.output) for edge in view.graph.edges}
    for node in view.graph.nodes:
        op = view.index.ops[node.op]
        for output in op.outputs:
            place = (node.path, output.name)
            if len(op.outputs) > 1 and place not in taken and place not in view.assets:
                message = f"{view.job.name}: nothing takes the output {output.name} of {node.path}"
                yield UNUSED_OUTPUT.at(op.where, message, view.job.id)
