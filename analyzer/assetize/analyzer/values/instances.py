"""Objects made by calling a class of the project, and what their attributes hold."""

import ast
from collections.abc import Iterator
from typing import cast

from assetize.analyzer.names import Scope
from assetize.analyzer.values.arguments import bind_arguments, default_values
from assetize.analyzer.values.changes import is_attribute_stored, is_changed_in_place
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.functions import returned
from assetize.analyzer.values.value import Hole, Instance, NotKnown, Template, Value, elements_of, entries_of
from assetize.analyzer.values.variables import value_in_scope

FIELD_MAKERS = frozenset(
    {"pydantic.Field", "pydantic.fields.Field", "dataclasses.field", "attr.ib", "attrs.field"}
)
SETTINGS = frozenset(
    {"pydantic.BaseSettings", "pydantic_settings.BaseSettings", "pydantic_settings.main.BaseSettings"}
)
CONSTRUCTORS = ("__init__", "__post_init__")
PROPERTIES = frozenset({"builtins.property", "functools.cached_property"})


def make_instance(evaluation: Evaluation, class_id: str, call: ast.Call) -> Value:
    """``Class(...)``: its arguments by name, as ``__init__`` or the class's fields take them."""
    constructor = _own_scope(evaluation, class_id, "__init__")
    if constructor is not None and isinstance(constructor.node, ast.FunctionDef | ast.AsyncFunctionDef):
        given = bind_arguments(evaluation, constructor, call, skip_first=True)
    else:
        given = _fields_given(evaluation, class_id, call)
    if given is None:
        return NotKnown(f"{evaluation.source(call)} is called with arguments that are not known")
    return Instance(class_id, tuple(given.items()))


def _fields_given(evaluation: Evaluation, class_id: str, call: ast.Call) -> dict[str, Value] | None:
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return None
    if any(word.arg is None for word in call.keywords):
        return None
    names = _field_names(evaluation, class_id)
    if len(call.args) > len(names):
        return None
    given = {name: evaluation.of(argument) for name, argument in zip(names, call.args, strict=False)}
    given.update({word.arg: evaluation.of(word.value) for word in call.keywords if word.arg is not None})
    return given


def _field_names(evaluation: Evaluation, class_id: str) -> list[str]:
    """The annotated names of a class and its ancestors, those of the ancestors first."""
    names: dict[str, None] = {}
    for ancestor in reversed(evaluation.sources.lineage(class_id)):
        scope = evaluation.sources.class_scope(ancestor)
        for statement in (
            scope.node.body if scope is not None and isinstance(scope.node, ast.ClassDef) else ()
        ):
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                names[statement.target.id] = None
    return list(names)


def attribute_of_instance(evaluation: Evaluation, instance: Instance, name: str) -> Value:
    """What an object's attribute holds, as long as nothing assigns or changes it later."""
    value = _first_value(evaluation, instance, name)
    modules = {evaluation.scope.module_id, instance.class_id.partition(":")[0]}
    is_container = elements_of(value) is not None or entries_of(value) is not None
    if is_container and any(is_changed_in_place(evaluation.sources, item, name) for item in modules):
        return NotKnown(f"{name} is changed in place")
    return value


def _first_value(evaluation: Evaluation, instance: Instance, name: str) -> Value:
    sources = evaluation.sources
    modules = {evaluation.scope.module_id, instance.class_id.partition(":")[0]}
    if any(
        is_attribute_stored(sources, module_id, name) for module_id in modules if sources.module(module_id)
    ):
        return NotKnown(f"{name} is assigned after the object was made")
    if _is_set_later(evaluation, instance.class_id, name):
        return NotKnown(f"{name} is assigned after the object was made")
    constructor = _own_scope(evaluation, instance.class_id, "__init__")
    if constructor is not None and (value := _set_by(evaluation, constructor, instance, name)) is not None:
        return value
    given = dict(instance.arguments)
    if name in given and constructor is None:
        return given[name]
    return _class_level(evaluation, instance, name)


def _is_set_later(evaluation: Evaluation, class_id: str, name: str) -> bool:
    """Whether a method other than the constructor assigns ``self.name``."""
    memory = evaluation.sources.remembered
    for ancestor in evaluation.sources.lineage(class_id):
        key = ("set later", ancestor)
        if key not in memory:
            memory[key] = frozenset(_set_by_methods(evaluation, ancestor))
        if name in cast(frozenset[str], memory[key]):
            return True
    return False


def _set_by_methods(evaluation: Evaluation, class_id: str) -> Iterator[str]:
    scope = evaluation.sources.class_scope(class_id)
    for method in scope.node.body if scope is not None and isinstance(scope.node, ast.ClassDef) else ():
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) and method.name not in CONSTRUCTORS:
            yield from (
                node.attr
                for node in ast.walk(method)
                if isinstance(node, ast.Attribute)
                and isinstance(node.ctx, ast.Store)
                and isinstance(node.value, ast.Name)
                and node.value.id == "self"
            )


