"""Every op's and asset's body interpreted: what it reads and writes."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import partial

from assetize.analyzer.config_values.binding import bind_config
from assetize.analyzer.effects.blocks import ONE_OF_A_LOOP
from assetize.analyzer.effects.declared import declared_by_name
from assetize.analyzer.effects.decorated import with_decorators
from assetize.analyzer.effects.follow import call_routine
from assetize.analyzer.effects.frame import Outcome, World
from assetize.analyzer.effects.handover import with_handed_inputs
from assetize.analyzer.effects.knowing import thing_named, thing_of
from assetize.analyzer.effects.needed_settings import with_needed_settings
from assetize.analyzer.effects.op_bodies import Body, find_bodies, read_called_body
from assetize.analyzer.effects.resources import bindings_by_key, resource_thing
from assetize.analyzer.effects.scratch import lasting
from assetize.analyzer.effects.stand_ins import with_stand_ins
from assetize.analyzer.effects.statements import run, visit
from assetize.analyzer.effects.variants import UNKNOWN_CONFIG, OpConfig, effects_of_uses
from assetize.analyzer.effects.wiring import Wiring
from assetize.analyzer.model import Coverage, Effect, Project, Settings, UnfollowedCall
from assetize.analyzer.names import Sources
from assetize.analyzer.parallel import share_out

NO_SETTINGS = Settings()


def find_effects(
    project: Project, sources: Sources, settings: Settings = NO_SETTINGS
) -> tuple[tuple[Effect, ...], Coverage]:
    """What the bodies of ops (and of the assets that exist) do to the world, and how far they could be read."""
    wiring = Wiring(project)
    world = World(
        project=project,
        sources=sources,
        visit=visit,
        run=run,
        know=thing_of,
        named=thing_named,
        call=call_routine,
        decorate=with_decorators,
        resource=resource_thing,
        bindings=bindings_by_key(project),
        modules_by_file={module.file: module.id for module in project.modules},
        declared=declared_by_name(settings.calls),
        variants=bind_config(project, wiring.flat) if project.config_sources else {},
        wiring=wiring,
    )
    effects: list[Effect] = []
    unfollowed: list[UnfollowedCall] = []
    bodies_read: set[str] = set()
    bodies = tuple(find_bodies(project))
    found = share_out(lambda share: [_found_in(world, body) for body in share], bodies)
    for body, in_body in zip(bodies, found, strict=True):
        if in_body is not None:
            bodies_read.add(body.id)
            effects.extend(in_body[0])
            unfollowed.extend(in_body[1])
    return tuple(effects), _coverage(world, unfollowed, bodies_read)


def _found_in(world: World, body: Body) -> tuple[tuple[Effect, ...], tuple[UnfollowedCall, ...]] | None:
    """What a body does and which of its calls cannot be followed, as records alone; None when it cannot be read."""
    outcome = _body_outcome(world, body)
    if outcome is None:
        return None
    variants = world.variants.get(body.id, ())
    op = world.wiring.ops.get(body.id)
    if op is not None and op.inputs and _has_open_names(outcome):
        variants = with_handed_inputs(world, op, variants)
    if outcome.effects:
        variants = with_needed_settings(world, with_stand_ins(world, body.id, variants))
    if not variants:
        return outcome.effects, outcome.unfollowed
    return effects_of_uses(outcome.effects, variants, partial(_body_effects, world, body)), outcome.unfollowed


def _has_open_names(outcome: Outcome) -> bool:
    """Whether something is done under a name that an input may hold."""
    return any(
        effect.identity is None
        and effect.kind not in ("http", "message")
        and ("{unknown:" in effect.pattern if effect.pattern else ONE_OF_A_LOOP not in effect.reason)
        for effect in outcome.effects
    )


def _body_effects(world: World, body: Body, config: OpConfig) -> tuple[Effect, ...]:
    outcome = _body_outcome(world, body, config)
    return outcome.effects if outcome is not None else ()


def _body_outcome(world: World, body: Body, config: OpConfig = UNKNOWN_CONFIG) -> Outcome | None:
    frame = read_called_body(world, body, config)
    if frame is None:
        return None
    frame.close()
    kept = enumerate(lasting(frame.effects))
    effects = tuple(_numbered(effect, body.id, order) for order, effect in kept)
    return Outcome(effects, unfollowed=tuple(_of_body(call, body.id) for call in frame.unfollowed))


def _of_body(call: UnfollowedCall, body_id: str) -> UnfollowedCall:
    if call.inside == body_id:
        return replace(call, op=body_id, inside="", parameters=())
    return replace(call, op=body_id)


def _numbered(effect: Effect, body_id: str, order: int) -> Effect:
    """The effect with its owner and place; written out because there is one for every effect of a project."""
    return Effect(
        body_id,
        effect.verb,
        effect.kind,
        effect.identity,
        effect.where,
        effect.idiom,
        effect.confidence,
        effect.detail,
        effect.through,
        effect.in_loop,
        effect.conditional,
        effect.reason,
        order,
        effect.pattern,
        effect.declared,
    )


def _coverage(world: World, unfollowed: Sequence[UnfollowedCall], bodies_read: Set[str]) -> Coverage:
    ops = {op.id for op in world.project.ops}
    counted = Counter(
        spoken for spoken, _ in {(call.call, call.where) for call in unfollowed if call.op in ops}
    )
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return Coverage(
        files=len(world.sources.known_modules),
        dagster_files=sum(module.names_dagster for module in world.sources.known_modules.values()),
        ops=len(world.project.ops),
        unfollowed_calls=tuple(ordered),
        ops_read=sum(op.id in bodies_read for op in world.project.ops),
        unfollowed=tuple(sorted(unfollowed)),
    )
