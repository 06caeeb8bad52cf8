"""What a call does: dispatched by what is called, or by what it is called on."""

import ast
from collections.abc import Sequence
from dataclasses import replace

from assetize.analyzer.effects.catalogue import INDEX
from assetize.analyzer.effects.classes import class_attribute, library_base
from assetize.analyzer.effects.follow import construct, follow
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.hints import says
from assetize.analyzer.effects.knowing import thing_named, thing_of
from assetize.analyzer.effects.outside import call_library_method, call_outside
from assetize.analyzer.effects.pure import HARMLESS_METHODS
from assetize.analyzer.effects.targets import forget
from assetize.analyzer.effects.things import (
    Built,
    Group,
    Hidden,
    Klass,
    Later,
    Made,
    Named,
    Plain,
    Routine,
    Several,
    Thing,
)
from assetize.analyzer.effects.unfollowed import call_unknown
from assetize.analyzer.model import Effect
from assetize.analyzer.values import Known, Template

_LOGS = frozenset({"log", "logger", "_logger", "_log", "logging", "LOG", "LOGGER"})
_SILENT = frozenset({ast.Name, ast.Constant})
_CHANGERS = frozenset({"append", "extend", "insert", "remove", "pop", "clear", "update", "add", "setdefault"})


def call(frame: Frame, node: ast.Call) -> None:
    """Reads one call, its receiver and arguments first."""
    function = node.func
    visit = frame.world.visit
    if isinstance(function, ast.Attribute):
        if type(function.value) not in _SILENT:
            visit(frame, function.value)
    elif not isinstance(function, ast.Name):
        visit(frame, function)
    for argument in node.args:
        if type(argument) not in _SILENT:
            visit(frame, argument.value if isinstance(argument, ast.Starred) else argument)
    for keyword in node.keywords:
        if type(keyword.value) not in _SILENT:
            visit(frame, keyword.value)
    result = _result(frame, node)
    if result is not None:
        frame.results[id(node)] = result
    elif id(node) in frame.results:
        del frame.results[id(node)]


def _result(frame: Frame, node: ast.Call) -> Thing | None:
    function = node.func
    if not isinstance(function, ast.Attribute):
        return _called(frame, node, thing_of(frame, function), _name(function))
    name = function.attr
    is_text_method = name == "replace" and len(node.args) != 1
    if (name in HARMLESS_METHODS or is_text_method) and not _is_followable(frame, function.value):
        _forget_changed(frame, function, name)
        return None
    qualified = None
    if not _starts_local(frame, function):
        qualified = frame.world.sources.resolve(frame.module_id, function, frame.scope)
    if qualified is not None:
        return _called(frame, node, _member(frame, function, qualified), name)
    return _on_receiver(frame, node, thing_of(frame, function.value), name)


def _on_receiver(frame: Frame, node: ast.Call, receiver: Thing, name: str) -> Thing | None:
    match receiver:
        case Built() | Klass():
            member = class_attribute(frame.world, receiver, name)
            if isinstance(member, Routine | Klass):
                return _called(frame, node, member, name)
            base = library_base(frame.world, receiver.class_id)
            return call_library_method(frame, node, receiver, base, name)
        case Named(owner):
            return call_outside(frame, node, f"{owner}.{name}")
        case Made(type_name, _):
            return call_library_method(frame, node, receiver, type_name, name)
        case Several(things):
            return _on_each(frame, node, things, name)
        case Group() | Routine():
            return None
        case Plain():
            return call_library_method(frame, node, receiver, _type_of_plain(receiver, node, name), name)
        case _:
            return call_library_method(frame, node, receiver, None, name)


