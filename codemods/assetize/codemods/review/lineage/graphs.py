"""What there is to draw: ops with the assets that they become, and assets with what they need."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.flat_graph import Flattener
from assetize.analyzer.model import Analysis, Job, Location
from assetize.analyzer.records import dataclass
from assetize.codemods.model import ExpectedAsset, Plan

Key = tuple[str, ...]
COLORS = 8


@dataclass(frozen=True, slots=True)
class Node:
    """``kind``: op, asset, external or group. ``color``: a number from 1 that an op shares with its asset; 0 for none.

    ``mate``: the key of the asset that it is or becomes a part of, by which an op and its asset find each other.
    """

    id: str
    label: str
    kind: str
    title: str
    color: int = 0
    file: str = ""
    line: int = 0
    mate: str = ""


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
        color, mate = colors.get(key, 0), "/".join(key)
        nodes.append(Node(node.path, node.path, "op", title, color, where.file, where.line, mate))
    known = {node.id for node in nodes}
    edges = {(edge.upstream, edge.node) for edge in flat.edges}
    return Picture(tuple(nodes), tuple(sorted(edge for edge in edges if known.issuperset(edge))))


def assets_of(analysis: Analysis, plan: Plan, job: Job) -> Picture:
    """The job as it will be: its assets, and what they need from elsewhere."""
    mine = [asset for asset in plan.expected if job.id in asset.jobs]
    colors = _colors(plan, job)
    return _asset_picture(analysis, mine, colors, "asset {}, not made by this job")


def all_assets_of(analysis: Analysis, plan: Plan) -> Picture:
    """What the whole upgrade makes, and what that needs from elsewhere."""
    return _asset_picture(analysis, plan.expected, {}, "asset {}, not made by an upgraded job")


def _asset_picture(
    analysis: Analysis, mine: Sequence[ExpectedAsset], colors: Mapping[Key, int], outside: str
) -> Picture:
    places = {op.id: op.where for op in analysis.project.ops}
    nodes = [
        _asset_node(key, asset, colors.get(asset.key, 0), next(map(places.get, asset.ops), None))
        for asset in mine
        for key in asset.keys
    ]
    made = {key for asset in mine for key in asset.keys}
    needed = ("/".join(key) for key in sorted({key for asset in mine for key in asset.deps} - made))
    nodes += (Node(key, key, "external", outside.format(key)) for key in needed)
    edges = {("/".join(dep), "/".join(key)) for asset in mine for key in asset.keys for dep in asset.deps}
    return Picture(tuple(nodes), tuple(sorted(edges)))


def _asset_node(key: Key, asset: ExpectedAsset, color: int, where: Location | None) -> Node:
    name = "/".join(key)
    file, line = (where.file, where.line) if where else ("", 0)
    return Node(name, name, "asset", f"asset {name}, @{asset.form}", color, file, line, "/".join(asset.key))


def _asset_of_op(plan: Plan, job: Job) -> Mapping[str, Key]:
    return {op: asset.key for asset in plan.expected if job.id in asset.jobs for op in asset.ops}


def _colors(plan: Plan, job: Job) -> Mapping[Key, int]:
    keys = [asset.key for asset in plan.expected if job.id in asset.jobs]
    return {key: number % COLORS + 1 for number, key in enumerate(keys)}
