"""The scopes of a module: the module itself, its classes and its functions."""

import ast
from dataclasses import field
from typing import Literal

from assetize.analyzer.names.bindings import Binding
from assetize.analyzer.records import dataclass

ScopeNode = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, eq=False, slots=True)
class Scope:
    """The names that a module, class or function binds itself; ``parent`` is the scope around it.

    Filled once while the module is surveyed, and not changed after.
    """

    module_id: str
    qualname: str
    """``""`` for the module."""
    kind: Literal["module", "class", "function"]
    node: ScopeNode
    parent: "Scope | None"
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    stars: list[Binding] = field(default_factory=list)
    """``from x import *``, in order."""
    outer_names: dict[str, "Scope"] = field(default_factory=dict)
    """Names that ``global`` or ``nonlocal`` hands to a scope outside."""

    @property
    def id(self) -> str:
        """The id of the function or class; ``"module:"`` for a module."""
        return f"{self.module_id}:{self.qualname}"

    def qualify(self, name: str) -> str:
        """The qualified name of what is bound to that name here."""
        if self.kind == "module":
            return name
        return f"{self.qualname}.<locals>.{name}" if self.kind == "function" else f"{self.qualname}.{name}"

    def bases(self) -> list[ast.expr]:
        """The bases of a class as written."""
        return self.node.bases if isinstance(self.node, ast.ClassDef) else []
