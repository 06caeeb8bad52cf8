"""Calls that are bound to no name: ``Definitions.merge(Definitions(...), other)``, known by the line that they start on."""

import re
from dataclasses import replace

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from assetize.analyzer.codes.rewriting import DEFINITION_NOT_FOUND
from assetize.analyzer.records import dataclass
from assetize.codemods.rewrite.context import FileContext

UNBOUND = re.compile(r".*<(?P<name>\w+) (?P<line>\d+)>$")
"""The end of the id of such a call."""


@dataclass(frozen=True, slots=True)
class UnboundCall:
    """The call, and the index of the module-level statement that holds it."""

    call: cst.Call
    index: int
    statement: cst.CSTNode
    indent: str = ""
    """How much further than its statement's the line that it starts on is indented."""
    before: int = 0
    """Columns in front of it on that line."""


def is_unbound(id: str) -> bool:
    """Whether the id is that of a call without a name."""
    return UNBOUND.match(id) is not None


def find_unbound(tree: cst.Module, id: str, context: FileContext) -> UnboundCall:
    """The call of that id: the one with the same place among the calls of its kind as in the file as it was read."""
    matched = UNBOUND.match(id)
    name, line = (matched["name"], int(matched["line"])) if matched else ("", 0)
    wrapper = MetadataWrapper(context.tree, unsafe_skip_copy=True)
    positions = wrapper.resolve(PositionProvider)
    before = _calls(context.tree, name, context)
    places = [place for place, found in enumerate(before) if positions[found.call].start.line == line]
    now = _calls(tree, name, context)
    if len(places) != 1 or len(now) != len(before):
        message = f"{len(places)} calls of {name} start in line {line}."
        raise context.fail(DEFINITION_NOT_FOUND, message, id)
    lines = context.text.splitlines()
    own, statement = lines[line - 1], lines[positions[before[places[0]].statement].start.line - 1]
    indent = _indent(own).removeprefix(_indent(statement))
    return replace(now[places[0]], indent=indent, before=positions[before[places[0]].call].start.column)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def replace_unbound(tree: cst.Module, found: UnboundCall, new: cst.BaseExpression) -> cst.Module:
    """The module with another expression in the place of the call."""
    top = tree.body[found.index].deep_replace(found.call, new)
    return tree.with_changes(body=[*tree.body[: found.index], top, *tree.body[found.index + 1 :]])


class _Calls(cst.CSTVisitor):
    """The calls of a Dagster API, each with the innermost statement around it."""

    def __init__(self, name: str, top: cst.CSTNode, context: FileContext) -> None:
        self.name = name
        self.context = context
        self.statements = [top]
        self.found: list[tuple[cst.Call, cst.CSTNode]] = []

    def visit_SimpleStatementLine(self, node: cst.SimpleStatementLine) -> None:
        self.statements.append(node)

    def leave_SimpleStatementLine(self, original_node: cst.SimpleStatementLine) -> None:
        self.statements.pop()

    def visit_Call(self, node: cst.Call) -> None:
        if self.context.names.resolve(node.func) == f"dagster.{self.name}":
            self.found.append((node, self.statements[-1]))


def _calls(tree: cst.Module, name: str, context: FileContext) -> list[UnboundCall]:
    found = []
    for index, statement in enumerate(tree.body):
        visitor = _Calls(name, statement, context)
        statement.visit(visitor)
        found += [UnboundCall(call, index, around) for call, around in visitor.found]
    return found
