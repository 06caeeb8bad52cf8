"""Files that packages of the project carry: ``importlib.resources``."""

import ast

from assetize.analyzer.values.arguments import argument
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.paths import join_paths
from assetize.analyzer.values.sql_files import read_text
from assetize.analyzer.values.value import Known, Value


def package_folder(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """``importlib.resources.files("shop.sql")`` as a path."""
    if not node.args:
        return None
    module = evaluation.meaning(node.args[0])
    value = Known(module) if module is not None else evaluation.of(node.args[0])
    if not isinstance(value, Known) or not isinstance(value.value, str):
        return None
    return Known(value.value.partition(":")[0].replace(".", "/"))


def package_text(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """``importlib.resources.read_text("shop.sql", "users.sql")``."""
    folder, name = package_folder(evaluation, node), argument(evaluation, node, 1, "resource")
    if folder is None or name is None:
        return None
    path = join_paths([(folder, "the package"), (name, "the name")])
    return read_text(evaluation, path) if path is not None else None
