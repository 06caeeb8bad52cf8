"""The calls inside a graph-backed asset: a nested graph stays one call when all of it belongs to the group."""

from collections.abc import Iterator

from assetize.analyzer.model import Graph, Node
from assetize.analyzer.records import dataclass
from assetize.codemods.plan.endings import find_side_effects
from assetize.codemods.plan.grouping import Group
from assetize.codemods.plan.job_view import JobView


@dataclass(frozen=True, slots=True)
class StepDraft:
    """One call. ``path`` is the node's path in the job; ``arguments``: input to ``(path, output)`` pairs inside the group.

    ``inputs``: for each own input, the places ``(op node path, op input)`` that it stands for: more than one in a nested graph.
    ``outputs``: for each own output, the ``(op node path, op output)`` that it stands for.
    """

    path: str
    definition: str
    alias: str | None
    variable: str | None
    inputs: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    outputs: tuple[tuple[str, tuple[str, str]], ...]
    is_graph: bool = False


def make_steps(view: JobView, group: Group) -> tuple[StepDraft, ...]:
    """The group's calls in an order in which they may be written."""
    root = view.index.graphs[view.job.graph]
    steps = list(_steps(view, group, root, ""))
    place = {node.path: number for number, node in enumerate(group.nodes)}
    return tuple(sorted(steps, key=lambda step: max(place[path] for path in _paths(step, place))))


def _paths(step: StepDraft, place: dict[str, int]) -> list[str]:
    if not step.is_graph:
        return [step.path]
    return [path for path in place if path.startswith(step.path + ".")]


def _steps(view: JobView, group: Group, graph: Graph, prefix: str) -> Iterator[StepDraft]:
    members = {node.path for node in group.nodes}
    for node in graph.nodes:
        path = prefix + node.name
        if path in members:
            yield _op_step(view, node, path)
        elif node.definition in view.index.graphs:
            inner = view.index.graphs[node.definition]
            step = _graph_step(view, group, node, inner, path)
            if step is not None:
                yield step
            else:
                yield from _steps(view, group, inner, path + ".")


def _op_step(view: JobView, node: Node, path: str) -> StepDraft:
    op = view.index.ops[node.definition]
    return StepDraft(
        path,
        op.id,
        node.name if node.name != op.name else None,
        node.variable,
        tuple((item.name, ((path, item.name),)) for item in op.inputs),
        tuple((output.name, (path, output.name)) for output in op.outputs),
    )


def _graph_step(view: JobView, group: Group, node: Node, inner: Graph, path: str) -> StepDraft | None:
    """The nested graph as one call; None when part of it, an output that it hides, or a stored input of it is needed outside."""
    inside = {item.path for item in view.graph.nodes if item.path.startswith(path + ".")}
    if not inside <= {item.path for item in group.nodes}:
        return None
    if any(
        (item.op, name) in view.index.stored_inputs
        for item in view.graph.nodes
        if item.path in inside
        for name in _names(view, item.op)
    ):
        return None
    outputs = tuple(
        (mapping.graph_output, source)
        for mapping in inner.output_mappings
        if (source := _inner_output(view, inner, path, mapping.node, mapping.output)) is not None
    )
    needed = {
        (edge.upstream, edge.output)
        for edge in group.inner
        if edge.upstream in inside and edge.node not in inside
    }
    needed |= {place for place in group.assets if place[0] in inside}
    needed |= {
        (leaf, output.name)
        for leaf in find_side_effects(group)
        if leaf in inside
        for output in view.index.ops[view.by_path[leaf].op].outputs
    }
    if not needed <= {source for _, source in outputs}:
        return None
    return StepDraft(
        path,
        inner.id,
        node.name if node.name != inner.name else None,
        node.variable,
        tuple((name, _inner_inputs(view, inner, path, name)) for name in inner.inputs),
        outputs,
        is_graph=True,
    )


def _names(view: JobView, op: str) -> tuple[str, ...]:
    return tuple(item.name for item in view.index.ops[op].inputs)


def _inner_output(view: JobView, graph: Graph, path: str, node: str, output: str) -> tuple[str, str] | None:
    definition = next((item.definition for item in graph.nodes if item.name == node), "")
    inner = view.index.graphs.get(definition)
    if inner is None:
        return (f"{path}.{node}", output)
    mapping = next((item for item in inner.output_mappings if item.graph_output == output), None)
    return _inner_output(view, inner, f"{path}.{node}", mapping.node, mapping.output) if mapping else None


def _inner_inputs(view: JobView, graph: Graph, path: str, name: str) -> tuple[tuple[str, str], ...]:
    places: list[tuple[str, str]] = []
    for mapping in graph.input_mappings:
        if mapping.graph_input != name:
            continue
        definition = next((item.definition for item in graph.nodes if item.name == mapping.node), "")
        inner = view.index.graphs.get(definition)
        if inner is None:
            places.append((f"{path}.{mapping.node}", mapping.input))
        else:
            places.extend(_inner_inputs(view, inner, f"{path}.{mapping.node}", mapping.input))
    return tuple(places)
