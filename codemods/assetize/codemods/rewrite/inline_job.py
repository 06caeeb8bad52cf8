"""A job made inside another expression: ``Definitions(jobs=[users_graph.to_job(name="users_job")])``."""

import libcst as cst

from assetize.analyzer.codes.rewriting import DEFINITION_NOT_FOUND
from assetize.analyzer.model import Job
from assetize.analyzer.records import dataclass
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.pieces import string_value


@dataclass(frozen=True, slots=True)
class InlineCall:
    """The call that makes a job, and the index of the module-level statement that holds it."""

    call: cst.Call
    index: int


class _ToJobCalls(cst.CSTVisitor):
    def __init__(self) -> None:
        self.found: list[cst.Call] = []

    def visit_Call(self, node: cst.Call) -> None:
        if isinstance(node.func, cst.Attribute) and node.func.attr.value == "to_job":
            self.found.append(node)


def find_inline(tree: cst.Module, job: Job, context: FileContext) -> InlineCall:
    """The one ``to_job`` call of this file that makes a job of that name."""
    found = []
    for index, statement in enumerate(tree.body):
        calls = _ToJobCalls()
        statement.visit(calls)
        found += [InlineCall(call, index) for call in calls.found if _name_of(call, job) == job.name]
    if len(found) == 1:
        return found[0]
    message = f"{len(found)} calls of to_job make a job named {job.name}."
    raise context.fail(DEFINITION_NOT_FOUND, message, job.id)


def _name_of(call: cst.Call, job: Job) -> str | None:
    for argument in call.args:
        if argument.keyword and argument.keyword.value == "name":
            return string_value(argument.value)
    if call.args and call.args[0].keyword is None:
        return string_value(call.args[0].value)
    graph = cst.ensure_type(call.func, cst.Attribute).value
    function = job.graph.partition(":")[2]
    return job.name if isinstance(graph, cst.Name) and graph.value == function else None


def replace_inline(tree: cst.Module, found: InlineCall, new: cst.BaseExpression) -> cst.Module:
    """The module with another expression in the place of the call."""
    top = tree.body[found.index].deep_replace(found.call, new)
    return tree.with_changes(body=[*tree.body[: found.index], top, *tree.body[found.index + 1 :]])
