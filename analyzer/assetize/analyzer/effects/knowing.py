"""What an expression gives, from what is known of names; nothing is called here."""

import ast

from assetize.analyzer.effects.agreement import agreed
from assetize.analyzer.effects.attributes import attribute_of, item_of
from assetize.analyzer.effects.conditions import truth
from assetize.analyzer.effects.constants import constant_of, forced, is_local
from assetize.analyzer.effects.frame import Frame, World, module_frame
from assetize.analyzer.effects.things import (
    Built,
    Group,
    Hidden,
    Klass,
    Lookup,
    Made,
    Method,
    Named,
    Plain,
    Preset,
    Routine,
    Several,
    Thing,
    value_of,
)
from assetize.analyzer.names import Scope
from assetize.analyzer.values import Instance, Known, NotKnown, Template, Value, evaluate
from assetize.analyzer.values.library import FUNCTIONS

_MAY_BE_OBJECT = (ast.Name, ast.Attribute, ast.Lambda, ast.Call)
_OBJECTS = (Built, Klass, Made, Method, Named, Preset, Routine)
_DATE_TEXTS = frozenset({"strftime", "isoformat"})


def thing_of(frame: Frame, node: ast.expr) -> Thing:
    """What an expression gives; of calls what they gave when they were visited."""
    kind = type(node)
    if kind is ast.Name:
        return _named(frame, node)  # type: ignore[arg-type]
    if kind is ast.Attribute:
        return _attribute(frame, node)  # type: ignore[arg-type]
    if kind is ast.Call:
        return frame.results.get(id(node)) or _called(frame, node)  # type: ignore[arg-type]
    if kind is ast.Constant:
        return Plain(Known(node.value))  # type: ignore[attr-defined]
    return _rarer(frame, node)


def _rarer(frame: Frame, node: ast.expr) -> Thing:
    match node:
        case ast.Await() | ast.NamedExpr() | ast.Starred():
            return thing_of(frame, node.value)
        case ast.Tuple() | ast.List() if not any(isinstance(item, ast.Starred) for item in node.elts):
            return Group(tuple(thing_of(frame, item) for item in node.elts))
        case ast.Dict():
            return lookup_of(frame, node) or constant_of(frame, node)
        case ast.Subscript():
            base = thing_of(frame, node.value)
            if isinstance(base, Plain | Named | Klass):
                return _unless_known(constant_of(frame, node), _key(node))
            if isinstance(base, Hidden):
                return Hidden(base.reason, _key(node))
            return item_of(base, value_of(thing_of(frame, node.slice)), _key(node))
        case ast.IfExp():
            return _either(frame, node)
        case ast.BoolOp():
            return _first_object(frame, node)
        case ast.Lambda():
            return Routine("", node, frame.scope, None, frame.names)
        case ast.Yield():
            return Hidden("it is sent in")
        case ast.ListComp() | ast.GeneratorExp() if isinstance(node.elt, ast.Call):
            made = frame.results.get(id(node.elt))
            return Several((made,)) if isinstance(made, Built) else constant_of(frame, node)
        case _:
            return constant_of(frame, node)


def lookup_of(frame: Frame, node: ast.Dict) -> Lookup | None:
    """A dict that holds more than constants; None for others."""
    if not any(isinstance(value, _MAY_BE_OBJECT) for value in node.values):
        return None
    keys = [value_at(frame, key) if key is not None else NotKnown("it is spread") for key in node.keys]
    things = [thing_of(frame, value) for value in node.values]
    if not any(isinstance(thing, _OBJECTS) for thing in things):
        return None
    known = zip(keys, things, strict=True)
    return Lookup(tuple((key.value, thing) for key, thing in known if isinstance(key, Known)))


def _called(frame: Frame, node: ast.Call) -> Thing:
    """What a call gives that has no effect: a constant, when values know the function or the receiver is one."""
    found = _given_by(frame, node)
    frame.results[id(node)] = found
    return found


def _given_by(frame: Frame, node: ast.Call) -> Thing:
    function = node.func
    if not is_local(frame, function):
        name = frame.world.sources.resolve(frame.module_id, function, frame.scope)
        if name is not None:
            return constant_of(frame, node) if ":" in name or name in FUNCTIONS else _unknown_result(node)
    if isinstance(function, ast.Attribute):
        receiver = thing_of(frame, function.value)
        if function.attr in _DATE_TEXTS and isinstance(receiver, Hidden):
            return constant_of(frame, node)
        is_file = isinstance(receiver, Made) and receiver.type == "builtins.file"
        if not is_file and not isinstance(receiver, Plain | Group):
            return _unknown_result(node)
    return constant_of(frame, node)


