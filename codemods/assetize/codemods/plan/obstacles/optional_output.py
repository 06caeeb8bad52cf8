"""An op may leave out an output, and what comes after would be skipped where it was not, or run where it was skipped."""

from collections import Counter
from collections.abc import Iterator

from assetize.analyzer.codes.planning import OPTIONAL_OUTPUT
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.grouping import Group
from assetize.codemods.plan.job_view import JobView


def find_optional_outputs(view: JobView) -> Iterator[Diagnostic]:
    """Ops and assets are skipped alike when one upstream is missing; two ways of waiting for an asset differ."""
    for group in view.groups:
        yield from _lists(view, group)
        yield from _reads(view, group)


def _lists(view: JobView, group: Group) -> Iterator[Diagnostic]:
    """An op goes on with what is there of a list; an asset is skipped when one of its upstream assets is."""
    feeds = Counter((edge.node, edge.input) for edge in group.incoming)
    for edge in group.incoming:
        is_list = feeds[edge.node, edge.input] > 1 or edge.kind.endswith("fan_in")
        if is_list and view.may_be_missing(edge.upstream, edge.output):
            message = f"{view.job.name}: {edge.node} takes a list in which {edge.upstream} may be missing"
            yield OPTIONAL_OUTPUT.at(view.where, message, view.job.id)


def _reads(view: JobView, group: Group) -> Iterator[Diagnostic]:
    """What only storage orders becomes a dependency, and a skipped upstream asset would skip the reader."""
    missing = {
        decision.asset_key: path
        for (path, output), decision in view.assets.items()
        if view.may_be_missing(path, output)
    }
    for node in group.nodes:
        for output in view.index.ops[node.op].outputs:
            decision = view.index.decision_at(view.job.id, node, output.name)
            for key in decision.reads if decision else ():
                if key in missing and view.by_path[missing[key]] not in group.nodes:
                    message = f"{view.job.name}: {node.path} reads {'/'.join(key)}, which {missing[key]} may leave out"
                    yield OPTIONAL_OUTPUT.at(view.where, message, view.job.id)
