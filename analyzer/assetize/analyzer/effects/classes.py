"""Objects of the project's classes: their attributes, wherever the class sets them, and their methods."""

import ast
from dataclasses import replace

from assetize.analyzer.effects.annotations import parameter_things, typed_thing
from assetize.analyzer.effects.frame import Frame, World, module_frame
from assetize.analyzer.effects.things import (
    Built,
    Group,
    Hidden,
    Klass,
    Plain,
    Routine,
    Thing,
    with_hole,
)
from assetize.analyzer.names import Scope
from assetize.analyzer.values import Known, NotKnown
from assetize.analyzer.values.attributes import ENUMS
from assetize.analyzer.values.value import elements_of, entries_of

_PROPERTIES = frozenset({"property", "cached_property", "functools.cached_property"})
FIELD_BASES = frozenset(
    {
        "dagster.ConfigurableResource",
        "dagster.ConfigurableResourceFactory",
        "dagster.ConfigurableIOManager",
        "dagster.Config",
        "pydantic.BaseModel",
        "pydantic.BaseSettings",
        "pydantic_settings.BaseSettings",
        "typing.NamedTuple",
    }
)


def class_attribute(world: World, base: Built | Klass, name: str) -> Thing | None:
    """``object.name`` or ``Class.name``; None when the project does not say what it is."""
    if isinstance(base, Built):
        for known, value in base.attributes:
            if known == name:
                return value
    member = find_member(world, base.class_id, name)
    if member is not None:
        return bound_member(world, base, member)
    if isinstance(base, Klass):
        return Hidden(f"{name} of a class", name)
    return _field(world, base, name) or _assigned(world, base, name)


def find_member(world: World, class_id: str, name: str) -> str | None:
    """The id of a class's own or inherited attribute or method, as far as the project defines it."""
    for ancestor in world.sources.lineage(class_id):
        scope = world.sources.class_scope(ancestor)
        if scope is not None and name in scope.bindings:
            return f"{ancestor}.{name}"
    return None


def bound_member(world: World, base: Built | Klass, member_id: str) -> Thing:
    """A method bound to its object, a property's value, or a class attribute."""
    member = world.named(world, member_id)
    if not isinstance(member, Routine) or isinstance(member.node, ast.Lambda):
        return member
    decorators = {_dotted(decorator) for decorator in member.node.decorator_list}
    if "staticmethod" in decorators:
        return member
    owner: Thing = base
    if "classmethod" in decorators:
        owner = Klass(base.class_id)
    elif isinstance(base, Klass):
        return member
    bound = replace(member, receiver=owner)
    if decorators & _PROPERTIES:
        return world.call(world, bound).returned
    return bound


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def library_base(world: World, class_id: str) -> str | None:
    """The first ancestor outside the project that is more than a field container."""
    for ancestor in world.sources.lineage(class_id):
        if ":" not in ancestor and ancestor not in FIELD_BASES and ancestor not in ("?", "builtins.object"):
            return ancestor
    return None


def enum_members(world: World, klass: Klass) -> list[Thing] | None:
    """The members of an ``Enum`` of the project in their order, each with its value and name; None for other classes."""
    scope = world.sources.class_scope(klass.class_id)
    if scope is None or not ENUMS.intersection(world.sources.lineage(klass.class_id)):
        return None
    return [
        Built(
            klass.class_id,
            (("value", world.named(world, f"{klass.class_id}.{name}")), ("name", Plain(Known(name)))),
        )
        for name, bindings in scope.bindings.items()
        if bindings[-1].kind == "value" and not name.startswith("_")
    ]


def has_fields(world: World, class_id: str) -> bool:
    """Whether a class is made from its annotated fields: a resource, a pydantic model, a dataclass."""
    lineage = world.sources.lineage(class_id)
    if FIELD_BASES.intersection(lineage):
        return True
    scopes = (world.sources.class_scope(ancestor) for ancestor in lineage)
    return any(
        "dataclass" in ast.dump(decorator) or "attr" in ast.dump(decorator)
        for scope in scopes
        if scope is not None and isinstance(scope.node, ast.ClassDef)
        for decorator in scope.node.decorator_list
    )


def fields_of(world: World, class_id: str) -> dict[str, tuple[ast.AnnAssign, Scope]]:
    """Annotated names of a class and its ancestors in the project, those of ancestors first."""
    found: dict[str, tuple[ast.AnnAssign, Scope]] = {}
    for ancestor in reversed(world.sources.lineage(class_id)):
        scope = world.sources.class_scope(ancestor)
        if scope is None or not isinstance(scope.node, ast.ClassDef):
            continue
        for statement in scope.node.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                found[statement.target.id] = (statement, scope)
    return found


def _field(world: World, base: Built, name: str) -> Thing | None:
    """A field that was given nothing: for a resource a setting of the deployment."""
    field = fields_of(world, base.class_id).get(name)
    if field is None:
        return None
    statement, scope = field
    typed = typed_thing(world, scope, statement.annotation, base.resource)
    if typed is not None:
        return typed
    if base.resource:
        return with_hole("resource", f"{base.resource}.{name}")
    return Plain(NotKnown(f"{name} is set while running"))


def _assigned(world: World, base: Built, name: str) -> Thing | None:
    """An attribute that a method sets on ``self``; the last resort, when one method does."""
    key = (base.class_id, name)
    if key in world.attributes:
        return world.attributes[key]
    if key in world.under_way:
        return None
    world.under_way.add(key)
    try:
        found = [
            item
            for ancestor in world.sources.lineage(base.class_id)
            for item in _assignments(world, ancestor, name, base)
        ]
        world.attributes[key] = _lasting(found, name)
    finally:
        world.under_way.discard(key)
    return world.attributes[key] if found else None


def _lasting(found: list[Thing], name: str) -> Thing:
    """What methods set an attribute to; a container may be filled later, and a constant may be set again."""
    if len(found) == 1 or (found and not isinstance(found[0], Plain | Group)):
        first = found[0]
        if not isinstance(first, Group) and not (isinstance(first, Plain) and is_container(first)):
            return first
    return Hidden(f"{name} of an object", name)


def is_container(thing: Plain) -> bool:
    """Whether a constant is a list, tuple, set or dict."""
    return elements_of(thing.value) is not None or entries_of(thing.value) is not None


def _assignments(world: World, class_id: str, name: str, base: Built) -> list[Thing]:
    scope = world.sources.class_scope(class_id)
    if scope is None or not isinstance(scope.node, ast.ClassDef):
        return []
    found = []
    for method in scope.node.body:
        if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(method):
            value = _assigned_value(node, name)
            if value is None or (isinstance(value, ast.Constant) and value.value is None):
                continue
            inner = world.sources.scope_of(f"{class_id}.{method.name}")
            if inner is not None:
                found.append(_in_method(world, inner, method, base, value))
    return found


def _assigned_value(node: ast.AST, name: str) -> ast.expr | None:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    else:
        return None
    for target in targets:
        if isinstance(target, ast.Attribute) and target.attr == name and isinstance(target.value, ast.Name):
            return node.value
    return None


def _in_method(
    world: World, scope: Scope, method: ast.FunctionDef | ast.AsyncFunctionDef, base: Built, value: ast.expr
) -> Thing:
    frame: Frame | None = module_frame(world, scope.module_id, scope)
    if frame is None:
        return Hidden("its module cannot be read")
    frame.names.update(parameter_things(world, scope, method.args, base.resource))
    if method.args.args:
        frame.names[method.args.args[0].arg] = base
    world.visit(frame, value)
    return world.know(frame, value)
