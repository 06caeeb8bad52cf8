"""Finding a definition by its qualified name, and putting other statements in its place."""

from collections.abc import Iterator, Sequence
from typing import cast

import libcst as cst

from assetize.analyzer.codes.rewriting import DEFINITION_NOT_FOUND
from assetize.analyzer.records import dataclass
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.names import blocks_of, target_names

Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement


@dataclass(frozen=True, slots=True)
class Found:
    """A definition's statement, and the index of the module-level statement that it is or that holds it."""

    statement: Statement
    index: int

    def is_top(self, tree: cst.Module) -> bool:
        """Whether it stands at module level itself."""
        return tree.body[self.index] is self.statement


def find_definition(tree: cst.Module, id: str, context: FileContext) -> Found:
    """The one statement that defines ``id``. Raises a failure when there is none, or more than one."""
    names = [part for part in id.partition(":")[2].split(".") if part != "<locals>"]
    found = [
        Found(statement, index)
        for index, top in enumerate(tree.body)
        for statement in _matching([top], names)
        if names
    ]
    if len(found) == 1:
        return found[0]
    times = "is not in" if not found else f"is defined {len(found)} times in"
    raise context.fail(DEFINITION_NOT_FOUND, f"{'.'.join(names)} {times} {context.module.file}.", id)


def find_function(tree: cst.Module, id: str, context: FileContext) -> tuple[Found, cst.FunctionDef]:
    """As :func:`find_definition`, for what has to be a function."""
    found = find_definition(tree, id, context)
    if isinstance(found.statement, cst.FunctionDef):
        return found, found.statement
    raise context.fail(DEFINITION_NOT_FOUND, f"{id.partition(':')[2]} is not a function.", id)


def _matching(body: Sequence[cst.CSTNode], names: list[str]) -> Iterator[Statement]:
    for statement in body:
        match statement:
            case cst.FunctionDef() | cst.ClassDef():
                if statement.name.value == names[0]:
                    if len(names) == 1:
                        yield statement
                    else:
                        yield from _matching(statement.body.body, names[1:])
            case cst.SimpleStatementLine():
                if len(names) == 1 and names[0] in _assigned(statement):
                    yield statement
            case cst.BaseCompoundStatement():
                for block in blocks_of(statement):
                    yield from _matching(block.body, names)


def _assigned(line: cst.SimpleStatementLine) -> Iterator[str]:
    for statement in line.body:
        match statement:
            case cst.Assign():
                for target in statement.targets:
                    yield from target_names(target.target)
            case cst.AnnAssign(value=cst.BaseExpression()):
                yield from target_names(statement.target)


class _Substitute(cst.CSTTransformer):
    """Put statements in the place of one, wherever it is."""

    def __init__(self, old: cst.CSTNode, new: Sequence[Statement]) -> None:
        self.old = old
        self.new = new

    def on_visit(self, node: cst.CSTNode) -> bool:
        return node is not self.old and not isinstance(node, cst.BaseExpression)

    def on_leave(
        self, original_node: cst.CSTNodeT, updated_node: cst.CSTNodeT
    ) -> cst.CSTNodeT | cst.FlattenSentinel[cst.CSTNodeT] | cst.RemovalSentinel:
        if original_node is not self.old:
            return updated_node
        return cst.FlattenSentinel(self.new)  # type: ignore[arg-type]


def substitute(tree: cst.Module, found: Found, new: Sequence[Statement]) -> cst.Module:
    """The module with ``new`` in the place of what was found."""
    if found.is_top(tree):
        replacement: Sequence[cst.CSTNode] = new
    else:
        visited = tree.body[found.index].visit(_Substitute(found.statement, new))
        replacement = [cast(cst.BaseCompoundStatement, visited)]
    return tree.with_changes(body=[*tree.body[: found.index], *replacement, *tree.body[found.index + 1 :]])


def insert_before(tree: cst.Module, found: Found, new: Sequence[Statement]) -> cst.Module:
    """The module with ``new`` above what was found, set apart by blank lines."""
    blank = blank_lines_at(tree, found)
    first, *others = new
    comments = [line for line in first.leading_lines if line.comment is not None]
    placed = [first.with_changes(leading_lines=[*_blank_part(first, tree, found), *comments]), *others]
    return substitute(tree, found, [*placed, spaced(found.statement, blank)])


def as_plain_statement(statement: Statement, tree: cst.Module, found: Found) -> Statement:
    """A plain statement in the place of a definition needs one blank line less below the imports."""
    above = tree.body[found.index - 1] if found.is_top(tree) and found.index else None
    lines = list(statement.leading_lines)
    is_import = isinstance(above, cst.SimpleStatementLine) and isinstance(
        above.body[0], cst.Import | cst.ImportFrom
    )
    if is_import and [line.comment for line in lines[:2]] == [None, None]:
        return statement.with_changes(leading_lines=lines[1:])
    return statement


def blank_lines_at(tree: cst.Module, found: Found) -> int:
    """How many blank lines go between definitions there."""
    return 2 if found.is_top(tree) else 1


def _blank_part(first: Statement, tree: cst.Module, found: Found) -> list[cst.EmptyLine]:
    """The blank lines above what is inserted: fewer where a plain statement follows another one."""
    if found.is_top(tree) and found.index == 0:
        return []
    wanted = blank_lines_at(tree, found)
    above = tree.body[found.index - 1]
    if found.is_top(tree) and isinstance(above, cst.SimpleStatementLine) and isinstance(first, type(above)):
        wanted = 1
    return [cst.EmptyLine(indent=False)] * wanted


def spaced(statement: Statement, blank: int) -> Statement:
    """The statement with at least ``blank`` blank lines above it and its comments."""
    lines = list(statement.leading_lines)
    have = next((index for index, line in enumerate(lines) if line.comment is not None), len(lines))
    return statement.with_changes(leading_lines=[*[cst.EmptyLine(indent=False)] * (blank - have), *lines])
