"""Whether assets can be added to a ``Definitions(...)`` where it stands."""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assetize.analyzer.model import CodeLocation
from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.standpoint import FunctionNode

UNBOUND = "<"
"""In the id of a call that is bound to no name, which its line stands for."""


def with_places_told_apart(locations: Sequence[CodeLocation]) -> tuple[CodeLocation, ...]:
    """The same, those with a problem that cannot be told from another one on their line."""
    counted = Counter(_place(location) for location in locations if UNBOUND in location.id)
    problem = "several begin on its line"
    return tuple(
        replace(location, problem=problem) if counted[_place(location)] > 1 else location
        for location in locations
    )


def _place(location: CodeLocation) -> str:
    return location.id.partition("#")[0]


def is_returned(site: Site, function: FunctionNode) -> bool:
    """Whether a ``@definitions`` function gives back this ``Definitions(...)`` and nothing else."""
    returned = [node.value for statement in function.body for node in _returns(statement)]
    return len(returned) == 1 and returned[0] is site.node


def _returns(node: ast.AST) -> Iterator[ast.Return]:
    if isinstance(node, ast.Return):
        yield node
    if not isinstance(node, FunctionNode | ast.Lambda | ast.ClassDef):
        for child in ast.iter_child_nodes(node):
            yield from _returns(child)
