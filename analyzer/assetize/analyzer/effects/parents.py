"""``super()``: a class's next method of that name, on the same object."""

import ast

from assetize.analyzer.effects.classes import bound_member
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.things import Built, Klass, Thing


def inherited_method(frame: Frame, function: ast.Attribute) -> Thing | None:
    """The method that ``super().name`` means in the method being read; None for anything else."""
    value = function.value
    if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "super"):
        return None
    name = _self_name(frame)
    entry = frame.names.get(name) if name is not None else None
    owner = frame.scope.id.rpartition(".")[0]
    if not isinstance(entry, Built | Klass) or frame.world.sources.class_scope(owner) is None:
        return None
    for ancestor in frame.world.sources.lineage(owner)[1:]:
        scope = frame.world.sources.class_scope(ancestor)
        if scope is not None and function.attr in scope.bindings:
            return bound_member(frame.world, entry, f"{ancestor}.{function.attr}")
    return None


def fill_in(frame: Frame, method: str, result: Thing | None) -> None:
    """What the parent's constructor sets, the object has from then on."""
    name = _self_name(frame)
    if method == "__init__" and name is not None and isinstance(result, Built):
        frame.names[name] = result


def _self_name(frame: Frame) -> str | None:
    arguments = getattr(frame.scope.node, "args", None)
    return arguments.args[0].arg if isinstance(arguments, ast.arguments) and arguments.args else None