def _set_by(evaluation: Evaluation, constructor: Scope, instance: Instance, name: str) -> Value | None:
    """What ``self.name = ...`` in ``__init__`` gives; None when it does not set it."""
    assigned = [
        (value, node)
        for node in ast.walk(constructor.node)
        if isinstance(node, ast.Assign | ast.AnnAssign) and (value := _value_set(node, name)) is not None
    ]
    if not assigned:
        return None
    if len(assigned) > 1:
        return NotKnown(f"{name} is assigned again")
    value, node = assigned[0]
    bindings = {**_defaults(evaluation, constructor), **dict(instance.arguments), "self": instance}
    inside = evaluation.elsewhere(constructor, bindings, (node.lineno, node.col_offset))
    found = evaluation.through((constructor, name), lambda: inside.of(value))
    return NotKnown(f"{name} leads back to itself") if found is None else found


def _value_set(node: ast.Assign | ast.AnnAssign, name: str) -> ast.expr | None:
    """What an assignment gives ``self.name``, also as one of several: ``self.name, self.table = name, table``."""
    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
        if _is_own(target, name):
            return node.value
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = zip(target.elts, node.value.elts, strict=False)
            found = next((value for item, value in pairs if _is_own(item, name)), None)
            if found is not None and len(target.elts) == len(node.value.elts):
                return found
    return None


def _is_own(target: ast.expr, name: str) -> bool:
    return (
        isinstance(target, ast.Attribute)
        and target.attr == name
        and isinstance(target.value, ast.Name)
        and target.value.id == "self"
    )


def _defaults(evaluation: Evaluation, constructor: Scope) -> dict[str, Value]:
    """The constructor's parameters as they are when nothing is given for them."""
    names = [name for name, bindings in constructor.bindings.items() if bindings[0].kind == "parameter"]
    unknown = NotKnown(f"an argument of {constructor.qualname} that is not known")
    return {**dict.fromkeys(names, unknown), **default_values(evaluation, constructor)}


def _class_level(evaluation: Evaluation, instance: Instance, name: str) -> Value:
    for ancestor in evaluation.sources.lineage(instance.class_id):
        scope = evaluation.sources.class_scope(ancestor)
        if scope is None:
            return _outside(instance, name, ancestor)
        if name in scope.bindings:
            return _member(evaluation, instance, scope, name)
    return NotKnown(f"{instance.class_id} has no known {name}")


def _outside(instance: Instance, name: str, ancestor: str) -> Value:
    if name in dict(instance.arguments):
        return dict(instance.arguments)[name]
    return NotKnown(f"{name} may come from {ancestor}")


def _member(evaluation: Evaluation, instance: Instance, scope: Scope, name: str) -> Value:
    binding = scope.bindings[name][-1]
    if binding.kind == "function":
        return _property(evaluation, instance, scope, name)
    if binding.kind != "value" or not isinstance(binding.node, ast.expr):
        return NotKnown(f"{name} is no constant of {scope.id}")
    default = _field_default(evaluation.elsewhere(scope), binding.node)
    value = value_in_scope(evaluation, scope, name) if default is None else default
    if SETTINGS.intersection(evaluation.sources.lineage(instance.class_id)):
        return Template((Hole("env", f"{scope.qualname}.{name}", value),))
    return value


def _field_default(evaluation: Evaluation, node: ast.expr) -> Value | None:
    """The default inside ``Field(...)`` or ``field(...)``; None for plain values."""
    if not isinstance(node, ast.Call) or evaluation.meaning(node.func) not in FIELD_MAKERS:
        return None
    default = next((word.value for word in node.keywords if word.arg == "default"), None)
    default = default or (node.args[0] if node.args else None)
    if default is None or (isinstance(default, ast.Constant) and default.value is ...):
        return NotKnown("a field without a known default")
    return evaluation.of(default)


def _property(evaluation: Evaluation, instance: Instance, scope: Scope, name: str) -> Value:
    function = evaluation.sources.scope_of(f"{scope.id}.{name}")
    if function is None or not isinstance(function.node, ast.FunctionDef):
        return NotKnown(f"{name} is a method")
    decorators = {evaluation.elsewhere(scope).meaning(node) for node in function.node.decorator_list}
    if not decorators or not decorators <= PROPERTIES:
        return NotKnown(f"{name} is a method")
    return returned(evaluation, function, {"self": instance}, allowed_decorators=PROPERTIES)


def call_method(evaluation: Evaluation, instance: Instance, name: str, call: ast.Call) -> Value:
    """What a method of the object gives back."""
    function = _own_scope(evaluation, instance.class_id, name)
    if function is None:
        return evaluation.not_known(call)
    given = bind_arguments(evaluation, function, call, skip_first=True)
    if given is None:
        return NotKnown(f"{evaluation.source(call)} is called with arguments that are not known")
    return returned(evaluation, function, {**given, "self": instance})


def _own_scope(evaluation: Evaluation, class_id: str, name: str) -> Scope | None:
    """The inside of a method, the class's own or inherited from the project."""
    member = evaluation.sources.member(class_id, name)
    scope = evaluation.sources.scope_of(member) if member is not None and ":" in member else None
    return scope if scope is not None and scope.kind == "function" else None
