"""The config of resources: what they have by default, what they are configured with, and what a job gives them."""

import ast

from assetize.analyzer.config_values.expressions import Place, read_values
from assetize.analyzer.config_values.records import value_of
from assetize.analyzer.config_values.schemas import schema_defaults
from assetize.analyzer.effects.frame import World
from assetize.analyzer.effects.things import Built, Plain, Routine, Thing
from assetize.analyzer.model import ConfigValue
from assetize.analyzer.syntax.arguments import Given
from assetize.analyzer.syntax.standpoint import Standpoint
from assetize.analyzer.values import Hole, Template, Value
from assetize.analyzer.values.value import entries_of, mapping

VALUES_RESOURCE = "dagster.make_values_resource"
_DECORATORS = frozenset({"dagster.resource", "dagster.io_manager"})


def values_resource(here: Standpoint, call: ast.Call, key: str, given: Value | None) -> Thing:
    """``make_values_resource(table=Field(str, default_value="x"))``: what ops read of it by key."""
    schema = ast.Dict(
        keys=[ast.Constant(word.arg) for word in call.keywords], values=[word.value for word in call.keywords]
    )
    ast.copy_location(schema, call)
    defaults = schema_defaults(Given(schema, here)) if call.keywords else ()
    name = f"resources.{key}"
    if not defaults and given is None:
        return Plain(Template((Hole("config", name),)))
    return Plain(_with_given(value_of(defaults, name), given))


def _with_given(defaults: Value, given: Value | None) -> Value:
    """A dict of defaults with what is given put over it."""
    if given is None:
        return defaults
    over = entries_of(given)
    if over is None:
        return given
    return mapping({**dict(entries_of(defaults) or ()), **dict(over)}.items())


def configured_with(here: Standpoint, expression: ast.expr) -> Value:
    """What ``resource.configured({...})`` gives."""
    return value_of(read_values(Place(here), expression))


def init_config(world: World, routine: Routine, key: str, given: Value | None) -> Value:
    """What a resource function finds in ``context.resource_config``; a setting that nobody gives is a hole of its own."""
    whole = Template((Hole("resource", key),))
    if given is None:
        return whole
    over = _known(given)
    if not over:
        return whole
    settings = {**_schema(world, routine, key), **over}
    unknown = {name: Template((Hole("resource", f"{key}.{name}"),)) for name in _names(given)}
    return mapping({**unknown, **settings}.items())


def _names(given: Value) -> tuple[object, ...]:
    return tuple(name for name, _ in entries_of(given) or ())


def _known(given: Value) -> dict[object, Value]:
    """What a job gives, without what nobody knows: a resource's setting has one value for each deployment."""
    return {name: value for name, value in entries_of(given) or () if not _is_unknown(value)}


def _is_unknown(value: Value) -> bool:
    return isinstance(value, Template) and any(hole.kind == "config" for hole in value.holes)


def _schema(world: World, routine: Routine, key: str) -> dict[object, Value]:
    source = world.sources.module(routine.scope.module_id)
    if source is None or isinstance(routine.node, ast.Lambda):
        return {}
    here = Standpoint(world.sources, source, routine.scope.parent or source.scope)
    for decorator in routine.node.decorator_list:
        if not isinstance(decorator, ast.Call) or here.resolve(decorator.func) not in _DECORATORS:
            continue
        schema = next((word.value for word in decorator.keywords if word.arg == "config_schema"), None)
        schema = schema or (decorator.args[0] if decorator.args else None)
        if schema is not None:
            return _settings(schema_defaults(Given(schema, here)), key)
    return {}


def _settings(defaults: tuple[ConfigValue, ...], key: str) -> dict[object, Value]:
    names = dict.fromkeys(item.path[0] for item in defaults if item.path)
    return {
        name: _setting([item for item in defaults if item.path[:1] == (name,)], f"{key}.{name}")
        for name in names
    }


def _setting(records: list[ConfigValue], name: str) -> Value:
    if any(item.text is None for item in records):
        return Template((Hole("resource", name),))
    below = [ConfigValue(item.path[1:], item.text, item.where) for item in records]
    return value_of(below, name)


def with_fields(thing: Thing, given: Value | None) -> Thing:
    """An object of a ``ConfigurableResource`` whose fields a job gives anew."""
    over = _known(given) if given is not None else {}
    if not isinstance(thing, Built) or not over:
        return thing
    fields = {**dict(thing.attributes), **{str(name): Plain(value) for name, value in over.items()}}
    return Built(thing.class_id, tuple(fields.items()), thing.resource)
