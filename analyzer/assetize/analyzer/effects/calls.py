"""What a call does: dispatched by what is called, or by what it is called on."""

import ast
from functools import partial

from assetize.analyzer.effects.alternatives import in_turn, perhaps, unnamed
from assetize.analyzer.effects.attributes import entry_of
from assetize.analyzer.effects.catalogue import INDEX
from assetize.analyzer.effects.classes import class_attribute, library_base
from assetize.analyzer.effects.declared import apply_declared
from assetize.analyzer.effects.follow import construct, follow
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.hints import says
from assetize.analyzer.effects.knowing import thing_named, thing_of
from assetize.analyzer.effects.mocks import is_mock
from assetize.analyzer.effects.outside import call_library_method, call_outside
from assetize.analyzer.effects.parents import fill_in, inherited_method
from assetize.analyzer.effects.pure import HARMLESS_METHODS
from assetize.analyzer.effects.reflection import with_preset
from assetize.analyzer.effects.remembering import remember_silent_helper
from assetize.analyzer.effects.stubs import is_stub
from assetize.analyzer.effects.targets import forget
from assetize.analyzer.effects.things import (
    Built,
    Group,
    Hidden,
    Klass,
    Later,
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
from assetize.analyzer.effects.unfollowed import call_unknown
from assetize.analyzer.values import Known, Template

_LOGS = frozenset({"log", "logger", "_logger", "_log", "logging", "LOG", "LOGGER"})
_TEXTS = frozenset({ast.Constant, ast.JoinedStr})
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
    is_declared = bool(frame.world.declared) and apply_declared(frame, node)
    result = None if is_declared else _result(frame, node)
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
    is_copy_statement = name == "copy" and bool(node.args) and type(node.args[0]) in _TEXTS
    is_harmless = is_text_method or (name in HARMLESS_METHODS and not is_copy_statement)
    if is_harmless and not _is_followable(frame, function.value):
        _forget_changed(frame, function, name)
        return None
    inherited = inherited_method(frame, function)
    if inherited is not None:
        result = _called(frame, node, inherited, name)
        fill_in(frame, name, result)
        return result
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
        case Made() if is_mock(receiver):
            return receiver
        case Made(type_name, _):
            return call_library_method(frame, node, receiver, type_name, name)
        case Several(things):
            return in_turn(
                frame, [partial(_on_receiver, frame, node, item, name) for item in things], perhaps
            )
        case Lookup() if name == "get" and node.args:
            return _entry_or_default(frame, node, receiver)
        case Group() | Routine() | Lookup():
            return None
        case Plain():
            return call_library_method(frame, node, receiver, _type_of_plain(receiver, node, name), name)
        case _:
            return call_library_method(frame, node, receiver, None, name)


def _entry_or_default(frame: Frame, node: ast.Call, receiver: Lookup) -> Thing | None:
    """``WRITERS.get(kind, write_text)``."""
    found = entry_of(receiver, value_of(thing_of(frame, node.args[0])))
    if not isinstance(found, Hidden) or len(node.args) == 1:
        return found
    return thing_of(frame, node.args[1])


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
            return _followed(frame, node, callee, name)
        case Klass():
            return construct(frame, callee, node)
        case Built():
            member = class_attribute(frame.world, callee, "__call__")
            return follow(frame, member, node) if isinstance(member, Routine) else None
        case Made(type_name, _) if type_name == "sqlalchemy.Sessionmaker":
            return Made("sqlalchemy.Session")
        case Made():
            return callee if is_mock(callee) else None
        case Method(receiver, method):
            return _on_receiver(frame, node, receiver, method)
        case Preset(function, _, _):
            return _called(frame, with_preset(frame, node, callee), function, name)
        case Several(things):
            return in_turn(frame, [partial(_called, frame, node, item, name) for item in things], unnamed)
        case Hidden():
            return call_unknown(frame, node, name, name)
        case _:
            return None


def _followed(frame: Frame, node: ast.Call, callee: Routine, name: str) -> Thing | None:
    """A function of the project; one that sounds like a write and shows none is remembered."""
    if is_stub(callee):
        return call_unknown(frame, node, name, callee.id.replace(":", "."))
    before = len(frame.effects) + len(frame.unfollowed)
    result = follow(frame, callee, node) or _not_followed(frame, node, name)
    if len(frame.effects) + len(frame.unfollowed) == before:
        remember_silent_helper(frame, node, callee)
    return result


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
