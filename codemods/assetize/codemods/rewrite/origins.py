"""Where a module-level name of the project comes from, through re-exports."""

import ast

from assetize.analyzer.model import Module
from assetize.codemods.rewrite.project_view import ProjectView, package_of

LONGEST_CHAIN = 8


def origin(view: ProjectView, module_id: str, name: str) -> tuple[str, str]:
    """``(module id, name)`` of the definition behind a name, followed through ``from`` imports of the project."""
    place = (module_id, name)
    for _ in range(LONGEST_CHAIN):
        following = _step(view, *place, LONGEST_CHAIN)
        if following is None:
            break
        place = following
    return place


def _step(view: ProjectView, module_id: str, name: str, depth: int) -> tuple[str, str] | None:
    tree, module = view.tree(module_id), view.modules[module_id]
    if tree is None or defines(tree, name):
        return None
    stars: list[tuple[str, str]] = []
    for statement in tree.body:
        if not isinstance(statement, ast.ImportFrom):
            continue
        source = view.module_named(absolute_source_of(statement, module) or "", module.root)
        if source is None:
            continue
        for alias in statement.names:
            if (alias.asname or alias.name) == name:
                return source.id, alias.name
            if alias.name == "*":
                stars.append((source.id, name))
    return next((place for place in stars if _offers(view, *place, depth - 1)), None)


def _offers(view: ProjectView, module_id: str, name: str, depth: int) -> bool:
    """Whether a star import of the module brings the name along; star imports in a circle end by ``depth``."""
    tree = view.tree(module_id)
    if tree is None or not depth:
        return False
    return defines(tree, name) or _step(view, module_id, name, depth) is not None


def defines(tree: ast.Module, name: str) -> bool:
    """Whether a statement at the top of a module gives the name a meaning, other than by an import."""
    for statement in tree.body:
        match statement:
            case ast.FunctionDef(name=found) | ast.AsyncFunctionDef(name=found) | ast.ClassDef(name=found):
                if found == name:
                    return True
            case ast.Assign(targets=targets):
                if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                    return True
            case ast.AnnAssign(target=ast.Name(id=found)):
                if found == name:
                    return True
    return False


def absolute_source_of(statement: ast.ImportFrom, module: Module) -> str | None:
    """The dotted name of the module that a ``from`` import names."""
    if not statement.level:
        return statement.module
    parts = package_of(module).split(".") if package_of(module) else []
    climb = statement.level - 1
    if climb > len(parts):
        return None
    kept = parts[: len(parts) - climb]
    return ".".join([*kept, statement.module] if statement.module else kept)
