"""What a class derives from, through the project's own classes."""

import ast

from assetize.analyzer.syntax.standpoint import Standpoint


def library_bases(here: Standpoint, expression: ast.expr) -> frozenset[str]:
    """The dotted names of every class outside the project that a class expression is or derives from.

    An annotation in quotes is read like one without.
    """
    name = here.resolve(_generic(unquoted(expression)))
    if name is None:
        return frozenset()
    line = here.sources.lineage(name) if ":" in name else (name,)
    return frozenset(ancestor for ancestor in line if ":" not in ancestor)


def unquoted(annotation: ast.expr) -> ast.expr:
    """The expression inside a string annotation."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            return ast.parse(annotation.value.strip(), mode="eval").body
        except SyntaxError:
            return annotation
    return annotation


def _generic(expression: ast.expr) -> ast.expr:
    """``ConfigurableResource[int]`` is ``ConfigurableResource`` here."""
    return expression.value if isinstance(expression, ast.Subscript) else expression
