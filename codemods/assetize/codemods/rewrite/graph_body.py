"""The body of a graph or job kept as the body of a graph-backed asset, where little has to change in it."""

from collections.abc import Iterator, Sequence
from typing import cast

import libcst as cst

from assetize.analyzer.records import dataclass
from assetize.codemods.model import GraphStep, OpsToGraphAsset
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.definitions import find_definition
from assetize.codemods.rewrite.failure import RewriteFailure
from assetize.codemods.rewrite.graph_return import Calls, with_return
from assetize.codemods.rewrite.names import project_symbol
from assetize.codemods.rewrite.origins import origin
from assetize.codemods.rewrite.pieces import code, string_value

WRAPPERS = ("alias", "tag", "with_hooks", "with_retry_policy")


@dataclass(frozen=True, slots=True)
class KeptBody:
    """The body, adapted, and the parameters that it had."""

    body: cst.BaseSuite
    parameters: tuple[cst.Param, ...]


def kept_body(tree: cst.Module, action: OpsToGraphAsset, context: FileContext) -> KeptBody | None:
    """The original body with a ``return`` of the assets; None where the body has to be written anew."""
    if action.body_of is None or not context.is_subject_here(action.body_of):
        return None
    try:
        function = find_definition(tree, action.body_of, context).statement
    except RewriteFailure:
        return None
    if not isinstance(function, cst.FunctionDef) or not isinstance(function.body, cst.IndentedBlock):
        return None
    parameters = tuple(function.params.params)
    wanted = {upstream.parameter for upstream in action.inputs}
    names = {parameter.name.value for parameter in parameters}
    bound = set(_bound_in(function.body))
    if not names <= wanted or (wanted - names) & bound or action.function in _called(function.body):
        return None
    statements = list(function.body.body)
    if action.body_of == action.before and function.get_docstring(clean=False) is not None:
        statements = statements[1:]  # A job's docstring describes the job, and goes with it.
    calls = _calls_of_steps(statements, action, context)
    longer = None if calls is None else _longer_calls(calls, action, names)
    if calls is None or longer is None:
        return None
    lengthen = _Lengthen(longer)
    returning = with_return(
        statements, action, calls, lambda call: code(cast(cst.Call, call.visit(lengthen))), context
    )
    if returning is None:
        return None
    body = function.body.with_changes(body=returning).visit(lengthen)
    return KeptBody(cst.ensure_type(body, cst.IndentedBlock), parameters)


def _bound_in(block: cst.IndentedBlock) -> Iterator[str]:
    collector = _Names()
    block.visit(collector)
    yield from collector.stored


def _called(block: cst.IndentedBlock) -> set[str]:
    collector = _Names()
    block.visit(collector)
    return collector.called


class _Names(cst.CSTVisitor):
    def __init__(self) -> None:
        self.stored: list[str] = []
        self.called: set[str] = set()
        self.calls: list[cst.Call] = []
        self.mapped: list[cst.BaseExpression] = []
        """What ``.map`` is given: an op in ``names.map(load)``."""

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
        targets = node.target.elements if isinstance(node.target, cst.Tuple | cst.List) else [node.target]
        for target in targets:
            name = target.value if isinstance(target, cst.Element | cst.StarredElement) else target
            if isinstance(name, cst.Name):
                self.stored.append(name.value)

    def leave_Call(self, original_node: cst.Call) -> None:
        self.calls.append(original_node)
        match original_node:
            case cst.Call(func=cst.Attribute(attr=cst.Name("map")), args=[argument]):
                self.mapped.append(argument.value)
        if isinstance(original_node.func, cst.Name):
            self.called.add(original_node.func.value)


def _calls_of_steps(
    statements: Sequence[cst.BaseStatement], action: OpsToGraphAsset, context: FileContext
) -> Calls | None:
    """The call that each step is, by node name; None unless each is certain."""
    if not all(isinstance(statement, cst.SimpleStatementLine) for statement in statements):
        return None
    collector = _Names()
    for statement in statements:
        statement.visit(collector)
    found: Calls = {}
    for step in action.steps:
        candidates = [call for call in collector.calls if _is_use_of(call.func, step, context)]
        if not candidates and _is_mapped(step, collector.mapped, context):
            continue
        same = [
            other
            for other in action.steps
            if (other.definition, other.alias) == (step.definition, step.alias)
        ]
        if len(candidates) != len(same):
            return None
        found[step.node] = candidates[same.index(step)]
    return found if len(set(map(id, found.values()))) == len(found) else None


def _is_mapped(step: GraphStep, mapped: Sequence[cst.BaseExpression], context: FileContext) -> bool:
    """The step is named once where something is mapped, and takes no more than the element."""
    uses = [given for given in mapped if _is_use_of(given, step, context)]
    return len(uses) == len(step.arguments) == 1


def _is_use_of(func: cst.BaseExpression, step: GraphStep, context: FileContext) -> bool:
    alias = None
    while (
        isinstance(func, cst.Call)
        and isinstance(func.func, cst.Attribute)
        and func.func.attr.value in WRAPPERS
    ):
        if func.func.attr.value == "alias" and func.args:
            alias = string_value(func.args[0].value)
        func = func.func.value
    place = _place_of(func, context)
    return alias == step.alias and place == (step.definition.module, context.view.old_name(step.definition))


def _place_of(func: cst.BaseExpression, context: FileContext) -> tuple[str, str] | None:
    if isinstance(func, cst.Name) and func.value in context.names.bound:
        return context.module.id, func.value
    target = context.names.resolve(func)
    symbol = project_symbol(target, context.view, context.module) if target else None
    return origin(context.view, *symbol) if symbol else None


def _longer_calls(
    calls: Calls, action: OpsToGraphAsset, known: set[str]
) -> dict[cst.Call, list[cst.Arg]] | None:
    """For each call the arguments that it still lacks: parameters that the original body did not have."""
    longer: dict[cst.Call, list[cst.Arg]] = {}
    for step in action.steps:
        for name, sources in step.arguments:
            new = [source for source in sources if source.step is None and source.name not in known]
            if new and (len(sources) > 1 or step.node not in calls):
                return None
            if not new:
                continue
            longer.setdefault(calls[step.node], []).extend(_argument(name, source.name) for source in new)
    return longer


def _argument(name: str, value: str) -> cst.Arg:
    no_space = cst.SimpleWhitespace("")
    equal = cst.AssignEqual(whitespace_before=no_space, whitespace_after=no_space)
    return cst.Arg(cst.Name(value), keyword=cst.Name(name), equal=equal)


class _Lengthen(cst.CSTTransformer):
    def __init__(self, longer: dict[cst.Call, list[cst.Arg]]) -> None:
        self.longer = longer

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        more = self.longer.get(original_node)
        return updated_node.with_changes(args=[*updated_node.args, *more]) if more else updated_node
