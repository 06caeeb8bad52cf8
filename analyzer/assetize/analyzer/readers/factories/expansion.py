"""What opening the factories of a project gave."""

import ast
from collections.abc import Mapping
from dataclasses import field

from assetize.analyzer.model import MadeBy
from assetize.analyzer.names import ModuleSource
from assetize.analyzer.records import dataclass


class NotExpandableError(Exception):
    """A call of a factory cannot be opened; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Expansion:
    """New sources of the modules that hold factories or call them."""

    sources: Mapping[str, ModuleSource] = field(default_factory=dict)
    originals: Mapping[str, ModuleSource] = field(default_factory=dict)
    """The same modules as their text has them: what no call makes is only there."""
    made: Mapping[int, tuple[ast.AST, MadeBy]] = field(default_factory=dict)
    """By the identity of its syntax node, what made a function or call; the node is kept, so that its identity stays its own."""
    closed: Mapping[str, str] = field(default_factory=dict)
    """By the id of a factory, why a call of it was not opened."""

    def maker(self, node: ast.AST) -> MadeBy | None:
        """What made the definition at a node."""
        found = self.made.get(id(node))
        return None if found is None else found[1]


NO_EXPANSION = Expansion()
