"""An op's own report of its asset goes away, and the metadata of it goes with the op's output."""

from collections.abc import Sequence

import libcst as cst

from assetize.analyzer.codes.rewriting import SHAPE_NOT_SUPPORTED
from assetize.codemods.model import Action, EventToMetadata
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.decorators import decorated, decorator_arguments, find_decorator
from assetize.codemods.rewrite.definitions import find_function, substitute
from assetize.codemods.rewrite.event_report import Report, find_report
from assetize.codemods.rewrite.layout import keyword
from assetize.codemods.rewrite.pieces import code

WITH_METADATA = "add_output_metadata"


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Rewrite every op of this file that reports its own asset."""
    for action in actions:
        if isinstance(action, EventToMetadata) and context.is_subject_here(action.op):
            found, function = find_function(tree, action.op, context)
            report = find_report(function, action, context)
            new = _Moved(function, report, action, context).function()
            new = _described(new, report, action, context)
            tree = substitute(tree, found, [new])
            what = "with its metadata" if report.metadata is not None else "which said no more than that"
            context.done.append(
                f"op {action.op.partition(':')[2]} leaves it to its asset to report {'/'.join(action.key)}, {what}"
            )
    return tree


class _Moved:
    """One op whose report moves to its ``Output``, or to ``context.add_output_metadata``."""

    def __init__(
        self, function: cst.FunctionDef, report: Report, action: EventToMetadata, context: FileContext
    ) -> None:
        self.old = function
        self.report = report
        self.action = action
        self.context = context

    def function(self) -> cst.FunctionDef:
        """The op without its report."""
        report = self.report
        neighbour = report.output_before or report.output_after
        if report.metadata is None and not self._would_yield_nothing():
            return self._with_statements({report.line: None})
        if neighbour is not None:
            return self._with_statements({report.line: None, neighbour: self._longer(neighbour)})
        if self._would_yield_nothing():
            return self._with_statements({report.line: self._yielded_output()})
        name = self._context_name()
        if name is None:
            raise self._failure("has neither a context nor an Output beside it to take its metadata")
        text = f"{name}.{WITH_METADATA}({code(report.metadata)})" if report.metadata is not None else "pass"
        return self._with_statements({report.line: self._statement(text)})

    def _would_yield_nothing(self) -> bool:
        """The op yields events only: its output would have no metadata, and without the report it might be no generator."""
        return self.report.yields_no_output

    def _yielded_output(self) -> cst.SimpleStatementLine:
        arguments = ["None"]
        name = self.context.view.ops[self.action.op].outputs[0].name
        if name != "result":
            arguments.append(f"output_name={self.context.style.string(name)}")
        if self.report.metadata is not None:
            arguments.append(f"metadata={code(self.report.metadata)}")
        return self._statement(f"yield {self.context.dagster('Output')}({', '.join(arguments)})")

    def _longer(self, line: cst.SimpleStatementLine) -> cst.SimpleStatementLine:
        """``yield Output(value)`` with the metadata."""
        expression = cst.ensure_type(line.body[0], cst.Expr)
        given = cst.ensure_type(cst.ensure_type(expression.value, cst.Yield).value, cst.Call)
        assert self.report.metadata is not None
        no_space = cst.SimpleWhitespace("")
        argument = cst.Arg(
            self.report.metadata,
            keyword=cst.Name("metadata"),
            equal=cst.AssignEqual(whitespace_before=no_space, whitespace_after=no_space),
        )
        made = given.with_changes(args=[*given.args, argument])
        return line.with_changes(body=[cst.Expr(cst.Yield(made))])

    def _context_name(self) -> str | None:
        op = self.context.view.ops[self.action.op]
        return next((item.name for item in op.parameters if item.role == "context"), None)

    def _statement(self, text: str) -> cst.SimpleStatementLine:
        return cst.ensure_type(self.context.statement(text + "\n"), cst.SimpleStatementLine)

    def _with_statements(
        self, changes: dict[cst.SimpleStatementLine, cst.SimpleStatementLine | None]
    ) -> cst.FunctionDef:
        visited = self.old.visit(_Change(changes))
        return cst.ensure_type(visited, cst.FunctionDef)

    def _failure(self, message: str) -> Exception:
        return self.context.fail(
            SHAPE_NOT_SUPPORTED,
            f"The report of {'/'.join(self.action.key)} in {self.action.op.partition(':')[2]} {message}.",
            self.action.op,
        )


class _Change(cst.CSTTransformer):
    """Puts statements in the place of others; comments stay, and a block never ends up empty."""

    def __init__(self, changes: dict[cst.SimpleStatementLine, cst.SimpleStatementLine | None]) -> None:
        self.changes = changes

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.RemovalSentinel:
        if original_node not in self.changes:
            return updated_node
        new = self.changes[original_node]
        if new is None:
            return cst.RemoveFromParent()
        return new.with_changes(
            leading_lines=original_node.leading_lines, trailing_whitespace=original_node.trailing_whitespace
        )

    def leave_IndentedBlock(
        self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock
    ) -> cst.IndentedBlock:
        """The comments above a statement that goes away stay above the next one."""
        body: list[cst.BaseStatement] = []
        kept: list[cst.EmptyLine] = []
        rest = iter(updated_node.body)
        for statement in original_node.body:
            if (
                isinstance(statement, cst.SimpleStatementLine)
                and self.changes.get(statement, statement) is None
            ):
                kept += (
                    statement.leading_lines if any(line.comment for line in statement.leading_lines) else ()
                )
                continue
            new = next(rest)
            if kept and isinstance(new, cst.SimpleStatementLine | cst.BaseCompoundStatement):
                new = new.with_changes(leading_lines=[*kept, *new.leading_lines])
                kept = []
            body.append(new)
        if not body:
            body, kept = [cst.SimpleStatementLine([cst.Pass()], leading_lines=kept)], []
        return updated_node.with_changes(body=body, footer=[*kept, *updated_node.footer])


def _described(
    function: cst.FunctionDef, report: Report, action: EventToMetadata, context: FileContext
) -> cst.FunctionDef:
    """What the report said of the asset is said by the op, where it says nothing yet."""
    if report.description is None:
        return function
    decorator = find_decorator(function, ("op",), context, action.op)
    pieces = decorator_arguments(decorator, context, action.op)
    if pieces.find("description") or function.get_docstring(clean=False) is not None:
        message = f"The report of {'/'.join(action.key)} has a description, and so has its op."
        raise context.fail(SHAPE_NOT_SUPPORTED, message, action.op)
    node = decorator.decorator
    name = code(node.func if isinstance(node, cst.Call) else node)
    items = [*(piece.item for piece in pieces.pieces), keyword("description", code(report.description))]
    return decorated(function, decorator, name, items, pieces.shell, context)
