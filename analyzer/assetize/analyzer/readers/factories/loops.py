"""Loops that are written out turn by turn: how a turn is left, and how a loop is taken back."""

import ast

from assetize.analyzer.readers.factories.frame import Frame


class NotSkippedError(Exception):
    """Whether a turn of a loop goes on is not known."""


class Kept:
    """What a block knew before a loop, for a loop that cannot be written out after all."""

    def __init__(self, frame: Frame) -> None:
        self._bindings, self._replaced = dict(frame.bindings), dict(frame.replaced)
        self._written = dict(frame.written)
        self._made = len(frame.out), len(frame.world.additions)
        self._lengths = {name: len(_parts(display)) for name, display in frame.lists.items()}

    def restore(self, frame: Frame) -> None:
        """Takes back all that the loop did."""
        for names in (frame.bindings, frame.replaced, frame.written):
            names.clear()
        frame.bindings.update(self._bindings)
        frame.replaced.update(self._replaced)
        frame.written.update(self._written)
        del frame.out[self._made[0] :]
        del frame.world.additions[self._made[1] :]
        for name, length in self._lengths.items():
            display = frame.lists[name]
            del _parts(display)[length:]
            if isinstance(display, ast.Dict):
                del display.keys[length:]


def _parts(display: ast.List | ast.Dict) -> list[ast.expr]:
    return display.elts if isinstance(display, ast.List) else display.values


def way_out(statement: ast.stmt) -> ast.Break | ast.Continue | None:
    """The ``continue`` or ``break`` that is all that an ``if`` does."""
    match statement:
        case ast.If(body=[*others, ast.Break() | ast.Continue() as way], orelse=[]) if all(
            isinstance(item, ast.Expr) for item in others
        ):
            return way
    return None
