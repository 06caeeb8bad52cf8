"""Names: what the bindings of a variable agree on."""

import ast
from collections.abc import Mapping, Sequence
from typing import cast

from assetize.analyzer.names import Binding, Scope
from assetize.analyzer.names.resolution import is_inner_variable, owner_of
from assetize.analyzer.values.built import built_by_module
from assetize.analyzer.values.changes import is_changed_in_place
from assetize.analyzer.values.evaluation import NOTHING, Evaluation, Exact, end_of_node, start_of
from assetize.analyzer.values.paths import module_path
from assetize.analyzer.values.subscripts import item_of
from assetize.analyzer.values.text import concatenate
from assetize.analyzer.values.value import (
    Elements,
    Entries,
    Hole,
    Instance,
    Known,
    NotKnown,
    Template,
    Value,
)

GIVEN = ("parameter", "varies", "with")
"""Bindings whose value only a caller can know."""


def variable(evaluation: Evaluation, node: ast.Name) -> Value:
    """A bare name."""
    owner = owner_of(evaluation.scope, node.id)
    given = evaluation.bindings.get(node.id)
    if given is not None and (isinstance(evaluation.bindings, Exact) or not _is_reassigned(owner, node.id)):
        return given
    if is_inner_variable(evaluation.sources, evaluation.scope, node):
        return NotKnown(f"{node.id} is the variable of a comprehension or lambda")
    if owner is not None:
        return value_in_scope(evaluation, owner, node.id)
    if node.id == "__file__":
        module = evaluation.sources.known_modules[evaluation.scope.module_id]
        return module_path(module.file)
    name = evaluation.meaning(node)
    if name is None:
        is_written = not node.id.startswith("=")
        return NotKnown(f"{node.id} is not defined" if is_written else "it is only known while running")
    return value_of_id(evaluation, name)


def _is_reassigned(owner: Scope | None, name: str) -> bool:
    if owner is None or owner.kind != "function":
        return False
    kinds = {binding.kind in GIVEN for binding in owner.bindings[name]}
    return kinds == {True, False}


def value_of_id(evaluation: Evaluation, name: str) -> Value:
    """The value of a variable or class attribute of the project by its qualified name."""
    definition = evaluation.sources.definition(name)
    if definition is None:
        return NotKnown(f"{name} is not part of the project" if ":" not in name else f"{name} is no constant")
    if not isinstance(definition.node, ast.expr):
        return NotKnown(f"{name} is a function or class")
    return value_in_scope(evaluation, definition.scope, name.rpartition(":")[2].rpartition(".")[2])


def value_in_scope(evaluation: Evaluation, owner: Scope, name: str) -> Value:
    """What a scope's name holds: at the place that asks for a function's own variables, once and for all elsewhere."""
    if owner.kind == "function":
        value = _local(evaluation, owner, name)
    else:
        value = _lasting(evaluation, owner, name)
    if isinstance(value, Elements | Entries) or (
        isinstance(value, Known) and isinstance(value.value, tuple | dict)
    ):
        return _as_changed(evaluation, owner, name) or value
    return value


def _as_changed(evaluation: Evaluation, owner: Scope, name: str) -> Value | None:
    """What a list or dict holds in the end, when something changes it; None when nothing does."""
    modules = {owner.module_id, evaluation.scope.module_id}
    changing = [item for item in modules if is_changed_in_place(evaluation.sources, item, name)]
    if not changing:
        return None
    built = None
    if changing == [owner.module_id] and owner.kind == "module":
        built = built_by_module(evaluation, owner, name)
    return built or NotKnown(f"{name} is changed in place")


def _lasting(evaluation: Evaluation, owner: Scope, name: str) -> Value:
    memory = evaluation.sources.remembered
    key = ("value", owner, name)
    if key in memory:
        return cast(Value, memory[key])
    outside = evaluation.elsewhere(owner)
    bindings = at_run_time(owner.bindings.get(name, ()))
    value = evaluation.through(key, lambda: _agreed(outside, owner, name, bindings))
    if value is None:
        return NotKnown(f"{name} leads back to itself")
    if not evaluation.progress.was_cut:
        memory[key] = value
    return value


def at_run_time(bindings: Sequence[Binding]) -> Sequence[Binding]:
    """The bindings that exist while running, when there are any."""
    return [binding for binding in bindings if not binding.type_checking] or bindings


def _agreed(evaluation: Evaluation, owner: Scope, name: str, bindings: Sequence[Binding]) -> Value:
    if not bindings:
        return value_of_star(evaluation, owner, name)
    first: Value | None = None
    for binding in bindings:
        value = _bound(evaluation, owner, name, binding)
        if isinstance(value, NotKnown):
            return value
        if first is not None and value != first:
            return NotKnown(f"{name} is assigned again")
        first = value
    return first or NotKnown(f"{name} is not defined")


