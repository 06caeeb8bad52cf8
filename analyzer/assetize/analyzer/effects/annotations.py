"""What annotations say of parameters and fields: a class of the project, a library's type, Dagster's context."""

import ast

from assetize.analyzer.effects.catalogue import INDEX
from assetize.analyzer.effects.frame import World
from assetize.analyzer.effects.things import Built, Context, Hidden, Made, Thing
from assetize.analyzer.names import Scope
from assetize.analyzer.names.parameters import parameters_of

_WRAPPERS = frozenset(
    {
        "dagster.ResourceParam",
        "dagster.ResourceDependency",
        "typing.Optional",
        "typing.Annotated",
        "dagster.ConfigurableResourceFactory",
    }
)
_CONTEXTS = (
    "dagster.OpExecutionContext",
    "dagster.AssetExecutionContext",
    "dagster.AbstractComputeExecutionContext",
    "dagster.SolidExecutionContext",
)


def typed_thing(world: World, scope: Scope, annotation: ast.expr | None, resource: str = "") -> Thing | None:
    """A thing of the annotated type; None when the annotation says nothing that matters here."""
    if annotation is None:
        return None
    match annotation:
        case ast.Constant(str() as text):
            try:
                return typed_thing(world, scope, ast.parse(text.strip(), mode="eval").body, resource)
            except SyntaxError:
                return None
        case ast.BinOp(left, ast.BitOr(), right):
            return typed_thing(world, scope, left, resource) or typed_thing(world, scope, right, resource)
        case ast.Subscript(owner, inner):
            if world.sources.resolve(scope.module_id, owner, scope) not in _WRAPPERS:
                return None
            first = inner.elts[0] if isinstance(inner, ast.Tuple) and inner.elts else inner
            return typed_thing(world, scope, first, resource)
        case ast.Name() | ast.Attribute():
            return _of_type(world, world.sources.resolve(scope.module_id, annotation, scope), resource)
        case _:
            return None


def _of_type(world: World, name: str | None, resource: str) -> Thing | None:
    if name is None:
        return None
    if ":" in name:
        if world.sources.class_scope(name) is None:
            return None
        if "dagster.Config" in world.sources.lineage(name):
            return Context("config")
        return Built(name, (), resource)
    if name in _CONTEXTS:
        return Context()
    if name == "dagster.InitResourceContext":
        return Context("init")
    if INDEX.knows(name) and not name.startswith("dagster."):
        return Made(name)
    return None


def parameter_things(
    world: World, scope: Scope, arguments: ast.arguments, resource: str = ""
) -> dict[str, Thing]:
    """What is known of a function's parameters when nothing is known of its callers."""
    key = (id(arguments), resource)
    if key in world.parameters:
        return dict(world.parameters[key])
    around = scope.parent or scope
    things: dict[str, Thing] = {}
    for parameter in parameters_of(arguments):
        typed = typed_thing(world, around, parameter.annotation, resource)
        things[parameter.arg] = typed or Hidden(f"{parameter.arg} is given by the caller", "")
    world.parameters[key] = things
    return dict(things)
