"""Follows expressions and names to what they mean."""

import ast
import builtins
from typing import TYPE_CHECKING

from assetize.analyzer.names.absolute import is_absolute, qualified
from assetize.analyzer.names.bindings import Binding
from assetize.analyzer.names.dagster_names import canonical
from assetize.analyzer.names.imports import imported_meaning, member_of_module
from assetize.analyzer.names.meaning import Meaning
from assetize.analyzer.names.members import member_of_class
from assetize.analyzer.names.scopes import Scope
from assetize.analyzer.names.targets import element_at

if TYPE_CHECKING:
    from assetize.analyzer.names.sources import Sources

Trail = tuple[tuple[Scope, str], ...]
"""The names that are being followed: one that leads back to itself has no meaning."""

LONGEST_TRAIL = 60


def meaning_of(sources: "Sources", scope: Scope, expression: ast.expr, trail: Trail = ()) -> Meaning:
    """What a name or dotted name means where it stands."""
    if isinstance(expression, ast.Name):
        return _meaning_there(sources, scope, expression, trail)
    if isinstance(expression, ast.NamedExpr):
        return meaning_of(sources, scope, expression.value, trail)
    attributes: list[str] = []
    while isinstance(expression, ast.Attribute):
        attributes.append(expression.attr)
        expression = expression.value
    if not attributes or not isinstance(expression, ast.Name):
        return Meaning(None, "it is computed", is_value=True)
    meaning = _meaning_there(sources, scope, expression, trail)
    for attribute in reversed(attributes):
        if meaning.name is None:
            return meaning
        meaning = meaning_of_member(sources, meaning.name, attribute, trail)
    return meaning


def _meaning_there(sources: "Sources", scope: Scope, node: ast.Name, trail: Trail) -> Meaning:
    if is_inner_variable(sources, scope, node):
        return Meaning(None, f"{node.id} is the variable of a comprehension or lambda", is_value=True)
    return meaning_of_name(sources, scope, node.id, trail)


def is_inner_variable(sources: "Sources", scope: Scope, node: ast.Name) -> bool:
    """True for a variable of the comprehension or lambda that the name stands in."""
    source = sources.module(scope.module_id)
    return source is not None and source.inner_variables.binds(node)


def meaning_of_name(sources: "Sources", scope: Scope, name: str, trail: Trail = ()) -> Meaning:
    """What a bare name means in a scope: in it, in the functions around it, in the module, or built in."""
    owner = owner_of(scope, name)
    if owner is not None:
        return meaning_in_scope(sources, owner, name, trail)
    module = scope
    while module.parent is not None:
        module = module.parent
    found = meaning_in_scope(sources, module, name, trail) if module.stars else None
    if found is not None and (found.name is not None or found.is_value):
        return found
    if hasattr(builtins, name):
        return Meaning(f"builtins.{name}")
    if is_absolute(name):
        return _meaning_of_absolute(sources, name, trail)
    return found or Meaning(None, f"{name} is not defined")


def _meaning_of_absolute(sources: "Sources", name: str, trail: Trail) -> Meaning:
    meaning = qualified(name)
    if isinstance(meaning, Meaning):
        return meaning
    scope = sources.scope_of(meaning[0])
    if scope is None or meaning[1] not in scope.bindings:
        return Meaning(name[1:])
    return meaning_in_scope(sources, scope, meaning[1], trail)


def owner_of(scope: Scope, name: str) -> Scope | None:
    """The scope whose binding of the name is seen from a scope; None when no explicit binding is."""
    current: Scope | None = scope
    while current is not None:
        if name in current.outer_names:
            current = current.outer_names[name]
        if name in current.bindings and (current is scope or current.kind != "class"):
            return current
        current = current.parent
    return None


def meaning_in_scope(sources: "Sources", scope: Scope, name: str, trail: Trail = ()) -> Meaning:
    """What a scope's own binding of a name means, stars included; remembered."""
    memory = sources.meanings
    key = (scope, name)
    if key in memory:
        return memory[key]
    if key in trail or len(trail) > LONGEST_TRAIL:
        return Meaning(None, f"{name} leads back to itself")
    meaning = _agreed(sources, scope, name, (*trail, key))
    if not trail or meaning.name is not None:
        memory[key] = meaning
    return meaning


