"""What an id stands for."""

import ast

from assetize.analyzer.names.bindings import Binding
from assetize.analyzer.names.scopes import Scope
from assetize.analyzer.records import dataclass

DefinitionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.expr


@dataclass(frozen=True, eq=False, slots=True)
class Definition:
    """A function, a class, or the expression assigned to a variable, with the scope that it stands in."""

    id: str
    module_id: str
    node: DefinitionNode
    scope: Scope
    """The scope that holds the definition: expressions in ``node`` (decorators, bases, values) are resolved in it."""
    binding: Binding

    @property
    def is_nested(self) -> bool:
        """Defined inside a function or a class."""
        return self.scope.kind != "module"
