"""Whether two texts differ in nothing but where Dagster's names come from."""

import ast

from assetize.codemods.runtime_target.imports import RUNTIME


def differs_in_more(before: str, after: str) -> bool:
    """Compares the syntax trees, the first one with its imports changed as they should be."""
    try:
        found = ast.parse(after)
    except SyntaxError:
        return True
    return ast.dump(_Expected().visit(ast.parse(before))) != ast.dump(found)


class _Expected(ast.NodeTransformer):
    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.ImportFrom:
        if node.level == 0 and node.module == "dagster":
            node.module = RUNTIME
        return node

    def visit_Import(self, node: ast.Import) -> ast.Import:
        for item in node.names:
            if item.name == "dagster":
                item.name, item.asname = RUNTIME, item.asname or "dagster"
        return node
