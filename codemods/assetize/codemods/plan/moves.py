"""Partitions that are defined below an op which becomes an asset: the asset names them, so they move above it."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.model import BoundPlace, Job, Op
from assetize.codemods.model import MoveDefinition
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.names import NamedAsset


def is_defined_too_low(index: Index, job: Job, op: Op) -> bool:
    """The op comes before the job's partitions in their file, and these have to stay where they are."""
    place = _place_below(index, job, op)
    return place is not None and (place.free_below is None or place.free_below >= op.decorator_lines[0])


def make_moves(index: Index, assets: Sequence[NamedAsset]) -> list[MoveDefinition]:
    """For each such definition one move, above the first of the ops."""
    first: dict[str, Op] = {}
    for asset in assets:
        if asset.form in ("asset", "multi_asset"):
            op = index.ops[asset.draft.ops[0]]
            place = _place_below(index, index.jobs[asset.draft.jobs[0]], op)
            if place is not None:
                first[place.id] = min(first.get(place.id, op), op, key=lambda found: found.where.line)
    return _actions(first)


def _actions(first: Mapping[str, Op]) -> list[MoveDefinition]:
    return [MoveDefinition(id, op.id) for id, op in sorted(first.items())]


def _place_below(index: Index, job: Job, op: Op) -> BoundPlace | None:
    place = job.partitions_place
    if place is None or index.module_of(place.id) != index.module_of(op.id):
        return None
    return place if place.end_line >= op.decorator_lines[0] else None
