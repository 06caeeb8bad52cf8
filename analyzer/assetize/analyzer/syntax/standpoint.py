"""An expression's standpoint: the module and scope in which its names have their meaning."""

import ast
import re

from assetize.analyzer.codes.code import Code
from assetize.analyzer.model import Location, Unknown
from assetize.analyzer.names import Definition, ModuleSource, Scope, Sources
from assetize.analyzer.names.imports import imported_meaning
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.complete import is_complete

LONGEST_CHAIN = 12
"""Aliases of aliases are followed this far: beyond it, a circle is more likely."""

DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
CHANGES = r"\.\s*(?:append|extend|insert|add|update|setdefault|pop|remove|clear)\s*\(|\[[^\]\n]*\]\s*=[^=]"

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, eq=False)
class Standpoint:
    """Resolves names, finds places and quotes text for the expressions of one scope."""

    sources: Sources
    module: ModuleSource
    scope: Scope

    def resolve(self, expression: ast.expr) -> str | None:
        """The qualified name of a name or attribute, as ``Sources.resolve`` gives it.

        ``from .job import nightly`` before ``@schedule(job=nightly) def nightly(...)``: at the top of a module the
        import that comes before counts, though the name is bound again after.
        """
        name = self.sources.resolve(self.scope.module_id, expression, self.scope)
        if name is None and isinstance(expression, ast.Name) and self.scope.kind == "module":
            return self._imported_before(expression)
        return name

    def _imported_before(self, name: ast.Name) -> str | None:
        bindings = self.scope.bindings.get(name.id, [])
        before = [
            binding
            for binding in bindings
            if getattr(binding.node, "end_lineno", 0) < getattr(name, "lineno", 0)
        ]
        if len(before) != 1 or before[0].kind != "import" or any(binding.in_branch for binding in bindings):
            return None
        return imported_meaning(self.sources, self.scope, before[0], before[0].member, ()).name

    def at(self, node: ast.AST) -> Location:
        """Where a node stands."""
        return self.module.at(node)

    def text(self, node: ast.AST) -> str:
        """A node's source text, as written."""
        return self.module.segment(node)

    def unknown(self, node: ast.AST, code: Code, what: str, subject: str) -> Unknown:
        """The record of something at ``node`` that was not understood."""
        return Unknown(self.at(node), what, subject, code.code)

    def inside(self, node: FunctionNode | ast.ClassDef) -> "Standpoint":
        """The standpoint of the body of a function or class that is defined here."""
        scope = self.module.scope_named(self.scope.qualify(node.name))
        if scope is None or scope.node is not node:
            scope = next((other for other in self.module.scopes if other.node is node), self.scope)
        return Standpoint(self.sources, self.module, scope)

    def definition(self, expression: ast.expr) -> Definition | None:
        """The project's definition that a name or attribute means."""
        name = self.resolve(expression)
        return self.sources.definition(name) if name is not None and ":" in name else None

    def of(self, definition: Definition) -> "Standpoint":
        """The standpoint from which a definition's own expressions are to be read."""
        module = self.sources.module(definition.module_id)
        return Standpoint(self.sources, module or self.module, definition.scope)

    def follow(self, expression: ast.expr) -> "tuple[Standpoint, ast.expr]":
        """Replaces a name by the expression assigned to it, as often as possible.

        What comes back is a name again when it means a function, a class, or something outside the project.
        """
        here = self
        for _ in range(LONGEST_CHAIN):
            if not isinstance(expression, ast.Name | ast.Attribute):
                break
            definition = here.definition(expression)
            if definition is None or not _is_assigned(definition):
                break
            assert isinstance(definition.node, ast.expr)
            there = here.of(definition)
            if (
                isinstance(definition.node, DISPLAYS)
                and not is_complete(definition.node)
                and _is_changed(there, definition.id)
            ):
                break
            here, expression = there, definition.node
        return here, expression

    def string(self, expression: ast.expr | None) -> str | None:
        """The string that an expression is known to give."""
        if isinstance(expression, ast.Constant):
            return expression.value if isinstance(expression.value, str) else None
        if expression is None:
            return None
        try:
            return known_string(self, expression)
        except RecursionError:  # a sum of thousands of strings
            return None


def _is_assigned(definition: Definition) -> bool:
    """The name stands for exactly this expression, rather than for an element or a product of it."""
    binding = definition.binding
    is_whole = binding.kind == "value" or (binding.kind == "item" and binding.node is not definition.node)
    return is_whole and isinstance(definition.node, ast.expr)


def _is_changed(here: Standpoint, definition_id: str) -> bool:
    """Its module adds to the list or dict after it was written down."""
    name = re.escape(re.split(r"[.:]", definition_id)[-1])
    text = here.module.text
    # A pattern that starts with a literal is searched much faster than one that starts with a word boundary.
    found = re.compile(rf"{name}\s*(?:{CHANGES})").finditer(text)
    return any(not (text[match.start() - 1].isalnum() or text[match.start() - 1] == "_") for match in found)


def known_string(here: Standpoint, expression: ast.expr) -> str | None:
    """The string that names, f-strings and concatenations of constants give."""
    there, value = here.follow(expression)
    match value:
        case ast.Constant(value=str(text)):
            return text
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, second = known_string(there, left), known_string(there, right)
            return None if first is None or second is None else first + second
        case ast.JoinedStr(values=values):
            parts = [_formatted(there, part) for part in values]
            return None if None in parts else "".join(part for part in parts if part is not None)
    return None


def _formatted(here: Standpoint, part: ast.expr) -> str | None:
    if isinstance(part, ast.FormattedValue):
        if part.conversion != -1 or part.format_spec is not None:
            return None
        return known_string(here, part.value)
    return known_string(here, part)
