"""Finding again what a plan names by line, in a tree that other rewrites have changed already.

Lines mean the file as it was read, where the places of one kind are counted; no rewrite before adds or removes any of that kind.
"""

from collections.abc import Callable, Mapping

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from assetize.analyzer.records import dataclass
from assetize.codemods.rewrite.context import FileContext

IsPlace = Callable[[cst.CSTNode], bool]


@dataclass(frozen=True, slots=True)
class Margin:
    """Where a node starts on its line: ``own`` is what of the line's indentation no block gives, ``before`` counts columns."""

    own: str
    before: int


class _Collector(cst.CSTVisitor):
    def __init__(self, is_place: IsPlace) -> None:
        self.is_place = is_place
        self.found: list[cst.CSTNode] = []
        self.depths: list[int] = []
        self.depth = 0

    def on_visit(self, node: cst.CSTNode) -> bool:
        self.depth += isinstance(node, cst.IndentedBlock)
        if self.is_place(node):
            self.found.append(node)
            self.depths.append(self.depth)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        self.depth -= isinstance(original_node, cst.IndentedBlock)


def places_of(tree: cst.CSTNode, is_place: IsPlace) -> list[cst.CSTNode]:
    """The places of one kind, in the order in which they are visited."""
    collector = _Collector(is_place)
    tree.visit(collector)
    return collector.found


class FirstText:
    """Lines and margins in the file as it was read."""

    def __init__(self, context: FileContext) -> None:
        wrapper = MetadataWrapper(context.tree, unsafe_skip_copy=True)
        self._positions = wrapper.resolve(PositionProvider)
        self._tree = context.tree
        self._lines = context.text.splitlines()
        self._indent = context.style.indent

    def numbers(
        self, is_place: IsPlace, part_of: Callable[[cst.CSTNode], cst.CSTNode]
    ) -> Mapping[int, list[int]]:
        """By line, the numbers of the places of one kind; ``part_of`` gives the part of a place whose line counts."""
        found: dict[int, list[int]] = {}
        for number, node in enumerate(places_of(self._tree, is_place)):
            found.setdefault(self._positions[part_of(node)].start.line, []).append(number)
        return found

    def margin(self, is_place: IsPlace, number: int, part_of: Callable[[cst.CSTNode], cst.CSTNode]) -> Margin:
        """The margin of a part of one place."""
        collector = _Collector(is_place)
        self._tree.visit(collector)
        start = self._positions[part_of(collector.found[number])].start
        line = self._lines[start.line - 1]
        indent = line[: len(line) - len(line.lstrip())]
        own = indent.removeprefix(self._indent * collector.depths[number])
        return Margin(own, len(line[: start.column].expandtabs(4)))
