"""Imported names that lost their last use in a rewrite, and are nobody else's business."""

import ast
from dataclasses import dataclass

import libcst as cst

from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.names import absolute_source, bound_by, dotted, project_symbol
from assetize.codemods.rewrite.origins import absolute_source_of, origin


@dataclass(frozen=True)
class Orphans:
    """The names of one file that are used no more."""

    lost: frozenset[str]
    """Used before, not used now."""
    unused: frozenset[str]
    """Not used now."""
    context: FileContext

    def of(self, node: cst.ImportFrom) -> frozenset[str]:
        """The names that a ``from`` import need not bind any more: Dagster's and the project's own."""
        source = absolute_source(node, self.context.module)
        if source is None or isinstance(node.names, cst.ImportStar):
            return frozenset()
        found = set()
        for alias in node.names:
            local, name = bound_by(alias), dotted(alias.name)
            is_ours = _is_dagster(source) or self._is_of_project(source, name)
            is_gone = local in self.unused and self._is_removed(source, name)
            if is_gone or (local in self.lost and is_ours):
                found.add(local)
        return frozenset(found)

    def has_module(self, alias: cst.ImportAlias) -> bool:
        """Whether a plain import of a module is used no more."""
        name = dotted(alias.name)
        module = self.context.view.module_named(name, self.context.module.root)
        return bound_by(alias) in self.lost and (_is_dagster(name) or module is not None)

    def _is_of_project(self, source: str, name: str) -> bool:
        view, root = self.context.view, self.context.module.root
        return (
            view.module_named(source, root) is not None
            or view.module_named(f"{source}.{name}", root) is not None
        )

    def _is_removed(self, source: str, name: str) -> bool:
        symbol = project_symbol(f"{source}.{name}", self.context.view, self.context.module)
        return symbol is not None and origin(self.context.view, *symbol) in self.context.view.removed


def _is_dagster(name: str) -> bool:
    return name.partition(".")[0] == "dagster"


def find_orphans(tree: cst.Module, context: FileContext) -> Orphans:
    """Compare the names that the file used with those that it uses. Nothing is an orphan where others may take it from."""
    if tree is context.tree and not context.view.removed:
        return Orphans(frozenset(), frozenset(), context)
    old, new = context.view.tree(context.module.id), _parsed(context.printer.module(tree))
    if old is None or new is None:
        return Orphans(frozenset(), frozenset(), context)
    before, after = _used(old), _used(new)
    new_names = {new for (_, old), new in context.view.renames.items() if old in before}
    candidates = {entry.local for entry in context.names.imports} | set(context.view.renames.values())
    unused = frozenset(candidates - after)
    lost = frozenset(name for name in unused if name in before or name in new_names)
    if context.module.file.rpartition("/")[2].startswith("__init__."):
        lost = frozenset()
    return Orphans(lost - _taken_by_others(lost, context), unused, context)


def _parsed(text: str) -> ast.Module | None:
    """The syntax tree; None when Python cannot parse the text, which is found out again at the end."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


def _used(tree: ast.Module) -> frozenset[str]:
    """All names that are read, in string annotations and ``__all__`` too."""
    used: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load() | ast.Del()):
                used.add(name)
            case ast.arg(annotation=ast.expr() as annotation) | ast.AnnAssign(annotation=annotation):
                used |= _in_strings(annotation)
            case ast.FunctionDef(returns=ast.expr() as annotation):
                used |= _in_strings(annotation)
            case (
                ast.Assign(targets=[ast.Name(id="__all__")], value=value)
                | ast.AugAssign(target=ast.Name(id="__all__"), value=value)
            ):
                used |= {
                    leaf.value
                    for leaf in ast.walk(value)
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
                }
    return frozenset(used)


def _in_strings(annotation: ast.expr) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(annotation):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                inner = ast.parse(node.value, mode="eval")
            except (SyntaxError, ValueError):
                continue
            names |= {leaf.id for leaf in ast.walk(inner) if isinstance(leaf, ast.Name)}
    return names


def _taken_by_others(names: frozenset[str], context: FileContext) -> set[str]:
    """Names that other modules import from this one, or read as attributes of something."""
    taken: set[str] = set()
    if not names:
        return taken
    for module in context.view.analysis.project.modules:
        tree = context.view.tree(module.id) if context.module.id in module.imports else None
        for node in ast.walk(tree) if tree else ():
            if isinstance(node, ast.Attribute) and node.attr in names:
                taken |= {node.attr} - set(DAGSTER_LIKE)
            elif isinstance(node, ast.ImportFrom):
                source = context.view.module_named(absolute_source_of(node, module) or "", module.root)
                if source is not None and source.id == context.module.id:
                    taken |= {alias.name for alias in node.names} & names
                    taken |= names if any(alias.name == "*" for alias in node.names) else set()
    return taken


DAGSTER_LIKE = ("op", "job", "graph", "In", "Out", "Nothing")
"""Read as an attribute, these are Dagster's own (``dg.op``) and say nothing of this module."""
