"""One way in which a name of a scope gets its meaning."""

import ast
from typing import Literal, NamedTuple

BindingKind = Literal[
    "import", "function", "class", "value", "item", "parameter", "with", "augment", "varies"
]
"""``value``: a plain assignment, ``node`` is the expression. ``item``: one element of an unpacked expression.
``with``: ``with node as name``. ``augment``: ``name += ...``. ``varies``: a loop's target, a caught exception, ``del``,
an assignment through ``global``: ``text`` says which."""


class Binding(NamedTuple):
    """A named tuple rather than a frozen dataclass: there is one for every assignment of a project."""

    kind: BindingKind
    node: ast.AST
    """The import, definition, expression or target."""
    text: str = ""
    """For an import the dotted module, for ``varies`` the reason."""
    member: str | None = None
    """For ``from text import member`` the imported name."""
    level: int = 0
    """For an import the number of leading dots."""
    top_only: bool = False
    """``import a.b`` binds ``a`` only."""
    path: tuple[int, ...] = ()
    """For ``item`` where in the unpacked value: ``(1, 0)`` for ``b`` in ``a, (b, c) = node``."""
    in_loop: bool = False
    in_branch: bool = False
    """It may not be executed: inside ``if``, ``try``, ``match`` or a loop."""
    type_checking: bool = False
    """It only exists for type checkers."""
    is_fallback: bool = False
    """Inside ``except ImportError``."""
    from_inside: bool = False
    """An inner function assigns it, whenever that runs."""