def _on_each(frame: Frame, node: ast.Call, things: Sequence[Thing], name: str) -> Thing | None:
    """A method of one of several objects: what they do not all do depends on the deployment."""
    before = frame.effects
    found: list[list[Effect]] = []
    results: dict[Thing, None] = {}
    for thing in things:
        frame.effects = []
        result = _on_receiver(frame, node, thing, name)
        found.append(frame.effects)
        if result is not None:
            results[result] = None
    frame.effects = before
    shared = set.intersection(*({_outline(effect) for effect in effects} for effects in found))
    seen = set()
    for effect in (effect for effects in found for effect in effects):
        outline = _outline(effect)
        if outline not in seen:
            seen.add(outline)
            before.append(effect if outline in shared else replace(effect, conditional=True))
    return next(iter(results)) if len(results) == 1 else Several(tuple(results)) if results else None


def _outline(effect: Effect) -> tuple[str, str, str | None]:
    return effect.verb, effect.kind, effect.identity


def _member(frame: Frame, function: ast.Attribute, qualified: str) -> Thing:
    """A function reached through a dotted name; a method of a class is bound to the class."""
    owner = qualified.rpartition(".")[0]
    if ":" in owner and frame.world.sources.class_scope(owner) is not None:
        written = thing_of(frame, function.value)  # the class as written: an heir keeps its own attributes
        klass = written if isinstance(written, Klass) else Klass(owner)
        return class_attribute(frame.world, klass, function.attr) or Hidden(f"{function.attr} of a class")
    return thing_named(frame.world, qualified)


def _called(frame: Frame, node: ast.Call, callee: Thing, name: str) -> Thing | None:
    match callee:
        case Named(qualified):
            return call_outside(frame, node, qualified)
        case Routine():
            return follow(frame, callee, node) or _not_followed(frame, node, name)
        case Klass():
            return construct(frame, callee, node)
        case Built():
            member = class_attribute(frame.world, callee, "__call__")
            return follow(frame, member, node) if isinstance(member, Routine) else None
        case Made(type_name, _) if type_name == "sqlalchemy.Sessionmaker":
            return Made("sqlalchemy.Session")
        case Made():
            return None
        case Hidden():
            return call_unknown(frame, node, name, name)
        case _:
            return None


def _not_followed(frame: Frame, node: ast.Call, name: str) -> Thing | None:
    if says(name) is not None:
        return call_unknown(frame, node, name, name)
    return None


def _type_of_plain(receiver: Plain, node: ast.Call, name: str) -> str | None:
    """Paths and texts look alike; only a path has ``write_text``, and ``replace`` takes one argument."""
    value = receiver.value
    if (
        isinstance(value, Template)
        and len(value.parts) == 1
        and value.holes[0].kind in ("unknown", "param", "config", "resource")
    ):
        return None
    if not isinstance(value, Known | Template):
        return None
    if isinstance(value, Known) and not isinstance(value.value, str):
        return "builtins.object"
    if name == "replace" and len(node.args) != 1:
        return "builtins.str"
    return (
        "pathlib.Path"
        if any("pathlib" in row.receivers for row in INDEX.methods.get(name, ()))
        else "builtins.str"
    )


def _is_followable(frame: Frame, node: ast.expr) -> bool:
    """Whether a receiver may be an object whose method is worth following, whatever its name."""
    if isinstance(node, ast.Call):
        return isinstance(frame.results.get(id(node)), Built | Made | Klass | Several)
    if isinstance(node, ast.Name):
        if node.id in _LOGS:
            return False
        entry = frame.names.get(node.id)
        if entry is None or isinstance(entry, Later):
            entry = thing_of(frame, node)
        return isinstance(entry, Built | Made | Klass | Named)
    return isinstance(node, ast.Attribute) and not _is_log(node)


def _is_log(node: ast.Attribute) -> bool:
    return node.attr in _LOGS


def _forget_changed(frame: Frame, function: ast.Attribute, name: str) -> None:
    """A written-out container that is changed in place is no longer known."""
    if name in _CHANGERS:
        forget(frame, function.value)


def _starts_local(frame: Frame, node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return not isinstance(node, ast.Name) or node.id in frame.names


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""
