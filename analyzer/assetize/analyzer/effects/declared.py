"""Calls of which the project's own settings say what they read or write."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from assetize.analyzer.effects.classes import class_attribute
from assetize.analyzer.effects.follow import arguments_of, bound_arguments
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.knowing import thing_of
from assetize.analyzer.effects.recording import quoted
from assetize.analyzer.effects.slots import Identity, addressed, named
from assetize.analyzer.effects.sql import plain_name
from assetize.analyzer.effects.things import Built, Klass, Made, Named, Routine, Thing, value_of
from assetize.analyzer.model import DeclaredCall, Effect
from assetize.analyzer.values import Hole, Known, NotKnown
from assetize.analyzer.values.text import parts_of, text

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SEPARATORS = "./"


def declared_by_name(calls: Iterable[DeclaredCall]) -> Mapping[str, tuple[DeclaredCall, ...]]:
    """The declarations by the last part of their names, so that most calls cost one look-up."""
    found: dict[str, tuple[DeclaredCall, ...]] = {}
    for call in calls:
        last = call.call.rpartition(".")[2]
        found[last] = (*found.get(last, ()), call)
    return found


def apply_declared(frame: Frame, node: ast.Call) -> bool:
    """Records what the declarations that fit the call say; True when one fits, and the call is not to be followed."""
    function = node.func
    declared = frame.world.declared
    if isinstance(function, ast.Attribute) and function.attr not in declared:
        return False
    callee = _callee(frame, function)
    names = tuple(_names(frame, function, callee))
    last = function.attr if isinstance(function, ast.Attribute) else _last_of(names, declared)
    fitting = [call for call in declared.get(last, ()) if any(_fits(call.call, name) for name in names)]
    for call in fitting:
        _record(frame, node, call, callee)
    return bool(fitting)


def _callee(frame: Frame, function: ast.expr) -> Thing | None:
    if isinstance(function, ast.Attribute):
        receiver = thing_of(frame, function.value)
        if isinstance(receiver, Built | Klass):
            return class_attribute(frame.world, receiver, function.attr)
    if isinstance(function, ast.Name | ast.Attribute):
        return thing_of(frame, function)
    return None


def _names(frame: Frame, function: ast.expr, callee: Thing | None) -> Iterator[str]:
    """The dotted names that the call may be declared under: what is called, and how it is written."""
    match callee:
        case Named(name):
            yield name
        case Routine(id=name) | Klass(name):
            yield name.replace(":", ".").replace(".<locals>", "")
        case _:
            pass
    if isinstance(function, ast.Attribute):
        receiver = thing_of(frame, function.value)
        if isinstance(receiver, Built | Klass):
            yield f"{receiver.class_id.replace(':', '.')}.{function.attr}"
        elif isinstance(receiver, Made):
            yield f"{receiver.type}.{function.attr}"
    written = _written(function)
    if written:
        yield written


def _written(function: ast.expr) -> str:
    """A dotted name as it stands in the text; nothing for what is computed."""
    match function:
        case ast.Name(name):
            return name
        case ast.Attribute(value, name):
            around = _written(value)
            return f"{around}.{name}" if around else ""
        case _:
            return ""


def _last_of(names: Iterable[str], declared: Mapping[str, object]) -> str:
    return next((last for name in names if (last := name.rpartition(".")[2]) in declared), "")


def _fits(call: str, name: str) -> bool:
    return name == call or name.endswith((f".{call}", f"/{call}"))


def _record(frame: Frame, node: ast.Call, call: DeclaredCall, callee: Thing | None) -> None:
    identity = _identity(frame, node, call, callee)
    if identity.reason == "scratch":
        return
    frame.effects.append(
        Effect(
            op="",
            verb=call.verb,
            kind=identity.kind or call.kind,
            identity=identity.text,
            where=frame.source.at(node),
            idiom=f"declared:{call.call}",
            confidence="certain",
            detail=quoted(frame, node),
            in_loop=frame.loops > 0,
            conditional=frame.branches > 0,
            reason="" if identity.text is not None else identity.reason,
            pattern=identity.pattern if identity.text is None else "",
            declared=f"{call.where.file}:{call.where.line}",
        )
    )


def _identity(frame: Frame, node: ast.Call, call: DeclaredCall, callee: Thing | None) -> Identity:
    given = _given(frame, node, callee)
    parts: list[str | Hole] = []
    for position, piece in enumerate(PLACEHOLDER.split(call.template)):
        if position % 2 == 0:
            parts.append(piece)
            continue
        if piece not in given:
            return Identity(None, reason=f"the call gives no argument {piece}")
        value = value_of(given[piece])
        if isinstance(value, NotKnown):
            return Identity(None, reason=f"{piece}: {value.reason}")
        parts.extend(("",) if value == Known(None) else parts_of(value, piece))
    found = named(text(_without_gaps(parts)))
    if found.text is None:
        return found
    if call.kind in ("file", "object"):
        return addressed(found.text)
    return Identity(plain_name(found.text)) if call.kind == "table" and "{" not in found.text else found


def _given(frame: Frame, node: ast.Call, callee: Thing | None) -> Mapping[str, Thing]:
    """Arguments by parameter, as far as the function's own signature can be read; and by position."""
    positional, keywords = arguments_of(frame, node)
    numbered = {str(position): value for position, value in enumerate(positional)}
    if isinstance(callee, Routine):
        return {**numbered, **bound_arguments(frame.world, callee, positional, keywords)}
    return {**numbered, **keywords}


def _without_gaps(parts: Iterable[str | Hole]) -> Iterator[str | Hole]:
    """No separator where a part of the name is not given: ``{schema}.{table}`` without a schema is the table."""
    kept = [part for part in parts if part != ""]
    for position, part in enumerate(kept):
        is_first, is_last = position == 0, position == len(kept) - 1
        if isinstance(part, str):
            part = part.lstrip(_SEPARATORS) if is_first and part[:1] == "." else part
            part = part.rstrip(_SEPARATORS) if is_last else part
        if part != "":
            yield part
