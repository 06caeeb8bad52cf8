"""What the parameters of a factory are in one call of it."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assetize.analyzer.names import Scope
from assetize.analyzer.names.absolute import absolute_name
from assetize.analyzer.readers.factories.expansion import NotExpandableError
from assetize.analyzer.readers.factories.frame import Frame
from assetize.analyzer.readers.factories.literals import expression_of, movable
from assetize.analyzer.readers.factories.turns import moved
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.arguments import read_dict
from assetize.analyzer.syntax.standpoint import Standpoint
from assetize.analyzer.values import Elements, Entries, NotKnown, Value
from assetize.analyzer.values.changes import is_changed_in_place
from assetize.analyzer.values.value import Known, elements_of, entries_of, mapping, sequence


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """One parameter: what is known of it, the expression that gives it, and where it is declared."""

    value: Value
    expression: ast.expr
    place: ast.AST


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    value: Value
    expression: ast.expr


def bind_call(
    factory: Scope,
    calls: Sequence[tuple[Frame, ast.Call]],
    receiver: tuple[Value, ast.expr] | None = None,
) -> Mapping[str, Bound]:
    """Python's rules for arguments; of several calls, what ``partial`` was given comes first.

    ``receiver``: what a method is called on.

    Raises ``NotExpandableError`` for a call that cannot be followed.
    """
    frame = calls[-1][0]
    node = factory.node
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    arguments = node.args
    places = [*arguments.posonlyargs, *arguments.args]
    known = {place.arg: place for place in (*places, *arguments.kwonlyargs)}
    positional = [] if receiver is None else [_Given(*receiver)]
    positional += [item for there, call in calls for item in _positional(there, call)]
    named = dict(pair for there, call in calls for pair in _named(there, call))
    found = dict(_defaults(frame, factory))
    found.update(zip((place.arg for place in places), positional, strict=False))
    found.update((name, item) for name, item in named.items() if name in known)
    extra = {name: item for name, item in named.items() if name not in known}
    rest = positional[len(places) :]
    if (rest and arguments.vararg is None) or (extra and arguments.kwarg is None) or known.keys() - found:
        raise NotExpandableError("its arguments do not match its parameters")
    if arguments.vararg is not None:
        known[arguments.vararg.arg] = arguments.vararg
        elements = ast.List([item.expression for item in rest], ast.Load())
        found[arguments.vararg.arg] = _Given(sequence(item.value for item in rest), elements)
    if arguments.kwarg is not None:
        known[arguments.kwarg.arg] = arguments.kwarg
        keys: list[ast.expr | None] = [ast.Constant(name) for name in extra]
        entries = ast.Dict(keys, [item.expression for item in extra.values()])
        found[arguments.kwarg.arg] = _Given(mapping((n, i.value) for n, i in extra.items()), entries)
    return {name: _bound(frame, factory, name, found[name], known[name]) for name in known}


def _bound(frame: Frame, factory: Scope, name: str, given: _Given, place: ast.arg) -> Bound:
    """A container that the function changes is not what it was when it came in."""
    inside = replace(frame, scope=factory)
    if inside.is_changed(name, given.value) or (
        isinstance(given.expression, ast.Dict | ast.List)
        and is_changed_in_place(frame.world.sources, factory.module_id, name)
    ):
        return Bound(NotKnown(f"{name} is changed in place"), absolute_name(None, place), place)
    return Bound(given.value, given.expression, place)


def _positional(frame: Frame, call: ast.Call) -> Iterator[_Given]:
    for argument in call.args:
        if not isinstance(argument, ast.Starred):
            yield _given(frame, argument)
            continue
        elements = elements_of(frame.value(argument.value))
        if elements is None:
            raise NotExpandableError(f"an argument is not known: {frame.source.segment(argument)}")
        for element in elements:
            yield _of_value(element, argument)


def _named(frame: Frame, call: ast.Call) -> Iterator[tuple[str, _Given]]:
    for keyword in call.keywords:
        if keyword.arg is not None:
            yield keyword.arg, _given(frame, keyword.value)
            continue
        values = entries_of(frame.value(keyword.value))
        if values is not None and all(isinstance(item, Known) for _, item in values):
            for name, item in values:
                yield str(name), _of_value(item, keyword.value)
            continue
        stands = frame.display(keyword.value)
        if isinstance(stands, ast.Dict) and all(isinstance(key, ast.Constant) for key in stands.keys):
            yield from _of_display(dict(values or ()), stands)
            continue
        written = read_dict(Standpoint(frame.world.sources, frame.source, frame.scope), keyword.value)
        if written is None:
            raise NotExpandableError(f"an argument is not known: **{frame.source.segment(keyword.value)}")
        for name, given in written:
            there = replace(frame, source=given.here.module, scope=given.here.scope)
            yield name, _Given(there.value(given.value), moved(frame, given))


def _of_display(values: Mapping[object, Value], stands: ast.Dict) -> Iterator[tuple[str, _Given]]:
    for key, item in zip(stands.keys, stands.values, strict=True):
        if isinstance(key, ast.Constant):
            yield str(key.value), _Given(values.get(key.value, NotKnown("it is computed")), item)


def _of_value(value: Value, at: ast.expr) -> _Given:
    return _Given(value, expression_of(value, at) or absolute_name(None, at))


def _given(frame: Frame, argument: ast.expr) -> _Given:
    if not frame.world.concerns(argument):
        value = frame.value(argument)
        is_data = isinstance(argument, ast.Call) and isinstance(value, Entries | Elements)
        data = expression_of(value, argument) if is_data else None
        return _Given(value, data or movable(frame, argument))
    new = frame.world.rebuild(frame, argument)
    assert isinstance(new, ast.expr)
    if not isinstance(new, ast.Name):
        frame.world.count += 1
        name = f"argument[{frame.world.count}]"
        target = ast.copy_location(ast.Name(name, ast.Store()), argument)
        frame.out.append(ast.copy_location(ast.Assign([target], new), argument))
        new = absolute_name(frame.local(name), argument)
    return _Given(NotKnown("it is a definition"), new)


def _defaults(frame: Frame, factory: Scope) -> Iterator[tuple[str, _Given]]:
    node, parent = factory.node, factory.parent
    source = frame.world.sources.module(factory.module_id)
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    assert parent is not None and source is not None
    there = frame
    if parent is not frame.scope:
        there = replace(frame, source=source, scope=parent, bindings={}, replaced={}, made=None)
    places = [*node.args.posonlyargs, *node.args.args]
    with_default = places[len(places) - len(node.args.defaults) :]
    pairs = [
        *zip(with_default, node.args.defaults, strict=True),
        *zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True),
    ]
    for place, default in pairs:
        if default is not None:
            yield place.arg, _given(there, default)
