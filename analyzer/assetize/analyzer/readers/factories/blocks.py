"""Copies statements in order: known branches are taken, loops over known lists are written out."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assetize.analyzer.names.targets import names_in
from assetize.analyzer.readers.factories.definitions import define
from assetize.analyzer.readers.factories.expansion import NotExpandableError
from assetize.analyzer.readers.factories.expressions import assign, bind_turn, rebuild, rebuilt, turn_frame
from assetize.analyzer.readers.factories.frame import Frame
from assetize.analyzer.readers.factories.growing import grow
from assetize.analyzer.readers.factories.loops import Kept, NotSkippedError, way_out
from assetize.analyzer.readers.factories.turns import Turn, turns_of
from assetize.analyzer.syntax.standpoint import FunctionNode
from assetize.analyzer.values import Known, NotKnown
from assetize.analyzer.values.conditions import truth_of

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


ASSIGNED_AGAIN = NotKnown("it may be assigned again")


def run(frame: Frame, statements: Sequence[ast.stmt]) -> ast.expr | None:
    """Copies a block into ``frame.out``; gives what a factory returns, as soon as it does."""
    for statement in statements:
        returned = _copy_statement(frame, statement)
        if returned is not None:
            return returned
    return None


def _copy_statement(frame: Frame, statement: ast.stmt) -> ast.expr | None:
    if grow(frame, statement, lambda expression: rebuilt(frame, expression)):
        return None
    match statement:
        case ast.Assign(targets=[target], value=value):
            _assign(frame, statement, target, value)
        case ast.AnnAssign(target=ast.Name() as target, value=ast.expr() as value):
            _assign(frame, statement, target, value)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            define(frame, statement)
        case ast.Return(value=value) if frame.kind == "factory":
            return rebuilt(frame, value or ast.copy_location(ast.Constant(None), statement))
        case ast.If():
            return _branch(frame, statement)
        case ast.For() if frame.world.concerns(statement):
            return _loop(frame, statement)
        case ast.With():
            return _with(frame, statement)
        case ast.For() | ast.While() | ast.Try() | ast.AsyncFor() | ast.AsyncWith() | ast.Match():
            _behind(frame, statement, "it stands in a block that may not be run, or run more than once")
        case ast.ClassDef() if not _is_untouched(frame, statement):
            frame.out.append(_as_statement(rebuild(frame.behind("it stands in a class"), statement)))
        case _ if _is_untouched(frame, statement):
            frame.out.append(statement)
        case _:
            frame.out.append(_as_statement(rebuild(frame, statement)))
    return None


def _is_untouched(frame: Frame, statement: ast.stmt) -> bool:
    """Nothing in it changes, and it is not part of a copy: the original node stays in the tree."""
    return frame.made is None and not frame.replaced and not frame.world.concerns(statement)


def _as_statement(node: ast.AST) -> ast.stmt:
    assert isinstance(node, ast.stmt)
    return node


def _assign(frame: Frame, statement: ast.stmt, target: ast.expr, value: ast.expr) -> None:
    if not isinstance(target, ast.Name):
        _assign_other(frame, statement, target, value)
        return
    is_display = isinstance(value, ast.List | ast.Dict)
    if _is_untouched(frame, statement) and not is_display:
        frame.out.append(statement)
        return
    known = frame.value(value)
    new = rebuilt(frame, value)
    frame.written.pop(target.id, None)
    name = _name_for(frame, target.id)
    if name != target.id:
        stands = ast.Name(name, ast.Load())
        frame.replaced[target.id] = ast.copy_location(stands, target)
    elif frame.kind != "body":
        frame.replaced.pop(target.id, None)
    assign(frame, name, new)
    if isinstance(new, ast.List | ast.Dict) and frame.kind != "body":
        frame.lists[name] = new
    if frame.made is not None or frame.kind == "body":
        frame.bindings[target.id] = ASSIGNED_AGAIN if frame.is_changed(target.id, known) else known


def _name_for(frame: Frame, name: str) -> str:
    """In a loop, and where a name is assigned more than once, each assignment gets a name of its own."""
    if frame.kind == "body":
        frame.replaced.pop(name, None)
        return name
    if frame.turns:
        return f"{name}{frame.turns}"
    if frame.made is None or len(frame.scope.bindings.get(name, ())) < 2:
        return name
    before = frame.replaced.get(name)
    last = before.id if isinstance(before, ast.Name) and before.id.startswith(f"{name}'") else name
    return f"{last}'"


def _assign_other(frame: Frame, statement: ast.stmt, target: ast.expr, value: ast.expr) -> None:
    """``a, b = make()``, ``globals()[name] = job``, ``job.x = y``."""
    match target:
        case ast.Subscript(value=ast.Call(func=function, args=[]), slice=key) if (
            frame.resolve(function) == "builtins.globals"
        ):
            known = frame.value(key)
            if isinstance(known, Known) and isinstance(known.value, str) and not frame.barrier:
                _assign_global(frame, known.value, rebuilt(frame, value))
                return
    if _is_untouched(frame, statement):
        frame.out.append(statement)
        return
    new = rebuilt(frame, value)
    names = names_in(target)
    if frame.turns and frame.kind != "body":
        for name in names:
            stands = ast.Name(f"{name}{frame.turns}", ast.Load())
            frame.replaced[name] = ast.copy_location(stands, target)
    copy = rebuild(frame, target)
    for node in ast.walk(copy):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            frame.bindings[node.id] = ASSIGNED_AGAIN
            if frame.turns and frame.kind != "body":
                node.id = f"{node.id}{frame.turns}"
    assert isinstance(copy, ast.expr)
    frame.out.append(ast.copy_location(ast.Assign([copy], new), statement))


def _assign_global(frame: Frame, name: str, value: ast.expr) -> None:
    """A name of the module, wherever the assignment stands."""
    if frame.kind == "module" and not name.isidentifier():
        return
    if frame.kind == "module":
        assign(frame, name, value)
        return
    stored = f"{name}{frame.turns}'"
    assign(frame, stored, value)
    from_here = ast.copy_location(ast.Name(f"={frame.local(stored)}", ast.Load()), value)
    target = ast.copy_location(ast.Name(name, ast.Store()), value)
    statement = ast.copy_location(ast.Assign([target], from_here), value)
    frame.world.additions.append((frame.scope.module_id, statement))


def _branch(frame: Frame, statement: ast.If) -> ast.expr | None:
    if _is_untouched(frame, statement):
        frame.out.append(statement)
        return None
    holds = truth_of(frame.value(statement.test))
    if holds is not None:
        return run(frame, statement.body if holds else statement.orelse)
    text = frame.source.segment(statement.test)
    if frame.kind == "factory" and any(map(_has_return, (*statement.body, *statement.orelse))):
        raise NotExpandableError(f"what it returns depends on {text}")
    _behind(frame, statement, f"it depends on {text}")
    return None


def _loop(frame: Frame, statement: ast.For) -> ast.expr | None:
    turns = None if statement.orelse or _leaves(statement.body) else turns_of(frame, statement.iter)
    if turns is None:
        _behind(frame, statement, f"what is looped over is not known: {frame.source.segment(statement.iter)}")
        return None
    before = Kept(frame)
    try:
        return _turns(frame, statement, turns)
    except NotSkippedError as problem:
        before.restore(frame)
        _behind(frame, statement, str(problem))
        return None


def _turns(frame: Frame, statement: ast.For, turns: Sequence[Turn]) -> ast.expr | None:
    assigned = frozenset(_assigned(statement))
    for turn in turns:
        inner = turn_frame(frame, statement.target, turn, statement)
        inner = replace(
            inner,
            bindings=frame.bindings,
            replaced=frame.replaced,
            turn_names=frame.turn_names | assigned,
        )
        bind_turn(inner, statement.target, turn)
        returned = _turn(inner, statement.body)
        if isinstance(returned, ast.Break):
            break
        if returned is not None:
            return returned
    _leave_loop(frame, statement, assigned)
    return None


def _turn(frame: Frame, body: Sequence[ast.stmt]) -> ast.expr | ast.Break | None:
    """One turn, up to where it is left: ``if name.startswith("_"): continue``."""
    for statement in body:
        way = way_out(statement)
        if way is None:
            returned = run(frame, [statement])
            if returned is not None:
                return returned
            continue
        assert isinstance(statement, ast.If)
        holds = truth_of(frame.value(statement.test))
        if holds is None:
            raise NotSkippedError(f"it depends on {frame.source.segment(statement.test)}")
        if holds:
            return way if isinstance(way, ast.Break) else None
    return None


def _leave_loop(frame: Frame, statement: ast.For, assigned: frozenset[str]) -> None:
    """After a loop its names mean what the last turn left in them."""
    for name in sorted(assigned):
        stands = frame.replaced.get(name)
        if stands is None or frame.kind == "body":
            continue
        if not frame.turns:
            value = ast.copy_location(
                ast.Name(stands.id, ast.Load()) if isinstance(stands, ast.Name) else stands, statement
            )
            assign(frame, name, value)
            del frame.replaced[name]


def _with(frame: Frame, statement: ast.With) -> ast.expr | None:
    if _is_untouched(frame, statement):
        frame.out.append(statement)
        return None
    items = [rebuild(frame, item) for item in statement.items]
    if frame.made is not None or frame.kind == "body":
        for item in statement.items:
            if isinstance(item.optional_vars, ast.Name):
                frame.bindings[item.optional_vars.id] = frame.value(item.context_expr)
    new = ast.With(items=items, body=[ast.copy_location(ast.Pass(), statement)])  # type: ignore[arg-type]
    frame.out.append(ast.copy_location(new, statement))
    return run(frame, statement.body)


def _behind(frame: Frame, statement: ast.stmt, why: str) -> None:
    """Copies a statement of which it is not known how often its blocks run."""
    if _is_untouched(frame, statement):
        frame.out.append(statement)
        return
    inner = frame if frame.kind == "body" else frame.behind(why)
    frame.out.append(_as_statement(rebuild(inner, statement)))
    for name in _assigned(statement):
        frame.bindings[name] = ASSIGNED_AGAIN
        frame.replaced.pop(name, None)
        frame.lists.pop(name, None)
        frame.written.pop(name, None)


def _assigned(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement's blocks bind in their own scope."""
    pending: list[ast.AST] = [statement]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        for child in ast.iter_child_nodes(node):
            if isinstance(child, FunctionNode | ast.ClassDef):
                yield child.name
            elif not isinstance(child, SCOPES):
                pending.append(child)


def _has_return(statement: ast.stmt) -> bool:
    return any(isinstance(node, ast.Return) for node in _own(statement))


def _leaves(body: Sequence[ast.stmt]) -> bool:
    return any(
        isinstance(node, ast.Break | ast.Continue)
        for item in body
        if way_out(item) is None
        for node in _own(item)
    )


def _own(statement: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a statement, without those of functions and classes in it."""
    pending = [statement]
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, SCOPES):
            pending.extend(ast.iter_child_nodes(node))
