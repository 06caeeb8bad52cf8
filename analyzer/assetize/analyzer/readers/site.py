"""One use of a Dagster name: a decorated function or a call."""

import ast

from assetize.analyzer.names import Scope
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """Where a reader has something to read.

    ``name`` is the Dagster name (``"dagster.op"``); for a method of the project's own objects it starts with a dot
    (``".to_job"``). ``node`` is the decorated function or the call itself; ``call`` holds the arguments and is None for
    a bare decorator.
    """

    name: str
    id: str
    here: Standpoint
    node: FunctionNode | ast.Call
    call: ast.Call | None
    decorator: ast.expr | None = None
    variable: str | None = None
    """The name that it is bound to in its scope."""
    in_loop: bool = False
    in_branch: bool = False
    is_repeated: bool = False
    """Its name is bound more than once in its scope."""

    @property
    def function(self) -> FunctionNode:
        """The decorated function; only for sites with a decorator."""
        if isinstance(self.node, ast.Call):
            raise TypeError(f"{self.id} is a call")
        return self.node

    @property
    def is_decorator(self) -> bool:
        """It decorates a function, as opposed to being called for its result."""
        return self.decorator is not None

    @property
    def is_nested(self) -> bool:
        """It stands in a function or class."""
        return self.here.scope.kind != "module"

    @property
    def end_line(self) -> int:
        """The last line of the function or call."""
        return self.node.end_lineno or self.node.lineno

    @property
    def enclosing_functions(self) -> tuple[Scope, ...]:
        """The functions around it, innermost first."""
        found: list[Scope] = []
        scope: Scope | None = self.here.scope
        while scope is not None:
            if scope.kind == "function":
                found.append(scope)
            scope = scope.parent
        return tuple(found)
