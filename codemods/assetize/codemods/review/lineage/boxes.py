"""What the nodes of a large picture can be put together by: their files, graphs, asset groups and code locations."""

from collections.abc import Callable, Mapping

from assetize.analyzer.model import Analysis
from assetize.analyzer.records import dataclass
from assetize.codemods.model import Plan
from assetize.codemods.plan.index import Index
from assetize.codemods.review.lineage.graphs import Picture

ELSEWHERE = "elsewhere"
DEFAULT_GROUP = "default"
"""Where Dagster puts an asset that names no group."""

Boxes = Mapping[str, str]
"""The box of each node, by ids."""


@dataclass(frozen=True, slots=True)
class BoxKind:
    """``name``: in an address; ``words``: one of them, for people; ``find``: the boxes of a picture."""

    name: str
    words: str
    find: Callable[[Picture, Analysis, Plan], Boxes]


def _files(picture: Picture, analysis: Analysis, plan: Plan) -> Boxes:
    return {node.id: node.file or ELSEWHERE for node in picture.nodes}


def _graphs(picture: Picture, analysis: Analysis, plan: Plan) -> Boxes:
    """Of ops: the graph inside the job that runs them."""
    return {node.id: node.id.rpartition(".")[0] or "the job itself" for node in picture.nodes}


def _groups(picture: Picture, analysis: Analysis, plan: Plan) -> Boxes:
    names = {"/".join(asset.key): asset.group_name or DEFAULT_GROUP for asset in analysis.project.assets}
    for asset in plan.expected:
        names |= {"/".join(key): asset.group_name or DEFAULT_GROUP for key in asset.keys}
    return {node.id: names.get(node.id, ELSEWHERE) for node in picture.nodes}


def _locations(picture: Picture, analysis: Analysis, plan: Plan) -> Boxes:
    index = Index(analysis)
    names: dict[str, str] = {}
    for asset in plan.expected:
        found = {place for job in asset.jobs for place in index.deployed_in(index.jobs[job])}
        names |= {"/".join(key): " and ".join(sorted(found)) or ELSEWHERE for key in asset.keys}
    return {node.id: names.get(node.id, ELSEWHERE) for node in picture.nodes}


FILES = BoxKind("files", "file", _files)
OF_OPS = (FILES, BoxKind("graphs", "graph", _graphs))
OF_ASSETS = (
    FILES,
    BoxKind("groups", "group", _groups),
    BoxKind("locations", "code location", _locations),
)
"""What a picture of ops, or of assets, can be put together by."""


def find_boxes(
    kinds: tuple[BoxKind, ...], picture: Picture, analysis: Analysis, plan: Plan
) -> dict[str, tuple[BoxKind, Boxes]]:
    """The kinds by which this picture comes apart, by name."""
    found = ((kind, kind.find(picture, analysis, plan)) for kind in kinds)
    return {kind.name: (kind, boxes) for kind, boxes in found if len({*boxes.values()} - {ELSEWHERE}) > 1}
