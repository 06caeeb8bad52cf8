"""Methods of texts, paths, containers and open files whose result is known."""

import ast
from collections.abc import Callable, Mapping

from assetize.analyzer.values.arguments import argument
from assetize.analyzer.values.container_methods import CONTAINER_METHODS
from assetize.analyzer.values.dates import DATE_METHODS, is_date
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.path_methods import PATH_METHODS
from assetize.analyzer.values.text_methods import TEXT_METHODS
from assetize.analyzer.values.value import (
    Hole,
    Template,
    Value,
)

Method = Callable[[Evaluation, Value, ast.Call], Value | None]
"""What a method call on a value gives; None when it is not understood."""


def _environment_value(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    """``EnvVar("NAME").get_value(default)``."""
    if not isinstance(owner, Template) or len(owner.parts) != 1:
        return None
    hole = owner.parts[0]
    if not isinstance(hole, Hole) or hole.kind != "env":
        return None
    return Template((Hole("env", hole.name, argument(evaluation, node, 0, "default")),))


def _replace(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    """``text.replace("a", "b")``; of a date, ``day.replace(day=1)``."""
    return owner if is_date(owner) else TEXT_METHODS["replace"](evaluation, owner, node)


METHODS: Mapping[str, Method] = {
    **DATE_METHODS,
    **TEXT_METHODS,
    "replace": _replace,
    **CONTAINER_METHODS,
    **PATH_METHODS,
    "get_value": _environment_value,
}
