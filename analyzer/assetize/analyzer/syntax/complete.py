"""Lists and dicts of which it is known that they hold what is written in them, whatever the text around them does."""

import ast

_ATTRIBUTE = "is_complete"


def mark_complete(display: ast.List | ast.Dict) -> None:
    """Whatever is added to the display anywhere was written into it."""
    setattr(display, _ATTRIBUTE, True)


def is_complete(expression: ast.expr) -> bool:
    """``mark_complete`` was called for the expression."""
    return getattr(expression, _ATTRIBUTE, False) is True
