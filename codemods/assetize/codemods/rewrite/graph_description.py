"""What a graph says of itself, which is what the jobs made of it say."""

import ast

import libcst as cst

from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.names import project_symbol
from assetize.codemods.rewrite.origins import origin


def graph_description(to_job: cst.BaseExpression, context: FileContext) -> str | None:
    """The description or docstring of ``graph`` in ``graph.to_job``, wherever the graph is defined."""
    if not isinstance(to_job, cst.Attribute):
        return None
    place = _place(to_job.value, context)
    tree = context.view.tree(place[0]) if place else None
    for statement in tree.body if tree and place else ():
        if isinstance(statement, ast.FunctionDef) and place and statement.name == place[1]:
            return _said_by_decorator(statement) or ast.get_docstring(statement, clean=False)
    return None


def _place(graph: cst.BaseExpression, context: FileContext) -> tuple[str, str] | None:
    if isinstance(graph, cst.Name) and graph.value in context.names.bound:
        return context.module.id, graph.value
    target = context.names.resolve(graph)
    symbol = project_symbol(target, context.view, context.module) if target else None
    return origin(context.view, *symbol) if symbol else None


def _said_by_decorator(function: ast.FunctionDef) -> str | None:
    for decorator in function.decorator_list:
        for argument in decorator.keywords if isinstance(decorator, ast.Call) else ():
            if argument.arg == "description" and isinstance(argument.value, ast.Constant):
                return str(argument.value.value)
    return None
