"""Jobs that give an op a stand-in for a resource: what the op does through it there, it does to nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assetize.analyzer.config_values.binding import Variant
from assetize.analyzer.config_values.launches import NOTHING_GIVEN
from assetize.analyzer.effects.frame import World
from assetize.analyzer.effects.resources import is_stand_in
from assetize.analyzer.model import Op, OpUse, ResourceBinding


def with_stand_ins(world: World, op_id: str, variants: Sequence[Variant]) -> tuple[Variant, ...]:
    """The configs of an op, told apart by the stand-ins of its jobs; as they were where no job has any."""
    op = world.wiring.ops.get(op_id)
    if op is None or not any(key in world.bindings for key in op.resource_keys):
        return tuple(variants)
    uses = world.wiring.uses.get(op_id, ())
    bound = _by_job(world, op, {use.job for use in uses})
    if not bound:
        return tuple(variants)
    told = variants or (Variant(uses, NOTHING_GIVEN, NOTHING_GIVEN),)
    found: dict[Variant, list[OpUse]] = {}
    for variant in told:
        for use in variant.uses:
            way = replace(variant, uses=(), stand_ins=bound.get(use.job, ()))
            mine = replace(use, differs_by="stand-ins") if len(told) == 1 else use
            found.setdefault(way, []).append(mine)
    return tuple(replace(variant, uses=tuple(mine)) for variant, mine in found.items())


def _by_job(world: World, op: Op, jobs: set[str]) -> Mapping[str, tuple[ResourceBinding, ...]]:
    of_job = world.wiring.jobs
    found = {job: tuple(_stand_ins(world, op, of_job[job].resources)) for job in jobs}
    return {job: bindings for job, bindings in found.items() if bindings}


def _stand_ins(world: World, op: Op, bindings: Sequence[ResourceBinding]) -> Iterator[ResourceBinding]:
    return (item for item in bindings if item.key in op.resource_keys and is_stand_in(world, item))
