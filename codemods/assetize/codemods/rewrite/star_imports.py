"""New names that star imports would carry to where the name means something else, or that would hide what they bring."""

import ast
from collections.abc import Iterator

from assetize.analyzer.model import Module
from assetize.codemods.rewrite.origins import absolute_source_of, defines
from assetize.codemods.rewrite.project_view import ProjectView

STAR = "*"


def find_other_meaning(view: ProjectView, module: Module, name: str) -> str | None:
    """The file in which ``name`` means something else, if ``module`` comes to define it; None when there is none."""
    if STAR in module.names and _brings(view, module, name, without=()):
        return module.file
    if "__all__" in module.names:
        return None
    reached = {module.id}
    pending = [module]
    while pending:
        source = pending.pop()
        for other in _importing_all(view, source):
            if other.id not in reached:
                reached.add(other.id)
                pending.append(other)
                if name in other.names or _brings(view, other, name, without=tuple(reached)):
                    return other.file
    return None


def _importing_all(view: ProjectView, source: Module) -> Iterator[Module]:
    for module in view.modules_with_stars:
        if source.id in module.imports and any(found.id == source.id for found in _stars(view, module)):
            yield module


def _brings(view: ProjectView, module: Module, name: str, without: tuple[str, ...]) -> bool:
    """Whether one of its star imports, through others too, defines the name."""
    seen = {module.id, *without}
    pending = [module]
    while pending:
        for source in _stars(view, pending.pop()):
            if source.id not in seen:
                seen.add(source.id)
                pending.append(source)
                tree = view.tree(source.id)
                if name in source.names or (tree is not None and defines(tree, name)):
                    return True
    return False


def _stars(view: ProjectView, module: Module) -> Iterator[Module]:
    """The project's modules that it takes everything from."""
    tree = view.tree(module.id)
    for statement in ast.walk(tree) if tree is not None else ():
        if isinstance(statement, ast.ImportFrom) and statement.names[0].name == STAR:
            source = view.module_named(absolute_source_of(statement, module) or "", module.root)
            if source is not None:
                yield source
