"""What there is to draw: ops with the assets that they become, and assets with what they need."""

from collections.abc import Mapping

from assetize.analyzer.flat_graph import Flattener
from assetize.analyzer.model import Analysis, Job
from assetize.analyzer.records import dataclass
from assetize.codemods.model import Plan

Key = tuple[str, ...]
COLORS = 8


@dataclass(frozen=True, slots=True)
class Node:
    """``kind``: op, asset or external. ``color``: a number from 1 that an op shares with its asset; 0 for none."""

    id: str
    label: str
    kind: str
    title: str
    color: int = 0
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes, and pairs of ids from what comes first to what comes after it."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]


def ops_of(analysis: Analysis, plan: Plan, job: Job) -> Picture:
    """The job as it is: every op that runs, in the colour of the asset that it becomes a part of."""
    flat = Flattener(analysis.project).flatten(job)
    places = {op.id: op.where for op in analysis.project.ops}
    assets = _asset_of_op(plan, job)
    colors = _colors(plan, job)
    nodes = []
    for node in flat.nodes:
        key = assets.get(node.op, ())
        title = f"op {node.path}, becomes {'/'.join(key)}" if key else f"op {node.path}"
        where = places.get(node.op, node.node.where)
        nodes.append(Node(node.path, node.path, "op", title, colors.get(key, 0), where.file, where.line))
    known = {node.id for node in nodes}
    edges = {(edge.upstream, edge.node) for edge in flat.edges}
    return Picture(tuple(nodes), tuple(sorted(edge for edge in edges if known.issuperset(edge))))


def assets_of(plan: Plan, job: Job) -> Picture:
    """The job as it will be: its assets, and what they need from elsewhere."""
    mine = [asset for asset in plan.expected if job.id in asset.jobs]
    colors = _colors(plan, job)
    made = {key for asset in mine for key in asset.keys}
    nodes = [
        Node(
            "/".join(key), "/".join(key), "asset", f"asset {'/'.join(key)}, @{asset.form}", colors[asset.key]
        )
        for asset in mine
        for key in asset.keys
    ]
    needed = sorted({key for asset in mine for key in asset.deps} - made)
    nodes += (
        Node("/".join(key), "/".join(key), "external", f"asset {'/'.join(key)}, not made by this job")
        for key in needed
    )
    edges = {("/".join(dep), "/".join(key)) for asset in mine for key in asset.keys for dep in asset.deps}
    return Picture(tuple(nodes), tuple(sorted(edges)))


def _asset_of_op(plan: Plan, job: Job) -> Mapping[str, Key]:
    return {op: asset.key for asset in plan.expected if job.id in asset.jobs for op in asset.ops}


def _colors(plan: Plan, job: Job) -> Mapping[Key, int]:
    keys = [asset.key for asset in plan.expected if job.id in asset.jobs]
    return {key: number % COLORS + 1 for number, key in enumerate(keys)}