def meaning_of_member(sources: "Sources", owner: str, name: str, trail: Trail = ()) -> Meaning:
    """What an attribute of something with a qualified name means."""
    module_id, colon, qualname = owner.partition(":")
    if not colon:
        return Meaning(canonical(f"{owner}.{name}"))
    if not qualname:
        return member_of_module(sources, module_id, name, trail)
    if sources.class_scope(owner) is not None:
        return member_of_class(sources, owner, name, trail)
    return Meaning(None, f"{name} is an attribute of an object", is_value=True)


def _agreed(sources: "Sources", scope: Scope, name: str, trail: Trail) -> Meaning:
    """The one meaning that all bindings share."""
    meanings = [_bound(sources, scope, name, binding, trail) for binding in _at_run_time(scope, name)]
    for star in scope.stars:
        meaning = imported_meaning(sources, scope, star, name, trail)
        if meaning.name is not None or (not meanings and star is scope.stars[-1]):
            meanings.append(meaning)
    if not meanings:
        return Meaning(None, f"{name} is not defined")
    first = meanings[0]
    unclear = next((meaning for meaning in meanings if meaning.name is None), None)
    if len(meanings) == 1 or (unclear is None and all(other.name == first.name for other in meanings)):
        is_redefined = len(meanings) > 1 and first.name == f"{scope.module_id}:{scope.qualify(name)}"
        return Meaning(None, f"{name} is defined more than once") if is_redefined else first
    described = sorted({meaning.name or meaning.reason for meaning in meanings})
    return Meaning(None, f"{name} may mean any of: {', '.join(described)}")


def _at_run_time(scope: Scope, name: str) -> list[Binding]:
    """The bindings that count: those for type checkers only, and ``None`` for a missing library, give way to others."""
    bindings = scope.bindings.get(name, [])
    if len(bindings) < 2:
        return bindings
    real = [binding for binding in bindings if not binding.type_checking] or bindings
    return [binding for binding in real if not (binding.is_fallback and _is_none(binding.node))] or real


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _bound(sources: "Sources", scope: Scope, name: str, binding: Binding, trail: Trail) -> Meaning:
    if binding.kind == "import":
        return imported_meaning(sources, scope, binding, binding.member, trail)
    if binding.kind == "parameter":
        return Meaning(None, f"{name} is a parameter", is_value=True)
    if binding.kind in ("varies", "augment"):
        return Meaning(None, binding.text or f"{name} is assigned again", is_value=True)
    if binding.kind in ("value", "item"):
        followed = _followed(sources, scope, binding, trail)
        if followed is not None:
            return followed
    if binding.in_loop:
        return Meaning(None, f"{name} is assigned in a loop", is_value=True)
    return Meaning(f"{scope.module_id}:{scope.qualify(name)}")


def _followed(sources: "Sources", scope: Scope, binding: Binding, trail: Trail) -> Meaning | None:
    """The meaning of the name that was assigned; None when the variable stands for a value of its own."""
    value = element_at(binding.node, binding.path)
    if isinstance(value, ast.IfExp):
        return _of_either(sources, scope, value, trail)
    if not isinstance(value, ast.Name | ast.Attribute | ast.NamedExpr):
        return None
    meaning = meaning_of(sources, scope, value, trail)
    return None if meaning.is_value else meaning


def _of_either(sources: "Sources", scope: Scope, value: ast.IfExp, trail: Trail) -> Meaning | None:
    branches = (value.body, value.orelse)
    if not all(isinstance(branch, ast.Name | ast.Attribute) for branch in branches):
        return None
    first, other = (meaning_of(sources, scope, branch, trail) for branch in branches)
    if first.name is not None and first.name == other.name:
        return first
    return Meaning(None, "it depends on a condition")
