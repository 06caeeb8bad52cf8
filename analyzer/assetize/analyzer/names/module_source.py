"""One parsed module."""

import ast
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from assetize.analyzer.files import Layout
from assetize.analyzer.files.parsing import encoding_of
from assetize.analyzer.model import Location, Module
from assetize.analyzer.names.inner_variables import InnerVariables
from assetize.analyzer.names.scopes import Scope
from assetize.analyzer.names.statements import VISITORS
from assetize.analyzer.names.survey import survey


@dataclass(frozen=True, eq=False)
class ModuleSource:
    """A module's tree and scopes; its text is decoded only when somebody asks."""

    module: Module
    tree: ast.Module
    data: bytes
    scope: Scope
    scopes: tuple[Scope, ...]
    """The inside of every class and function at any depth, in source order."""

    def scope_named(self, qualname: str) -> Scope | None:
        """The inside of a class or function by its qualified name, ``""`` for the module; None when there are several."""
        return self._scopes_by_name.get(qualname) if qualname else self.scope

    @cached_property
    def _scopes_by_name(self) -> dict[str, Scope | None]:
        named: dict[str, Scope | None] = {}
        for scope in self.scopes:
            named[scope.qualname] = None if scope.qualname in named else scope
        return named

    @cached_property
    def inner_variables(self) -> InnerVariables:
        """The variables of its comprehensions and lambdas."""
        return InnerVariables(self.tree, self.data)

    @cached_property
    def text(self) -> str:
        """The decoded text without its byte-order mark, line ends as ``\\n``."""
        text = self.data.decode(encoding_of(self.data), errors="replace")
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def _utf8(self) -> bytes:
        """The text as UTF-8, in which the syntax tree counts columns: for most files, what was read."""
        if b"\r" not in self.data and encoding_of(self.data) == "utf-8":
            return self.data
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        """Where lines start in ``_utf8``; a form feed ends no line."""
        return array("I", accumulate((len(line) + 1 for line in self._utf8.split(b"\n")), initial=0))

    def at(self, node: ast.AST) -> Location:
        """Where a node stands."""
        return Location(self.module.file, getattr(node, "lineno", 1))

    def segment(self, node: ast.AST) -> str:
        """The source text of a statement or expression, exactly as written."""
        first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
        start, end = getattr(node, "col_offset", 0), getattr(node, "end_col_offset", 0)
        if not first or not last:
            return ""
        lines = self._line_starts
        return self._utf8[lines[first - 1] + start : lines[last - 1] + end].decode("utf-8", "surrogatepass")


def read_module(layout: Layout, module: Module, tree: ast.Module, data: bytes) -> ModuleSource:
    """Surveys a parsed module."""
    found = survey(module.id, tree, VISITORS, _lines_with_walrus(data))
    imports = {
        imported
        for level, dotted in found.imported
        if (imported := _imported_module(layout, module, level, dotted)) not in (None, module.id)
    }
    future = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(alias.name == "annotations" for alias in node.names)
        for node in tree.body
    )
    names = (*found.module.bindings, *("*" for _ in found.module.stars[:1]))
    full = replace(
        module, imports=tuple(sorted(imports)), future_annotations=future, names=tuple(sorted(names))
    )
    return ModuleSource(full, tree, data, found.module, tuple(found.scopes))


def _imported_module(layout: Layout, module: Module, level: int, dotted: str) -> str | None:
    if level:
        place = layout.relative(module.file, level, dotted)
    else:
        places = layout.absolute(module.file, dotted)
        place = places[0] if len(places) == 1 else None
    return layout.module_at(place) if place is not None else None


def _lines_with_walrus(data: bytes) -> list[int]:
    if b":=" not in data:
        return []
    return [number for number, line in enumerate(data.splitlines(), 1) if b":=" in line]
