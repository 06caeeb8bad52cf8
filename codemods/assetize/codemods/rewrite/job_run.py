"""Code that runs a job goes through its code location, and asks results for steps by their new names."""

from collections.abc import Mapping, Sequence

import libcst as cst

from assetize.analyzer.codes.rewriting import NAME_TAKEN, SHAPE_NOT_SUPPORTED
from assetize.codemods.model import Action, RenameLookup, RunThroughLocation
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.pieces import string_value
from assetize.codemods.rewrite.step_places import FirstText, IsPlace, places_of

RUN = "execute_in_process"


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Rewrite the runs and look-ups of this file."""
    runs = [
        item for item in actions if isinstance(item, RunThroughLocation) and item.module == context.module.id
    ]
    lookups = [
        item for item in actions if isinstance(item, RenameLookup) and item.module == context.module.id
    ]
    if not runs and not lookups:
        return tree
    text = FirstText(context)
    new: dict[cst.CSTNode, cst.BaseExpression] = {}
    places = {run: _find_run(tree, text, run, context) for run in runs}
    bound = {run: _names_bound_around(tree, place) for run, place in places.items()}
    for run, place in places.items():
        new[place.value] = _location_call(run, _location(run, bound, context), context)
        context.done.append(f"{run.name} is run through {run.location.name}")
    for lookup in lookups:
        literal = _find_lookup(tree, text, lookup, context)
        new[literal] = cst.SimpleString(context.style.string(lookup.new))
        context.done.append(f"the step {lookup.old} is looked up as {lookup.new}")
    return cst.ensure_type(tree.visit(_Replace(new)), cst.Module)


def _is_run(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Attribute) and node.attr.value == RUN


def _is_lookup(node: cst.CSTNode) -> bool:
    return (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Attribute)
        and bool(node.args)
        and string_value(node.args[0].value) is not None
    )


def _find_run(
    tree: cst.Module, text: FirstText, run: RunThroughLocation, context: FileContext
) -> cst.Attribute:
    numbers = text.numbers(_is_run, lambda node: node).get(run.line, [])
    found = [cst.ensure_type(node, cst.Attribute) for node in _at(tree, _is_run, numbers)]
    if len(found) != 1 or not isinstance(found[0].value, cst.Name | cst.Attribute):
        message = f"{len(found)} runs begin on this line."
        raise context.fail(SHAPE_NOT_SUPPORTED, message, run.job, run.line)
    return found[0]


def _find_lookup(
    tree: cst.Module, text: FirstText, lookup: RenameLookup, context: FileContext
) -> cst.BaseExpression:
    numbers = text.numbers(_is_lookup, _first_argument).get(lookup.line, [])
    found = [
        call.args[0].value
        for call in (cst.ensure_type(node, cst.Call) for node in _at(tree, _is_lookup, numbers))
        if cst.ensure_type(call.func, cst.Attribute).attr.value == lookup.method
        and string_value(call.args[0].value) == lookup.old
    ]
    if len(found) != 1:
        message = f"{lookup.old} is looked up {len(found)} times on this line."
        raise context.fail(SHAPE_NOT_SUPPORTED, message, lookup.job, lookup.line)
    return found[0]


def _first_argument(node: cst.CSTNode) -> cst.CSTNode:
    return cst.ensure_type(node, cst.Call).args[0].value


def _at(tree: cst.Module, is_place: IsPlace, numbers: Sequence[int]) -> list[cst.CSTNode]:
    places = places_of(tree, is_place)
    return [places[number] for number in numbers]


def _location(
    run: RunThroughLocation, bound: Mapping[RunThroughLocation, set[str]], context: FileContext
) -> str:
    """What the location is called in this file; it is another name if a function means something else by the usual one."""
    there = run.location
    around = set[str]().union(*(names for other, names in bound.items() if other.location == there))
    if there.name in around and there.module != context.module.id:
        name = f"{there.module.rpartition('.')[2]}_{there.name}"
        spelled = context.imported_as(there.module, there.name, name)
    else:
        spelled = context.symbol(there)
    if spelled.partition(".")[0] in bound[run]:
        message = f"{there.name} means something else where {run.name} is run."
        raise context.fail(NAME_TAKEN, message, run.job, run.line)
    return spelled


def _names_bound_around(tree: cst.Module, place: cst.CSTNode) -> set[str]:
    names = _BoundInFunctions(place)
    tree.visit(names)
    return names.bound


def _location_call(run: RunThroughLocation, location: str, context: FileContext) -> cst.BaseExpression:
    return cst.parse_expression(f"{location}.{run.method}({context.style.string(run.name)})")


class _BoundInFunctions(cst.CSTVisitor):
    """The names that the functions around a node bind themselves."""

    def __init__(self, node: cst.CSTNode) -> None:
        self.node = node
        self.bound: set[str] = set()
        self.stack: list[set[str]] = []
        self.around: list[set[str]] = []

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self.stack.append(set())

    def leave_FunctionDef(self, original_node: cst.FunctionDef) -> None:
        names = self.stack.pop()
        if any(names is other for other in self.around):
            self.bound |= names

    def visit_Param(self, node: cst.Param) -> None:
        if self.stack:
            self.stack[-1].add(node.name.value)

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
        self._bind(node.target)

    def visit_AnnAssign(self, node: cst.AnnAssign) -> None:
        self._bind(node.target)

    def visit_NamedExpr(self, node: cst.NamedExpr) -> None:
        self._bind(node.target)

    def visit_For(self, node: cst.For) -> None:
        self._bind(node.target)

    def visit_AsName(self, node: cst.AsName) -> None:
        self._bind(node.name)

    def _bind(self, target: cst.BaseExpression) -> None:
        if not self.stack:
            return
        if isinstance(target, cst.Name):
            self.stack[-1].add(target.value)
        elif isinstance(target, cst.Tuple | cst.List):
            for element in target.elements:
                self._bind(element.value)

    def visit_Attribute(self, node: cst.Attribute) -> None:
        if node is self.node:
            self.around = list(self.stack)


class _Replace(cst.CSTTransformer):
    """Other expressions in the place of some; what stands inside them is replaced first."""

    def __init__(self, new: dict[cst.CSTNode, cst.BaseExpression]) -> None:
        self.new = new

    def on_leave(
        self, original_node: cst.CSTNodeT, updated_node: cst.CSTNodeT
    ) -> cst.CSTNodeT | cst.RemovalSentinel | cst.FlattenSentinel[cst.CSTNodeT]:
        return self.new.get(original_node, super().on_leave(original_node, updated_node))  # type: ignore[return-value]
