"""One asset is loaded in two ways by what becomes one asset."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import LOADED_DIFFERENTLY
from assetize.analyzer.flat_graph import FlatEdge
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView


def find_inputs_loaded_differently(view: JobView) -> Iterator[Diagnostic]:
    """An asset takes another asset as one parameter, with one I/O manager and one set of metadata."""
    for group in view.groups:
        ways: dict[tuple[str, str], set[object]] = {}
        for edge in group.incoming:
            found = _way_to_load(view, edge)
            if found is not None:
                ways.setdefault((edge.upstream, edge.output), set()).add(found)
        for (upstream, output), different in sorted(ways.items()):
            if len(different) > 1:
                message = f"{view.job.name}: the output {output} of {upstream} is loaded in different ways"
                yield LOADED_DIFFERENTLY.at(view.where, message, view.job.id)


def _way_to_load(view: JobView, edge: FlatEdge) -> object | None:
    op = view.index.ops[view.by_path[edge.node].op]
    declared = next((item for item in op.inputs if item.name == edge.input), None)
    if declared is None or declared.is_nothing:
        return None if declared else (None, ())
    return declared.input_manager_key, declared.metadata
