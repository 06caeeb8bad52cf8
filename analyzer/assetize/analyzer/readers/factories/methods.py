"""Methods that make definitions: ``Builder("users").build()``, ``self.make_op()``, ``Builder.make("users")``."""

import ast
from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.names import Scope, Sources
from assetize.analyzer.names.absolute import MARK, absolute_name
from assetize.analyzer.readers.factories.expansion import NotExpandableError
from assetize.analyzer.readers.factories.frame import Frame
from assetize.analyzer.readers.factories.literals import movable
from assetize.analyzer.values import Instance, Value, evaluate
from assetize.analyzer.values.functions import TRANSPARENT

STATIC = "builtins.staticmethod"
OF_CLASS = "builtins.classmethod"


def is_method(sources: Sources, scope: Scope) -> bool:
    """A method of a class at module level, under no decorator that does more than to bind it."""
    around = scope.parent
    if around is None or around.kind != "class" or around.parent is None or around.parent.kind != "module":
        return False
    return _decorators(sources, scope) <= {STATIC, OF_CLASS, *TRANSPARENT}


def _decorators(sources: Sources, scope: Scope) -> set[str | None]:
    found = [item.func if isinstance(item, ast.Call) else item for item in scope.node.decorator_list]  # type: ignore[union-attr]
    return {sources.resolve(scope.module_id, item, scope.parent) for item in found}


def takes_receiver(sources: Sources, scope: Scope) -> bool:
    """Its first parameter is the object or the class that it is called on."""
    return is_method(sources, scope) and STATIC not in _decorators(sources, scope)


def is_of_class(sources: Sources, scope: Scope) -> bool:
    """A class method."""
    return OF_CLASS in _decorators(sources, scope)


def methods_called(
    sources: Sources, scope: Scope, call: ast.Call, known: Mapping[str, Scope]
) -> Iterator[str]:
    """The ids of the known methods that a call may mean; of a method's own object those of derived classes, too."""
    function = call.func
    if not isinstance(function, ast.Attribute):
        return
    owner = _class_around(scope, function.value)
    if owner is not None:
        for name, method in known.items():
            if _is_named(method, function.attr) and _are_related(sources, owner, name.rpartition(".")[0]):
                yield name
        return
    receiver = evaluate(sources, scope.module_id, function.value, {}, scope)
    found = method_of(sources, receiver, function.attr)
    if found is not None and found in known:
        yield found
    elif not isinstance(receiver, Instance) and _may_be_anything(sources, scope, function.value):
        yield from (name for name, method in known.items() if _is_named(method, function.attr))


def _may_be_anything(sources: Sources, scope: Scope, receiver: ast.expr) -> bool:
    """A variable of which it is not known what it holds, other than the object of a library."""
    if not isinstance(receiver, ast.Name):
        return False
    name = sources.resolve(scope.module_id, receiver, scope)
    definition = sources.definition(name) if name is not None and ":" in name else None
    if definition is None or not isinstance(definition.node, ast.Call):
        return name is None or definition is not None
    maker = sources.resolve(definition.module_id, definition.node.func, definition.scope)
    return maker is None or ":" in maker


def _is_named(method: Scope, name: str) -> bool:
    is_method = method.parent is not None and method.parent.kind == "class"
    return is_method and getattr(method.node, "name", "") == name


def _class_around(scope: Scope, receiver: ast.expr) -> str | None:
    """The class in whose method ``self`` or ``cls`` is named."""
    current: Scope | None = scope
    while current is not None and isinstance(receiver, ast.Name):
        arguments = getattr(current.node, "args", None)
        if isinstance(arguments, ast.arguments) and receiver.id in current.bindings:
            is_first = bool(arguments.args) and arguments.args[0].arg == receiver.id
            is_own = current.parent is not None and current.parent.kind == "class"
            return current.parent.id if is_first and is_own and current.parent is not None else None
        current = current.parent
    return None


def _are_related(sources: Sources, first: str, second: str) -> bool:
    return first in sources.lineage(second) or second in sources.lineage(first)


def method_of(sources: Sources, receiver: Value, name: str) -> str | None:
    """The id of an object's method."""
    return sources.member(receiver.class_id, name) if isinstance(receiver, Instance) else None


def called_factory(frame: Frame, call: ast.Call) -> str | None:
    """The id of the factory that a call means: of a function, or of a method of an object that is known."""
    name = frame.resolve(call.func)
    if name is not None or not isinstance(call.func, ast.Attribute):
        return name
    return method_of(frame.world.sources, _receiver(frame, call.func.value), call.func.attr)


def _receiver(frame: Frame, expression: ast.expr) -> Value:
    """An object or, where a name stands for a class, any object of that class: what it is given is not known."""
    stands = frame.replaced.get(expression.id) if isinstance(expression, ast.Name) else None
    name = stands.id.removeprefix(MARK) if isinstance(stands, ast.Name) else None
    if name is not None and frame.world.sources.class_scope(name) is not None:
        return Instance(name)
    return frame.value(expression)


def meant_by(frame: Frame, call: ast.Call) -> Sequence[str]:
    """The factories that a call may mean that was not opened."""
    name = called_factory(frame, call)
    if name is not None or not isinstance(call.func, ast.Attribute):
        return [] if name is None else [name]
    factories = frame.world.factories
    return [name for name, method in factories.items() if _is_named(method, call.func.attr)]


def receiver_of(frame: Frame, factory: Scope, call: ast.Call) -> tuple[Value, ast.expr] | None:
    """The object or class that a method is called on, as its first argument; None for functions."""
    sources, function = frame.world.sources, call.func
    if not takes_receiver(sources, factory) or not isinstance(function, ast.Attribute):
        return None
    value = _receiver(frame, function.value)
    if isinstance(value, Instance):
        return value, movable(frame, function.value)
    name = frame.resolve(function.value)
    if name is None or sources.class_scope(name) is None:
        raise NotExpandableError(f"the object is not known: {frame.source.segment(function.value)}")
    if not is_of_class(sources, factory):
        raise NotExpandableError("it is called on a class")
    return Instance(name), absolute_name(name, function.value)
