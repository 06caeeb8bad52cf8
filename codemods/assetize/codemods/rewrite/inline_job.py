"""A job made inside another expression: ``Definitions(jobs=[users_graph.to_job(name="users_job")])``."""

from collections.abc import Mapping, Sequence

import libcst as cst

from assetize.analyzer.codes.rewriting import DEFINITION_NOT_FOUND
from assetize.analyzer.model import Job
from assetize.analyzer.records import dataclass
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.pieces import string_value
from assetize.codemods.rewrite.step_places import FirstText, Margin, places_of


@dataclass(frozen=True, slots=True, eq=False)
class InlineCall:
    """The call that makes a job, where it starts, and the index of the module-level statement that holds it."""

    call: cst.Call
    margin: Margin
    index: int


def find_inline(tree: cst.Module, jobs: Sequence[Job], context: FileContext) -> Mapping[str, InlineCall]:
    """By the id of each job the ``to_job`` call that makes it: the one on its line that gives it its name."""
    if not jobs:
        return {}
    text = FirstText(context)
    numbers = text.numbers(_is_to_job, lambda node: node)
    calls = [(cst.ensure_type(node, cst.Call), index) for index, node in _calls(tree)]
    if len(calls) != sum(map(len, numbers.values())):
        raise context.fail(DEFINITION_NOT_FOUND, "Calls of to_job were changed before.", jobs[0].id)
    found = {}
    for job in jobs:
        on_line = numbers.get(job.where.line, [])
        here = [number for number in on_line if _names(calls[number][0]) == (job.name,)]
        here = here or [number for number in on_line if _names(calls[number][0]) in ((), (None,))]
        if len(here) != 1:
            message = f"{len(here)} calls of to_job on this line make a job named {job.name}."
            raise context.fail(DEFINITION_NOT_FOUND, message, job.id)
        call, index = calls[here[0]]
        found[job.id] = InlineCall(call, text.margin(_is_to_job, here[0], lambda node: node), index)
    return found


def replace_inline(tree: cst.Module, new: Mapping[cst.Call, cst.BaseExpression]) -> cst.Module:
    """The module with other expressions in the place of the calls."""
    return cst.ensure_type(tree.visit(_Replace(new)), cst.Module) if new else tree


def _is_to_job(node: cst.CSTNode) -> bool:
    return (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Attribute)
        and node.func.attr.value == "to_job"
    )


def _calls(tree: cst.Module) -> list[tuple[int, cst.CSTNode]]:
    return [
        (index, node)
        for index, statement in enumerate(tree.body)
        for node in places_of(statement, _is_to_job)
    ]


def _names(call: cst.Call) -> tuple[str | None, ...]:
    """The name that it gives its job; ``None`` where that is not written out, nothing where it gives none."""
    for argument in call.args:
        if argument.keyword and argument.keyword.value == "name":
            return (string_value(argument.value),)
    if call.args and call.args[0].keyword is None and not call.args[0].star:
        return (string_value(call.args[0].value),)
    return ()


class _Replace(cst.CSTTransformer):
    def __init__(self, new: Mapping[cst.Call, cst.BaseExpression]) -> None:
        self.new = new

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        return self.new.get(original_node, updated_node)
