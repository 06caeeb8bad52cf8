"""What ops hand to each other: a name that one op returns is known in the op that takes it as an input and writes to it."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assetize.analyzer.config_values.binding import Variant
from assetize.analyzer.config_values.handed_input import (
    HandedInput,
    OutputValue,
    given_input,
    is_handy,
    named_leaves,
)
from assetize.analyzer.config_values.launches import NOTHING_GIVEN
from assetize.analyzer.config_values.records import leaves
from assetize.analyzer.effects.frame import World
from assetize.analyzer.effects.knowing import module_value
from assetize.analyzer.effects.op_bodies import body_of
from assetize.analyzer.effects.output_values import output_values
from assetize.analyzer.effects.things import value_of
from assetize.analyzer.effects.variants import config_of, given_values, is_within
from assetize.analyzer.flat_graph import FlatEdge
from assetize.analyzer.model import GivenValue, Op, OpUse

MOST_HOPS = 3
"""How many ops a value may come through."""
MOST_USES = 64
_DEFAULT_KEY = "io_manager"
_RUN_HOLES = re.compile(r"\{(?:unknown|param|config):")
_DATA = re.compile(
    r"DataFrame|^\W*(?:typing\.)?(?:List|list|int|float|bool|bytes|Set|set|Iterator|Iterable|Sequence|Generator|Tuple|tuple)\b"
)


def with_handed_inputs(world: World, op: Op, variants: Sequence[Variant]) -> tuple[Variant, ...]:
    """The configs of an op, told apart by what its uses are handed; as they were when nothing known is."""
    uses = world.wiring.uses.get(op.id, ())
    told = variants or (Variant(uses, NOTHING_GIVEN, NOTHING_GIVEN),)
    if sum(len(variant.uses) for variant in told) > MOST_USES:
        return tuple(variants)
    found: dict[Variant, list[OpUse]] = {}
    for variant in told:
        for use in variant.uses:
            inputs = tuple(_handed_inputs(world, op, use, variant, MOST_HOPS))
            found.setdefault(replace(variant, uses=(), inputs=inputs), []).append(use)
    if not any(variant.inputs for variant in found):
        return tuple(variants)
    return tuple(replace(variant, uses=tuple(mine)) for variant, mine in found.items())


def _handed_inputs(world: World, op: Op, use: OpUse, variant: Variant, hops: int) -> Iterator[HandedInput]:
    """The inputs of one use of an op whose values are known."""
    feeders = world.wiring.feeders.get((use.job, use.path), {})
    data = {item.name for item in op.parameters if _is_data(item.annotation)}
    for item in op.inputs:
        if item.name in data or item.is_nothing or item.input_manager_key:
            continue
        edge = feeders.get(item.name)
        if edge is not None:
            found = _from_op(world, use, edge, hops)
        elif item.name in feeders:
            found = None
        elif any(value.path[:1] in ((), (item.name,)) for value in variant.given_inputs.values):
            found = given_input(variant.given_inputs, item)
        else:
            found = _default(world, op, item.name) if item.has_default else None
        if found is not None:
            yield found


def _from_op(world: World, use: OpUse, edge: FlatEdge, hops: int) -> HandedInput | None:
    """What an op hands over; None where its ways to be run differ in it."""
    upstream = world.wiring.ops.get(world.wiring.op_at.get((use.job, edge.upstream), ""))
    if upstream is None or hops <= 0 or not _passes_as_it_is(upstream, edge.output):
        return None
    if len(upstream.outputs) == 1 and _is_data(upstream.returns):
        return None
    found = {
        _one_way(world, upstream, replace(use, path=edge.upstream), variant, edge, hops - 1)
        for variant in _ways(world, upstream, use, edge.upstream)
    }
    return found.pop() if len(found) == 1 else None


def _passes_as_it_is(upstream: Op, output: str) -> bool:
    """Whether an output reaches the next op as it is: an I/O manager of its own may well keep it elsewhere."""
    return any(
        item.name == output
        and not item.is_dynamic
        and not item.is_nothing
        and item.io_manager_key in (None, _DEFAULT_KEY)
        for item in upstream.outputs
    )


def _ways(world: World, upstream: Op, use: OpUse, path: str) -> Sequence[Variant | None]:
    """The configs that the other op may have when this one runs."""
    variants = world.variants.get(upstream.id, ())
    mine = [
        variant
        for variant in variants
        if any(item.job == use.job and item.path == path for item in variant.uses)
    ]
    here = (use.job, path, use.trigger)
    exact = [
        variant
        for variant in mine
        if any((item.job, item.path, item.trigger) == here for item in variant.uses)
    ]
    return exact or mine or [None]


def _one_way(
    world: World, upstream: Op, use: OpUse, variant: Variant | None, edge: FlatEdge, hops: int
) -> HandedInput | None:
    way = Variant((), NOTHING_GIVEN, NOTHING_GIVEN)
    found = _output(world, upstream, way, edge.output)
    if found is not None and not _is_settled(found):
        mine = variant or way
        inputs = tuple(_handed_inputs(world, upstream, use, mine, hops))
        way = replace(mine, uses=(), inputs=inputs)
        found = _output(world, upstream, way, edge.output)
    if found is None or not is_handy(found.value):
        return None
    given = named_leaves(found, edge.input, f"what {upstream.name} returns")
    return HandedInput(edge.input, found.value, given, _behind(way, found)) if given is not None else None


def _is_settled(found: OutputValue) -> bool:
    """Whether neither config nor an input can change it any more."""
    records = leaves(found.value, found.where)
    return all(item.text is not None and not _RUN_HOLES.search(item.text) for item in records)


def _is_data(annotation: str | None) -> bool:
    """Whether a type says that it is no name."""
    return annotation is not None and _DATA.search(annotation) is not None


def _output(world: World, op: Op, way: Variant, output: str) -> OutputValue | None:
    values = output_values(world, op, body_of(op), config_of(way))
    return next((item for item in values if item.output == output), None)


def _behind(way: Variant, found: OutputValue) -> tuple[GivenValue, ...]:
    """The config values that an op's output rests on, and the inputs that it was handed itself."""
    texts = [item.text for item in leaves(found.value, found.where) if item.text is not None]
    handed = [item for other in way.inputs for item in (*other.leaves, *other.behind)]
    return tuple(
        item for item in (*given_values(way), *handed) if any(is_within(item, text) for text in texts)
    )


def _default(world: World, op: Op, name: str) -> HandedInput | None:
    """The default of a parameter that nothing feeds."""
    scope = world.sources.scope_of(op.id)
    if scope is None or not isinstance(scope.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    arguments = scope.node.args
    ordered = [*arguments.posonlyargs, *arguments.args]
    pairs = [
        *zip(ordered[len(ordered) - len(arguments.defaults) :], arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    given = next((value for argument, value in pairs if argument.arg == name), None)
    if given is None:
        return None
    value = value_of(module_value(world, scope.module_id, scope.parent or scope, given))
    if not is_handy(value):
        return None
    found = named_leaves(OutputValue("", value, op.where), name, f"its default in {op.name}")
    return HandedInput(name, value, found) if found is not None else None
