"""Statements that build a value step by step, followed over what is known: no code is run.

``specs = {}; for path in folder.glob("*.yaml"): specs[path.stem] = load(path); return specs``
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from assetize.analyzer.values.comprehensions import bind, turns_over
from assetize.analyzer.values.conditions import truth_of
from assetize.analyzer.values.evaluation import END, Evaluation, Exact
from assetize.analyzer.values.stored import CHANGING, change, store
from assetize.analyzer.values.value import Elements, Entries, Known, NotKnown, Value

MOST_STEPS = 5_000
NOTHING = Known(None)
Left = Literal["", "return", "continue", "break", "raise"]
SPEAKING = frozenset({"print", "debug", "info", "warning", "error", "exception", "log"})


class NotFollowedError(Exception):
    """A statement does what is not understood."""


@dataclass(slots=True)
class Run:
    """The names of one function, or of some statements of a module, as they are filled."""

    evaluation: Evaluation
    names: dict[str, Value]
    shared: set[str] = field(default_factory=set)
    """Names of containers that something else holds, too: a change of one is a change of both."""
    returned: Value = NOTHING
    yielded: list[Value] = field(default_factory=list)
    steps: int = 0

    def value(self, expression: ast.expr) -> Value:
        """What an expression gives here and now."""
        evaluation = self.evaluation
        return evaluation.elsewhere(evaluation.scope, Exact(self.names), END).of(expression)

    def forget(self, names: Iterator[str]) -> None:
        """What these names hold is not known any more."""
        for name in names:
            if name in self.names:
                self.names[name] = NotKnown(f"{name} is changed in place")


def perform(run: Run, statements: Sequence[ast.stmt]) -> Left:
    """Follows statements in order; says how they were left."""
    for statement in statements:
        run.steps += 1
        if run.steps > MOST_STEPS:
            raise NotFollowedError
        left = _STATEMENTS.get(type(statement), _unknown)(run, statement)
        if left:
            return left
    return ""


def _unknown(run: Run, statement: ast.stmt) -> Left:
    """Whatever it may change is not known afterwards; it must not leave the block."""
    if any(isinstance(node, ast.Return | ast.Yield | ast.Raise) for node in ast.walk(statement)):
        raise NotFollowedError
    run.forget(_mentioned(statement))
    return ""


def _mentioned(*nodes: ast.AST) -> Iterator[str]:
    return (inner.id for node in nodes for inner in ast.walk(node) if isinstance(inner, ast.Name))


def _nothing(run: Run, statement: ast.stmt) -> Left:
    return ""


def _assign(run: Run, statement: ast.Assign) -> Left:
    value = run.value(statement.value)
    for target in statement.targets:
        _assign_to(run, target, value, statement.value)
    return ""


def _annotated(run: Run, statement: ast.AnnAssign) -> Left:
    if statement.value is not None:
        _assign_to(run, statement.target, run.value(statement.value), statement.value)
    return ""


def _assign_to(run: Run, target: ast.expr, value: Value, source: ast.expr) -> None:
    _share(run, value, source)
    match target:
        case ast.Name(id=name):
            run.names[name] = value
            run.shared.discard(name)
            if isinstance(source, ast.Name | ast.Subscript | ast.Attribute) and _is_container(value):
                run.shared.add(name)
        case ast.Tuple() | ast.List():
            bind(run.names, target, value)
        case ast.Subscript(value=ast.Name(id=name), slice=key) if name in run.names:
            run.names[name] = _changed(run, name, store(run.names[name], run.value(key), value))
        case _:
            run.forget(_mentioned(target))


def _share(run: Run, value: Value, source: ast.expr) -> None:
    """A container that is put into another one, or gets another name, is held by both."""
    if isinstance(source, ast.List | ast.Tuple | ast.Dict | ast.Set):
        parts = source.values if isinstance(source, ast.Dict) else source.elts
        keys = source.keys if isinstance(source, ast.Dict) else ()
        spread = {id(part) for key, part in zip(keys, parts, strict=False) if key is None}
        for part in parts:
            if id(part) not in spread:
                _share(run, run.value(part), part)
    elif isinstance(source, ast.Name) and _is_container(value):
        run.shared.add(source.id)


def _is_container(value: Value) -> bool:
    content = value.value if isinstance(value, Known) else None
    return isinstance(value, Elements | Entries) or isinstance(content, tuple | dict)


def _changed(run: Run, name: str, value: Value) -> Value:
    """The new value of a container; one that something else holds, too, would change there as well."""
    if name in run.shared:
        raise NotFollowedError
    return value


def _augment(run: Run, statement: ast.AugAssign) -> Left:
    total = ast.copy_location(ast.BinOp(statement.target, statement.op, statement.value), statement)
    match statement.target:
        case ast.Name(id=name) if name in run.names:
            run.names[name] = _changed(run, name, run.value(total))
        case target:
            run.forget(_mentioned(target))
    return ""


def _expression(run: Run, statement: ast.Expr) -> Left:
    match statement.value:
        case ast.Yield(value=ast.expr() as given):
            _share(run, run.value(given), given)
            run.yielded.append(run.value(given))
        case ast.YieldFrom(value=given):
            run.yielded.extend(_known_turns(run, given))
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method), args=arguments) as call if (
            method in CHANGING and name in run.names
        ):
            values = [run.value(argument) for argument in arguments]
            for argument, value in zip(arguments, values, strict=True):
                _share(run, value, argument)
            known = values if not call.keywords else None
            run.names[name] = _changed(run, name, change(run.names[name], method, known))
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in SPEAKING:
            pass
        case other:
            run.forget(name for name in _mentioned(other) if _is_container(run.names.get(name, Known(None))))
    return ""


def _known_turns(run: Run, iterated: ast.expr) -> Sequence[Value]:
    turns = turns_over(run.value(iterated))
    if turns is None:
        raise NotFollowedError
    return turns


def _return(run: Run, statement: ast.Return) -> Left:
    run.returned = Known(None) if statement.value is None else run.value(statement.value)
    return "return"


def _if(run: Run, statement: ast.If) -> Left:
    holds = truth_of(run.value(statement.test))
    if holds is not None:
        return perform(run, statement.body if holds else statement.orelse)
    before, shared = dict(run.names), set(run.shared)
    yielded = len(run.yielded)
    ways: list[tuple[Left, dict[str, Value]]] = []
    for block in (statement.body, statement.orelse):
        run.names.clear()
        run.names.update(before)
        ways.append((perform(run, block), dict(run.names)))
    going = [names for left, names in ways if left == ""]
    if len(run.yielded) > yielded or any(left not in ("", "raise") for left, _ in ways) or not going:
        raise NotFollowedError
    run.shared |= shared
    run.names.clear()
    for name in going[0]:
        values = [names[name] for names in going if name in names]
        is_same = len(values) == len(going) and all(value == values[0] for value in values)
        run.names[name] = values[0] if is_same else NotKnown("it depends on a condition")
    return ""


def _for(run: Run, statement: ast.For) -> Left:
    turns = turns_over(run.value(statement.iter))
    if turns is None or statement.orelse:
        return _unknown(run, statement)
    for turn in turns:
        bind(run.names, statement.target, turn)
        left = perform(run, statement.body)
        if left == "break":
            break
        if left in ("return", "raise"):
            return left
    return ""


def _with(run: Run, statement: ast.With) -> Left:
    for item in statement.items:
        if item.optional_vars is not None:
            bind(run.names, item.optional_vars, run.value(item.context_expr))
    return perform(run, statement.body)


def _try(run: Run, statement: ast.Try) -> Left:
    """What is tried is taken to succeed."""
    left = perform(run, [*statement.body, *statement.orelse])
    if left == "raise" and statement.handlers:
        raise NotFollowedError
    return perform(run, statement.finalbody) or left


def _define(run: Run, statement: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Left:
    changed = (
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and _is_container(run.names.get(node.id, Known(None)))
    )
    run.forget(changed)
    return ""


_STATEMENTS: Mapping[type[ast.stmt], Callable[[Run, Any], Left]] = {
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augment,
    ast.Expr: _expression,
    ast.Return: _return,
    ast.If: _if,
    ast.For: _for,
    ast.With: _with,
    ast.Try: _try,
    ast.FunctionDef: _define,
    ast.AsyncFunctionDef: _define,
    ast.ClassDef: _define,
    ast.Continue: lambda run, statement: "continue",
    ast.Break: lambda run, statement: "break",
    ast.Raise: lambda run, statement: "raise",
    ast.Pass: _nothing,
    ast.Import: _nothing,
    ast.ImportFrom: _nothing,
    ast.Assert: _nothing,
}
