"""Remembers the calls whose effect could not be told, for those who may declare it."""

import ast
from collections.abc import Iterator

from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.hints import says
from assetize.analyzer.effects.things import Routine
from assetize.analyzer.model import UnfollowedCall


def remember_call(frame: Frame, node: ast.Call, spoken: str) -> None:
    """A call that leads out of the project."""
    function = frame.scope.node
    is_function = isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    _remember(
        frame,
        node,
        spoken,
        frame.scope.id if is_function else "",
        tuple(_parameters(function.args)) if is_function else (),  # type: ignore[union-attr]
    )


def remember_silent_helper(frame: Frame, node: ast.Call, helper: Routine) -> None:
    """A call of the project's own function whose name says that it writes, and in which nothing was recognised."""
    if not isinstance(helper.node, ast.Lambda) and says(helper.node.name) is not None:
        spoken = helper.id.replace(":", ".")
        _remember(frame, node, spoken, helper.id, tuple(_parameters(helper.node.args)))


def _remember(frame: Frame, node: ast.Call, spoken: str, inside: str, parameters: tuple[str, ...]) -> None:
    frame.unfollowed.append(
        UnfollowedCall(
            op="",
            call=spoken,
            where=frame.source.at(node),
            arguments=tuple(_arguments(node)),
            inside=inside,
            parameters=parameters,
        )
    )


def _arguments(node: ast.Call) -> Iterator[tuple[str, str]]:
    for position, value in enumerate(node.args):
        if isinstance(value, ast.Starred):
            return
        yield str(position), _literal_text(value)
    for keyword in node.keywords:
        if keyword.arg is not None:
            yield keyword.arg, _literal_text(keyword.value)


def _literal_text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _parameters(arguments: ast.arguments) -> Iterator[str]:
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        yield argument.arg