def value_of_star(evaluation: Evaluation, owner: Scope, name: str) -> Value:
    """A name that ``import *`` brings into a module."""
    meaning = evaluation.meaning(ast.Name(name, ast.Load()))
    return NotKnown(f"{name} is not defined") if meaning is None else value_of_id(evaluation, meaning)


def _local(evaluation: Evaluation, owner: Scope, name: str) -> Value:
    """A function's own variable, or one of a function around it, which may run at any later time."""
    bindings = owner.bindings[name]
    inner = evaluation
    if owner is not evaluation.scope:
        inner = evaluation.elsewhere(owner, _seen_outside(evaluation, owner))
    if len(bindings) == 1:
        return _bound(inner, owner, name, bindings[0])
    if owner is not evaluation.scope:
        return _agreed(inner, owner, name, bindings)
    return _reaching(inner, owner, name, bindings)


def _seen_outside(evaluation: Evaluation, owner: Scope) -> Mapping[str, Value]:
    """The caller's bindings without those for names that the inner functions bind themselves."""
    hidden: set[str] = set()
    scope: Scope | None = evaluation.scope
    while scope is not None and scope is not owner:
        hidden.update(scope.bindings)
        scope = scope.parent
    if not hidden:
        return evaluation.bindings
    return {
        name: value for name, value in evaluation.bindings.items() if name.partition(".")[0] not in hidden
    }


def _reaching(evaluation: Evaluation, owner: Scope, name: str, bindings: Sequence[Binding]) -> Value:
    """The last assignment above the place that asks, when none that may or may not be executed comes after it."""
    inside = next((binding for binding in bindings if binding.from_inside), None)
    if inside is not None:
        return NotKnown(inside.text)
    if any(binding.in_loop and binding.kind != "varies" for binding in bindings):
        return NotKnown(f"{name} is assigned in a loop")
    before = [binding for binding in bindings if end_of(binding) <= evaluation.position]
    if not before:
        return NotKnown(f"{name} has no value yet")
    last_sure = max((at for at, binding in enumerate(before) if not binding.in_branch), default=0)
    return _agreed(evaluation, owner, name, before[last_sure:])


def end_of(binding: Binding) -> tuple[int, int]:
    """Where an assignment has taken effect; parameters are there from the start."""
    if binding.kind == "parameter":
        return (0, 0)
    return end_of_node(binding.node)


def _bound(evaluation: Evaluation, owner: Scope, name: str, binding: Binding) -> Value:
    """The value that one assignment gives; the evaluation stands in the scope of the assignment."""
    step = (owner, name, end_of(binding))
    value = evaluation.through(step, lambda: _assigned(evaluation, owner, name, binding))
    return NotKnown(f"{name} leads back to itself") if value is None else value


def _assigned(evaluation: Evaluation, owner: Scope, name: str, binding: Binding) -> Value:
    if binding.kind == "import":
        meaning = evaluation.sources.resolve(owner.module_id, ast.Name(name, ast.Load()), owner)
        return NotKnown(f"{name} is not defined") if meaning is None else value_of_id(evaluation, meaning)
    if binding.kind in GIVEN:
        return _given(evaluation, name, binding)
    bindings = evaluation.bindings if owner.kind == "function" else NOTHING
    inner = evaluation.elsewhere(owner, bindings, start_of(binding.node))
    if binding.kind == "augment":
        return _augmented(inner, owner, name, binding.node)
    if binding.kind in ("value", "item"):
        return _unpacked(inner.of(binding.node), binding)
    return NotKnown(f"{name} is a function or class")


def _given(evaluation: Evaluation, name: str, binding: Binding) -> Value:
    given = evaluation.bindings.get(name)
    if given is not None:
        return given
    if binding.kind == "parameter":
        return Template((Hole("param", name),))
    if binding.kind == "with":
        value = evaluation.of(binding.node)
        return value if isinstance(value, Instance) else NotKnown(f"{name} is bound by a with statement")
    return NotKnown(binding.text)


def _augmented(evaluation: Evaluation, owner: Scope, name: str, node: ast.AST) -> Value:
    """``name += more``, when what came before is known."""
    if owner.kind != "function" or not isinstance(node, ast.AugAssign) or not isinstance(node.op, ast.Add):
        return NotKnown(f"{name} is assigned again")
    before = _reaching(evaluation, owner, name, owner.bindings[name])
    more = evaluation.of(node.value)
    if not isinstance(before, Template) and not (isinstance(before, Known) and isinstance(before.value, str)):
        return NotKnown(f"{name} is assigned again")
    return concatenate([(before, name), (more, evaluation.source(node.value))])


def _unpacked(value: Value, binding: Binding) -> Value:
    for position in binding.path:
        element = item_of(value, position)
        if element is None:
            return value if isinstance(value, NotKnown) else NotKnown("one of several unpacked values")
        value = element
    return value
