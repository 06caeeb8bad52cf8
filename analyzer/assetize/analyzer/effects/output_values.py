"""What an op's outputs hold, as far as that is known before a run."""

import ast
from collections.abc import Iterator

from assetize.analyzer.config_values.handed_input import OutputValue
from assetize.analyzer.effects.frame import DEEPEST, Frame, World
from assetize.analyzer.effects.knowing import thing_of
from assetize.analyzer.effects.op_bodies import Body, read_body
from assetize.analyzer.effects.things import Built, Group, Plain, Thing, value_of
from assetize.analyzer.effects.variants import OpConfig
from assetize.analyzer.model import Op
from assetize.analyzer.values import Instance, Known, NotKnown, Value

_OUTPUT = "dagster.Output"


def output_values(world: World, op: Op, body: Body, config: OpConfig) -> tuple[OutputValue, ...]:
    """The outputs whose value is the same on every path through the body; remembered."""
    key = (op.id, config)
    if key not in world.handed:
        frame = read_body(world, body, config, DEEPEST - 1)
        world.handed[key] = tuple(_agreed(_given(frame, op))) if frame is not None else ()
        if frame is not None:
            frame.close()
    return world.handed[key]


def _agreed(given: Iterator[OutputValue]) -> Iterator[OutputValue]:
    by_output: dict[str, list[OutputValue]] = {}
    for item in given:
        by_output.setdefault(item.output, []).append(item)
    for items in by_output.values():
        if all(item.value == items[0].value for item in items):
            yield items[0]


def _given(frame: Frame, op: Op) -> Iterator[OutputValue]:
    names = [output.name for output in op.outputs]
    for node, thing in frame.given:
        if isinstance(node, ast.Tuple) and isinstance(thing, Group) and len(names) > 1:
            if len(node.elts) == len(names):
                for name, item, inner in zip(names, node.elts, thing.things, strict=True):
                    yield _output(frame, item, inner, name)
        elif _is_output(frame, node) or not op.is_generator:
            yield _output(frame, node, thing, names[0] if len(names) == 1 else "")


def _output(frame: Frame, node: ast.expr, thing: Thing, name: str) -> OutputValue:
    """``value``, or ``Output(value, output_name="name")``."""
    if isinstance(node, ast.Call) and _is_output(frame, node):
        words = {word.arg: word.value for word in node.keywords}
        value = words.get("value", node.args[0] if node.args else None)
        named = words.get("output_name", node.args[1] if len(node.args) > 1 else None)
        thing = thing_of(frame, value) if value is not None else Plain(NotKnown("it is not given"))
        if named is not None:
            spoken = value_of(thing_of(frame, named))
            name = str(spoken.value) if isinstance(spoken, Known) else ""
    return OutputValue(name, _as_value(thing), frame.source.at(node))


def _is_output(frame: Frame, node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and frame.world.sources.resolve(frame.module_id, node.func, frame.scope) == _OUTPUT
    )


def _as_value(thing: Thing) -> Value:
    """An object that carries settings is its attributes."""
    if isinstance(thing, Built) and not thing.resource:
        return Instance(thing.class_id, tuple((name, _as_value(item)) for name, item in thing.attributes))
    return value_of(thing)
