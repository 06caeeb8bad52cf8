"""Variables of comprehensions and lambdas, which no scope of a statement holds."""

import ast
import re
from dataclasses import dataclass
from functools import cached_property

from assetize.analyzer.names.parameters import parameters_of
from assetize.analyzer.names.targets import names_in

FOR = re.compile(rb"for\s+([\w\x80-\xff\s,()\[\]*]+?)\s+in\b")
LAMBDA = re.compile(rb"lambda\s+([^:]*):")
WORD = re.compile(rb"[A-Za-z_]\w*")

Span = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, eq=False)
class InnerVariables:
    """Where a module's comprehensions and lambdas bind names; the tree is searched only for names that the text has."""

    tree: ast.Module
    data: bytes

    def binds(self, node: ast.Name) -> bool:
        """True when a name stands where a comprehension or lambda gives it a meaning of its own."""
        # The text may write a name beyond ASCII in several ways: only the tree knows.
        may_be_bound = node.id in self._candidates or not node.id.isascii()
        if not may_be_bound or not hasattr(node, "lineno"):
            return False
        position = (node.lineno, node.col_offset)
        return any(start <= position <= end for start, end in self._spans.get(node.id, ()))

    @cached_property
    def _candidates(self) -> frozenset[str]:
        bound = [*FOR.findall(self.data), *LAMBDA.findall(self.data)]
        return frozenset(word.decode() for text in bound for word in WORD.findall(text))

    @cached_property
    def _spans(self) -> dict[str, list[Span]]:
        spans: dict[str, list[Span]] = {}
        for node in ast.walk(self.tree):
            for name in _bound_by(node):
                start = (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))
                end = (getattr(node, "end_lineno", 0) or 0, getattr(node, "end_col_offset", 0) or 0)
                spans.setdefault(name, []).append((start, end))
        return spans


def _bound_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return [name for generator in node.generators for name in names_in(generator.target)]
    if isinstance(node, ast.Lambda):
        return [parameter.arg for parameter in parameters_of(node.args)]
    return []
