"""Functions of the project handed to something outside it, which is taken to call them."""

import ast
from collections.abc import Mapping, Sequence

from assetize.analyzer.effects.blocks import MOST_TURNS, elements_of_expression
from assetize.analyzer.effects.follow import arguments_of, follow_with
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.knowing import thing_of
from assetize.analyzer.effects.things import Group, Routine, Thing

_WITH_THE_REST = frozenset({"submit", "to_thread", "run_in_executor", "call_soon", "partialmethod", "pipe"})
"""``executor.submit(save, df, "users")`` calls ``save(df, "users")``."""
_WITH_ARGS = frozenset({"Thread", "Process", "apply_async", "Timer"})
"""``Thread(target=save, args=(df, "users"))``."""
_FOR_EACH = frozenset({"map", "starmap", "imap", "imap_unordered"})
"""``executor.map(save, TABLES)``."""
_RUNNERS = _WITH_THE_REST | _WITH_ARGS | _FOR_EACH


def run_callbacks(frame: Frame, node: ast.Call, name: str) -> None:
    """Follows every function among the arguments of a call that cannot itself be followed."""
    values = [*node.args, *(keyword.value for keyword in node.keywords)]
    if not any(isinstance(value, ast.Lambda | ast.Name) for value in values) and name not in _RUNNERS:
        return
    for value in values:
        is_reference = isinstance(value, ast.Attribute) and name in _RUNNERS
        if not isinstance(value, ast.Lambda | ast.Name) and not is_reference:
            continue
        if isinstance(value, ast.Name) and value.id not in frame.names and name not in _RUNNERS:
            continue
        thing = thing_of(frame, value)
        if isinstance(thing, Routine):
            _run(frame, node, name, thing, value)


def _run(frame: Frame, node: ast.Call, name: str, routine: Routine, value: ast.expr) -> None:
    if name in _FOR_EACH:
        _run_for_each(frame, node, routine)
        return
    repeated = name == "apply"
    frame.loops += repeated
    follow_with(frame, routine, node, _positional(frame, node, name, value), _keywords(frame, node, name))
    frame.loops -= repeated


def _run_for_each(frame: Frame, node: ast.Call, routine: Routine) -> None:
    """Once for each element, as far as the sequences are written out."""
    columns = [elements_of_expression(frame, item) for item in node.args[1:]]
    known = [column for column in columns if column is not None]
    if not known or len(known) != len(columns) or len(known[0]) > MOST_TURNS:
        frame.loops += 1
        follow_with(frame, routine, node, (), {})
        frame.loops -= 1
        return
    for things in zip(*known, strict=False):
        follow_with(frame, routine, node, things, {})


def _positional(frame: Frame, node: ast.Call, name: str, value: ast.expr) -> Sequence[Thing]:
    if name in _WITH_ARGS:
        given = next((word.value for word in node.keywords if word.arg == "args"), None)
        thing = thing_of(frame, given) if given is not None else None
        return thing.things if isinstance(thing, Group) else ()
    if name not in _WITH_THE_REST or value not in node.args:
        return ()
    rest = node.args[node.args.index(value) + 1 :]
    things, _ = arguments_of(frame, ast.copy_location(ast.Call(node.func, rest, []), node))
    if name == "pipe" and isinstance(node.func, ast.Attribute):
        return (thing_of(frame, node.func.value), *things)
    return things


def _keywords(frame: Frame, node: ast.Call, name: str) -> Mapping[str, Thing]:
    if name not in _WITH_THE_REST:
        return {}
    return arguments_of(frame, node)[1]
