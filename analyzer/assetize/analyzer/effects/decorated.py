"""Functions under decorators of the project: what is called in their place."""

import ast
from collections.abc import Sequence
from dataclasses import replace

from assetize.analyzer.effects.classes import bound_member, find_member
from assetize.analyzer.effects.frame import World, module_frame
from assetize.analyzer.effects.knowing import thing_of
from assetize.analyzer.effects.things import Built, Routine, Thing
from assetize.analyzer.names import Scope

_DECORATED = " decorated"
"""The name of the function where a decorator is called with it: one that no source can hold."""


def with_decorators(world: World, routine: Routine, decorators: Sequence[ast.expr]) -> Routine:
    """The function, with what its decorators put in its place.

    A decorator of a library, or one that is not understood, is taken to call the function as it is.
    """
    around = routine.scope.parent
    current = routine
    for decorator in reversed(decorators):
        if around is None or not _is_of_project(world, around, decorator):
            continue
        wrapper = _applied(world, around, decorator, current)
        if wrapper is not None and wrapper.node is not routine.node:
            current = replace(routine, wrapper=replace(wrapper, id=routine.id))
    return current


def _is_of_project(world: World, around: Scope, decorator: ast.expr) -> bool:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    if not isinstance(function, ast.Name | ast.Attribute):
        return False
    name = world.sources.resolve(around.module_id, function, around)
    return name is not None and ":" in name


def _applied(world: World, around: Scope, decorator: ast.expr, routine: Routine) -> Routine | None:
    """The function that ``decorator(function)`` gives."""
    frame = module_frame(world, around.module_id, around)
    if frame is None:
        return None
    frame.names[_DECORATED] = replace(routine, is_decorated=True)
    argument = ast.copy_location(ast.Name(_DECORATED, ast.Load()), decorator)
    call = ast.copy_location(ast.Call(decorator, [argument], []), decorator)
    world.visit(frame, call)
    found = _called_for(world, thing_of(frame, call))
    frame.close()
    return found if found is not None and _is_understood(found) else None


def _called_for(world: World, thing: Thing) -> Routine | None:
    """What a call of it runs: itself, or the ``__call__`` of an object."""
    if isinstance(thing, Built):
        member = find_member(world, thing.class_id, "__call__")
        thing = bound_member(world, thing, member) if member is not None else thing
    return thing if isinstance(thing, Routine) and not isinstance(thing.node, ast.Lambda) else None


def _is_understood(wrapper: Routine) -> bool:
    """Whether it calls what it stands for, hands it on to a call, or does not know it."""
    names = {name for name, entry in wrapper.around.items() if _is_decorated(entry)}
    if isinstance(wrapper.receiver, Built):
        names |= {name for name, thing in wrapper.receiver.attributes if _is_decorated(thing)}
    mentioned = False
    for node in ast.walk(wrapper.node):
        if _last_name(node) in names:
            mentioned = True
        if isinstance(node, ast.Call) and any(_last_name(item) in names for item in (node.func, *node.args)):
            return True
    return not mentioned


def _is_decorated(entry: object) -> bool:
    return isinstance(entry, Routine) and entry.is_decorated


def _last_name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
