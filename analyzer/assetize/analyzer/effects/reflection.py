"""Functions that hand out functions and objects: ``getattr``, ``next``, ``functools.partial``."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace

from assetize.analyzer.effects.follow import arguments_of
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.knowing import thing_of, value_at
from assetize.analyzer.effects.things import (
    Built,
    Group,
    Made,
    Method,
    Named,
    Plain,
    Preset,
    Routine,
    Thing,
    value_of,
)
from assetize.analyzer.values import Known
from assetize.analyzer.values.value import elements_of


def _attribute(frame: Frame, node: ast.Call) -> Thing | None:
    """``getattr(owner, "name")``."""
    if len(node.args) not in (2, 3):
        return None
    name = value_at(frame, node.args[1])
    if not isinstance(name, Known) or not isinstance(name.value, str) or not name.value.isidentifier():
        return None
    written = ast.copy_location(ast.Attribute(node.args[0], name.value, ast.Load()), node)
    return thing_of(frame, written)


def _next(frame: Frame, node: ast.Call) -> Thing | None:
    """The first thing that a generator yields."""
    thing = thing_of(frame, node.args[0]) if node.args else None
    if isinstance(thing, Group):
        return thing.things[0] if thing.things else None
    if isinstance(thing, Made | Built):
        return thing
    elements = elements_of(value_of(thing)) if isinstance(thing, Plain) else None
    return Plain(elements[0]) if elements else None


def _partial(frame: Frame, node: ast.Call) -> Thing | None:
    positional, keywords = arguments_of(frame, node)
    if not positional:
        return None
    base, given = positional[0], positional[1:]
    if isinstance(base, Routine):
        return replace(base, preset=given, preset_names=tuple(keywords.items()))
    return Preset(base, given, tuple(keywords.items())) if isinstance(base, Method | Named) else None


HANDING_OUT: Mapping[str, Callable[[Frame, ast.Call], Thing | None]] = {
    "builtins.getattr": _attribute,
    "builtins.next": _next,
    "functools.partial": _partial,
}


def with_preset(frame: Frame, node: ast.Call, preset: Preset) -> ast.Call:
    """The call with the arguments that were given before written into it, as names that no source can hold."""
    positional = {f" {place}": thing for place, thing in enumerate(preset.positional)}
    words = {f" {name}": thing for name, thing in preset.names}
    frame.names.update({**positional, **words})
    mine = {word.arg for word in node.keywords}
    keywords = [ast.keyword(name[1:], _name(node, name)) for name in words if name[1:] not in mine]
    arguments = [*(_name(node, name) for name in positional), *node.args]
    return ast.copy_location(ast.Call(node.func, arguments, [*keywords, *node.keywords]), node)


def _name(node: ast.Call, name: str) -> ast.expr:
    return ast.copy_location(ast.Name(name, ast.Load()), node)
