"""What an asset asks of its partition, as the config that its op was given it by: both say the same."""

import ast
from collections.abc import Mapping

from assetize.analyzer.model import Analysis
from assetize.codemods.model import OpToAsset, Plan

Place = tuple[str, str]


def find_reads(before: Analysis, plan: Plan) -> Mapping[Place, Mapping[str, str]]:
    """By file and name of the op: the texts of the expressions after the context, and the fields that they stand for."""
    files = {module.id: module.file for module in before.project.modules}
    functions = {op.id: op.function for op in before.project.ops if not op.is_nested}
    return {
        (files[action.op.partition(":")[0]], functions[action.op]): {
            ast.unparse(ast.parse(f"_.{expression}", mode="eval")): field
            for field, expression in action.partition_reads
        }
        for action in plan.actions
        if isinstance(action, OpToAsset) and action.partition_reads and action.op in functions
    }


def as_config(code: ast.Module, fields: Mapping[str, str]) -> ast.Module:
    """The code with those expressions as ``context.op_config["…"]`` again."""
    copy = ast.parse(ast.unparse(code))
    _AsConfig(fields).visit(copy)
    return ast.fix_missing_locations(copy)


class _AsConfig(ast.NodeTransformer):
    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = fields

    def generic_visit(self, node: ast.AST) -> ast.AST:
        name = _context(node)
        field = self.fields.get(_text(node)) if name else None
        if field is None:
            return super().generic_visit(node)
        return ast.parse(f"{name}.op_config[{field!r}]", mode="eval").body


def _context(node: ast.AST) -> str:
    """The name that an expression starts with."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.AST) -> str:
    text = ast.unparse(node)
    return "_" + text[len(_context(node)) :]