def _unknown_result(node: ast.Call) -> Hidden:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return Hidden(f"what {name}() gives is only known while running")


def value_at(frame: Frame, node: ast.expr) -> Value:
    """The constant that an expression gives."""
    return value_of(thing_of(frame, node))


def _named(frame: Frame, node: ast.Name) -> Thing:
    entry = frame.names.get(node.id)
    if entry is not None:
        return forced(entry)
    scope = frame.scope
    if node.id not in scope.bindings and scope.parent is not None and scope.parent.kind == "module":
        scope = scope.parent  # what the whole module sees is looked up once
    key = (scope, node.id)
    if key not in frame.world.outside:
        frame.world.outside[key] = outside_thing(frame, node)
    return frame.world.outside[key]


def _attribute(frame: Frame, node: ast.Attribute) -> Thing:
    if not is_local(frame, node):
        name = frame.world.sources.resolve(frame.module_id, node, frame.scope)
        if name is not None:
            return thing_named(frame.world, name)
    base = thing_of(frame, node.value)
    if isinstance(base, Plain):
        return _unless_known(constant_of(frame, node), node.attr)
    return attribute_of(frame, base, node.attr)


def outside_thing(frame: Frame, node: ast.expr) -> Thing:
    """What a name from outside the body means."""
    explained = frame.world.sources.explain(frame.module_id, node, frame.scope)
    if explained.name is not None:
        return thing_named(frame.world, explained.name)
    found = evaluate(frame.world.sources, frame.module_id, node, {}, frame.scope)
    return _unless_known(Plain(found), node.id if isinstance(node, ast.Name) else "")


def thing_named(world: World, name: str) -> Thing:
    """What a qualified name stands for; remembered."""
    if ":" not in name:
        return Named(name)
    if name not in world.globals:
        if name in world.under_way:
            return Hidden(f"{name} leads back to itself")
        world.under_way.add(name)
        world.globals[name] = _defined(world, name)
        world.under_way.discard(name)
    return world.globals[name]


def _defined(world: World, name: str) -> Thing:
    definition = world.sources.definition(name)
    if definition is None:
        return Hidden(f"{name} is not one definition", name.rpartition(":")[2].rpartition(".")[2])
    node = definition.node
    if isinstance(node, ast.ClassDef):
        return Klass(name)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        scope = world.sources.scope_of(name)
        if scope is None:
            return Hidden(f"{name} is defined twice")
        routine = Routine(name, node, scope)
        return world.decorate(world, routine, node.decorator_list) if node.decorator_list else routine
    return module_value(world, definition.module_id, definition.scope, node)


def module_value(world: World, module_id: str, scope: Scope, node: ast.expr) -> Thing:
    """What an expression outside any body gives."""
    frame = module_frame(world, module_id, scope)
    if frame is None:
        return Hidden("its module cannot be read")
    world.visit(frame, node)
    found = thing_of(frame, node)
    if isinstance(found, Hidden) and isinstance(node, ast.Call):
        # What is put together step by step, values know more of.
        value = evaluate(world.sources, module_id, node, {}, scope)
        found = found if isinstance(value, NotKnown | Instance) else Plain(value)
    return found if not isinstance(found, Plain) else _unless_known(found, "")


def _unless_known(found: Plain, name: str) -> Thing:
    """A thing of unknown type instead of a constant that is not known."""
    value = found.value
    if isinstance(value, NotKnown):
        return Hidden(value.reason, name)
    if (
        isinstance(value, Template)
        and len(value.parts) == 1
        and value.holes
        and value.holes[0].kind in ("unknown", "param")
    ):
        return Hidden(f"{value.holes[0].name} is only known while running", name)
    return found


def _key(node: ast.Subscript) -> str:
    key = node.slice
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""


def _either(frame: Frame, node: ast.IfExp) -> Thing:
    verdict = truth(frame, node.test)
    if verdict is not None:
        return thing_of(frame, node.body if verdict else node.orelse)
    first, second = thing_of(frame, node.body), thing_of(frame, node.orelse)
    return agreed(first, second)


def _first_object(frame: Frame, node: ast.BoolOp) -> Thing:
    things = [thing_of(frame, value) for value in node.values]
    if isinstance(node.op, ast.Or):
        for item in things:
            if isinstance(item, Made | Built | Routine):
                return item
    return constant_of(frame, node)
