"""The number of steps is only known while running, and an asset is made for each, or the steps depend on each other."""

from collections import Counter
from collections.abc import Iterator

from assetize.analyzer.codes.planning import DYNAMIC_OUTPUT
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView


def find_dynamic_outputs(view: JobView) -> Iterator[Diagnostic]:
    """Inside a graph-backed asset elements may be mapped, and are collected before the asset is given out."""
    mapped = Counter(edge.node for edge in view.graph.edges if edge.kind == "mapped")
    for path, reason in dict.fromkeys(_problems(view, mapped)):
        message = f"{view.job.name}: {path} {reason}"
        yield DYNAMIC_OUTPUT.at(view.by_path[path].node.where, message, view.job.id)


def _problems(view: JobView, mapped: Counter[str]) -> Iterator[tuple[str, str]]:
    for path, output in view.assets:
        op = view.index.ops[view.by_path[path].op]
        is_dynamic = any(item.name == output and item.is_dynamic for item in op.outputs)
        if is_dynamic or (mapped[path] and len(op.outputs) > 1):
            yield path, "makes an asset once for each element of a dynamic output"
    for path, count in mapped.items():
        if count > 1:
            yield path, "takes several outputs element by element"
    for edge in view.graph.edges:
        if mapped[edge.upstream] and edge.kind not in ("mapped", "collected"):
            yield edge.node, f"takes one element of {edge.upstream} within the same mapping"
    taken = {(edge.upstream, edge.output) for edge in view.graph.edges}
    for node in view.graph.nodes:
        for item in view.index.ops[node.op].outputs:
            if item.is_dynamic and (node.path, item.name) not in taken:
                yield node.path, "has a dynamic output that nothing takes"
