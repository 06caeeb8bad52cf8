"""Calls: of known library functions, of methods of texts and containers, of the project's classes and functions."""

import ast

from assetize.analyzer.values.arguments import bind_arguments
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.functions import returned
from assetize.analyzer.values.instances import call_method, make_instance
from assetize.analyzer.values.library import FUNCTIONS
from assetize.analyzer.values.methods import METHODS
from assetize.analyzer.values.namespaces import environment_value, made_by_variable, reads_environment
from assetize.analyzer.values.value import Instance, NotKnown, Value


def call(evaluation: Evaluation, node: ast.Call) -> Value:
    """``function(...)`` or ``owner.method(...)``."""
    name = evaluation.meaning(node.func)
    if name is not None:
        known = FUNCTIONS.get(name)
        if known is not None:
            return known(evaluation, node) or evaluation.not_known(node)
        if ":" in name:
            return _of_project(evaluation, name, node)
        return NotKnown(f"what {name} gives is not known")
    if isinstance(node.func, ast.Attribute):
        return _method(evaluation, node.func, node)
    return evaluation.not_known(node)


def _of_project(evaluation: Evaluation, name: str, node: ast.Call) -> Value:
    scope = evaluation.sources.scope_of(name)
    if scope is None:
        return made_by_variable(evaluation, name, node) or evaluation.not_known(node)
    if scope.kind == "class":
        return make_instance(evaluation, name, node)
    is_class_method = _is_class_method(scope.node)
    in_class = scope.parent is not None and scope.parent.kind == "class"
    if in_class and not is_class_method and not _is_static(scope.node):
        return NotKnown(f"{evaluation.source(node)} is a method called on its class")
    given = bind_arguments(evaluation, scope, node, skip_first=is_class_method)
    if given is None:
        return NotKnown(f"{evaluation.source(node)} is called with arguments that are not known")
    return returned(evaluation, scope, given)


def _is_class_method(node: ast.AST) -> bool:
    return _has_decorator(node, "classmethod")


def _is_static(node: ast.AST) -> bool:
    return _has_decorator(node, "staticmethod")


def _has_decorator(node: ast.AST, name: str) -> bool:
    decorators = getattr(node, "decorator_list", [])
    return any(isinstance(decorator, ast.Name) and decorator.id == name for decorator in decorators)


def _method(evaluation: Evaluation, function: ast.Attribute, node: ast.Call) -> Value:
    owner = evaluation.of(function.value)
    known = METHODS.get(function.attr)
    if known is not None:
        value = known(evaluation, owner, node)
        if value is not None:
            return value
    if reads_environment(owner, function.attr):
        return environment_value(evaluation, node)
    if isinstance(owner, Instance) and ":" in owner.class_id:
        return call_method(evaluation, owner, function.attr, node)
    return owner if isinstance(owner, NotKnown) else evaluation.not_known(node)
